"""Draw along the record, sentence by sentence, where other documents speak."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import (
    AS_REPORTED,
    BLUE,
    GREY,
    INK,
    ORANGE,
    SKY,
    Chart,
    in_style,
    new_figure,
    source_note,
)
from helpers.claims.statements import CHECK_VERDICTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SOURCES = (
    "Sources: Yudin's record of 31 March 1956, in English translation, and those named in data/coding/sources.csv."
)
# Who speaks in the other document.
SPEAKERS = {
    "at the time": ("a document of the time", BLUE, ""),
    "later account": ("a later account", SKY, "////"),
    "mao again": ("Mao himself, elsewhere", ORANGE, "...."),
    "": ("no other document", GREY, ""),
}


@in_style
def statement_check(checks: pd.DataFrame, utterances: pd.DataFrame) -> Chart:
    """Draw where along the record other documents agree with it, contradict it, or are not found; one bar a check.

    checks: from ``claims.read_statement_check``; utterances: sentence_id, start and end, in the order of the text.
    Checks of one sentence with one verdict share its length. The chart's table: check_id, sentence_id, verdict,
    witness, begins and length, in characters from the first sentence. Raises ValueError for a verdict, KeyError for a
    witness without a row.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> checks = pd.DataFrame({"check_id": ["c1", "c2"], "sentence_id": "a1", "verdict": "agrees",
    ...                        "witness": ["at the time", "mao again"]})
    >>> utterances = pd.DataFrame({"sentence_id": ["a1"], "start": [0], "end": [40]})
    >>> charts.statement_check(checks, utterances).table[["check_id", "begins", "length"]].values.tolist()
    [['c1', 0.0, 20.0], ['c2', 20.0, 20.0]]
    """
    table = placed_along(checks[["check_id", "sentence_id", "verdict", "witness"]], utterances)
    sharing = table.groupby(["sentence_id", "verdict"])
    share = table["length"] / sharing["check_id"].transform("size")
    table = table.assign(begins=table["begins"] + sharing.cumcount() * share, length=share)
    figure, (axes,) = new_figure(14, 5.8)
    for row in table.itertuples():
        _, colour, hatch = SPEAKERS[row.witness]
        draw_bar(axes, row, CHECK_VERDICTS.index(row.verdict), colour, hatch, gid=row.check_id)
    counts = table["verdict"].value_counts()
    finish(axes, table, [f"{verdict}: {counts.get(verdict, 0)}" for verdict in CHECK_VERDICTS])
    agreeing = table[table["verdict"] == "agrees"]
    again, number = int((agreeing["witness"] == "mao again").sum()), len(agreeing)
    axes.set_title(
        f"{number} of {len(table)} checks agree with the record; in {again} of them the other text is Mao's own", pad=30
    )
    speaker_legend(axes, [one for one in SPEAKERS if one in set(table["witness"])])
    note = (
        f"{AS_REPORTED} Held against other documents, statement by statement: n = {len(table)} checks of "
        f"{table['sentence_id'].nunique()} sentences (data/coding/statement_check.csv). A bar is a check, at its "
        "sentence."
    )
    source_note(figure, note)
    told = "; ".join(f"{verdict}: {counts.get(verdict, 0)}" for verdict in CHECK_VERDICTS)
    return Chart(
        "statement-check",
        figure,
        table,
        caption="Where along the record other documents agree with its statements, contradict them, or are not found.",
        alternative=f"Rows of bars along the record, one row a verdict. {told}. Of those that agree, {again} are Mao's "
        "own texts.",
        source=SOURCES,
    )


def placed_along(table: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with begins and length of their sentence, in characters from the first sentence, in order."""
    first = utterances["start"].iloc[0]
    places = utterances.set_index("sentence_id")
    begins = table["sentence_id"].map(places["start"]) - first
    length = table["sentence_id"].map(places["end"] - places["start"])
    return table.assign(begins=begins, length=length).sort_values("begins", kind="stable", ignore_index=True)


def draw_bar(axes: "Axes", row, place: int, colour: str, hatch: str, gid: str, height: float = 0.66) -> None:
    """Draw one bar at its place along the record."""
    (bar,) = axes.barh(
        place, row.length, left=row.begins, height=height, color=colour, hatch=hatch, edgecolor="white", linewidth=0.4
    )
    bar.set_gid(gid)


def finish(axes: "Axes", table: pd.DataFrame, labels: list[str]) -> None:
    """Name the rows, from the top, and the axis along the record."""
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(-100, table["begins"].iloc[-1] + table["length"].iloc[-1] + 100)
    axes.set_xlabel("course of the record, in characters of its text")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.tick_params(axis="y", length=0)


def speaker_legend(axes: "Axes", witnesses: list[str]) -> None:
    """Show who speaks in the other document, by colour and hatch, above the axes."""
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=SPEAKERS[one][1], hatch=SPEAKERS[one][2], edgecolor="white", label=SPEAKERS[one][0])
        for one in witnesses
    ]
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=len(handles),
        borderaxespad=0.2,
        labelcolor=INK,
    )
