"""Networks of actors: who is named together with whom.

A *node* is an actor of the authority list that the record names. An *edge* joins two actors who are named in
the same sentence (or paragraph) of what somebody says: "said Mao Zedong" and "I told Mao Zedong" join nobody, nor does
narration. An edge says that a speaker names both, not that they acted on one another.
"""

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import pandas as pd

from helpers.text.record import EDITORS

if TYPE_CHECKING:
    import networkx as nx

EDGE_COLUMNS = ["source", "target", "weight", "sentence_ids"]
WINDOWS = ("sentence", "paragraph")


def split_spoken(mentions: pd.DataFrame, utterances: pd.DataFrame, author: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (mentions that are spoken of, mentions left out, with the reason in the column ``why``).

    Left out are names in the cue ("said Mao Zedong"), the one whom the author addresses ("I told Mao Zedong"), names
    in sentences of narration, and names that stand alone in editors' square brackets. author: as in the column speaker.

    mentions: from ``find_mentions``; utterances: from ``find_utterances``, with sentence_id, start, text, speaker,
    cue_start and cue_end. Both frames have the columns of mentions, and together all mentions of these sentences. Where
    several reasons hold, the last of these counts: editors' brackets, narration, addressed, cue.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> sentence = {"sentence_id": "a1", "start": 0, "text": "Velin, said Orlen, had fled.", "speaker": "Orlen"}
    >>> utterances = pd.DataFrame([sentence | {"cue_start": 7, "cue_end": 17}])
    >>> mentions = pd.DataFrame({"sentence_id": "a1", "actor_id": ["velin", "orlen"], "start": [0, 12], "end": [5, 17],
    ...                          "surface": ["Velin", "Orlen"]})
    >>> spoken, left_out = networks.split_spoken(mentions, utterances, author="Voronin")
    >>> list(spoken["actor_id"]), left_out[["actor_id", "why"]].values.tolist()
    (['velin'], [['orlen', 'cue']])
    """
    columns = ["sentence_id", "start", "text", "speaker", "cue_start", "cue_end"]
    placed = mentions.merge(utterances[columns], on="sentence_id", suffixes=("", "_of_sentence"))
    in_cue = (placed["start"] >= placed["cue_start"]) & (placed["end"] <= placed["cue_end"])
    addressed = (
        (placed["speaker"] == author)
        & (placed["start"] > placed["cue_end"])
        & (placed["start"] <= placed["cue_end"] + len(" of "))
    )
    bracketed = placed.apply(in_brackets, axis="columns")
    why = pd.Series("", index=placed.index)
    for reason, where in (
        ("editors' brackets", bracketed),
        ("narration", placed["speaker"] == "narrator"),
        ("addressed", addressed),
        ("cue", in_cue),
    ):
        why[where.fillna(False).astype(bool)] = reason
    kept = placed.loc[why == "", mentions.columns].reset_index(drop=True)
    return kept, placed.assign(why=why).loc[why != "", [*mentions.columns, "why"]].reset_index(drop=True)


def in_brackets(row: pd.Series) -> bool:
    """True for a name inside editors' square brackets: "[PRC military leader]", but not for "[Pavel] Mif"."""
    return (
        any(row["surface"] in match.group() for match in EDITORS.finditer(row["text"]))
        and row["text"].count(row["surface"]) == 1
    )


def co_mentions(mentions: pd.DataFrame, utterances: pd.DataFrame, window: str = "sentence") -> pd.DataFrame:
    """Return one row a pair of actors named in the same window: source, target, weight, sentence_ids.

    mentions: of those spoken of, see split_spoken; window: ``sentence`` or ``paragraph``; weight: in how
    many windows the pair stands; sentence_ids: the sentences that name either of the pair in those windows,
    joined by spaces. Source comes before target in the alphabet. Heaviest pairs first.

    utterances: with sentence_id and paragraph. Left out are actors who stand with no other; they stay in
    ``actor_table``.

    Raises ValueError for another window.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> mentions = pd.DataFrame({"sentence_id": ["a1", "a1", "a2"], "actor_id": ["velin", "orlen", "selm"]})
    >>> utterances = pd.DataFrame({"sentence_id": ["a1", "a2"], "paragraph": [1, 1]})
    >>> networks.co_mentions(mentions, utterances).values.tolist()
    [['orlen', 'velin', 1, 'a1']]
    >>> len(networks.co_mentions(mentions, utterances, "paragraph"))
    3
    """
    if window not in WINDOWS:
        raise ValueError(f"found the window {window!r}; expected one of {', '.join(WINDOWS)}")
    key = "sentence_id" if window == "sentence" else "paragraph"
    placed = mentions.merge(utterances[["sentence_id", "paragraph"]], on="sentence_id")
    pairs: dict[tuple[str, str], list[tuple[object, str]]] = {}
    for place, group in placed.groupby(key, sort=True):
        for pair in combinations(sorted(set(group["actor_id"])), 2):
            sentences = sorted(set(group.loc[group["actor_id"].isin(pair), "sentence_id"]))
            pairs.setdefault(pair, []).append((place, " ".join(sentences)))
    rows = [(*pair, len(found), " ".join(ids for _, ids in found)) for pair, found in pairs.items()]
    frame = pd.DataFrame(rows, columns=EDGE_COLUMNS)
    return frame.sort_values(["weight", "source", "target"], ascending=[False, True, True], ignore_index=True)


def beyond_chance(mentions: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """Return which pairs stand together in more sentences than how often each is named explains.

    One row a pair of ``co_mentions``; a pair that never stands together has none. mentions: of those spoken of, see
    ``split_spoken``; utterances: with sentence_id, paragraph and speaker, where narration is not counted as said.
    Columns: source, target, weight, in_source, in_target (sentences that name either), expected (sentences that would
    name both by chance), p, p_holm. p is exact: if the sentences of one actor were drawn at random from all sentences
    of what is said, the chance to meet the other in as many or more (hypergeometric, Fisher's exact test, one-sided).
    p_holm is corrected by Holm's step-down method for all pairs of named actors, together or not. Rows in order of p.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> mentions = pd.DataFrame({"sentence_id": ["a1", "a1", "a2"], "actor_id": ["velin", "orlen", "selm"]})
    >>> utterances = pd.DataFrame({"sentence_id": ["a1", "a2", "a3"], "paragraph": 1, "speaker": ["Orlen"] * 3})
    >>> networks.beyond_chance(mentions, utterances)[["weight", "expected", "p", "p_holm"]].to_dict("records")
    [{'weight': 1, 'expected': 0.33, 'p': 0.33333333, 'p_holm': 1.0}]
    """
    said = int((utterances["speaker"] != "narrator").sum())
    edges = co_mentions(mentions, utterances)
    sentences = mentions.groupby("actor_id")["sentence_id"].nunique()
    pairs = comb(len(sentences), 2)
    frame = edges[["source", "target", "weight"]].assign(
        in_source=edges["source"].map(sentences), in_target=edges["target"].map(sentences)
    )
    frame["expected"] = (frame["in_source"] * frame["in_target"] / said).round(2)
    frame["p"] = [chance(row.weight, row.in_source, row.in_target, said) for row in frame.itertuples()]
    frame = frame.sort_values(["p", "source", "target"], ignore_index=True)
    stepped = [min(1.0, p * (pairs - place)) for place, p in enumerate(frame["p"])]
    frame["p_holm"] = pd.Series(stepped, dtype=float).cummax().round(6)
    return frame.assign(p=frame["p"].round(8))


def chance(together: int, first: int, second: int, windows: int) -> float:
    """Return the exact chance that two actors, named in first and second of the windows, share together or more."""
    ways = sum(
        comb(second, shared) * comb(windows - second, first - shared)
        for shared in range(together, min(first, second) + 1)
    )
    return ways / comb(windows, first)


def actor_table(mentions: pd.DataFrame, edges: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return one row an actor that is named: actor_id, name, kind, mentions, degree, strength.

    degree: with how many others it stands; strength: the sum of the weights of its edges. Actors who are
    named but never together with another have degree 0 and stay in the table.

    mentions: of those spoken of, see ``split_spoken``; edges: from ``co_mentions``; actors: the authority list, with
    actor_id, name and kind. Left out are actors of the list that nobody names, and mentions of an actor who is not on
    it. Strongest first.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> mentions = pd.DataFrame({"sentence_id": ["a1", "a1", "a2"], "actor_id": ["orlen", "velin", "selm"]})
    >>> edges = networks.co_mentions(mentions, pd.DataFrame({"sentence_id": ["a1", "a2"], "paragraph": 1}))
    >>> actors = pd.DataFrame({"actor_id": ["orlen", "velin", "selm"], "name": ["Orlen", "Velin", "Selm"]})
    >>> table = networks.actor_table(mentions, edges, actors.assign(kind="person"))
    >>> table[["name", "mentions", "degree", "strength"]].values.tolist()
    [['Orlen', 1, 1, 1], ['Velin', 1, 1, 1], ['Selm', 1, 0, 0]]
    """
    ends = pd.concat(
        [
            edges[["source", "weight"]].rename(columns={"source": "actor_id"}),
            edges[["target", "weight"]].rename(columns={"target": "actor_id"}),
        ]
    )
    sums = ends.groupby("actor_id")["weight"].agg(degree="count", strength="sum")
    named = mentions.groupby("actor_id").size().rename("mentions").to_frame()
    table = named.join(sums).fillna(0).astype(int).reset_index()
    table = table.merge(actors[["actor_id", "name", "kind"]], on="actor_id")
    table = table[["actor_id", "name", "kind", "mentions", "degree", "strength"]]
    return table.sort_values(["strength", "mentions", "actor_id"], ascending=[False, False, True], ignore_index=True)


def co_mention_graph(edges: pd.DataFrame, table: pd.DataFrame) -> "nx.Graph":
    """Return the undirected graph of the edges, with every actor of the table as a node.

    edges: from ``co_mentions``; table: from ``actor_table``. Attributes of a node: name, kind, mentions; of an edge:
    weight, sentence_ids. No edge is left out, and actors without one stay as nodes.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> edges = pd.DataFrame({"source": ["orlen"], "target": "velin", "weight": 2, "sentence_ids": "a1 a3"})
    >>> table = pd.DataFrame({"actor_id": ["orlen", "velin", "selm"], "name": ["Orlen", "Velin", "Selm"]})
    >>> graph = networks.co_mention_graph(edges, table.assign(kind="person", mentions=2))
    >>> dict(graph.degree(weight="weight"))
    {'orlen': 2, 'selm': 0, 'velin': 2}
    """
    import networkx as nx

    graph = nx.Graph()
    for row in table.sort_values("actor_id").itertuples():
        graph.add_node(row.actor_id, name=row.name, kind=row.kind, mentions=int(row.mentions))
    for row in edges.sort_values(["source", "target"]).itertuples():
        graph.add_edge(row.source, row.target, weight=int(row.weight), sentence_ids=row.sentence_ids)
    return graph


def ego_edges(edges: pd.DataFrame, center: str) -> pd.DataFrame:
    """Return the edges of the ego network of one actor: his own, and those among the actors he stands with.

    edges: from ``co_mentions``, whose order and columns are kept; center: an actor_id. Left out are edges with an end
    outside this circle.

    Raises ValueError for an actor without an edge.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> edges = pd.DataFrame([("orlen", "velin"), ("orlen", "selm"), ("selm", "velin"), ("selm", "tarn")],
    ...                      columns=["source", "target"])
    >>> networks.ego_edges(edges, "velin").values.tolist()
    [['orlen', 'velin'], ['orlen', 'selm'], ['selm', 'velin']]
    """
    own = edges[(edges["source"] == center) | (edges["target"] == center)]
    if own.empty:
        raise ValueError(f"found no edge of {center!r}; expected an actor who is named together with another")
    circle = set(own["source"]) | set(own["target"])
    inside = edges["source"].isin(circle) & edges["target"].isin(circle)
    return edges[inside].reset_index(drop=True)
