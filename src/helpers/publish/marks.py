"""The marks laid over a text: names, numbers, dates, cues, editors' additions; and a sentence cut at their borders."""

import re
from typing import NamedTuple

import pandas as pd

from helpers.edition import Edition
from helpers.text.dates import find_dates
from helpers.text.record import EDITORS, ITALICS
from helpers.text.spans import Span


class Piece(NamedTuple):
    """A stretch of a sentence with the same marks: its text, and class → value of each mark."""

    text: str
    marks: dict[str, str]


def lay_marks(edition: Edition) -> pd.DataFrame:
    r"""Return one row a marked stretch of the source: start, end, mark, value.

    mark: ``actor`` (value: actor_id), ``quantity`` (its meaning), ``date`` (EDTF), ``editor`` (square brackets),
    ``cue`` or ``italic`` (no value). start and end count characters of the source. Rows in the order of the text;
    stretches may overlap.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import publish, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin said that 40 ships sailed.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    >>> publish.lay_marks(edition)[["mark", "value"]].to_numpy().tolist()
    [['actor', 'b_velin'], ['cue', ''], ['quantity', '40 ships']]
    """
    source, found = edition.record.source, []
    found += [(row.start, row.end, "actor", row.actor_id) for row in edition.mentions.itertuples()]
    found += [(row.start, row.end, "quantity", quantity_words(row)) for row in edition.quantities.itertuples()]
    found += [
        (int(row.cue_start), int(row.cue_end), "cue", "")
        for row in edition.utterances.dropna(subset=["cue_start"]).itertuples()
    ]
    for row in edition.utterances.itertuples():
        found += [
            (date.start, date.end, "date", date.edtf or "no year in the text")
            for date in find_dates(source, row.start, row.end)
        ]
        for mark, pattern in (("editor", EDITORS), ("italic", ITALICS)):
            found += [(match.start(), match.end(), mark, "") for match in pattern.finditer(source, row.start, row.end)]
    return pd.DataFrame(sorted(found), columns=["start", "end", "mark", "value"])


def marks_at(marked: pd.DataFrame, place: int) -> dict[str, Span]:
    """Return mark → where it lies, of the marks that cover one character. marked: from ``lay_marks``."""
    covering = marked[(marked["start"] <= place) & (place < marked["end"])]
    return {row.mark: Span(row.start, row.end) for row in covering.itertuples()}


def quantity_words(row) -> str:
    """Return what a quantity means: "40 ships", "5 to 6 weeks"."""
    if pd.isna(row.value):
        number = f"{row.value_low:g} to {row.value_high:g}"
    else:
        number = f"{row.value:g}" if row.value < 1e6 else f"{row.value:,.0f}"
    return f"{number} {row.unit}".strip()


def pieces(source: str, start: int, end: int, marked: pd.DataFrame) -> list[Piece]:
    """Cut source[start:end] at the borders of all marks; white space is folded.

    marked: from ``lay_marks``. Each piece has its text and mark → value; the texts joined give the sentence's text. No
    mark begins or ends with white space, so that none is doubled at a cut.

    >>> import pandas as pd
    >>> from helpers import publish
    >>> marked = pd.DataFrame([(0, 5, "actor", "velin")], columns=["start", "end", "mark", "value"])
    >>> [tuple(piece) for piece in publish.pieces("Velin sails.", 0, 12, marked)]
    [('Velin', {'actor': 'velin'}), (' sails.', {})]
    """
    inside = marked[(marked["start"] < end) & (marked["end"] > start)]
    cuts = sorted({start, end, *inside["start"].clip(lower=start), *inside["end"].clip(upper=end)})
    found = []
    for left, right in zip(cuts, cuts[1:]):
        covering = inside[(inside["start"] <= left) & (inside["end"] >= right)]
        found.append(Piece(re.sub(r"\s+", " ", source[left:right]), dict(zip(covering["mark"], covering["value"]))))
    return found
