"""Relations between actors as the text states them, coded by hand (``data/coding/relations.csv``).

Each row is a directed edge with a type, a sign, who asserts it, how far it is said to be done, and the words it rests
on. The codebook in ``data/coding/README.md`` says when a type applies. Nothing here is found by the parser.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding, refuse, refuse_absent, refuse_unknown
from helpers.files.paths import CODING

RELATION_COLUMNS = [
    "relation_id", "sentence_id", "source", "target", "relation", "sign", "status", "asserted_by", "period",
    "evidence", "note",
]  # fmt: skip
SETTLED_COLUMNS = ["sentence_id", "source", "target", "relation", "what", "coder_a", "coder_b", "settled", "reason"]
LEFT_OUT_COLUMNS = ["sentence_id", "evidence", "reason"]
RELATION_TYPES = (
    "instructs", "backs", "criticises", "distrusts", "trusts", "pressures", "represents",
    "opposes", "negotiates", "informs", "leads", "damages", "assists", "sends",
)  # fmt: skip
SIGNS = {"+": 1, "-": -1, "0": 0}
SIGN_OF = {number: sign for sign, number in SIGNS.items()}
# How far the relation is said to be done or held: only the first two are drawn as edges of the network.
STATUSES = ("stated", "attempted", "proposed", "demanded", "supposed", "denied")
HELD = ("stated", "attempted")
# Told by the record of the meeting itself, not by somebody of the history.
ROOM = "room"
# The edition's own coding, and those of others who worked from the same codebook.
CODINGS = ("relations", "relations_reader3")
TERM_COLUMNS = ["column", "term", "label", "meaning"]


def read_terms(column: str, folder: Path = CODING) -> dict[str, str]:
    """Read from ``terms.csv`` the terms of one column of the relations, with their labels, in order.

    column: asserted_by or period; another has no terms and yields an empty dict. folder: where the table stands,
    ``data/coding`` unless another is named. Returns term → label; what a term means stands in the table, and by which
    rule it is given in ``data/coding/README.md``.

    Raises CodingError where the table is not there or has other columns.

    >>> from helpers import claims
    >>> list(claims.read_terms("period"))
    ['comintern', '1945-49', 'moscow', 'after', '1956', 'none']
    """
    frame = read_coding("terms", TERM_COLUMNS, folder)
    return dict(frame.loc[frame["column"] == column, ["term", "label"]].itertuples(index=False, name=None))


def read_relations(
    actors: pd.DataFrame, utterances: pd.DataFrame, folder: Path = CODING, name: str = "relations"
) -> pd.DataFrame:
    """Read ``relations.csv``, or another coding of the same text, one row a relation, all text.

    actors: with actor_id; utterances: with sentence_id and text; folder: where this table and ``terms.csv`` stand,
    ``data/coding`` unless another is named; name: one of CODINGS. Columns as in RELATION_COLUMNS. No row is left out,
    also not what is only proposed or denied: see ``held``. What looks like a relation and is none by the codebook
    stands in another table, see ``read_left_out``.

    Raises CodingError, with file, line and reason, for an unknown actor or sentence, evidence that does not stand in
    its sentence, a type, sign, status, asserter or period outside the codebook, an actor related to itself, or an id
    given twice.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import CodingError, claims
    >>> from helpers.files import write_table
    >>> terms = {"column": ["asserted_by", "period"], "term": ["orlen", "war"], "label": "", "meaning": ""}
    >>> row = {"relation_id": "r1", "sentence_id": "a1", "source": "velin", "target": "velin", "relation": "trusts",
    ...        "sign": "+", "status": "stated", "asserted_by": "orlen", "period": "war", "evidence": "trusts himself",
    ...        "note": ""}
    >>> sentence = pd.DataFrame({"sentence_id": ["a1"], "text": "Velin trusts himself."})
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame([row]), "relations", folder)
    ...     _ = write_table(pd.DataFrame(terms), "terms", folder)
    ...     try:
    ...         claims.read_relations(pd.DataFrame({"actor_id": ["velin"]}), sentence, folder)
    ...     except CodingError as error:
    ...         print(str(error).removeprefix(f"{path}, "))
    line 2, column target: found 'velin'; expected another actor than the source
    """
    frame, path = read_coding(name, RELATION_COLUMNS, folder), Path(folder) / f"{name}.csv"
    vocabularies = {
        "relation": RELATION_TYPES,
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


def held(relations: pd.DataFrame, statuses: Iterable[str] = HELD) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (relations that are stated or attempted, those only proposed, demanded, supposed or denied).

    relations: from ``read_relations``; statuses: another choice of those that count. Together the two frames have all
    its rows, each in its order, with all columns.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> relations = pd.DataFrame({"relation_id": ["r1", "r2", "r3"], "status": ["attempted", "supposed", "stated"]})
    >>> [list(frame["relation_id"]) for frame in claims.held(relations)]
    [['r1', 'r3'], ['r2']]
    """
    kept = relations["status"].isin(list(statuses))
    return relations[kept].reset_index(drop=True), relations[~kept].reset_index(drop=True)


