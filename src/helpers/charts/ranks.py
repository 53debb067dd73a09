"""Draw the ranks of the actors with how far each hangs on a single sentence, relation or actor."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.names import label_names, named_list, sentence_names
from helpers.charts.sheet import SEMIBOLD, Box, Sheet, Word
from helpers.charts.style import COLUMN, FAINT, GREY, INK, PAGE, PALE, RECORD_OF, ROOM, Build, Chart
from helpers.files.errors import FigureError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

REACH, TICKS = 10, (1, 5, 10)  # how far the scale of ranks reaches; what lies beyond is said in words
HOLDS, MOVES = "holds", "moves"
COLOURS = {HOLDS: INK, MOVES: GREY}
KEY = (
    "Rank by different actors (1 may be shared); its range when one sentence, relation or actor is left out.",
    Word("Filled: holds.", INK, HOLDS),
    Word("Hollow: moves", GREY, MOVES),
    "as far as the bar.",
)


def rank_chart(intervals: pd.DataFrame, actors: pd.DataFrame, measures: dict[str, str], first: int = 5) -> Chart:
    """Draw the first ranks of each measure with the range that leaving something out gives, a panel a measure.

    intervals: from ``networks.rank_intervals``, one row an actor and measure: actor_id, measure, rank, best, worst (1
    is first); actors: actor_id, name, kind; measures: measure → what it is called; first: the last rank that is drawn,
    with all that share it. The claim says which ranks hold whatever is left out. The chart's table: the rows that are
    drawn, with ``holds``. Raises FigureError where there is no rank to draw, a rank lies outside its range, or an actor
    has no name.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> intervals = pd.DataFrame({
    ...     "actor_id": ["velin", "orlen"], "measure": "in_degree", "rank": [2, 1], "best": [1, 1], "worst": [2, 1],
    ... })
    >>> actors = pd.DataFrame({"actor_id": ["orlen", "velin"], "name": ["A. Orlen", "B. Velin"], "kind": "person"})
    >>> chart = charts.rank_chart(intervals, actors, {"in_degree": "Acted on by most"})
    >>> chart.claim
    '1 of 2 ranks holds whatever is left out: that of Orlen'
    >>> chart.alternative.partition(". ")[2]
    'Acted on by most: Orlen always 1; Velin 2 (1 to 2).'
    """
    table = drawn_ranks(intervals, measures, first)
    names = label_names("ranks", actors, set(table["actor_id"]))
    sure = table[table["holds"]]
    claim = rank_claim(table, sentence_names("ranks", actors, set(sure["actor_id"])))
    source = (
        f"Source: {RECORD_OF}; relations coded by reading. "
        f"Drawn: n = {len(table)} ranks, down to rank {first} of {intervals['actor_id'].nunique()} actors."
    )
    panels = {measure: part for measure, part in table.groupby("measure", sort=False)}

    def draw(build: Build) -> "Figure":
        across = 1 if build is COLUMN else len(panels)
        high, head = build.label * 2.3, build.label * 2.8
        tall = head + high * max(map(len, panels.values()))
        stacked = sum(head + high * len(part) for part in panels.values()) + build.label * (len(panels) - 1)
        sheet = Sheet(build, claim, KEY, source, stacked if across == 1 else tall)
        body, gap = sheet.body, build.label * 1.4
        wide = (body.width - gap * (across - 1)) / across
        high = min(high, (body.height - head) / max(map(len, panels.values())))
        top = body.top
        for place, (measure, part) in enumerate(panels.items()):
            left = body.left + (place % across) * (wide + gap)
            box = Box(left, top, left + wide, top + head + high * len(part))
            draw_panel(sheet, box, head, measures[measure], part, names)
            top = box.bottom + build.label if across == 1 else top
        return sheet.figure

    told = ". ".join(
        f"{measures[measure]}: " + "; ".join(f"{names[row.actor_id]} {in_words(row)}" for row in part.itertuples())
        for measure, part in panels.items()
    )
    return Chart(
        "ranks",
        claim,
        draw,
        table,
        caption=(
            "Who is central by each measure, and how far the rank moves when any one sentence, relation or actor is "
            f"left out (n = {len(table)} ranks)."
        ),
        alternative=f"{len(panels)} lists of ranks with their ranges. {told}.",
        builds=(PAGE, ROOM, COLUMN),
    )


def drawn_ranks(intervals: pd.DataFrame, measures: dict[str, str], first: int) -> pd.DataFrame:
    """Return the rows of the first ranks in the order of the panels and of the ranks, with ``holds``."""
    for row in intervals.itertuples():
        if not row.best <= row.rank <= row.worst:
            raise FigureError(
                f"figure ranks, {row.measure} of {row.actor_id!r}: found rank {row.rank} and the range {row.best} to "
                f"{row.worst}; expected the rank inside its range"
            )
    shown = intervals[intervals["measure"].isin(list(measures)) & (intervals["rank"] <= first)]
    if shown.empty:
        raise FigureError(f"figure ranks: found no rank to {first} by {', '.join(measures)}; expected one")
    shown = shown.assign(holds=shown["best"] == shown["worst"], panel=shown["measure"].map(list(measures).index))
    ordered = shown.sort_values(["panel", "rank", "best", "worst", "actor_id"], ignore_index=True)
    return ordered.drop(columns="panel")


def rank_claim(table: pd.DataFrame, said: dict[str, str]) -> str:
    """Return how many of the ranks hold whatever is left out, and whose they are if they are one or two."""
    sure = table[table["holds"]]
    if sure.empty:
        return f"None of {len(table)} ranks holds whatever is left out"
    only = "Only " if len(sure) * 4 < len(table) else ""
    claim = f"{only}{len(sure)} of {len(table)} ranks {'holds' if len(sure) == 1 else 'hold'} whatever is left out"
    whose = list(dict.fromkeys(sure["actor_id"]))
    if len(whose) <= 2:
        claim += f": {'that' if len(sure) == 1 else 'those'} of {named_list([said[one] for one in whose])}"
    return claim


def in_words(row) -> str:
    """Return a rank with its range."""
    return f"always {row.rank}" if row.holds else f"{row.rank} ({row.best} to {row.worst})"


def draw_panel(sheet: Sheet, box: Box, head: float, title: str, part: pd.DataFrame, names: dict[str, str]) -> None:
    """Draw the ranks by one measure: name, mark and range of an actor in a row."""
    label, small = sheet.label, sheet.small
    high = (box.height - head) / len(part)
    behind = max(sheet.width_of(said, small) for said in ("always 10", "10 to 39")) + label * 0.6
    scale = Box(
        box.left + box.width * 0.46,
        box.top + head,
        box.right - behind,
        box.bottom,
    )

    def at(rank: float) -> float:
        return scale.left + (rank - TICKS[0]) / (REACH - TICKS[0]) * (scale.width - label * 0.6)

    measure = part["measure"].iloc[0]
    sheet.text(box.left, box.top + label * 0.7, title, weight=SEMIBOLD, gid=f"{measure}:title")
    for tick in TICKS:
        sheet.line([at(tick)] * 2, [scale.top, box.bottom], color=PALE, zorder=1)
        sheet.text(
            at(tick),
            scale.top - small * 0.6,
            str(tick),
            ha="center",
            size=small,
            colour=GREY,
            gid=f"{measure}:tick:{tick}",
        )
    for place, row in enumerate(part.itertuples()):
        y, gid = scale.top + (place + 0.5) * high, f"{measure}:{row.actor_id}"
        colour = COLOURS[HOLDS if row.holds else MOVES]
        weight = SEMIBOLD if row.holds else 400
        lines = sheet.lines(names[row.actor_id], scale.left - box.left - label, small, weight)
        sheet.block(box.left, y, lines, f"{gid}:name", size=small, weight=weight)
        end = at(min(row.worst, REACH))
        if not row.holds:
            sheet.line(
                [at(row.best), end], [y, y], f"{gid}:range", color=FAINT, linewidth=label * 0.5, solid_capstyle="butt"
            )
            if row.worst > REACH:
                end += label * 0.6
                sheet.dot(end - label * 0.3, y, label * 0.8, f"{gid}:beyond", marker=">", color=FAINT)
        look = {"color": colour} if row.holds else {"markerfacecolor": "white", "markeredgecolor": colour}
        sheet.dot(at(row.rank), y, label * 0.8, gid, zorder=3, **{"markeredgewidth": label * 0.13, **look})
        said = f"always {row.rank}" if row.holds else f"{row.best} to {row.worst}"
        sheet.text(scale.right + label * 0.6, y, said, size=small, colour=colour, gid=f"{gid}:said")
