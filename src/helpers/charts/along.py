"""Draw along the record, sentence by sentence, where the translations differ."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import (
    AS_REPORTED,
    BLUE,
    INK,
    ORANGE,
    PALE,
    Chart,
    in_style,
    new_figure,
    source_note,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# What differs, in the rows of the drawing: label, colour, hatch; the weightiest on top.
DIFFERENCES = {
    ("number", "date", "name"): ("a number, date or name", ORANGE, ""),
    ("subject", "polarity", "modality"): ("who does it, or how far", ORANGE, "////"),
    ("word", "omission", "addition", "order", "punctuation"): ("a word, or one more or less", BLUE, ""),
    ("same",): ("the same sense", PALE, ""),
}
# The kinds whose variants are named in the drawing.
NAMED_KINDS = ("number", "date", "name", "subject")


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
