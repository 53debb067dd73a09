"""Graphs for other programs: GEXF (Gephi) and GraphML (igraph, yEd, Cytoscape), all attributes, stable bytes."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.files.outputs import file_in, write_text
from helpers.files.paths import DERIVED

if TYPE_CHECKING:
    import networkx as nx


def publish_graph(graph: "nx.MultiDiGraph", name: str, folder: Path | None = None) -> list[str]:
    """Write a graph as ``<name>.gexf`` and ``<name>.graphml`` to ``data/derived`` and return the file names.

    graph: from ``networks.relation_graph`` or ``networks.co_mention_graph``; folder: another than ``data/derived``. The
    date that GEXF would carry is left out, so that the bytes are the same each day. Raises ValueError where the name
    would lead out of the folder.

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
    gexf = "\n".join(nx.generate_gexf(graph)) + "\n"
    graphml = "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"
    write_text(file_in(folder, f"{name}.gexf"), re.sub(r' lastmodifieddate="[^"]*"', "", gexf))
    write_text(file_in(folder, f"{name}.graphml"), graphml)
    return [f"{name}.gexf", f"{name}.graphml"]
