"""Everything the project writes: whole or not at all, and the same bytes each time."""

import hashlib
import io
import os
import re
import tempfile
from pathlib import Path

import pandas as pd

from helpers.files.paths import DERIVED

DIGESTS = "SHA256SUMS"
# How the name of a file ends while it is being written.
PART = ".part"
# "=1+1", "@SUM(A1)", "-2+3": what a spreadsheet takes for a formula.
FORMULA = re.compile(r"[=@\t\r]|[+-].")


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file in one step: a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def remove_parts(folder: Path) -> None:
    """Remove what a run that was killed left half-written."""
    for path in folder.glob(f".*{PART}"):
        path.unlink(missing_ok=True)


def file_in(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder. Raises ValueError for a name that would lead out of it."""
    if Path(name).name != name or "\\" in name:
        raise ValueError(f"found the file name {name!r}; expected a name without a folder")
    return folder / name


def write_text(path: Path, text: str) -> Path:
    """Write UTF-8 text with line feeds only, in one step."""
    return write_bytes(path, text.encode("utf-8"))


def write_table(frame: pd.DataFrame, name: str, folder: Path | None = None) -> Path:
    """Write a frame as ``<name>.csv``: UTF-8, comma, line feeds, an empty cell for what is missing, no index.

    Whole numbers are written without a decimal point, formulas disarmed. Raises ValueError where the name would lead out of the folder.
    """
    buffer = io.StringIO()
    frame.map(disarmed).to_csv(buffer, index=False, lineterminator="\n")
    return write_text(file_in(Path(folder or DERIVED), f"{name}.csv"), buffer.getvalue())


def table_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as text, as it is shown and, but for what a spreadsheet would run, written."""
    return frame.map(cell_text)


def cell_text(value) -> str:
    """Return one cell as text: nothing for a missing value, 25000 for 25000.0."""
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def disarmed(value) -> str:
    """Return one cell as text for a CSV file.

    Text that a spreadsheet would run as a formula gets an apostrophe in front; a bare sign ("+", "-") stays as it is.
    """
    text = cell_text(value)
    return f"'{text}" if isinstance(value, str) and FORMULA.match(text) else text


def digests(folder: Path) -> dict[str, str]:
    """Return file name → SHA-256 of every file in a folder, but for the digest file itself and hidden files."""
    files = sorted(
        path for path in folder.iterdir() if path.is_file() and path.name != DIGESTS and not path.name.startswith(".")
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_digests(folder: Path, made: dict[str, str]) -> Path:
    """Write file name → SHA-256 to a folder's digest file, in the format of sha256sum."""
    return write_text(folder / DIGESTS, "".join(f"{digest}  {name}\n" for name, digest in sorted(made.items())))


def committed_digests(folder: Path) -> dict[str, str]:
    """Return file name → SHA-256 as the folder's digest file has them; empty where there is none."""
    path = folder / DIGESTS
    if not path.is_file():
        return {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
