"""Draw events in time: those that the record dates, those that it only orders, the order in which it visits them."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import AS_REPORTED, BLUE, GREY, INK, ORANGE, PALE, Chart, in_style, new_figure, source_note
from helpers.claims.events import order_links

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# How the record's speaker judges: shape and colour.
JUDGED = {
    "negative": ("v", ORANGE, "judged against"),
    "positive": ("^", BLUE, "judged for"),
    "mixed": ("D", INK, "mixed"),
    "none": ("o", GREY, "not judged"),
}
EVENT_TABLE = [
    "event_id", "edtf", "label", "sentence_id", "start", "end", "judged", "judgement", "not_before", "not_after",
    "step",
]  # fmt: skip


@in_style
def dated_events(events: pd.DataFrame, document: dict[str, float]) -> Chart:
    """Draw the events that the record dates, one row an event, earliest first.

    events: from ``claims.bounded``, one of them dated at least; document: label → date of the document itself, drawn
    apart from the events, two at most. Both in years with decimals. The chart's table: the dated events with the
    columns of EVENT_TABLE. Raises KeyError for a judgement that is not negative, positive, mixed or none, ValueError
    where no event is dated or the document has no date.

    >>> import pandas as pd
    >>> from helpers import charts, claims, text
    >>> events = claims.bounded(pd.DataFrame({
    ...     "event_id": ["e1", "e2"], "edtf": ["1911", ""], "after": ["", "e1"], "before": "",
    ...     "label": ["Orlen sails", "Velin follows"], "sentence_id": ["a1", "a2"], "start": [50, 90], "end": [80, 120],
    ...     "judged": "", "judgement": "none",
    ... }), told=text.time_span("1915-05-03"))
    >>> chart = charts.dated_events(events, {"the letter": 1915.3})
    >>> chart.alternative.partition("latest. ")[2], len(chart.table)
    ('1911 Orlen sails.', 1)
    """
    dated = events[events["dated"]].sort_values(["not_before", "not_after", "event_id"]).reset_index(drop=True)
    figure, (axes,) = new_figure(16, 9.5)
    first, last = int(dated["not_before"].min()) - 1, max(document.values()) + 0.9
    for place, row in enumerate(dated.itertuples()):
        marker, colour, _ = JUDGED[row.judgement]
        end, open_end = min(row.not_after, last), is_open(row.edtf)
        axes.plot(
            [row.not_before, end],
            [place, place],
            color=colour,
            linewidth=5,
            solid_capstyle="butt",
            zorder=2,
            gid=f"{row.event_id}:span",
        )
        if open_end:
            axes.annotate(
                "",
                (end + 0.5, place),
                (end, place),
                arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0},
            )
        middle = row.not_before if open_end else (row.not_before + end) / 2
        axes.plot(
            [middle], [place], marker, color=colour, markeredgecolor="white", markersize=11, zorder=3, gid=row.event_id
        )
        left = row.not_before > (first + last) / 2
        axes.text(
            row.not_before - 0.5 if left else end + 0.5,
            place,
            f"{when(row.edtf)}  {row.label} ({row.sentence_id})",
            ha="right" if left else "left",
            va="center",
            fontsize=12.5,
        )
    for (label, day), height in zip(document.items(), (len(dated) + 0.1, len(dated) + 0.9)):
        axes.plot(
            [day],
            [height],
            "s",
            color="white",
            markeredgecolor=INK,
            markersize=9,
            zorder=3,
            gid=f"document:{label}",
            clip_on=False,
        )
        axes.text(day - 0.5, height, label, ha="right", va="center", fontsize=12.5, style="italic")
    axes.axhline(len(dated) - 0.4, color=GREY, linewidth=0.8)
    axes.set_ylim(len(dated) + 1.4, -0.7)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlim(first, last + 0.6)
    axes.set_xticks(range(first + 1, int(last) + 1, 2))
    axes.set_xlabel("year (a tick is 1 January)")
    axes.grid(axis="x")
    judgement_legend(axes, dated)
    note = (
        f"{AS_REPORTED} {len(dated)} of {len(events)} events have a date in the record; the others are only ordered. "
        "Bars: span of the date. Arrows: an end that the record does not give. Squares: the dates of the document "
        "itself. The marks of March 1956 lie too close to be told apart here. Not checked against other sources."
    )
    source_note(figure, note)
    told = "; ".join(f"{row.edtf} {row.label}" for row in dated.itertuples())
    return Chart(
        "dated-events",
        figure,
        dated[EVENT_TABLE],
        caption=f"The events that the record dates: {len(dated)} of {len(events)}.",
        alternative=f"A timeline of rows from the earliest to the latest. {told}.",
    )


@in_style
def ordered_events(events: pd.DataFrame) -> Chart:
    """Draw the events that the record orders, as chains from earlier to later; no axis of years.

    events: from ``claims.bounded``, with two chains at least, one for each panel. The chart's table: the linked events,
    chain by chain, with the columns of EVENT_TABLE, after and before. Raises KeyError for a judgement that is not
    negative, positive, mixed or none, ValueError where there is no second chain to draw.

    >>> import pandas as pd
    >>> from helpers import charts, claims, text
    >>> events = claims.bounded(pd.DataFrame({
    ...     "event_id": ["e1", "e2", "e3", "e4"], "edtf": ["1911", "", "", ""], "after": ["", "e1", "", "e3"],
    ...     "label": ["Orlen sails", "Velin follows", "a feast", "a quarrel"], "sentence_id": ["a1", "a2", "a3", "a4"],
    ...     "start": [50, 90, 130, 170], "end": [80, 120, 160, 200], "before": "", "judged": "", "judgement": "none",
    ... }), told=text.time_span("1915-05-03"))
    >>> chart = charts.ordered_events(events)
    >>> chart.alternative.partition("them: ")[2]
    'Orlen sails before Velin follows; a feast before a quarrel.'
    """
    links = order_links(events)
    rows = chains(events, links)
    table = events.set_index("event_id", drop=False).loc[rows].reset_index(drop=True)
    half = (len(rows) + 1) // 2
    while half < len(rows) and table["step"][half] > 0:
        half += 1
    figure, axes = new_figure(18, 12.5, 1, 2)
    for panel, part in zip(axes, (table.iloc[:half], table.iloc[half:])):
        draw_chains(panel, part.reset_index(drop=True), events, links)
    judgement_legend(axes[0], table)
    note = (
        f"{AS_REPORTED} {len(table)} events that the record puts after or before another. A mark stands to the right "
        "of all that it stands after; distance is not time. Filled: also dated, with the date. Hollow: no date in the "
        "record. Events that no line joins are not ordered by the record’s words; where both have dates, the dates "
        "order them."
    )
    source_note(figure, note)
    label = dict(zip(events["event_id"], events["label"]))
    told = "; ".join(f"{label[earlier]} before {label[later]}" for earlier, later in links[:12])
    caption = (
        f"Events that the record orders without dating them: {(~table['dated']).sum()} undated among {len(table)}, "
        "in chains from earlier to later."
    )
    alternative = f"Chains of marks joined by lines, each a step further to the right. Among them: {told}."
    return Chart("ordered-events", figure, table[[*EVENT_TABLE, "after", "before"]], caption, alternative)


def chains(events: pd.DataFrame, links: list[tuple[str, str]]) -> list[str]:
    """Return the linked events, chain by chain, in the record's order, each behind its parent (see ``parents``)."""
    hung, later = parents(events, links), {}
    for event in events["event_id"]:
        if event in hung:
            later.setdefault(hung[event], []).append(event)
    linked = {event for pair in links for event in pair}
    roots = [event for event in events["event_id"] if event in linked and event not in hung]
    found: list[str] = []

    def follow(event: str) -> None:
        if event not in found:
            found.append(event)
            for one in later.get(event, []):
                follow(one)

    for root in roots:
        follow(root)
    return found


