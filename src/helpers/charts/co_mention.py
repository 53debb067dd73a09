"""Draw networks of actors on fixed positions."""

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import (
    AS_REPORTED,
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    SKY,
    Chart,
    in_style,
    new_figure,
    source_note,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KIND_MARKERS = {"person": "o", "party": "s", "body": "D", "state": "^", "army": "P", "press": "v", "people": "h"}


@in_style
def co_mention_network(edges: pd.DataFrame, table: pd.DataFrame, positions: pd.DataFrame, focus: list[str]) -> Chart:
    """Draw the co-mention network of the actors that have a position; the others stay in the table.

    edges: from ``networks.co_mentions``, one row a pair, in falling order of weight (sentences that name both); table:
    from ``networks.actor_table``, one row an actor; positions: label, x and y (0 to 1), indexed by actor_id, from
    ``networks.read_positions``; focus: ids of the actors to be set off. The chart's table: the edges that are drawn.
    Raises KeyError for a kind of actor that has no shape.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> edges = pd.DataFrame({"source": ["orlen"], "target": ["velin"], "weight": [2], "sentence_ids": ["a1 a4"]})
    >>> table = pd.DataFrame({
    ...     "actor_id": ["orlen", "velin"], "name": ["A. Orlen", "B. Velin"], "kind": "person", "mentions": [3, 2],
    ... })
    >>> positions = pd.DataFrame({"label": ["Orlen", "Velin"], "x": [0.2, 0.8], "y": 0.5}, index=["orlen", "velin"])
    >>> chart = charts.co_mention_network(edges, table, positions, focus=["orlen"])
    >>> chart.alternative.partition(": ")[2]
    'A. Orlen and B. Velin (2).'
    """
    figure, (axes,) = new_figure(16, 10.5)
    shown = table[table["actor_id"].isin(positions.index)]
    drawn = edges[edges["source"].isin(shown["actor_id"]) & edges["target"].isin(shown["actor_id"])]
    draw_network(axes, drawn, shown, positions, set(focus))
    kind_legend(axes, shown)
    left_out = len(table) - len(shown)
    count = f"{len(shown)} of {len(table)} actors and {len(drawn)} of {len(edges)} edges"
    note = (
        f"{AS_REPORTED} {count} drawn; {left_out} actors without a place in the drawing stand in the table only.\n"
        "Line width: number of sentences that name both; pale: one sentence. Size: how often named. "
        "Orange: centre of an ego network. Positions carry no meaning."
    )
    source_note(figure, note)
    strongest = drawn.head(3)
    names = table.set_index("actor_id")["name"]
    listed = "; ".join(f"{names[row.source]} and {names[row.target]} ({row.weight})" for row in strongest.itertuples())
    caption = (
        f"Who is named together with whom in one sentence of what is said in the record: {count}; "
        "cues such as “said Mao Zedong” do not count."
    )
    alternative = (
        f"A network of {len(shown)} named actors. The heaviest edges, by number of shared sentences: {listed}."
    )
    return Chart("co-mention-network", figure, drawn, caption, alternative)


@in_style
def ego_networks(edges_of: dict[str, pd.DataFrame], table: pd.DataFrame, positions: pd.DataFrame) -> Chart:
    """Draw the ego networks of several actors side by side, on common positions.

    edges_of: actor_id → its ego edges (``networks.ego_edges``); table and positions as in ``co_mention_network``.
    Actors without a position are counted, not drawn. The chart's table: the edges that are drawn, as ego, source,
    target, weight (sentences that name both) and sentence_ids. Raises KeyError for an actor whom the table does not
    have, and for a kind that has no shape.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> edges = pd.DataFrame({"source": ["orlen"], "target": ["velin"], "weight": [2], "sentence_ids": ["a1 a4"]})
    >>> table = pd.DataFrame({
    ...     "actor_id": ["orlen", "velin"], "name": ["A. Orlen", "B. Velin"], "kind": "person", "mentions": [3, 2],
    ... })
    >>> positions = pd.DataFrame({"label": ["Orlen", "Velin"], "x": [0.2, 0.8], "y": 0.5}, index=["orlen", "velin"])
    >>> chart = charts.ego_networks({"velin": edges}, table, positions)
    >>> chart.table.to_numpy().tolist()
    [['velin', 'orlen', 'velin', 2, 'a1 a4']]
    """
    figure, axes = new_figure(17, 8.4, 1, len(edges_of))
    names = table.set_index("actor_id")["name"]
    frames, notes, told = [], [], []
    for panel, (center, edges) in zip(axes, edges_of.items()):
        members = set(edges["source"]) | set(edges["target"])
        shown = table[table["actor_id"].isin(members & set(positions.index))]
        drawn = edges[edges["source"].isin(shown["actor_id"]) & edges["target"].isin(shown["actor_id"])]
        others = table[table["actor_id"].isin(positions.index) & ~table["actor_id"].isin(members)]
        draw_network(panel, drawn, shown, positions, {center}, others, own=center)
        panel.set_title(f"{short_name(names[center])}: {len(members) - 1} neighbours")
        frames.append(drawn.assign(ego=center))
        notes.append(f"{short_name(names[center])} {len(shown) - 1} of {len(members) - 1}")
        own = edges[(edges["source"] == center) | (edges["target"] == center)].head(3)
        others = [(row.target if row.source == center else row.source, row.weight) for row in own.itertuples()]
        told.append(f"{names[center]}: " + ", ".join(f"{names[other]} ({weight})" for other, weight in others))
    note = (
        f"{AS_REPORTED} Dark lines: the actor’s own edges, in brackets the number of sentences that name both where "
        "there is more than one. Pale lines: edges\namong the neighbours. "
        f"Neighbours drawn: {'; '.join(notes)}. Grey dots: actors outside the ego network. "
        "Positions are the same in all panels and carry no meaning."
    )
    source_note(figure, note)
    caption = (
        f"The ego networks of {', '.join(short_name(names[center]) for center in edges_of)}: "
        "who is named together with them in one sentence, and with each other."
    )
    alternative = (
        "Three networks side by side on the same positions. Strongest ties of each, by number of shared sentences. "
        f"{'. '.join(told)}."
    )
    table = pd.concat(frames, ignore_index=True)[["ego", "source", "target", "weight", "sentence_ids"]]
    return Chart("ego-networks", figure, table, caption, alternative)


def draw_network(
    axes: "Axes",
    edges: pd.DataFrame,
    shown: pd.DataFrame,
    positions: pd.DataFrame,
    focus: set[str],
    others: pd.DataFrame | None = None,
    fontsize: float = 14,
    own: str = "",
) -> None:
    """Draw nodes by kind, edges by weight and labels on fixed positions."""
    weights = {
        row.target if row.source == own else row.source: row.weight
        for row in edges.itertuples()
        if own in (row.source, row.target)
    }
    for row in edges.sort_values(["weight", "source", "target"]).itertuples():
        ends = positions.loc[[row.source, row.target]]
        mine = not own or own in (row.source, row.target)
        colour = (GREY if row.weight > 1 else "#D5DCE0") if not own else INK if mine else PALE
        axes.plot(
            ends["x"],
            ends["y"],
            color=colour,
            linewidth=0.4 + 0.9 * row.weight if mine else 0.8,
            zorder=1 + row.weight / 100 if mine else 0.9,
            gid=f"{row.source}--{row.target}",
            solid_capstyle="round",
        )
    if others is not None:
        draw_dots(axes, positions.loc[others["actor_id"]])
    for row in shown.itertuples():
        x, y = positions.loc[row.actor_id, ["x", "y"]]
        colour = ORANGE if row.actor_id in focus else BLUE if row.kind == "person" else SKY
        size = 7 + 1.8 * min(row.mentions, 36) ** 0.5
        axes.plot(
            [x],
            [y],
            KIND_MARKERS[row.kind],
            color=colour,
            markeredgecolor=INK,
            markeredgewidth=3 if row.actor_id in focus else 1,
            markersize=size,
            zorder=4,
            gid=row.actor_id,
            linestyle="none",
        )
        shared = weights.get(row.actor_id, 0)
        text = textwrap.fill(positions.loc[row.actor_id, "label"] + (f" ({shared})" if shared > 1 else ""), 14)
        axes.annotate(
            text,
            (x, y),
            xytext=(0, -size / 2 - 2),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=fontsize,
            fontweight="bold" if row.actor_id in focus else "normal",
            zorder=5,
            gid=f"label:{row.actor_id}",
            linespacing=0.95,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.3},
        )
    fit(axes, positions)


