"""Draw which grievance of the record stands in which other telling."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.sheet import SEMIBOLD, Sheet, Word
from helpers.charts.style import FAINT, GREY, OTHER, PALE, RECORD, RECORD_OF, Build, Chart
from helpers.claims.retellings import TOLD, TOO_EARLY
from helpers.files.errors import FigureError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# What the record itself has; it has them all, some in other words.
HERE = {"yes": "here", "in other words": "here in other words"}
# Answer → how its square looks. What had not happened yet leaves its place empty.
LOOKS = {
    HERE["yes"]: {"facecolor": RECORD},
    HERE["in other words"]: {"facecolor": "white", "hatch": "//////", "edgecolor": RECORD, "linewidth": 0.8},
    "yes": {"facecolor": OTHER},
    "in other words": {"facecolor": "white", "hatch": "//////", "edgecolor": OTHER, "linewidth": 0.8},
    "not in it": {"facecolor": PALE},
    TOO_EARLY: {"facecolor": "white"},
    "not seen": {"facecolor": "white", "edgecolor": FAINT, "linewidth": 0.8, "linestyle": ":"},
}
ANSWERS = [answer for answer in LOOKS if answer not in HERE.values()]
SOURCES = f"Sources: {RECORD_OF}, and the texts named in data/coding/retellings.csv."


def retold(grievances: pd.DataFrame, tellings: pd.DataFrame, cells: pd.DataFrame) -> Chart:
    """Draw a row for each grievance and a column for each telling of which something was seen.

    All three from ``claims.read_retellings``. The chart's table: grievance, telling, cell, one row a square, from the
    top of the drawing: what most other tellings have comes first, equals in the order of the record. The record's own
    telling is the one without a source. In a room stand only the grievances told in most tellings, as many as there is
    room for, and all that this record alone has. Raises FigureError for an unknown answer.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> grievances = pd.DataFrame({"grievance": ["snow", "rain"], "label": ["The snow", "The rain"]})
    >>> tellings = pd.DataFrame({"telling": ["t1", "t2"], "short": ["here", "to Velin, 1958"],
    ...                          "date": ["1956", "1958"], "source_or_text": ["", "x"]})
    >>> cells = pd.DataFrame({"grievance": ["rain", "snow", "rain", "snow"], "telling": ["t1", "t1", "t2", "t2"],
    ...                       "cell": ["yes", "yes", "yes", "not in it"]})
    >>> chart = charts.retold(grievances, tellings, cells)
    >>> chart.claim
    '1 of 2 grievances stands in this record alone, as far as other tellings were read'
    >>> chart.alternative
    'A table of 2 grievances by 2 tellings. Other tellings that have it, in any words: The rain 1; The snow 0.'
    """
    for row in cells.itertuples():
        if row.cell not in ANSWERS:
            pair = f"{row.grievance} in {row.telling}"
            raise FigureError(f"figure retold, {pair}: found {row.cell!r}; expected one of {', '.join(ANSWERS)}")
    seen = set(cells.loc[cells["cell"] != "not seen", "telling"])
    shown = tellings[tellings["telling"].isin(seen)]
    own = set(shown.loc[shown["source_or_text"] == "", "telling"])
    has = cells[cells["cell"].isin(TOLD) & cells["telling"].isin(seen - own)]["grievance"].value_counts()
    told = {grievance: int(has.get(grievance, 0)) for grievance in grievances["grievance"]}
    order = sorted(told, key=lambda grievance: -told[grievance])
    table = cells.loc[cells["telling"].isin(seen), ["grievance", "telling", "cell"]]
    table = table.sort_values("grievance", key=lambda column: column.map(order.index), kind="stable", ignore_index=True)
    label, alone = dict(zip(grievances["grievance"], grievances["label"])), [one for one in order if not told[one]]
    answers = {
        (row.grievance, row.telling): HERE.get(row.cell, row.cell) if row.telling in own else row.cell
        for row in table.itertuples()
    }
    stand = "stands" if len(alone) == 1 else "stand"
    claim = f"{len(alone)} of {len(order)} grievances {stand} in this record alone, as far as other tellings were read"
    key = [
        "A column is a telling:",
        Word("this record,", RECORD, HERE["yes"]),
        Word("told elsewhere,", OTHER, "yes"),
        "hatched in other words. Grey: not in it. Dotted: not seen. Empty: before it happened. "
        "At the right: how many other tellings have it.",
    ]
    others = len(shown) - len(own)
    page_source = (
        f"Sources: the texts of data/coding/retellings.csv, coded by one reader; n = {len(order)} grievances, {others} "
        f"other tellings ({len(tellings) - len(shown)} more were not seen). Most texts were edited before print: what "
        "is not in one may have been said."
    )
    room_source = (
        f"Shown: the grievances told most often, and all that this record alone has; the table has {len(order)}. "
        f"n = {others} other tellings, coded by one reader; most were edited before print."
    )

    def draw(build: Build) -> "Figure":
        page = build.height is None
        source = page_source if page else room_source
        scale = Sheet(build, claim, key, source, 0)
        heads = [without_year(row) for row in shown.itertuples()] if page else []
        above = max((scale.width_of(head, build.small) for head in heads), default=-build.label) + build.label * 2.4
        step, names, rows = build.label * 1.5, build.width * 0.44, order
        if not page:
            told_most = max(int((scale.body.height - above) // step) - len(alone), 0)
            rows = order[: min(told_most, len(order) - len(alone))] + alone
        sheet = Sheet(build, claim, key, source, above + (len(rows) + 0.4) * step)
        body = sheet.body
        step = min(step, (body.height - above) / (len(rows) + 0.4))
        left = body.left + names
        across = (body.right - left - build.label * 1.8) / max(len(shown), 1)
        years(sheet, shown, left, across, body.top)
        for place, (telling, head) in enumerate(zip(shown["telling"], heads)):
            x, y = left + (place + 0.5) * across, body.top + above - build.label * 0.4
            look = {"colour": RECORD, "weight": SEMIBOLD} if telling in own else {}
            look |= {"size": build.small, "ha": "center", "va": "bottom", "rotation": 90}
            sheet.text(x, y, head, gid=f"telling:{telling}", **look)
        size = min(across, step) * 0.84
        for number, grievance in enumerate(rows):
            # A small distance parts what was told elsewhere from what was not.
            y = body.top + above + (number + 0.5 + (0.4 if grievance in alone else 0)) * step
            weight = SEMIBOLD if grievance in alone else 400
            name = in_one_line(sheet, label[grievance], names - build.label * 0.6, weight)
            sheet.text(body.left, y, name, size=build.small, weight=weight, gid=f"{grievance}:name")
            sheet.text(body.right, y, str(told[grievance]), size=build.small, ha="right", gid=f"{grievance}:count")
            for place, telling in enumerate(shown["telling"]):
                x, answer = left + (place + 0.5) * across - size / 2, answers[grievance, telling]
                gid = f"{grievance}:{telling}:{answer}"
                sheet.rectangle(x, y - size / 2, size, size, gid=gid, **LOOKS[answer])
        return sheet.figure

    elsewhere = "; ".join(f"{label[grievance]} {told[grievance]}" for grievance in order)
    return Chart(
        "retold",
        claim,
        draw,
        table,
        caption="Which grievance of the record stands in which telling, in full or in other words.",
        alternative=(
            f"A table of {len(order)} grievances by {len(shown)} tellings. Other tellings that have it, in any words: "
            f"{elsewhere}."
        ),
        source=SOURCES,
    )


def years(sheet: Sheet, shown: pd.DataFrame, left: float, across: float, top: float) -> None:
    """Write the years over the tellings, each over a line as wide as its columns."""
    places: dict[str, list[int]] = {}
    for place, date in enumerate(shown["date"]):
        places.setdefault(year_of(date), []).append(place)
    size = sheet.small
    for year, columns in places.items():
        begin, end = left + (columns[0] + 0.08) * across, left + (columns[-1] + 0.92) * across
        # A year that is wider than its columns is shortened to its last two figures.
        said = year if sheet.width_of(year, size) < end - begin + across * 0.1 else f"’{year[2:]}"
        sheet.text((begin + end) / 2, top + size * 0.5, said, size=size, ha="center", gid=f"year:{year}")
        sheet.line((begin, end), (top + size * 1.25,) * 2, color=GREY, gid=f"year:{year}:line")


def year_of(date: str) -> str:
    """Return the year in which a telling begins, of a date in EDTF."""
    return date.lstrip("{[")[:4]


def without_year(row) -> str:
    """Return the short name of a telling without its year, which stands above it."""
    return row.short.removesuffix(year_of(row.date)).rstrip(" ,")


def in_one_line(sheet: Sheet, label: str, width: float, weight: int) -> str:
    """Return a label in one line: what stands in brackets goes first, then whole words."""
    if sheet.width_of(label, sheet.small, weight) > width:
        label = label.partition(" (")[0]
    first, *others = sheet.lines(label, width, sheet.small, weight) or [""]
    return f"{first} …" if others else first
