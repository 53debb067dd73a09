"""Draw along the record, sentence by sentence: where the translations differ, and where other documents speak."""

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
from helpers.claims.statements import CHECK_VERDICTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SOURCES = (
    "Sources: Yudin's record of 31 March 1956, in English translation, and those named in data/coding/sources.csv."
)
# What differs, in the rows of the drawing: label, colour, hatch; the weightiest on top.
DIFFERENCES = {
    ("number", "date", "name"): ("a number, date or name", ORANGE, ""),
    ("subject", "polarity", "modality"): ("who does it, or how far", ORANGE, "////"),
    ("word", "omission", "addition", "order", "punctuation"): ("a word, or one more or less", BLUE, ""),
    ("same",): ("the same sense", PALE, ""),
}
# The kinds whose variants are named in the drawing.
NAMED_KINDS = ("number", "date", "name", "subject")
# Who speaks in the other document.
SPEAKERS = {
    "at the time": ("a document of the time", BLUE, ""),
    "later account": ("a later account", SKY, "////"),
    "mao again": ("Mao himself, elsewhere", ORANGE, "...."),
    "": ("no other document", GREY, ""),
}


@in_style
def collation(variants: pd.DataFrame, utterances: pd.DataFrame) -> Chart:
    """Draw where the English and the Chinese translation differ in sense, along the record; one bar a sentence and row.

    variants: from ``claims.read_variants``; utterances: sentence_id, start and end, in the order of the text. Named are
    the variants of NAMED_KINDS, by what they bear on ("actor: which armies" gives "which armies"). The chart's table:
    sentence_id, row (what differs), kinds, named (empty for most), begins and length, in characters from the first
    sentence. Raises KeyError for a kind that has no row.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> variants = pd.DataFrame({"sentence_id": ["a1", "a2"], "kind": ["same", "date"],
    ...                          "bears_on": ["", "event: year of the voyage"]})
    >>> utterances = pd.DataFrame({"sentence_id": ["a1", "a2"], "start": [0, 21], "end": [20, 40]})
    >>> charts.collation(variants, utterances).table[["row", "named", "begins"]].values.tolist()
    [['the same sense', '', 0], ['a number, date or name', 'year of the voyage', 21]]
    """
    rows = {kind: look[0] for kinds, look in DIFFERENCES.items() for kind in kinds}
    told = variants.assign(row=[rows[kind] for kind in variants["kind"]])
    told = told.assign(named=told["bears_on"].str.partition(": ")[2].where(told["kind"].isin(NAMED_KINDS), ""))
    cells = told.groupby(["sentence_id", "row"], sort=False).agg(
        kinds=("kind", ", ".join), named=("named", lambda words: "; ".join(filter(None, words)))
    )
    table = placed_along(cells.reset_index(), utterances)
    labels = [look[0] for look in DIFFERENCES.values()]
    figure, (axes,) = new_figure(14, 6.6)
    looks = {label: (colour, hatch) for label, colour, hatch in DIFFERENCES.values()}
    for row in table.itertuples():
        draw_bar(axes, row, labels.index(row.row), *looks[row.row], gid=f"{row.sentence_id}:{row.row}", height=0.34)
    counts = table["row"].value_counts()
    finish(axes, table, [f"{label}\n{counts.get(label, 0)} sentences" for label in labels])
    named = table[table["named"] != ""]
    tops = [name_bars(axes, named[named["row"] == label], place) for place, label in enumerate(labels)]
    axes.set_ylim(len(labels) - 0.7, min(tops) - 0.2)
    same, whole = int(counts.get("the same sense", 0)), variants["sentence_id"].nunique()
    axes.set_title(f"The two translations say the same in {same} of {whole} sentences")
    note = (
        f"{AS_REPORTED} Held against the Chinese translation (Shen Zhihua, ed., 2016), sentence by sentence, a sample "
        f"of it by two readers: n = {whole} sentences, {len(variants) - same} differences. Which is right the Russian "
        "decides."
    )
    source_note(figure, note)
    told_rows = "; ".join(f"{label}: {counts.get(label, 0)} sentences" for label in labels)
    return Chart(
        "collation",
        figure,
        table,
        caption="Where along the record the English and the Chinese translation differ in sense, and in what.",
        alternative=f"Rows of bars from the beginning to the end of the record, one bar a sentence. {told_rows}. "
        f"Named are: {'; '.join(named['named'])}.",
    )


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


def name_bars(axes: "Axes", named: pd.DataFrame, place: int) -> float:
    """Write over each bar what its variant bears on, tied to the bar, so that neither words nor lines meet.

    named: begins, length, named and sentence_id, in the order of the text; place: the row. Words that run over a later
    bar stand higher than what is said of that one. Returned is how high the words reach.
    """
    end = axes.get_xlim()[1]
    later: list[tuple[float, float, int]] = []
    top = float(place)
    for row in named.iloc[::-1].itertuples():
        middle, width = row.begins + row.length / 2, (len(row.named) + 1) * end / 125
        left = min(middle, end - width)
        level = max((one + 1 for begins, ends, one in later if left < ends and begins < left + width), default=0)
        later.append((left, left + width, level))
        height = place - 0.25 - 0.17 * level
        top = min(top, height)
        axes.plot([middle, middle], [place - 0.17, height], color=INK, linewidth=0.8)
        axes.text(left, height, row.named, fontsize=12, va="bottom", gid=f"{row.sentence_id}:named")
    return top


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
