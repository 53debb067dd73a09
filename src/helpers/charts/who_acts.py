"""Draw who acts on whom in the coded relations: one actor in rows of squares, and a matrix of those who act most."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from helpers.charts.names import label_names, named_list, sentence_names
from helpers.charts.sheet import LEADING, SEMIBOLD, Box, Sheet, Word, text_width, wrapped
from helpers.charts.style import AGAINST, FOR, GREY, RECORD_OF, SIGN_COLOURS, SIGN_WORDS, Build, Chart, claimed
from helpers.files.errors import FigureError
from helpers.networks.relations import arcs

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Sign → the mark in its square; what is neither is a hollow square.
SIGN_MARKS = {"-": "_", "+": "+"}
KEY_WORDS = (
    Word("− against", AGAINST, "-"),
    Word("+ for", FOR, "+"),
    Word("hollow: neither", GREY, "0"),
)
SOURCE = f"Source: {RECORD_OF}"
ONE_EACH = "one each"


class Row(NamedTuple):
    """A row of squares: with whom, the relations in the order of their squares, and the words behind them."""

    other: str
    name: str
    relations: list
    words: list[Word]


def one_actor(
    relations: pd.DataFrame, actors: pd.DataFrame, center: str, stated: Sequence[tuple[str, str]] | None = None
) -> Chart:
    """Draw one actor: whom it acts on and who acts on it, a square for each relation, with the types in words.

    relations: from ``claims.held``, one row a relation; actors: actor_id, name, kind; center: an actor_id; stated:
    the (source, target) that the claim states, the most signed row of either half unless they are given. Colour and
    mark of a square, and the colour of a type, are the sign. A row is another actor, the fullest first; for a room
    those with a single relation share a row. The chart's table: one row a square, the columns of the relations with
    ``half`` (acts or acted on) and ``other``. Raises FigureError for a centre without a relation, an actor without a
    name, a sign that is not -, + or 0, and a pair that is not drawn or has no sign.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> relations = pd.DataFrame({
    ...     "relation_id": ["r1", "r2", "r3"], "sentence_id": "a1", "source": "orlen",
    ...     "target": ["velin", "velin", "guild"], "sign": ["+", "0", "-"],
    ...     "relation": ["trusts", "informs", "opposes"],
    ... })
    >>> actors = pd.DataFrame({
    ...     "actor_id": ["orlen", "velin", "guild"], "name": ["A. Orlen", "B. Velin", "Guild"],
    ...     "kind": ["person", "person", "body"],
    ... })
    >>> chart = charts.one_actor(relations, actors, "orlen", [("orlen", "velin"), ("orlen", "guild")])
    >>> chart.claim
    'In the record Orlen is once for Velin, once against the Guild'
    >>> chart.alternative.partition(". ")[2]
    'Orlen acts on: Velin 2 (1 for, 1 neither): trusts, informs; Guild 1 (1 against): opposes.'
    """
    name = f"one-{center}".replace("_", "-")
    table = one_table(name, relations, center)
    everybody = {center, *table["other"]}
    names, said = label_names(name, actors, everybody), sentence_names(name, actors, everybody)
    claim = one_claim(name, table, said, center, stated)
    headings = {"acts": f"{capital(said[center])} acts on", "acted on": f"Who acts on {said[center]}"}
    halves = {headings[half]: half_rows(part, names) for half, part in table.groupby("half", sort=False)}
    source = f"{SOURCE}; n = {len(table)} relations stated or attempted, coded by reading."
    key = ["One square is one relation that the record states: ", *KEY_WORDS]

    def draw(build: Build) -> "Figure":
        drawn = halves if build.height is None else {heading: merged(rows, names) for heading, rows in halves.items()}
        sheet = Sheet(build, claim, key, source, lambda width: rows_height(drawn, build, width))
        draw_rows(sheet, drawn)
        return sheet.figure

    told = ". ".join(f"{heading}: {'; '.join(map(in_words, rows))}" for heading, rows in halves.items())
    return Chart(
        name,
        claim,
        draw,
        table,
        caption=(
            f"Whom {said[center]} acts on in the record and who acts on {said[center]}, with type and sign "
            f"(n = {len(table)} relations)."
        ),
        alternative=f"Rows of unit squares, one a relation. {told}.",
    )


def one_table(name: str, relations: pd.DataFrame, center: str) -> pd.DataFrame:
    """Return the relations of one actor in the order of their squares, with the half of the figure and the other."""
    acts = relations[relations["source"] == center]
    acted = relations[(relations["target"] == center) & (relations["source"] != center)]
    table = pd.concat(
        [acts.assign(half="acts", other=acts["target"]), acted.assign(half="acted on", other=acted["source"])],
        ignore_index=True,
    )
    if table.empty:
        raise FigureError(f"figure {name}: found no relation of {center!r}; expected an actor who has one")
    for row in table.itertuples():
        if row.sign not in SIGN_WORDS:
            raise FigureError(f"figure {name}, {row.relation_id}: found the sign {row.sign!r}; expected -, + or 0")
    counts = table.groupby(["half", "other"])["relation_id"].transform("size")
    alike = table.groupby(["half", "other", "sign", "relation"])["relation_id"].transform("size")
    order = pd.DataFrame(
        {
            "half": table["half"].map(["acts", "acted on"].index),
            "fullest": -counts,
            "other": table["other"],
            "sign": table["sign"].map(list(SIGN_WORDS).index),
            "commonest": -alike,
            "relation": table["relation"],
            "relation_id": table["relation_id"],
        }
    )
    return table.loc[order.sort_values(list(order.columns)).index].reset_index(drop=True)


def one_claim(
    name: str, table: pd.DataFrame, said: dict[str, str], center: str, stated: Sequence[tuple[str, str]] | None
) -> str:
    """Return what the record has for each stated pair: "Orlen is 10 times against and once for Velin"."""
    signed = table[table["sign"] != "0"]
    if stated is None:
        sizes = signed.groupby(["half", "source", "target"], sort=False).size()
        firsts = sizes.sort_values(ascending=False, kind="stable").reset_index().drop_duplicates("half")
        stated = list(zip(firsts["source"], firsts["target"]))
    parts, before = [], (None, None)
    for source, target in stated:
        signs = Counter(signed.loc[(signed["source"] == source) & (signed["target"] == target), "sign"])
        if not signs:
            raise FigureError(
                f"figure {name}: found no signed relation of {source!r} to {target!r}; expected one for its claim"
            )
        subject = [] if source == before[0] else [said[source]] if parts else [said[source], "is"]
        counted = " and ".join(f"{times(count)} {SIGN_WORDS[sign]}" for sign, count in signs.most_common())
        parts.append(" ".join([*subject, counted, *([] if target == before[1] else [said[target]])]))
        before = source, target
    return f"In the record {', '.join(parts) or f'nobody is for or against {said[center]}'}"


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def times(count: int) -> str:
    """Return how often in words: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def half_rows(part: pd.DataFrame, names: dict[str, str]) -> list[Row]:
    """Return the rows of one half, the fullest first; behind the squares the types with how often, in their order."""
    rows = []
    for other, group in part.groupby("other", sort=False):
        alike = group.groupby(["sign", "relation"], sort=False).size()
        words = [
            Word(kind + (f" {count}" if count > 1 else ""), SIGN_COLOURS[sign], sign)
            for (sign, kind), count in alike.items()
        ]
        rows.append(Row(other, names[other], list(group.itertuples()), words))
    return rows


