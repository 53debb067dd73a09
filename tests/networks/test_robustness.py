"""How sure a rank is."""

import pandas as pd

from helpers.networks.robustness import centralities, leave_one_out, orders, rank_intervals, ranks, vary
from tests.shared import toy


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
