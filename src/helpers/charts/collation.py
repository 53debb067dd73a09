"""Draw where along the record the English and the Chinese translation differ, and name what weighs most."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.sheet import SEMIBOLD, Sheet, Word
from helpers.charts.spread import spread
from helpers.charts.style import AGAINST, COLUMN, FAINT, GREY, INK, PAGE, PALE, ROOM, Build, Chart, claimed
from helpers.files.errors import FigureError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# What a kind of variant leaves open; these are named in the drawing, in the order of the claim.
OPEN = {"subject": "a subject", "name": "a name", "date": "a date", "number": "a number"}
# What differs in a sentence, the weightiest first.
NAMED, WORDING, SAME = "named", "wording", "same"
# How it looks: colour, and length of its bar in parts of the strip.
LOOKS = {NAMED: (AGAINST, 1.0), WORDING: (GREY, 0.5), SAME: (PALE, 0.3)}


def collation(variants: pd.DataFrame, utterances: pd.DataFrame) -> Chart:
    """Draw along the record, from the top, where the English and the Chinese translation differ; one bar a sentence.

    variants: from ``claims.read_variants``; utterances: sentence_id, start and end, in the order of the text. A bar is
    the longer, the more weighs what differs, and as high as the sentence is long. Named beside it are the variants of
    the kinds in OPEN, by what they bear on ("actor: which armies" gives "which armies") and with both readings. The
    chart's table: sentence_id, differs (same, wording or named, the weightiest of a sentence), kinds, named, english
    and chinese (the last three empty for most), begins and length, in characters from the first sentence. Raises
    FigureError for a sentence without a row, and for a variant of these kinds that does not say what it bears on.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> variants = pd.DataFrame({
    ...     "sentence_id": ["a1", "a2"], "kind": ["same", "date"], "bears_on": ["", "event: year of the voyage"],
    ...     "english": ["", "in 1911"], "chinese": ["", "一九一二年"],
    ... })
    >>> utterances = pd.DataFrame({"sentence_id": ["a1", "a2"], "start": [0, 21], "end": [20, 40]})
    >>> chart = charts.collation(variants, utterances)
    >>> chart.claim
    'Of 2 sentences the translations differ in 1, in 1 by a date'
    >>> chart.table[["differs", "named", "begins"]].values.tolist()
    [['same', '', 0], ['named', 'year of the voyage', 21]]
    """
    missing = utterances.loc[~utterances["sentence_id"].isin(variants["sentence_id"]), "sentence_id"]
    if len(missing):
        raise FigureError(f"figure collation: found no row for {missing.iloc[0]}; expected one for every sentence")
    table = utterances[["sentence_id"]].assign(
        **{column: "" for column in ("differs", "kinds", "named", "english", "chinese")},
        begins=utterances["start"] - utterances["start"].iloc[0],
        length=utterances["end"] - utterances["start"],
    )
    found = [told(rows) for _, rows in variants.groupby("sentence_id", sort=False)]
    cells = pd.DataFrame(found).set_index("sentence_id")
    for column in cells.columns:
        table[column] = table["sentence_id"].map(cells[column])
    counts = {term: int((table["differs"] == term).sum()) for term in LOOKS}
    named = table[table["differs"] == NAMED]
    kinds = {kind for kinds in named["kinds"] for kind in kinds.split(", ")}
    words = list(dict.fromkeys(word for kind, word in OPEN.items() if kind in kinds))
    claim = f"Of {len(table)} sentences the translations differ in {counts[NAMED] + counts[WORDING]}"
    if words:
        last = " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
        claim += f", in {counts[NAMED]} by {last}"
    claim = claimed(
        "collation", claim, sum(counts.values()) == len(table), f"{sum(counts.values())} sentences of {len(table)}"
    )
    key = [
        "A bar a sentence, from first to last.",
        Word("Long:", AGAINST, NAMED),
        "named beside it.",
        Word("Half:", GREY, WORDING),
        f"in wording, an omission or addition, or how sure, {counts[WORDING]}. Pale: the same, {counts[SAME]}.",
    ]
    source = (
        "Sources: Yudin’s record of the conversation of 31 March 1956, in English and in Chinese (Shen Zhihua, ed., "
        "2016); "
        f"n = {len(table)} sentences. Which is right the Russian decides."
    )

    def draw(build: Build) -> "Figure":
        line = build.small * 1.5
        sheet = Sheet(build, claim, key, source, max(len(named), 8) * line * 1.15 + line)
        body, small = sheet.body, sheet.small
        whole = table["begins"].iloc[-1] + table["length"].iloc[-1]
        top = body.top + line
        across = (0.2 if build is COLUMN else 0.11) * body.width

        def down(place: float) -> float:
            return top + place / whole * (body.bottom - top)

        for row in table.itertuples():
            colour, part = LOOKS[row.differs]
            high = down(row.begins + row.length) - down(row.begins)
            # A hair of white between two bars, whatever their height.
            gid = f"{row.sentence_id}:{row.differs}"
            sheet.rectangle(body.left, down(row.begins), across * part, 0.85 * high, gid=gid, facecolor=colour)
        bars = [down(row.begins + row.length / 2) for row in named.itertuples()]
        size = min(small * 1.35, (body.bottom - top) / max(len(named), 1))
        places = spread(bars, [size] * len(bars), top, body.bottom)
        x = body.left + across + 1.8 * small
        columns = [("named", "bears on", INK, x)]
        english = x + widest(sheet, named["named"]) + 1.6 * small
        chinese = english + widest(sheet, map(quoted, named["english"])) + 1.6 * small
        if chinese + widest(sheet, named["chinese"]) <= body.right:
            columns += [("english", "English", GREY, english), ("chinese", "Chinese", GREY, chinese)]
        for _, head, _, place in columns if len(named) else []:
            sheet.text(place, body.top + 0.3 * line, head, size=small, weight=SEMIBOLD, gid=f"head:{head}")
        for row, bar, y in zip(named.itertuples(), bars, places):
            tie = [body.left + across + 0.2 * small, x - 0.3 * small]
            sheet.line(tie, [bar, y], gid=f"{row.sentence_id}:tie", color=FAINT, linewidth=0.7)
            for column, head, colour, place in columns:
                words = quoted(row.english) if column == "english" else getattr(row, column)
                sheet.text(place, y, words, size=small, colour=colour, gid=f"{row.sentence_id}:{head}")
        return sheet.figure

    return Chart(
        "collation",
        claim,
        draw,
        table,
        caption=(
            "Where along the record the English and the Chinese translation differ in sense, and in what; held against "
            "each other sentence by sentence, a sample of it by two readers."
        ),
        alternative=(
            f"A strip of {len(table)} bars from the beginning to the end of the record, one a sentence: the same sense "
            f"{counts[SAME]}, wording {counts[WORDING]}, named {counts[NAMED]}. "
            f"Named are: {'; '.join(named['named']) or 'none'}."
        ),
        source=source,
        builds=(PAGE, ROOM, COLUMN),
    )


def told(rows: pd.DataFrame) -> dict[str, str]:
    """Return what is told of the variants of one sentence: the weightiest of what differs, and how it is named."""
    sentence = rows["sentence_id"].iloc[0]
    open_ones = rows[rows["kind"].isin(OPEN)]
    differs = NAMED if len(open_ones) else WORDING if (rows["kind"] != SAME).any() else SAME
    said = {column: "; ".join(filter(None, open_ones[column])) for column in ("english", "chinese")}
    named = "; ".join(bears.partition(": ")[2] or bears for bears in open_ones["bears_on"] if bears)
    if differs == NAMED and not named:
        raise FigureError(f"figure collation: found {sentence} to be named by nothing; expected what it bears on")
    return {"sentence_id": sentence, "differs": differs, "kinds": ", ".join(rows["kind"]), "named": named, **said}


def widest(sheet: Sheet, texts) -> float:
    """Return how wide the widest of some texts runs, set small."""
    return max((sheet.width_of(text, sheet.small) for text in texts), default=0.0)


def quoted(words: str) -> str:
    """Return words in quotation marks; nothing for none."""
    return words and f"“{words}”"
