"""Draw coded relations: signed ego networks, the signed matrix, ranks with their intervals."""

import re
import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.co_mention import KIND_MARKERS, draw_dots, fit, short_name
from helpers.charts.style import AS_REPORTED, BLUE, GREY, INK, ORANGE, SKY, Chart, in_style, new_figure, source_note
from helpers.networks.relations import arcs

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Sign by colour and by dash; the matrix says it again by a character.
SIGN_LOOKS = {
    "+": (BLUE, "-", "for"),
    "-": (ORANGE, (0, (5, 2)), "against"),
    "±": (INK, (0, (6, 2, 1, 2)), "both"),
    "0": (GREY, (0, (1, 2)), "neither"),
}
SIGN_TEXTS = {"+": "+", "-": "−", "±": "±", "0": "0"}
CODED = "Coded by reading; each relation rests on the sentences in the table."


@in_style
def relation_egos(relations: pd.DataFrame, actors: pd.DataFrame, positions: pd.DataFrame, centers: list[str]) -> Chart:
    """Draw the signed ego networks of several actors side by side, on common positions.

    relations: from ``claims.held``, one row a relation; actors: actor_id, kind; positions: label, x and y (0 to 1),
    indexed by actor_id; centers: actor ids, one panel each. Drawn are the actor's own relations, one arrow an ordered
    pair: sign by colour and dash; the types stand at the neighbour, → from the centre and ← towards it, with how often.
    The chart's table: ego, and the columns of ``networks.arcs``. Raises KeyError where a neighbour has no position.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> relations = pd.DataFrame({
    ...     "source": ["orlen"], "target": ["velin"], "relation": ["trusts"], "sign": ["+"], "sentence_id": ["a1"],
    ... })
    >>> actors = pd.DataFrame({"actor_id": ["orlen", "velin"], "kind": "person"})
    >>> positions = pd.DataFrame({"label": ["Orlen", "Velin"], "x": [0.2, 0.8], "y": 0.5}, index=["orlen", "velin"])
    >>> chart = charts.relation_egos(relations, actors, positions, centers=["orlen"])
    >>> chart.alternative.partition(". ")[2]
    'Orlen: Orlen to Velin trusts (+).'
    """
    figure, axes = new_figure(18, 14, 1, len(centers))
    kinds, labels = actors.set_index("actor_id")["kind"], positions["label"]
    pairs, frames = arcs(relations), []
    for panel, center in zip(axes, centers):
        own = pairs[(pairs["source"] == center) | (pairs["target"] == center)]
        frames.append(own.assign(ego=center))
        draw_ego(panel, own, center, positions, kinds)
        neighbours = len(set(own["source"]) | set(own["target"])) - 1
        panel.set_title(f"{labels[center]}: {own['weight'].sum()} relations with {neighbours} actors", fontsize=15)
    sign_legend(figure)
    note = (
        f"{AS_REPORTED} {CODED} Arrows: one for each direction; the width is the number of relations, also of those "
        "without a sign. Under a neighbour: what the centre does to it (→) and what it does to the centre (←), with "
        "how often. Only what is said to be done, held or attempted. Grey dots: actors related to another of the "
        "three. Positions are the same in all panels and carry no meaning."
    )
    source_note(figure, note)
    table = pd.concat(frames, ignore_index=True)[["ego", *pairs.columns]]
    told = []
    for center in centers:
        arrows = [
            f"{labels[row.source]} to {labels[row.target]} {row.types} ({row.sign})"
            for row in table[table["ego"] == center].itertuples()
        ]
        told.append(f"{labels[center]}: {'; '.join(arrows)}")
    named = ", ".join(labels[center] for center in centers)
    return Chart(
        "relation-egos",
        figure,
        table,
        caption=f"Who acts on whom around {named}: coded relations with direction, sign and type.",
        alternative=f"Three networks of arrows side by side on the same positions. {'. '.join(told)}.",
    )


def draw_ego(axes: "Axes", own: pd.DataFrame, center: str, positions: pd.DataFrame, kinds: pd.Series) -> None:
    """Draw one ego network: arrows, marks by kind, names with the types of relation under them."""
    members = set(own["source"]) | set(own["target"])
    draw_dots(axes, positions[~positions.index.isin(members)], 5)
    for row in own.itertuples():
        draw_arrow(axes, row, positions, width=1.2 + 0.5 * min(row.weight, 8))
    for actor_id in sorted(members):
        x, y, label = positions.loc[actor_id, ["x", "y", "label"]]
        axes.plot(
            [x],
            [y],
            KIND_MARKERS[kinds[actor_id]],
            color=ORANGE if actor_id == center else BLUE if kinds[actor_id] == "person" else SKY,
            markeredgecolor=INK,
            markeredgewidth=3 if actor_id == center else 1,
            markersize=17 if actor_id == center else 12,
            zorder=4,
            gid=actor_id,
        )
        lines = [] if actor_id == center else [f"{sign} {row.types}" for sign, row in directed(own, center, actor_id)]
        # A no-break space keeps a type and its number together.
        lines = [re.sub(r" (\d)", "\u00a0\\1", line) for line in lines]
        text = "\n".join([label, *(textwrap.fill(line, 21, subsequent_indent="   ") for line in lines)])
        # Away from the centre, so that the name does not cover the arrows.
        above = y > positions.loc[center, "y"]
        name = axes.annotate(
            text,
            (x, y),
            xytext=(0, 11 if above else -11),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            fontsize=13.5,
            zorder=5,
            linespacing=1.0,
            gid=f"label:{actor_id}",
            fontweight="bold" if actor_id == center else "normal",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.4},
        )
        name.set_in_layout(False)
    axes.set_axis_off()
    axes.set_xlim(-0.05, 1.05)
    axes.set_ylim(-0.03, 1.06)


