"""Draw what was left of army, party and territory, as so many of a hundred."""

import math
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.sheet import LEADING, SEMIBOLD, Sheet, Word, wrapped
from helpers.charts.style import COLUMN, GREY, PAGE, PALE, RECORD, RECORD_OF, ROOM, Build, Chart, claimed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HUNDRED, SIDE = 100, 10
# What a square stands for, and how it looks.
LEFT, OPEN, PERHAPS, GONE = "left", "open", "perhaps", "gone"
LOOKS = {
    LEFT: {"facecolor": RECORD},
    OPEN: {"facecolor": RECORD, "hatch": "/////", "edgecolor": "white"},
    PERHAPS: {"facecolor": "white", "hatch": "/////", "edgecolor": RECORD, "linewidth": 0.6},
    GONE: {"facecolor": PALE},
}
KEY = (
    "What remained, as the record has Mao say.",
    Word("Filled:", RECORD, LEFT),
    "left by the figures as given; hatched: less or more, as the figures are round.",
)


def strength(lost: pd.DataFrame, counted: dict[str, str] | None = None) -> Chart:
    """Draw what was left of each series: of a hundred squares those that remained, with what roundness leaves open.

    lost: from ``claims.find_losses``, one row a series; it is the chart's table. Counts are in the unit of the row,
    dates are EDTF years, shares are percent of the figure before. counted: series → what the hundred are ("soldiers");
    without it the subject stands there. Over each hundred stand the counts with their years, or that the record gives
    none; the claim names those that are computed from counts, and says so where rounding lets them be alike. Raises
    FigureError where a share lies outside its bounds.

    >>> import pandas as pd
    >>> from helpers import charts, claims
    >>> quantities = pd.DataFrame({
    ...     "series": "fleet", "subject": "Fleet of Orlen", "unit": "ships", "role": ["before", "after"],
    ...     "value": [400.0, 100.0], "edtf": ["1911", ""], "sentence_id": ["a1", "a2"],
    ... })
    >>> chart = charts.strength(claims.find_losses(quantities), {"fleet": "ships"})
    >>> chart.claim
    'By the record, of a hundred ships 25 were left'
    >>> chart.alternative.partition(". ")[2]
    'Fleet of Orlen: 400 ships, 1911, then 100, no year given; 25 of 100 left, 11.1 to 42.9 by roundness.'
    """
    counted = counted or {}
    parts = [
        f"of a hundred {counted.get(row.series, row.subject)} {round(row.remaining_percent)}"
        for row in lost.dropna(subset=["before"]).itertuples()
    ]
    alike = len(parts) > 1 and overlap(lost.dropna(subset=["before"]))
    within = lost["remaining_percent"].between(lost["remaining_low"], lost["remaining_high"])
    claim = claimed(
        "strength",
        f"By the record, {parts[0]} were left"
        + "".join(f", {part}" for part in parts[1:])
        + ": alike within rounding" * alike,
        bool(within.all()),
        f"a share outside its bounds ({', '.join(lost.loc[~within, 'series'])})",
    )
    exact = bool((lost["remaining_low"] == lost["remaining_high"]).all())
    key = (*KEY[:-1], "left, every figure taken as exact.") if exact else KEY
    where = "sentence " + ", ".join(
        dict.fromkeys(one[1:].lstrip("0") for one in " ".join(lost["sentence_ids"]).split())
    )
    source = (
        f"Source: {RECORD_OF}, {where}; n = {len(lost)} series of loss. "
        "Computed from its counts; where it gives none, what its own percentage leaves."
    )

    def draw(build: Build) -> "Figure":
        gap = build.label * 1.6
        across = (build.width - gap * len(lost)) / len(lost)
        heads = [heading(row, across, build) for row in lost.itertuples()]
        above = max(map(len, heads)) * build.label * LEADING + build.label * 0.7
        below = build.title * 1.5
        sheet = Sheet(build, claim, key, source, above + across + below)
        body = sheet.body
        side = min(across, body.height - above - below)
        for place, (row, lines) in enumerate(zip(lost.itertuples(), heads)):
            left = body.left + place * body.width / len(lost)
            for number, line in enumerate(lines):
                bold = {"weight": SEMIBOLD} if number < len(lines) - 2 else {"colour": GREY}
                y = body.top + number * build.label * LEADING
                sheet.text(left, y, line, va="top", gid=f"{row.series}:head{number}", **bold)
            draw_hundred(sheet, row, left, body.top + above, side)
            share = f"{round(row.remaining_percent)} of 100 left"
            y = body.top + above + side + below * 0.62
            size = (build.title + build.label) / 2
            sheet.text(left, y, share, size=size, weight=SEMIBOLD, colour=RECORD, gid=f"{row.series}:share")
        return sheet.figure

    return Chart(
        "strength",
        claim,
        draw,
        lost,
        caption=(
            "What remained of army, party and territory, of a hundred each, as the record has Mao say; percent of the "
            "figure before."
        ),
        alternative=(f"{len(lost)} fields of a hundred squares. " + "; ".join(map(in_words, lost.itertuples())) + "."),
        builds=(PAGE, ROOM, COLUMN),
    )


def overlap(lost: pd.DataFrame) -> bool:
    """True where one share can be that of all series, as their figures are round."""
    return bool(lost["remaining_low"].max() <= lost["remaining_high"].min())


def heading(row, width: float, build: Build) -> list[str]:
    """Return the lines over a hundred: the subject, then the counts with their years, or that there are none."""
    subject = wrapped(row.subject, width, build.label, SEMIBOLD)
    if pd.isna(row.before):
        return [*subject, "no count given", f"“reduced by {row.lost_percent:g}%”"]
    return [*subject, f"{row.before:,.0f}{dated(row.before_edtf)}", f"{row.after:,.0f}{dated(row.after_edtf)}"]


def dated(edtf: str) -> str:
    """Return ", 1911", ", 1913–14", or that no year is given, as it follows a figure."""
    years = [part[:4] for part in edtf.split("/") if part]
    if not years:
        return ", no year given"
    return f", {years[0]}" if years[0] == years[-1] else f", {years[0]}–{years[-1][2:]}"


def squares(row) -> list[str]:
    """Return what each of the hundred squares of a series stands for, from the first: LEFT, OPEN, PERHAPS or GONE."""
    sure, given, most = math.floor(row.remaining_low), round(row.remaining_percent), math.ceil(row.remaining_high)
    return [
        LEFT if place < sure else OPEN if place < given else PERHAPS if place < most else GONE
        for place in range(HUNDRED)
    ]


def draw_hundred(sheet: Sheet, row, left: float, top: float, side: float) -> None:
    """Draw the hundred squares of a series, row by row from the top left."""
    step = side / SIDE
    for place, term in enumerate(squares(row)):
        x, y = left + place % SIDE * step, top + place // SIDE * step
        sheet.rectangle(x, y, step * 0.88, step * 0.88, gid=f"{row.series}:{place}:{term}", **LOOKS[term])


def in_words(row) -> str:
    """Return a loss with its counts, their dates and the share that remained."""
    counts = "no count given"
    if not pd.isna(row.before):
        counts = f"{row.before:,.0f} {row.unit}{dated(row.before_edtf)}, then {row.after:,.0f}{dated(row.after_edtf)}"
    share = f"{round(row.remaining_percent)} of 100 left"
    if row.remaining_low < row.remaining_high:
        share += f", {row.remaining_low:g} to {row.remaining_high:g} by roundness"
    return f"{row.subject}: {counts}; {share}"
