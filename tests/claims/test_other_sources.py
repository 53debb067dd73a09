"""Other sources: what they give is read as it is bounded, refused where it is broken, and compared without
overreach."""

import pandas as pd
import pytest

from helpers.claims.losses import find_losses
from helpers.claims.other_sources import (
    CONFLICT_COLUMNS,
    KEY,
    bounds,
    compare_tellings,
    conflict_table,
    given_by_sources,
    name_sources,
    read_comparison,
    read_conflicts,
    read_scopes,
    read_sources,
    read_tellings,
)
from helpers.files.coding import read_coding
from helpers.files.errors import CodingError
from helpers.text.dates import find_dates, time_span
from tests.shared import spoil

OWN = {"source_id": "record", "author": "P. F. Yudin", "written": "1956-03-31"}


@pytest.fixture(scope="module")
def told(edition):
    return compare_tellings(read_tellings(), read_comparison(), read_sources(), find_losses(edition.quantities), OWN)


# ---- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "approximate"),
    [
        ("1934", 1934, 1935, False),
        ("1934~", 1934, 1935, True),
        ("1934/1935", 1934, 1936, False),
        ("1935~/1936~", 1935, 1937, True),
        ("1930-12", 1930.9151, 1931, False),
        ("1945/..", 1945, float("inf"), False),
        ("1948-02-29", 1948.1612, 1948.1639, False),
    ],
)
def test_what_a_date_spans(edtf, earliest, latest, approximate):
    assert time_span(edtf) == (earliest, latest, approximate)


@pytest.mark.parametrize("broken", ["about 1934", "1934-13", "1950-02-31", "34", "1936/1935"])
def test_what_is_no_date_is_refused(broken):
    with pytest.raises(ValueError, match="found the date .*; expected"):
        time_span(broken)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 31 February 1956 it", ""),
        ("on 29 February 1955 it", ""),
        ("on 29 February 1956 it", "1956-02-29"),
        ("on 30 March it", ""),
        ("by 1934-35 it", "1934/1935"),
        ("by 1935-34 it", ""),
    ],
)
def test_a_day_that_no_calendar_has_gets_no_edtf(text, edtf):
    (found,) = find_dates(text, 0, len(text))
    assert found.edtf == edtf


def test_every_date_found_in_the_record_is_edtf_for_the_library(edition):
    source = edition.record.source
    found = [one.edtf for one in find_dates(source, 0, len(source)) if one.edtf]
    assert len(found) > 10
    for edtf in found:
        assert 1900 < time_span(edtf).earliest < time_span(edtf).latest < 2000


