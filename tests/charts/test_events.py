"""The timeline and the order of telling are drawn where the table has them, and their words say the same."""

from itertools import pairwise

import pandas as pd
import pytest

from helpers import charts, claims, text
from helpers.charts.style import PAGE, ROOM
from helpers.files import FigureError
from tests.charts.marks import claim_of, colour, marks, meeting, middle, texts

BUILDS = [PAGE, ROOM]
TALK = text.time_span("1915-05-03")


@pytest.fixture(scope="module")
def told(edition):
    fields = edition.record.header.fields.set_index("field")
    return text.time_span(fields.loc["conversation_date", "edtf"])


@pytest.fixture(scope="module")
def events(edition, told):
    return claims.bounded(claims.read_events(edition.record.source, edition.actors, edition.utterances), told)


@pytest.fixture(scope="module")
def timeline(events):
    return charts.dated_events(events)


@pytest.fixture(scope="module")
def telling(events, told):
    return charts.told_and_happened(events, told)


def invented(*dates):
    """Events of an invented account, told in the order given."""
    count = len(dates)
    frame = {
        "event_id": [f"e{place}" for place in range(count)],
        "edtf": list(dates),
        "label": [f"voyage {place}" for place in range(count)],
        "sentence_id": [f"a{place}" for place in range(count)],
        "start": range(count),
        "end": range(1, count + 1),
    }
    return claims.bounded(pd.DataFrame(frame).assign(after="", before="", judged="", judgement="none"), TALK)


def year_at(figure):
    """The function from a place on the axis of the timeline to its year, by its first and its last tick label."""
    ticks = {int(gid.removeprefix("year:")): mark for gid, mark in marks(figure).items() if gid.startswith("year:")}
    assert all(tick.get_text() == f"{year}" for year, tick in ticks.items())
    places = {year: tick.get_position()[0] for year, tick in ticks.items()}
    first, last = min(places), max(places)
    scale = (places[last] - places[first]) / (last - first)
    assert all(place == pytest.approx(places[first] + (year - first) * scale) for year, place in places.items())
    return lambda place: first + (place - places[first]) / scale


# ---- the timeline ---------------------------------------------------------------------------------


@pytest.mark.parametrize("build", BUILDS)
def test_every_dated_event_is_a_bar_at_its_date_and_no_other_is_drawn(timeline, events, build):
    figure = timeline.figure(build)
    drawn, year = marks(figure), year_at(figure)
    assert set(timeline.table["event_id"]) == set(events.loc[events["edtf"] != "", "event_id"])
    assert {gid for gid in drawn if gid in set(events["event_id"])} == set(timeline.table["event_id"])
    for row in timeline.table.itertuples():
        bar = drawn[row.event_id]
        assert year(bar.get_x()) == pytest.approx(row.not_before)
        if row.not_after - row.not_before >= 1:
            assert year(bar.get_x() + bar.get_width()) == pytest.approx(row.not_after)
        else:
            assert year(bar.get_x() + bar.get_width()) < row.not_before + 0.5
        assert (f"{row.event_id}:open" in drawn) == row.edtf.endswith("..")


@pytest.mark.parametrize("build", BUILDS)
def test_date_and_label_stand_beside_their_bar_the_earliest_on_top(timeline, build):
    drawn = marks(timeline.figure(build))
    rows = [middle(drawn[event]) for event in timeline.table["event_id"]]
    assert rows == sorted(rows) and timeline.table["not_before"].is_monotonic_increasing
    for row, place in zip(timeline.table.itertuples(), rows):
        date, label = drawn[f"{row.event_id}:date"], drawn[f"{row.event_id}:label"]
        assert date.get_position()[1] == label.get_position()[1] == pytest.approx(place)
        assert label.get_text() == row.label
        # The year, and of a day its number, stand in the date as it is written.
        assert row.edtf[:4] in date.get_text() and (len(row.edtf) < 10 or row.edtf[8:10] in date.get_text())


def test_the_longest_silence_lies_between_its_neighbours_and_is_that_of_the_claim(timeline):
    table = timeline.table
    gaps = [(int(a.not_after), int(b.not_before)) for a, b in pairwise(table.itertuples())]
    first, after = max(gaps, key=lambda gap: gap[1] - gap[0])
    assert timeline.claim.endswith(f"none between {first - 1} and {after}")
    for build in BUILDS:
        figure = timeline.figure(build)
        drawn, year = marks(figure), year_at(figure)
        bar = drawn["silent"]
        ends = [year(bar.get_x()), year(bar.get_x() + bar.get_width())]
        assert ends == pytest.approx([first, after])
        assert texts(figure)["silent:label"].startswith(f"{after - first} years without")
        place = gaps.index((first, after))
        before, behind = (middle(drawn[event]) for event in table["event_id"].iloc[place : place + 2])
        assert before < middle(bar) < behind


