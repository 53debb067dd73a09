"""How sure a rank is: leave out each sentence, each relation, each actor, and rank again."""

import pandas as pd

MEASURES = ("in_degree", "out_degree", "betweenness")


def centralities(relations: pd.DataFrame) -> pd.DataFrame:
    """Return one row an actor (index actor_id) with the columns of MEASURES.

    in_degree and out_degree: how many different actors relate to it, and to how many it relates; betweenness: the share
    of shortest paths between two others that pass through it, direction and number of relations left aside.
    """
    import networkx as nx

    pairs = related_pairs(relations)
    graph = nx.DiGraph(pairs)
    frame = pd.DataFrame(
        {
            "in_degree": dict(graph.in_degree()),
            "out_degree": dict(graph.out_degree()),
            "betweenness": nx.betweenness_centrality(nx.Graph(pairs)),
        }
    )
    return frame.sort_index()


def related_pairs(relations: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return the pairs (source, target) that any relation joins, each once, sorted."""
    return tuple(sorted(set(zip(relations["source"], relations["target"]))))


def ranks(measures: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of each actor by each measure, 1 for the highest; ties share the best rank."""
    return measures.round(9).rank(ascending=False, method="min").astype(int)


def vary(relations: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the ranks with one thing left out at a time: each sentence, each relation, each actor.

    relations: from ``read_relations`` or ``held``. Returns (what was left out, ranks) a variant, sentences first, then
    relations, then actors: sentence_id, relation_id or actor_id, and a frame with one row an actor (index actor_id) and
    the columns of MEASURES, 1 for the highest, ties sharing the best rank. Where a variant leaves the same pairs, they
    are ranked once. An actor without a relation left has no row in a variant.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relations = pd.DataFrame({"relation_id": ["r1", "r2"], "sentence_id": ["a1", "a1"], "source": ["orlen", "selm"],
    ...                           "target": ["velin", "velin"]})
    >>> [(without, list(ranks.index)) for without, ranks in networks.vary(relations)][1:3]
    [('r1', ['selm', 'velin']), ('r2', ['orlen', 'velin'])]
    """
    ranked: dict[tuple, pd.DataFrame] = {}
    found = []
    for without, part in leave_one_out(relations):
        pairs = related_pairs(part)
        if pairs not in ranked:
            ranked[pairs] = ranks(centralities(part))
        found.append((without, ranked[pairs]))
    return found


def rank_intervals(relations: pd.DataFrame, varied: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """Return one row an actor and measure: actor_id, measure, value, rank, best, worst, sentence_ids.

    relations: from ``read_relations`` or ``held``; varied: from ``vary`` of the same. best and worst: the range of its
    rank when each sentence, each relation and each other actor is left out in turn. An actor that loses all its
    relations in a variant has the last rank there; the variant without the actor himself is left out. sentence_ids:
    those that state its relations. value: in_degree and out_degree count actors, betweenness is a share of the shortest
    paths, 0 to 1. Rows by measure, then by actor.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relations = pd.DataFrame({"relation_id": ["r1", "r2", "r3"], "sentence_id": ["a1", "a2", "a3"],
    ...                           "source": ["orlen", "selm", "orlen"], "target": ["velin", "velin", "selm"]})
    >>> ranked = networks.rank_intervals(relations, networks.vary(relations))
    >>> ranked.loc[ranked["measure"] == "in_degree", ["actor_id", "value", "rank", "best", "worst"]].values.tolist()
    [['orlen', 0.0, 3, 2, 3], ['selm', 1.0, 2, 1, 2], ['velin', 2.0, 1, 1, 1]]
    """
    whole = centralities(relations)
    rank, last = ranks(whole), len(whole)
    stated = {
        actor: relations.loc[(relations["source"] == actor) | (relations["target"] == actor), "sentence_id"]
        for actor in whole.index
    }
    found = []
    for measure in MEASURES:
        variants = pd.DataFrame({without: one[measure] for without, one in varied}, index=whole.index)
        for actor_id, places in variants.fillna(last).astype(int).iterrows():
            others, ids = places.drop(actor_id), " ".join(sorted(set(stated[actor_id])))
            value = round(whole.loc[actor_id, measure], 4)
            found.append((actor_id, measure, value, rank.loc[actor_id, measure], others.min(), others.max(), ids))
    return pd.DataFrame(found, columns=["actor_id", "measure", "value", "rank", "best", "worst", "sentence_ids"])


def leave_one_out(relations: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the relations without each sentence, without each relation, without each actor, with what was left out."""
    sentences = sorted(set(relations["sentence_id"]))
    actors = sorted(set(relations["source"]) | set(relations["target"]))
    by_sentence = [(one, relations[relations["sentence_id"] != one]) for one in sentences]
    by_relation = [(relations.loc[place, "relation_id"], relations.drop(index=place)) for place in relations.index]
    by_actor = [(one, relations[(relations["source"] != one) & (relations["target"] != one)]) for one in actors]
    return by_sentence + by_relation + by_actor


def orders(
    relations: pd.DataFrame, varied: list[tuple[str, pd.DataFrame]], names: dict[str, str], places: int = 4
) -> pd.DataFrame:
    """Return which statements "A ranks before B" survive: measure, before, after, holds, variants, fails_without.

    relations: from ``read_relations`` or ``held``; varied: from ``vary`` of the same; names: actor_id → name. Taken are
    the neighbours among the first places of each measure, strictly ranked in the whole; those that tie are left out.
    places: how many pairs of neighbours of each measure are looked at. variants: in how many both still have a
    relation; holds: in how many of them A ranks before B; fails_without: what must be left out for it to fail (at most
    five, joined by spaces). before and after are names.

    Raises KeyError for an actor without a name.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> relations = pd.DataFrame({"relation_id": ["r1", "r2", "r3"], "sentence_id": ["a1", "a2", "a3"],
    ...                           "source": ["orlen", "selm", "orlen"], "target": ["velin", "velin", "selm"]})
    >>> names = {"orlen": "Orlen", "selm": "Selm", "velin": "Velin"}
    >>> networks.orders(relations, networks.vary(relations), names).values.tolist()[0]
    ['in_degree', 'Velin', 'Selm', 3, 7, 'a1 a2 r1 r2']
    """
    whole = ranks(centralities(relations))
    found = []
    for measure in MEASURES:
        first = list(whole[measure].sort_values(kind="stable").index[: places + 1])
        for before, after in zip(first, first[1:]):
            if whole.loc[before, measure] == whole.loc[after, measure]:
                continue
            both = [(without, one) for without, one in varied if before in one.index and after in one.index]
            failing = [without for without, one in both if not one.loc[before, measure] < one.loc[after, measure]]
            holds, shown = len(both) - len(failing), " ".join(failing[:5])
            found.append((measure, names[before], names[after], holds, len(both), shown))
    return pd.DataFrame(found, columns=["measure", "before", "after", "holds", "variants", "fails_without"])
