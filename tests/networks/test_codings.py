"""Two codings of one text: what they share is counted from loose to strict, and a rank is asked of both."""

import pandas as pd
import pytest

from helpers.claims.relations import read_relations
from helpers.networks.codings import agreement, agreement_where_both, also_holds

COLUMNS = ["sentence_id", "source", "target", "relation", "sign"]


def coded(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_stricter_unit_is_never_shared_more_often():
    first = coded(("a1", "x", "y", "backs", "+"), ("a2", "x", "y", "trusts", "+"), ("a3", "z", "y", "opposes", "-"))
    second = coded(("a1", "y", "x", "backs", "+"), ("a2", "x", "y", "trusts", "0"), ("a4", "z", "y", "opposes", "-"))
    shared = agreement(first, second).set_index("unit")
    assert list(shared["both"]) == [2, 2, 1, 1, 0]
    assert shared.loc["ordered pair of actors", ["first_only", "second_only"]].tolist() == [0, 1]


def test_the_same_coding_agrees_wholly_with_itself_and_not_at_all_with_none():
    one = coded(("a1", "x", "y", "backs", "+"))
    assert (agreement(one, one)["share"] == 1).all()
    assert (agreement(one, one.head(0))["share"] == 0).all()
    assert agreement(one.head(0), one.head(0))["share"].isna().all()


def test_a_pair_with_two_relations_shares_what_any_of_them_shares():
    first = coded(("a1", "x", "y", "backs", "+"), ("a1", "x", "y", "informs", "0"))
    second = coded(("a1", "x", "y", "informs", "+"))
    assert agreement_where_both(first, second) == {"pairs": 1, "sign": 1, "type": 1, "type and sign": 0}


@pytest.mark.parametrize(
    ("before", "after", "expected"), [("Y", "X", "yes"), ("X", "Y", "no"), ("Y", "Q", "not related")]
)
def test_an_order_is_asked_of_the_other_coding(before, after, expected):
    statement = pd.DataFrame({"measure": ["in_degree"], "before": [before], "after": [after]})
    other = coded(("a1", "x", "y", "backs", "+"), ("a2", "z", "y", "backs", "+"))
    assert also_holds(statement, other, {"x": "X", "y": "Y", "z": "Z"})["other_coding"].tolist() == [expected]


def test_the_third_reader_has_the_three_centres_as_the_edition_has_them(edition, relations):
    """What 03 says to hold in both codings, looked up in both by reading."""
    other = read_relations(edition.actors, edition.utterances, name="relations_reader3")
    for one in (relations, other):
        found = set(one[["source", "target", "relation", "sign"]].itertuples(index=False, name=None))
        assert {("comintern", "wang_ming", "backs", "+"), ("stalin", "cpc", "distrusts", "-")} <= found
        assert ("stalin", "kuomintang", "backs", "+") in found