@pytest.mark.parametrize("build", BUILDS)
def test_the_claim_counts_what_is_drawn_and_the_source_line_what_is_not(timeline, events, build):
    figure = timeline.figure(build)
    assert claim_of(figure) == timeline.claim
    bars = [gid for gid in marks(figure) if gid in set(events["event_id"])]
    assert timeline.claim.startswith(f"The record dates {len(bars)} of its {len(events)} events")
    assert f"n = {len(events)} events, {len(events) - len(bars)} of them only ordered" in timeline.source
    assert f"{len(bars)} of {len(events)}" in timeline.caption
    assert all(row.label in timeline.alternative for row in timeline.table.itertuples())


@pytest.mark.parametrize("build", BUILDS)
def test_the_words_of_the_key_have_the_colours_of_the_bars(timeline, build):
    drawn = marks(timeline.figure(build))
    bars = {colour(drawn[event]) for event in timeline.table["event_id"]}
    assert bars == {colour(drawn["key:dated"])} and colour(drawn["silent"]) not in bars


def test_another_account_has_its_own_claim():
    assert charts.dated_events(invented("1911", "", "1914-05")).claim == (
        "The record dates 2 of its 3 events, none between 1911 and 1914"
    )
    close = charts.dated_events(invented("1911", "1912", "1912-03/.."))
    assert close.claim == "The record dates 3 of its 3 events" and "silent" not in marks(close.figure(PAGE))
    # A long event that ends after a later one: what it spans is not silent.
    assert charts.dated_events(invented("1901/1910", "1902", "1913")).claim.endswith("none between 1910 and 1913")
    assert charts.dated_events(invented("1901/..", "1913")).claim == "The record dates 2 of its 2 events"


@pytest.mark.parametrize("dates", [["1911"], ["1911-05-01", "1911-05-02"], ["1700", "1911", "1800"], ["1915-05-03"]])
def test_few_events_and_long_times_have_room_too(dates):
    events = invented(*dates)
    for chart in (charts.dated_events(events), charts.told_and_happened(events, TALK)):
        assert [meeting(chart.figure(build)) for build in BUILDS] == [[], []]


@pytest.mark.parametrize("draw", [charts.dated_events, lambda events: charts.told_and_happened(events, TALK)])
def test_what_cannot_be_told_in_words_is_refused(draw):
    with pytest.raises(FigureError, match="no dated event among 2"):
        draw(invented("", ""))
    with pytest.raises(FigureError, match="no label for e1"):
        draw(invented("1911", "1912").assign(label=["voyage", " "]))


# ---- told and happened ----------------------------------------------------------------------------


def expected_ways(table, year):
    """Back, of the account: earlier than something that is told before."""
    account = []
    for row in table.itertuples():
        if row.not_before >= year:
            yield "frame"
            continue
        yield "back" if any(row.not_before < other for other in account) else "on"
        account.append(row.not_before)


@pytest.mark.parametrize("build", BUILDS)
def test_a_line_joins_each_event_from_its_place_in_the_telling_to_its_date(telling, told, build):
    drawn, table = marks(telling.figure(build)), telling.table
    assert table["start"].is_monotonic_increasing and (table["edtf"] != "").all()
    ways = list(expected_ways(table, int(told.earliest)))
    assert list(table["way"]) == ways and {"on", "back", "frame"} == set(ways)
    lines = [drawn[f"{row.event_id}:{way}"] for row, way in zip(table.itertuples(), ways)]
    starts = [line.get_ydata()[0] for line in lines]
    assert starts == sorted(starts) and len(set(starts)) == len(starts)
    assert all(b - a == pytest.approx(starts[1] - starts[0]) for a, b in pairwise(starts))
    for row, line in zip(table.itertuples(), lines):
        date, label = drawn[f"date:{row.edtf}"], drawn[f"{row.event_id}:label"]
        assert line.get_ydata()[1] == pytest.approx(middle(date))
        assert line.get_xdata()[1] == pytest.approx(date.get_x() + date.get_width() / 2)
        assert label.get_text() == row.label and label.get_position()[1] == line.get_ydata()[0]
        assert label.get_position()[0] < line.get_xdata()[0] < line.get_xdata()[1]


