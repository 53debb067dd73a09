"""The coded relations as a graph: pairs, signs, triangles."""

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from helpers.claims.relations import RELATION_COLUMNS, SIGNS

if TYPE_CHECKING:
    import networkx as nx


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
        rest = {
            column: getattr(row, column)
            for column in RELATION_COLUMNS
            if column not in ("relation_id", "source", "target", "sign")
        }
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
        found.append(
            (
                source,
                target,
                len(group),
                signs["+"],
                signs["-"],
                pair_sign(signs),
                ", ".join(name + (f" {count}" if count > 1 else "") for name, count in types),
                " ".join(sorted(set(group["sentence_id"]))),
            )
        )
    return pd.DataFrame(
        found, columns=["source", "target", "weight", "positive", "negative", "sign", "types", "sentence_ids"]
    )


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
        by = {
            sign: "; ".join(
                f"{names[one]} {n}" for one, n in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
            )
            for sign, count in sides.items()
        }
        found.append(
            (
                target,
                names[target],
                sum(sides["+"].values()),
                sum(sides["-"].values()),
                by["+"],
                by["-"],
                " ".join(sorted(set(group["sentence_id"]))),
            )
        )
    frame = pd.DataFrame(found, columns=["actor_id", "name", "for", "against", "by_for", "by_against", "sentence_ids"])
    return frame.sort_values(["against", "for", "actor_id"], ascending=[False, False, True], ignore_index=True)


def signed_ties(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row an unordered pair with a signed relation either way: a, b, sign (``+``, ``-`` or ``±``)."""
    found: dict[tuple[str, str], Counter] = {}
    for row in relations[relations["sign"] != "0"].itertuples():
        found.setdefault(tuple(sorted((row.source, row.target))), Counter())[row.sign] += 1
    return pd.DataFrame(
        [(*pair, pair_sign(signs)) for pair, signs in sorted(found.items())], columns=["a", "b", "sign"]
    )


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
            found.append(
                (a, b, c, "".join("+" if sign > 0 else "-" for sign in signs), signs[0] * signs[1] * signs[2] > 0)
            )
    return pd.DataFrame(found, columns=["a", "b", "c", "signs", "balanced"])
