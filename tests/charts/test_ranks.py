"""The drawing of the ranks and of how far they hang on one thing, read back and held to its table."""

import re

import pandas as pd
import pytest

from helpers.charts.ranks import rank_chart
from helpers.charts.style import COLUMN, PAGE, ROOM
from helpers.files.errors import FigureError
from helpers.networks.robustness import rank_intervals, vary
from tests.charts.marks import clashes, marks

MEASURES = {"in_degree": "Acted on by most", "out_degree": "Acts on most", "betweenness": "Most often between others"}
EVERY_BUILD = pytest.mark.parametrize("build", [PAGE, ROOM, COLUMN], ids=["page", "room", "column"])


@pytest.fixture(scope="module")
def intervals(account):
    return rank_intervals(account, vary(account))


@pytest.fixture(scope="module")
def chart(intervals, edition):
    return rank_chart(intervals, edition.actors, MEASURES)


def scale(drawn, measure):
    """A function from a place on the sheet to the rank that the ticks of a panel give it."""
    ticks = {int(gid.rsplit(":", 1)[1]): mark for gid, mark in drawn.items() if gid.startswith(f"{measure}:tick:")}
    assert all(int(mark.get_text()) == tick for tick, mark in ticks.items())
    first, last = min(ticks), max(ticks)
    left, right = (ticks[one].get_position()[0] for one in (first, last))
    assert left < right
    return lambda x: first + (x - left) / (right - left) * (last - first)


@EVERY_BUILD
def test_a_mark_stands_at_its_rank_and_a_bar_over_its_range(chart, build):
    drawn = marks(chart.figure(build))
    for row in chart.table.itertuples():
        gid, rank_at = f"{row.measure}:{row.actor_id}", scale(drawn, row.measure)
        assert rank_at(drawn[gid].get_xdata()[0]) == pytest.approx(row.rank)
        assert (f"{gid}:range" in drawn) == (row.best < row.worst)
        if row.best < row.worst:
            begin, end = map(rank_at, drawn[f"{gid}:range"].get_xdata())
            last = max(int(one.rsplit(":", 1)[1]) for one in drawn if one.startswith(f"{row.measure}:tick:"))
            assert (begin, end) == pytest.approx((row.best, min(row.worst, last)))
            assert (f"{gid}:beyond" in drawn) == (row.worst > last)


@EVERY_BUILD
def test_what_holds_is_filled_and_has_the_colour_of_its_word(chart, build):
    drawn = marks(chart.figure(build))
    for row in chart.table.itertuples():
        mark, key = drawn[f"{row.measure}:{row.actor_id}"], drawn["key:holds" if row.holds else "key:moves"]
        assert row.holds == (row.best == row.worst)
        assert (mark.get_markerfacecolor() == "white") == (not row.holds)
        assert key.get_color() == (mark.get_color() if row.holds else mark.get_markeredgecolor())
    assert drawn["key:holds"].get_text() == "Filled: holds." and drawn["key:moves"].get_text() == "Hollow: moves"
    assert drawn["key:holds"].get_color() != drawn["key:moves"].get_color()


def test_the_key_says_what_a_rank_is_and_what_is_left_out(chart):
    said = " ".join(text.get_text().strip() for text in chart.figure(PAGE).texts)
    assert (
        "Rank by different actors (1 may be shared); its range when one sentence, relation or actor is left out."
        in said
    )
    assert "as far as the bar." in said


@EVERY_BUILD
def test_name_mark_and_range_in_words_are_level(chart, edition, build):
    drawn, names = marks(chart.figure(build)), edition.actors.set_index("actor_id")["name"]
    for row in chart.table.itertuples():
        gid = f"{row.measure}:{row.actor_id}"
        lines = [drawn[one] for one in sorted(drawn) if re.fullmatch(rf"{gid}:name\d", one)]
        name = re.sub(r"\b\w\. ", "", names[row.actor_id]).replace("'", "’")
        assert " ".join(line.get_text() for line in lines) == name
        y = drawn[gid].get_ydata()[0]
        middle = sum(line.get_position()[1] for line in lines) / len(lines)
        said = drawn[f"{gid}:said"]
        assert middle == pytest.approx(y, abs=1)
        assert said.get_position()[1] == pytest.approx(y, abs=1)
        assert said.get_text() == (f"always {row.rank}" if row.holds else f"{row.best} to {row.worst}")


