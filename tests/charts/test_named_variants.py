"""The weightiest variants are named in the drawing of the collation: in words, at their bar, without meeting."""

from itertools import combinations

import pytest

from helpers.charts.along import NAMED_KINDS, collation
from helpers.claims.collation import read_variants


@pytest.fixture(scope="module")
def drawn(utterances):
    chart = collation(read_variants(utterances), utterances)
    words = {text.get_gid(): text for text in chart.figure.axes[0].texts if text.get_gid()}
    return chart, words


def test_a_reader_finds_the_comintern_and_the_telegram_named(drawn):
    told = {text.get_text() for text in drawn[1].values()}
    assert {"the Comintern, not Lenin, plays the role", "in whose name the telegram came", "which armies"} <= told


def test_named_are_those_of_the_weightiest_kinds_that_bear_on_something_said_in_words(drawn, utterances):
    variants = read_variants(utterances)
    weighty = variants[variants["kind"].isin(NAMED_KINDS) & variants["bears_on"].str.contains(": ", regex=False)]
    assert set(drawn[1]) == {f"{one}:named" for one in weighty["sentence_id"]}
    for row in weighty.itertuples():
        assert row.bears_on.endswith(drawn[1][f"{row.sentence_id}:named"].get_text())


def test_every_name_stands_in_the_alternative_text(drawn):
    chart, words = drawn
    assert all(text.get_text() in chart.alternative for text in words.values())


def test_no_words_meet_each_other_or_a_line_or_leave_the_drawing(drawn):
    chart, words = drawn
    chart.figure.canvas.draw()
    axes = chart.figure.axes[0]
    boxes = [text.get_window_extent() for text in words.values()]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    ties = [line.get_window_extent() for line in axes.lines if len(line.get_xdata()) == 2]
    assert len(ties) == len(boxes)
    # A line ends at its own words and may touch them there.
    within = [(box, tie) for box in boxes for tie in ties if box.x0 < tie.x0 < box.x1]
    assert not any(tie.y0 < box.y1 and tie.y1 > box.y0 + 3 for box, tie in within)
    whole = axes.get_window_extent()
    assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 and box.y1 <= whole.y1 for box in boxes)
