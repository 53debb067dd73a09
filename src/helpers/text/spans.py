"""Places in a text: half-open offsets, white space folded and unfolded, lines and blocks."""

import re
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open offsets into the decoded source, in characters: ``source[start:end]`` is the text.

    >>> from helpers import text
    >>> span = text.Span(0, 5)
    >>> "Velin left."[span.start : span.end]
    'Velin'
    """

    start: int
    end: int


def fold(text: str) -> str:
    r"""Fold every run of white space into one space, and drop it at both ends.

    >>> from helpers import text
    >>> text.fold(" Daro\n  Velin ")
    'Daro Velin'
    """
    return " ".join(text.split())


def unfolded(text: str) -> str:
    """Return a pattern that meets folded text in a source, across its line breaks."""
    return r"\s+".join(map(re.escape, text.split()))


def spans_between_blank_lines(source: str, start: int, end: int) -> list[Span]:
    """Return the blocks of text between blank lines, without the white space around them."""
    spans, begin, last, place = [], None, start, start
    for line in source[start:end].split("\n"):
        if line.strip():
            begin = place + len(line) - len(line.lstrip()) if begin is None else begin
            last = place + len(line.rstrip())
        elif begin is not None:
            spans.append(Span(begin, last))
            begin = None
        place += len(line) + 1
    return spans + ([Span(begin, last)] if begin is not None else [])


def spans_of_lines(source: str, start: int, end: int) -> list[Span]:
    """Return the lines that hold text, without the white space around them."""
    return [Span(m.start(), m.end()) for m in re.compile(r"\S[^\n]*(?<=\S)").finditer(source, start, end)]
