"""Draw the figures. Each function takes frames and returns a ``Chart``; nothing here parses or decides.

Every mark carries an identifier (``gid``) that names its row in the chart's table, so that a test can read the
drawing back and compare it with the table.
"""

import textwrap
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import pandas as pd

from helpers.figures import STYLE, Chart
from helpers.speech import NARRATOR

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Colours that stay apart for colour-blind readers and in grey; a hatch or a shape says the same again.
INK, GREY, PALE = "#222222", "#767676", "#DDDDDD"
BLUE, SKY, ORANGE = "#005A8C", "#9CCBEB", "#D55E00"
MODES = {
    "indirect": ("indirect (with its own cue)", BLUE, ""),
    "free_indirect": ("free indirect (no cue)", SKY, ""),
    "direct": ("direct (his first person)", ORANGE, "////"),
    "narration": ("narration", GREY, ""),
}
KIND_MARKERS = {"person": "o", "party": "s", "body": "D", "state": "^", "army": "P", "press": "v", "people": "h"}


def in_style(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Run a drawing function in the project's style, whatever the notebook has set, and settle the layout once.

    A layout that went on settling would move the marks a little each time the figure is saved.
    """

    @wraps(draw)
    def drawn(*arguments, **options) -> Chart:
        import matplotlib.style

        with matplotlib.style.context(["default", STYLE]):
            chart = draw(*arguments, **options)
            chart.figure.draw_without_rendering()
            chart.figure.set_layout_engine("none")
            return chart

    return drawn


def new_figure(width: float, height: float, rows: int = 1, columns: int = 1, **options) -> "tuple[Figure, list[Axes]]":
    """Return a figure and its axes, left to right, without touching pyplot: nothing is shown by itself."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **options)
    return figure, list(axes.flat)


AS_REPORTED = "As Yudin’s record of 31 March 1956 reports it, in English translation."


def source_note(figure: "Figure", text: str) -> None:
    """Write the source line and n under a figure, wrapped to its width."""
    size = 13
    letters = int(figure.get_figwidth() * 72 / (size * 0.56))
    figure.supxlabel(textwrap.fill(text.replace("\n", " "), letters), fontsize=size, color="#555555", x=0.01, ha="left")


@in_style
def course_of_speech(utterances: pd.DataFrame) -> Chart:
    """Draw who speaks, and in which mode, over the course of the record; one bar a sentence, as long as its text."""
    first = utterances["start"].iloc[0]
    table = utterances[["sentence_id", "speaker", "mode"]].assign(
        begins=utterances["start"] - first, length=utterances["end"] - utterances["start"]
    )
    spoken = table[table["speaker"] != NARRATOR]
    speakers = [NARRATOR, *spoken.groupby("speaker").size().sort_values().index]
    figure, (axes,) = new_figure(14, 4.8)
    for row in table.itertuples():
        _, colour, hatch = MODES[row.mode]
        bar = axes.barh(speakers.index(row.speaker), row.length, left=row.begins, height=0.6, color=colour, hatch=hatch, edgecolor="white", linewidth=0.4)
        bar[0].set_gid(row.sentence_id)
    for speaker in speakers[:-1]:
        label_runs(axes, table[table["speaker"] == speaker], speakers.index(speaker) + 0.36)
    counts = table["speaker"].value_counts()
    labels = [f"{name}\n{counts.get(name, 0)} sentences" if name != NARRATOR else f"narration\n{counts.get(name, 0)} sentences" for name in speakers]
    axes.set_yticks(range(len(speakers)), labels)
    axes.set_ylim(-0.5, len(speakers) - 0.35)
    axes.set_xlim(-100, table["begins"].iloc[-1] + table["length"].iloc[-1] + 100)
    axes.set_xlabel("course of the record, in characters of its text")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.tick_params(axis="y", length=0)
    mode_legend(axes, [mode for mode in MODES if mode in set(table["mode"])])
    source_note(figure, f"{AS_REPORTED} n = {len(table)} sentences, numbered in order. Speaker and mode by rule.")
    shares = ", ".join(f"{name} {counts[name]}" for name in reversed(speakers) if name in counts)
    return Chart(
        "course-of-speech", figure, table,
        caption=f"To whom the record gives each sentence, and in which mode of reported speech (n = {len(table)} sentences).",
        alternative=f"A strip of bars from the beginning to the end of the record, one row a speaker. Sentences by speaker: {shares}. "
        f"{speakers[-1]} fills nearly the whole strip; the other rows hold a few short bars.",
    )


def label_runs(axes: "Axes", rows: pd.DataFrame, height: float, letter: float = 190.0) -> None:
    """Write the sentence ids over the bars of a sparse row: one label a run of sentences, close runs together.

    letter: the width of one letter of a label in units of the axis (characters of the record).
    """
    numbers = rows["sentence_id"].str[1:].astype(int)
    labels: list[tuple[str, float, float]] = []
    for _, run in rows.groupby((numbers.diff() > 1).cumsum()):
        first, last = run["sentence_id"].iloc[0], run["sentence_id"].iloc[-1]
        text = first if first == last else f"{first}–{last[1:]}"
        left, right = run["begins"].iloc[0], run["begins"].iloc[-1] + run["length"].iloc[-1]
        if labels and left - labels[-1][2] < letter * (len(text) + len(labels[-1][0])) / 2:
            text, left = f"{labels[-1][0]}, {text[1:]}", labels.pop()[1]
        labels.append((text, left, right))
    for text, left, right in labels:
        middle = max((left + right) / 2, letter * len(text) / 2)
        axes.text(middle, height, text, ha="center", va="bottom", fontsize=11, color=INK)


def mode_legend(axes: "Axes", modes: list[str]) -> None:
    """Show the colours and hatches of the modes above the axes."""
    from matplotlib.patches import Patch

    handles = [Patch(facecolor=MODES[mode][1], hatch=MODES[mode][2], edgecolor="white", label=MODES[mode][0]) for mode in modes]
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(handles), borderaxespad=0.2)


