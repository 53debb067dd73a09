"""Draw what other sources give, and over it what the record gives."""

import math
import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import BLUE, GREY, INK, ORANGE, PALE, SKY, Chart, in_style, new_figure, source_note
from helpers.claims.other_sources import TOGETHER, in_words_only
from helpers.text.dates import time_span

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A triangle counts a part, so that one army is not taken for the whole.
EXTENTS = {"whole": ("o", BLUE, "counts the whole"), "part": ("^", SKY, "counts a part only")}
SUBJECT_MARKERS = {
    "red_army": ("o", "army"),
    "communists": ("s", "party"),
    "soviet_territory": ("^", "territory"),
    TOGETHER: ("D", "several in one"),
}
# The record among the sources.
OWN = "record"
OTHER_SOURCES = (
    "Sources: those named in the figure, described in data/coding/sources.csv; this record: Yudin's, of 31 March "
    "1956, in English translation."
)
SHARE, COUNT = "{:g} %", "{:,.0f}"


@in_style
def over_time(given: pd.DataFrame, lost, places: pd.DataFrame, name: str, title: str) -> Chart:
    """Draw one quantity as all sources give it on one axis of time, and the record's own two figures over it.

    given: from ``claims.given_by_sources``, all in one unit, years with decimals; lost: the row of
    ``claims.find_losses`` for the same quantity; places: where to name the marks, in points (``claims.read_labels``);
    name: of the figure; title: what is counted. Horizontal bars are uncertain dates (dotted: approximate), vertical
    bars uncertain figures, arrows one-sided ones. Record's figures without a date stand in a lane beside the axis;
    those of other sources are counted in the note and not drawn. The chart's table: given without author and kind, then
    the record's two figures (source_id ``record``). Raises ValueError for a mark without a place.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> given = pd.DataFrame([{
    ...     "edtf": "1911", "earliest": 1911.0, "latest": 1912.0, "approximate": False, "value": 300.0, "low": 300.0,
    ...     "high": 300.0, "unit": "ships", "scope": "fleet", "extent": "whole", "label": "whole fleet",
    ...     "source_id": "velin", "author": "B. Velin", "kind": "primary",
    ... }])
    >>> lost = pd.Series({"before": 400.0, "before_edtf": "1911", "after": 100.0, "after_edtf": "", "unit": "ships"})
    >>> places = pd.DataFrame({
    ...     "edtf": ["1911", "1911", ""], "source_id": ["velin", "record", "record"],
    ...     "scope": ["fleet", "before", "after"], "dx": 9, "dy": 0, "align": "left",
    ... })
    >>> chart = charts.over_time(given, lost, places, "ships", "Ships of Orlen")
    >>> chart.table[["edtf", "value", "source_id", "scope"]].to_numpy().tolist()
    [['1911', 300.0, 'velin', 'fleet'], ['1911', 400.0, 'record', 'before'], ['', 100.0, 'record', 'after']]
    """
    figure, (axes,) = new_figure(16, 9)
    undated_elsewhere, given = int((given["edtf"] == "").sum()), given[given["edtf"] != ""]
    first, last = math.floor(given["earliest"].min()), math.ceil(given["latest"].max())
    axes.set_yscale("log")
    for place, row in enumerate(given.itertuples()):
        draw_figure(axes, row, f"given:{place}")
    own = own_figures(lost, lane=first - 0.075 * (last - first))
    for row in own.itertuples():
        draw_own(axes, row, first)
    low, high = axes.get_ylim()
    axes.set_ylim(low / 1.7, high * 3)
    room, undated = 0.1 * (last - first), bool((own["edtf"] == "").any())
    axes.set_xlim(first - (1.5 * room if undated else 0.2), last + 2.3 * room)
    axes.set_title(title)
    axes.set_ylabel(f"{given['unit'].iloc[0]} (logarithmic scale)")
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y")
    set_years(axes, first, last, lane=own["x"].min() if undated else None)
    extent_legend(axes, [extent for extent in EXTENTS if extent in set(given["extent"])], dated=not undated)
    label_figures(axes, pd.concat([given.assign(x=(given["earliest"] + given["latest"]) / 2), own]), places)
    elsewhere = (
        f"Not drawn: {undated_elsewhere} figures to which their source gives no date." if undated_elsewhere else ""
    )
    hollow = "Hollow, with a dashed line to carry its height: undated in the record." if undated else ""
    note = (
        f"Other sources: n = {len(given)} figures, each with its source (names in brackets). Orange diamonds and bars: "
        "as Yudin’s record of 31 March 1956 reports it, in English translation. Horizontal bars: span of the date; "
        "dotted: approximate. Vertical bars: bounds of a figure; boxes: bounds without a figure. Arrows: at least "
        f"or over, at most or under. {hollow} {elsewhere}".rstrip()
    )
    source_note(figure, note)
    drawn = pd.concat([given.drop(columns=["author", "kind"]), own.drop(columns=["x"])], ignore_index=True)
    told = "; ".join(
        f"{row.edtf or 'undated'}: {between(row.low, row.high, COUNT)}, {row.label} ({row.source_id})"
        for row in drawn.itertuples()
    )
    number = given["source_id"].nunique()
    caption = f"{title}: what {number} other sources give, and over it the record’s own figures."
    alternative = f"Points on an axis of years with a logarithmic scale. {told}."
    return Chart(name, figure, drawn, caption, alternative, source=OTHER_SOURCES)


