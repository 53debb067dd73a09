"""Nodes and edges are what 03_network says they are."""

import networkx as nx
import pandas as pd
import pytest

from helpers.networks.co_mention import co_mention_graph, co_mentions, ego_edges, split_spoken


def toy(rows):
    """Mentions and utterances of invented sentences: rows of (sentence, paragraph, actors)."""
    mentions = pd.DataFrame(
        [(s, a, i, i + 1, a, "name") for s, _, actors in rows for i, a in enumerate(actors)],
        columns=["sentence_id", "actor_id", "start", "end", "surface", "via"],
    )
    return mentions, pd.DataFrame([(s, p) for s, p, _ in rows], columns=["sentence_id", "paragraph"])


def test_an_edge_is_two_actors_in_one_sentence_and_its_weight_the_number_of_sentences():
    mentions, sentences = toy([("s001", 1, "ab"), ("s002", 1, "bba"), ("s003", 2, "c")])
    edges = co_mentions(mentions, sentences)
    assert edges.values.tolist() == [["a", "b", 2, "s001 s002"]]


def test_a_paragraph_joins_those_who_share_no_sentence():
    mentions, sentences = toy([("s001", 1, "a"), ("s002", 1, "b"), ("s003", 2, "c")])
    assert co_mentions(mentions, sentences, "paragraph").values.tolist() == [["a", "b", 1, "s001 s002"]]
    with pytest.raises(ValueError, match="found the window 'page'; expected one of sentence, paragraph"):
        co_mentions(mentions, sentences, "page")


def test_names_that_nobody_speaks_of_are_split_off_with_the_reason_and_nothing_is_lost(edition):
    spoken, left_out = split_spoken(edition.mentions, edition.utterances, "P. F. Yudin")
    assert len(spoken) + len(left_out) == len(edition.mentions)
    assert set(left_out.loc[left_out["why"].isin(["cue", "addressed"]), "actor_id"]) == {"mao"}
    assert list(left_out.loc[left_out["why"] == "editors' brackets", "surface"]) == ["Jiang Jieshi", "PRC"]
    speakers = edition.utterances.set_index("sentence_id")["speaker"]
    assert set(speakers[left_out.loc[left_out["why"] == "narration", "sentence_id"]]) == {"narrator"}
    assert "narrator" not in set(speakers[spoken["sentence_id"]])


def test_yudin_telling_mao_something_joins_mao_to_nobody(edition):
    spoken, _ = split_spoken(edition.mentions, edition.utterances, "P. F. Yudin")
    told = edition.utterances.loc[
        edition.utterances["text"].str.contains("I told Mao Zedong about a conversation"), "sentence_id"
    ].item()
    assert set(spoken.loc[spoken["sentence_id"] == told, "actor_id"]) == {"stalin", "politburo"}


def test_every_edge_names_its_sentences_and_both_actors_stand_in_them(edition, network):
    edges, _ = network
    spoken, _ = split_spoken(edition.mentions, edition.utterances, "P. F. Yudin")
    named = spoken.groupby("sentence_id")["actor_id"].agg(set)
    for row in edges.itertuples():
        ids = row.sentence_ids.split()
        assert len(ids) == row.weight
        assert all({row.source, row.target} <= named[one] for one in ids)


def test_wang_ming_stands_with_the_comintern_twice_as_often_as_with_stalin(network):
    weight = network[0].set_index(["source", "target"])["weight"]
    assert (weight["comintern", "wang_ming"], weight["stalin", "wang_ming"]) == (8, 4)


def test_degrees_agree_with_networkx(network):
    edges, table = network
    graph = co_mention_graph(edges, table)
    assert dict(graph.degree()) == dict(zip(table["actor_id"], table["degree"]))
    assert dict(graph.degree(weight="weight")) == dict(zip(table["actor_id"], table["strength"]))


@pytest.mark.parametrize("center", ["wang_ming", "stalin", "comintern"])
def test_ego_networks_agree_with_networkx(network, center):
    edges, table = network
    expected = nx.ego_graph(co_mention_graph(edges, table), center)
    found = ego_edges(edges, center)
    assert {frozenset(pair) for pair in zip(found["source"], found["target"])} == {
        frozenset(pair) for pair in expected.edges
    }


def test_an_actor_without_edges_has_no_ego_network(network):
    with pytest.raises(ValueError, match="found no edge of 'nobody'"):
        ego_edges(network[0], "nobody")
