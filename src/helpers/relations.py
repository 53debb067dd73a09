"""Relations between actors as the text states them, coded by hand (``data/coding/relations.csv``).

Each row is a directed edge with a type, a sign, who asserts it, how far it is said to be done, and the words it rests on.
The codebook in ``data/coding/README.md`` says when a type applies. Nothing here is found by the parser.
"""

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.coding import read_coding, refuse, refuse_absent, refuse_unknown
from helpers.paths import CODING

if TYPE_CHECKING:
    import networkx as nx

RELATION_COLUMNS = ["relation_id", "sentence_id", "source", "target", "relation", "sign", "status", "asserted_by", "period", "evidence", "note"]
SETTLED_COLUMNS = ["sentence_id", "source", "target", "relation", "what", "coder_a", "coder_b", "settled", "reason"]
LEFT_OUT_COLUMNS = ["sentence_id", "evidence", "reason"]
TYPES = (
    "instructs", "backs", "criticises", "distrusts", "trusts", "pressures", "represents", "opposes", "negotiates", "informs", "leads",
    "damages", "assists", "sends",
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
    vocabularies = {"relation": TYPES, "sign": SIGNS, "status": STATUSES, "asserted_by": read_terms("asserted_by", folder), "period": read_terms("period", folder)}
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


def relation_graph(relations: pd.DataFrame, actors: pd.DataFrame) -> "nx.MultiDiGraph":
    """Return the directed, signed multigraph: one edge a relation, keyed by relation_id, with all its columns as attributes.

    Nodes are the actors at either end, with name and kind; the sign is -1, 0 or 1.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    known = actors.set_index("actor_id")
    for actor_id in sorted(set(relations["source"]) | set(relations["target"])):
        graph.add_node(actor_id, name=known.loc[actor_id, "name"], kind=known.loc[actor_id, "kind"])
    for row in relations.itertuples(index=False):
        rest = {column: getattr(row, column) for column in RELATION_COLUMNS if column not in ("relation_id", "source", "target", "sign")}
        graph.add_edge(row.source, row.target, key=row.relation_id, sign=SIGNS[row.sign], **rest)
    return graph


def arcs(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row an ordered pair of actors: source, target, weight, positive, negative, sign, types, sentence_ids.

    sign: ``+``, ``-``, ``0``, or ``±`` where the pair has both; types: each type with how often, the most frequent first.
    """
    found = []
    for (source, target), group in relations.groupby(["source", "target"], sort=True):
        signs = Counter(group["sign"])
        types = Counter(group["relation"]).most_common()
        types.sort(key=lambda pair: (-pair[1], pair[0]))
        found.append((
            source, target, len(group), signs["+"], signs["-"], pair_sign(signs),
            ", ".join(name + (f" {count}" if count > 1 else "") for name, count in types), " ".join(sorted(set(group["sentence_id"]))),
        ))
    return pd.DataFrame(found, columns=["source", "target", "weight", "positive", "negative", "sign", "types", "sentence_ids"])


def pair_sign(signs: Counter) -> str:
    """Return the sign of a pair: of the signed relations if they agree, ``±`` if they do not, ``0`` if there is none."""
    if signs["+"] and signs["-"]:
        return "±"
    return "+" if signs["+"] else "-" if signs["-"] else "0"


def backed_and_opposed(relations: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return one row an actor that a signed relation aims at: actor_id, name, for, against, by_for, by_against, sentence_ids.

    for and against count relations; by_for and by_against name who holds them, with how often.
    """
    signed = relations[relations["sign"] != "0"]
    found = []
    for target, group in signed.groupby("target"):
        sides = {sign: Counter(group.loc[group["sign"] == sign, "source"]) for sign in "+-"}
        by = {sign: "; ".join(f"{names[one]} {n}" for one, n in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))) for sign, count in sides.items()}
        found.append((target, names[target], sum(sides["+"].values()), sum(sides["-"].values()), by["+"], by["-"], " ".join(sorted(set(group["sentence_id"])))))
    frame = pd.DataFrame(found, columns=["actor_id", "name", "for", "against", "by_for", "by_against", "sentence_ids"])
    return frame.sort_values(["against", "for", "actor_id"], ascending=[False, False, True], ignore_index=True)


def signed_ties(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row an unordered pair with a signed relation either way: a, b, sign (``+``, ``-`` or ``±``)."""
    found: dict[tuple[str, str], Counter] = {}
    for row in relations[relations["sign"] != "0"].itertuples():
        found.setdefault(tuple(sorted((row.source, row.target))), Counter())[row.sign] += 1
    return pd.DataFrame([(*pair, pair_sign(signs)) for pair, signs in sorted(found.items())], columns=["a", "b", "sign"])


def triangles(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row a triangle of signed ties: a, b, c, signs, balanced.

    A triangle is balanced if the product of its signs is positive: friends of friends, or two against a third.
    Ties with both signs (``±``) have no sign to multiply; their triangles are left out (see ``signed_ties``).
    """
    ties = {(row.a, row.b): SIGNS[row.sign] for row in signed_ties(relations).itertuples() if row.sign != "±"}
    actors = sorted({actor for pair in ties for actor in pair})
    found = []
    for a, b, c in combinations(actors, 3):
        signs = [ties.get(pair) for pair in ((a, b), (a, c), (b, c))]
        if None not in signs:
            found.append((a, b, c, "".join("+" if sign > 0 else "-" for sign in signs), signs[0] * signs[1] * signs[2] > 0))
    return pd.DataFrame(found, columns=["a", "b", "c", "signs", "balanced"])


def split_counts(relations: pd.DataFrame, column: str, labels: dict[str, str]) -> pd.DataFrame:
    """Return one row a value of a column (asserted_by or period): label, relations, actors, for, against, neither."""
    found = []
    for value, label in labels.items():
        part = relations[relations[column] == value]
        signs = Counter(part["sign"])
        found.append((label, len(part), len(set(part["source"]) | set(part["target"])), signs["+"], signs["-"], signs["0"]))
    return pd.DataFrame(found, columns=[column, "relations", "actors", "for", "against", "neither"])


def read_settled(folder: Path = CODING) -> pd.DataFrame:
    """Read ``relations_settled.csv``: where the two codings differed, and how it was settled."""
    return read_coding("relations_settled", SETTLED_COLUMNS, folder)


def read_left_out(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``relations_left_out.csv``: passages that look like a relation and are none by the codebook, with the reason."""
    frame = read_coding("relations_left_out", LEFT_OUT_COLUMNS, folder)
    refuse_absent(Path(folder) / "relations_left_out.csv", frame, utterances)
    return frame