# ---- bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        (
            "comparison",
            ",1930-12,",
            ",about 1930,",
            r"comparison.csv, line 4, column edtf: found the date 'about 1930'; expected EDTF",
        ),
        (
            "comparison",
            ",mao-1928,",
            ",mao-1929,",
            r"comparison.csv, line 2, column source_id: found 'mao-1929'; expected a source of sources.csv",
        ),
        (
            "comparison",
            ",30000,30000,39999,",
            ",30000,39999,30000,",
            "comparison.csv, line 5, column value_low: found '39999, 30000, 30000'; "
            "expected value_low, value, value_high in rising order",
        ),
        (
            "comparison",
            ",5000,,,fighters,",
            ",5000,,,divisions,",
            r"comparison.csv, line 2, column unit: found 'divisions'; expected one of fighters",
        ),
        (
            "comparison",
            ",5000,,,fighters,",
            ",5k,,,fighters,",
            r"comparison.csv, line 2, column value: found '5k'; expected a number",
        ),
        (
            "comparison",
            ",5000,,,fighters,",
            ",-5000,,,fighters,",
            r"comparison.csv, line 2, column value: found '-5000'; expected a number",
        ),
        (
            "comparison",
            ",other_year,winter",
            ",some_year,winter",
            r"comparison.csv, line 2, column relation: found 'some_year'; expected one of",
        ),
        (
            "sources",
            "\nmao-1928,Mao Zedong,The Struggle in the Jinggang Mountains (井冈山的斗争),1928-11-25",
            "\nmao-1928,Mao Zedong,The Struggle in the Jinggang Mountains (井冈山的斗争),25.11.1928",
            r"sources.csv, line 2, column written: found the date '25.11.1928'",
        ),
        (
            "sources",
            ',primary,"report by',
            ',rumour,"report by',
            r"sources.csv, line 2, column kind: found 'rumour'; expected one of primary",
        ),
        (
            "tellings",
            "\nred_army_strength,,mao-1936,",
            "\nred_army_strength,1933~,mao-1936,",
            r"tellings.csv, line 2, column claim \+ edtf \+ source_id \+ scope: "
            r"found 'red_army_strength \+ 1933~ .*expected a row of comparison.csv",
        ),
        (
            "tellings",
            ",red_army,before,",
            ",navy,before,",
            r"tellings.csv, line 2, column subject: found 'navy'; expected a series",
        ),
        ("tellings", ",red_army,before,", ",red_army,earlier,", r"tellings.csv, line 2, column role: found 'earlier'"),
        (
            "conflicts",
            ',silent,"The same',
            ',refutes,"The same',
            r"conflicts.csv, line 2, column verdict: found 'refutes'; expected one of agrees",
        ),
        (
            "conflicts",
            ',s024,"which in 1929',
            ',s025,"which in 1929',
            r"conflicts.csv, line 2, column evidence: found 'which in 1929",
        ),
        (
            "conflicts",
            "which in 1929 was comprised of 300,000 fighters",
            "which in 1930 was comprised of 300,000 fighters",
            r"conflicts.csv, line 2, column evidence: found 'which in 1930",
        ),
        (
            "scopes",
            ",part,one army",
            ",half,one army",
            r"scopes.csv, line 2, column extent: found 'half'; expected whole or part",
        ),
        (
            "source_names",
            "mikoyan-1949,",
            "mikoyan-1959,",
            r"source_names.csv, line 2, column source_id: found 'mikoyan-1959'; expected a source of sources.csv",
        ),
        (
            "source_names",
            "\nmao-khrushchev-1958,",
            "\nmikoyan-1949,",
            r"source_names.csv, line 3, column source_id: found 'mikoyan-1949'; expected a key",
        ),
        (
            "source_names",
            ",Mao to Mikoyan,",
            ",,",
            r"source_names.csv, line 2, column short: found ''; expected a name",
        ),
    ],
)
def test_a_bad_row_is_refused_by_file_line_and_value(edition, coding, table, old, new, message):
    spoil(coding / f"{table}.csv", old, new)
    with pytest.raises(CodingError, match=message):
        (
            read_tellings(coding),
            read_scopes(coding),
            read_conflicts(edition.utterances, coding),
            name_sources(read_sources(coding).head(1), coding),
        )


def test_a_claim_that_nobody_makes_is_refused():
    with pytest.raises(ValueError, match="found no row for the claim 'navy'; expected one of red_army_strength"):
        given_by_sources("navy", read_comparison(), read_sources(), read_scopes())


# ---- who says so --------------------------------------------------------------------------------


def test_sources_are_called_by_family_name_and_year_as_people_say():
    sources = read_sources()
    counting = read_comparison().query("unit in ('fighters', 'members', 'percent')")["source_id"]
    names = name_sources(sources[sources["source_id"].isin(counting)])
    assert names["mao-1936"] == "Mao, 1936" and names["snow-1937"] == "Snow, 1937"
    assert names["snow-note-1936"] == "Snow's note" and names["mao-yudin-1958"] == "Mao to Yudin, 1958"
    # Two of one man and year are told apart by the month; who is not dated has no year.
    assert (names["mao-1956-07-14"], names["mao-1956-08"]) == ("Mao, July 1956", "Mao, August 1956")
    assert names["andersson"] == "Andersson"
    assert len(set(names.values())) == len(names) == counting.nunique()


@pytest.mark.parametrize("author", ["", "Velin, relaying Orlen", "Velin; Orlen"])
def test_a_source_whose_author_is_no_single_name_is_refused_by_its_id(author):
    source = pd.DataFrame({"source_id": ["diary"], "author": author, "written": "1701"})
    with pytest.raises(CodingError, match=r"source_names.csv: found no row for diary and the author"):
        name_sources(source)