def merged(rows: list[Row], names: dict[str, str]) -> list[Row]:
    """Return the rows with those that have a single square drawn together in one, their names behind it."""
    single = [row for row in rows if len(row.relations) == 1]
    if len(single) < 2:
        return rows
    relations = sorted((row.relations[0] for row in single), key=lambda one: list(SIGN_WORDS).index(one.sign))
    words = [Word(names[one.other], SIGN_COLOURS[one.sign], one.sign) for one in relations]
    return [row for row in rows if len(row.relations) > 1] + [Row("", ONE_EACH, relations, words)]


class Columns(NamedTuple):
    """Where the squares of all rows begin, and how far they stand apart, in points from the left of the body."""

    squares: float
    step: float


def columns_of(halves: dict[str, list[Row]], build: Build, width: float) -> Columns:
    """Return the columns in which the words of every other actor fit on its line; those of ``merged`` may take two."""
    rows = [row for rows in halves.values() for row in rows]
    names = [text_width(heading, build.label, SEMIBOLD) for heading in halves]
    names += [text_width(row.name, build.label, 400) for row in rows]
    squares = max(names) + build.label * 0.8
    left = squares + build.label * WORDS_GAP
    fitting = [(width - left - sum(word_widths(row, build))) / len(row.relations) for row in rows if row.other]
    return Columns(squares, max(build.label * 0.7, min([build.label * 1.25, *fitting])))


