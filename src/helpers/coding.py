"""The hand-made tables under ``data/coding``: read as text, checked for their columns, nothing guessed."""

from pathlib import Path

import pandas as pd

from helpers.errors import CodingError
from helpers.paths import CODING


def read_coding(name: str, columns: list[str], folder: Path = CODING) -> pd.DataFrame:
    """Read one coding table as text; an empty cell is the empty string.

    name: file name without ``.csv``; columns: the header that the file must have, in order.
    Raises CodingError that names the file and what stands in its header.
    """
    path = Path(folder) / f"{name}.csv"
    if not path.is_file():
        raise CodingError(f"{path}: not found; expected a table with the columns {', '.join(columns)}")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    if list(frame.columns) != columns:
        raise CodingError(f"{path}: found the columns {', '.join(frame.columns)}; expected {', '.join(columns)}")
    return frame


def refuse(path: Path | str, line: int, column: str, found: str, expected: str) -> CodingError:
    """Return the error for one bad cell, with the line as an editor counts it (the header is line 1)."""
    return CodingError(f"{path}, line {line}, column {column}: found {found!r}; expected {expected}")
