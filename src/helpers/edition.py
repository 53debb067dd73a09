"""The edition of a record: the whole way from a source text to its frames, in one call."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.claims.points import find_points
from helpers.claims.quantities import find_quantities, read_series
from helpers.files.paths import RECORD
from helpers.people.actors import authority, no_actors, read_actors
from helpers.people.mentions import find_mentions
from helpers.speech.cues import read_cues
from helpers.speech.hedges import read_hedges
from helpers.speech.rules import find_utterances
from helpers.text.record import Record
from helpers.text.source import load_record


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
    utterances = find_utterances(record, actors, mentions, read_cues(), read_hedges())
    quantities = find_quantities(record.source, utterances, read_series() if own else [])
    return Edition(record, actors, mentions, utterances, quantities, find_points(record.source, utterances))