@in_style
def strength(lost: pd.DataFrame) -> Chart:
    """Draw the losses: each series with its dates or without, its counts, and what remained of it in percent.

    lost: from ``strength.losses``. A series without dates is drawn hollow on an axis without a scale of time.
    """
    counted = lost.dropna(subset=["before"])
    figure, axes = new_figure(15, 6.2, 1, len(counted) + 1, width_ratios=[*(1.25 if row.before_edtf else 1 for row in counted.itertuples()), 1.05])
    top = float(counted["before"].max()) * 1.18
    for panel, row in zip(axes, counted.itertuples()):
        draw_loss(panel, row, top)
        panel.yaxis.set_major_formatter("{x:,.0f}")
        panel.set_ylabel(row.unit)
    draw_remaining(axes[-1], lost)
    source_note(figure, f"{AS_REPORTED} Not checked against other sources.\nFilled: dated by the record. Hollow: the record gives no date. A dashed line only joins two figures. Shares of counts are computed and rounded.")
    dated = [f"{row.subject} {row.before:,.0f} ({row.before_edtf or 'undated'}) to {row.after:,.0f} ({row.after_edtf or 'undated'}), about {row.remaining_percent:.0f} % left" for row in counted.itertuples()]
    bare = [f"{row.subject}: reduced by {row.lost_percent:g} %, no count given" for row in lost[lost["before"].isna()].itertuples()]
    return Chart(
        "strength", figure, lost,
        caption="What the record has Mao say of the losses: counts with their dates where the record gives any, and what remained in percent of the figure before.",
        alternative="Two panels of falling counts and one of what remained. " + "; ".join(dated + bare) + ".",
    )


