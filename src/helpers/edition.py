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
    """One record with everything read out of it; each frame is described in ``data/README.md``.

    record: the text with its header, paragraphs and sentences; actors: the authority list, with the role of those whom
    the header names; mentions: where a name stands; utterances: one row a sentence, with who speaks, in which mode and
    by which rule; quantities: one row a number that counts; points: one row a point of a numbered list. start and end
    count characters of ``record.source``, end not included.

    >>> from helpers import Edition
    >>> Edition._fields
    ('record', 'actors', 'mentions', 'utterances', 'quantities', 'points')
    """

    record: Record
    actors: pd.DataFrame
    mentions: pd.DataFrame
    utterances: pd.DataFrame
    quantities: pd.DataFrame
    points: pd.DataFrame


def read_edition(path: Path | str = RECORD) -> Edition:
    r"""Parse a record into all its frames.

    path: a UTF-8 text in the layout of the archive, this project's record unless another is named. The authority list
    and the series in ``data/coding`` belong to this project's record and are used for it alone; another record is read
    with the people of its own header, and its quantities belong to no series. The words that report speech
    (``cues.csv``) and that hedge (``hedges.csv``) are used for all. No sentence is left out of the utterances.

    Raises SourceError for a file that is missing, empty, not UTF-8 or not as it was catalogued, RecordError for a text
    in another layout, and CodingError for a table in ``data/coding`` that does not hold what its columns promise.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import read_edition
    >>> head = "Secret\nFrom the Journal of\nK. D. Voronin\n2 December 1960\nRECORD OF CONVERSATION\nwith Comrade Orlen"
    >>> body = "Orlen said that his territory was cut from 40 islands to 3. Velin, he said, had fled."
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "my_record.txt")
    ...     _ = path.write_text(f"{head}\n29 November 1960\n\n{body}\n\nCOUNSELOR K. VORONIN\n", encoding="utf-8")
    ...     edition = read_edition(path)
    >>> edition.utterances[["speaker", "mode", "cue"]].values.tolist()
    [['Orlen', 'indirect', 'Orlen said'], ['Orlen', 'indirect', 'he said']]
    >>> edition.quantities[["surface", "role", "series"]].values.tolist()
    [['40', 'before', ''], ['3', 'after', '']]
    >>> list(edition.mentions["surface"])
    ['Orlen']
    """
    own = Path(path).resolve() == RECORD.resolve()
    record = load_record(path)
    actors = authority(record.header, read_actors() if own else no_actors())
    mentions = find_mentions(record, actors)
    utterances = find_utterances(record, actors, mentions, read_cues(), read_hedges())
    quantities = find_quantities(record.source, utterances, read_series() if own else [])
    return Edition(record, actors, mentions, utterances, quantities, find_points(record.source, utterances))
