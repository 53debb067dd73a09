"""The whole way from a source text to its frames, in one call or one command.

    python -m helpers.parse my_record.txt out/

writes ``out/header.csv`` and ``out/utterances.csv`` for a record of one's own.
"""

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.actors import authority, no_actors, read_actors
from helpers.critique import find_points
from helpers.cues import read_cues
from helpers.errors import CodingError, RecordError
from helpers.mentions import find_mentions
from helpers.outputs import write_table
from helpers.paths import RECORD
from helpers.quantities import find_quantities, read_series
from helpers.record import Record
from helpers.source import load_record
from helpers.speech import utterances
from helpers.voices import read_hedges


class Edition(NamedTuple):
    """One record with everything read out of it; each frame is described in ``data/README.md``."""

    record: Record
    actors: pd.DataFrame
    mentions: pd.DataFrame
    utterances: pd.DataFrame
    quantities: pd.DataFrame
    points: pd.DataFrame


def read_edition(path: Path | str = RECORD) -> Edition:
    """Parse a record into all its frames.

    The authority list and the series in ``data/coding`` belong to this project's record and are used for it
    alone; another record is read with the people of its own header. Raises SourceError, RecordError, CodingError.
    """
    own = Path(path).resolve() == RECORD.resolve()
    record = load_record(path)
    actors = authority(record.header, read_actors() if own else no_actors())
    mentions = find_mentions(record, actors)
    speech = utterances(record, actors, mentions, read_cues(), read_hedges())
    quantities = find_quantities(record.source, speech, read_series() if own else [])
    return Edition(record, actors, mentions, speech, quantities, find_points(record.source, speech))


def main(arguments: list[str] | None = None) -> int:
    """Parse one record from the command line; return the exit status (0, or 2 for bad input)."""
    parser = argparse.ArgumentParser(prog="python -m helpers.parse", description="Parse a record of conversation into CSV tables.")
    parser.add_argument("record", type=Path, help="the text of the record, UTF-8")
    parser.add_argument("folder", type=Path, help="where header.csv and utterances.csv are written")
    options = parser.parse_args(arguments)
    try:
        edition = read_edition(options.record)
    except (RecordError, CodingError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    try:
        write_table(edition.record.header.fields, "header", options.folder)
        write_table(edition.utterances, "utterances", options.folder)
    except OSError as error:
        print(f"error: {options.folder}: cannot be written to ({error.strerror}); expected a folder, which is made if it is missing", file=sys.stderr)
        return 2
    for row in edition.record.header.fields.itertuples():
        print(f"{row.field}: {row.value}")
    print(f"{len(edition.record.header.fields)} header fields and {len(edition.utterances)} sentences written to {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
