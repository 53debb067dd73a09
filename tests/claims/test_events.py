"""Events: dated where the record dates them, ordered where it orders them, and never more."""

from math import inf

import pandas as pd
import pytest

from helpers.claims.events import EVENT_COLUMNS, bounded, check_order, order_links, read_events
from helpers.files.errors import CodingError
from helpers.text.dates import find_dates, time_span
from tests.shared import spoil

TOLD = time_span("1956-03-31")


@pytest.fixture(scope="module")
def events(edition):
    return read_events(edition.record.source, edition.actors, edition.utterances)


def toy(rows):
    """Events of an invented account: rows of (id, edtf, after, before)."""
    return pd.DataFrame(
        [(name, edtf, after, before, name, "s001", "x", "", "", "none", "x") for name, edtf, after, before in rows],
        columns=EVENT_COLUMNS,
    )


def test_each_evidence_stands_where_it_says(events, edition):
    for row in events.itertuples():
        assert " ".join(edition.record.source[row.start : row.end].split()) == row.evidence
    assert list(events["start"]) == sorted(events["start"]) or list(events["sentence_id"]) == sorted(
        events["sentence_id"]
    )


def test_a_year_in_the_table_stands_in_the_paragraph_or_in_the_header(events, edition):
    """No date comes from elsewhere: each year of an event is one that its paragraph up to it or, for March 1956, the
    header writes."""
    places = edition.utterances.set_index("sentence_id")
    for row in events[events["edtf"] != ""].itertuples():
        begins = edition.utterances.loc[
            edition.utterances["paragraph"] == places.loc[row.sentence_id, "paragraph"], "start"
        ].min()
        written = {
            date.edtf[:4]
            for date in find_dates(edition.record.source, begins, places.loc[row.sentence_id, "end"])
            if date.edtf
        }
        after = row.evidence.startswith("After ") and {str(int(year) + 1) for year in written}
        assert row.edtf[:4] in written | {"1956"} | (after or set()), row.event_id
        if row.edtf.startswith("1956"):
            assert "header" in row.reason or "Today" in row.evidence, row.event_id


@pytest.mark.parametrize(
    "words",
    [
        "death of V.I. Lenin",
        "Fourth Plenum",
        "7th Congress",
        "visit to the Soviet Union",
        "20th Congress of the CPSU",
        "dissolution of the Comintern",
    ],
)
def test_what_only_general_knowledge_dates_has_no_date(events, words):
    found = events[
        events["evidence"].str.contains(words, regex=False) & ~events["evidence"].str.contains("opening today")
    ]
    assert len(found) and set(found["edtf"]) == {""}


def test_negotiations_began_right_after_the_recognition(events):
    links = order_links(events)
    by_label = events.set_index("label")["event_id"]
    recognition, negotiations = by_label["India and England recognize the PRC"], by_label["Treaty negotiations begin"]
    assert (recognition, negotiations) in links
    assert (
        events.set_index("event_id").loc[recognition, "edtf"] == "1950-01"
        and events.set_index("event_id").loc[negotiations, "edtf"] == ""
    )


def test_an_undated_event_lies_between_the_dates_that_bound_it():
    found = bounded(
        toy(
            [
                ("a", "1926", "", ""),
                ("b", "", "a", "c"),
                ("c", "1930", "", ""),
                ("d", "", "c", ""),
                ("g", "", "", "c a2"),
                ("a2", "1935", "", ""),
                ("e", "", "f", ""),
                ("f", "1956-03-31", "", ""),
            ]
        ),
        TOLD,
    ).set_index("event_id")
    assert (found.loc["b", "not_before"], found.loc["b", "not_after"], found.loc["b", "step"]) == (1926, 1931, 1)
    assert (found.loc["d", "not_before"], found.loc["d", "not_after"]) == (1930, TOLD.latest)
    # Before two others: the earlier of them bounds it.
    assert found.loc["g", "not_after"] == 1931
    assert found.loc["e", "not_after"] == inf
    assert list(found.index[found["dated"]]) == ["a", "c", "a2", "f"]


def test_the_bounds_of_a_date_are_its_own(events):
    for row in bounded(events, TOLD).itertuples():
        if row.dated:
            assert row.not_before == time_span(row.edtf).earliest and row.not_after <= time_span(row.edtf).latest
        assert row.not_before <= row.not_after


def test_an_order_in_a_circle_is_refused():
    with pytest.raises(
        CodingError,
        match=r"events.csv: found an order that runs in a circle: .*; expected events from earlier to later",
    ):
        check_order("events.csv", toy([("a", "", "b", ""), ("b", "", "c", ""), ("c", "", "a", "")]))


def test_an_order_that_the_dates_contradict_is_refused():
    with pytest.raises(CodingError, match="found b before a, whose date is earlier"):
        check_order("events.csv", toy([("a", "1926", "b", ""), ("b", "1930", "", "")]))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",1926,,,", ",in 1926,,,", r"events.csv, line 9, column edtf: found the date 'in 1926'"),
        (
            "e01,1956-03-31,e05 e07,",
            "e01,1956-03-31,e05 e99,",
            r"events.csv, line 2, column after: found 'e99'; expected events of this table",
        ),
        (",negative,", ",bad,", r"events.csv, line \d+, column judgement: found 'bad'; expected one of negative"),
        ("e04,,,,", "e04,,,e04,", r"runs in a circle"),
        (
            ",yudin mao khrushchev,",
            ",yudin nobody khrushchev,",
            r"events.csv, line 2, column actors: found 'nobody'; expected actors",
        ),
        (
            "Today I visited Mao Zedong and gave",
            "Yesterday I visited Mao Zedong and gave",
            r"events.csv, line 2, column evidence: found",
        ),
    ],
)
def test_a_bad_event_is_refused(edition, coding, old, new, message):
    spoil(coding / "events.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_events(edition.record.source, edition.actors, edition.utterances, coding)


def test_an_event_that_is_neither_dated_nor_ordered_is_refused(edition, coding):
    path = coding / "events.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write("e99,,,,loose,s001,Today,,,none,x\n")
    with pytest.raises(
        CodingError,
        match="events.csv, line 84, column edtf: found ''; expected a date, or an event that it stands after or before",
    ):
        read_events(edition.record.source, edition.actors, edition.utterances, coding)
