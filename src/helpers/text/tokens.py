"""Words and marks with their places in the source."""

import re
from collections.abc import Iterable, Set
from itertools import accumulate
from typing import NamedTuple

# "Kai-shek", "Yan'an", "P.F" are one word; the "'s" of "Stalin's" is a token of its own. No group is possessive: Python
# 3.11 before 3.11.5 forgets where such a group began.
TOKEN = re.compile(r"(\w+(?:[-.–]\w+|['’](?!s\b)\w+)*|['’]s\b|[^\w\s])")

# Quotation marks, opening → closing; the straight ones do both. A single one may be an apostrophe.
QUOTES = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’"}
SINGLE = frozenset("'‘’")
OPENING, CLOSING = frozenset(QUOTES), frozenset(QUOTES.values())
DOUBLE = (OPENING | CLOSING) - SINGLE


class Tokens(NamedTuple):
    """The tokens of a stretch of text, as parallel lists.

    words: as they stand; lower: in lower case; starts: where each begins, in characters of the source.

    >>> from helpers import text
    >>> text.tokenize("Velin's map.").end(1)
    7
    """

    words: list[str]
    lower: list[str]
    starts: list[int]

    def end(self, place: int) -> int:
        """Return where a token ends in the source."""
        return self.starts[place] + len(self.words[place])


def tokenize(source: str, start: int = 0, end: int | None = None) -> Tokens:
    """Cut source[start:end] into words and marks; offsets count characters from the start of the source.

    A word may hold hyphens and apostrophes; the "'s" of a name is a token of its own.

    >>> from helpers import text
    >>> text.tokenize("P. Orlen's half-empty cup").words
    ['P', '.', 'Orlen', "'s", 'half-empty', 'cup']
    """
    # Gaps and tokens by turns, so that each starts where the lengths before it add up to.
    pieces = TOKEN.split(source[start:end])
    words, bounds = pieces[1::2], list(accumulate(map(len, pieces), initial=start))
    return Tokens(words, list(map(str.lower, words)), bounds[1:-1:2])


def places_of(words: list[str], wanted: Set[str], first: int = 0) -> list[int]:
    """Return where the wanted words stand; the first word counts as ``first``."""
    return [place for place, word in enumerate(words, first) if word in wanted]


def by_word(tables: dict[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return word → the tables that list it, so that one look-up a word asks all of them."""
    found: dict[str, list[str]] = {}
    for table, words in tables.items():
        for word in words:
            found.setdefault(word, []).append(table)
    return found


def places_by_table(words: list[str], listed: dict[str, list[str]]) -> dict[str, list[int]]:
    """Return table → where its words stand; listed: from ``by_word``. A table without a word here is left out."""
    found: dict[str, list[int]] = {}
    for place in places_of(words, listed.keys()):
        for table in listed[words[place]]:
            found.setdefault(table, []).append(place)
    return found
