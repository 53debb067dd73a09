"""Draw events in time: those that the record dates, and the order in which it tells them against that of the years."""

from math import inf, isinf
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.sheet import LEADING, SEMIBOLD, Sheet, Word
from helpers.charts.spread import spread
from helpers.charts.style import FAINT, GREY, INK, PALE, RECORD, RECORD_OF, ROOM, Build, Chart, claimed
from helpers.files.errors import FigureError
from helpers.text.dates import TimeSpan, date_in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

EVENT_TABLE = [
    "event_id", "edtf", "label", "sentence_id", "start", "end", "judged", "judgement", "not_before", "not_after",
    "step",
]  # fmt: skip
# What a row of the timeline is: an event, or the longest stretch without one.
DATED, SILENT = "dated", "silent"
# How an event is told: after one that is not later; after one that is later; or as part of the time of the talk.
ON, BACK, FRAME = "on", "back", "frame"
# How it looks; widths as in a room.
LOOKS = {
    ON: {"color": GREY, "linewidth": 1.1},
    BACK: {"color": RECORD, "linewidth": 3.2},
    FRAME: {"color": GREY, "linewidth": 1.1, "linestyle": (0, (2, 3))},
}
TOLD_KEY = (
    "Left: the order told. Right: the years.",
    Word("Thick:", RECORD, BACK),
    "told after something later, the year of the talk aside.",
    Word("Dashed:", GREY, FRAME),
    "of the year of the talk.",
)
LEAST = 4  # years that an axis spans, so that a single bar leaves room for its label
STEPS = (1, 2, 5, 10, 20, 50, 100)  # years from tick to tick


def dated_events(events: pd.DataFrame) -> Chart:
    """Draw the events that the record dates on an axis of years, one row an event, the earliest first.

    events: from ``claims.bounded``. A bar is as long as its date: a year where only the year is given; a day is a
    mark. An arrow is a date whose end is not given. The claim counts the events that are dated and names the longest
    stretch of years without one, if there is one, which has a row of its own. The chart's table: the dated events with
    the columns of EVENT_TABLE; not_before and not_after in years with decimals, infinite where open. Raises FigureError
    where no event is dated, or a dated one has no label.

    >>> import pandas as pd
    >>> from helpers import charts, claims, text
    >>> events = claims.bounded(pd.DataFrame({
    ...     "event_id": ["e1", "e2", "e3"], "edtf": ["1911", "", "1914-05"], "after": ["", "e1", ""], "before": "",
    ...     "label": ["Orlen sails", "Velin follows", "a feast"], "sentence_id": ["a1", "a2", "a3"],
    ...     "start": [50, 90, 130], "end": [80, 120, 160], "judged": "", "judgement": "none",
    ... }), told=text.time_span("1915-05-03"))
    >>> chart = charts.dated_events(events)
    >>> chart.claim, len(chart.table)
    ('The record dates 2 of its 3 events, none between 1911 and 1914', 2)
    >>> chart.alternative.partition("latest. ")[2]
    '1911: Orlen sails; May 1914: a feast.'
    """
    dated = labelled("dated-events", events)
    dated = dated.sort_values(["not_before", "not_after", "event_id"], ignore_index=True)
    gap = longest_gap(dated)
    claim = f"The record dates {len(dated)} of its {len(events)} events"
    if gap:
        claim += f", none between {gap[0] - 1} and {gap[1]}"
    key = [
        "A row an event.",
        Word("Bar:", RECORD, DATED),
        "its date; a wide bar has the year alone, which leaves the day open.",
    ]
    source = (
        f"Source: {RECORD_OF}; no date is taken from elsewhere. "
        f"n = {len(events)} events, {len(events) - len(dated)} of them only ordered."
    )

    def draw(build: Build) -> "Figure":
        rows = len(dated) + bool(gap)
        sheet = Sheet(build, claim, key, source, (rows + 1.6) * build.small * 1.55)
        body = sheet.body
        tall = body.height / (rows + 1.6)
        years, across = axis(dated, body.left + sheet.small, body.right - sheet.small)
        foot = body.bottom - 1.4 * tall
        sheet.line([body.left, body.right], [foot, foot], color=FAINT)
        for year in years:
            sheet.line([across(year)] * 2, [foot, foot + 0.25 * tall], color=FAINT)
            sheet.text(
                across(year), foot + 0.85 * tall, f"{year}", size=sheet.small, colour=GREY, ha="center",
                gid=f"year:{year}",
            )  # fmt: skip
        y, leftwards = body.top + tall / 2, False
        begun = list(dated["not_before"] >= gap[1]).index(True) if gap else None
        for row in dated.itertuples():
            if row.Index == begun:
                draw_gap(sheet, gap, across, y, tall)
                y += tall
            # Once a label has no room at the right, those of the rows below stand at the left, too.
            leftwards = draw_dated(sheet, row, across, y, tall, leftwards)
            y += tall
        return sheet.figure

    told = "; ".join(f"{date_in_words(row.edtf)}: {row.label}" for row in dated.itertuples())
    return Chart(
        "dated-events",
        claim,
        draw,
        dated[EVENT_TABLE],
        caption=f"The events that the record dates, on an axis of years: {len(dated)} of {len(events)}.",
        alternative=f"A timeline of rows from the earliest to the latest. {told}.",
        source=source,
    )


