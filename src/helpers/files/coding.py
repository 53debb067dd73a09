"""The hand-made tables under ``data/coding``: read as text, checked for their columns, nothing guessed."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.files.errors import CodingError
from helpers.files.paths import CODING

# How many words of another text may be quoted; a Chinese or Japanese character counts as a word.
MOST_WORDS = 25
WORD = r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+"


def read_coding(name: str, columns: list[str], folder: Path = CODING) -> pd.DataFrame:
    """Read one coding table as text; an empty cell is the empty string.

    name: file name without ``.csv``; columns: the header that the file must have, in order; folder: where it stands,
    ``data/coding`` unless another is named. Returns one row a line of the table, with these columns, all text: no
    number is read as one, nothing is filled in. Empty lines are left out.

    Raises CodingError that names the file and what was found: no file, bytes that are not UTF-8, quotation marks that
    do not close, another header, a line with more or fewer cells, or with nothing in the first.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import read_coding
    >>> from helpers.files import write_table
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame({"town": ["Orl"], "houses": ["007"], "note": [None]}), "towns", folder)
    ...     read_coding("towns", ["town", "houses", "note"], folder).to_dict("records")
    [{'town': 'Orl', 'houses': '007', 'note': ''}]
    """
    path = Path(folder) / f"{name}.csv"
    if not path.is_file():
        raise CodingError(f"{path}: not found; expected a table with the columns {', '.join(columns)}")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodingError(
            f"{path}: found bytes that are not UTF-8; expected a UTF-8 table (save it as CSV UTF-8)"
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        found = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise CodingError(
            f"{path}, line {reader.line_num}: found no readable row ({error}); "
            "expected cells with commas in quotation marks"
        ) from error
    header = found[0][1] if found else []
    if header != columns:
        raise CodingError(f"{path}: found the columns {', '.join(header) or '(none)'}; expected {', '.join(columns)}")
    for line, row in found[1:]:
        if len(row) != len(columns) or not row[0].strip():
            raise CodingError(
                f"{path}, line {line}: found {len(row)} cells, {row[0]!r} in the first; "
                f"expected {len(columns)}, the first of them filled"
            )
    return pd.DataFrame([row for _, row in found[1:]], columns=columns, dtype=str)


def refuse(path: Path | str, line: int, column: str, found: str, expected: str) -> CodingError:
    """Return the error for one bad cell, with the line as an editor counts it (the header is line 1)."""
    return CodingError(f"{path}, line {line}, column {column}: found {found!r}; expected {expected}")


def refuse_unknown(path: Path, column: str, cells: Iterable, known: Iterable, expected: str) -> None:
    """Refuse the first cell that is not among the known ones."""
    known = set(known)
    for line, cell in enumerate(cells, start=2):
        if cell not in known:
            found = " + ".join(cell) if isinstance(cell, tuple) else cell
            raise refuse(path, line, column, found, expected)


def refuse_absent(path: Path, frame: pd.DataFrame, utterances: pd.DataFrame) -> None:
    """Refuse the first row whose sentence the record does not have, or whose evidence does not stand in it."""
    texts = utterances.set_index("sentence_id")["text"]
    refuse_unknown(path, "sentence_id", frame["sentence_id"], texts.index, "a sentence of the record")
    for line, row in enumerate(frame.itertuples(), start=2):
        if not row.evidence or row.evidence not in texts[row.sentence_id]:
            expected = f"words of {row.sentence_id} as they stand: {texts[row.sentence_id]!r}"
            raise refuse(path, line, "evidence", row.evidence, expected)


def refuse_long(path: Path, column: str, cells: Iterable[str]) -> None:
    """Refuse the first quotation of more than MOST_WORDS words."""
    for line, cell in enumerate(cells, start=2):
        if len(re.findall(WORD, cell)) > MOST_WORDS:
            raise refuse(path, line, column, cell, f"at most {MOST_WORDS} words")


def parse_cells(path: Path, column: str, cells: Iterable[str], read: Callable[[str], Any]) -> list:
    """Return the cells as read makes them; empty cells give None.

    A ValueError of read becomes a CodingError with file, line and column.
    """
    values = []
    for line, cell in enumerate(cells, start=2):
        try:
            values.append(read(cell) if cell else None)
        except ValueError as error:
            raise CodingError(f"{path}, line {line}, column {column}: {error}") from error
    return values


def check_once(path: Path, column: str, cells: Iterable[str], all_of: list[str] | None = None) -> None:
    """Refuse a key that stands twice and, where the whole list is given, one that is missing."""
    seen: set[str] = set()
    for line, cell in enumerate(cells, start=2):
        if cell in seen:
            raise refuse(path, line, column, cell, "a key that no line before has")
        seen.add(cell)
    missing = [key for key in all_of or [] if key not in seen]
    if missing:
        raise refuse(path, len(seen) + 1, column, "no row for " + missing[0], "one row for every sentence")