def own_figures(lost, lane: float) -> pd.DataFrame:
    """Return the record's two figures as rows like those of the other sources, with x: where to draw, or the lane."""
    found = []
    for role in ("before", "after"):
        edtf, value = getattr(lost, f"{role}_edtf"), getattr(lost, role)
        when = time_span(edtf) if edtf else None
        found.append(
            {
                "edtf": edtf,
                "earliest": when.earliest if when else None,
                "latest": when.latest if when else None,
                "approximate": False,
                "value": value,
                "low": value,
                "high": value,
                "unit": lost.unit,
                "scope": role,
                "extent": "whole",
                "label": f"this record, {role}",
                "source_id": OWN,
                "relation": "",
                "note": "" if edtf else "undated in the record",
                "x": when.middle if when else lane,
            }
        )
    return pd.DataFrame(found)


def centre(row) -> float:
    """Return the height at which a figure is named: its value, its only bound, or the middle of both on a log scale."""
    if pd.notna(row.value):
        return float(row.value)
    ends = [float(end) for end in (row.low, row.high) if pd.notna(end)]
    return math.prod(ends) ** (1 / len(ends))


def draw_figure(axes: "Axes", row, gid: str) -> None:
    """Draw a figure of another source: a mark with the span of its date and its bounds, or a box for bounds alone."""
    marker, colour, _ = EXTENTS[row.extent]
    x, y, line = (row.earliest + row.latest) / 2, centre(row), ":" if row.approximate else "-"
    if pd.isna(row.value) and pd.notna(row.low) and pd.notna(row.high):
        axes.fill_between(
            [row.earliest, row.latest],
            row.low,
            row.high,
            facecolor="#E4F0F8",
            edgecolor=BLUE if row.extent == "whole" else SKY,
            linewidth=1.8,
            linestyle=line,
            zorder=1.5,
            gid=f"{gid}:box",
        )
        return
    axes.plot(
        [row.earliest, row.latest],
        [y, y],
        color=colour,
        linewidth=2.5,
        linestyle=line,
        zorder=2,
        gid=f"{gid}:date",
        solid_capstyle="butt",
    )
    if pd.isna(row.low) or pd.isna(row.high):
        end = y / 1.8 if pd.isna(row.low) else y * 1.8
        axes.annotate(
            "",
            (x, end),
            (x, y),
            arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.8, "shrinkA": 0, "shrinkB": 0},
            gid=f"{gid}:arrow",
            zorder=2,
        )
    elif row.low != row.high:
        axes.plot(
            [x, x],
            [row.low, row.high],
            color=colour,
            linewidth=2.5,
            zorder=2,
            gid=f"{gid}:bounds",
            solid_capstyle="butt",
        )
    axes.plot(
        [x],
        [y],
        marker,
        markersize=9,
        color=colour,
        markeredgecolor=INK,
        markeredgewidth=1,
        zorder=3,
        gid=f"{gid}:mark",
    )


