"""Draw the losses of army, party and territory."""

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import AS_REPORTED, GREY, INK, ORANGE, Chart, in_style, new_figure, source_note

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Around a mark, so that a hollow one is seen.
EDGE = {"markeredgecolor": INK, "markeredgewidth": 2, "zorder": 3}
ROUNDING = [
    "series", "subject", "before_low", "before_high", "after_low", "after_high", "remaining_percent", "remaining_low",
    "remaining_high", "sentence_ids",
]  # fmt: skip


@in_style
def strength(lost: pd.DataFrame) -> Chart:
    """Draw the losses: each series with its dates or without, its counts, and what remained of it in percent.

    lost: from ``claims.find_losses``, one row a series, with at least one that has counts; it is the chart's table.
    Counts are in the unit of the row, dates are EDTF years, shares are percent of the figure before. A series without
    dates is drawn hollow on an axis without a scale of time; one without counts only in the panel of shares.

    >>> import pandas as pd
    >>> from helpers import charts, claims
    >>> quantities = pd.DataFrame({
    ...     "series": "ships", "subject": "ships of Orlen", "unit": "ships", "role": ["before", "after"],
    ...     "value": [400.0, 100.0], "edtf": ["1911", "1913"], "sentence_id": ["a1", "a2"],
    ... })
    >>> chart = charts.strength(claims.find_losses(quantities))
    >>> chart.alternative.partition(". ")[2]
    'ships of Orlen 400 (1911) to 100 (1913), about 25 % left.'
    """
    counted = lost.dropna(subset=["before"])
    widths = [*(1.2 if row.before_edtf else 1 for row in counted.itertuples()), 1.35]
    figure, axes = new_figure(16, 6.4, 1, len(widths), width_ratios=widths)
    top = float(counted["before"].max()) * 1.18
    for panel, row in zip(axes, counted.itertuples()):
        draw_loss(panel, row, top)
        panel.yaxis.set_major_formatter("{x:,.0f}")
        panel.set_ylabel(row.unit)
    draw_remaining(axes[-1], lost)
    note = (
        f"{AS_REPORTED} Not checked against other sources.\nFilled: dated by the record. Hollow: the record gives no "
        "date. A dashed line only joins two figures. Orange: what the round figures may stand for, carried through."
    )
    source_note(figure, note)
    caption = (
        "What the record has Mao say of the losses: counts with their dates where the record gives any, and what "
        "remained in percent of the figure before."
    )
    bare = lost[lost["before"].isna()]
    told = "; ".join(loss_in_words(row) for part in (counted, bare) for row in part.itertuples())
    return Chart("strength", figure, lost, caption, f"Two panels of falling counts and one of what remained. {told}.")


def loss_in_words(row) -> str:
    """Return a loss with its counts, their dates and the share that remained, or only the share that was lost."""
    if pd.isna(row.before):
        return f"{row.subject}: reduced by {row.lost_percent:g} %, no count given"
    before, after = (
        f"{count:,.0f} ({edtf or 'undated'})"
        for count, edtf in ((row.before, row.before_edtf), (row.after, row.after_edtf))
    )
    return f"{row.subject} {before} to {after}, about {row.remaining_percent:.0f} % left"


