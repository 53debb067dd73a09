"""The seven points, in a historian's words."""

import pytest

from helpers.critique import find_points
from helpers.paths import RECORD


def test_there_are_seven_points(edition):
    assert list(edition.points["point"]) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(("point", "wording"), [
    (1, "Unlawful repressions"),
    (2, "Mistakes made in the course of the war, moreover, in particular in the beginning, rather than in the concluding period of the war"),
    (3, "Mistakes which dealt a serious blow to the union of the working class and the peasantry"),
    (4, "Mistakes in the nationality question connected to the unlawful resettlement of certain nationalities and others"),
    (5, "Rejection of the principle of collective leadership, conceit and surrounding himself with toadies"),
    (6, "Dictatorial methods and leadership style"),
    (7, "Serious mistakes in foreign policy (Yugoslavia, etc.)"),
])
def test_the_wording_is_verbatim(edition, point, wording):
    row = edition.points.set_index("point").loc[point]
    assert row["wording"] == wording
    assert wording in RECORD.read_text(encoding="utf-8")
    assert edition.record.source[row["start"]:row["end"]].startswith(wording[:20])


def test_only_the_third_and_the_fourth_carry_a_remark(edition):
    assert list(edition.points.loc[edition.points["qualification"] != "", "point"]) == [3, 4]


def test_the_third_was_discussed_with_zhu_de_in_moscow(edition):
    remark = edition.points.set_index("point").loc[3, "qualification"]
    assert "Khrushchev's conversation with [PRC military leader] Zhu De in Moscow" in remark


def test_nationality_policy_was_overall_implemented_correctly_says_the_records_mao(edition):
    assert edition.points.set_index("point").loc[4, "qualification"] == "However, overall, said Mao Zedong, nationality policy was implemented correctly"


def test_examples_are_the_first_part_of_the_war_the_peasantry_and_yugoslavia(edition):
    examples = edition.points.set_index("point")["example"]
    assert examples[examples != ""].to_dict() == {2: "in the beginning", 3: "the incorrect policy in relation to the peasantry", 7: "Yugoslavia, etc."}


def test_a_record_without_a_list_has_no_points(edition):
    unlisted = edition.utterances[edition.utterances["item"].isna()]
    assert find_points(edition.record.source, unlisted).empty
