"""Draw coded relations: the network by period."""

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.co_mention import KIND_MARKERS, draw_dots, fit, short_name
from helpers.charts.style import AS_REPORTED, BLUE, GREY, INK, ORANGE, SKY, Chart, in_style, new_figure, source_note
from helpers.networks.positions import placed
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
def relations_by_period(
    relations: pd.DataFrame, actors: pd.DataFrame, positions: pd.DataFrame, periods: dict[str, str]
) -> Chart:
    """Draw the relations of each period on common positions; actors without a position are counted, not drawn.

    relations: from ``claims.held``, one row a relation; actors: actor_id, kind; positions: label, x and y (0 to 1),
    indexed by actor_id; periods: term → label, in the order of the panels (``claims.read_terms``). The chart's table:
    the pairs that are drawn, as period and the columns of ``networks.arcs``. Raises KeyError for an actor who has a
    position and is not among the actors.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> relations = pd.DataFrame({
    ...     "source": ["orlen"], "target": ["velin"], "relation": ["trusts"], "sign": ["+"], "sentence_id": ["a1"],
    ...     "period": ["early"],
    ... })
    >>> actors = pd.DataFrame({"actor_id": ["orlen", "velin"], "kind": "person"})
    >>> positions = pd.DataFrame({"label": ["Orlen", "Velin"], "x": [0.2, 0.8], "y": 0.5}, index=["orlen", "velin"])
    >>> chart = charts.relations_by_period(relations, actors, positions, {"early": "early years", "late": "late years"})
    >>> chart.alternative.partition(". ")[2]
    'early years: 1 pairs, 1 for, 0 against; late years: 0 pairs, 0 for, 0 against.'
    """
    figure, axes = new_figure(18, 13.5, 2, (len(periods) + 1) // 2)
    kinds, frames = actors.set_index("actor_id")["kind"], []
    for panel, (period, label) in zip(axes, periods.items()):
        pairs = arcs(relations[relations["period"] == period])
        drawn = placed(pairs, positions)
        frames.append(drawn.assign(period=period))
        for row in drawn.itertuples():
            draw_arrow(panel, row, positions, width=1 + 0.4 * min(row.weight, 8))
        draw_members(panel, set(drawn["source"]) | set(drawn["target"]), positions, kinds)
        panel.set_title(f"{label}: {drawn['weight'].sum()} of {pairs['weight'].sum()} relations drawn")
    sign_legend(figure)
    note = (
        f"{AS_REPORTED} {CODED} The period is that of the relation, as far as the record tells it; what Mao judges in "
        "the conversation belongs to 1956. Width: number of relations, also of those without a sign. Relations with "
        "an actor who has no place here are counted in the title and not drawn. Grey dots: actors without a relation "
        "in the period. Positions carry no meaning."
    )
    source_note(figure, note)
    table = pd.concat(frames, ignore_index=True)[["period", *pairs.columns]]
    told = "; ".join(
        f"{label}: {len(part)} pairs, {(part['sign'] == '+').sum()} for, {(part['sign'] == '-').sum()} against"
        for label, part in zip(periods.values(), frames)
    )
    return Chart(
        "relations-by-period",
        figure,
        table,
        caption="Who acts on whom, period by period, as the record tells it.",
        alternative=f"Panels of arrows on the same positions, one a period. {told}.",
    )


def draw_members(axes: "Axes", members: set[str], positions: pd.DataFrame, kinds: pd.Series) -> None:
    """Draw the actors of one panel with their names, and the others as grey dots."""
    draw_dots(axes, positions[~positions.index.isin(members)])
    for actor_id in sorted(members):
        x, y, label = positions.loc[actor_id, ["x", "y", "label"]]
        axes.plot(
            [x],
            [y],
            KIND_MARKERS[kinds[actor_id]],
            color=BLUE if kinds[actor_id] == "person" else SKY,
            markeredgecolor=INK,
            markersize=11,
            zorder=4,
            gid=actor_id,
        )
        axes.annotate(
            textwrap.fill(label, 14),
            (x, y),
            xytext=(0, -9),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=13,
            zorder=5,
            linespacing=0.95,
            gid=f"label:{actor_id}",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.3},
        )
    fit(axes, positions)
