"""Relations between actors as the text states them, coded by hand (``data/coding/relations.csv``).

Each row is a directed edge with a type, a sign, who asserts it, how far it is said to be done, and the words it rests on.
The codebook in ``data/coding/README.md`` says when a type applies. Nothing here is found by the parser.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.files.coding import read_coding, refuse, refuse_absent, refuse_unknown
from helpers.files.paths import CODING

if TYPE_CHECKING:
    pass

RELATION_COLUMNS = [
    "relation_id",
    "sentence_id",
    "source",
    "target",
    "relation",
    "sign",
    "status",
    "asserted_by",
    "period",
    "evidence",
    "note",
]
SETTLED_COLUMNS = ["sentence_id", "source", "target", "relation", "what", "coder_a", "coder_b", "settled", "reason"]
LEFT_OUT_COLUMNS = ["sentence_id", "evidence", "reason"]
TYPES = (
    "instructs",
    "backs",
    "criticises",
    "distrusts",
    "trusts",
    "pressures",
    "represents",
    "opposes",
    "negotiates",
    "informs",
    "leads",
    "damages",
    "assists",
    "sends",
)
SIGNS = {"+": 1, "-": -1, "0": 0}
# How far the relation is said to be done or held: only the first two are drawn as edges of the network.
STATUSES = ("stated", "attempted", "proposed", "demanded", "supposed", "denied")
HELD = ("stated", "attempted")
TERM_COLUMNS = ["column", "term", "label", "meaning"]


def read_terms(column: str, folder: Path = CODING) -> dict[str, str]:
    """Read from ``terms.csv`` the terms of one column of the relations (asserted_by or period), with their labels, in order."""
    frame = read_coding("terms", TERM_COLUMNS, folder)
    return dict(frame.loc[frame["column"] == column, ["term", "label"]].itertuples(index=False, name=None))


def read_relations(actors: pd.DataFrame, utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``relations.csv``, one row a relation, columns as in RELATION_COLUMNS, all text.

    Raises CodingError, with file, line and reason, for an unknown actor or sentence, evidence that does not stand in its
    sentence, a type, sign, status, asserter or period outside the codebook, an actor related to itself, or an id given twice.
    """
    frame, path = read_coding("relations", RELATION_COLUMNS, folder), Path(folder) / "relations.csv"
    vocabularies = {
        "relation": TYPES,
        "sign": SIGNS,
        "status": STATUSES,
        "asserted_by": read_terms("asserted_by", folder),
        "period": read_terms("period", folder),
    }
    for column in ("source", "target"):
        refuse_unknown(path, column, frame[column], actors["actor_id"], "an actor of actors.csv")
    for column, known in vocabularies.items():
        refuse_unknown(path, column, frame[column], known, "one of " + ", ".join(known))
    refuse_absent(path, frame, utterances)
    for line, row in enumerate(frame.itertuples(), start=2):
        if row.source == row.target:
            raise refuse(path, line, "target", row.target, "another actor than the source")
    for line, repeated in enumerate(frame["relation_id"].duplicated(), start=2):
        if repeated:
            raise refuse(path, line, "relation_id", frame["relation_id"][line - 2], "an id that no line before has")
    return frame


def held(relations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (relations that are stated or attempted, those only proposed, demanded, supposed or denied)."""
    kept = relations["status"].isin(HELD)
    return relations[kept].reset_index(drop=True), relations[~kept].reset_index(drop=True)


def split_counts(relations: pd.DataFrame, column: str, labels: dict[str, str]) -> pd.DataFrame:
    """Return one row a value of a column (asserted_by or period): label, relations, actors, for, against, neither."""
    found = []
    for value, label in labels.items():
        part = relations[relations[column] == value]
        signs = Counter(part["sign"])
        found.append(
            (label, len(part), len(set(part["source"]) | set(part["target"])), signs["+"], signs["-"], signs["0"])
        )
    return pd.DataFrame(found, columns=[column, "relations", "actors", "for", "against", "neither"])


def read_settled(folder: Path = CODING) -> pd.DataFrame:
    """Read ``relations_settled.csv``: where the two codings differed, and how it was settled."""
    return read_coding("relations_settled", SETTLED_COLUMNS, folder)


def read_left_out(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``relations_left_out.csv``: passages that look like a relation and are none by the codebook, with the reason."""
    frame = read_coding("relations_left_out", LEFT_OUT_COLUMNS, folder)
    refuse_absent(Path(folder) / "relations_left_out.csv", frame, utterances)
    return frame