def draw_dots(axes: "Axes", places: pd.DataFrame, size: float = 4) -> None:
    """Draw the actors who take no part in a panel as grey dots."""
    axes.plot(places["x"], places["y"], "o", color=PALE, markersize=size, linestyle="none", zorder=1)


def fit(axes: "Axes", positions: pd.DataFrame) -> None:
    """Fit a panel to all positions, with room for the names; no axes are drawn."""
    axes.set_axis_off()
    axes.set_xlim(positions["x"].min() - 0.07, positions["x"].max() + 0.07)
    axes.set_ylim(positions["y"].min() - 0.11, positions["y"].max() + 0.05)


def kind_legend(axes: "Axes", shown: pd.DataFrame) -> None:
    """Show which shape stands for which kind of actor."""
    from matplotlib.lines import Line2D

    kinds = [kind for kind in KIND_MARKERS if kind in set(shown["kind"])]
    handles = [
        Line2D(
            [],
            [],
            marker=KIND_MARKERS[kind],
            color=BLUE if kind == "person" else SKY,
            markeredgecolor=INK,
            linestyle="none",
            markersize=11,
            label=kind,
        )
        for kind in kinds
    ]
    axes.legend(
        handles=handles,
        loc="upper left",
        ncols=len(handles),
        bbox_to_anchor=(0, 1.04),
        columnspacing=1.4,
        handletextpad=0.3,
    )


def short_name(name: str) -> str:
    """Return a name without its initials: "A. B. Orlen" → "Orlen"."""
    words = name.split()
    return " ".join(word for word in words if not (len(word) == 2 and word.endswith("."))) or name
