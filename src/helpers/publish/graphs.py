"""Graphs for other programs: GEXF (Gephi) and GraphML (igraph, yEd, Cytoscape), all attributes, stable bytes."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.charts.style import INK, SIGN_COLOURS
from helpers.claims.relations import SIGN_OF
from helpers.files.outputs import file_in, write_text
from helpers.files.paths import DERIVED

if TYPE_CHECKING:
    import networkx as nx

RADIUS = 500.0


def publish_graph(graph: "nx.MultiDiGraph", name: str, folder: Path | None = None) -> list[str]:
    """Write a graph as ``<name>.gexf`` and ``<name>.graphml`` to ``data/derived`` and return the file names.

    graph: from ``networks.relation_graph`` or ``networks.co_mention_graph``, or a part of one; folder: another than
    ``data/derived``. Added to its attributes are what a program needs to open it as a drawing: labels in words, a
    weight for every edge, a colour by sign, and a place on a circle, actors of one kind side by side. The date that
    GEXF would carry is left out, so that the bytes are the same each day. Raises ValueError where the name would lead
    out of the folder.

    >>> from tempfile import TemporaryDirectory
    >>> import networkx
    >>> from helpers import publish
    >>> graph = networkx.MultiDiGraph([("orlen", "velin", {"relation": "trusts"})])
    >>> with TemporaryDirectory() as folder:
    ...     publish.publish_graph(graph, "letters", folder)
    ['letters.gexf', 'letters.graphml']
    """
    import networkx as nx

    folder = Path(folder or DERIVED)
    drawn = dressed(graph)
    graphml = "\n".join(nx.generate_graphml(drawn, named_key_ids=True)) + "\n"
    gexf = "\n".join(nx.generate_gexf(with_looks(drawn))) + "\n"
    write_text(file_in(folder, f"{name}.gexf"), re.sub(r' lastmodifieddate="[^"]*"', "", gexf))
    write_text(file_in(folder, f"{name}.graphml"), graphml)
    return [f"{name}.gexf", f"{name}.graphml"]


def dressed(graph: "nx.Graph") -> "nx.Graph":
    """Return a copy with label, x, y and colour of each node, and weight, label and colour of each edge."""
    import networkx as nx

    # In the order of the alphabet, since a part of a graph has its nodes in no order.
    found = graph.__class__()
    found.add_nodes_from((node, dict(graph.nodes[node])) for node in sorted(graph))
    keyed = {"keys": True} if graph.is_multigraph() else {}
    found.add_edges_from(
        (*ends, dict(data)) for *ends, data in sorted(graph.edges(data=True, **keyed), key=lambda edge: edge[:-1])
    )
    kinds = graph.nodes(data="kind")
    places = nx.circular_layout(sorted(graph, key=lambda node: (str(kinds[node]), node)), scale=RADIUS)
    for node, data in found.nodes(data=True):
        x, y = (round(float(end), 1) + 0.0 for end in places[node])
        data |= {"label": data.get("name", node), "x": x, "y": y, "color": INK}
    for *_, data in found.edges(data=True):
        sign = SIGN_OF.get(data.get("sign"), "0")
        data |= {"weight": data.get("weight", 1), "color": SIGN_COLOURS[sign]}
        if "relation" in data:
            data["label"] = data["relation"]
    return found


def with_looks(graph: "nx.Graph") -> "nx.Graph":
    """Return a copy in which places and colours stand as GEXF has them."""
    found = graph.copy()
    for _, data in found.nodes(data=True):
        data["viz"] = {"position": {"x": data.pop("x"), "y": data.pop("y"), "z": 0.0}, "color": rgb(data.pop("color"))}
    for *_, data in found.edges(data=True):
        data["viz"] = {"color": rgb(data.pop("color")), "thickness": float(data["weight"])}
    return found


def rgb(colour: str) -> dict[str, int]:
    """Return a colour in its three parts."""
    return dict(zip("rgb", bytes.fromhex(colour[1:])))