def directed(own: pd.DataFrame, center: str, other: str) -> list[tuple[str, object]]:
    """Return the rows between the centre and another with their arrow: → from the centre, ← towards it."""
    return [
        ("→" if row.source == center else "←", row) for row in own.itertuples() if other in (row.source, row.target)
    ]


def draw_arrow(axes: "Axes", row, positions: pd.DataFrame, width: float) -> None:
    """Draw one ordered pair as a curved arrow, so that both directions can be seen; its gid names the pair."""
    from matplotlib.patches import FancyArrowPatch

    colour, dash, _ = SIGN_LOOKS[row.sign]
    ends = [tuple(positions.loc[actor, ["x", "y"]].astype(float)) for actor in (row.source, row.target)]
    axes.add_patch(
        FancyArrowPatch(
            *ends,
            connectionstyle="arc3,rad=0.13",
            arrowstyle="-|>",
            mutation_scale=15,
            color=colour,
            linestyle=dash,
            linewidth=width,
            shrinkA=8,
            shrinkB=9,
            zorder=2,
            gid=f"{row.source}>{row.target}",
        )
    )


def sign_legend(figure: "Figure") -> None:
    """Show above the panels which colour and dash stands for which sign."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=colour, linestyle=dash, linewidth=2.5, label=f"{label} ({SIGN_TEXTS[sign]})")
        for sign, (colour, dash, label) in SIGN_LOOKS.items()
    ]
    figure.legend(
        handles=handles, loc="outside upper left", ncols=len(handles), handlelength=3, columnspacing=1.4, fontsize=13
    )


@in_style
def signed_matrix(relations: pd.DataFrame, names: dict[str, str], least: int = 2) -> Chart:
    """Draw the signed adjacency: who (row) relates to whom (column), sign by colour and character.

    relations: from ``claims.held``, one row a relation; names: actor_id → name; least: drawn are the actors with at
    least so many relations, by how many they have. Below a sign stands how many of the relations have it
    (``share_signed``). The chart's table: the pairs that are drawn, columns as in ``networks.arcs``. Raises KeyError
    for an actor without a name.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> relations = pd.DataFrame({
    ...     "source": "orlen", "target": "velin", "relation": ["trusts", "informs"], "sign": ["+", "0"],
    ...     "sentence_id": ["a1", "a2"],
    ... })
    >>> chart = charts.signed_matrix(relations, {"orlen": "A. Orlen", "velin": "B. Velin"})
    >>> chart.alternative.partition("cells: ")[2]
    'A. Orlen to B. Velin: 2 (+).'
    """
    from matplotlib.patches import Rectangle

    pairs = arcs(relations)
    totals = pd.concat([relations["source"], relations["target"]]).value_counts()
    ranked = sorted(totals.index, key=lambda actor: (-totals[actor], actor))
    shown = [actor for actor in ranked if totals[actor] >= least]
    drawn = pairs[pairs["source"].isin(shown) & pairs["target"].isin(shown)]
    figure, (axes,) = new_figure(16, 14.5)
    for row in drawn.itertuples():
        x, y = shown.index(row.target), shown.index(row.source)
        colour, _, _ = SIGN_LOOKS[row.sign]
        axes.add_patch(
            Rectangle(
                (x - 0.5, y - 0.5),
                1,
                1,
                facecolor=colour,
                edgecolor="white",
                alpha=0.35 if row.sign == "0" else 1,
                gid=f"{row.source}>{row.target}",
            )
        )
        axes.text(
            x,
            y,
            f"{SIGN_TEXTS[row.sign]}\n{share_signed(row)}".strip(),
            ha="center",
            va="center",
            fontsize=11.5,
            linespacing=0.85,
            color=INK if row.sign == "0" else "white",
            fontweight="bold",
        )
    labels = [textwrap.fill(short_name(names[actor]), 26) for actor in shown]
    axes.set_xticks(range(len(shown)), labels, rotation=90)
    axes.set_yticks(range(len(shown)), labels)
    axes.xaxis.tick_top()
    axes.text(-0.7, -0.7, "rows act\non columns", ha="right", va="bottom", fontsize=13, color=GREY)
    axes.set_xlim(-0.5, len(shown) - 0.5)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xticks([place - 0.5 for place in range(len(shown) + 1)], minor=True)
    axes.set_yticks([place - 0.5 for place in range(len(shown) + 1)], minor=True)
    axes.grid(which="minor", color="#E6E6E6")
    axes.tick_params(which="both", length=0)
    axes.set_aspect("equal")
    note = (
        f"{AS_REPORTED} {CODED} + for, − against, ± both, 0 neither. Below: number of relations if above one; 1/4 is "
        f"one with the sign of four. {len(shown)} of {len(totals)} actors (at least {least} relations) and "
        f"{len(drawn)} of {len(pairs)} pairs drawn."
    )
    source_note(figure, note)
    strongest = drawn.sort_values(["weight", "source", "target"], ascending=[False, True, True]).head(6)
    told = "; ".join(
        f"{names[row.source]} to {names[row.target]}: {row.weight} ({row.sign})" for row in strongest.itertuples()
    )
    caption = (
        f"The signed adjacency of the coded relations: {len(shown)} of {len(totals)} actors, "
        f"{len(drawn)} of {len(pairs)} ordered pairs."
    )
    alternative = f"A matrix of coloured cells, rows act on columns. The fullest cells: {told}."
    return Chart("signed-matrix", figure, drawn, caption, alternative)


def share_signed(row) -> str:
    """Return how many relations a pair has: "" for one, "5" where all have its sign, "2/5" where two of five have.

    For both signs or neither it is "5".
    """
    signed = {"+": row.positive, "-": row.negative}.get(row.sign, row.weight)
    return f"{signed}/{row.weight}" if signed < row.weight else "" if row.weight == 1 else str(row.weight)


@in_style
def rank_chart(intervals: pd.DataFrame, names: dict[str, str], measures: dict[str, str], first: int = 10) -> Chart:
    """Draw the first ranks of each measure with their intervals, one panel a measure.

    intervals: from ``networks.rank_intervals``, one row an actor and measure: actor_id, measure, rank, best, worst (1
    is first); names: actor_id → name; measures: measure → what it is called; first: how many ranks a panel shows. The
    chart's table: the rows that are drawn. Raises KeyError for an actor without a name.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> intervals = pd.DataFrame({
    ...     "actor_id": ["velin", "orlen"], "measure": "in_degree", "rank": [2, 1], "best": [1, 1], "worst": [2, 1],
    ... })
    >>> chart = charts.rank_chart(intervals, {"orlen": "A. Orlen", "velin": "B. Velin"}, {"in_degree": "acted on by"})
    >>> chart.alternative.partition("range: ")[2]
    'acted on by, A. Orlen 1 (1 to 1); acted on by, B. Velin 2 (1 to 2).'
    """
    figure, axes = new_figure(17, 6.8, 1, len(measures))
    frames = []
    for panel, (measure, title) in zip(axes, measures.items()):
        part = intervals[intervals["measure"] == measure]
        part = part.sort_values(["rank", "best", "worst", "actor_id"], ignore_index=True).head(first)
        frames.append(part)
        for place, row in enumerate(part.itertuples()):
            panel.plot(
                [row.best, row.worst],
                [place, place],
                color=SKY,
                linewidth=7,
                solid_capstyle="butt",
                zorder=2,
                gid=f"{measure}:{row.actor_id}:interval",
            )
            panel.plot([row.rank], [place], "o", color=INK, markersize=9, zorder=3, gid=f"{measure}:{row.actor_id}")
        panel.set_yticks(range(len(part)), [textwrap.fill(short_name(names[actor]), 22) for actor in part["actor_id"]])
        panel.set_ylim(len(part) - 0.4, -0.6)
        panel.set_xlim(0.3, 20.7)
        panel.set_xticks([1, 5, 10, 15, 20])
        panel.set_xlabel("rank (1 is first)")
        panel.set_title(title)
        panel.grid(axis="x")
        panel.tick_params(axis="y", length=0)
    note = (
        f"{AS_REPORTED} {CODED} Dots: rank in the whole. Bars: range of the rank when each sentence, each relation and "
        "each other actor is left out in turn; a bar that runs out of the panel ends at a later rank."
    )
    source_note(figure, note)
    table = pd.concat(frames, ignore_index=True)
    told = "; ".join(
        f"{measures[row.measure]}, {names[row.actor_id]} {row.rank} ({row.best} to {row.worst})"
        for row in table.itertuples()
        if row.rank <= 3
    )
    return Chart(
        "ranks",
        figure,
        table,
        caption="How central each actor is, and how far its rank depends on single sentences, relations and actors.",
        alternative=f"Three panels of dots with bars. First ranks with their range: {told}.",
    )
