"""Relations: every edge has its words, signs add up, ranks say how sure they are, and other programs read the graph."""

import igraph
import networkx as nx
import pandas as pd
import pytest

from helpers.claims.relations import (
    RELATION_COLUMNS,
    held,
    read_left_out,
    read_relations,
    read_settled,
    read_terms,
    split_counts,
)
from helpers.files.errors import CodingError
from helpers.networks.co_mention import beyond_chance, chance, co_mentions, split_spoken
from helpers.networks.relations import arcs, backed_and_opposed, relation_graph, signed_ties, triangles
from helpers.networks.robustness import centralities, leave_one_out, orders, rank_intervals, ranks, vary
from helpers.people.coreference import resolve_pronouns
from helpers.publish.graphs import publish_graph
from tests.conftest import spoil


def toy(rows):
    """Relations of an invented account: rows of (sentence, source, target, sign)."""
    return pd.DataFrame(
        [
            (f"r{place}", sentence, source, target, "backs", sign, "stated", "mao", "1956", "x", "")
            for place, (sentence, source, target, sign) in enumerate(rows)
        ],
        columns=RELATION_COLUMNS,
    )


# ---- coding -------------------------------------------------------------------------------------


def test_each_evidence_stands_in_its_sentence(relations, edition):
    texts = edition.utterances.set_index("sentence_id")["text"]
    assert all(row.evidence in texts[row.sentence_id] for row in relations.itertuples())
    assert list(relations["sentence_id"]) == sorted(relations["sentence_id"])


def test_held_and_only_said_make_all(relations):
    kept, only_said = held(relations)
    assert sorted([*kept["relation_id"], *only_said["relation_id"]]) == sorted(relations["relation_id"])
    assert "denied" not in set(kept["status"])


def test_what_a_historian_looks_for_is_coded(kept):
    found = set(kept[["source", "target", "relation", "sign"]].itertuples(index=False, name=None))
    assert {
        ("comintern", "wang_ming", "backs", "+"),
        ("stalin", "cpc", "distrusts", "-"),
        ("stalin", "kuomintang", "trusts", "+"),
        ("dimitrov", "cc_cpc", "trusts", "+"),
        ("kuomintang", "cpc", "damages", "-"),
        ("wang_ming", "comintern", "represents", "0"),
        ("stalin", "mao", "pressures", "-"),
        ("khrushchev", "zhu_de", "negotiates", "0"),
        ("mao", "kovalev", "criticises", "-"),
    } <= found


def test_what_is_only_demanded_or_denied_is_no_edge(relations):
    status = relations.set_index(["sentence_id", "source", "target", "relation"])["status"]
    assert status["s010", "cpc", "kuomintang", "backs"] == "demanded"
    assert status["s090", "khrushchev", "prc", "negotiates"] == "denied"
    assert status["s068", "bourgeois_press", "prc_government", "criticises"] == "supposed"


def test_settled_differences_agree_with_the_table(relations):
    keys = ["sentence_id", "source", "target", "relation"]
    present = relations.set_index(keys)
    for row in read_settled().itertuples():
        key = (row.sentence_id, row.source, row.target, row.relation)
        assert row.reason and (
            row.coder_a != row.coder_b or row.reason.startswith(("second reader: ", "third reader: "))
        )
        if row.what == "row":
            assert (key in present.index) == (row.settled == "yes"), key
        else:
            assert present.loc[key, row.what] == row.settled, key


