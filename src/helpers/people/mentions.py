"""Who is named where: every occurrence of an alias of the authority list, the longest alias first."""

from functools import lru_cache

import pandas as pd

from helpers.text.record import Record
from helpers.text.tokens import Tokens, places_of, tokenize

MENTION_COLUMNS = ["sentence_id", "actor_id", "start", "end", "surface", "via"]


def alias_index(actors: pd.DataFrame) -> dict[str, list[tuple[list[str], str, bool]]]:
    """Return first word → [(words of the alias, actor_id, whether case counts)], longest alias first.

    Names are compared as they are written; only titles ("the Minister", "my interlocutor") are found in any case.
    """
    index: dict[str, list[tuple[list[str], str, bool]]] = {}
    for actor_id, aliases in zip(actors["actor_id"], actors["aliases"]):
        for alias in aliases:
            words, exact = alias_words(alias)
            index.setdefault(words[0].lower(), []).append((words, actor_id, exact))
    for entries in index.values():
        if len(entries) > 1:
            entries.sort(key=lambda entry: (-len(entry[0]), -sum(map(len, entry[0]))))
    return index


@lru_cache(maxsize=4096)
def alias_words(alias: str) -> tuple[list[str], bool]:
    """Return (the tokens of an alias, whether case counts)."""
    exact = alias[0].isupper()
    return tokenize(alias if exact else alias.lower()).words, exact


def match_aliases(tokens: Tokens, index: dict) -> list[tuple[int, int, str]]:
    """Return (first token, token after the last, actor_id) of every alias, left to right, none inside another."""
    found, free, lower = [], 0, tokens.lower
    for place in places_of(lower, index.keys()):
        if place < free:
            continue
        for words, actor_id, exact in index[lower[place]]:
            stop = place + len(words)
            if (tokens.words if exact else lower)[place:stop] == words:
                found.append((place, stop, actor_id))
                free = stop
                break
    return found


def find_mentions(record: Record, actors: pd.DataFrame) -> pd.DataFrame:
    r"""Return one row a name: every occurrence of an alias, the longest first.

    Columns: sentence_id, actor_id, start, end (in characters of the source), surface (as it stands), via (``name``).
    actors: from ``authority``. A name that a page break runs through is one mention; pronouns are not resolved here.

    >>> from helpers import people, text
    >>> source = "RECORD OF CONVERSATION\nwith Daro Velin\n3 May 1957\n\nThen Velin left.\n\nENVOY P. ORLEN\n"
    >>> record = text.parse_record(source)
    >>> actors = people.authority(record.header, people.read_actors().head(0))
    >>> people.find_mentions(record, actors)[["actor_id", "surface"]].values.tolist()
    [['daro_velin', 'Velin']]
    """
    source, index, found = record.source, alias_index(actors), []
    for sentence_id, tokens in zip(record.sentences["sentence_id"], record.tokens):
        for first, stop, actor_id in match_aliases(tokens, index):
            start, end = tokens.starts[first], tokens.end(stop - 1)
            found.append((sentence_id, actor_id, start, end, source[start:end], "name"))
    return pd.DataFrame(found, columns=MENTION_COLUMNS)