@EVERY_BUILD
def test_each_panel_has_its_title_above_its_own_ranks_in_their_order(chart, build):
    drawn = marks(chart.figure(build))
    for measure, part in chart.table.groupby("measure", sort=False):
        title = drawn[f"{measure}:title"]
        assert title.get_text() == MEASURES[measure]
        places = [drawn[f"{measure}:{row.actor_id}"].get_ydata()[0] for row in part.itertuples()]
        assert title.get_position()[1] < places[0] and places == sorted(places)
        assert list(part["rank"]) == sorted(part["rank"])
        assert title.get_position()[0] < min(drawn[f"{measure}:{one}"].get_xdata()[0] for one in part["actor_id"])


@EVERY_BUILD
def test_no_text_covers_another_leaves_the_sheet_or_is_too_small(chart, build):
    figure = chart.figure(build)
    assert not clashes(figure)
    assert all(text.get_fontsize() >= build.small for text in figure.texts)


def test_all_that_share_the_last_rank_are_drawn(chart, intervals):
    for measure in MEASURES:
        wanted = intervals[(intervals["measure"] == measure) & (intervals["rank"] <= 5)]
        assert set(chart.table.loc[chart.table["measure"] == measure, "actor_id"]) == set(wanted["actor_id"])


def test_the_claim_and_the_texts_count_what_is_drawn(chart, edition):
    sure = chart.table[chart.table["best"] == chart.table["worst"]]
    assert f"{len(sure)} of {len(chart.table)} ranks" in chart.claim
    filled = [
        row
        for row in chart.table.itertuples()
        if marks(chart.figure(ROOM))[f"{row.measure}:{row.actor_id}"].get_markerfacecolor() != "white"
    ]
    assert len(filled) == len(sure) <= 2
    names = edition.actors.set_index("actor_id")["name"]
    assert all(names[row.actor_id] in chart.claim for row in filled)
    drawn = marks(chart.figure(PAGE))
    foot = " ".join(drawn[gid].get_text() for gid in sorted(drawn) if gid.startswith("source:"))
    assert f"n = {len(chart.table)} ranks" in chart.caption and f"n = {len(chart.table)} ranks" in foot
    for row in chart.table.itertuples():
        told = f"always {row.rank}" if row.holds else f"{row.rank} ({row.best} to {row.worst})"
        assert told in chart.alternative


def invented(**changes):
    """The ranks of two invented actors by one measure."""
    frame = pd.DataFrame({"actor_id": ["orlen", "velin"], "measure": "in_degree", "rank": [1, 2], "best": [1, 2]})
    actors = pd.DataFrame({"actor_id": ["orlen", "velin"], "name": ["A. Orlen", "Velin"], "kind": "person"})
    return frame.assign(worst=[1, 2]).assign(**changes), actors, {"in_degree": "Acted on by most"}


@pytest.mark.parametrize(
    ("worst", "claim"),
    [
        ([1, 2], "2 of 2 ranks hold whatever is left out: those of Orlen and Velin"),
        ([2, 2], "1 of 2 ranks holds whatever is left out: that of Velin"),
        ([2, 3], "None of 2 ranks holds whatever is left out"),
    ],
)
def test_the_claim_follows_the_table(worst, claim):
    assert rank_chart(*invented(worst=worst)).claim == claim


def test_what_cannot_be_drawn_is_refused_by_name():
    frame, actors, measures = invented()
    with pytest.raises(FigureError, match="in_degree of 'velin': found rank 2 and the range 3 to 4"):
        rank_chart(frame.assign(best=[1, 3], worst=[1, 4]), actors, measures)
    with pytest.raises(FigureError, match="no name for 'velin'"):
        rank_chart(frame, actors.head(1), measures)
    with pytest.raises(FigureError, match="no rank to 5 by betweenness"):
        rank_chart(frame, actors, {"betweenness": "Between"})