@pytest.mark.parametrize("build", BUILDS)
def test_the_dates_stand_in_the_order_and_distance_of_their_years(telling, build):
    drawn, table = marks(telling.figure(build)), telling.table
    dates = table.drop_duplicates("edtf").sort_values(["not_before", "not_after"])
    tops = [drawn[f"date:{edtf}"] for edtf in dates["edtf"]]
    years = dates["not_before"].tolist()
    whole = [(mark.get_y(), year) for mark, year, after in zip(tops, years, dates["not_after"]) if after - year >= 1]
    scale = (whole[-1][0] - whole[0][0]) / (whole[-1][1] - whole[0][1])
    assert scale > 0 and all(y - whole[0][0] == pytest.approx((year - whole[0][1]) * scale) for y, year in whole)
    said = [drawn[f"when:{edtf}"] for edtf in dates["edtf"]]
    assert all(one.get_position()[1] < other.get_position()[1] for one, other in pairwise(said))
    assert all(edtf[:4] in one.get_text() for edtf, one in zip(dates["edtf"], said))


@pytest.mark.parametrize("build", BUILDS)
def test_the_two_lines_are_named_by_what_stands_on_them(telling, build):
    drawn = marks(telling.figure(build))
    line = drawn[f"{telling.table['event_id'].iloc[0]}:{telling.table['way'].iloc[0]}"]
    left, right = (drawn[f"head:{words}"].get_position()[0] for words in ("as told", "as dated"))
    assert list(line.get_xdata()) == [left, right]
    said = {gid: text for gid, text in texts(telling.figure(build)).items() if gid.startswith("head:")}
    assert all(gid == f"head:{text}" for gid, text in said.items())
    key = " ".join(text.get_text() for text in telling.figure(build).texts)
    assert "Left: the order told. Right: the years." in key


@pytest.mark.parametrize("build", BUILDS)
def test_the_words_of_the_key_look_like_the_lines_that_they_name(telling, build):
    drawn = marks(telling.figure(build))
    looks = {
        way: {
            (
                colour(drawn[f"{event}:{way}"]),
                drawn[f"{event}:{way}"].get_linewidth(),
                drawn[f"{event}:{way}"].is_dashed(),
            )
            for event in rows["event_id"]
        }
        for way, rows in telling.table.groupby("way")
    }
    assert all(len(look) == 1 for look in looks.values())
    looks = {way: look.pop() for way, look in looks.items()}
    for way in ("back", "frame"):
        assert colour(drawn[f"key:{way}"]) == looks[way][0]
    assert drawn["key:back"].get_text() == "Thick:" and looks["back"][1] > 2 * looks["on"][1]
    assert drawn["key:frame"].get_text() == "Dashed:"
    assert [looks[way][2] for way in ("on", "back", "frame")] == [False, False, True]
    assert looks["back"][0] not in (looks["on"][0], looks["frame"][0])


def test_the_claim_is_the_way_that_the_account_takes(telling):
    account = telling.table[telling.table["way"] != "frame"]
    on, back = (account.loc[account["way"] == way, "not_before"].astype(int) for way in ("on", "back"))
    assert telling.claim == (
        f"From {on.iloc[0]} the record moves on to {on.iloc[-1]}, then back to {back.drop_duplicates().item()}"
    )
    assert on.is_monotonic_increasing and back.max() < on.iloc[-1]
    for build in BUILDS:
        assert claim_of(telling.figure(build)) == telling.claim
        assert {f"{year}" for year in (on.iloc[0], back.iloc[0])} <= set(texts(telling.figure(build)).values())
    assert telling.alternative.count("back to ") == len(back)


def test_another_account_takes_its_own_way():
    def claim(*dates):
        return charts.told_and_happened(invented(*dates), TALK).claim

    assert claim("1915", "1901", "1911", "1903", "1902", "1915-04") == (
        "From 1901 the record moves on to 1911, then back to 1903 and to 1902"
    )
    assert claim("1901", "1911", "1915") == "The record tells what it dates in the order of the years"
    assert claim("1915-05", "1915-04") == "The record tells what it dates in the order of the years"


@pytest.mark.parametrize("build", BUILDS)
def test_no_words_meet_or_leave_the_sheet(timeline, telling, build):
    assert meeting(timeline.figure(build)) == []
    assert meeting(telling.figure(build)) == []
