"""Draw what the record says against Stalin: how much room each fault takes, and where the points recur."""

import re
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.names import short_name
from helpers.charts.sheet import LEADING, SEMIBOLD, Box, Sheet, Word
from helpers.charts.style import COLUMN, FOR, GREY, INK, PAGE, PALE, RECORD, RECORD_OF, ROOM, Build, Chart
from helpers.claims.points import NOT_CHECKED
from helpers.files.errors import FigureError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
# What a title says after its first words: in brackets, or behind a comma.
FURTHER = re.compile(r" \(|, ")
TIGHT = 1.12  # from line to line in a cell, in sizes of type
# Group → how one of its sentences looks. The points are hollow, so that the two stay apart in grey.
GROUPS = {
    "beyond": {"facecolor": RECORD, "edgecolor": RECORD, "linewidth": 0.8},
    "listed": {"facecolor": "white", "edgecolor": GREY, "linewidth": 0.8},
}
HEADS = {"beyond": "Faults that none of his points names", "listed": "His points, and what bears on them"}
# Answer → how its cell looks, and the colour of the writing in it.
ANSWERS = {
    "yes": ({"facecolor": FOR, "edgecolor": FOR, "linewidth": 1.2}, "white"),
    "partly": ({"facecolor": "white", "edgecolor": FOR, "linewidth": 1.2}, INK),
    "no": ({"facecolor": PALE, "edgecolor": PALE, "linewidth": 1.2}, GREY),
    NOT_CHECKED: ({"facecolor": "white", "edgecolor": GREY, "linewidth": 0.8, "linestyle": ":"}, GREY),
}
SOURCES = f"Sources: {RECORD_OF}, and the texts named in data/coding/concordance_texts.csv."


def room_taken(space: pd.DataFrame) -> Chart:
    """Draw how many sentences each listed point and each fault beyond the list takes, a square for each.

    space: from ``claims.space_taken``, one row a theme: theme, group (``listed`` or ``beyond``), sentences (a count),
    sentence_ids. The chart's table is space as it came. The claim sets the two sums beside each other, the larger one
    first. Raises FigureError for a row of another group.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> chart = charts.room_taken(pd.DataFrame({
    ...     "theme": ["1 haste", "pride"], "group": ["listed", "beyond"], "sentences": [2, 1],
    ...     "sentence_ids": ["a1 a2", "a3"],
    ... }))
    >>> chart.claim
    '2 sentences for what is named in the 1 point, 1 for other faults'
    >>> chart.alternative
    'Squares, one a sentence, in two lists. Faults that none of his points names, 1: pride 1. His points, and what \
bears on them, 2: 1 haste 2.'
    """
    unknown = space[~space["group"].isin(GROUPS)]
    if len(unknown):
        row = unknown.iloc[0]
        raise FigureError(
            f"figure room-taken, {row['theme']}: found the group {row['group']!r}; expected listed or beyond"
        )
    parts = {group: space[space["group"] == group] for group in GROUPS}
    sums = {group: int(part["sentences"].sum()) for group, part in parts.items()}
    number = len(parts["listed"])
    points = f"the {number} point{'s' * (number != 1)}"
    if sums["beyond"] > sums["listed"]:
        claim = (
            f"{sums['beyond']} sentences for faults not named in {points}, "
            f"{sums['listed']} for the points and what bears on one"
        )
    else:
        claim = f"{sums['listed']} sentences for what is named in {points}, {sums['beyond']} for other faults"
    key = [
        "A square is a sentence.",
        Word("Filled:", RECORD, "beyond"),
        "it finds a fault that no point names.",
        Word("Hollow:", GREY, "listed"),
        "it bears on a point.",
    ]
    source = (
        f"Source: {RECORD_OF}; coded by reading, "
        f"n = {sum(sums.values())} squares. The hollow ones include examples by whomever, counterweights and what only "
        "names the matter. A sentence counts once for each theme that it bears on."
    )

    def draw(build: Build) -> "Figure":
        rows = max(map(len, parts.values())) if build is not COLUMN else len(space) + 2
        # As high as the rows need; in a room as high as it is.
        sheet = Sheet(build, claim, key, source, (rows + 1.4) * build.label * 1.55)
        body, step = sheet.body, build.label * 1.55
        if build.height is not None:
            step = min(body.height / (rows + 1.4), build.label * 2)
        gap = build.label * 2
        side = (body.width - gap) / 2
        y = body.top
        for place, (group, part) in enumerate(parts.items()):
            if build is COLUMN:
                box = Box(body.left, y, body.right, body.bottom)
                y += (len(part) + 1.6) * step
            else:
                left = body.left + place * (side + gap)
                box = Box(left, body.top, left + side, body.bottom)
            draw_themes(sheet, part, group, box, step, space)
        return sheet.figure

    told = " ".join(
        f"{HEADS[group]}, {sums[group]}: {', '.join(f'{row.theme} {row.sentences}' for row in part.itertuples())}."
        for group, part in parts.items()
    )
    return Chart(
        "room-taken",
        claim,
        draw,
        space,
        caption=(
            "How many sentences tell faults that the list does not name, and how many bear on each listed point, by "
            f"whomever the fault is; n = {sum(sums.values())}."
        ),
        alternative=f"Squares, one a sentence, in two lists. {told}",
        builds=(PAGE, ROOM, COLUMN),
    )