# ---- what is bounded ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (5, None, None, (5, 5)),
        (5, 5, None, (5, None)),
        (5, None, 5, (None, 5)),
        (None, 5, None, (5, None)),
        (None, None, 5, (None, 5)),
        (5, 5, 9, (5, 9)),
        (None, 3, 9, (3, 9)),
        (5, 3, None, (3, None)),
    ],
)
def test_what_a_figure_leaves_open(value, low, high, expected):
    frame = pd.DataFrame({"value": [value], "value_low": [low], "value_high": [high]}).astype("Float64")
    found = bounds(frame).iloc[0]
    assert tuple(None if pd.isna(found[end]) else found[end] for end in ("low", "high")) == expected


def test_every_row_has_a_place_in_the_series_and_a_scope_that_is_explained():
    comparison, sources, scopes = read_comparison(), read_sources(), read_scopes()
    for claim in ("red_army_strength", "communists"):
        found = given_by_sources(claim, comparison, sources, scopes)
        assert len(found) == (comparison["claim"] == claim).sum()
        dated = found["earliest"].dropna()
        assert found["extent"].notna().all() and list(dated) == sorted(dated)
        # What has no date stands last, and nothing else does.
        assert list(found["earliest"].isna()) == list(found["edtf"] == "") == sorted(found["edtf"] == "")


def test_one_army_is_not_taken_for_the_whole():
    army = given_by_sources("red_army_strength", read_comparison(), read_sources(), read_scopes()).set_index(
        ["source_id", "edtf"]
    )
    assert army.loc[("mao-1928", "1928-11-25"), "extent"] == "part"
    assert army.loc[("mao-1936", "1930-12"), "extent"] == "part"
    assert set(army.loc[[("mao-1936", "")], "extent"]) == {"whole"}
    in_1971 = army.loc[[("mao-tour-1971", "")]].set_index("value")["extent"]
    assert (in_1971[300_000], in_1971[25_000], in_1971[8_000]) == ("whole", "whole", "part")


def test_no_year_is_given_to_a_figure_whose_sentence_has_none():
    """Mao of 1936, of August 1956 and of 1971, and Mikoyan's note, name no year beside their losses."""
    comparison = read_comparison()
    losses = comparison[comparison["claim"].isin(["losses_percent", "red_army_strength", "communists"])]
    for source in ("mao-1956-08", "mikoyan-1949", "mao-tour-1971", "mao-1956-07-14"):
        assert set(losses.loc[losses["source_id"] == source, "edtf"]) == {""}
    of_1936 = losses[(losses["source_id"] == "mao-1936") & ~losses["scope"].str.contains("Jiangxi")]
    assert len(of_1936) == 5 and set(of_1936["edtf"]) == {""}


# ---- the same loss, told again ------------------------------------------------------------------


def test_the_tellings_stand_in_the_order_in_which_they_were_told(told):
    assert list(told["source_id"].drop_duplicates()) == [
        "mao-1936",
        "mao-1944",
        "mao-1945",
        "mao-1948",
        "mikoyan-1949",
        "record",
        "mao-1956-07-14",
        "mao-1956-08",
        "mao-yugoslavs-wenji",
        "mao-yudin-1958",
        "mao-khrushchev-1958",
        "mao-tour-1971",
    ]


def test_in_1948_the_party_falls_from_300000_to_40000(told):
    party = told.set_index(["source_id", "subject"]).loc[("mao-1948", "communists")]
    assert (party["before"], party["after"], party["remaining"], party["how"]) == (300_000, 40_000, 13.3, "computed")
    assert (party["remaining_low"], party["remaining_high"]) == (10, 18)


def test_in_1971_the_army_falls_from_300000_to_25000_as_in_the_record(told):
    by = told.set_index(["source_id", "subject"])
    assert by.loc[("mao-tour-1971", "red_army"), ["before", "after"]].tolist() == [300_000, 25_000]
    assert by.loc[("record", "red_army"), ["before", "after"]].tolist() == [300_000, 25_000]