def word_widths(row: Row, build: Build) -> list[float]:
    """Return how wide the words behind a row's squares run, each with its comma and the space after it."""
    return [text_width(f"{word.text}, ", build.label, 400) for word in row.words]


def word_lines(row: Row, columns: Columns, build: Build, width: float) -> list[list[tuple[float, Word]]]:
    """Return the words behind a row's squares in lines, each with where it begins."""
    left = columns.squares + len(row.relations) * columns.step + build.label * WORDS_GAP
    lines: list[list[tuple[float, Word]]] = [[]]
    x = left
    for word, wide in zip(row.words, word_widths(row, build)):
        if lines[-1] and x + wide > width + 0.01:
            lines.append([])
            x = left
        comma = "" if word is row.words[-1] else ","
        lines[-1].append((x, word._replace(text=word.text + comma)))
        x += wide
    return lines


WORDS_GAP = 0.5  # between the last square and the words, in sizes of type
HEADING_LINES, BETWEEN_LINES = 1.1, 0.6  # how many rows high a heading and the space between the halves are


def rows_height(halves: dict[str, list[Row]], build: Build, width: float) -> float:
    """Return how high the rows of both halves are with their headings, on a page."""
    return lines_needed(halves, build, width) * build.label * 1.5


def lines_needed(halves: dict[str, list[Row]], build: Build, width: float) -> float:
    """Return how many lines the rows of both halves take with their headings."""
    columns = columns_of(halves, build, width)
    lines = sum(len(word_lines(row, columns, build, width)) for rows in halves.values() for row in rows)
    return lines + len(halves) * HEADING_LINES + (len(halves) - 1) * BETWEEN_LINES


def draw_rows(sheet: Sheet, halves: dict[str, list[Row]]) -> None:
    """Draw both halves from the top: heading, then a row an actor."""
    build, body = sheet.build, sheet.body
    columns = columns_of(halves, build, body.width)
    high = min(body.height / lines_needed(halves, build, body.width), build.label * 1.8)
    names_end = body.left + columns.squares - build.label * 0.6
    y = body.top
    for place, (heading, rows) in enumerate(halves.items()):
        y += HEADING_LINES * high + (BETWEEN_LINES * high if place else 0)
        sheet.text(names_end, y - high * 0.55, heading, ha="right", weight=SEMIBOLD, gid=f"heading:{place}")
        for row in rows:
            lines = word_lines(row, columns, build, body.width)
            middle = y + high / 2
            colour = {} if row.other else {"colour": GREY}
            sheet.text(names_end, middle, row.name, ha="right", gid=f"name:{place}:{row.other}", **colour)
            for number, relation in enumerate(row.relations):
                x = body.left + columns.squares + number * columns.step
                draw_square(sheet, x, middle, min(columns.step * 0.88, high * 0.85), relation)
            for number, line in enumerate(lines):
                for x, word in line:
                    gid = f"word:{place}:{row.other}:{word.term}"
                    sheet.text(body.left + x, middle + number * high, word.text, colour=word.colour, gid=gid)
            y += high * len(lines)


def draw_square(sheet: Sheet, left: float, middle: float, side: float, relation) -> None:
    """Draw one relation: a filled square with the mark of its sign, or a hollow one."""
    colour, gid = SIGN_COLOURS[relation.sign], f"{relation.relation_id}:{relation.sign}"
    if relation.sign not in SIGN_MARKS:
        edge = side * 0.1
        look = {"facecolor": "white", "edgecolor": colour, "linewidth": edge}
        sheet.rectangle(left + edge / 2, middle - side / 2 + edge / 2, side - edge, side - edge, gid, **look)
        return
    sheet.rectangle(left, middle - side / 2, side, side, gid, facecolor=colour)
    look = {"marker": SIGN_MARKS[relation.sign], "markeredgewidth": side * 0.16, "markeredgecolor": "white"}
    sheet.dot(left + side / 2, middle, side * 0.62, f"{relation.relation_id}:mark", **look)


