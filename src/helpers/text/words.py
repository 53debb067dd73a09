"""Sets of words: the closed classes of grammar as they stand in code, and those that a coding table sorts by kind."""

from pathlib import Path

from helpers.files.coding import read_coding, refuse
from helpers.files.paths import CODING

WORD_COLUMNS = ["word", "kind", "passage"]


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text as a set: how a closed class of grammar is written in code."""
    return frozenset(words.split())


def read_words(name: str, kinds: tuple[str, ...], folder: Path = CODING) -> dict[str, frozenset[str]]:
    """Read a table of words by kind, each with a passage that it meets: ``titles.csv``, ``speech_words.csv``.

    name: file name without ``.csv``; kinds: those that the table may have. Returns kind → words in lower case.
    Raises CodingError for an unknown kind, a word listed twice in a kind, or a passage without the word.

    >>> from helpers import text
    >>> "chairwoman" in text.read_words("titles", text.Titles._fields)["woman"]
    True
    """
    path, found = Path(folder) / f"{name}.csv", {kind: set() for kind in kinds}
    for line, row in enumerate(read_coding(name, WORD_COLUMNS, folder).itertuples(), start=2):
        if row.kind not in found:
            raise refuse(path, line, "kind", row.kind, "one of " + ", ".join(kinds))
        if row.word != row.word.lower() or row.word in found[row.kind]:
            raise refuse(path, line, "word", row.word, f"a word in lower case that no line before has as {row.kind}")
        if row.word not in row.passage.lower():
            raise refuse(path, line, "passage", row.passage, f"words of a text in which {row.word!r} stands")
        found[row.kind].add(row.word)
    return {kind: frozenset(words) for kind, words in found.items()}
