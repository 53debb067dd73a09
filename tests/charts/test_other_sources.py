"""Other sources as drawn: each mark where its figure is, each name at its own row, each coloured word true, and claims
that the table bears out."""

import math
import re

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers.charts.other_sources import (
    between,
    dated,
    figure_in_words,
    over_time,
    said,
    share_in_words,
    tellings_chart,
)
from helpers.charts.style import COLUMN, PAGE, ROOM
from helpers.claims.losses import find_losses
from helpers.claims.other_sources import (
    compare_tellings,
    given_by_sources,
    name_sources,
    read_comparison,
    read_scopes,
    read_sources,
    read_tellings,
)
from helpers.files.errors import FigureError

BUILDS = [PAGE, ROOM, COLUMN]
LISTS = ["red-army-sources", "membership-sources"]
NAMES = {"velin": "Velin, 1910", "orlen": "Orlen, 1920", "record": "this record"}


@pytest.fixture(scope="module")
def frames(edition):
    """(given by claim, losses by series, tellings, names)."""
    comparison, sources, scopes = read_comparison(), read_sources(), read_scopes()
    counting = comparison[comparison["unit"].isin(["fighters", "members", "percent"])]["source_id"]
    lost = find_losses(edition.quantities).set_index("series", drop=False)
    given = {
        claim: given_by_sources(claim, comparison, sources, scopes) for claim in ("red_army_strength", "communists")
    }
    own = {"source_id": "record", "author": "P. F. Yudin", "written": "1956-03-31"}
    told = compare_tellings(read_tellings(), comparison, sources, lost, own)
    return given, lost, told, name_sources(sources[sources["source_id"].isin(counting)]) | {"record": "this record"}


@pytest.fixture(scope="module")
def charts(frames):
    given, lost, told, names = frames
    army, party = given["red_army_strength"], given["communists"]
    years = {"year": "1937", "room": "1927/1937"}
    return {
        "red-army-sources": over_time(army, lost.loc["red_army"], names, "red-army-sources", "Fighters"),
        "membership-sources": over_time(party, lost.loc["communists"], names, "membership-sources", "Members", **years),
        "tellings": tellings_chart(told, names),
    }


def by_gid(chart, build):
    """gid → what is drawn under it."""
    return {one.get_gid(): one for one in chart.figure(build).get_children() if one.get_gid()}


def texts(drawn):
    return {gid: one.get_text() for gid, one in drawn.items() if hasattr(one, "get_text")}


def colour(artist):
    """The colour of a text, a line or a patch; of a hollow one that of its edge."""
    if hasattr(artist, "get_facecolor"):
        white = to_hex(artist.get_facecolor()) == "#ffffff"
        return to_hex(artist.get_edgecolor() if white else artist.get_facecolor())
    return to_hex(artist.get_color())


def rows(drawn):
    """The rows of the table that are drawn, from the top: (index, height on the sheet)."""
    heights = {gid: one.get_position()[1] for gid, one in drawn.items() if re.fullmatch(r"\d+:(value|share)", gid)}
    return [(int(gid.split(":")[0]), y) for gid, y in sorted(heights.items(), key=lambda one: one[1])]


def mark_ends(drawn, row):
    """Where the mark of a row begins and ends: a dot has one place, an arrow begins at its bound."""
    if f"{row}:bounds" in drawn:
        bar = drawn[f"{row}:bounds"]
        return bar.get_x(), bar.get_x() + bar.get_width()
    if f"{row}:mark" in drawn:
        (x,) = drawn[f"{row}:mark"].get_xdata()
        return x, x
    return tuple(drawn[f"{row}:arrow"].get_xdata())


def middle(artist):
    """The height of a mark on the sheet."""
    if hasattr(artist, "get_ydata"):
        return artist.get_ydata()[0]
    return artist.get_y() + artist.get_height() / 2


# ---- the lists ----------------------------------------------------------------------------------


