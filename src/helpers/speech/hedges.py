"""Words that weaken a claim: "evidently", "it is possible" (``data/coding/hedges.csv``)."""

from collections.abc import Iterable
from pathlib import Path

from helpers.files.coding import read_coding
from helpers.files.paths import CODING
from helpers.text.tokens import tokenize

# First word → the phrases that begin with it, the longest first.
Hedges = dict[str, list[list[str]]]


def read_hedges(folder: Path = CODING) -> Hedges:
    """Read the words that weaken a claim, ``hedges.csv``.

    Returns first word → phrases that begin with it, each a list of words in lower case, the longest first. Raises
    CodingError for a table that cannot be read.

    >>> from helpers import speech
    >>> speech.read_hedges()["evidently"]
    [['evidently']]
    """
    hedges: Hedges = {}
    for words in read_coding("hedges", ["words", "note"], folder)["words"]:
        phrase = tokenize(words).lower
        hedges.setdefault(phrase[0], []).append(phrase)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in hedges.items()}


def find_hedges(lower: list[str], places: Iterable[int], hedges: Hedges) -> list[str]:
    """Return the hedges of a sentence in order. "It is possible to see" is a judgement, not a hedge.

    lower: its words in lower case; places: where the first words of hedges stand.
    """
    found = []
    for place in places:
        for phrase in hedges[lower[place]]:
            stop = place + len(phrase)
            if lower[place:stop] == phrase:
                if not (phrase[-1] == "possible" and lower[stop : stop + 1] == ["to"]):
                    found.append(" ".join(phrase))
                break
    return found
