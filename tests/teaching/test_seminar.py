"""The exercises: their answers are those of the edition, and the check tells right from wrong and says why."""

import re

import pandas as pd
import pytest

from helpers.claims.losses import find_losses
from helpers.claims.relations import read_relations
from helpers.files.errors import CodingError
from helpers.teaching.seminar import check_answers, compare_relations, questions, read_exercises, same_answer
from helpers.text.spans import fold
from tests.shared import spoil


@pytest.fixture(scope="module")
def exercises(edition):
    return read_exercises(edition.utterances)


def answer(exercises, exercise, item):
    return exercises.set_index(["exercise", "item"]).loc[(exercise, str(item)), "answer"].split("|")[0]


# ---- the answers are the edition's --------------------------------------------------------------


def test_the_attributions_are_those_of_the_reference_coding(exercises, edition):
    rows = exercises[exercises["exercise"] == "attribution"]
    column = {
        "Whose words": "speaker",
        "Who says": "speaker",
        "Does the sentence convey": "speaker",
        "Whom does": "first_person",
        "In which mode": "mode",
    }
    coded = edition.utterances.set_index("sentence_id")
    for row in rows.itertuples():
        (asked,) = [column[start] for start in column if row.question.startswith(start)]
        assert coded.loc[row.sentence_id, asked].replace("_", " ") == row.answer.split("|")[0]


def test_the_dates_are_those_of_the_quantities(exercises, edition):
    rows = exercises[exercises["exercise"] == "date"]
    found = edition.quantities.set_index(["sentence_id", "surface"])["edtf"]
    for row in rows.itertuples():
        surface = re.search("“(.+)”", row.question).group(1)
        assert (found.loc[(row.sentence_id, surface)] or "none") == row.answer


def test_the_percentages_are_those_of_the_losses(exercises, edition):
    lost = find_losses(edition.quantities).set_index("series")
    army, party = lost.loc["red_army"], lost.loc["communists"]
    for item, value in ((1, army["lost_percent"]), (2, army["remaining_low"]), (3, army["remaining_high"])):
        assert float(answer(exercises, "percentage", item)) == value
    assert pd.isna(lost.loc["soviet_territory", "before"]) and answer(exercises, "percentage", 4) == "stated"
    overlap = army["remaining_low"] <= party["remaining_high"] and party["remaining_low"] <= army["remaining_high"]
    assert overlap and answer(exercises, "percentage", 5) == "no"


def test_what_is_quoted_in_an_exercise_stands_in_the_record(exercises, edition):
    record = fold(edition.record.source)
    quoted = [
        words
        for row in exercises.itertuples()
        if row.exercise != "silence"
        for words in re.findall("“(.+?)”", f"{row.question} {row.hint} {row.reason}")
    ]
    quoted += [
        words
        for row in exercises.itertuples()
        if row.exercise == "silence"
        for words in re.findall("“(.+?)”", f"{row.hint} {row.reason}")
    ]
    assert [words for words in quoted if words not in record] == [] and len(quoted) > 10


def test_the_statements_ask_for_each_of_the_three_answers(exercises):
    assert set(exercises.loc[exercises["exercise"] == "silence", "answer"]) == {"said", "denied", "not said"}


# ---- the check ----------------------------------------------------------------------------------


def test_a_wrong_answer_gets_a_hint_and_no_answer_gets_none(exercises):
    checked = check_answers(exercises, "date", {"1": "", "2": "1934-35"}).set_index("item")
    assert list(checked["verdict"]) == ["no answer yet", "not yet", "no answer yet", "no answer yet", "no answer yet"]
    assert "slash" in checked.loc["2", "comment"] and checked.loc["1", "comment"] == ""


def test_with_the_right_answers_there_are_the_reasons(exercises):
    for exercise, rows in exercises.groupby("exercise"):
        for form in (0, -1):
            checked = check_answers(
                exercises, exercise, {row.item: row.answer.split("|")[form] for row in rows.itertuples()}
            )
            assert set(checked["verdict"]) == {"right"}
            assert list(checked["comment"]) == list(rows["reason"])


@pytest.mark.parametrize(
    ("given", "wanted", "same"),
    [
        ("11", "11", True),
        ("11.0", "11", True),
        ("91.7%", "91.7", True),
        ("92", "91.7", False),
        ("free_indirect", "free indirect", True),
        ("  Mao zedong ", "Mao Zedong", True),
        ("Mao", "Mao Zedong", False),
        ("1929", "1929", True),
        ("", "none", False),
        ("not  said", "not said", True),
    ],
)
def test_the_same_answer_in_another_dress_is_the_same(given, wanted, same):
    assert same_answer(given, wanted) is same


def test_a_question_stands_with_its_sentence_and_without_its_answer(exercises, edition):
    asked = questions(exercises, "silence", edition.utterances)
    assert list(asked.columns) == ["item", "question", "sentence_id", "text"]
    assert "had been signed by Stalin" in asked.set_index("item").loc["5", "text"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda exercises: check_answers(exercises, "dates", {}),
        lambda exercises: check_answers(exercises, "date", {"9": "1929"}),
    ],
)
def test_an_unknown_exercise_or_item_is_refused(exercises, ask):
    with pytest.raises(KeyError, match="found .* expected"):
        ask(exercises)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("attribution,1,s057,", "attribution,1,s999,", "column sentence_id: found 's999'"),
        (",denied,", ",,", "column answer: found ''"),
    ],
)
def test_a_bad_exercise_is_refused(edition, coding, old, new, message):
    spoil(coding / "exercises.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_exercises(edition.utterances, coding)


# ---- relations ----------------------------------------------------------------------------------


def test_a_coded_relation_is_compared_with_the_editions(edition):
    sentence = edition.utterances[edition.utterances["text"].str.contains("8th and 4th armies")].iloc[0]
    coded = read_relations(edition.actors, edition.utterances)
    coded = coded[coded["sentence_id"] == sentence["sentence_id"]]
    same = {
        "source": "comintern",
        "target": "wang_ming",
        "relation": "backs",
        "sign": "+",
        "evidence": "backed by the Comintern",
    }
    own = [
        same,
        same | {"relation": "leads", "sign": "0"},
        same | {"target": "stalin"},
        same | {"evidence": "helped by the Comintern"},
    ]
    compared = compare_relations(own, coded, sentence["text"])
    assert list(compared["verdict"])[:4] == ["as in the edition", "another relation", "yours only", "no evidence"]
    assert list(compared["verdict"])[4:] == ["in the edition only"] * (len(coded) - 1)
    assert compare_relations([dict.fromkeys(same, "")], coded, sentence["text"]).empty