def scale_of(drawn, table):
    """A figure → its place, as the record's two lines and the ticks alone say it."""
    own = table[table["source_id"] == "record"].set_index("scope")["value"].astype(float)
    (first, last) = (drawn[f"record:{role}:line"].get_xdata()[0] for role in ("before", "after"))
    step = (first - last) / math.log10(own["before"] / own["after"])
    return lambda figure: last + step * math.log10(figure / own["after"])


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
@pytest.mark.parametrize("name", LISTS)
def test_every_figure_stands_where_the_records_lines_say_and_beside_its_own_words(charts, name, build):
    chart, drawn = charts[name], by_gid(charts[name], build)
    words, at = texts(drawn), scale_of(drawn, charts[name].table)
    for gid, text in words.items():
        if gid.startswith("tick:"):
            assert text.replace(",", "") == gid.removeprefix("tick:")
            assert drawn[gid].get_position()[0] == pytest.approx(at(int(gid.removeprefix("tick:"))))
    for row, y in rows(drawn):
        given = chart.table.loc[row]
        assert words[f"{row}:year"] == (dated(given["edtf"]) or "no year")
        assert (words[f"{row}:what"], words[f"{row}:who"]) == (said(given["label"]), given["who"])
        assert words[f"{row}:value"] == figure_in_words(given)
        kinds = [kind for kind in ("mark", "bounds", "arrow") if f"{row}:{kind}" in drawn]
        assert len(kinds) == 1 and middle(drawn[f"{row}:{kinds[0]}"]) == pytest.approx(y, abs=build.label)
        first, last = mark_ends(drawn, row)
        low, high = given["low"], given["high"]
        if pd.isna(high):
            assert first == pytest.approx(at(float(low))) and last > first
        elif pd.isna(low):
            assert first == pytest.approx(at(float(high))) and last < first
        else:
            assert (first, last) == pytest.approx((at(float(low)), at(float(high))))


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
@pytest.mark.parametrize("name", LISTS)
def test_the_rows_are_in_order_of_the_year_spoken_of_and_those_without_one_are_last(charts, name, build):
    table, order = charts[name].table, [row for row, _ in rows(by_gid(charts[name], build))]
    begun = table.loc[order, "earliest"] // 1
    dates = begun.dropna()
    assert list(dates) == sorted(dates) and len(order) == len(set(order))
    assert list(begun.isna()) == sorted(begun.isna()) and begun.isna().any()


def test_a_page_has_all_rows_and_a_room_those_that_the_source_line_names(charts):
    for name in LISTS:
        chart = charts[name]
        others = chart.table[chart.table["source_id"] != "record"]
        assert sorted(row for row, _ in rows(by_gid(chart, PAGE))) == list(others.index)
        for build in (ROOM, COLUMN):
            drawn = by_gid(chart, build)
            shown = others.loc[[row for row, _ in rows(drawn)]]
            source = " ".join(text for gid, text in texts(drawn).items() if gid.startswith("source:"))
            assert f"{len(shown)} of {len(others)} figures" in source and set(shown["extent"]) == {"whole"}
    left_out = charts["red-army-sources"].table.drop(shown_rows(charts["red-army-sources"], ROOM))
    assert set(left_out.loc[left_out["source_id"] != "record", "extent"]) == {"part"}
    shown = charts["membership-sources"].table.loc[shown_rows(charts["membership-sources"], ROOM)]
    assert shown["earliest"].dropna().between(1927, 1938).all() and shown["latest"].dropna().between(1927, 1938).all()


def shown_rows(chart, build):
    return [row for row, _ in rows(by_gid(chart, build))]


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
@pytest.mark.parametrize("name", LISTS)
def test_each_coloured_word_has_the_colour_of_what_it_names_and_parts_are_hollow(charts, name, build):
    chart, drawn = charts[name], by_gid(charts[name], build)
    word = {gid.removeprefix("key:"): colour(one) for gid, one in drawn.items() if gid.startswith("key:")}
    said_of = {gid: text for gid, text in texts(drawn).items() if gid.startswith("key:")}
    lines = {
        colour(drawn[f"record:{role}:{part}"]) for role in ("before", "after") for part in ("line", "head0", "head1")
    }
    assert said_of["key:record"] == "Lines:" and lines == {word["record"]} and word["record"] != word["whole"]
    hollow = {}
    for row in shown_rows(chart, build):
        extent = chart.table.loc[row, "extent"]
        for kind in ("mark", "bounds", "head"):
            if (mark := drawn.get(f"{row}:{kind}")) is not None:
                assert (colour(mark) if kind == "bounds" else to_hex(mark.get_markeredgecolor())) == word[extent]
                face = mark.get_facecolor() if kind == "bounds" else mark.get_markerfacecolor()
                hollow.setdefault(extent, set()).add(to_hex(face) == "#ffffff")
    assert hollow == {extent: {extent == "part"} for extent in hollow}
    assert said_of["key:whole"] == ("Filled:" if "part" in hollow else "Marks:")
    assert said_of.get("key:part") == ("hollow:" if "part" in hollow else None)


