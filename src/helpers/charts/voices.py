"""Draw who speaks, and how, over the course of the record."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.sheet import LEADING, SEMIBOLD, Sheet, Word
from helpers.charts.spread import spread
from helpers.charts.style import COLUMN, FAINT, GREY, INK, PAGE, RECORD, RECORD_OF, ROOM, Build, Chart, claimed
from helpers.speech.setting import NARRATOR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# How the modes of reported speech look: from words of his own to words that somebody attributes.
LOOKS = {
    "direct": {"facecolor": RECORD},
    "free_indirect": {"facecolor": "white", "hatch": "//////", "edgecolor": RECORD},
    "indirect": {"facecolor": GREY, "hatch": "---", "edgecolor": "white"},
    "narration": {"facecolor": "white", "edgecolor": INK, "linewidth": 0.7},
}
MODE_KEY = {
    "direct": (Word("Filled:", RECORD, "direct"), "his first person."),
    "free_indirect": (Word("Hatched:", RECORD, "free_indirect"), "no cue, the turn goes on."),
    "indirect": (Word("Striped:", GREY, "indirect"), "with a cue, as “he said”."),
    "narration": (Word("Hollow:", INK, "narration"), "the narrator’s words."),
}


def course_of_speech(utterances: pd.DataFrame, names: dict[str, str] | None = None) -> Chart:
    """Draw who speaks, and in which mode, over the course of the record; one bar a sentence, as long as its text.

    utterances: one row a sentence in the order of the text, with sentence_id, speaker, mode, cue (empty or missing
    where there is none), start and end; names: speaker → name as people say it; without it the speaker stands there.
    The speaker with most sentences stands first, narration last; over the bars of those who say less stand the cues
    with which they break in. The claim counts the sentences of each speaker. The chart's table: sentence_id, speaker,
    mode, cue, begins and length, both in characters, counted from the first sentence. Raises KeyError for a mode that
    is not among indirect, free_indirect, direct and narration, FigureError where nobody speaks.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> chart = charts.course_of_speech(pd.DataFrame({
    ...     "sentence_id": ["a1", "a2"], "speaker": ["narrator", "Velin"], "mode": ["narration", "direct"],
    ...     "cue": "", "start": [50, 71], "end": [70, 111],
    ... }))
    >>> chart.table[["sentence_id", "begins", "length"]].to_numpy().tolist()
    [['a1', 0, 20], ['a2', 21, 40]]
    >>> chart.claim
    'Of 2 sentences the rules give 1 to Velin'
    >>> chart.alternative.partition("row: ")[2]
    'Velin 1 (1 direct), Narration 1. Velin fills 67 % of the length.'
    """
    table = utterances[["sentence_id", "speaker", "mode"]].assign(
        cue=utterances["cue"].fillna(""),
        begins=utterances["start"] - utterances["start"].iloc[0],
        length=utterances["end"] - utterances["start"],
    )
    said = {NARRATOR: "Narration", **(names or {})}
    counts = table.loc[table["speaker"] != NARRATOR, "speaker"].value_counts()
    given = [f"{number} to {said.get(name, name)}" for name, number in counts.items()]
    claim = claimed(
        "course-of-speech",
        f"Of {len(table)} sentences the rules give {', '.join(given) or 'none to a speaker'}",
        bool(given),
        "no sentence of a speaker",
    )
    speakers = [*counts.index, *([NARRATOR] if NARRATOR in set(table["speaker"]) else [])]
    key = [part for mode, parts in MODE_KEY.items() if mode in set(table["mode"]) for part in parts]
    source = (
        f"Source: {RECORD_OF}; speaker and mode by rule. n = {len(table)} sentences, a bar each, as long as its text."
    )
    rows = {name: table[table["speaker"] == name] for name in speakers}

    def draw(build: Build) -> "Figure":
        line = build.label * LEADING
        # Over each strip its name; over those of who says less the cues, too, for which a column is too narrow.
        cued = [] if build is COLUMN else [name for name in speakers[1:] if name != NARRATOR]
        above = {name: line * (2.2 if name in cued else 1.15) for name in speakers}
        foot = build.small * LEADING * 1.4
        sheet = Sheet(build, claim, key, source, sum(above.values()) + foot + line * (2 + 2 * len(speakers)))
        body = sheet.body
        # The first strip is twice as high as the others.
        strip = (body.height - foot - sum(above.values()) - 0.5 * line * len(speakers)) / (len(speakers) + 1)
        strip = min(strip, 3.2 * line)
        whole = table["begins"].iloc[-1] + table["length"].iloc[-1]

        def across(place: float) -> float:
            return body.left + place / whole * body.width

        y = body.top
        for name in speakers:
            number = f"{len(rows[name])} sentence{'s' * (len(rows[name]) != 1)}"
            bold = said.get(name, name)
            sheet.text(body.left, y + line / 2, bold, weight=SEMIBOLD, gid=f"{name}:name")
            x = body.left + sheet.width_of(bold, weight=SEMIBOLD) + 0.6 * sheet.label
            sheet.text(x, y + line / 2, number, colour=GREY, gid=f"{name}:number")
            y += above[name]
            tall = strip * (2 if name == speakers[0] else 1)
            sheet.line([body.left, body.right], [y + tall, y + tall], color=FAINT, linewidth=0.6)
            for row in rows[name].itertuples():
                begins = across(row.begins)
                look = {"edgecolor": "white", "linewidth": 0.4, **LOOKS[row.mode]}
                wide = across(row.begins + row.length) - begins
                sheet.rectangle(begins, y, wide, tall, gid=f"{row.sentence_id}:{row.mode}", **look)
            if name in cued:
                write_cues(sheet, rows[name], across, y)
            y += tall + 0.5 * line
        for x, words, side in ((body.left, "beginning of the record", "left"), (body.right, "end", "right")):
            sheet.text(x, y + foot / 2 - 0.3 * line, words, size=sheet.small, colour=GREY, ha=side, gid=f"axis:{words}")
        return sheet.figure

    share = 100 * rows[speakers[0]]["length"].sum() / table["length"].sum()
    told = ", ".join(f"{said.get(name, name)} {len(rows[name])}{modes(rows[name])}" for name in speakers)
    return Chart(
        "course-of-speech",
        claim,
        draw,
        table,
        caption=(
            "To whom the rules give each sentence, and in which mode of reported speech "
            f"(n = {len(table)} sentences); the words over the bars are the cues with which others break in."
        ),
        alternative=(
            "Strips of bars from the beginning to the end of the record, one bar a sentence. Sentences by row: "
            f"{told}. {said.get(speakers[0], speakers[0])} fills {share:.0f} % of the length."
        ),
        source=source,
        builds=(PAGE, ROOM, COLUMN),
    )


def modes(rows: pd.DataFrame) -> str:
    """Return the modes of a speaker's sentences with their numbers, in brackets; nothing for narration."""
    counts = rows["mode"].value_counts()
    told = [f"{counts[mode]} {mode.replace('_', ' ')}" for mode in LOOKS if mode in counts and mode != "narration"]
    return f" ({', '.join(told)})" if told else ""


def turns(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the first row of each of a speaker's turns: sentences without another's between them are one turn.

    rows: of one speaker, with the index of the whole frame, which counts the sentences from 0.
    """
    return rows[rows.index.to_series().diff() != 1]


def write_cues(sheet: Sheet, rows: pd.DataFrame, across, y: float) -> None:
    """Write over the strip of a speaker the cues with which his turns begin, each as near to its bar as may be."""
    begun = turns(rows)
    begun = begun[begun["cue"] != ""]
    sizes = [sheet.width_of(row.cue, sheet.small) + 0.9 * sheet.small for row in begun.itertuples()]
    bars = [across(row.begins + row.length / 2) for row in begun.itertuples()]
    side = 0.45 * sheet.small
    places = spread(bars, sizes, sheet.body.left - side, sheet.body.right + side)
    for row, bar, x in zip(begun.itertuples(), bars, places):
        sheet.line([x, bar], [y - 0.5 * sheet.small, y - 0.08 * sheet.small], color=GREY, linewidth=0.6)
        sheet.text(x, y - 1.1 * sheet.small, row.cue, size=sheet.small, ha="center", gid=f"{row.sentence_id}:cue")