def draw_themes(sheet: Sheet, part: pd.DataFrame, group: str, box: Box, step: float, space: pd.DataFrame) -> None:
    """Draw one list: its head with the sum, then for each theme its name and a square for each sentence."""
    sheet.text(box.left, box.top + step / 2, HEADS[group], weight=SEMIBOLD, gid=f"{group}:head")
    x = box.left + sheet.width_of(HEADS[group], weight=SEMIBOLD) + sheet.label * 0.5
    total, colour = str(part["sentences"].sum()), GROUPS[group]["edgecolor"]
    sheet.text(x, box.top + step / 2, total, colour=colour, weight=SEMIBOLD, gid=f"{group}:sum")
    # The names of both lists take the same room, so that a square is as large in the one as in the other.
    begin = max((sheet.width_of(theme) for theme in space["theme"]), default=0) + sheet.label * 0.6
    most = max(space["sentences"], default=1)
    side = min(step * 0.72, (box.width - begin - sheet.label * 1.4) / most * 0.86)
    for place, row in enumerate(part.itertuples(), start=1):
        y = box.top + (place + 0.5) * step
        sheet.text(box.left, y, row.theme, gid=f"{group}:{row.theme}:name")
        for number in range(row.sentences):
            left = box.left + begin + number * side / 0.86
            sheet.rectangle(
                left,
                y - side / 2,
                side,
                side,
                gid=f"{group}:{row.theme}:{number}",
                **GROUPS[group],
            )
        end = box.left + begin + row.sentences * side / 0.86 + sheet.label * 0.2
        sheet.text(end, y, str(row.sentences), colour=GREY, gid=f"{group}:{row.theme}:count")


def concordance(matrix: pd.DataFrame, points: pd.DataFrame, texts: pd.DataFrame) -> Chart:
    """Draw where the points recur: one row a point, one column a text, in each cell what the text has of the point.

    matrix: from ``claims.concordance_matrix``, one row a pair: point and text_id (text), present (yes, partly, no or
    not checked), gist (a few words); it is the chart's table. points: point, theme; texts: text_id, author, title,
    date (EDTF), in the order of the columns, as in ``concordance_texts.csv``. The claim names the text that has most
    points. Raises FigureError for another answer, and for a pair whose point or text is not among them.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> matrix = pd.DataFrame({"point": ["1", "2"], "text_id": "t1", "present": ["yes", "not checked"],
    ...                        "gist": ["too much haste", ""]})
    >>> points = pd.DataFrame({"point": [1, 2], "theme": ["haste", "pride"]})
    >>> texts = pd.DataFrame({"text_id": ["t1"], "author": ["A. Orlen"], "title": ["A letter"], "date": ["1911"]})
    >>> chart = charts.concordance(matrix, points, texts)
    >>> chart.claim
    'As far as read, 1 of the 2 points stand whole in Orlen'
    >>> chart.alternative
    'A table of 2 points by 1 text. Orlen, 1911: yes for 1 (too much haste).'
    """
    check_pairs(matrix, points, texts)
    claim = most_points(matrix, points, texts)
    checked = int((matrix["present"] != NOT_CHECKED).sum())
    key = [
        "What a text has of a point, as the reader who compared noted it.",
        Word("Filled:", FOR, "yes"),
        "it is there.",
        Word("Framed:", FOR, "partly"),
        "only a part, or another case.",
        Word("Grey:", GREY, "no"),
        "it is not.",
    ]
    source = (
        f"Sources: {RECORD_OF}, for the points; for the other texts "
        f"data/coding/concordance_texts.csv. {checked} of {len(matrix)} pairs looked at."
    )

    def draw(build: Build) -> "Figure":
        names = build.width * 0.17
        across = (build.width - names) / max(len(texts), 1)
        scale = Sheet(build, claim, key, source, 0)
        heads = {row.text_id: head_lines(scale, row, across * 0.92) for row in texts.itertuples()}
        above = (max(map(len, heads.values()), default=0) + 0.5) * build.small * LEADING
        gists = {(row.point, row.text_id): cell_lines(scale, row, across * 0.86) for row in matrix.itertuples()}
        step = (max(map(len, gists.values()), default=1) + 0.8) * build.small * TIGHT
        sheet = Sheet(build, claim, key, source, above + step * len(points))
        body = sheet.body
        if build.height is not None:
            step = (body.height - above) / max(len(points), 1)
        across = (body.width - names) / max(len(texts), 1)
        left = {text: body.left + names + place * across for place, text in enumerate(texts["text_id"])}
        top = {str(point): body.top + above + place * step for place, point in enumerate(points["point"])}
        for text, lines in heads.items():
            for number, (line, bold) in enumerate(lines):
                look = {"weight": SEMIBOLD} if bold else {"colour": GREY}
                y = body.top + number * build.small * LEADING
                sheet.text(left[text], y, line, size=build.small, va="top", gid=f"{text}:head{number}", **look)
        for row in points.itertuples():
            lines = sheet.lines(f"{row.point} {row.theme}", names * 0.96)
            sheet.block(body.left, top[str(row.point)] + step / 2, lines, f"{row.point}:name")
        for row in matrix.itertuples():
            x, y, gid = left[row.text_id], top[row.point], f"{row.point}:{row.text_id}"
            look, ink = ANSWERS[row.present]
            sheet.rectangle(x, y + step * 0.05, across * 0.95, step * 0.9, gid=f"{gid}:{row.present}", **look)
            said = {"size": build.small, "colour": ink, "leading": TIGHT}
            sheet.block(x + across * 0.04, y + step / 2, gists[row.point, row.text_id], f"{gid}:gist", **said)
        return sheet.figure

    told = ". ".join(in_words(row, matrix) for row in texts.itertuples())
    number = f"{len(texts)} text" + "s" * (len(texts) != 1)
    return Chart(
        "concordance",
        claim,
        draw,
        matrix,
        source=SOURCES,
        caption=(
            f"Where the {len(points)} points recur in {len(texts)} other texts, and what stands there: yes, partly, "
            "no, or not checked."
        ),
        alternative=f"A table of {len(points)} points by {number}. {told}.",
    )


