"""Words and marks with their places in the source."""

import re
from bisect import bisect_left
from typing import NamedTuple

# "Kai-shek", "Yan'an", "P.F" are one word; the "'s" of "Stalin's" is a token of its own.
TOKEN = re.compile(r"\w+(?:[-.–]\w+|['’](?!s\b)\w+)*|['’]s\b|[^\w\s]")


class Tokens(NamedTuple):
    """The tokens of a stretch of text, as parallel lists: words, lower (case folded), starts, ends."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def between(self, start: int, end: int) -> "Tokens":
        """Return the tokens that begin in source[start:end]."""
        cut = slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
        return Tokens(*(part[cut] for part in self))


def tokenize(source: str, start: int = 0, end: int | None = None) -> Tokens:
    """Cut source[start:end] into tokens; offsets count from the start of the source."""
    spans = [match.span() for match in TOKEN.finditer(source, start, len(source) if end is None else end)]
    words = [source[a:b] for a, b in spans]
    return Tokens(words, [word.lower() for word in words], [a for a, _ in spans], [b for _, b in spans])
