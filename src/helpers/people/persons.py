"""Who the persons of the record were, as far as it was seen on a page (``data/coding/persons.csv``)."""

import re
from pathlib import Path

import pandas as pd

from helpers.files.coding import check_once, parse_cells, read_coding, refuse, refuse_unknown
from helpers.files.paths import CODING
from helpers.text.dates import time_span

PERSON_COLUMNS = [
    "actor_id", "pinyin", "characters", "russian", "born", "died", "office", "part", "authority", "seen_at",
    "witnesses", "note",
]  # fmt: skip
# An identifier with its scheme; another scheme is added here, with the form of its identifiers.
AUTHORITY = re.compile(r"wikidata:Q[1-9]\d*|viaf:\d+|gnd:[\dX-]+")


def read_persons(actors: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    r"""Read ``persons.csv``, one row a person of the record; columns as in PERSON_COLUMNS, all text.

    actors: actor_id and kind, as in ``edition.actors``; folder: ``data/coding`` unless another is named. born, died: a
    year in EDTF; office: on the day of the conversation; part: in what the record tells; witnesses: on how many
    independent pages the years were seen. Empty is what was not seen.

    authority: the scheme of a public authority file and its identifier, ``wikidata:Q1``.

    Raises CodingError for somebody who is no person of the authority list, a person of that list without a row or with
    two, a year that is not EDTF, a death before the birth, an identifier of no known scheme, a number of witnesses that
    is none, and a row that does not say where it was seen.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import people
    >>> columns = "actor_id,pinyin,characters,russian,born,died,office,part,authority,seen_at,witnesses,note"
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "persons.csv"
    ...     _ = path.write_text(columns + "\norlen,,,,1850?,1911,Envoy,Writes,wikidata:Q1,A lexicon,1,")
    ...     actors = pd.DataFrame({"actor_id": ["orlen", "port"], "kind": ["person", "place"]})
    ...     people.read_persons(actors, path.parent)[["born", "died"]].to_numpy().tolist()
    [['1850?', '1911']]
    """
    frame, path = read_coding("persons", PERSON_COLUMNS, folder), Path(folder) / "persons.csv"
    persons = actors.loc[actors["kind"] == "person", "actor_id"]
    refuse_unknown(path, "actor_id", frame["actor_id"], persons, "a person of the authority list")
    check_once(path, "actor_id", frame["actor_id"])
    for one in persons[~persons.isin(frame["actor_id"])]:
        raise refuse(path, len(frame) + 2, "actor_id", f"no row for {one}", "one row for every person of actors.csv")
    born, died = (parse_cells(path, column, frame[column], time_span) for column in ("born", "died"))
    for line, (row, birth, death) in enumerate(zip(frame.itertuples(), born, died), start=2):
        if birth and death and death.earliest < birth.latest:
            raise refuse(path, line, "died", row.died, f"a year after the birth, {row.born}")
        if row.authority and not AUTHORITY.fullmatch(row.authority):
            raise refuse(path, line, "authority", row.authority, "scheme and identifier, such as wikidata:Q1")
        if not row.witnesses.isdecimal():
            raise refuse(path, line, "witnesses", row.witnesses, "a number of pages")
        if not row.seen_at:
            raise refuse(path, line, "seen_at", row.seen_at, "where it was seen")
    return frame
