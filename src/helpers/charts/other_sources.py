"""Draw what other sources give as lists with a scale: a row a statement, the record's figures through all rows."""

import math
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from helpers.charts.sheet import LEADING, SEMIBOLD, Sheet, Word, text_width
from helpers.charts.style import COLUMN, FAINT, GREY, INK, OTHER, PAGE, RECORD, ROOM, Build, Chart, claimed
from helpers.claims.other_sources import TOGETHER, in_words_only
from helpers.files.errors import FigureError
from helpers.text.dates import MONTHS, time_span

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The record among the sources.
OWN, OTHERS = "record", "others"
# What a mark stands for. A hollow one counts a part, so that one army is not taken for the whole.
WHOLE, PART = "whole", "part"
LOOKS = {
    WHOLE: {"color": OTHER, "markeredgecolor": OTHER, "markerfacecolor": OTHER},
    PART: {"color": OTHER, "markeredgecolor": OTHER, "markerfacecolor": "white"},
}
BARS = {WHOLE: {"facecolor": OTHER}, PART: {"facecolor": "white", "edgecolor": OTHER}}
DASHED = (0, (4, 3))
OTHER_SOURCES = (
    "Sources: those named in the figure, described in data/coding/sources.csv; this record: Yudin's, of 31 March "
    "1956, in English translation."
)
RECORD_NAMED = "this record: Yudin’s of 31 March 1956, in English translation."
SUBJECTS = {"red_army": "army", "communists": "party", "soviet_territory": "territory"}
ORDERS = {1_000: "thousands", 10_000: "tens of thousands", 100_000: "hundreds of thousands"}
TIMES = {1: "once", 2: "twice"}
COUNT, SHARE = "{:,.0f}", "{:g}"
TELLINGS_KEY = (
    "What was left of a hundred. Bars: what round figures leave open.",
    Word("Dots:", OTHER, OTHERS),
    "other tellings;",
    Word("diamonds:", RECORD, OWN),
    "this record.",
)
TELLINGS = {OWN: (RECORD, "D"), OTHERS: (OTHER, "o")}
HEAD, FOOT = 1.2, 1.6  # above and below the rows, in sizes of the labels
NO_YEAR, NO_SHARE, NOT_NOTED = "no year", "no share given", "not noted"


class Scale(NamedTuple):
    """Where a number stands: from low to high over a span of points; log: each step of it multiplies."""

    low: float
    high: float
    left: float
    right: float
    log: bool

    def at(self, number: float) -> float:
        """Return the place of a number, in points."""
        low, high, number = (math.log10(n) if self.log else n for n in (self.low, self.high, number))
        return self.left + (number - low) / (high - low) * (self.right - self.left)


def over_time(
    given: pd.DataFrame, lost, names: dict[str, str], name: str, counted: str, year: str = "", room: str = ""
) -> Chart:
    """Draw one quantity as other sources give it, a row a statement, with the record's two figures as lines.

    given: from ``claims.given_by_sources``, all in one unit; lost: the row of ``claims.find_losses`` for the same
    quantity; names: source_id → who says so, in words (``claims.name_sources``); name: of the figure; counted: what
    is counted, in words; year: the one that the claim looks at where the record dates no figure; room: the years
    that are shown in a room and a column (EDTF), where figures of a part are left out, too. Rows stand in order of
    the year spoken of, those without one last. A dot is a figure, a bar its bounds, an arrow a one-sided one. The
    chart's table: given, then the record's two figures (source_id ``record``), with who. Raises FigureError for a
    source without a name, for a scope of which nobody says whether it is a part, and where a figure for that year
    is not above the record's second.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> given = pd.DataFrame([{
    ...     "edtf": "1911", "earliest": 1911.0, "latest": 1912.0, "approximate": False, "value": 300.0, "low": 300.0,
    ...     "high": 300.0, "unit": "ships", "scope": "fleet", "extent": "whole", "label": "whole fleet",
    ...     "source_id": "velin", "author": "B. Velin", "kind": "primary",
    ... }])
    >>> lost = pd.Series({"before": 400.0, "before_edtf": "1911", "after": 100.0, "after_edtf": "", "unit": "ships"})
    >>> chart = charts.over_time(given, lost, {"velin": "Velin, 1920"}, "ships", "Ships of Orlen")
    >>> chart.claim
    'No other source here has 400 for 1911, or 400 at all'
    >>> chart.table[["edtf", "value", "who"]].to_numpy().tolist()
    [['1911', 300.0, 'Velin, 1920'], ['1911', 400.0, 'this record'], ['', 100.0, 'this record']]
    """
    given = with_names(name, given, names)
    odd = given[~given["extent"].isin(BARS)]
    if len(odd):
        raise FigureError(f"figure {name}: found {odd['scope'].iloc[0]!r} with no extent; expected it in scopes.csv")
    own = own_figures(lost)
    claim, meant = claim_of(name, given, own, year)
    table = pd.concat([given.drop(columns=["author", "kind"]), own], ignore_index=True)

    def draw(build: Build) -> "Figure":
        shown = (given if build is PAGE else easily_read(given, room)).sort_values(["earliest", "latest"], key=begun)
        parts = bool((shown["extent"] == PART).any())
        source = f"Sources: those named; {RECORD_NAMED} {left_out(given, shown, room)}"
        sheet = Sheet(build, claim, over_time_key(counted, own, parts), source, list_height(build, shown))
        draw_list(sheet, shown, own, meant)
        return sheet.figure

    told = "; ".join(in_words(row) for row in table.itertuples())
    number = given["source_id"].nunique()
    return Chart(
        name,
        claim,
        draw,
        table,
        caption=f"{counted}: what {number} other sources give, and through all rows the record’s own figures.",
        alternative=f"{len(given)} rows with a logarithmic scale, and two lines through them. {told}.",
        source=OTHER_SOURCES,
        builds=(PAGE, ROOM, COLUMN),
    )