def test_the_records_lines_have_its_figures_and_years_and_are_dashed_without_a_year(charts, frames):
    _, lost, _, _ = frames
    for name, series in zip(LISTS, ("red_army", "communists")):
        for build in BUILDS:
            drawn = by_gid(charts[name], build)
            for role in ("before", "after"):
                edtf = lost.loc[series, f"{role}_edtf"]
                assert drawn[f"record:{role}:head0"].get_text() == f"{lost.loc[series, role]:,.0f}"
                assert drawn[f"record:{role}:head1"].get_text() == (dated(edtf) or "no year given")
                line = drawn[f"record:{role}:line"]
                assert (line.get_linestyle() == "-") == bool(edtf)
                # Through all rows.
                top, bottom = line.get_ydata()
                assert all(top < y < bottom for _, y in rows(drawn))


def test_the_army_is_given_for_1929_by_nobody_else_and_the_rows_of_the_claim_are_bold(charts):
    chart = charts["red-army-sources"]
    others = chart.table[chart.table["source_id"] != "record"]
    assert not ((others["earliest"] < 1930) & (others["latest"] > 1929) & (others["value"] == 300_000)).any()
    same = others[others["value"].eq(300_000).fillna(False)]
    assert len(same) == 2 and set(same["edtf"]) == {""} and same["who"].str.startswith("Mao,").all()
    assert chart.claim == "No other source here has a figure for 1929; Mao has 300,000 twice, undated"
    bold = {gid for gid, one in by_gid(chart, ROOM).items() if gid.endswith(":value") and one.get_fontweight() == 600}
    assert bold == {f"{row}:value" for row in same.index}


def test_the_party_has_more_in_1937_in_every_source_that_gives_a_figure(charts):
    chart = charts["membership-sources"]
    of_year = chart.table[chart.table["edtf"] == "1937"]
    assert len(of_year) == 2 and (of_year["low"] > 26_000).all()
    assert chart.claim == "The record’s 26,000, undated, lies below both figures given for 1937"
    bold = {gid for gid, one in by_gid(chart, ROOM).items() if gid.endswith(":value") and one.get_fontweight() == 600}
    assert bold == {f"{row}:value" for row in of_year.index}


def test_what_the_alternative_text_says_stands_in_the_table(charts):
    for name in LISTS:
        chart = charts[name]
        told = chart.alternative.split(". ", 1)[1].removesuffix(".").split("; ")
        assert len(told) == len(chart.table)
        for words, row in zip(told, chart.table.itertuples()):
            year = dated(row.edtf) or "no year given"
            assert words == f"{year}: {figure_in_words(row)}, {row.label} ({row.who})"


# ---- invented sources ---------------------------------------------------------------------------


def ships(*given, **columns):
    """Figures of an invented fleet: rows of (source, edtf, value, low, high)."""
    frame = pd.DataFrame(given, columns=["source_id", "edtf", "value", "low", "high"])
    years = [float(edtf[:4]) if edtf else float("nan") for edtf in frame["edtf"]]
    extra = {"approximate": False, "unit": "ships", "scope": "fleet", "extent": "whole", "label": "whole fleet"}
    frame = frame.assign(earliest=years, latest=[year + 1 for year in years], author="", kind="primary", **extra)
    return frame.assign(**columns)


FLEET = pd.Series({"before": 400.0, "before_edtf": "1911", "after": 100.0, "after_edtf": "", "unit": "ships"})


@pytest.mark.parametrize(
    ("given", "claim"),
    [
        ([("velin", "1911", 300, 300, 300)], "No other source here has 400 for 1911, or 400 at all"),
        ([("velin", "1911", 400, 400, 400)], "Of 1 figures in other sources 1 have 400 for 1911, too"),
        ([("velin", "", 400, 400, 400)], "No other source here has a figure for 1911; Velin has 400 once, undated"),
        (
            [("velin", "1913", 400, 400, 400), ("orlen", "", 400, 400, 400)],
            "No other source here has a figure for 1911; 2 others have 400 twice, for another year or none",
        ),
    ],
)
def test_the_claim_follows_the_table(given, claim):
    chart = over_time(ships(*given), FLEET, NAMES, "ships", "Ships")
    assert chart.claim == claim
    for build in BUILDS:
        assert len(rows(by_gid(chart, build))) == len(given)