def test_up_to_nine_tenths_lost_leaves_at_least_a_tenth(told):
    row = told.set_index(["source_id", "subject"]).loc[("mikoyan-1949", "together")]
    assert row["remaining_low"] == 10 and pd.isna(row["remaining_high"])
    # "Several tens of thousands" is a wording, not a number: no share is computed from it.
    assert told.set_index(["source_id", "subject"]).loc[("mao-1936", "red_army"), "how"] == ""
    later = told.set_index(["source_id", "subject"]).loc[("mao-1956-08", "together")]
    assert later["remaining_high"] == 10 and pd.isna(later["remaining_low"])


def test_no_share_is_computed_where_a_telling_gives_only_one_end(told):
    bare = told[(told["how"] == "")]
    assert bare["remaining_low"].isna().all() and bare["remaining_high"].isna().all()
    assert ("mao-1944", "communists") in set(zip(bare["source_id"], bare["subject"]))


def test_the_record_has_its_own_three_rows_with_its_own_figures(told, edition):
    own = told[told["source_id"] == "record"].set_index("subject")
    lost = find_losses(edition.quantities).set_index("series")
    assert set(own.index) == set(lost.index)
    for name, row in lost.iterrows():
        assert own.loc[name, "remaining"] == row["remaining_percent"]


# ---- conflicts ----------------------------------------------------------------------------------


def test_the_conflicts_that_a_historian_looks_for_are_there(edition):
    verdicts = read_conflicts(edition.utterances).groupby("conflict")["verdict"].agg(set)
    assert verdicts["army_peak_year"] == {"differs", "silent", "not_comparable"}
    assert verdicts["party_peak"] == {"agrees"} and verdicts["mediation"] == {"differs"}
    # The month of the British note is right; that the note came after Stalin's consent is another matter.
    assert verdicts["recognition_cause"] == {"compatible"} and "conflicts" in verdicts["mif_and_wang"]
    assert verdicts["party_low"] == {"differs", "compatible"}
    assert verdicts["india"] == {"differs"} and verdicts["uk"] == {"agrees"}
    assert verdicts["chongqing"] == {"silent"}
    assert {"share_lost", "fourth_plenum"} <= set(verdicts.index)


def test_every_comparison_row_marked_as_conflicting_is_discussed(edition):
    discussed = set(read_conflicts(edition.utterances)[KEY].itertuples(index=False, name=None))
    comparison = read_comparison()
    conflicting = comparison.loc[comparison["relation"] == "conflicts", KEY]
    assert set(conflicting.itertuples(index=False, name=None)) <= discussed


def test_the_conflict_table_loses_no_row_and_gives_both_sides(edition):
    conflicts = read_coding("conflicts", CONFLICT_COLUMNS)
    table = conflict_table(conflicts, read_comparison(), read_sources())
    assert len(table) == len(conflicts)
    for column in ("record", "source", "gives", "reason"):
        assert (table[column].str.len() > 5).all()


def test_the_relation_of_a_comparison_does_not_contradict_the_verdict_of_its_conflict(edition):
    """A source that is silent is in no conflict, and what differs is not the same figure but for its year."""
    relations = read_comparison().set_index(KEY)["relation"]
    for row in read_conflicts(edition.utterances).itertuples():
        relation = relations[tuple(getattr(row, column) for column in KEY)]
        assert (row.verdict != "conflicts") or relation == "conflicts", row
        assert (row.verdict in ("conflicts", "differs")) or relation != "conflicts", row
        assert (row.verdict not in ("differs", "conflicts")) or relation != "same_claim_same_figure", row


def test_snows_page_has_the_peak_apart_from_what_was_left():
    """The 230,000 of the comment are the strength before the losses; the 40,000 to 50,000 are Zhou's estimate."""
    army = read_comparison().query("claim == 'red_army_strength'").set_index(["source_id", "scope"])
    assert army.loc[("snow-1967", "three armies, peak"), "value"] == 230_000
    of_zhou = army.loc[("snow-note-1936", "Second and Fourth Front Armies")]
    assert (of_zhou["value_low"], of_zhou["value_high"]) == (40_000, 50_000)
    own = army.loc[("snow-note-1936", "three armies on reaching Sichuan"), "note"]
    assert "Zhou" in of_zhou["note"] and own.startswith("Snow's own sum")
