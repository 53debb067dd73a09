"""Draw which grievance of the record stands in which other telling."""

import textwrap

import pandas as pd

from helpers.charts.style import AS_REPORTED, BLUE, GREY, INK, SKY, Chart, in_style, new_figure, source_note
from helpers.claims.retellings import TOLD, TOO_EARLY

# Answer → (colour, hatch) of its square.
LOOKS = {
    "yes": (BLUE, ""),
    "in other words": (SKY, ""),
    "not in it": ("white", ""),
    TOO_EARLY: ("#DDDDDD", ""),
    "not seen": ("#EEEEEE", "////"),
}
SOURCES = (
    "Sources: Yudin's record of 31 March 1956, in English translation, and the texts named in "
    "data/coding/retellings.csv."
)


@in_style
def retold(grievances: pd.DataFrame, tellings: pd.DataFrame, cells: pd.DataFrame) -> Chart:
    """Draw a row for each grievance and a column for each telling of which something was seen.

    All three from ``claims.read_retellings``. The chart's table: grievance, telling, cell, one row a square; the
    record's own telling is the column without a source and stands in a frame. Raises KeyError for an unknown answer.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> grievances = pd.DataFrame({"grievance": ["rain", "snow"], "label": ["The rain", "The snow"]})
    >>> tellings = pd.DataFrame({"telling": ["t1", "t2"], "short": ["here", "1958"], "source_or_text": ["", "x"]})
    >>> cells = pd.DataFrame({"grievance": ["rain", "snow", "rain", "snow"], "telling": ["t1", "t1", "t2", "t2"],
    ...                       "cell": ["yes", "yes", "yes", "not in it"]})
    >>> charts.retold(grievances, tellings, cells).alternative
    'A matrix of 2 grievances by 2 tellings. Other texts that have it, in any words: The rain 1; The snow 0.'
    """
    from matplotlib.patches import Patch, Rectangle

    seen = set(cells.loc[cells["cell"] != "not seen", "telling"])
    shown = tellings[tellings["telling"].isin(seen)]
    table = cells.loc[cells["telling"].isin(seen), ["grievance", "telling", "cell"]].reset_index(drop=True)
    rows, columns = list(grievances["grievance"]), list(shown["telling"])
    figure, (axes,) = new_figure(16, 3 + 0.46 * len(rows))
    for row in table.itertuples():
        colour, hatch = LOOKS[row.cell]
        place = (columns.index(row.telling) - 0.45, rows.index(row.grievance) - 0.42)
        look = {"facecolor": colour, "hatch": hatch, "edgecolor": GREY, "linewidth": 0.6}
        axes.add_patch(Rectangle(place, 0.9, 0.84, gid=f"{row.grievance}:{row.telling}", **look))
    for own in shown.loc[shown["source_or_text"] == "", "telling"]:
        frame = Rectangle((columns.index(own) - 0.5, -0.5), 1, len(rows), fill=False, edgecolor=INK, linewidth=2)
        axes.add_patch(frame)
    axes.set_xticks(range(len(columns)), shown["short"], rotation=50, ha="left", rotation_mode="anchor", fontsize=13)
    labels = [textwrap.fill(label, 46) for label in grievances["label"]]
    axes.set_yticks(range(len(rows)), labels, fontsize=13)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xlim(-0.55, len(columns) - 0.45)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    for side in axes.spines.values():
        side.set_visible(False)
    handles = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=GREY, label=answer) for answer, (colour, hatch) in LOOKS.items()
    ]
    axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.3, -0.01), ncols=len(handles), labelcolor=INK)
    note = (
        f"{AS_REPORTED} Framed: this record. Coded by one reader (data/coding/grievances_told.csv). "
        f"Of {len(tellings) - len(shown)} further tellings nothing was seen; they are in the table alone. Most texts "
        "were edited before they were printed: that a grievance is not in one does not say that Mao did not voice it."
    )
    source_note(figure, note)
    own = set(shown.loc[shown["source_or_text"] == "", "telling"])
    told = table[table["cell"].isin(TOLD) & ~table["telling"].isin(own)]["grievance"].value_counts()
    elsewhere = "; ".join(f"{row.label} {told.get(row.grievance, 0)}" for row in grievances.itertuples())
    return Chart(
        "retold",
        figure,
        table,
        caption="Which grievance of the record stands in which telling, in whole or in other words.",
        alternative=f"A matrix of {len(rows)} grievances by {len(columns)} tellings. Other texts that have it, in any "
        f"words: {elsewhere}.",
        source=SOURCES,
    )
