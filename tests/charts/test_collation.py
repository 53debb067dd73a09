"""The collation: every sentence is a bar, the longer the more weighs what differs; the weightiest are named."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts, claims
from helpers.charts.style import COLUMN, PAGE, ROOM
from helpers.files import FigureError
from tests.charts.marks import claim_of, colour, marks, meeting, middle

BUILDS = [PAGE, ROOM, COLUMN]
WORDS = {"subject": "a subject", "name": "a name", "date": "a date", "number": "a number"}


@pytest.fixture(scope="module")
def variants(utterances):
    return claims.read_variants(utterances)


@pytest.fixture(scope="module")
def chart(variants, utterances):
    return charts.collation(variants, utterances)


def invented(kinds, bears_on):
    """Variants of an invented record, a sentence each, and its sentences."""
    sentences = [f"a{place}" for place in range(len(kinds))]
    variants = {"sentence_id": sentences, "kind": kinds, "bears_on": bears_on, "english": "he", "chinese": "他"}
    places = range(0, 10 * len(kinds), 10)
    return pd.DataFrame(variants), pd.DataFrame(
        {"sentence_id": sentences, "start": places, "end": [place + 9 for place in places]}
    )


def bars(chart, build):
    """Sentence → its bar."""
    drawn = marks(chart.figure(build))
    return {row.sentence_id: drawn[f"{row.sentence_id}:{row.differs}"] for row in chart.table.itertuples()}


def test_a_sentence_is_counted_once_by_the_weightiest_that_differs(chart, variants, utterances):
    assert list(chart.table["sentence_id"]) == list(utterances["sentence_id"])
    for row in chart.table.itertuples():
        kinds = set(variants.loc[variants["sentence_id"] == row.sentence_id, "kind"])
        assert row.differs == ("named" if kinds & set(WORDS) else "same" if kinds == {"same"} else "wording")


@pytest.mark.parametrize("build", BUILDS)
def test_every_bar_stands_where_its_sentence_stands_and_is_as_high_as_it_is_long(chart, utterances, build):
    drawn, table = bars(chart, build), chart.table
    assert list(table["length"]) == list(utterances["end"] - utterances["start"])
    top = drawn[table["sentence_id"].iloc[0]].get_y()
    scale = (drawn[table["sentence_id"].iloc[-1]].get_y() - top) / table["begins"].iloc[-1]
    heights = {drawn[row.sentence_id].get_height() / row.length / scale for row in table.itertuples()}
    assert max(heights) == pytest.approx(min(heights)) and 0.7 < min(heights) <= 1
    for row in table.itertuples():
        assert drawn[row.sentence_id].get_y() == pytest.approx(top + row.begins * scale)


@pytest.mark.parametrize("build", BUILDS)
def test_the_bars_look_as_the_key_says(chart, build):
    drawn, said = marks(chart.figure(build)), bars(chart, build)
    looks = {
        term: {(colour(said[one]), round(said[one].get_width(), 6)) for one in rows["sentence_id"]}
        for term, rows in chart.table.groupby("differs")
    }
    assert all(len(look) == 1 for look in looks.values())
    looks = {term: look.pop() for term, look in looks.items()}
    for term, words in (("named", "Long:"), ("wording", "Half:")):
        assert drawn[f"key:{term}"].get_text() == words and colour(drawn[f"key:{term}"]) == looks[term][0]
    assert looks["wording"][1] == pytest.approx(looks["named"][1] / 2) and looks["same"][1] < looks["wording"][1]
    assert looks["same"][0] > "#dddddd", "what the key calls pale is pale"
    assert len({fill for fill, _ in looks.values()}) == 3
    key = " ".join("".join(text.get_text() for text in chart.figure(build).texts).split())
    counts = chart.table["differs"].value_counts()
    assert (
        f"in wording, an omission or addition, or how sure, {counts['wording']}. Pale: the same, {counts['same']}."
        in key
    )


def column(chart, build, head):
    """Sentence → the text that stands under a head, which stands over all of them."""
    found = {gid: mark for gid, mark in marks(chart.figure(build)).items() if gid.endswith(f":{head}")}
    top = found.pop(f"head:{head}")
    assert top.get_text() == head
    assert all(text.get_position()[0] == top.get_position()[0] for text in found.values())
    assert all(text.get_position()[1] > top.get_position()[1] for text in found.values())
    return {gid.partition(":")[0]: text for gid, text in found.items()}


@pytest.mark.parametrize("build", BUILDS)
def test_the_weightiest_are_named_by_what_they_bear_on(chart, variants, build):
    weighty = variants[variants["kind"].isin(WORDS)]
    said = {one: text.get_text() for one, text in column(chart, build, "bears on").items()}
    assert set(said) == set(weighty["sentence_id"])
    for row in weighty.itertuples():
        assert said[row.sentence_id] == row.bears_on.rpartition(": ")[2]
    assert {"the Comintern, not Lenin, plays the role", "in whose name the telegram came", "which armies"} <= {
        *said.values()
    }
    assert all(words in chart.alternative for words in said.values())


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_both_readings_stand_beside_it_each_under_its_language(chart, variants, build):
    english, chinese = (column(chart, build, head) for head in ("English", "Chinese"))
    names = column(chart, build, "bears on")
    for row in variants[variants["kind"].isin(WORDS)].itertuples():
        assert english[row.sentence_id].get_text() == f"“{row.english}”"
        assert chinese[row.sentence_id].get_text() == row.chinese
        rows = {column[row.sentence_id].get_position()[1] for column in (names, english, chinese)}
        assert len(rows) == 1
    assert column_left(names) < column_left(english) < column_left(chinese)


def column_left(texts_of):
    """Where a column begins."""
    return next(iter(texts_of.values())).get_position()[0]


@pytest.mark.parametrize("build", BUILDS)
def test_a_tie_leads_from_each_name_to_its_bar_and_no_words_meet(chart, build):
    drawn, said, names = marks(chart.figure(build)), bars(chart, build), column(chart, build, "bears on")
    for one, text in names.items():
        (left, right), (bar, label) = drawn[f"{one}:tie"].get_data()
        inside = said[one].get_y() <= bar <= said[one].get_y() + said[one].get_height() / 0.8
        assert inside and label == text.get_position()[1]
        assert said[one].get_x() + said[one].get_width() <= left < right <= text.get_position()[0]
    order = sorted(names, key=lambda one: names[one].get_position()[1])
    assert all(middle(said[one]) < middle(said[other]) for one, other in pairwise(order))
    assert meeting(chart.figure(build)) == []


@pytest.mark.parametrize("build", BUILDS)
def test_the_claim_counts_the_long_bars(chart, build):
    counts = chart.table["differs"].value_counts()
    assert (
        chart.claim
        == claim_of(chart.figure(build))
        == (
            f"Of {len(chart.table)} sentences the translations differ in {counts['named'] + counts['wording']}, "
            f"in {counts['named']} by a subject, a name, a date or a number"
        )
    )
    assert len(column(chart, build, "bears on")) == counts["named"]
    assert f"n = {len(chart.table)} sentences" in chart.source
    for words in (f"the same sense {counts['same']}", f"wording {counts['wording']}", f"named {counts['named']}"):
        assert words in chart.alternative


@pytest.mark.parametrize(
    ("kinds", "claim"),
    [
        (["same", "word"], "Of 2 sentences the translations differ in 1"),
        (["name", "subject", "same"], "Of 3 sentences the translations differ in 2, in 2 by a subject or a name"),
        (["number", "name", "modality"], "Of 3 sentences the translations differ in 3, in 2 by a name or a number"),
    ],
)
def test_other_translations_have_their_own_claim(kinds, claim):
    chart = charts.collation(*invented(kinds, "event: the voyage"))
    assert chart.claim == claim and claim_of(chart.figure(PAGE)) == claim


def test_readings_that_are_too_long_for_the_sheet_are_left_to_the_table():
    variants, utterances = invented(["date", "same"], "event: the voyage")
    chart = charts.collation(variants.assign(english="he and all the others on board " * 5), utterances)
    assert "head:English" not in marks(chart.figure(PAGE)) and meeting(chart.figure(PAGE)) == []
    assert chart.table["english"].iloc[0].startswith("he and all")


def test_a_sentence_without_a_row_and_a_variant_without_a_name_are_refused():
    variants, utterances = invented(["date", "same"], "event: the voyage")
    with pytest.raises(FigureError, match="no row for a1"):
        charts.collation(variants.head(1), utterances)
    with pytest.raises(FigureError, match="a0 to be named by nothing"):
        charts.collation(variants.assign(bears_on=""), utterances)