def draw_loss(axes: "Axes", row, top: float) -> None:
    """Draw one fall from before to after; an interval of dates is a bar, an undated end is hollow."""
    before, after = interval(row.before_edtf), interval(row.after_edtf)
    dated = before is not None and after is not None
    left, right = (sum(before) / 2, sum(after) / 2) if dated else (0.0, 1.0)
    face = INK if dated else "white"
    axes.plot([left, right], [row.before, row.after], color=GREY, linestyle="--", linewidth=1.5, zorder=1)
    if dated and after[0] != after[1]:
        axes.plot(after, [row.after] * 2, color=INK, linewidth=9, solid_capstyle="butt", zorder=2, gid=f"{row.series}:interval")
    for end, x, value, edtf in (("before", left, row.before, row.before_edtf), ("after", right, row.after, row.after_edtf)):
        # An interval is a bar and has no middle point: the record gives none.
        size = 0 if end == "after" and dated and after[0] != after[1] else 13
        axes.plot([x], [value], "o", markersize=size, markerfacecolor=face, markeredgecolor=INK, markeredgewidth=2, zorder=3, gid=f"{row.series}:{end}")
        axes.annotate(f"{value:,.0f}", (x, value), xytext=(0, 12) if end == "before" else (4, 14), textcoords="offset points",
                      ha="center" if end == "before" else "left", fontsize=15, fontweight="bold")
        if not edtf:
            axes.annotate("undated", (x, value), xytext=(-14, 0), textcoords="offset points", ha="right", va="center", fontsize=12.5, color=GREY)
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
    """Return "1929" for a year and "1934–35" for an interval."""
    first, last = f"{years[0]:.0f}", f"{years[1]:.0f}"
    return first if first == last else f"{first}–{last[2:]}"


def draw_remaining(axes: "Axes", lost: pd.DataFrame) -> None:
    """Draw what remained of each series, in percent of what it had before."""
    for place, row in enumerate(lost.itertuples()):
        given = pd.isna(row.before)
        axes.barh(place, 100, height=0.55, color="white", edgecolor=PALE, zorder=1)
        bar = axes.barh(place, row.remaining_percent, height=0.55, color="white" if given else ORANGE, hatch="////" if given else "", edgecolor=ORANGE, zorder=2)
        bar[0].set_gid(f"{row.series}:remaining")
        lost_of = f"record: reduced by {row.lost_percent:g} %" if given else f"computed: {row.after:,.0f} of {row.before:,.0f}"
        text = f"about {row.remaining_percent:.0f} % left\n({lost_of})"
        axes.text(row.remaining_percent + 4, place, text, va="center", fontsize=12.5)
    axes.set_yticks(range(len(lost)), [textwrap.fill(name, 16) for name in lost["subject"]])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, 104)
    axes.set_xticks([0, 50, 100], ["0", "50", "100 %"])
    axes.set_xlabel("percent of the figure before")
    axes.set_title("What remained")


@in_style
def co_mention_network(edges: pd.DataFrame, table: pd.DataFrame, positions: pd.DataFrame, focus: list[str]) -> Chart:
    """Draw the co-mention network of the actors that have a position; the others stay in the table.

    focus: the actors to be set off.
    """
    figure, (axes,) = new_figure(16, 10.5)
    shown = table[table["actor_id"].isin(positions.index)]
    drawn = edges[edges["source"].isin(shown["actor_id"]) & edges["target"].isin(shown["actor_id"])]
    draw_network(axes, drawn, shown, positions, set(focus))
    kind_legend(axes, shown)
    left_out = len(table) - len(shown)
    source_note(figure, f"{AS_REPORTED} {len(shown)} of {len(table)} actors and {len(drawn)} of {len(edges)} edges drawn; {left_out} actors without a place in the drawing stand in the table only.\n"
                "Line width: number of sentences that name both; pale: one sentence. Size: how often named. Orange: centre of an ego network. Positions carry no meaning.")
    strongest = drawn.head(3)
    names = table.set_index("actor_id")["name"]
    listed = "; ".join(f"{names[row.source]} and {names[row.target]} ({row.weight})" for row in strongest.itertuples())
    return Chart(
        "co-mention-network", figure, drawn,
        caption=f"Who is named together with whom in one sentence of what is said in the record: {len(shown)} of {len(table)} actors and {len(drawn)} of {len(edges)} edges; cues such as “said Mao Zedong” do not count.",
        alternative=f"A network of {len(shown)} named actors. The heaviest edges, by number of shared sentences: {listed}.",
    )


