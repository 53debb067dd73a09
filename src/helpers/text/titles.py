"""Titles before a name: what somebody is, not who (``data/coding/titles.csv``)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.files.paths import CODING
from helpers.text.spans import fold
from helpers.text.words import read_words, word_set

# Small words inside a title: "Minister of Foreign Affairs", "Secretary for Science", "Ambassador to the Republic".
WITHIN = word_set("the of for to in and")
# After these a title still needs its place: "Ambassador of India", "Ambassador to the Republic".
BEFORE_PLACE = WITHIN - {"and"}


class Titles(NamedTuple):
    """The words of titles, in lower case, by kind.

    office: by which a record calls somebody ("the Minister"); honorific: what only honours ("Madame"); title: what else
    stands in a title ("Foreign Affairs"); woman: what only a woman is called; interlocutor: what an author calls the
    one he talks with, where there is only one ("my host").

    >>> from helpers import text
    >>> text.Titles._fields
    ('office', 'honorific', 'title', 'woman', 'interlocutor')
    """

    office: frozenset[str]
    honorific: frozenset[str]
    title: frozenset[str]
    woman: frozenset[str]
    interlocutor: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All that may stand before a name: "dr", "minister", "of"."""
        return self.office | self.honorific | self.title | WITHIN

    def before_name(self, word: str) -> bool:
        """True for a word that, in any case and with its full stop, says what somebody is: "Dr.", "Minister", "of"."""
        return word.strip(".,").lower() in self.words


@cache
def read_titles(folder: Path = CODING) -> Titles:
    """Read the words of titles, ``titles.csv``, once a folder.

    Raises CodingError for an unknown kind, a word listed twice, or a passage without the word.

    >>> from helpers import text
    >>> "mayor" in text.read_titles().office
    True
    """
    return Titles(**read_words("titles", Titles._fields, folder))


@dataclass(frozen=True)
class Person:
    """Somebody the header names.

    surface: as written there; name: without the title; title: the title itself, empty where there is none.

    >>> from helpers import text
    >>> text.Person("Mayor Daro Velin", "Daro Velin", "Mayor").name
    'Daro Velin'
    """

    surface: str
    name: str
    title: str


def is_office(text: str) -> bool:
    """True for "the Minister of Foreign Affairs of Iran": an office and its country, nobody's name."""
    words, titles = text.split(), read_titles()
    return len(words) > 2 and words[-2].lower() in {"of", "for"} and any(map(titles.before_name, words[:-2]))


def person(surface: str) -> Person:
    """Split a name of the header into title and name; the words of titles are those of ``titles.csv``.

    surface: as the header has it, with its white space. Where no word is one of a title, the title is empty.

    >>> from helpers import text
    >>> text.person("Minister of Finance P.K. Orlen")
    Person(surface='Minister of Finance P.K. Orlen', name='P. K. Orlen', title='Minister of Finance')
    """
    words, titles = fold(surface).strip(" ,;").split(" "), read_titles()
    cut = max((i + 1 for i, word in enumerate(words) if titles.before_name(word)), default=0)
    if cut and words[cut - 1].lower() in BEFORE_PLACE and len(words) > cut + 1:
        cut += 1
    name = " ".join(words[cut:]).strip(" ,;")
    # "P.F. Yudin" and "P. F. Yudin" are one name; the spaced form is the citation's.
    name = re.sub(r"\b([^\W\d_])\.\s*(?=[^\W\d_])", r"\1. ", name)
    return Person(fold(surface), name, " ".join(words[:cut]))