def check_pairs(matrix: pd.DataFrame, points: pd.DataFrame, texts: pd.DataFrame) -> None:
    """Raise FigureError for a pair whose point, text or answer has no place in the drawing."""
    known = {"point": set(points["point"].astype(str)), "text_id": set(texts["text_id"]), "present": set(ANSWERS)}
    for row in matrix.to_dict("records"):
        for column, allowed in known.items():
            if row[column] not in allowed:
                pair = f"point {row['point']} in {row['text_id']}"
                raise FigureError(
                    f"figure concordance, {pair}: found {column} {row[column]!r}; expected one of "
                    f"{', '.join(sorted(allowed))}"
                )


def most_points(matrix: pd.DataFrame, points: pd.DataFrame, texts: pd.DataFrame) -> str:
    """Return which text has most points, and how many the others have at most."""
    plain = matrix[matrix["present"] == "yes"]["text_id"].value_counts()
    counts = {row.text_id: int(plain.get(row.text_id, 0)) for row in texts.itertuples()}
    if not counts:
        return f"No text was compared with the {len(points)} points"
    most = max(counts, key=counts.__getitem__)
    author = short_name(texts.set_index("text_id")["author"][most])
    # What nobody looked for may be there.
    read = "As far as read, " if (matrix["present"] == NOT_CHECKED).any() else ""
    claim = f"{read}{counts.pop(most)} of the {len(points)} points stand whole in {author}"
    if not counts:
        return claim
    others = "later" if most == texts["text_id"].iloc[0] else "other"
    return f"{claim}, at most {max(counts.values())} in any {others} text"


def day_of(edtf: str) -> str:
    """Return "25 Feb. 1956", "Jan. 1957" or "1911"; of an interval, or of several, the first and the last day."""
    days = []
    for part in re.split("[/,]", edtf.strip("{}")):
        year, *others = part.split("-")
        month = [MONTHS[int(others[0]) - 1]] if others else []
        days.append(" ".join([*(str(int(day)) for day in others[1:]), *month, year]))
    first, last = days[0], days[-1]
    joined = " and " if edtf.startswith("{") else " to "
    return first if first == last else f"{first.removesuffix(last[-5:])}{joined}{last}"


def head_lines(sheet: Sheet, row, width: float) -> list[tuple[str, bool]]:
    """Return the lines over a text, each with whether it is bold: author, date, on a page the title's beginning."""
    names = sheet.lines(short_name(row.author), width, sheet.small, SEMIBOLD)
    names += sheet.lines(day_of(row.date), width, sheet.small, SEMIBOLD)
    said = FURTHER.split(row.title)[0]
    # A room has no place for the title, but for what of it was read, or in which state.
    title = sheet.lines(said if sheet.build.height is None else said.partition("; ")[2], width, sheet.small)
    return [(line, True) for line in names] + [(line, False) for line in title]


def cell_lines(sheet: Sheet, row, width: float) -> list[str]:
    """Return what stands in a cell: what the text has of the point, or the answer where that says all."""
    return sheet.lines(row.gist or row.present, width, sheet.small)


def in_words(text, matrix: pd.DataFrame) -> str:
    """Return what a text has of which point, the points that it lacks, and those that nobody looked for."""
    answers = []
    for answer in ANSWERS:
        rows = matrix[(matrix["text_id"] == text.text_id) & (matrix["present"] == answer)]
        said = [f"{row.point}{f' ({row.gist})' if row.gist else ''}" for row in rows.itertuples()]
        if said and answer != NOT_CHECKED:
            answers.append(f"{answer} for {', '.join(said)}")
    return f"{short_name(text.author)}, {day_of(text.date)}: {'; '.join(answers) or NOT_CHECKED}"
