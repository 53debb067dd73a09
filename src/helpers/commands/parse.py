"""Parse a record of conversation of one's own into CSV tables: ``header.csv`` and ``utterances.csv``."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from helpers.edition import read_edition
from helpers.files.errors import CodingError, RecordError
from helpers.files.outputs import write_table


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("record", type=Path, help="the text of the record, UTF-8")
    parser.add_argument("folder", type=Path, help="where header.csv and utterances.csv are written")


def carry_out(options: Namespace) -> int:
    """Parse one record and print its header; return the exit status (0, or 2 for bad input)."""
    try:
        edition = read_edition(options.record)
    except (RecordError, CodingError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    try:
        write_table(edition.record.header.fields, "header", options.folder)
        write_table(edition.utterances, "utterances", options.folder)
    except OSError as error:
        found = f"{options.folder}: cannot be written to ({error.strerror})"
        print(f"error: {found}; expected a folder, which is made if it is missing", file=sys.stderr)
        return 2
    fields = edition.record.header.fields
    for row in fields.itertuples():
        print(f"{row.field}: {row.value}")
    print(f"{len(fields)} header fields and {len(edition.utterances)} sentences written to {options.folder}")
    return 0
