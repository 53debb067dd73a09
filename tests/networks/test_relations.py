"""The coded relations as pairs, signs and triangles."""

import networkx as nx

from helpers.networks.relations import arcs, backed_and_opposed, signed_ties, triangles
from tests.shared import toy


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