def draw_own(axes: "Axes", row, first: float) -> None:
    """Draw one figure of the record: filled where it is dated, a bar over an interval.

    Where it is undated it is hollow and in a lane of its own.
    """
    if row.edtf:
        axes.plot(
            [row.earliest, row.latest],
            [row.value] * 2,
            color=ORANGE,
            linewidth=9 if "/" in row.edtf else 4,
            zorder=4,
            gid=f"{row.label}:date",
            solid_capstyle="butt",
        )
    else:
        axes.axhline(row.value, color=ORANGE, linestyle=(0, (10, 6)), linewidth=1, zorder=1)
        axes.axvline(first - 0.2, color=PALE, zorder=1)
    if "/" not in row.edtf:
        axes.plot(
            [row.x],
            [row.value],
            "D",
            markersize=13,
            color=ORANGE if row.edtf else "white",
            markeredgecolor=ORANGE,
            markeredgewidth=2.5,
            zorder=5,
            gid=f"{row.label}:mark",
        )


def set_years(axes: "Axes", first: int, last: int, lane: float | None) -> None:
    """Label the years in their middle, with ticks between them, and the lane with the word "undated"."""
    step = 1 if last - first <= 12 else 2
    labelled = range(first, last, step)
    places, labels = [year + 0.5 for year in labelled], [str(year) for year in labelled]
    if lane is not None:
        places, labels = [lane, *places], ["undated", *labels]
    axes.set_xticks(places, labels)
    axes.set_xticks(range(first, last + 1), minor=True)
    axes.tick_params(axis="x", which="major", length=0, pad=8)
    axes.tick_params(axis="x", which="minor", length=6)
    axes.set_xlabel("year the figure is for")


def label_figures(axes: "Axes", marks: pd.DataFrame, places: pd.DataFrame) -> None:
    """Name every mark at the place that ``labels.csv`` has for it.

    Sources that give the same figure for the same date share a name. Raises ValueError where a mark has no place.
    """
    words = [
        between(row.low, row.high, COUNT) + (" (in words)" if in_words_only(row) else "") for row in marks.itertuples()
    ]
    marks = marks.assign(y=[centre(row) for row in marks.itertuples()], words=words)
    for (x, y, figure), group in marks.groupby(["x", "y", "words"], sort=False):
        found = group.merge(places, on=["edtf", "source_id", "scope"])
        if found.empty:
            raise ValueError(
                f"found no place for {', '.join(group['source_id'])} ({figure}); expected a row in labels.csv"
            )
        place = found.iloc[0]
        names = [row.label if row.source_id == OWN else f"{row.label} ({row.source_id})" for row in group.itertuples()]
        middle = place["align"] == "center"
        far = math.hypot(place["dx"], place["dy"]) > 16 and not middle
        line = {"arrowstyle": "-", "color": GREY, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 2}
        name = axes.annotate(
            "\n".join([figure, *names]),
            (x, y),
            xytext=(place["dx"], place["dy"]),
            textcoords="offset points",
            fontsize=12,
            ha=place["align"],
            multialignment="left",
            zorder=6,
            va="center" if abs(place["dy"]) < 7 or middle else "bottom" if place["dy"] > 0 else "top",
            arrowprops=line if far else None,
            gid="label:" + "+".join(group["source_id"]),
        )
        name.set_in_layout(False)