def draw_loss(axes: "Axes", row, top: float) -> None:
    """Draw one fall from before to after; an interval of dates is a bar, an undated end is hollow."""
    before, after = interval(row.before_edtf), interval(row.after_edtf)
    dated = before is not None and after is not None
    left, right = (sum(before) / 2, sum(after) / 2) if dated else (0.0, 1.0)
    face = INK if dated else "white"
    axes.plot([left, right], [row.before, row.after], color=GREY, linestyle="--", linewidth=1.5, zorder=1)
    if dated and after[0] != after[1]:
        axes.plot(
            after,
            [row.after] * 2,
            color=INK,
            linewidth=9,
            solid_capstyle="butt",
            zorder=2,
            gid=f"{row.series}:interval",
        )
    for end, x, value, edtf in (
        ("before", left, row.before, row.before_edtf),
        ("after", right, row.after, row.after_edtf),
    ):
        # An interval is a bar and has no middle point: the record gives none.
        size = 0 if end == "after" and dated and after[0] != after[1] else 13
        axes.plot([x], [value], "o", markersize=size, markerfacecolor=face, gid=f"{row.series}:{end}", **EDGE)
        axes.annotate(
            f"{value:,.0f}",
            (x, value),
            xytext=(0, 12) if end == "before" else (4, 14),
            textcoords="offset points",
            ha="center" if end == "before" else "left",
            fontsize=15,
            fontweight="bold",
        )
        if not edtf:
            axes.annotate(
                "undated",
                (x, value),
                xytext=(-14, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=12.5,
                color=GREY,
            )
    axes.set_title(textwrap.fill(row.subject, 26))
    axes.set_ylim(-0.06 * top, top)
    axes.grid(axis="y")
    if dated:
        years = range(int(before[0]) - 1, int(after[1]) + 2)
        axes.set_xlim(years[0] - 0.5, years[-1] + 0.6)
        axes.set_xticks([left, right], [year_label(before), year_label(after)])
        axes.set_xlabel("year given by the record")
    else:
        axes.set_xlim(-0.8, 1.6)
        axes.set_xticks([0, 1], ["before", "after"])
        axes.set_xlabel("order only: no date in the record")


def interval(edtf: str) -> tuple[float, float] | None:
    """Return (first year, last year) of an EDTF year or interval of years; None where there is no date."""
    years = [float(part[:4]) for part in edtf.split("/") if part]
    return (years[0], years[-1]) if years else None


def year_label(years: tuple[float, float]) -> str:
    """Return "1911" for a year and "1913–14" for an interval."""
    first, last = f"{years[0]:.0f}", f"{years[1]:.0f}"
    return first if first == last else f"{first}–{last[2:]}"


def draw_remaining(axes: "Axes", lost: pd.DataFrame) -> None:
    """Draw on one scale how far each series fell: from all of it to what was left, in percent of the figure before."""
    for place, row in enumerate(lost.itertuples()):
        stated = pd.isna(row.before)
        face = "white" if not row.before_edtf else INK
        axes.plot([row.remaining_percent, 100], [place, place], color=GREY, linestyle="--", linewidth=1.5, zorder=1)
        draw_rounding(axes, place, row)
        gid = f"{row.series}:remaining"
        axes.plot([100], [place], "o", markersize=11, markerfacecolor=face, clip_on=False, **EDGE)
        axes.plot([row.remaining_percent], [place], "o", markersize=11, markerfacecolor=face, gid=gid, **EDGE)
        if stated:
            how = f"given as {row.lost_percent:g} % lost, no counts"
        else:
            how = f"computed: {row.after:,.0f} of {row.before:,.0f}"
        axes.text(18, place - 0.1, f"{row.remaining_percent:.0f} % left", va="bottom", fontsize=15, fontweight="bold")
        axes.text(18, place + 0.1, how, va="top", fontsize=12.5)
    axes.set_yticks(range(len(lost)), [textwrap.fill(name, 16) for name in lost["subject"]])
    axes.set_ylim(len(lost) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(-2, 104)
    axes.set_xticks([0, 50, 100], ["0", "50", "100 %"])
    axes.set_xlabel("percent of the figure before")
    axes.set_title("What remained, on one scale")


def draw_rounding(axes: "Axes", place: float, row, height: float = 0.22) -> None:
    """Draw the interval that remained if the round figures are off by their rounding."""
    bar = axes.barh(
        place,
        row.remaining_high - row.remaining_low,
        left=row.remaining_low,
        height=height,
        color=ORANGE,
        edgecolor="white",
        linewidth=0.8,
        zorder=2,
    )
    bar[0].set_gid(f"{row.series}:rounding")


@in_style
def rounding(lost: pd.DataFrame) -> Chart:
    """Draw how far what remained can be told from round figures: the computed share, and the interval around it.

    lost: from ``claims.find_losses``, one row a series. Shares are percent of the figure before; ``_low`` and ``_high``
    are what a round figure may stand for. The chart's table has the columns of ROUNDING.

    >>> import pandas as pd
    >>> from helpers import charts, claims
    >>> quantities = pd.DataFrame({
    ...     "series": "ships", "subject": "ships of Orlen", "unit": "ships", "role": ["before", "after"],
    ...     "value": [400.0, 100.0], "edtf": "", "sentence_id": ["a1", "a2"],
    ... })
    >>> chart = charts.rounding(claims.find_losses(quantities))
    >>> chart.table[["series", "remaining_low", "remaining_percent", "remaining_high"]].to_numpy().tolist()
    [['ships', 11.1, 25.0, 42.9]]
    """
    table = lost[ROUNDING]
    figure, (axes,) = new_figure(14, 4.6)
    for place, row in enumerate(lost.itertuples()):
        draw_rounding(axes, place, row, 0.36)
        face = "white" if not row.before_edtf else INK
        gid = f"{row.series}:remaining"
        axes.plot([row.remaining_percent], [place], "o", markersize=12, markerfacecolor=face, gid=gid, **EDGE)
        text = f"{row.remaining_percent:g} %, may be {row.remaining_low:g} to {row.remaining_high:g} %"
        axes.text(row.remaining_high + 0.25, place, text, va="center", fontsize=14)
    axes.axvline(10, color=GREY, linestyle=":", zorder=1)
    axes.text(10, -0.62, "a tenth", ha="center", va="bottom", fontsize=12.5, color=GREY)
    axes.set_yticks(range(len(lost)), lost["subject"])
    axes.set_ylim(len(lost) - 0.5, -0.6)
    axes.set_xlim(0, max(lost["remaining_high"]) * 1.5)
    axes.set_xlabel("percent of the figure before that remained")
    axes.tick_params(axis="y", length=0)
    note = (
        f"{AS_REPORTED} Dots: computed from the figures as given. Bars: each figure may stand for half a unit of its "
        "last digit more or less (of five, where that digit is a five). Filled: dated by the record. Hollow: not "
        "dated."
    )
    source_note(figure, note)
    told = "; ".join(
        f"{row.subject} {row.remaining_percent:g} %, {row.remaining_low:g} to {row.remaining_high:g} %"
        for row in lost.itertuples()
    )
    return Chart(
        "rounding",
        figure,
        table,
        caption="What remained of army, party and territory in percent, and how far the percentages rest on rounding.",
        alternative=f"Three bars on a scale of percent around the computed share that remained. {told}.",
    )
