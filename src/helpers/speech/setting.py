"""The record as the rules of speech see it: sentences cut into words, with their names and cues, and who may speak."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from helpers.speech.cues import PRONOUNS, SUBORDINATE, Cue, Form, Lexicon, find_cues, find_forms
from helpers.speech.hedges import Hedges
from helpers.text.record import Record
from helpers.text.tokens import DOUBLE, OPENING, Tokens, by_word, places_by_table
from helpers.text.words import word_set

NARRATOR = "narrator"
SPEECH = frozenset({"say", "reply", "ask"})
# What opens the content of a report: "noted that", "said:"; what stands behind it is no longer the main clause.
CONTENT = OPENING | {"that", "whether", "how", "why", ":"}
FIRST_PERSON = word_set("i me my mine myself we us our ours ourselves")


@dataclass(slots=True)
class Sentence:
    """One sentence as the rules see it.

    names: (first token, token after the last, actor_id); places: table of ``word_tables`` → where its words stand;
    forms: the verbs of the lexicon; cues: those with a subject; main: the cues of the main clause;
    quoted: (opening mark, closing mark) of each quotation.
    """

    tokens: Tokens
    names: list[tuple[int, int, str]]
    places: dict[str, list[int]]
    forms: list[Form]
    cues: list[Cue]
    main: list[Cue]
    quoted: list[tuple[int, int]]
    opens_paragraph: bool


@dataclass
class Setting:
    """What holds for the whole record: who may speak, who is a person, where the last cue stands."""

    author: str
    interlocutors: tuple[str, ...]
    women: frozenset[str]
    actors: dict[str, tuple[str, str]]
    lexicon: Lexicon
    sentences: list[Sentence] = field(default_factory=list)
    last_cue: int = -1


@dataclass(frozen=True)
class Decision:
    """Who speaks, and the cue that says so (None where no cue does)."""

    speaker: str
    cue: Cue | None = None


def read_setting(
    record: Record, actors: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon, hedges: Hedges
) -> Setting:
    """Note who may speak, and read the names and cues of every sentence."""
    people = {row.actor_id: row for row in actors.itertuples()}
    setting = Setting(
        author=next(actor for actor, row in people.items() if row.role == "author"),
        interlocutors=tuple(actor for actor, row in people.items() if row.role == "interlocutor"),
        women=frozenset(actor for actor, row in people.items() if row.gender == "f"),
        actors={actor: (row.name, row.kind) for actor, row in people.items()},
        lexicon=lexicon,
    )
    named: dict[str, list[tuple[int, int, str]]] = {}
    for row in mentions.itertuples():
        named.setdefault(row.sentence_id, []).append((row.start, row.end, row.actor_id))
    listed = by_word(word_tables(lexicon, hedges))
    paragraph = None
    for tokens, row in zip(record.tokens, record.sentences[["sentence_id", "paragraph"]].itertuples()):
        names = [
            (bisect_left(tokens.starts, start), bisect_left(tokens.starts, end), actor)
            for start, end, actor in named.get(row.sentence_id, ())
        ]
        setting.sentences.append(read_sentence(tokens, names, listed, lexicon, row.paragraph != paragraph))
        paragraph = row.paragraph
    setting.last_cue = last_cue(setting)
    return setting


def last_cue(setting: Setting) -> int:
    """Return the index of the last sentence with a cue of somebody in the room, or -1."""
    present = {setting.author, "I", *setting.interlocutors} | PRONOUNS
    for index in range(len(setting.sentences) - 1, -1, -1):
        if any(cue.sense in SPEECH and cue.who in present for cue in setting.sentences[index].cues):
            return index
    return -1


def word_tables(lexicon: Lexicon, hedges: Hedges) -> dict[str, Iterable[str]]:
    """Return the words that are looked for in every sentence; of phrases, the first words."""
    return {
        "verb": lexicon.verbs,
        "attitude": lexicon.phrases["attitude"],
        "hedge": hedges,
        "first person": FIRST_PERSON,
        "quotation mark": DOUBLE,
    }


def read_sentence(
    tokens: Tokens,
    names: list[tuple[int, int, str]],
    listed: dict[str, list[str]],
    lexicon: Lexicon,
    opens_paragraph: bool,
) -> Sentence:
    """Find the verbs, the cues and the quotations of one sentence; listed: word → the tables that list it."""
    places = places_by_table(tokens.lower, listed)
    forms = find_forms(tokens, places.get("verb", ()), lexicon)
    cues = find_cues(tokens, names, forms)
    quoted = quotations(places.get("quotation mark", ()), len(tokens.words))
    return Sentence(tokens, names, places, forms, cues, main_clause(tokens, cues, quoted), quoted, opens_paragraph)


def quotations(marks: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Return (opening mark, closing mark) of the quotations in double marks; one that never closes runs to the end."""
    return list(zip(marks[::2], [*marks[1::2], end]))


def inside(cue: Cue, quoted: list[tuple[int, int]]) -> bool:
    """True where the verb of a cue stands within a quotation: it is then part of what was said."""
    return any(first < cue.verb < last for first, last in quoted)


def is_subordinate(tokens: Tokens, first: int) -> bool:
    """True where "when", "that", "who" … opens the clause whose subject stands at ``first``."""
    for place in range(first - 1, max(first - 4, -1), -1):
        word = tokens.lower[place]
        if word in SUBORDINATE:
            # "After this we went down" opens no clause.
            return tokens.lower[place + 1] not in {"this", "that"}
        if word in PRONOUNS:
            # "Before he left I mentioned": the clause has its own subject.
            return False
        if word in {",", ";", "and", ":"}:
            return False
    return False


def main_clause(tokens: Tokens, cues: list[Cue], quoted: list[tuple[int, int]]) -> list[Cue]:
    """Return the cues outside subordinate clauses and quotation marks: not that of "When I asked him"."""
    kept, content = [], len(tokens.words)
    for cue in cues:
        if cue.first >= content:
            break
        if inside(cue, quoted):
            continue
        if not is_subordinate(tokens, cue.first):
            kept.append(cue)
            if cue.sense in SPEECH and cue.complement in CONTENT:
                content = cue.verb + 1
    return kept
