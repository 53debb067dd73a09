"""The source file: read once, decoded strictly, and held to its catalogued checksum."""

import hashlib
from pathlib import Path

from helpers.files.errors import RecordError, SourceError
from helpers.files.outputs import DIGESTS, committed_digests
from helpers.files.paths import RECORD
from helpers.text.record import Record, parse_record


def load_record(path: Path | str = RECORD) -> Record:
    """Read, verify and parse a record of conversation.

    path: a UTF-8 text file (a byte order mark and CRLF are allowed). Where a SHA256SUMS file
    beside it lists the file, its bytes must agree. Offsets in the result count the characters
    of the decoded file, after the byte order mark. Without a path it is this edition's own record. Raises SourceError
    where the file cannot be read or was altered, RecordError where a part of the record is not found.

    >>> from helpers import text
    >>> type(text.load_record()).__name__
    'Record'
    """
    source = read_source(path)
    try:
        return parse_record(source)
    except RecordError as error:
        raise RecordError(f"{path}: {error}") from None


def read_source(path: Path | str = RECORD) -> str:
    """Return the decoded text of a source file, held to the checksum beside it.

    path: a UTF-8 text file; without one, this edition's own record. Raises SourceError where the file is missing,
    empty, altered or not UTF-8.

    >>> from helpers import text
    >>> text.read_source("velin.txt")
    Traceback (most recent call last):
    helpers.files.errors.SourceError: velin.txt: found no such file; expected the text of the record
    """
    path = Path(path)
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise SourceError(f"{path}: found {found}; expected the text of the record")
    data = path.read_bytes()
    if not data.strip():
        raise SourceError(f"{path}: found an empty file; expected the text of the record")
    verify_checksum(path, data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: found byte 0x{data[error.start]:02x} at offset {error.start}, which is not UTF-8; "
            "expected a UTF-8 text (was the file saved in another encoding?)"
        ) from error


def verify_checksum(path: Path, data: bytes) -> None:
    """Hold the bytes to the SHA256SUMS file beside the source; a file that it does not list is not held to it."""
    expected = committed_digests(path.parent).get(path.name)
    found = hashlib.sha256(data).hexdigest()
    if expected is not None and found != expected:
        raise SourceError(
            f"{path}: found {len(data)} bytes with SHA-256 {found}; expected {expected} as in {DIGESTS} "
            "(the file was altered, cut off or re-encoded; restore it, or parse your own record from another folder)"
        )
