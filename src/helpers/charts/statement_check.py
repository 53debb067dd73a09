"""Draw where along the record its statements agree with other documents, and where they do not."""

import re
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.sheet import LEADING, SEMIBOLD, Sheet, Word
from helpers.charts.style import AGAINST, FOR, GREY, INK, RECORD_OF, Build, Chart
from helpers.claims.statements import ALONE, CHECK_VERDICTS
from helpers.files.errors import FigureError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOURCES = f"Sources: {RECORD_OF}, and those named in data/coding/sources.csv."
# Who speaks in the other document where it is the same man again.
AGAIN = "mao again"
# The three blocks of squares, from the left: the heading, its colour, and the verdicts, as they are laid out in a row.
BLOCKS = {
    "agree": (FOR, ("agrees",)),
    "differ or contradict": (AGAINST, ("contradicts", "differs in cause", "differs in date")),
    "open": (GREY, ("not decided", ALONE)),
}
PLACE = {verdict: block for block, (_, verdicts) in BLOCKS.items() for verdict in verdicts}
# What only differs is hatched, what stands alone is small; a square of Mao's telling it again is hollow, see ``look``.
HATCHED = ("differs in cause", "differs in date")
# How many squares stand beside each other in all blocks together, and in a block at least (its heading needs them).
ACROSS, FEWEST = 45, 12
GAP = 0.18  # between two squares, as a share of their distance
# What a topic says after its first words.
FURTHER = re.compile(r"[:;] ")