def parents(events: pd.DataFrame, links: list[tuple[str, str]]) -> dict[str, str]:
    """Return event → its parent in the drawing: of those it stands after, the one with the most steps before it."""
    step = dict(zip(events["event_id"], events["step"]))
    found: dict[str, str] = {}
    for earlier, later in links:
        if later not in found or step[earlier] > step[found[later]]:
            found[later] = earlier
    return found


def draw_chains(axes: "Axes", part: pd.DataFrame, events: pd.DataFrame, links: list[tuple[str, str]]) -> None:
    """Draw one column of chains: a row an event, indented by its step, joined to its parent.

    What else it stands after is written.
    """
    places = {row.event_id: (row.step, place) for place, row in enumerate(part.itertuples())}
    hung, told = parents(events, links), dict(zip(events["event_id"], events["sentence_id"]))
    for event in places:
        if event in hung:
            (x, y), (other_x, other_y) = places[hung[event]], places[event]
            gid = f"{hung[event]}<{event}"
            axes.plot([x, x, other_x], [y, other_y, other_y], color=GREY, linewidth=1, zorder=1, gid=gid)
    for row in part.itertuples():
        marker, colour, _ = JUDGED[row.judgement]
        x, y = places[row.event_id]
        axes.plot(
            [x],
            [y],
            marker,
            markersize=10,
            color=colour if row.dated else "white",
            markeredgecolor=colour,
            markeredgewidth=2,
            zorder=3,
            gid=row.event_id,
        )
        also = [told[earlier] for earlier, later in links if later == row.event_id and earlier != hung[later]]
        date = f"{row.edtf}  " if row.dated else ""
        after = f", also after {', '.join(also)}" if also else ""
        axes.text(x + 0.35, y, f"{date}{row.label} ({row.sentence_id}{after})", va="center", fontsize=12)
    axes.set_xlim(-0.5, max(part["step"].max() + 15.5, 23))
    axes.set_ylim(len(part) - 0.3, -0.8)
    axes.set_axis_off()