def with_names(figure: str, frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return the rows with who says so. Raises FigureError for a source without a name."""
    for source_id in frame["source_id"]:
        if not names.get(source_id):
            raise FigureError(f"figure {figure}: found no name for {source_id!r}; expected one for each source")
    return frame.assign(who=frame["source_id"].map(names))


def own_figures(lost) -> pd.DataFrame:
    """Return the record's two figures as rows like those of the other sources, without one that it lacks."""
    found = []
    for role in ("before", "after"):
        edtf, value = getattr(lost, f"{role}_edtf"), getattr(lost, role)
        when = time_span(edtf) if edtf else None
        figure = {
            "edtf": edtf,
            "earliest": when.earliest if when else None,
            "latest": when.latest if when else None,
            "approximate": bool(when and when.approximate),
            **dict.fromkeys(("value", "low", "high"), value),
            "unit": lost.unit,
            "scope": role,
            "extent": WHOLE,
            "label": f"this record, {role}",
            "source_id": OWN,
            "relation": "",
            "note": "" if edtf else "undated in the record",
            "who": "this record",
        }
        if pd.notna(value):
            found.append(figure)
    return pd.DataFrame(found)


def claim_of(name: str, given: pd.DataFrame, own: pd.DataFrame, year: str) -> tuple[str, set[int]]:
    """Return what the table bears out about the record's figures, and the rows that it speaks of.

    Where the record dates its first figure: who else has it for that year. Else, where a year is named: that the second
    lies below whatever is given for it. Only figures of the whole count.
    """
    whole = given[given["extent"] == WHOLE]
    first, last = own.iloc[0], own.iloc[-1]
    if first["edtf"]:
        same = whole[whole["value"].eq(first["value"]).fillna(False)]
        at_once = same[(same["earliest"] < first["latest"]) & (same["latest"] > first["earliest"])]
        figure = f"{first['value']:,.0f} for {dated(first['edtf'])}"
        if len(at_once):
            return f"Of {len(given)} figures in other sources {len(at_once)} have {figure}, too", set(at_once.index)
        dated_so = given[(given["earliest"] < first["latest"]) & (given["latest"] > first["earliest"])]
        if dated_so.empty:
            figure = f"a figure for {dated(first['edtf'])}"
        return f"No other source here has {figure}{elsewhere(same, first['value'])}", set(same.index)
    if year:
        of_year = whole[whole["edtf"].str[:4].eq(year) & ~whole["edtf"].str.contains("/")]
        lowest = of_year["low"].min(skipna=False)
        holds = pd.notna(lowest) and lowest > last["value"]
        undated = "" if last["edtf"] else ", undated,"
        every = {1: "the one figure", 2: "both figures"}.get(len(of_year), f"all {len(of_year)} figures")
        claim = f"The record’s {last['value']:,.0f}{undated} lies below {every} given for {year}"
        return claimed(name, claim, bool(holds), f"{lowest} as the lowest of {year}"), set(of_year.index)
    return f"{len(given)} figures of other sources beside the record’s {first['value']:,.0f}", set()


def elsewhere(same: pd.DataFrame, figure: float) -> str:
    """Return how the claim goes on: who has the same figure, though not for that year."""
    if same.empty:
        return f", or {figure:,.0f} at all"
    persons = same["who"].str.partition(", ")[0].unique()
    who = persons[0] if len(persons) == 1 else f"{len(persons)} others"
    times = TIMES.get(len(same), f"{len(same)} times")
    when = "undated" if (same["edtf"] == "").all() else "for another year or none"
    return f"; {who} {'has' if len(persons) == 1 else 'have'} {figure:,.0f} {times}, {when}"


def easily_read(given: pd.DataFrame, room: str) -> pd.DataFrame:
    """Return the rows that a room or a column can hold: of the whole, for the years named or without a year."""
    shown = given[given["extent"] == WHOLE]
    if room:
        years = time_span(room)
        within = (shown["earliest"] >= years.earliest) & (shown["latest"] <= years.latest)
        shown = shown[within | shown["edtf"].eq("")]
    return shown if len(shown) else given


def begun(years: pd.Series) -> pd.Series:
    """Return by what rows are sorted: the year in which a date begins; of two, the longer date comes later."""
    return years // 1 if years.name == "earliest" else years


def left_out(given: pd.DataFrame, shown: pd.DataFrame, room: str) -> str:
    """Return how many figures are shown, and by what rule others are not."""
    if len(given) == len(shown):
        return f"n = {len(given)} figures."
    rule = f"those for {dated(room)} or without a year" if room else "those of the whole"
    return f"Shown: {rule}, {len(shown)} of {len(given)} figures."


def over_time_key(counted: str, own: pd.DataFrame, parts: bool) -> list[str | Word]:
    """Return the key: the record's lines, and what is filled and hollow where both are shown."""
    key: list[str | Word] = [f"{counted}, by the year spoken of; scale in tenfold steps.", Word("Lines:", RECORD, OWN)]
    key.append("this record" + (", dashed: undated." if (own["edtf"] == "").any() else "."))
    if not parts:
        return [*key, Word("Marks:", OTHER, WHOLE), "other sources."]
    return [*key, Word("Filled:", OTHER, WHOLE), "other sources;", Word("hollow:", OTHER, PART), "a part only."]


def in_words(row) -> str:
    """Return a figure in words: "1911: 300, whole fleet (Velin, 1920)"."""
    return f"{dated(row.edtf) or 'no year given'}: {figure_in_words(row)}, {row.label} ({row.who})"


def figure_in_words(row) -> str:
    """Return what a source gives: a number, its bounds, or the order of magnitude that it words."""
    if in_words_only(row) and row.low in ORDERS:
        return ORDERS[row.low]
    return counted(row.low, row.high)


def dated(edtf: str) -> str:
    """Return a date as it is said: "1911", "May 1911", "1911–13", "from 1911", "about 1911"; nothing for no date.

    A day is said by its month.
    """
    first, _, last = (part.removesuffix("~") for part in edtf.partition("/"))
    about = "about " * ("~" in edtf)
    if last in ("", "/"):
        _, *month = first.split("-")[:2]
        return about + " ".join([*(month_name(one) for one in month), first[:4]])
    if last == "..":
        return f"from {about}{first[:4]}"
    return about + (first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[2:4]}")


def month_name(number: str) -> str:
    """Return a month as it is said in a list: "May", "Dec."."""
    name = MONTHS[int(number) - 1]
    return name if len(name) < 5 else f"{name[:3]}."


# ---- the list of figures ------------------------------------------------------------------------


def said(words: str) -> str:
    """Return words of a table as they are printed."""
    return words.replace("'", "’")


def row_height(build: Build) -> float:
    """Return how high a row is; in a column it has two lines."""
    return build.label * (2.55 if build is COLUMN else 1.5)


def list_height(build: Build, shown: pd.DataFrame) -> float:
    """Return how high the list is: heads, rows, the gap before those without a year, the scale's numbers."""
    return build.label * 5.2 + (len(shown) + gap_before(shown) / 2) * row_height(build)


def gap_before(shown: pd.DataFrame) -> bool:
    """Return whether the list has both rows with a year and rows without."""
    return shown["edtf"].eq("").nunique() > 1


def draw_list(sheet: Sheet, shown: pd.DataFrame, own: pd.DataFrame, meant: set[int]) -> None:
    """Draw the rows: year, what is counted, who says so, and the figure on the scale with the record's lines."""
    body, label = sheet.body, sheet.label
    top, bottom = body.top + label * 2.7, body.bottom - label * 1.6
    step = (bottom - top - label * 0.4) / (len(shown) + gap_before(shown) / 2)
    columns = columns_of(sheet, shown)
    scale = scale_of(sheet, shown, own, columns["scale"])
    draw_ticks(sheet, scale, bottom)
    lines = draw_own(sheet, own, scale, top, bottom)
    y = top + label * 0.2
    for row, before in zip(shown.itertuples(), [None, *shown["edtf"]]):
        y += step / 2 * (1 + (before not in (None, "") and row.edtf == ""))
        write_row(sheet, row, columns, y, SEMIBOLD if row.Index in meant else 400)
        draw_figure(sheet, row, scale, lines, y, step, SEMIBOLD if row.Index in meant else 400)
        y += step / 2


def columns_of(sheet: Sheet, shown: pd.DataFrame) -> dict[str, float]:
    """Return where the columns begin, by the widths of their words; in a column who says so stands under what."""
    gap, left = sheet.label * 0.9, sheet.body.left
    year, what, who = (
        max(sheet.width_of(text, size, SEMIBOLD) for text in texts)
        for texts, size in (
            ([dated(edtf) or NO_YEAR for edtf in shown["edtf"]], sheet.label),
            (map(said, shown["label"]), sheet.label),
            (shown["who"], sheet.small),
        )
    )
    columns = {"year": left, "what": left + year + gap}
    if sheet.build is COLUMN:
        return {**columns, "who": columns["what"], "scale": columns["what"] + max(what, who) + gap}
    columns["who"] = columns["what"] + what + gap
    return {**columns, "scale": columns["who"] + who + gap}


def write_row(sheet: Sheet, row, columns: dict[str, float], y: float, weight: int) -> None:
    """Write of what year and what a row speaks, and who says so."""
    apart = sheet.label * 0.56 if columns["who"] == columns["what"] else 0
    year = {"weight": weight} if row.edtf else {"colour": GREY, "weight": weight}
    sheet.text(columns["year"], y - apart, dated(row.edtf) or NO_YEAR, gid=f"{row.Index}:year", **year)
    sheet.text(columns["what"], y - apart, said(row.label), gid=f"{row.Index}:what", weight=weight)
    sheet.text(columns["who"], y + apart, row.who, size=sheet.small, colour=GREY, gid=f"{row.Index}:who", weight=weight)


def scale_of(sheet: Sheet, shown: pd.DataFrame, own: pd.DataFrame, left: float) -> Scale:
    """Return a logarithmic scale over all figures that are shown, with room for the last one's words beside it."""
    ends = pd.concat([shown[["value", "low", "high"]], own[["value", "low", "high"]]]).astype(float)
    low, high = ends.min(axis=None), ends.max(axis=None)
    last = shown[shown[["value", "low", "high"]].astype(float).max(axis=1) > high / 3]
    room = max((sheet.width_of(figure_in_words(row), weight=SEMIBOLD) for row in last.itertuples()), default=0)
    return Scale(low, high * (1 + (low == high)), left + sheet.label, sheet.body.right - room - sheet.label, log=True)


def draw_ticks(sheet: Sheet, scale: Scale, bottom: float) -> None:
    """Write the powers of ten under the rows."""
    free = -math.inf
    for power in range(math.ceil(math.log10(scale.low)), math.floor(math.log10(scale.high)) + 1):
        x, words = scale.at(10**power), f"{10**power:,}"
        half = sheet.width_of(words, sheet.small) / 2
        sheet.line([x, x], [bottom, bottom + sheet.label * 0.3], color=GREY, linewidth=0.6)
        # Where two numbers would touch, the later one is left out.
        if x - half > free:
            y = bottom + sheet.label * 0.95
            sheet.text(x, y, words, size=sheet.small, colour=GREY, ha="center", gid=f"tick:{10**power}")
            free = x + half + sheet.small / 2


def draw_own(sheet: Sheet, own: pd.DataFrame, scale: Scale, top: float, bottom: float) -> list[float]:
    """Draw the record's figures as lines through all rows, figure and year at their heads; return their places."""
    size = sheet.small if sheet.build is COLUMN else sheet.label
    heads = [(f"{row.value:,.0f}", dated(row.edtf) or "no year given") for row in own.itertuples()]
    halves = [max(sheet.width_of(words, size, SEMIBOLD) for words in head) / 2 for head in heads]
    lines = [scale.at(row.value) for row in own.itertuples()]
    for row, x, head, half, sides in zip(own.itertuples(), lines, heads, halves, sides_of(lines, halves, size)):
        look = {"color": RECORD, "linewidth": sheet.label * 0.17, "linestyle": "-" if row.edtf else DASHED}
        sheet.line([x, x], [top, bottom], f"{OWN}:{row.scope}:line", **look)
        at = min(x, sheet.body.right - half) if sides == "center" else x
        for number, words in enumerate(head):
            y, weight = top - sheet.label * (1.95 - 1.2 * number), 400 if number else SEMIBOLD
            gid = f"{OWN}:{row.scope}:head{number}"
            sheet.text(at, y, words, size=size, colour=RECORD, weight=weight, ha=sides, gid=gid)
    return lines


def sides_of(lines: list[float], halves: list[float], gap: float) -> list[str]:
    """Return how the heads of the lines are set: in the middle, or away from each other where they would touch."""
    close = len(lines) > 1 and abs(lines[0] - lines[1]) < sum(halves) + gap
    return ["right" if close and x == min(lines) else "left" if close else "center" for x in lines]


def draw_figure(sheet: Sheet, row, scale: Scale, lines: list[float], y: float, step: float, weight: int) -> None:
    """Draw what a row gives, a dot, a bar between bounds or an arrow, and write it beside."""
    ends = [scale.at(end) for end in (row.low, row.high) if pd.notna(end)]
    if not ends:
        return
    first, last = min(ends), max(ends)
    thick = min(step, sheet.label * 1.5) * 0.42
    if len(ends) == 1:
        first, last = draw_arrow(sheet, row, ends[0], y, thick, up=pd.isna(row.high), look=LOOKS[row.extent])
    elif first == last:
        first, last = draw_dot(sheet, row, first, y, thick)
    else:
        height = thick * 0.8
        sheet.rectangle(
            first, y - height / 2, last - first, height, f"{row.Index}:bounds", linewidth=0.9, **BARS[row.extent]
        ).set_zorder(1.5)
    words = figure_in_words(row)
    x = beside(sheet, words, (scale.left - sheet.label, first, last), lines, weight)
    wide = sheet.width_of(words, weight=weight)
    if any(x - 1 < line < x + wide + 1 for line in lines):
        sheet.rectangle(x - 2, y - sheet.label * 0.6, wide + 4, sheet.label * 1.2, facecolor="white").set_zorder(2.5)
    sheet.text(x, y, words, weight=weight, gid=f"{row.Index}:value")


def draw_dot(sheet: Sheet, row, x: float, y: float, size: float) -> tuple[float, float]:
    """Draw a figure as a dot, hollow for a part; return its left and right."""
    sheet.dot(x, y, size, f"{row.Index}:mark", **LOOKS[row.extent], markeredgewidth=1.1, zorder=2.4)
    return x - size / 2, x + size / 2


def draw_arrow(sheet: Sheet, row, x: float, y: float, size: float, up: bool, look: dict) -> tuple[float, float]:
    """Draw a bound as an arrow that begins at it: to the right for "at least"; return its left and right."""
    tip = x + size * 5 * (1 if up else -1)
    sheet.line([x, tip], [y, y], f"{row.Index}:arrow", color=look["color"], linewidth=size * 0.28, zorder=2.4)
    head = {**look, "marker": ">" if up else "<", "markeredgewidth": 1.1, "zorder": 2.4}
    sheet.dot(tip, y, size, f"{row.Index}:head", **head)
    sheet.line([x, x], [y - size * 0.6, y + size * 0.6], color=look["color"], linewidth=size * 0.28, zorder=2.4)
    return min(x, tip - size / 2), max(x, tip + size / 2)


def beside(sheet: Sheet, words: str, mark: tuple[float, float, float], lines: list[float], weight: int) -> float:
    """Return where the words of a mark begin: to its right unless a line of the record stands there and not left.

    mark: what is left of the scale, then the mark's left and right.
    """
    wide, gap = sheet.width_of(words, weight=weight), sheet.label * 0.45
    edge, first, last = mark
    places = [x for x in (last + gap, first - gap - wide) if edge <= x <= sheet.body.right - wide]
    free = [x for x in places if not any(x - 1 < line < x + wide + 1 for line in lines)]
    return (free or places or [sheet.body.right - wide])[0]


# ---- the same loss, told again ------------------------------------------------------------------


def tellings_chart(told: pd.DataFrame, names: dict[str, str]) -> Chart:
    """Draw how the same loss is told, telling by telling: how many of a hundred remained, and what was said.

    told: from ``claims.compare_tellings``, one row a telling and subject, one of them the record's (source_id
    ``record``); names: source_id → who tells it (``claims.name_sources``). Shares are of a hundred, computed from
    counts or given as a percentage; a dot is a share, a bar what its roundness leaves open, an arrow a one-sided
    bound. Where a telling gives none, that is said. The grey line is what all shares of the other tellings have in
    common. In a room only tellings with a share are shown. The chart's table: told, with who. Raises FigureError
    for a source without a name, and where the record itself is not among the tellings.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> told = pd.DataFrame({
    ...     "source_id": ["velin", "record"], "written": ["1911", "1915"], "subject": ["together", "fleet"],
    ...     "scope": ["all ships", "Fleet of Orl"], "remaining": [20.0, 25.0], "remaining_low": [20.0, 22.5],
    ...     "remaining_high": [20.0, 27.5], "how": "given",
    ... }).assign(**dict.fromkeys(["before", "before_low", "before_high", "after", "after_low", "after_high"]))
    >>> chart = charts.tellings_chart(told, {"velin": "Velin, 1911", "record": "this record"})
    >>> chart.claim
    'One other telling leaves room for 20 of a hundred left; the number 25, for the fleet, is this record’s alone'
    >>> chart.alternative.partition(": ")[2].partition("; ")[0]
    '1911, Velin, all ships: 20 of a hundred (80% lost)'
    """
    table = with_names("tellings", told, names)
    table["who"] = table["who"].str.partition(", ")[0]
    if OWN not in set(table["source_id"]):
        raise FigureError("figure tellings: found no telling of the record; expected it among them, as 'record'")
    shares = table[table[["remaining_low", "remaining_high"]].notna().any(axis=1)]
    low, high = common_share(shares[shares["source_id"] != OWN])
    apart = shares[shares["source_id"].eq(OWN) & (shares["remaining_low"].gt(high) | shares["remaining_high"].lt(low))]
    claim = tellings_claim(shares, apart, low, high)
    number = table["source_id"].nunique()

    def draw(build: Build) -> "Figure":
        shown = shares if build is ROOM and len(shares) else table
        rule = f"n = {len(table)} rows of {number} tellings."
        if len(shown) < len(table):
            rule = f"Shown: those with a share, {len(shown)} of {len(table)} rows."
        source = f"Sources: those named; {RECORD_NAMED} {rule}"
        sheet = Sheet(build, claim, TELLINGS_KEY, source, lambda width: tellings_height(build, width, shown))
        draw_tellings(sheet, shown, (low + high) / 2 if low <= high and len(shares) else None, set(apart.index))
        return sheet.figure

    sentences = []
    for row in table.itertuples():
        share = between(row.remaining_low, row.remaining_high, SHARE)
        left = f"{share} of a hundred ({as_told(row)})" if share else as_told(row)
        sentences.append(f"{dated(row.written)}, {row.who}, {subject_in_words(row)}: {left}")
    return Chart(
        "tellings",
        claim,
        draw,
        table,
        caption=(
            f"The same loss as {number} tellings have it, from the earliest to the latest: how many of a hundred "
            "remained, and the figures before and after."
        ),
        alternative=(
            f"{len(table)} rows, one a telling and what it counts, with a scale of how many of a hundred remained: "
            + "; ".join(sentences)
            + "."
        ),
        source=OTHER_SOURCES,
    )


def common_share(shares: pd.DataFrame) -> tuple[float, float]:
    """Return the bounds that all shares have in common; the low one is above the high one where they have none."""
    return (
        float(shares["remaining_low"].astype(float).fillna(0).max()) if len(shares) else 0.0,
        float(shares["remaining_high"].astype(float).fillna(100).min()) if len(shares) else 100.0,
    )


def tellings_height(build: Build, width: float, shown: pd.DataFrame) -> float:
    """Return how high the tellings are, with the heads above and the numbers of the scale below."""
    return sum(heights(build, width, shown)) + build.label * (HEAD + FOOT)


def tellings_claim(shares: pd.DataFrame, apart: pd.DataFrame, low: float, high: float) -> str:
    """Return what the table bears out: what the other tellings have in common, and what the record has apart."""
    others = shares[shares["source_id"] != OWN]
    number = others["source_id"].nunique()
    tellings = "one other telling" if number == 1 else f"{number} other tellings"
    if others.empty:
        return "No other telling here gives a share of what was left"
    if low > high:
        return f"{tellings} differ: what was left of a hundred goes from {high:g} to {low:g}"
    verb = "leaves" if number == 1 else "leave"
    claim = f"{tellings[0].upper()}{tellings[1:]} {verb} room for {(low + high) / 2:g} of a hundred left"
    alone = [f"{row.remaining:g}, for the {subject_in_words(row)}," for row in apart.itertuples()]
    if not alone:
        return f"{claim}, as in the record"
    one = len(alone) == 1
    return f"{claim}; the number{'s' * (not one)} {' and '.join(alone)} {'is' if one else 'are'} this record’s alone"


def subject_in_words(row) -> str:
    """Return what a telling counts: army, party or territory, or its own words where it counts several in one."""
    return row.scope if row.subject == TOGETHER else SUBJECTS.get(row.subject, row.subject.replace("_", " "))


def as_told(row) -> str:
    """Return the figures of a telling as it has them: "300,000 → 25,000", "90% lost", or that there is none."""
    before, after = (told_figure(row, role) for role in ("before", "after"))
    if before or after:
        return f"{before or NOT_NOTED} → {after or NOT_NOTED}"
    lost = [100 - end if pd.notna(end) else None for end in (row.remaining_high, row.remaining, row.remaining_low)]
    if lost[1] is not None:
        return f"{lost[1]:g}% lost"
    share = between(lost[0], lost[2], SHARE)
    return f"{share}% lost" if share else "in words, no number"


def told_figure(row, role: str) -> str:
    """Return the figure before or after, as a number, its bounds or an order of magnitude; nothing for none."""
    low, value, high = (getattr(row, f"{role}{end}") for end in ("_low", "", "_high"))
    if pd.notna(value):
        return COUNT.format(value)
    if pd.notna(low) and pd.notna(high) and low in ORDERS and high == 10 * low - 1:
        return ORDERS[low]
    return counted(low, high)


def starts(build: Build, width: float, shown: pd.DataFrame) -> list[float]:
    """Return where the columns of the tellings begin: when, who, what, the scale, and what was said."""
    when, who, told = (
        max(text_width(words, size, SEMIBOLD) for words in texts)
        for texts, size in (
            (map(dated, shown["written"]), build.label),
            (shown["who"], build.label),
            (map(as_told, shown.itertuples()), build.small),
        )
    )
    what, gap = when + who + 2 * build.label, build.label
    return [0, when + gap, what, what + width * 0.2, width - told]


def heights(build: Build, width: float, shown: pd.DataFrame) -> list[float]:
    """Return how high each row is: the lines of what it counts, and a gap before a new telling."""
    _, _, what, scale, _ = starts(build, width, shown)
    rows = []
    for row, begins in zip(shown.itertuples(), shown["source_id"].ne(shown["source_id"].shift())):
        # A fifth more than the words need, because lines are broken between words.
        lines = math.ceil(1.2 * text_width(subject_in_words(row), build.small, 400) / (scale - what))
        rows.append(build.label * (0.5 + 0.3 * begins) + max(build.label, lines * build.small * LEADING))
    return rows


def draw_tellings(sheet: Sheet, shown: pd.DataFrame, common: float | None, meant: set[int]) -> None:
    """Draw the tellings: when and who at the first row of each, what is counted, the share, and what was said."""
    body, label = sheet.body, sheet.label
    columns = [body.left + start for start in starts(sheet.build, body.width, shown)]
    top, bottom = body.top + label * HEAD, body.bottom - label * FOOT
    rows = heights(sheet.build, body.width, shown)
    stretch = (bottom - top) / sum(rows)
    ends = shown[["remaining", "remaining_low", "remaining_high"]].astype(float)
    most = math.ceil(ends.max(axis=None) / 5) * 5 if ends.notna().any(axis=None) else 100
    number = max(sheet.width_of(share_in_words(row), weight=SEMIBOLD) for row in shown.itertuples())
    scale = Scale(0, most, columns[3], columns[4] - number - label * 1.6, log=False)
    for tick in sorted({0, most}):
        x, y = scale.at(tick), bottom + label * 0.9
        sheet.text(x, y, f"{tick}", size=sheet.small, colour=GREY, ha="center", gid=f"tick:{tick}")
    sheet.line([scale.left, scale.at(most)], [bottom + label * 0.2] * 2, color=FAINT, linewidth=0.6)
    if common is not None:
        x = scale.at(common)
        sheet.line([x, x], [top, bottom + label * 0.2], "common:line", color=GREY, linewidth=label * 0.12, zorder=0.5)
        words = f"{common:g} of a hundred"
        sheet.text(x, top - label * 0.5, words, size=sheet.small, colour=GREY, ha="center", gid="common:words")
    sheet.text(columns[4], top - label * 0.5, "as told", size=sheet.small, colour=GREY)
    y, before = top, None
    for row, high in zip(shown.itertuples(), rows):
        own, begins = row.source_id == OWN, row.source_id != before
        middle = y + stretch * (high + label * 0.3 * begins) / 2
        look = {"colour": RECORD, "weight": SEMIBOLD} if own else {}
        if begins:
            sheet.text(columns[0], middle, dated(row.written), gid=f"{row.Index}:written", **look)
            sheet.text(columns[1], middle, row.who, gid=f"{row.Index}:who", **look)
        weight = SEMIBOLD if row.Index in meant else 400
        lines = sheet.lines(subject_in_words(row), columns[3] - columns[2] - label * 0.5, sheet.small, weight)
        sheet.block(columns[2], middle, lines, f"{row.Index}:what", leading=1.1, size=sheet.small, weight=weight)
        draw_share(sheet, row, scale, middle, common)
        words = {"size": sheet.small, "colour": INK if own else GREY, "weight": weight, "gid": f"{row.Index}:told"}
        sheet.text(columns[4], middle, as_told(row), **words)
        y, before = y + stretch * high, row.source_id


def draw_share(sheet: Sheet, row, scale: Scale, y: float, common: float | None) -> None:
    """Draw what share is left: a dot with a bar of what its roundness leaves open, an arrow, or that there is none."""
    low, value, high = row.remaining_low, row.remaining, row.remaining_high
    ends = [scale.at(end) for end in (low, high) if pd.notna(end)]
    colour, marker = TELLINGS[OWN if row.source_id == OWN else OTHERS]
    look, size = {"color": colour, "marker": marker}, sheet.label * 0.62
    if not ends:
        x = scale.left if common is None else scale.at(common) + sheet.label * 0.5
        sheet.text(x, y, NO_SHARE, size=sheet.small, colour=GREY, gid=f"{row.Index}:share")
        return
    last = max(ends)
    if len(ends) == 1:
        arrow = {"color": colour, "markeredgecolor": colour}
        _, last = draw_arrow(sheet, row, ends[0], y, size, up=pd.isna(high), look=arrow)
    else:
        thick = size * 0.45
        sheet.rectangle(ends[0], y - thick / 2, ends[1] - ends[0], thick, f"{row.Index}:bounds", facecolor=colour)
    if pd.notna(value):
        sheet.dot(scale.at(value), y, size, f"{row.Index}:mark", markeredgecolor="white", **look, zorder=2.4)
    words = {"colour": colour, "weight": SEMIBOLD, "gid": f"{row.Index}:share"}
    sheet.text(last + sheet.label * 0.4, y, share_in_words(row), **words)


def share_in_words(row) -> str:
    """Return a share as it stands beside its mark: "8.3", "at least 10"; nothing where there is none."""
    if pd.notna(row.remaining):
        return SHARE.format(row.remaining)
    return between(row.remaining_low, row.remaining_high, SHARE)


def counted(low, high) -> str:
    """Return a count in words: "40,000", "40,000 odd" for what is short of 50,000, or its bounds.

    >>> from helpers.charts.other_sources import counted
    >>> counted(40_000, 40_000), counted(40_000, 49_999), counted(30_000, 50_000)
    ('40,000', '40,000 odd', '30,000 to 50,000')
    """
    if pd.notna(low) and pd.notna(high) and high - low == 10 ** math.floor(math.log10(low)) - 1:
        return f"{COUNT.format(low)} odd"
    return between(low, high, COUNT)


def between(low, high, form: str) -> str:
    """Return bounds in words: "at least 10", "7.3 to 10.6", "40,000"; empty where both are open."""
    low, high = ("" if pd.isna(end) else form.format(end) for end in (low, high))
    if low == high or not (low and high):
        return low if low == high else f"at least {low}" if low else f"at most {high}"
    return f"{low} to {high}"
