"""Show a passage of the record in running text, with the words that matter marked, in a notebook and on its slide."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from helpers.publish.links import READING_PAGE
from helpers.publish.tables import passages
from helpers.speech.setting import NARRATOR

# By this the slides and the audit know a passage.
PASSAGE = 'class="passage"'
TEXT = "font-family: 'Edition Serif', serif; font-size: 115%; line-height: 1.5; max-width: 42em; margin: 0.5em 0;"
MARK = "background: #E9E1F2; color: inherit; padding: 0 0.1em;"
CAPTION = "font-weight: bold;"


@dataclass(frozen=True)
class Passage:
    """A passage for display: HTML in running text, and the same sentences as lines of plain text."""

    frame: pd.DataFrame = field(repr=False)
    caption: str
    marked: tuple[str, ...] = ()

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        parts, speaker = [], ""
        for row in self.frame.itertuples():
            if row.speaker not in (speaker, NARRATOR):
                parts.append(f"<b>{escape(row.speaker)}:</b>")
            speaker = row.speaker
            number = f'<sup><a href="{READING_PAGE}#{row.sentence_id}">{row.sentence_id}</a></sup>'
            parts.append(f"{number} {with_marks(row.text, self.marked)}")
        body = f'<blockquote style="{TEXT}">{" ".join(parts)}</blockquote>'
        html = f'<div {PASSAGE}>\n<p style="{CAPTION}">{escape(self.caption)}</p>\n{body}\n</div>'
        lines = "\n".join(f"{row.sentence_id} {row.speaker}: {row.text}" for row in self.frame.itertuples())
        return {"text/html": html, "text/plain": f"{self.caption}\n{lines}"}


def show_passage(
    utterances: pd.DataFrame, sentence_ids: list[str] | str, caption: str, marked: Iterable[str] = ()
) -> Passage:
    r"""Return sentences of the record for display in running text, each with its address in the reading edition.

    utterances: sentence_id, speaker, start, end, text; sentence_ids: as ``passages`` takes them; marked: words to mark
    wherever they stand in the passage, case as it is. Raises KeyError for a sentence that the record does not have,
    ValueError for words to be marked that stand in none of these.

    >>> import pandas as pd
    >>> from helpers import publish
    >>> utterances = pd.DataFrame({
    ...     "sentence_id": ["a1", "a2"], "speaker": ["narrator", "Velin"], "start": [0, 13], "end": [12, 20],
    ...     "text": ["Velin spoke.", "I sail."],
    ... })
    >>> shown = publish.show_passage(utterances, "a2", "What Velin said", ["sail"])._repr_mimebundle_()
    >>> "I <mark" in shown["text/html"], shown["text/plain"].split("\n")[1]
    (True, 'a2 Velin: I sail.')
    """
    frame, marked = passages(utterances, sentence_ids), tuple(marked)
    absent = [words for words in marked if not frame["text"].str.contains(words, regex=False).any()]
    if absent:
        raise ValueError(f"found {absent[0]!r} to be marked; expected words of {', '.join(frame['sentence_id'])}")
    return Passage(frame, caption, marked)


def with_marks(text: str, marked: tuple[str, ...]) -> str:
    """Return a text as HTML in which these words are marked, the longest first where one holds another."""
    if not marked:
        return escape(text)
    words = "|".join(re.escape(one) for one in sorted(marked, key=len, reverse=True))
    pieces = re.split(rf"({words})", text)
    return "".join(
        f'<mark style="{MARK}">{escape(piece)}</mark>' if piece in marked else escape(piece) for piece in pieces
    )