def test_a_figure_that_is_not_above_the_records_turns_the_claim_down():
    undated = FLEET.replace("1911", "")
    above = over_time(ships(("velin", "1915", 120, 120, 120)), undated, NAMES, "ships", "Ships", year="1915")
    assert above.claim == "The record’s 100, undated, lies below the one figure given for 1915"
    for low, high in ((90, 90), (None, 120)):
        given = ships(("velin", "1915", high, low, high))
        with pytest.raises(FigureError, match="figure ships: found .* as the lowest of 1915; expected a table"):
            over_time(given, undated, NAMES, "ships", "Ships", year="1915")


def test_a_source_without_a_name_and_a_scope_without_an_extent_are_refused():
    with pytest.raises(FigureError, match="figure ships: found no name for 'stranger'"):
        over_time(ships(("stranger", "1911", 300, 300, 300)), FLEET, NAMES, "ships", "Ships")
    with pytest.raises(FigureError, match="figure ships: found 'fleet' with no extent; expected it in scopes.csv"):
        over_time(ships(("velin", "1911", 300, 300, 300), extent=None), FLEET, NAMES, "ships", "Ships")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1911", "1911"),
        ("1911-05", "May 1911"),
        ("1911-12-30", "Dec. 1911"),
        ("1911/1913", "1911–13"),
        ("1911-01/1911-06-02", "1911"),
        ("1911~", "about 1911"),
        ("1911/..", "from 1911"),
        ("", ""),
    ],
)
def test_a_date_is_said_in_words(edtf, words):
    assert dated(edtf) == words


# ---- the same loss, told again ------------------------------------------------------------------


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_every_telling_stands_on_the_scale_with_its_own_words(charts, build):
    chart, drawn = charts["tellings"], by_gid(charts["tellings"], build)
    words, table = texts(drawn), charts["tellings"].table
    ticks = {int(gid.removeprefix("tick:")): drawn[gid] for gid in drawn if gid.startswith("tick:")}
    assert {number: one.get_text() for number, one in ticks.items()} == {number: str(number) for number in ticks}
    (low, left), (high, right) = sorted((number, one.get_position()[0]) for number, one in ticks.items())

    def at(share):
        return left + (float(share) - low) / (high - low) * (right - left)

    order = shown_rows(chart, build)
    assert order == sorted(order)
    shares = table[["remaining_low", "remaining_high"]].notna().any(axis=1)
    assert order == list(table.index if build is PAGE else table.index[shares])
    for row in order:
        given = table.loc[row]
        if not shares[row]:
            assert words[f"{row}:share"] == "no share given" and f"{row}:mark" not in drawn
            continue
        assert words[f"{row}:share"] == share_in_words(given)
        if pd.notna(given["remaining"]):
            assert drawn[f"{row}:mark"].get_xdata()[0] == pytest.approx(at(given["remaining"]))
            ends = at(given["remaining_low"]), at(given["remaining_high"])
            assert mark_ends(drawn, row) == pytest.approx(ends)
        else:
            bound, tip = mark_ends(drawn, row)
            up = pd.isna(given["remaining_high"])
            assert bound == pytest.approx(at(given["remaining_low"] if up else given["remaining_high"]))
            assert (tip > bound) == up


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_each_telling_is_named_once_and_says_what_fell_from_what_to_what(charts, build):
    chart, drawn = charts["tellings"], by_gid(charts["tellings"], build)
    words, before = texts(drawn), None
    for row in shown_rows(chart, build):
        given = chart.table.loc[row]
        named = [words.get(f"{row}:written"), words.get(f"{row}:who")]
        first = given["source_id"] != before
        assert named == ([dated(given["written"]), given["who"]] if first else [None, None])
        what = " ".join(words[gid] for gid in sorted(words) if re.fullmatch(rf"{row}:what\d", gid))
        expected = {"red_army": "army", "communists": "party", "soviet_territory": "territory"}
        assert what == expected.get(given["subject"], given["scope"])
        told, before = words[f"{row}:told"], given["source_id"]
        if pd.notna(given["before"]) and pd.notna(given["after"]):
            assert told == f"{given['before']:,.0f} → {given['after']:,.0f}"
        elif pd.notna(given["remaining"]):
            assert told == f"{100 - given['remaining']:g}% lost"
    if build is PAGE:
        by = {(one.source_id, one.subject): words[f"{one.Index}:told"] for one in chart.table.itertuples()}
        assert by["mao-1936", "red_army"] == "300,000 → tens of thousands"
        assert by["mao-1945", "communists"] == "at most 300,000 → not noted"
        assert by["mao-1944", "communists"] == "not noted → 40,000"
        assert by["mao-1936", "soviet_territory"] == "in words, no number"
        assert (
            by["mikoyan-1949", "together"] == "at most 90% lost"
            and by["mao-1956-08", "together"] == "at least 90% lost"
        )


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_the_record_among_the_tellings_has_the_colour_and_the_shape_that_the_key_names(charts, build):
    chart, drawn = charts["tellings"], by_gid(charts["tellings"], build)
    looks = {}
    for row in shown_rows(chart, build):
        term = "record" if chart.table.loc[row, "source_id"] == "record" else "others"
        for kind in ("mark", "bounds", "head", "arrow"):
            if f"{row}:{kind}" in drawn:
                assert colour(drawn[f"{row}:{kind}"]) == colour(drawn[f"key:{term}"])
        if f"{row}:mark" in drawn:
            looks.setdefault(term, set()).add(drawn[f"{row}:mark"].get_marker())
    assert looks == {"record": {"D"}, "others": {"o"}}
    assert (drawn["key:record"].get_text(), drawn["key:others"].get_text()) == ("diamonds:", "Dots:")
    assert colour(drawn["key:record"]) != colour(drawn["key:others"])


