"""Graphs for other programs: GEXF (Gephi) and GraphML (igraph, yEd, Cytoscape), with all attributes and stable bytes."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.files.outputs import file_in, write_text
from helpers.files.paths import DERIVED

if TYPE_CHECKING:
    import networkx as nx


def publish_graph(graph: "nx.MultiDiGraph", name: str, folder: Path | None = None) -> list[str]:
    """Write a graph as ``<name>.gexf`` and ``<name>.graphml`` to ``data/derived`` and return the file names.

    The date that GEXF would carry is left out, so that the bytes are the same each day.
    """
    import networkx as nx

    folder = Path(folder or DERIVED)
    gexf = "\n".join(nx.generate_gexf(graph)) + "\n"
    graphml = "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"
    write_text(file_in(folder, f"{name}.gexf"), re.sub(r' lastmodifieddate="[^"]*"', "", gexf))
    write_text(file_in(folder, f"{name}.graphml"), graphml)
    return [f"{name}.gexf", f"{name}.graphml"]
