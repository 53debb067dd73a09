"""Draw what the record says against Stalin: how much room each fault takes, and where the points recur."""

import textwrap

import pandas as pd

from helpers.charts.style import AS_REPORTED, BLUE, GREY, INK, ORANGE, SKY, Chart, in_style, new_figure, source_note

# Answer → (mark, colour of the cell, colour of the writing).
ANSWERS = {
    "yes": ("yes", BLUE, "white"),
    "partly": ("partly", SKY, INK),
    "no": ("no", "white", INK),
    "not checked": ("not checked", "#EEEEEE", "#595959"),
}
SOURCES = (
    "Sources: Yudin's record of 31 March 1956, in English translation, and the texts named in "
    "data/coding/concordance_texts.csv."
)


@in_style
def room_taken(space: pd.DataFrame) -> Chart:
    """Draw how many sentences each listed point and each fault beyond the list takes, as bars in two panels.

    space: from ``claims.space_taken``, one row a theme: theme, group (``listed`` or ``beyond``), sentences (a count),
    sentence_ids. The chart's table is space as it came; a theme of another group is in the table and not drawn.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> chart = charts.room_taken(pd.DataFrame({
    ...     "theme": ["1 haste", "pride"], "group": ["listed", "beyond"], "sentences": [2, 1],
    ...     "sentence_ids": ["a1 a2", "a3"],
    ... }))
    >>> chart.alternative
    'Two panels of bars, the listed points and the faults beyond the list, in sentences: 1 haste 2; pride 1.'
    """
    figure, axes = new_figure(16, 6.6, 1, 2, sharex=True)
    titles = {"listed": "The points, and what bears on them", "beyond": "Faults that no point names expressly"}
    for panel, (group, title) in zip(axes, titles.items()):
        part = space[space["group"] == group]
        for place, row in enumerate(part.itertuples()):
            bar = panel.barh(
                place,
                row.sentences,
                height=0.62,
                color=BLUE if group == "listed" else ORANGE,
                hatch="" if group == "listed" else "//",
                edgecolor="white",
            )
            bar[0].set_gid(f"{group}:{row.theme}")
            panel.text(row.sentences + 0.15, place, f"{row.sentences}", va="center", fontsize=13)
        themes = [textwrap.fill(theme, 24, break_on_hyphens=False) for theme in part["theme"]]
        panel.set_yticks(range(len(part)), themes, fontsize=13)
        panel.set_ylim(len(part) - 0.4, -0.6)
        panel.tick_params(axis="y", length=0)
        panel.set_xlabel("sentences")
        panel.set_title(f"{title}: {part['sentences'].sum()}")
    axes[0].set_xlim(0, space["sentences"].max() + 1.5)
    note = (
        f"{AS_REPORTED} Which sentence bears on what was coded by reading. The left panel includes examples by "
        "whomever, counterweights and what only names the matter. Point 7 may cover some of the right panel. A "
        "sentence counts once in each panel."
    )
    source_note(figure, note)
    told = "; ".join(f"{row.theme} {row.sentences}" for row in space.itertuples())
    caption = (
        "How many sentences bear on each listed point, by whomever the fault is, and how many tell faults that the "
        "list does not name."
    )
    alternative = f"Two panels of bars, the listed points and the faults beyond the list, in sentences: {told}."
    return Chart("room-taken", figure, space, caption, alternative)


@in_style
def concordance(matrix: pd.DataFrame, points: pd.DataFrame, texts: pd.DataFrame) -> Chart:
    """Draw where the points recur: one row a point, one column a text.

    matrix: from ``claims.concordance_matrix``, one row a pair: point and text_id (text), present (yes, partly, no or
    not checked); it is the chart's table. points: point, theme; texts: text_id, author, title, date, in the order of
    the columns, as in ``concordance_texts.csv``. Raises KeyError for another answer, ValueError for a pair whose point
    or text is not among them.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> matrix = pd.DataFrame({"point": ["1", "2"], "text_id": "t1", "present": ["yes", "not checked"]})
    >>> points = pd.DataFrame({"point": [1, 2], "theme": ["haste", "pride"]})
    >>> texts = pd.DataFrame({"text_id": ["t1"], "author": ["Orlen"], "title": ["A letter"], "date": ["1911"]})
    >>> chart = charts.concordance(matrix, points, texts)
    >>> chart.alternative
    'A matrix of points by texts. 1 in t1: yes.'
    """
    from matplotlib.patches import Rectangle

    figure, (axes,) = new_figure(15, 7)
    rows, columns = [str(point) for point in points["point"]], list(texts["text_id"])
    for row in matrix.itertuples():
        x, y = columns.index(row.text_id), rows.index(row.point)
        mark, colour, ink = ANSWERS[row.present]
        axes.add_patch(
            Rectangle(
                (x - 0.48, y - 0.46),
                0.96,
                0.92,
                facecolor=colour,
                edgecolor=GREY,
                linewidth=0.8,
                gid=f"{row.point}:{row.text_id}",
            )
        )
        axes.text(x, y, mark, ha="center", va="center", fontsize=14, color=ink)
    labels = [
        textwrap.fill(f"{row.author}: {row.title.split(' (')[0].split(', ')[0]}, {row.date}", 26)
        for row in texts.itertuples()
    ]
    axes.set_xticks(range(len(columns)), labels, fontsize=12.5)
    themes = [textwrap.fill(f"{row.point} {row.theme}", 16) for row in points.itertuples()]
    axes.set_yticks(range(len(rows)), themes, fontsize=14)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    for side in axes.spines.values():
        side.set_visible(False)
    checked = (matrix["present"] != "not checked").sum()
    note = (
        f"Points: {AS_REPORTED[0].lower()}{AS_REPORTED[1:]} Other texts: noted by reading, "
        f"see data/coding/concordance.csv for where and what. {checked} of {len(matrix)} pairs checked."
    )
    source_note(figure, note)
    told = "; ".join(
        f"{row.point} in {row.text_id}: {row.present}" for row in matrix.itertuples() if row.present != "not checked"
    )
    return Chart(
        "concordance",
        figure,
        matrix,
        source=SOURCES,
        caption=f"Where the {len(points)} points recur in {len(texts)} other texts: yes, partly, no, or not checked.",
        alternative=f"A matrix of points by texts. {told}.",
    )
