"""Draw who speaks, and how, over the course of the record."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import AS_REPORTED, BLUE, GREY, INK, ORANGE, SKY, Chart, in_style, new_figure, source_note
from helpers.speech.setting import NARRATOR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS = {
    "indirect": ("indirect (with its own cue)", BLUE, ""),
    "free_indirect": ("free indirect (no cue)", SKY, ""),
    "direct": ("direct (his first person)", ORANGE, "////"),
    "narration": ("narration", GREY, ""),
}


@in_style
def course_of_speech(utterances: pd.DataFrame) -> Chart:
    """Draw who speaks, and in which mode, over the course of the record; one bar a sentence, as long as its text.

    utterances: one row a sentence in the order of the text, with sentence_id (a letter and a number), speaker, mode,
    start and end. The chart's table: sentence_id, speaker, mode, begins and length, both in characters, counted from
    the first sentence. Raises KeyError for a mode that is not among indirect, free_indirect, direct and narration.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> chart = charts.course_of_speech(pd.DataFrame({
    ...     "sentence_id": ["a1", "a2"], "speaker": ["narrator", "Velin"], "mode": ["narration", "direct"],
    ...     "start": [50, 71], "end": [70, 111],
    ... }))
    >>> chart.table[["sentence_id", "begins", "length"]].to_numpy().tolist()
    [['a1', 0, 20], ['a2', 21, 40]]
    >>> chart.alternative.partition("speaker: ")[2]
    'Velin 1, narrator 1. Velin fills nearly the whole strip; the other rows hold a few short bars.'
    """
    first = utterances["start"].iloc[0]
    table = utterances[["sentence_id", "speaker", "mode"]].assign(
        begins=utterances["start"] - first, length=utterances["end"] - utterances["start"]
    )
    spoken = table[table["speaker"] != NARRATOR]
    speakers = [NARRATOR, *spoken.groupby("speaker").size().sort_values().index]
    figure, (axes,) = new_figure(14, 4.8)
    for row in table.itertuples():
        _, colour, hatch = LOOKS[row.mode]
        bar = axes.barh(
            speakers.index(row.speaker),
            row.length,
            left=row.begins,
            height=0.6,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.4,
        )
        bar[0].set_gid(row.sentence_id)
    for speaker in speakers[:-1]:
        label_runs(axes, table[table["speaker"] == speaker], speakers.index(speaker) + 0.36)
    counts = table["speaker"].value_counts()
    labels = [f"{'narration' if name == NARRATOR else name}\n{counts.get(name, 0)} sentences" for name in speakers]
    axes.set_yticks(range(len(speakers)), labels)
    axes.set_ylim(-0.5, len(speakers) - 0.35)
    axes.set_xlim(-100, table["begins"].iloc[-1] + table["length"].iloc[-1] + 100)
    axes.set_xlabel("course of the record, in characters of its text")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.tick_params(axis="y", length=0)
    mode_legend(axes, [mode for mode in LOOKS if mode in set(table["mode"])])
    source_note(figure, f"{AS_REPORTED} n = {len(table)} sentences, numbered in order. Speaker and mode by rule.")
    shares = ", ".join(f"{name} {counts[name]}" for name in reversed(speakers) if name in counts)
    caption = (
        f"To whom the record gives each sentence, and in which mode of reported speech (n = {len(table)} sentences)."
    )
    alternative = (
        "A strip of bars from the beginning to the end of the record, one row a speaker. "
        f"Sentences by speaker: {shares}. "
        f"{speakers[-1]} fills nearly the whole strip; the other rows hold a few short bars."
    )
    return Chart("course-of-speech", figure, table, caption, alternative)


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

    handles = [
        Patch(facecolor=LOOKS[mode][1], hatch=LOOKS[mode][2], edgecolor="white", label=LOOKS[mode][0]) for mode in modes
    ]
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(handles), borderaxespad=0.2)