def test_no_passage_is_both_coded_and_left_out(relations, edition):
    left = read_left_out(edition.utterances)
    assert (left["reason"] != "").all()
    both = left.merge(relations[["sentence_id", "evidence", "relation"]], on=["sentence_id", "evidence"])
    # Left out as one thing, coded as another: the reason says as what.
    assert both["reason"].str.startswith("as ").all()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            ",khrushchev,mao,",
            ",krushchev,mao,",
            r"relations.csv, line 2, column source: found 'krushchev'; expected an actor of actors.csv",
        ),
        (
            ",khrushchev,mao,",
            ",khrushchev,khrushchev,",
            r"relations.csv, line 2, column target: found 'khrushchev'; expected another actor",
        ),
        ("r001,s001,", "r001,s999,", r"relations.csv, line 2, column sentence_id: found 's999'; expected a sentence"),
        (
            ",informs,0,",
            ",tells,0,",
            r"relations.csv, line 2, column relation: found 'tells'; expected one of instructs",
        ),
        (",informs,0,", ",informs,++,", r"relations.csv, line 2, column sign: found '\+\+'; expected one of \+, -, 0"),
        (",stated,room,", ",said,room,", r"relations.csv, line 2, column status: found 'said'"),
        (",room,1956,", ",pravda,1956,", r"relations.csv, line 2, column asserted_by: found 'pravda'"),
        (",room,1956,", ",room,1957,", r"relations.csv, line 2, column period: found '1957'"),
        (
            "gave him Comrade",
            "gave to Comrade",
            r"relations.csv, line 2, column evidence: found .gave to Comrade .*expected words of s001",
        ),
        (
            "\nr002,",
            "\nr001,",
            r"relations.csv, line 3, column relation_id: found 'r001'; expected an id that no line before has",
        ),
    ],
)
def test_a_bad_relation_is_refused(edition, coding, old, new, message):
    spoil(coding / "relations.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_relations(edition.actors, edition.utterances, coding)


# ---- pronouns -----------------------------------------------------------------------------------


def test_pronouns_are_found_where_they_stand(edition):
    pronouns = resolve_pronouns(edition.record.source, edition.utterances)
    for row in pronouns.itertuples():
        assert edition.record.source[row.start : row.end] == row.surface
    places = edition.utterances.set_index("sentence_id")
    assert all(
        places.loc[row.sentence_id, "start"] <= row.start < row.end <= places.loc[row.sentence_id, "end"]
        for row in pronouns.itertuples()
    )
    both = pronouns[(pronouns["sentence_id"] == "s060") & (pronouns["surface"] == "he")]
    assert len(both) == both["start"].nunique() == 2
    they = pronouns[(pronouns["sentence_id"] == "s017") & (pronouns["surface"] == "They")]
    assert set(they["actor_id"]) == {"wang_ming", "li_lisan"}


def test_a_pronoun_that_does_not_stand_so_often_is_refused(edition, coding):
    spoil(coding / "coreference.csv", "\ns001,him,1,", "\ns001,him,3,")
    with pytest.raises(
        CodingError,
        match=r"coreference.csv, line 2, column occurrence: found '3'; expected at most 1: so often 'him' stands in s001",
    ):
        resolve_pronouns(edition.record.source, edition.utterances, coding)


# ---- counting -----------------------------------------------------------------------------------


def test_a_pair_with_both_signs_has_no_one_sign():
    pairs = arcs(
        toy(
            [
                ("s001", "a", "b", "+"),
                ("s002", "a", "b", "-"),
                ("s002", "b", "a", "0"),
                ("s003", "b", "c", "0"),
                ("s003", "b", "c", "-"),
            ]
        )
    )
    assert pairs[["source", "target", "weight", "sign", "sentence_ids"]].values.tolist() == [
        ["a", "b", 2, "±", "s001 s002"],
        ["b", "a", 1, "0", "s002"],
        ["b", "c", 2, "-", "s003"],
    ]


def test_two_against_a_third_are_balanced_and_three_enemies_are_not():
    friends = toy([("s001", "a", "b", "+"), ("s001", "b", "c", "-"), ("s001", "c", "a", "-")])
    enemies = toy([("s001", "a", "b", "-"), ("s001", "b", "c", "-"), ("s001", "c", "a", "-")])
    two_sided = toy(
        [("s001", "a", "b", "+"), ("s001", "b", "a", "-"), ("s001", "b", "c", "-"), ("s001", "c", "a", "-")]
    )
    assert list(triangles(friends)["balanced"]) == [True]
    assert list(triangles(enemies)["balanced"]) == [False]
    assert triangles(two_sided).empty and list(signed_ties(two_sided)["sign"]) == ["±", "-", "-"]


def test_the_triangles_are_those_that_networkx_finds(kept):
    ties = signed_ties(kept)
    graph = nx.Graph(list(ties.loc[ties["sign"] != "±", ["a", "b"]].itertuples(index=False, name=None)))
    assert len(triangles(kept)) == sum(nx.triangles(graph).values()) // 3


def test_backed_and_opposed_count_every_signed_relation_once(kept, edition):
    names = dict(zip(edition.actors["actor_id"], edition.actors["name"]))
    table = backed_and_opposed(kept, names)
    assert table["for"].sum() == (kept["sign"] == "+").sum() and table["against"].sum() == (kept["sign"] == "-").sum()
    kuomintang = table.set_index("actor_id").loc["kuomintang"]
    assert kuomintang["against"] == 0 and "I. V. Stalin" in kuomintang["by_for"]


def test_the_periods_make_all(kept):
    assert split_counts(kept, "period", read_terms("period"))["relations"].sum() == len(kept)


@pytest.mark.parametrize(
    ("together", "first", "second", "windows", "expected"),
    [(1, 1, 1, 2, 0.5), (2, 2, 2, 4, 1 / 6), (1, 2, 2, 4, 5 / 6), (0, 3, 2, 10, 1.0)],
)
def test_the_chance_of_standing_together(together, first, second, windows, expected):
    assert chance(together, first, second, windows) == pytest.approx(expected)


def test_the_correction_never_lowers_a_chance_and_keeps_the_order(edition):
    spoken, _ = split_spoken(edition.mentions, edition.utterances, "P. F. Yudin")
    found = beyond_chance(spoken, edition.utterances)
    assert len(found) == len(co_mentions(spoken, edition.utterances))
    assert (found["p_holm"] >= found["p"]).all() and list(found["p_holm"]) == sorted(found["p_holm"])
    assert (found["weight"] <= found[["in_source", "in_target"]].min(axis="columns")).all()


# ---- ranks --------------------------------------------------------------------------------------


def test_leaving_one_out_leaves_out_each_thing_once(kept):
    variants = leave_one_out(kept)
    actors = set(kept["source"]) | set(kept["target"])
    assert len(variants) == kept["sentence_id"].nunique() + len(kept) + len(actors)
    assert all(len(part) < len(kept) for _, part in variants)


def test_a_rank_that_hangs_on_one_sentence_moves():
    account = toy(
        [
            ("s001", "a", "b", "+"),
            ("s001", "a", "c", "+"),
            ("s002", "d", "b", "+"),
            ("s003", "d", "c", "+"),
            ("s004", "a", "d", "0"),
        ]
    )
    table = rank_intervals(account, vary(account)).set_index(["actor_id", "measure"])
    first = table.loc[("a", "out_degree")]
    assert (first["rank"], first["best"]) == (1, 1) and first["worst"] > 1
    second = table.loc[("d", "out_degree")]
    assert (second["rank"], second["best"]) == (2, 1)
    # Its own absence says nothing about its rank: "b" is never last.
    assert table.loc[("b", "in_degree"), "worst"] < len(centralities(account))
    names = {name: name for name in "abcd"}
    statement = orders(account, vary(account), names).query("measure == 'out_degree'").iloc[0]
    assert (statement["before"], statement["after"]) == ("a", "d") and statement["holds"] < statement["variants"]
    assert "s001" in statement["fails_without"]


def test_the_rank_lies_in_its_interval(kept, varied):
    table = rank_intervals(kept, varied)
    assert ((table["best"] <= table["rank"]) & (table["rank"] <= table["worst"])).all()
    assert len(table) == 3 * len(centralities(kept))


def test_ties_share_the_best_rank():
    assert ranks(pd.DataFrame({"m": [3.0, 1.0, 3.0]}))["m"].tolist() == [1, 3, 1]


# ---- exports ------------------------------------------------------------------------------------


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