def labelled(name: str, events: pd.DataFrame) -> pd.DataFrame:
    """Return the dated events; refuse them where there are none, or one has no words to stand in the drawing."""
    dated = events[events["dated"]]
    if dated.empty:
        raise FigureError(f"figure {name}: found no dated event among {len(events)}; expected one at least")
    unnamed = dated.loc[dated["label"].str.strip() == "", "event_id"]
    if len(unnamed):
        raise FigureError(f"figure {name}: found no label for {unnamed.iloc[0]}; expected one for each event")
    return dated


def longest_gap(dated: pd.DataFrame) -> tuple[int, int] | None:
    """Return the longest stretch of whole years without an event, (first year, year after the last), or None.

    dated: with not_before and not_after, the earliest first. Of two that are equal the earlier one. What comes after a
    date without an end is no gap.
    """
    longest, known = None, inf
    for row in dated.itertuples():
        first, after = (0, 0) if isinf(known) else (-int(-known // 1), int(row.not_before))
        if after - first > (longest[1] - longest[0] if longest else 0):
            longest = (first, after)
        known = row.not_after if isinf(known) and row.Index == 0 else max(known, row.not_after)
    return longest


def axis(dated: pd.DataFrame, left: float, right: float):
    """Return the years at which an axis has its ticks, and the function from a year to its place on the sheet."""
    low = int(dated["not_before"].min())
    high = max(int(dated["not_before"].max()) + 1, low + LEAST)
    step = next((step for step in STEPS if (high - low) / step <= 8), STEPS[-1])
    ticks = range(low // step * step, high + 1, step)
    scale = (right - left) / (high - ticks[0])
    return ticks, lambda year: left + (min(year, high) - ticks[0]) * scale


def draw_dated(sheet: Sheet, row, across, y: float, tall: float, leftwards: bool) -> bool:
    """Draw one event: its bar or mark, its date and its label; return whether these stand at the left."""
    begins, high = across(row.not_before), 0.62 * tall
    ends = begins if is_open(row.edtf) else across(row.not_after)
    ends = max(ends, begins + 0.3 * high)
    sheet.rectangle(begins, y - high / 2, ends - begins, high, gid=row.event_id, facecolor=RECORD)
    if is_open(row.edtf):
        ends += 0.8 * high
        sheet.dot(ends - 0.4 * high, y, 0.8 * high, gid=f"{row.event_id}:open", marker=">", color=RECORD)
    date, gap = date_in_words(row.edtf), 0.5 * sheet.small
    dates = sheet.width_of(f"{date}  ", sheet.small, SEMIBOLD)
    wide = dates + sheet.width_of(row.label, sheet.small)
    leftwards = leftwards or ends + gap + wide > sheet.body.right
    left = begins - gap - wide if leftwards else ends + gap
    sheet.text(left, y, date, size=sheet.small, weight=SEMIBOLD, colour=RECORD, gid=f"{row.event_id}:date")
    sheet.text(left + dates, y, row.label, size=sheet.small, gid=f"{row.event_id}:label")
    return leftwards


def draw_gap(sheet: Sheet, gap: tuple[int, int], across, y: float, tall: float) -> None:
    """Draw the longest stretch without a dated event."""
    begins, ends = across(gap[0]), across(gap[1])
    sheet.rectangle(begins, y - 0.45 * tall, ends - begins, 0.9 * tall, gid=SILENT, facecolor=PALE)
    years = gap[1] - gap[0]
    said = f"{years} years without a dated event" if years > 1 else "a year without a dated event"
    inside = sheet.width_of(said, sheet.small) < ends - begins
    place = {"ha": "center"} if inside else {"ha": "right"}
    x = (begins + ends) / 2 if inside else begins - 0.5 * sheet.small
    sheet.text(x, y, said, size=sheet.small, gid=f"{SILENT}:label", **place)


def told_and_happened(events: pd.DataFrame, told: TimeSpan) -> Chart:
    """Draw the dated events in the order in which the record tells them, each joined to its date on a line of years.

    events: from ``claims.bounded``; told: the span of the conversation. What happened in its year or later is no part
    of the account, but the time of the talk. Of the account an event goes back if it begins before one that is told
    earlier. The claim says from which year to which the account moves, and to which it goes back. The chart's table:
    the dated events in the order told, with the columns of EVENT_TABLE and ``way`` (on, back, frame); not_before and
    not_after in years with decimals, infinite where open. Raises FigureError where no event is dated, or a dated one
    has no label.

    >>> import pandas as pd
    >>> from helpers import charts, claims, text
    >>> events = claims.bounded(pd.DataFrame({
    ...     "event_id": ["e1", "e2", "e3"], "edtf": ["1911", "1914", "1912"], "after": "", "before": "",
    ...     "label": ["Orlen sails", "a feast", "a quarrel"], "sentence_id": ["a1", "a2", "a3"],
    ...     "start": [50, 90, 130], "end": [80, 120, 160], "judged": "", "judgement": "none",
    ... }), told=text.time_span("1915-05-03"))
    >>> chart = charts.told_and_happened(events, told=text.time_span("1915-05-03"))
    >>> chart.claim
    'From 1911 the record moves on to 1914, then back to 1912'
    >>> chart.alternative.partition("order: ")[2]
    '1911, Orlen sails; 1914, a feast; back to 1912, a quarrel.'
    """
    name = "told-and-happened"
    dated = labelled(name, events).sort_values(["start", "event_id"], ignore_index=True)
    table = dated.assign(way=ways(dated, int(told.earliest)))
    claim = way_taken(name, table)
    source = f"Source: {RECORD_OF}. n = {len(table)} of {len(events)} events: those that it dates."

    def draw(build: Build) -> "Figure":
        sheet = Sheet(build, claim, TOLD_KEY, source, (len(table) + 1.8) * build.small * 1.7)
        body, small = sheet.body, sheet.small
        tall = body.height / (len(table) + 1.8)
        top, bottom = body.top + 1.8 * tall, body.bottom - 0.3 * tall
        dates = table.drop_duplicates("edtf").sort_values(["not_before", "not_after"])
        left = body.left + max(sheet.width_of(label, small, SEMIBOLD) for label in table["label"]) + small
        widest = max(sheet.width_of(date_in_words(date), small, SEMIBOLD) for date in dates["edtf"])
        right = body.right - widest - 2.2 * small
        low, high = int(table["not_before"].min()), int(table["not_before"].max()) + 1
        years = {year: top + (year - low) / (high - low) * (bottom - top) for year in (low, high)}

        def down(year: float) -> float:
            return years[low] + (min(year, high) - low) / (high - low) * (years[high] - years[low])

        for x, words, side in ((left, "as told", "right"), (right, "as dated", "left")):
            sheet.text(x, body.top + 0.6 * tall, words, weight=SEMIBOLD, ha=side, gid=f"head:{words}")
            sheet.line([x, x], [top - 0.3 * tall, bottom + 0.3 * tall], color=FAINT)
        for place, row in enumerate(table.itertuples()):
            y, look = top + (place + 0.5) * (bottom - top) / len(table), LOOKS[row.way]
            ends = down(row.not_before if is_open(row.edtf) else (row.not_before + row.not_after) / 2)
            zorder = 3 if row.way == BACK else 2
            wide = look["linewidth"] * small / ROOM.small
            sheet.line(
                [left, right], [y, ends], gid=f"{row.event_id}:{row.way}", zorder=zorder, **{**look, "linewidth": wide}
            )
            sheet.dot(left, y, 0.45 * small, color=look["color"], zorder=4)
            weight = SEMIBOLD if row.way == BACK else 400
            colour = {BACK: RECORD, FRAME: GREY, ON: INK}[row.way]
            sheet.text(
                left - 0.6 * small, y, row.label, size=small, colour=colour, weight=weight, ha="right",
                gid=f"{row.event_id}:label",
            )  # fmt: skip
        draw_years(sheet, dates, right, down, (body.top + 1.3 * tall, body.bottom))
        return sheet.figure

    return Chart(
        name,
        claim,
        draw,
        table[[*EVENT_TABLE, "way"]],
        caption=(
            "The order in which the record tells the events that it dates, against the years of their dates; what is "
            "of the year of the talk is dashed and not counted as going back."
        ),
        alternative=(
            "Two lines with the events joined: left the order told, right the years. In the record's order: "
            + "; ".join(
                f"{'back to ' if row.way == BACK else ''}{date_in_words(row.edtf)}, {row.label}"
                for row in table.itertuples()
            )
            + "."
        ),
        source=source,
    )


def ways(dated: pd.DataFrame, year: int) -> list[str]:
    """Return how each event, in the order told, is told: ON, BACK or FRAME; year: that of the talk."""
    found, latest = [], -inf
    for row in dated.itertuples():
        if row.not_before >= year:
            found.append(FRAME)
            continue
        found.append(BACK if row.not_before < latest else ON)
        latest = max(latest, row.not_before)
    return found


def way_taken(name: str, table: pd.DataFrame) -> str:
    """Return the claim: from which year the account moves on to which, and to which it goes back."""
    account = table[table["way"] != FRAME]
    back = account[account["way"] == BACK]
    if back.empty:
        claim, begun = "The record tells what it dates in the order of the years", account["not_before"]
        return claimed(name, claim, begun.is_monotonic_increasing, "an order that turns back")
    before = account.loc[: back.index[0] - 1]
    years = dict.fromkeys(f"{int(year)}" for year in back["not_before"])
    first, top = int(before["not_before"].iloc[0]), int(before["not_before"].iloc[-1])
    claim = f"From {first} the record moves on to {top}, then back to {' and to '.join(years)}"
    return claimed(name, claim, max(map(int, years)) <= top, f"a way from {first} to {top} and to {', '.join(years)}")


def draw_years(sheet: Sheet, dates: pd.DataFrame, x: float, down, ends: tuple[float, float]) -> None:
    """Draw each date as a bar on the line of years, and say it beside, where there is room for it."""
    small = sheet.small
    spans = [
        (down(row.not_before), down(row.not_before if is_open(row.edtf) else row.not_after))
        for row in dates.itertuples()
    ]
    wanted = [(begin + end) / 2 for begin, end in spans]
    places = spread(wanted, [small * LEADING * 0.95] * len(wanted), *ends)
    for row, (begin, end), middle, y in zip(dates.itertuples(), spans, wanted, places):
        high = max(end - begin, 0.2 * small)
        sheet.rectangle(
            x - 0.2 * small, middle - high / 2, 0.4 * small, high, gid=f"date:{row.edtf}", facecolor=INK, zorder=3
        )
        sheet.line([x + 0.4 * small, x + 1.4 * small], [middle, y], color=FAINT, linewidth=0.6)
        sheet.text(x + 1.7 * small, y, date_in_words(row.edtf), size=small, weight=SEMIBOLD, gid=f"when:{row.edtf}")


def is_open(edtf: str) -> bool:
    """True for a date whose end is not given: "1946/.."."""
    return edtf.endswith("..")
