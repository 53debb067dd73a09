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
    r"""Write UTF-8 text in one step, its line ends as they are given on every system, and return the path.

    A reader of the file sees the old text or the new, never a part. Folders that are missing are made.
    Raises OSError where the folder cannot be written to; what stood there before then stays.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers.files import write_text
    >>> with TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "new", "note.txt"), "Orlen to Velín\n").read_bytes()
    b'Orlen to Vel\xc3\xadn\n'
    """
    return write_bytes(path, text.encode("utf-8"))


def write_table(frame: pd.DataFrame, name: str, folder: Path | None = None) -> Path:
    """Write a frame as ``<name>.csv``: UTF-8, comma, line feeds, an empty cell for what is missing, no index.

    folder: ``data/derived`` unless another is named. Returns the path. Whole numbers are written without a decimal
    point, formulas disarmed: text that a spreadsheet would run gets an apostrophe in front. No row is left out.

    Raises ValueError where the name would lead out of the folder.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers.files import write_table
    >>> ships = pd.DataFrame({"port": ["Orl", "=1+1"], "ships": [40.0, None]})
    >>> with TemporaryDirectory() as folder:
    ...     write_table(ships, "ships", folder).read_text(encoding="utf-8").splitlines()
    ['port,ships', 'Orl,40', "'=1+1,"]
    """
    buffer = io.StringIO()
    frame.map(disarmed).to_csv(buffer, index=False, lineterminator="\n")
    return write_text(file_in(Path(folder or DERIVED), f"{name}.csv"), buffer.getvalue())


def table_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as text, as it is shown and, but for what a spreadsheet would run, written.

    The same rows, columns and index; nothing for a missing value, and no decimal point for a whole number.

    >>> import pandas as pd
    >>> from helpers.files import table_text
    >>> table_text(pd.DataFrame({"ships": [40.0, 2.5, None], "note": ["=1+1", "", None]})).to_dict("list")
    {'ships': ['40', '2.5', ''], 'note': ['=1+1', '', '']}
    """
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
    """Return file name → SHA-256 of every file in a folder, but for the digest file itself and hidden files.

    Left out are also the folders in it with all that they hold. Names in the order of the alphabet; digests as 64
    hexadecimal digits, as sha256sum gives them. Raises FileNotFoundError where there is no such folder.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers.files import digests, write_text
    >>> with TemporaryDirectory() as folder:
    ...     for name in ("b.csv", "a.csv", ".hidden", "SHA256SUMS"):
    ...         path = write_text(Path(folder, name), "the same text")
    ...     made = digests(Path(folder))
    >>> list(made), made["a.csv"] == made["b.csv"]
    (['a.csv', 'b.csv'], True)
    """
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