@in_style
def ego_networks(edges_of: dict[str, pd.DataFrame], table: pd.DataFrame, positions: pd.DataFrame) -> Chart:
    """Draw the ego networks of several actors side by side, on common positions.

    edges_of: actor_id → its ego edges (``networks.ego_edges``). Actors without a position are counted, not drawn.
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
        told.append(f"{names[center]}: " + ", ".join(f"{names[row.target if row.source == center else row.source]} ({row.weight})" for row in own.itertuples()))
    source_note(figure, f"{AS_REPORTED} Dark lines: the actor’s own edges, in brackets the number of sentences that name both where there is more than one. Pale lines: edges\namong the neighbours. "
                f"Neighbours drawn: {'; '.join(notes)}. Grey dots: actors outside the ego network. Positions are the same in all panels and carry no meaning.")
    return Chart(
        "ego-networks", figure, pd.concat(frames, ignore_index=True)[["ego", "source", "target", "weight", "sentence_ids"]],
        caption="The ego networks of " + ", ".join(short_name(names[center]) for center in edges_of) + ": who is named together with them in one sentence, and with each other.",
        alternative="Three networks side by side on the same positions. Strongest ties of each, by number of shared sentences. " + ". ".join(told) + ".",
    )


def draw_network(axes: "Axes", edges: pd.DataFrame, shown: pd.DataFrame, positions: pd.DataFrame, focus: set[str],
                 others: pd.DataFrame | None = None, fontsize: float = 14, own: str = "") -> None:
    """Draw nodes by kind, edges by weight and labels on fixed positions."""
    weights = {row.target if row.source == own else row.source: row.weight for row in edges.itertuples() if own in (row.source, row.target)}
    for row in edges.sort_values(["weight", "source", "target"]).itertuples():
        ends = positions.loc[[row.source, row.target]]
        mine = not own or own in (row.source, row.target)
        colour = (GREY if row.weight > 1 else "#D5DCE0") if not own else INK if mine else PALE
        axes.plot(ends["x"], ends["y"], color=colour, linewidth=0.4 + 0.9 * row.weight if mine else 0.8,
                  zorder=1 + row.weight / 100 if mine else 0.9, gid=f"{row.source}--{row.target}", solid_capstyle="round")
    if others is not None:
        places = positions.loc[others["actor_id"]]
        axes.plot(places["x"], places["y"], "o", color=PALE, markersize=4, linestyle="none", zorder=1)
    for row in shown.itertuples():
        x, y = positions.loc[row.actor_id, ["x", "y"]]
        colour = ORANGE if row.actor_id in focus else BLUE if row.kind == "person" else SKY
        size = 7 + 1.8 * min(row.mentions, 36) ** 0.5
        axes.plot([x], [y], KIND_MARKERS[row.kind], color=colour, markeredgecolor=INK, markeredgewidth=3 if row.actor_id in focus else 1, markersize=size, zorder=4, gid=row.actor_id, linestyle="none")
        shared = weights.get(row.actor_id, 0)
        text = textwrap.fill(positions.loc[row.actor_id, "label"] + (f" ({shared})" if shared > 1 else ""), 14)
        axes.annotate(text, (x, y), xytext=(0, -size / 2 - 2), textcoords="offset points", ha="center", va="top", fontsize=fontsize,
                      fontweight="bold" if row.actor_id in focus else "normal", zorder=5, gid=f"label:{row.actor_id}", linespacing=0.95,
                      bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.3})
    axes.set_axis_off()
    axes.set_xlim(positions["x"].min() - 0.07, positions["x"].max() + 0.07)
    axes.set_ylim(positions["y"].min() - 0.11, positions["y"].max() + 0.05)


def kind_legend(axes: "Axes", shown: pd.DataFrame) -> None:
    """Show which shape stands for which kind of actor."""
    from matplotlib.lines import Line2D

    kinds = [kind for kind in KIND_MARKERS if kind in set(shown["kind"])]
    handles = [Line2D([], [], marker=KIND_MARKERS[kind], color=BLUE if kind == "person" else SKY, markeredgecolor=INK, linestyle="none", markersize=11, label=kind) for kind in kinds]
    axes.legend(handles=handles, loc="upper left", ncols=len(handles), bbox_to_anchor=(0, 1.04), columnspacing=1.4, handletextpad=0.3)


def short_name(name: str) -> str:
    """Return a name without its initials: "I. V. Stalin" → "Stalin"."""
    words = name.split()
    return " ".join(word for word in words if not (len(word) == 2 and word.endswith("."))) or name
