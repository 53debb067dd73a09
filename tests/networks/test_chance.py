"""Who stands together more often than chance."""

import pytest

from helpers.networks.co_mention import beyond_chance, chance, co_mentions, split_spoken


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