def split_room(relations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (relations of the history that somebody tells, those that the record tells of the meeting itself).

    relations: from ``read_relations`` or ``held``; ``asserted_by`` decides. A visit, a thank or an answer in the room
    is no part of the history: it is counted and drawn apart. Together the two frames have all rows, each in its order.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> relations = pd.DataFrame({"relation_id": ["r1", "r2", "r3"], "asserted_by": ["orlen", "room", "velin"]})
    >>> [list(frame["relation_id"]) for frame in claims.split_room(relations)]
    [['r1', 'r3'], ['r2']]
    """
    told = relations["asserted_by"] != ROOM
    return relations[told].reset_index(drop=True), relations[~told].reset_index(drop=True)


def split_counts(relations: pd.DataFrame, column: str, labels: dict[str, str]) -> pd.DataFrame:
    """Return one row a value of a column (asserted_by or period), with how much of the network it holds.

    labels: value → label, from ``read_terms``; relations with another value are left out, and a value without relations
    keeps its row. Columns: the given one, with the labels; relations; actors, those at either end, each once; for,
    against and neither, the relations with the signs +, - and 0.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> relations = pd.DataFrame({"period": ["war", "war"], "source": ["orlen", "velin"], "target": ["velin", "orlen"],
    ...                           "sign": ["+", "0"]})
    >>> claims.split_counts(relations, "period", {"war": "War", "peace": "Peace"}).values.tolist()
    [['War', 2, 2, 1, 0, 1], ['Peace', 0, 0, 0, 0, 0]]
    """
    found = []
    for value, label in labels.items():
        part = relations[relations[column] == value]
        signs, actors = Counter(part["sign"]), {*part["source"], *part["target"]}
        found.append((label, len(part), len(actors), signs["+"], signs["-"], signs["0"]))
    return pd.DataFrame(found, columns=[column, "relations", "actors", "for", "against", "neither"])


def read_settled(folder: Path = CODING) -> pd.DataFrame:
    """Read ``relations_settled.csv``: where the two codings differed, and how it was settled.

    folder: where the table stands, ``data/coding`` unless another is named. Returns one row a difference, columns as in
    SETTLED_COLUMNS, all text; what: whether the row itself, its sign, its period or its status was in question.
    What both coders agreed on is left out; what a later reader found is in it, with a reason that says so.

    Raises CodingError where the table is not there or has other columns.

    >>> from helpers import claims
    >>> settled = claims.read_settled()
    >>> sorted(set(settled["what"]))
    ['period', 'row', 'sign', 'status']
    """
    return read_coding("relations_settled", SETTLED_COLUMNS, folder)


def read_left_out(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``relations_left_out.csv``: passages that look like a relation and are none by the codebook, with why.

    utterances: with sentence_id and text; folder: where the table stands, ``data/coding`` unless another is named.
    Returns one row a passage: sentence_id, evidence (its words, verbatim) and reason, all text.

    Raises CodingError, with file and line, for an unknown sentence, or evidence that does not stand in its sentence.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import claims
    >>> from helpers.files import write_table
    >>> passage = {"sentence_id": ["a1"], "evidence": "a policy of Velin", "reason": "a policy is no actor"}
    >>> sentence = pd.DataFrame({"sentence_id": ["a1"], "text": "Orlen fought a policy of Velin."})
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame(passage), "relations_left_out", folder)
    ...     claims.read_left_out(sentence, folder).to_dict("records")
    [{'sentence_id': 'a1', 'evidence': 'a policy of Velin', 'reason': 'a policy is no actor'}]
    """
    frame = read_coding("relations_left_out", LEFT_OUT_COLUMNS, folder)
    refuse_absent(Path(folder) / "relations_left_out.csv", frame, utterances)
    return frame