@in_style
def told_and_happened(events: pd.DataFrame, first: int, length: int) -> Chart:
    """Draw when each event happened against where the record comes to it.

    events: from ``claims.bounded``, one of them dated at least; first: offset of the body's first character; length:
    its length in characters. Undated events are hollow lines between the dates that bound them. The chart's table: all
    events with the columns of EVENT_TABLE; not_before and not_after in years with decimals, infinite where open. Raises
    KeyError for a judgement that is not negative, positive, mixed or none, ValueError where no event is dated.

    >>> import pandas as pd
    >>> from helpers import charts, claims, text
    >>> events = claims.bounded(pd.DataFrame({
    ...     "event_id": ["e1", "e2"], "edtf": ["1911", ""], "after": ["", "e1"], "before": "",
    ...     "label": ["Orlen sails", "Velin follows"], "sentence_id": ["a1", "a2"], "start": [50, 90], "end": [80, 120],
    ...     "judged": "", "judgement": "none",
    ... }), told=text.time_span("1915-05-03"))
    >>> chart = charts.told_and_happened(events, first=40, length=100)
    >>> chart.alternative.partition("order: ")[2]
    '1911.'
    """
    figure, (axes,) = new_figure(16, 8.5)
    begun = events.loc[events["dated"], "not_before"]
    low, high = int(begun.min()) - 4, int(begun.max()) + 3
    for row in events.itertuples():
        marker, colour, _ = JUDGED[row.judgement]
        x, bottom, top = row.start - first, max(row.not_before, low), min(row.not_after, high)
        axes.plot(
            [x, x],
            [bottom, top],
            color=colour if row.dated else "#BBBBBB",
            linewidth=5 if row.dated else 1.2,
            linestyle="-" if row.dated else (0, (3, 3)),
            zorder=3 if row.dated else 1,
            solid_capstyle="butt",
            gid=f"{row.event_id}:span",
        )
        if row.dated:
            middle = bottom if is_open(row.edtf) else (bottom + top) / 2
            axes.plot(
                [x], [middle], marker, color=colour, markeredgecolor="white", markersize=12, zorder=4, gid=row.event_id
            )
    dated = events[events["dated"]].sort_values("start")
    axes.plot(
        dated["start"] - first,
        [(row.not_before + min(row.not_after, row.not_before + 1)) / 2 for row in dated.itertuples()],
        color=PALE,
        linewidth=1.2,
        zorder=0.5,
    )
    for _, group in dated.groupby("edtf", sort=False):
        row = group.iloc[0]
        height, away = (row["not_before"], -24) if is_open(row["edtf"]) else (row["not_after"], 10)
        axes.annotate(
            when(row["edtf"]),
            (row["start"] - first, height),
            xytext=(0, away),
            textcoords="offset points",
            ha="center",
            fontsize=12,
        )
    axes.set_xlim(-0.015 * length, 1.03 * length)
    axes.set_ylim(low, high)
    axes.set_ylabel("when it happened, as the record dates it")
    axes.set_xlabel("where the record comes to it, in characters of its text")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y")
    judgement_legend(axes, dated)
    note = (
        f"{AS_REPORTED} {len(dated)} dated events (filled) of {len(events)}. Dashed: events that are only ordered, "
        "between the dates that bound them; a line that runs out of the frame has no bound on that side; the upper "
        "bound is mostly the day of the conversation, not a date in the account. The pale line joins the dated events "
        "as the record visits them."
    )
    source_note(figure, note)
    told = ", ".join(row.edtf for row in dated.itertuples())
    caption = "The order in which the record visits events against the order in which they happened."
    alternative = f"Marks on a plane: place in the record against year. The dated events in the record's order: {told}."
    return Chart("told-and-happened", figure, events[EVENT_TABLE], caption, alternative)


def is_open(edtf: str) -> bool:
    """True for a date whose end is not given: "1946/.."."""
    return edtf.endswith("..")


def when(edtf: str) -> str:
    """Return a date as it is written in the drawings: "from 1946" for one whose end is not given."""
    return f"from {edtf.split('/')[0]}" if is_open(edtf) else edtf


def judgement_legend(axes: "Axes", events: pd.DataFrame) -> None:
    """Show which mark stands for which judgement."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], marker=marker, color=colour, linestyle="none", markersize=11, label=label)
        for name, (marker, colour, label) in JUDGED.items()
        if name in set(events["judgement"])
    ]
    axes.legend(handles=handles, loc="lower left", ncols=len(handles), bbox_to_anchor=(0, 1.0), borderaxespad=0.2)