def extent_legend(axes: "Axes", extents: list[str], dated: bool) -> None:
    """Show which mark counts the whole, which a part, and which is the record's."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [],
            [],
            marker=EXTENTS[extent][0],
            color=EXTENTS[extent][1],
            markeredgecolor=INK,
            linestyle="none",
            markersize=10,
            label=EXTENTS[extent][2],
        )
        for extent in extents
    ]
    handles.append(
        Line2D(
            [],
            [],
            marker="D",
            color=ORANGE if dated else "white",
            markeredgecolor=ORANGE,
            markeredgewidth=2,
            linestyle="none",
            markersize=11,
            label="this record",
        )
    )
    axes.legend(handles=handles, loc="lower right", ncols=len(handles), bbox_to_anchor=(1, 1.0), borderaxespad=0.2)


@in_style
def tellings_chart(told: pd.DataFrame, authors: dict[str, str]) -> Chart:
    """Draw how the same loss is told, telling by telling: what share remained, and what number.

    told: from ``claims.compare_tellings``, one row a telling and subject, one of them the record's (source_id
    ``record``); it is the chart's table. authors: source_id → the name to draw. Shares in percent, numbers in fighters
    or members. A mark is a figure, a bar its bounds, an arrow a one-sided bound. Raises KeyError for a source without a
    name and for a subject that has no shape, ValueError where the record itself is not among the tellings.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> told = pd.DataFrame({
    ...     "source_id": ["velin", "record"], "written": ["1911", "1915"], "subject": "together", "scope": "all ships",
    ...     "remaining": [20.0, 25.0], "remaining_low": [20.0, 22.5], "remaining_high": [20.0, 27.5],
    ... }).assign(**dict.fromkeys(["before_low", "before_high", "after", "after_low", "after_high"]))
    >>> chart = charts.tellings_chart(told, {"velin": "B. Velin", "record": "this record"})
    >>> chart.alternative.partition("remained: ")[2]
    '1911, velin, several in one: 20 % (20 %); 1915, record, several in one: 25 % (22.5 to 27.5 %).'
    """
    groups = (told["source_id"] != told["source_id"].shift()).cumsum() - 1
    places = [row + 0.7 * group for row, group in enumerate(groups)]
    figure, (share, count, *_) = new_figure(16, 2.5 + 0.4 * places[-1], 1, 2, sharey=True, width_ratios=[1, 1])
    for place, row in zip(places, told.itertuples()):
        draw_telling(share, place, row, "remaining", SHARE, arrow=4)
        draw_telling(count, place, row, "after", COUNT, arrow=14_000)
        if pd.isna(row.remaining_low) and pd.isna(row.remaining_high):
            share.text(1, place, why_no_share(row), va="center", fontsize=12, color=GREY)
    subjects = [
        textwrap.fill(row.scope, 22) if row.subject == TOGETHER else SUBJECT_MARKERS[row.subject][1]
        for row in told.itertuples()
    ]
    share.set_yticks(places, subjects)
    own = [place for place, source_id in zip(places, told["source_id"]) if source_id == OWN]
    for axes in (share, count):
        axes.axhspan(min(own) - 1.15, max(own) + 0.5, color="#F2F2F2", zorder=0)
    share.set_ylim(places[-1] + 0.8, -1.3)
    share.tick_params(axis="y", length=0)
    for place, row in zip(places, told.drop_duplicates("source_id").reindex(told.index).itertuples()):
        if isinstance(row.source_id, str):
            share.text(
                -0.02,
                place - 0.85,
                f"told {row.written}: {authors[row.source_id]}",
                transform=share.get_yaxis_transform(),
                ha="left",
                va="center",
                fontsize=12.5,
                fontweight="bold",
                color=ORANGE if row.source_id == OWN else INK,
            )
    share.set_xlim(0, 36)
    share.set_xlabel("share that remained, in percent")
    count.set_xlim(0, 140_000)
    count.set_xlabel("number that remained (fighters, members)")
    count.set_xticks([0, 50_000, 100_000], ["0", "50,000", "100,000"])
    for axes in (share, count):
        axes.grid(axis="x")
    note = (
        "Other sources: see the table under this figure. Orange, on grey: as Yudin’s record of 31 March 1956 reports "
        "it, in English translation. Marks: figures as given, or shares computed from them. Bars: what a round figure "
        "may stand for, or the bounds that a telling gives. Arrows: at least or over, at most or under."
    )
    source_note(figure, note)
    sentences = []
    for row in told.itertuples():
        left = [left_in_words(row, what, form) for what, form in (("remaining", SHARE), ("after", COUNT))]
        if any(left):
            subject = SUBJECT_MARKERS[row.subject][1]
            sentences.append(f"{row.written}, {row.source_id}, {subject}: {', '.join(filter(None, left))}")
    caption = (
        f"The losses as {told['source_id'].nunique()} tellings have them, from the earliest to the latest: "
        "the share and the number that remained."
    )
    alternative = f"Two panels of bars, one row a telling and what it counts. What remained: {'; '.join(sentences)}."
    return Chart("tellings", figure, told, caption, alternative, source=OTHER_SOURCES)


def why_no_share(row) -> str:
    """Return why no share can be drawn for a telling: which figure it lacks, or has only in words."""
    before = between(row.before_low, row.before_high, COUNT)
    if pd.isna(row.after_low) and pd.isna(row.after_high):
        return f"before: {before}; after: not noted" if before else "no figure noted, only words"
    if not before:
        return "no figure before noted"
    return f"only in words: {'after' if pd.isna(row.after) else 'before'}"


def draw_telling(axes: "Axes", place: float, row, what: str, form: str, arrow: float) -> None:
    """Draw what one telling leaves: a mark, a bar between bounds, or an arrow where one side is open.

    Where it says nothing, nothing is drawn. what: ``remaining`` or ``after``, the columns to draw; form: how to write a
    number; arrow: its length on the axis.
    """
    low, value, high = (getattr(row, f"{what}{end}") for end in ("_low", "", "_high"))
    ends = [end for end in (low, high) if pd.notna(end)]
    if not ends:
        return
    colour = ORANGE if row.source_id == OWN else BLUE
    axes.plot(
        [min(ends), max(ends)],
        [place, place],
        color=colour,
        linewidth=8,
        solid_capstyle="butt",
        zorder=2,
        gid=f"{row.source_id}:{row.subject}:{what}",
    )
    if len(ends) == 1:
        tip = ends[0] + (arrow if pd.isna(high) else -arrow)
        axes.annotate(
            "",
            (tip, place),
            (ends[0], place),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0},
            zorder=2,
        )
    mark = ends[0] if len(ends) == 1 else value
    if pd.notna(mark):
        axes.plot(
            [mark],
            [place],
            SUBJECT_MARKERS[row.subject][0],
            markersize=10,
            color=colour,
            markeredgecolor="white",
            markeredgewidth=1.5,
            zorder=3,
            gid=f"{row.source_id}:{row.subject}:{what}:mark",
        )
    axes.text(
        max(ends) + arrow * (1.2 if pd.isna(high) else 0.35),
        place,
        left_in_words(row, what, form),
        va="center",
        fontsize=12.5,
    )


def left_in_words(row, what: str, form: str) -> str:
    """Return what one telling leaves, the figure first and its bounds in brackets: "8.3 % (6.4 to 11 %)"."""
    low, value, high = (getattr(row, f"{what}{end}") for end in ("_low", "", "_high"))
    bounds = between(low, high, form)
    return bounds if pd.isna(value) else f"{form.format(value)} ({bounds})"


def between(low, high, form: str) -> str:
    """Return bounds in words: "at least 10 %", "7.3 to 10.6 %", "40,000"; empty where both are open."""
    unit = form.rpartition("}")[2]
    low, high = ("" if pd.isna(end) else form.format(end) for end in (low, high))
    if low == high or not (low and high):
        return low if low == high else f"at least {low}" if low else f"at most {high}"
    return f"{low.removesuffix(unit)} to {high}"
