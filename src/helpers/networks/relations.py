"""The coded relations as a graph: pairs, signs, triangles."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

import pandas as pd

from helpers.claims.relations import RELATION_COLUMNS, SIGNS

if TYPE_CHECKING:
    import networkx as nx


def relation_graph(relations: pd.DataFrame, actors: pd.DataFrame) -> "nx.MultiDiGraph":
    """Return the directed, signed multigraph: one edge a relation, keyed by relation_id, its columns as attributes.

    Nodes are the actors at either end, with name and kind; the sign is -1, 0 or 1. relations: from ``read_relations``
    or ``held``, columns as in RELATION_COLUMNS, none left out; actors: with actor_id, name and kind, those without a
    relation left out.

    Raises KeyError for an actor who is not among the actors.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relation = {"relation_id": "r1", "sentence_id": "a1", "source": "orlen", "target": "velin", "sign": "-",
    ...             "relation": "opposes", "status": "attempted", "asserted_by": "selm", "period": "war",
    ...             "evidence": "tried to stop Velin", "note": ""}
    >>> actors = pd.DataFrame({"actor_id": ["orlen", "velin", "selm"], "name": "-", "kind": "person"})
    >>> graph = networks.relation_graph(pd.DataFrame([relation]), actors)
    >>> list(graph), graph.edges["orlen", "velin", "r1"]["sign"]
    (['orlen', 'velin'], -1)
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    known = actors.set_index("actor_id")
    for actor_id in sorted(set(relations["source"]) | set(relations["target"])):
        graph.add_node(actor_id, name=known.loc[actor_id, "name"], kind=known.loc[actor_id, "kind"])
    for row in relations.itertuples(index=False):
        others = [column for column in RELATION_COLUMNS if column not in ("relation_id", "source", "target", "sign")]
        rest = {column: getattr(row, column) for column in others}
        graph.add_edge(row.source, row.target, key=row.relation_id, sign=SIGNS[row.sign], **rest)
    return graph


