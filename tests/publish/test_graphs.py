"""Graph files: other programs read back what was written, and the bytes hold."""

import igraph
import lxml.etree
import networkx as nx

from helpers.charts.style import SIGN_COLOURS
from helpers.files.paths import DERIVED
from helpers.networks.relations import relation_graph
from helpers.publish.graphs import RADIUS, publish_graph


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


def test_a_program_finds_labels_weights_colours_and_places(relations, edition, tmp_path):
    graph = relation_graph(relations, edition.actors)
    publish_graph(graph, "relations", tmp_path)
    other = igraph.Graph.Read_GraphML(str(tmp_path / "relations.graphml"))
    names = edition.actors.set_index("actor_id")["name"]
    assert other.vs["label"] == [names[one] for one in other.vs["id"]]
    places = list(zip(other.vs["x"], other.vs["y"]))
    assert len(set(places)) == len(places) and all(max(map(abs, place)) <= RADIUS for place in places)
    assert set(other.es["weight"]) == {1}
    wanted = {1: SIGN_COLOURS["+"], -1: SIGN_COLOURS["-"], 0: SIGN_COLOURS["0"]}
    assert [edge["color"] for edge in other.es] == [wanted[edge["sign"]] for edge in other.es]
    assert [edge["label"] for edge in other.es] == other.es["relation"]
    # GEXF has its own place for looks; read as XML, since no other library here reads them.
    tree = lxml.etree.parse(str(tmp_path / "relations.gexf"))
    space = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    nodes = tree.findall(".//g:node", space)
    assert [node.get("label") for node in nodes] == [names[node.get("id")] for node in nodes]
    assert all(node.find("viz:position", space) is not None for node in nodes)
    edges = tree.findall(".//g:edge", space)
    wanted_edges = sorted(graph.edges(keys=True, data="sign"))
    for edge, (source, target, _, sign) in zip(edges, wanted_edges, strict=True):
        assert (edge.get("source"), edge.get("target")) == (source, target)
        parts = edge.find("viz:color", space)
        assert f"#{int(parts.get('r')):02X}{int(parts.get('g')):02X}{int(parts.get('b')):02X}" == wanted[sign]


def test_each_centre_has_a_file_of_its_own(edition, relations):
    graph = relation_graph(relations, edition.actors)
    for center in ("wang_ming", "stalin", "comintern"):
        ego = igraph.Graph.Read_GraphML(str(DERIVED / f"ego_{center}.graphml"))
        around = {center, *graph.successors(center), *graph.predecessors(center)}
        assert set(ego.vs["id"]) == around
        assert ego.ecount() == sum(source in around and target in around for source, target in graph.edges())
        assert set(nx.read_gexf(DERIVED / f"ego_{center}.gexf")) == around