def test_all_other_shares_leave_ten_of_a_hundred_open_and_only_the_territory_of_the_record_does_not(charts):
    chart = charts["tellings"]
    shares = chart.table[chart.table[["remaining_low", "remaining_high"]].notna().any(axis=1)]
    open_to_ten = shares["remaining_low"].fillna(0).le(10) & shares["remaining_high"].fillna(100).ge(10)
    alone = shares[~open_to_ten]
    assert alone[["source_id", "subject", "remaining"]].to_numpy().tolist() == [["record", "soviet_territory", 1.0]]
    number = shares.loc[shares["source_id"] != "record", "source_id"].nunique()
    begun, alone_words = chart.claim.split("; ")
    assert begun == f"{number} other tellings leave room for 10 of a hundred left"
    assert alone_words == "the number 1, for the territory, is this record’s alone"
    for build in (PAGE, ROOM):
        drawn = by_gid(chart, build)
        line = drawn["common:line"].get_xdata()[0]
        assert drawn["common:words"].get_text() == "10 of a hundred"
        for row in shares.index:
            first, last = sorted(mark_ends(drawn, row))
            assert (first - 0.01 <= line <= last + 0.01) == (row not in alone.index)


def test_the_alternative_text_has_every_telling_with_its_share(charts):
    chart = charts["tellings"]
    told = chart.alternative.split(": ", 1)[1].removesuffix(".").split("; ")
    assert len(told) == len(chart.table)
    for words, row in zip(told, chart.table.itertuples()):
        assert words.startswith(f"{dated(row.written)}, {row.who}, ")
        share = between(row.remaining_low, row.remaining_high, "{:g}")
        assert (f": {share} of a hundred (" in words) == bool(share)


def tellings(*told):
    """Tellings of an invented loss: rows of (source, subject, remaining, low, high)."""
    frame = pd.DataFrame(told, columns=["source_id", "subject", "remaining", "remaining_low", "remaining_high"])
    counts = ["before", "before_low", "before_high", "after", "after_low", "after_high"]
    return frame.assign(written="1911", scope="all ships", how="given", **dict.fromkeys(counts))


@pytest.mark.parametrize(
    ("told", "claim"),
    [
        ([("record", "fleet", 20, 15, 25)], "No other telling here gives a share of what was left"),
        (
            [("velin", "fleet", 20, 15, 25), ("record", "fleet", 22, 18, 26)],
            "One other telling leaves room for 20 of a hundred left, as in the record",
        ),
        (
            [("velin", "fleet", 20, 15, 25), ("orlen", "fleet", 50, 45, 55), ("record", "fleet", 22, 18, 26)],
            "2 other tellings differ: what was left of a hundred goes from 25 to 45",
        ),
    ],
)
def test_the_claim_about_tellings_follows_the_table(told, claim):
    chart = tellings_chart(tellings(*told), NAMES)
    assert chart.claim == claim
    assert len(rows(by_gid(chart, PAGE))) == len(rows(by_gid(chart, ROOM))) == len(told)


def test_tellings_without_the_record_and_a_telling_without_a_name_are_refused():
    with pytest.raises(FigureError, match="found no telling of the record"):
        tellings_chart(tellings(("velin", "fleet", 20, 15, 25)), NAMES)
    with pytest.raises(FigureError, match="found no name for 'stranger'"):
        tellings_chart(tellings(("stranger", "fleet", 20, 15, 25), ("record", "fleet", 20, 15, 25)), NAMES)
