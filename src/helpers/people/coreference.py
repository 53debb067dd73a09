"""Pronouns and noun phrases that stand for an actor, resolved by reading (``data/coding/coreference.csv``)."""

import re
from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding, refuse
from helpers.files.paths import CODING
from helpers.people.mentions import MENTION_COLUMNS
from helpers.text.spans import unfolded

COREFERENCE_COLUMNS = ["sentence_id", "surface", "occurrence", "actor_id", "doubt"]


def resolve_pronouns(source: str, utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Return one row a pronoun or phrase that was resolved by reading, ``coreference.csv``.

    Columns: sentence_id, actor_id, start, end (in characters of the source), surface, via (``pronoun``). Raises
    CodingError where a phrase does not stand so often in its sentence.

    >>> from helpers import people, read_edition
    >>> edition = read_edition()
    >>> set(people.resolve_pronouns(edition.record.source, edition.utterances)["via"])
    {'pronoun'}
    """
    frame, path = read_coding("coreference", COREFERENCE_COLUMNS, folder), Path(folder) / "coreference.csv"
    places = utterances.set_index("sentence_id")[["start", "end"]]
    found = []
    for line, row in enumerate(frame.itertuples(), start=2):
        start, end = places.loc[row.sentence_id]
        matches = list(whole_words(row.surface).finditer(source, int(start), int(end)))
        if int(row.occurrence) > len(matches):
            raise refuse(
                path,
                line,
                "occurrence",
                row.occurrence,
                f"at most {len(matches)}: so often {row.surface!r} stands in {row.sentence_id}",
            )
        match = matches[int(row.occurrence) - 1]
        found.append((row.sentence_id, row.actor_id, match.start(), match.end(), match.group(), "pronoun"))
    return pd.DataFrame(found, columns=MENTION_COLUMNS)


def whole_words(phrase: str) -> re.Pattern:
    """Return a pattern that meets the phrase as whole words, in any case, across line breaks."""
    return re.compile(r"(?<!\w)" + unfolded(phrase) + r"(?!\w)", re.IGNORECASE)