def statement_check(checks: pd.DataFrame, utterances: pd.DataFrame, outline: pd.DataFrame) -> Chart:
    """Draw for each part of the record how its statements stand to other documents; one square a check.

    checks: from ``claims.read_statement_check``; utterances: sentence_id, in the order of the text; outline: first,
    last (sentences) and topic, one row a part. The chart's table: check_id, sentence_id, verdict, witness and part,
    the first words of its topic, in the order of the text. Where Mao tells it again he is no second witness; the
    square is hollow. Raises FigureError for a verdict without a place, and for a check whose sentence is in no part.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> checks = pd.DataFrame({"check_id": ["c1", "c2"], "sentence_id": "a1", "verdict": "agrees",
    ...                        "witness": ["at the time", "mao again"]})
    >>> utterances = pd.DataFrame({"sentence_id": ["a1", "a2"]})
    >>> outline = pd.DataFrame({"first": ["a1"], "last": ["a2"], "topic": ["Greetings: letters and tolls"]})
    >>> chart = charts.statement_check(checks, utterances, outline)
    >>> chart.claim
    '2 of 2 checks agree with the record; in 1 of the 2 Mao tells it again'
    >>> chart.alternative
    'Squares, one a check, in rows along the record. Agree: 2 (1 Mao again); differ or contradict: 0; open: 0. By \
part: Greetings 2, 0, 0.'
    """
    table = by_part(checks, utterances, outline)
    parts = list(dict.fromkeys(first_words(topic) for topic in outline["topic"]))
    blocks = table["verdict"].map(PLACE)
    sums = {block: int((blocks == block).sum()) for block in BLOCKS}
    own = int(((blocks == "agree") & (table["witness"] == AGAIN)).sum())
    agree = sums["agree"]
    claim = f"{agree} of {len(table)} checks agree with the record; in {own} of the {agree} Mao tells it again"
    key = [
        "A square is a check, in the order of the record:",
        Word("agrees,", FOR, "agree"),
        Word("differs (hatched) or contradicts,", AGAINST, "differ or contradict"),
        Word("not decided, or no other document (dot).", GREY, "open"),
        Word("Hollow: Mao telling it again, no second witness.", INK),
    ]
    source = (
        f"Sources: {RECORD_OF}, and those of data/coding/sources.csv; "
        f"n = {len(table)} checks of {table['sentence_id'].nunique()} sentences (data/coding/statement_check.csv)."
    )
    # part and block → its checks, as they stand in the row.
    squares = {
        (part, block): sorted(
            table[(table["part"] == part) & (blocks == block)].itertuples(),
            key=lambda row: (row.witness == AGAIN, BLOCKS[PLACE[row.verdict]][1].index(row.verdict)),
        )
        for part in parts
        for block in BLOCKS
    }
    across = squares_across({block: max(len(squares[part, block]) for part in parts) for block in BLOCKS})

    def draw(build: Build) -> "Figure":
        wide = build.width * 0.33
        scale = Sheet(build, claim, key, source, 0)
        names = {part: scale.lines(part, wide - build.label, build.small) for part in parts}
        gap = build.label * 1.4
        side = (scale.body.width - wide - 2 * gap) / sum(across.values())
        lines = {part: max(-(-len(squares[part, block]) // across[block]) for block in BLOCKS) for part in parts}
        heights = {
            part: max(lines[part] * side, len(names[part]) * build.small * LEADING) + build.small * 0.3
            for part in parts
        }
        above = build.label * 1.9
        sheet = Sheet(build, claim, key, source, above + sum(heights.values()))
        body = sheet.body
        # In a room the rows share what height there is.
        spare = (body.height - above - sum(heights.values())) / max(len(parts), 1)
        left, x = {}, body.left + wide
        for block, many in across.items():
            left[block] = x
            x += many * side + gap
        for block, (colour, _) in BLOCKS.items():
            y = body.top + build.label * 0.6
            said = f"{sums[block]} {block}" + (f" ({own} Mao again)" if block == "agree" else "")
            sheet.text(left[block], y, said, colour=colour, weight=SEMIBOLD, gid=f"{block}:sum")
        y = body.top + above
        for part in parts:
            high = heights[part] + spare
            sheet.block(body.left, y + high / 2, names[part], f"part:{part}:", size=build.small)
            for block in BLOCKS:
                top = y + (high - (lines[part] - GAP) * side) / 2
                for place, row in enumerate(squares[part, block]):
                    x = left[block] + place % across[block] * side
                    draw_check(sheet, row, x, top + place // across[block] * side, side * (1 - GAP))
            y += high
        return sheet.figure

    told = "; ".join(
        f"{block}: {sums[block]}" + (f" ({own} Mao again)" if block == "agree" else "") for block in BLOCKS
    )
    by_row = "; ".join(f"{part} " + ", ".join(str(len(squares[part, block])) for block in BLOCKS) for part in parts)
    return Chart(
        "statement-check",
        claim,
        draw,
        table,
        caption="Where along the record other documents agree with its statements, contradict them, or are not found.",
        alternative=f"Squares, one a check, in rows along the record. {told[0].upper()}{told[1:]}. By part: {by_row}.",
        source=SOURCES,
    )


def squares_across(longest: dict[str, int]) -> dict[str, int]:
    """Return how many squares stand in a line of each block, so that the longest rows take few lines.

    longest: block → its longest row. What is left over goes to the block that has the longest.

    >>> from helpers.charts.statement_check import squares_across
    >>> squares_across({"agree": 19, "differ": 8, "open": 36})
    {'agree': 12, 'differ': 12, 'open': 21}
    """
    lines = 1
    while sum(max(FEWEST, -(-many // lines)) for many in longest.values()) > ACROSS:
        lines += 1
    across = {block: max(FEWEST, -(-many // lines)) for block, many in longest.items()}
    most = max(longest, key=longest.get)
    return {**across, most: across[most] + ACROSS - sum(across.values())}


def by_part(checks: pd.DataFrame, utterances: pd.DataFrame, outline: pd.DataFrame) -> pd.DataFrame:
    """Return the checks in the order of the text, each with the part of the talk that its sentence belongs to."""
    order = {sentence: place for place, sentence in enumerate(utterances["sentence_id"])}
    parts = {
        sentence: first_words(row.topic)
        for row in outline.itertuples()
        for sentence, place in order.items()
        if order[row.first] <= place <= order[row.last]
    }
    for row in checks.itertuples():
        if row.verdict not in PLACE:
            raise FigureError(
                f"figure statement-check, {row.check_id}: found the verdict {row.verdict!r}; expected one of "
                f"{', '.join(CHECK_VERDICTS)}"
            )
        if row.sentence_id not in parts:
            raise FigureError(
                f"figure statement-check, {row.check_id}: found sentence {row.sentence_id} in no part; expected a part "
                "of outline.csv that holds it"
            )
    table = checks[["check_id", "sentence_id", "verdict", "witness"]]
    table = table.assign(part=table["sentence_id"].map(parts), order=table["sentence_id"].map(order))
    return table.sort_values("order", kind="stable", ignore_index=True).drop(columns="order")


def first_words(topic: str) -> str:
    """Return what a part is called: its topic up to the first stop, and on where that leaves a date alone."""
    head = FURTHER.split(topic)[0]
    return head if re.search(r"[A-Za-z]", head) else topic.partition(",")[0]


def draw_check(sheet: Sheet, row, x: float, y: float, side: float) -> None:
    """Draw the square of one check; where no other document was found, a dot."""
    colour, gid = BLOCKS[PLACE[row.verdict]][0], f"{row.check_id}:{row.verdict}:{row.witness}"
    if row.verdict == ALONE:
        sheet.dot(x + side / 2, y + side / 2, side * 0.4, gid=gid, color=colour)
        return
    filled = row.witness != AGAIN
    look = {"facecolor": colour if filled else "white", "edgecolor": colour, "linewidth": side * 0.12}
    if row.verdict in HATCHED:
        look |= {
            "hatch": "/////",
            "edgecolor": "white" if filled else colour,
            "linewidth": 0 if filled else side * 0.12,
        }
    # The frame lies inside, so that hollow and filled squares are of one size.
    inset = side * 0.06
    sheet.rectangle(x + inset, y + inset, side - 2 * inset, side - 2 * inset, gid=gid, **look)