def in_words(row: Row) -> str:
    """Return a row: with whom, how many relations of which sign, and the types."""
    signs = Counter(relation.sign for relation in row.relations)
    counted = ", ".join(f"{signs[sign]} {word}" for sign, word in SIGN_WORDS.items() if signs[sign])
    return f"{row.name} {len(row.relations)} ({counted}): {', '.join(word.text for word in row.words)}"


def signed_matrix(relations: pd.DataFrame, actors: pd.DataFrame, least: int = 5) -> Chart:
    """Draw how many relations of which sign those who act most have to those acted on most, with the sums of all.

    relations: from ``claims.held``, one row a relation; actors: actor_id, name, kind; least: a column is an actor that
    has at least so many relations to others, a row one to whom others have so many. A column acts on a row: in each
    cell the numbers against, for and neither, side by side. Last column and last row are the sums over all actors,
    drawn or not. The chart's table: all pairs, columns as in ``networks.arcs``, with ``neither`` and ``drawn``. Raises
    FigureError for an actor without a name, and where nothing is against anybody or nobody has so many relations.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> relations = pd.DataFrame({
    ...     "source": ["orlen", "orlen", "selm"], "target": "velin", "relation": ["opposes", "informs", "trusts"],
    ...     "sign": ["-", "0", "+"], "sentence_id": ["a1", "a2", "a2"],
    ... })
    >>> actors = pd.DataFrame({
    ...     "actor_id": ["orlen", "velin", "selm"], "name": ["A. Orlen", "B. Velin", "Selm"], "kind": "person",
    ... })
    >>> chart = charts.signed_matrix(relations, actors, least=2)
    >>> chart.claim
    '1 of 1 relations against somebody is that of Orlen'
    >>> chart.alternative.partition(". ")[2]
    'Orlen on Velin: 1 against, 1 neither.'
    """
    pairs = arcs(relations)
    pairs["neither"] = pairs["weight"] - pairs["positive"] - pairs["negative"]
    sources, targets = (most_related(pairs, side, least) for side in ("source", "target"))
    pairs["drawn"] = pairs["source"].isin(sources) & pairs["target"].isin(targets)
    if not pairs["drawn"].any():
        raise FigureError(f"figure signed-matrix: found no pair of actors with {least} relations each; expected one")
    names = label_names("signed-matrix", actors, {*sources, *targets})
    claim = matrix_claim(pairs, sources, sentence_names("signed-matrix", actors, set(sources)))
    source = (
        f"{SOURCE}; n = {len(relations)} relations, coded by reading. Drawn: {len(sources)} of "
        f"{pairs['source'].nunique()} actors who act, {len(targets)} of {pairs['target'].nunique()} acted on (at least "
        f"{least} relations); “all” counts the others too."
    )
    key = ["How many relations the record has of the actor above to the one at the left: ", *KEY_WORDS]

    def draw(build: Build) -> "Figure":
        above, left = ({**{one: names[one] for one in side}, "": "all"} for side in (sources, targets))
        rows = build.label * 1.75 * (len(left) + SUMS_APART)
        sheet = Sheet(build, claim, key, source, lambda width: heads_of(above, left, build, width).height + rows)
        draw_matrix(sheet, pairs, above, left)
        return sheet.figure

    fullest = pairs[pairs["drawn"]].sort_values(["weight", "source", "target"], ascending=[False, True, True]).head(6)
    told = "; ".join(
        f"{names[row.source]} on {names[row.target]}: "
        + ", ".join(f"{count} {SIGN_WORDS[sign]}" for sign, count in signs_of(row).items() if count)
        for row in fullest.itertuples()
    )
    return Chart(
        "signed-matrix",
        claim,
        draw,
        pairs,
        caption=(
            f"How many relations of which sign {len(sources)} actors have to {len(targets)}, with the sums over all "
            f"actors (n = {len(relations)} relations)."
        ),
        alternative=f"A table of numbers, columns act on rows; the fullest cells. {told}.",
    )


def most_related(pairs: pd.DataFrame, side: str, least: int) -> list[str]:
    """Return the actors of one side with at least so many relations, the fullest first."""
    totals = pairs.groupby(side)["weight"].sum()
    return sorted(totals.index[totals >= least], key=lambda actor: (-totals[actor], actor))


