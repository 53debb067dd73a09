"""Networks of actors: who is named together with whom.

A *node* is an actor of the authority list that the record names. An *edge* joins two actors who are named in
the same sentence (or paragraph), outside the words that only attribute it: "said Mao Zedong" joins nobody.
An edge says that the record speaks of both in one breath, not that they acted on one another.
"""

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers.coding import read_coding
from helpers.paths import CODING

if TYPE_CHECKING:
    import networkx as nx

EDGE_COLUMNS = ["source", "target", "weight", "sentence_ids"]
WINDOWS = ("sentence", "paragraph")


def split_attributions(mentions: pd.DataFrame, utterances: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (mentions that are spoken of, mentions that only stand in the sentence's cue)."""
    cues = utterances.set_index("sentence_id")[["cue_start", "cue_end"]].loc[mentions["sentence_id"]].reset_index(drop=True)
    places = mentions.reset_index(drop=True)
    in_cue = ((places["start"] >= cues["cue_start"]) & (places["end"] <= cues["cue_end"])).fillna(False).astype(bool)
    return places[~in_cue].reset_index(drop=True), places[in_cue].reset_index(drop=True)


def co_mentions(mentions: pd.DataFrame, utterances: pd.DataFrame, window: str = "sentence") -> pd.DataFrame:
    """Return one row a pair of actors named in the same window: source, target, weight, sentence_ids.

    mentions: without attributions, see split_attributions; window: ``sentence`` or ``paragraph``; weight: in how
    many windows the pair stands; sentence_ids: the sentences that name either of the pair in those windows,
    joined by spaces. Source comes before target in the alphabet. Raises ValueError for another window.
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


def actor_table(mentions: pd.DataFrame, edges: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return one row an actor that is named: actor_id, name, kind, mentions, degree, strength.

    degree: with how many others it stands; strength: the sum of the weights of its edges. Actors who are
    named but never together with another have degree 0 and stay in the table.
    """
    ends = pd.concat([edges[["source", "weight"]].rename(columns={"source": "actor_id"}), edges[["target", "weight"]].rename(columns={"target": "actor_id"})])
    sums = ends.groupby("actor_id")["weight"].agg(degree="count", strength="sum")
    table = mentions.groupby("actor_id").size().rename("mentions").to_frame().join(sums).fillna(0).astype(int).reset_index()
    table = table.merge(actors[["actor_id", "name", "kind"]], on="actor_id")[["actor_id", "name", "kind", "mentions", "degree", "strength"]]
    return table.sort_values(["strength", "mentions", "actor_id"], ascending=[False, False, True], ignore_index=True)


def co_mention_graph(edges: pd.DataFrame, table: pd.DataFrame) -> "nx.Graph":
    """Return the undirected graph of the edges, with every actor of the table as a node (attributes name, kind, mentions)."""
    import networkx as nx

    graph = nx.Graph()
    for row in table.sort_values("actor_id").itertuples():
        graph.add_node(row.actor_id, name=row.name, kind=row.kind, mentions=int(row.mentions))
    for row in edges.sort_values(["source", "target"]).itertuples():
        graph.add_edge(row.source, row.target, weight=int(row.weight), sentence_ids=row.sentence_ids)
    return graph


def ego_edges(edges: pd.DataFrame, center: str) -> pd.DataFrame:
    """Return the edges of the ego network of one actor: his own, and those among the actors he stands with."""
    own = edges[(edges["source"] == center) | (edges["target"] == center)]
    if own.empty:
        raise ValueError(f"found no edge of {center!r}; expected an actor who is named together with another")
    circle = set(own["source"]) | set(own["target"])
    inside = edges["source"].isin(circle) & edges["target"].isin(circle)
    return edges[inside].reset_index(drop=True)


def read_positions(folder: Path = CODING) -> pd.DataFrame:
    """Read where the actors stand in the drawings, ``positions.csv``: actor_id, x, y, indexed by actor_id.

    Positions were computed once and then moved until no label covers another; they carry no meaning.
    """
    frame = read_coding("positions", ["actor_id", "x", "y"], folder)
    return frame.astype({"x": float, "y": float}).set_index("actor_id")