def arcs(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row an ordered pair of actors: source, target, weight, positive, negative, sign, types, sentence_ids.

    relations: from ``read_relations`` or ``held``, none left out. weight, positive, negative: how many relations the
    pair has, and how many of them with either sign; sign: ``+``, ``-``, ``0``, or ``±`` where the pair has both; types:
    each type with how often, the most frequent first; sentence_ids: joined by spaces. In the order of the alphabet.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relations = pd.DataFrame({"source": "orlen", "target": "velin", "relation": ["backs", "opposes", "opposes"],
    ...                           "sign": ["+", "-", "0"], "sentence_id": ["a1", "a2", "a2"]})
    >>> networks.arcs(relations)[["weight", "positive", "negative", "sign", "types"]].values.tolist()
    [[3, 1, 1, '±', 'opposes 2, backs']]
    """
    found = []
    for (source, target), group in relations.groupby(["source", "target"], sort=True):
        signs = Counter(group["sign"])
        types = types_in_words(group["relation"])
        ids = " ".join(sorted(set(group["sentence_id"])))
        found.append((source, target, len(group), signs["+"], signs["-"], pair_sign(signs), types, ids))
    columns = ["source", "target", "weight", "positive", "negative", "sign", "types", "sentence_ids"]
    return pd.DataFrame(found, columns=columns)


def types_in_words(types: Iterable[str]) -> str:
    """Return the types of relations with how often, the most frequent first: "opposes 2, backs"."""
    return ", ".join(name + (f" {n}" if n > 1 else "") for name, n in by_frequency(Counter(types)))


def by_frequency(counted: Counter) -> list[tuple[str, int]]:
    """Return what was counted with how often, the most frequent first, equals in the order of the alphabet."""
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def pair_sign(signs: Counter) -> str:
    """Return the sign of a pair: that of its signed relations, ``±`` if they disagree, ``0`` if there is none."""
    if signs["+"] and signs["-"]:
        return "±"
    return "+" if signs["+"] else "-" if signs["-"] else "0"


def backed_and_opposed(relations: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return one row an actor that a signed relation aims at, with who is for and who against him.

    Columns: actor_id, name, for, against, by_for, by_against, sentence_ids. for and against count relations; by_for and
    by_against name who holds them, with how often. relations: from ``read_relations`` or ``held``; names: actor_id →
    name. Left out are relations with the sign 0, and actors at whom no other aims. Who has most against him is first.

    Raises KeyError for an actor without a name.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relations = pd.DataFrame({"source": ["orlen", "orlen", "velin"], "target": ["velin", "velin", "orlen"],
    ...                           "sign": ["-", "+", "0"], "sentence_id": ["a1", "a2", "a3"]})
    >>> networks.backed_and_opposed(relations, {"orlen": "Orlen", "velin": "Velin"}).values.tolist()
    [['velin', 'Velin', 1, 1, 'Orlen 1', 'Orlen 1', 'a1 a2']]
    """
    signed = relations[relations["sign"] != "0"]
    found = []
    for target, group in signed.groupby("target"):
        sides = {sign: Counter(group.loc[group["sign"] == sign, "source"]) for sign in "+-"}
        by = {sign: "; ".join(f"{names[one]} {n}" for one, n in by_frequency(who)) for sign, who in sides.items()}
        ids = " ".join(sorted(set(group["sentence_id"])))
        found.append((target, names[target], sides["+"].total(), sides["-"].total(), by["+"], by["-"], ids))
    frame = pd.DataFrame(found, columns=["actor_id", "name", "for", "against", "by_for", "by_against", "sentence_ids"])
    return frame.sort_values(["against", "for", "actor_id"], ascending=[False, False, True], ignore_index=True)


def signed_ties(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row an unordered pair with a signed relation either way: a, b, sign (``+``, ``-`` or ``±``).

    relations: from ``read_relations`` or ``held``; those with the sign 0 are left out, and with them the pairs that
    have no other. a comes before b in the alphabet.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relations = pd.DataFrame({"source": ["velin", "orlen", "selm"], "target": ["orlen", "velin", "orlen"],
    ...                           "sign": ["+", "-", "0"]})
    >>> networks.signed_ties(relations).values.tolist()
    [['orlen', 'velin', '±']]
    """
    found: dict[tuple[str, str], Counter] = {}
    for row in relations[relations["sign"] != "0"].itertuples():
        found.setdefault(tuple(sorted((row.source, row.target))), Counter())[row.sign] += 1
    ties = [(*pair, pair_sign(signs)) for pair, signs in sorted(found.items())]
    return pd.DataFrame(ties, columns=["a", "b", "sign"])


def triangles(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row a triangle of signed ties: a, b, c, signs, balanced.

    A triangle is balanced if the product of its signs is positive: friends of friends, or two against a third.
    Ties with both signs (``±``) have no sign to multiply; their triangles are left out (see ``signed_ties``).

    relations: from ``read_relations`` or ``held``; who relates to whom is left aside. a, b, c in the order of the
    alphabet; signs: those of the ties a-b, a-c, b-c.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relations = pd.DataFrame({"source": ["orlen", "selm", "velin"], "target": ["velin", "orlen", "selm"],
    ...                           "sign": ["+", "-", "-"]})
    >>> networks.triangles(relations).to_dict("records")
    [{'a': 'orlen', 'b': 'selm', 'c': 'velin', 'signs': '-+-', 'balanced': True}]
    """
    ties = {(row.a, row.b): SIGNS[row.sign] for row in signed_ties(relations).itertuples() if row.sign != "±"}
    actors = sorted({actor for pair in ties for actor in pair})
    found = []
    for a, b, c in combinations(actors, 3):
        signs = [ties.get(pair) for pair in ((a, b), (a, c), (b, c))]
        if None not in signs:
            shown = "".join("+" if sign > 0 else "-" for sign in signs)
            found.append((a, b, c, shown, prod(signs) > 0))
    return pd.DataFrame(found, columns=["a", "b", "c", "signs", "balanced"])