def matrix_claim(pairs: pd.DataFrame, sources: list[str], said: dict[str, str]) -> str:
    """Return who of the columns has most relations against somebody: the two first, with their share of all."""
    against = pairs.groupby("source")["negative"].sum()
    firsts = sorted((one for one in sources if against[one]), key=lambda actor: (-against[actor], actor))[:2]
    count, every = int(against[firsts].sum()), int(against.sum())
    whose = named_list([said[one] for one in firsts]) if firsts else "nobody"
    of = "are those of" if count != 1 else "is that of"
    claim = f"{count} of {every} relations against somebody {of} {whose}"
    # Who is not drawn has fewer relations of any sign than those who are, but might have more against somebody.
    others = against.drop(firsts).max() if len(against) > len(firsts) else 0
    found = f"another actor with {others} against somebody" if every else "nobody who is against anybody"
    return claimed("signed-matrix", claim, bool(firsts) and against[firsts].min() >= others, found)


def signs_of(row) -> dict[str, int]:
    """Return sign → how many relations of a pair have it, in the order of the chips."""
    return {"-": int(row.negative), "+": int(row.positive), "0": int(row.neither)}


class Heads(NamedTuple):
    """The heads of the columns in lines, how high they stand, where the cells begin and how wide they are."""

    lines: dict[str, list[str]]
    height: float
    names: float
    wide: float


SUMS_APART = 0.3  # how far the sums stand from the other rows, in rows


def heads_of(above: dict[str, str], left: dict[str, str], build: Build, width: float) -> Heads:
    """Return the heads of the columns for a body of this width."""
    names = max(text_width(name, build.label, 400) for name in left.values()) + build.label
    wide = (width - names) / len(above)
    lines = {one: wrapped(name, wide * 0.95, build.label, SEMIBOLD) for one, name in above.items()}
    return Heads(lines, max(map(len, lines.values())) * build.label * LEADING + build.label * 0.4, names, wide)


def draw_matrix(sheet: Sheet, pairs: pd.DataFrame, above: dict[str, str], left: dict[str, str]) -> None:
    """Draw the cells with their headings; "" stands for the sums over all actors."""
    body, label = sheet.body, sheet.label
    lines, head, names, wide = heads_of(above, left, sheet.build, body.width)
    high = min((body.height - head) / (len(left) + SUMS_APART), label * 1.75)
    for column, (source, name_lines) in enumerate(lines.items()):
        for number, line in enumerate(name_lines):
            y = body.top + head - label * 0.4 - (len(name_lines) - number - 0.5) * label * LEADING
            sheet.text(body.left + names + column * wide, y, line, weight=SEMIBOLD, gid=f"column:{source}:{number}")
    sheet.text(body.left + names - label, body.top + head - label * 1.02, "acts on", ha="right", colour=GREY)
    for place, (target, name) in enumerate(left.items()):
        # The sums stand a little apart.
        top = body.top + head + (place + (0 if target else SUMS_APART)) * high
        weight = 400 if target else SEMIBOLD
        sheet.text(body.left + names - label, top + high / 2, name, ha="right", weight=weight, gid=f"row:{target}")
        for column, source in enumerate(above):
            part = pairs[(pairs["source"].eq(source) | (not source)) & (pairs["target"].eq(target) | (not target))]
            sums = part[["negative", "positive", "neither"]].sum()
            cell = Box(body.left + names + column * wide, top, body.left + names + (column + 1) * wide, top + high)
            draw_cell(sheet, cell, f"{source}>{target}", signs_of(sums))


def draw_cell(sheet: Sheet, cell: Box, gid: str, signs: dict[str, int]) -> None:
    """Draw the numbers of a cell, each sign in a place of its own: filled with the sign's colour, or hollow."""
    wide = (cell.width * 0.92) / len(signs)
    high = min(cell.height * 0.84, sheet.label * 1.5)
    for place, (sign, count) in enumerate(signs.items()):
        if not count:
            continue
        x, y = cell.left + place * wide, (cell.top + cell.bottom) / 2
        colour = SIGN_COLOURS[sign]
        filled = sign in SIGN_MARKS
        look = {"facecolor": colour} if filled else {"facecolor": "white", "edgecolor": colour, "linewidth": 0.6}
        sheet.rectangle(x, y - high / 2, wide * 0.94, high, f"{gid}:{sign}", **look)
        said = f"{ {'-': '−', '+': '+'}.get(sign, '') }{count}"
        ink = "white" if filled else colour
        sheet.text(
            x + wide * 0.47, y, said, ha="center", size=sheet.small, colour=ink, weight=SEMIBOLD, gid=f"{gid}:{sign}:n"
        )
