"""Who the persons of the record were, and on which page each value was seen (``data/coding/persons.csv``)."""

import re
from pathlib import Path

import pandas as pd

from helpers.files.coding import check_once, parse_cells, read_coding, refuse, refuse_unknown
from helpers.files.paths import CODING
from helpers.text.dates import time_span

PERSON_COLUMNS = [
    "actor_id", "pinyin", "characters", "russian", "born", "died", "office", "part", "authority", "witnesses", "note",
]  # fmt: skip
SEEN_COLUMNS = ["actor_id", "what", "source", "note"]
# What was seen on a page; the part that somebody has is told by the record.
SEEN = ("pinyin", "characters", "russian", "born", "died", "office", "authority")
# An identifier with its scheme; another scheme is added here, with the form of its identifiers.
AUTHORITY = re.compile(r"wikidata:Q[1-9]\d*|viaf:\d+|gnd:[\dX-]+")


def read_persons(actors: pd.DataFrame, sources: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    r"""Read ``persons.csv`` with ``persons_seen.csv``: one row a person of the record, all text.

    actors: actor_id and kind, as in ``edition.actors``; sources: source_id, from ``claims.read_sources``; folder:
    ``data/coding`` unless another is named. Columns as in PERSON_COLUMNS, and seen_at: for each value the sources that
    have it. born, died: a year in EDTF; office: on the day of the conversation; part: in what the record tells;
    authority: the scheme of a public authority file and its identifier, ``wikidata:Q1``; witnesses: on how many
    independent pages the years were seen. Empty is what was not seen.

    Raises CodingError for somebody who is no person of the authority list, a person of that list without a row or with
    two, a year that is not EDTF, a death before the birth, an identifier of no known scheme, a number of witnesses that
    is none, an unknown source, a source of an empty cell, and a value without a source.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import people
    >>> columns = "actor_id,pinyin,characters,russian,born,died,office,part,authority,witnesses,note"
    >>> seen = "actor_id,what,source,note\norlen,born,lexicon,\norlen,died,lexicon,\norlen,died,annals,\n"
    >>> with TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "persons.csv").write_text(columns + "\norlen,,,,1850?,1911,,Writes,,1,")
    ...     _ = (Path(folder) / "persons_seen.csv").write_text(seen)
    ...     actors = pd.DataFrame({"actor_id": ["orlen", "port"], "kind": ["person", "place"]})
    ...     sources = pd.DataFrame({"source_id": ["lexicon", "annals"]})
    ...     people.read_persons(actors, sources, Path(folder))[["born", "seen_at"]].to_numpy().tolist()
    [['1850?', 'born: lexicon; died: lexicon annals']]
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
    seen = read_seen(frame, sources, folder)
    places = seen.groupby(["actor_id", "what"])["source"].agg(" ".join)
    for line, row in enumerate(frame.to_dict("records"), start=2):
        for what in SEEN:
            if row[what] and (row["actor_id"], what) not in places.index:
                raise refuse(path, line, what, row[what], "a row of persons_seen.csv that says where it was seen")
    told = [
        "; ".join(f"{what}: {places[one, what]}" for what in SEEN if (one, what) in places.index)
        for one in frame["actor_id"]
    ]
    return frame.assign(seen_at=told)


def read_seen(persons: pd.DataFrame, sources: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``persons_seen.csv``, one row a value and the source that has it; columns as in SEEN_COLUMNS, all text.

    persons: columns as in PERSON_COLUMNS; sources: source_id. The record itself may be a source ("record"). Raises
    CodingError for a person, a column or a source that is unknown, a row that stands twice, and a row for a value that
    is empty.
    """
    frame, path = read_coding("persons_seen", SEEN_COLUMNS, folder), Path(folder) / "persons_seen.csv"
    refuse_unknown(path, "actor_id", frame["actor_id"], persons["actor_id"], "a person of persons.csv")
    refuse_unknown(path, "what", frame["what"], SEEN, "one of " + ", ".join(SEEN))
    refuse_unknown(path, "source", frame["source"], {"record", *sources["source_id"]}, "a source, or record")
    check_once(path, "source", frame["actor_id"] + " " + frame["what"] + " " + frame["source"])
    values = persons.set_index("actor_id")
    for line, row in enumerate(frame.itertuples(), start=2):
        if not values.loc[row.actor_id, row.what]:
            raise refuse(path, line, "what", row.what, f"a value that {row.actor_id} has in persons.csv")
    return frame
