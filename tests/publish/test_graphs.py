"""Graph files: other programs read back what was written, and the bytes hold."""

import igraph
import networkx as nx

from helpers.networks.relations import relation_graph
from helpers.publish.graphs import publish_graph


def test_networkx_and_igraph_read_back_what_was_written(relations, edition, tmp_path):
    graph = relation_graph(relations, edition.actors)
    assert publish_graph(graph, "relations", tmp_path) == ["relations.gexf", "relations.graphml"]
    wanted = sorted(
        (source, target, data["relation"], data["sign"], data["evidence"])
        for source, target, data in graph.edges(data=True)
    )
    for read in (
        nx.read_graphml(tmp_path / "relations.graphml", force_multigraph=True),
        nx.read_gexf(tmp_path / "relations.gexf"),
    ):
        assert read.is_directed() and read.is_multigraph() and set(read) == set(graph)
        assert (
            sorted(
                (source, target, data["relation"], data["sign"], data["evidence"])
                for source, target, data in read.edges(data=True)
            )
            == wanted
        )
        assert read.nodes["stalin"]["kind"] == "person"
    other = igraph.Graph.Read_GraphML(str(tmp_path / "relations.graphml"))
    assert (other.vcount(), other.ecount(), other.is_directed()) == (len(graph), graph.number_of_edges(), True)
    ids = other.vs["id"]
    assert (
        sorted(
            (ids[edge.source], ids[edge.target], edge["relation"], int(edge["sign"]), edge["evidence"])
            for edge in other.es
        )
        == wanted
    )


def test_the_graph_files_carry_no_date(relations, edition, tmp_path):
    publish_graph(relation_graph(relations, edition.actors), "relations", tmp_path)
    assert "lastmodifieddate" not in (tmp_path / "relations.gexf").read_text(encoding="utf-8")


def test_names_with_quotes_brackets_and_other_scripts_survive_the_graph_files(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="毛泽东 <“Мао”> & 'son'", kind="person")
    graph.add_node("b", name="b", kind="person")
    graph.add_edge("a", "b", key="r1", note='=1+1 "quoted" <b>')
    publish_graph(graph, "odd", tmp_path)
    for read in (nx.read_graphml(tmp_path / "odd.graphml", force_multigraph=True), nx.read_gexf(tmp_path / "odd.gexf")):
        assert read.nodes["a"]["name"] == graph.nodes["a"]["name"]
        assert [data["note"] for _, _, data in read.edges(data=True)] == ['=1+1 "quoted" <b>']
