"""Who the persons of the record were, as far as it was seen on a page (``data/coding/persons.csv``)."""

from pathlib import Path

import pandas as pd

from helpers.files.coding import check_once, parse_cells, read_coding, refuse, refuse_unknown
from helpers.files.paths import CODING
from helpers.text.dates import time_span

PERSON_COLUMNS = [
    "actor_id", "pinyin", "characters", "russian", "born", "died", "office", "part", "authority", "seen_at",
    "witnesses", "note",
]  # fmt: skip


def read_persons(actors: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``persons.csv``, one row a person of the record; columns as in PERSON_COLUMNS, all text.

    actors: actor_id and kind, as in ``edition.actors``; folder: ``data/coding`` unless another is named. born, died: a
    year in EDTF; office: on the day of the conversation; part: in what the record tells; witnesses: on how many
    independent pages the years were seen. Empty is what was not seen.

    Raises CodingError for somebody who is no person of the authority list, a person listed twice, a year that is not
    EDTF, a number of witnesses that is none, and a row that does not say where it was seen.

    >>> from helpers import people, read_edition
    >>> people.read_persons(read_edition().actors).set_index("actor_id").loc["shi_zhe", "characters"]
    '师哲'
    """
    frame, path = read_coding("persons", PERSON_COLUMNS, folder), Path(folder) / "persons.csv"
    persons = actors.loc[actors["kind"] == "person", "actor_id"]
    refuse_unknown(path, "actor_id", frame["actor_id"], persons, "a person of the authority list")
    check_once(path, "actor_id", frame["actor_id"])
    for column in ("born", "died"):
        parse_cells(path, column, frame[column], time_span)
    for line, row in enumerate(frame.itertuples(), start=2):
        if not row.witnesses.isdecimal():
            raise refuse(path, line, "witnesses", row.witnesses, "a number of pages")
        if not row.seen_at:
            raise refuse(path, line, "seen_at", row.seen_at, "where it was seen")
    return frame
