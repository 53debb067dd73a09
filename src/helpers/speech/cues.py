"""Who does the speaking in a sentence: reporting verbs of the lexicon, each with its subject.

A *cue* is a verb of ``data/coding/cues.csv`` together with its grammatical subject: "said Mao Zedong",
"he noted jokingly", "I told", "The conversation continued". Nothing here decides a speaker; see ``rules``.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.files.coding import read_coding, refuse
from helpers.files.paths import CODING
from helpers.text.titles import read_titles
from helpers.text.tokens import CLOSING, OPENING, Tokens, places_of
from helpers.text.words import read_words, word_set

CUE_COLUMNS = ["forms", "sense", "note"]
# Verbs that need a subject, and phrases that are looked for as they stand.
VERBS = ("say", "inserted", "reply", "ask", "position", "scene", "topic", "visit")
INVERTED = frozenset({"say", "inserted", "reply", "ask", "scene"})
PHRASES = ("meeting", "attend", "attitude")
SENSES = VERBS + PHRASES

PRONOUNS = frozenset({"he", "she", "they", "we"})
# Words that may stand between a subject and its verb: "Mao Zedong once again stressed".
BETWEEN = word_set(
    "then also again once further furthermore himself herself only too still now even here therefore thereupon however "
    "next twice often did does more on in return at last not never himself all both later soon"
)
# Auxiliaries that put the speaking before the conversation: "Mao Zedong had said in 1945" reports, it does not cue.
PAST_PERFECT = frozenset(
    {"had", "would", "could", "might", "should", "will", "was", "were", "be", "been", "being", "to"}
)
# A clause that these words open is subordinate: "When I asked about the treaty, the Minister said".
SUBORDINATE = word_set(
    "when as after before while because since although though if who whom which what where until whose whether that how"
)
CLOSERS = frozenset(",.;:—–-!?…)") | OPENING | CLOSING
OPENERS = frozenset(",;:—–-!?…()[]") | OPENING | CLOSING
PREPOSITIONS = word_set("at in of from with to by on for against between toward towards about under through regarding")
# What follows the verb when its clause carries what was said: "noted that", "asked whether", "said:".
COMPLEMENT = OPENING | word_set("that whether how why if what which when where who , : me us him her them to")
# In a form of the lexicon it stands for up to four words.
GAP = "..."


class Cue(NamedTuple):
    """One verb of the lexicon with its subject; a verb of the sense ``inserted`` that is set off counts as ``say``.

    who: actor_id of the subject, ``I``, a pronoun, or the words of a name that no list knows; sense: as in the
    lexicon; parenthetical: set off by commas or quotation marks; first, stop: its tokens in the sentence;
    verb: the token of the verb; complement: the word that follows.
    """

    who: str
    sense: str
    parenthetical: bool
    first: int
    stop: int
    verb: int
    complement: str


class Form(NamedTuple):
    """One form of a verb of the lexicon where it stands, tokens[place:stop], with its sense there."""

    place: int
    stop: int
    sense: str


class SpeechWords(NamedTuple):
    """Words that the rules look for beside the lexicon of verbs, in lower case, by kind.

    meeting: names of the meeting itself ("the talk lasted"); account: nouns that make a name the source ("in Velin's
    words"); giving: verbs by which somebody puts words out ("sent a letter"); plain: verbs with which an author reports
    himself ("I said that"); past: past forms without -ed that tell what somebody does ("Velin took a sheet").
    """

    meeting: frozenset[str]
    account: frozenset[str]
    giving: frozenset[str]
    plain: frozenset[str]
    past: frozenset[str]


@cache
def read_speech_words(folder: Path = CODING) -> SpeechWords:
    """Read the words that the rules look for beside the verbs, ``speech_words.csv``, once a folder.

    Raises CodingError for an unknown kind, a word listed twice, or a passage without the word.

    >>> from helpers import speech
    >>> "talk" in speech.read_speech_words().meeting
    True
    """
    return SpeechWords(**read_words("speech_words", SpeechWords._fields, folder))


class Lexicon(NamedTuple):
    """The reporting verbs by their first word, and the phrases that tell of the meeting itself.

    verbs: first word → the word after it ("" for any other) → [(words of the form, sense)], longest form first;
    phrases: sense → first word → forms.
    """

    verbs: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]]
    phrases: dict[str, dict[str, list[tuple[str, ...]]]]


def read_cues(folder: Path = CODING) -> Lexicon:
    """Read the lexicon of reporting verbs, ``cues.csv``.

    Raises CodingError for a sense outside SENSES, or a form that does not begin and end with a word.

    >>> from helpers import speech
    >>> speech.read_cues().verbs["replied"][""]
    [(('replied',), 'reply')]
    """
    frame = read_coding("cues", CUE_COLUMNS, folder)
    verbs: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    phrases: dict[str, dict[str, list[tuple[str, ...]]]] = {sense: {} for sense in PHRASES}
    for line, row in enumerate(frame.itertuples(), start=2):
        if row.sense not in SENSES:
            raise refuse(Path(folder) / "cues.csv", line, "sense", row.sense, "one of " + ", ".join(SENSES))
        for form in row.forms.lower().split("|"):
            words = tuple(form.split())
            if not words or GAP in (words[0], words[-1]):
                raise refuse(
                    Path(folder) / "cues.csv", line, "forms", form, "a verb or phrase that begins and ends with a word"
                )
            if row.sense in phrases:
                phrases[row.sense].setdefault(words[0], []).append(words)
            else:
                verbs.setdefault(words[0], []).append((words, row.sense))
    for entries in verbs.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Lexicon({first: by_second_word(entries) for first, entries in verbs.items()}, phrases)


def by_second_word(entries: list[tuple[tuple[str, ...], str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the word after the first → the forms that it allows; "" → those that any word allows.

    "was" begins dozens of forms, so that looking at the word behind it spares most of them.
    """
    if all(len(form) == 1 for form, _ in entries):
        return {"": entries}
    seconds = {"", *(form[1] for form, _ in entries if len(form) > 1)}
    return {
        second: [entry for entry in entries if len(entry[0]) == 1 or entry[0][1] in (second, GAP)] for second in seconds
    }


def phrase_at(tokens: Tokens, forms: dict[str, list[tuple[str, ...]]], start: int, stop: int) -> int | None:
    """Return the token in [start, stop) at which one of the phrases begins, or None."""
    for place in places_of(tokens.lower[start:stop], forms.keys(), start):
        if any(form_stop(tokens, place, form) for form in forms[tokens.lower[place]]):
            return place
    return None


def form_stop(tokens: Tokens, place: int, form: tuple[str, ...]) -> int:
    """Return the token after a form of the lexicon that begins at ``place``, or 0; "..." is up to four words."""
    if len(form) == 1:
        return place + 1 if tokens.lower[place] == form[0] else 0
    for word in form:
        if word == GAP:
            following = form[form.index(GAP) + 1]
            within = tokens.lower[place : place + 5]
            if following not in within:
                return 0
            place += within.index(following)
        elif place < len(tokens.lower) and tokens.lower[place] == word:
            place += 1
        else:
            return 0
    return place


def find_forms(tokens: Tokens, places: Iterable[int], lexicon: Lexicon) -> list[Form]:
    """Return the forms of the lexicon's verbs in one sentence, left to right; at one token the longest first.

    places: where the first words of verbs stand.
    """
    found = []
    for place in places:
        entries = lexicon.verbs[tokens.lower[place]]
        following = tokens.lower[place + 1] if place + 1 < len(tokens.lower) else ""
        for form, sense in entries.get(following, entries[""]):
            stop = form_stop(tokens, place, form)
            if stop:
                found.append(Form(place, stop, sense))
    return found


def find_cues(tokens: Tokens, names: list[tuple[int, int, str]], forms: list[Form]) -> list[Cue]:
    """Return the cues of one sentence, left to right.

    names: the mentions in the sentence as (first token, token after the last, actor_id); forms: from ``find_forms``.
    Verbs without a subject that could speak, and those in the past perfect, are left out.
    """
    names = [(with_title(tokens, first), stop, who) for first, stop, who in names]
    ends = {stop: (first, who) for first, stop, who in names}
    starts = {first: (stop, who) for first, stop, who in names}
    # The longest form at each token: of several the later ones are shorter.
    listed = {form.place: form for form in reversed(forms)}
    accounts = account_cues(tokens, starts)
    cues: list[Cue] = []
    for place in sorted({*accounts, *listed}):
        if place in accounts:
            cues.append(accounts[place])
        cue = listed_cue(tokens, starts, ends, listed[place], cues) if place in listed else None
        if cue:
            cues.append(cue)
    return cues


def account_cues(tokens: Tokens, starts: dict) -> dict[int, Cue]:
    """Return token → cue that makes a name the source of what is said.

    "according to Beshir", "in the words of Beshir", "in Beshir's words".
    """
    lower, cues, nouns = tokens.lower, {}, read_speech_words().account
    if nouns.isdisjoint(lower) and "according" not in lower:
        return cues
    for first, (stop, who) in starts.items():
        if lower[max(first - 2, 0) : first] == ["according", "to"]:
            cues[first - 2] = Cue(who, "say", True, first - 2, stop, first - 2, "")
        elif (
            first > 3
            and lower[first - 4 : first - 2] == ["in", "the"]
            and lower[first - 2] in nouns
            and lower[first - 1] == "of"
        ):
            cues[first - 2] = Cue(who, "say", True, first - 4, stop, first - 2, "")
        elif (
            first
            and lower[first - 1] == "in"
            and lower[stop : stop + 1] in (["'s"], ["’s"])
            and not nouns.isdisjoint(lower[stop + 1 : stop + 2])
        ):
            cues[first - 1] = Cue(who, "say", True, first - 1, stop + 2, first - 1, "")
    return cues


def listed_cue(tokens: Tokens, starts: dict, ends: dict, form: Form, before: list[Cue]) -> Cue | None:
    """Return the cue of a verb of the lexicon, or None where nobody speaks by it; before: the cues to its left."""
    cue = cue_at(tokens, starts, ends, *form, before)
    return settle(cue, tokens, form.stop) if cue else None


def settle(cue: Cue, tokens: Tokens, stop: int) -> Cue | None:
    """Return the cue with a verb of the sense ``inserted`` taken as speech where it is set off, else dropped."""
    if cue.sense == "inserted":
        # "went on the Minister" speaks where it is set off; "he went on a journey" does not.
        then = tokens.words[stop : stop + 2]
        goes_on = tokens.lower[stop - 1] == "on" and then[:1] == ["to"] and then[-1].islower()
        says = cue.parenthetical or goes_on
        return cue._replace(sense="say") if says else None
    if cue.sense == "position" and cue.parenthetical:
        return cue._replace(sense="say")
    # "Of the rulers he spoke with bitterness": what somebody speaks of stands first.
    if tokens.lower[cue.verb] == "spoke" and tokens.lower[0] == "of":
        return cue._replace(sense="say")
    if tokens.lower[cue.verb] == "spoke" and stop < len(tokens.lower) and tokens.lower[stop].endswith("ly"):
        return cue._replace(sense="scene")
    return None if cue.sense == "scene" and cue.first == cue.verb and cue.stop > stop else cue


def with_title(tokens: Tokens, first: int) -> int:
    """Return where a name begins if the title before it is counted: "Madame Korvath", "Cde. Lo Senh"."""
    titles = read_titles()
    while first > 0:
        word = tokens.lower[first - 2 if tokens.words[first - 1] == "." else first - 1]
        if word not in titles.office and word not in titles.honorific:
            break
        first -= 1
    return first


def cue_at(
    tokens: Tokens, starts: dict, ends: dict, place: int, stop: int, sense: str, before: list[Cue]
) -> Cue | None:
    """Return the cue whose verb stands at tokens[place:stop], or None where it has no subject."""
    following = tokens.lower[stop] if stop < len(tokens.lower) else ""
    if tokens.lower[place] == "continued" and following == "to":
        return None
    inverted = inverted_subject(tokens, starts, place, stop) if sense in INVERTED else None
    if inverted:
        who, end = inverted
        return Cue(who, sense, place > 0, place, end, place, tokens.lower[end] if end < len(tokens.lower) else "")
    subject = subject_before(tokens, ends, place, before)
    if subject is None:
        return None
    first, who = subject
    end = after_adverbs(tokens, stop)
    set_off = first < place and is_parenthetical(tokens, first, end)
    return Cue(who, sense, set_off, first, stop, place, following)


def inverted_subject(tokens: Tokens, starts: dict, place: int, stop: int) -> tuple[str, int] | None:
    """Return (who, token after the subject) of ", said Mao Zedong," or "went on the Minister"."""
    before = tokens.words[place - 1] if place else ""
    if stop >= len(tokens.words) or not (place == 0 or before in OPENERS):
        return None
    if stop in starts:
        end, who = starts[stop]
        return (who, end) if end >= len(tokens.words) or tokens.lower[end] != "'s" else None
    if tokens.lower[stop] in PRONOUNS | {"i"}:
        return ("I" if tokens.lower[stop] == "i" else tokens.lower[stop], stop + 1)
    return None


def subject_before(tokens: Tokens, ends: dict, place: int, before: list[Cue]) -> tuple[int, str] | None:
    """Return (first token, who) of the subject that stands before the verb at ``place``."""
    end = place
    while end > 0 and (
        tokens.lower[end - 1] in BETWEEN or (tokens.lower[end - 1].endswith("ly") and tokens.words[end - 1].islower())
    ):
        end -= 1
    found = subject_ending_at(tokens, ends, end)
    if found:
        return found
    previous = tokens.lower[end - 1] if end else ""
    if previous in PAST_PERFECT:
        return None
    # "Mao Zedong, having agreed with me, noted": the subject stands before an inserted phrase.
    if previous == ",":
        for opening in range(end - 2, max(end - 25, 0), -1):
            if tokens.words[opening] == ",":
                if tokens.lower[opening - 1] in {"and", "but"} and before:
                    return (place, before[-1].who)
                found = subject_ending_at(tokens, ends, opening)
                if found:
                    return found
    # "He smiled and said": a second verb shares the subject of the first.
    if previous in {"and", "but"}:
        if before:
            return (place, before[-1].who)
        carried = tokens.lower[0] in {"he", "she", "i"} and tokens.lower[1] not in PAST_PERFECT
        if carried and not COMPLEMENT.isdisjoint(tokens.lower[place + 1 : place + 2]):
            return (place, "I" if tokens.lower[0] == "i" else tokens.lower[0])
        return next(
            (
                (place, who)
                for stop, (first, who) in sorted(ends.items())
                if stop < place and stands_free(tokens, first, stop)
            ),
            None,
        )
    return None


def stands_free(tokens: Tokens, first: int, stop: int) -> bool:
    """True for a name that no preposition governs, that owns nothing and that no comma follows."""
    place = first - 1 if first and tokens.lower[first - 1] == "the" else first
    governed = place > 0 and tokens.lower[place - 1] in PREPOSITIONS
    return not governed and tokens.lower[stop] not in {"'s", "’s", ","}


def subject_ending_at(tokens: Tokens, ends: dict, stop: int) -> tuple[int, str] | None:
    """Return (first token, who) of a name, a pronoun, "I" or an unknown name that ends before ``stop``."""
    if stop in ends:
        return ends[stop]
    if stop == 0:
        return None
    word, lower = tokens.words[stop - 1], tokens.lower[stop - 1]
    if lower in PRONOUNS or word == "I":
        return (stop - 1, "I" if word == "I" else lower)
    first = stop
    while first > 0 and tokens.words[first - 1][0].isupper() and tokens.lower[first - 1] not in {"i"}:
        first -= 1
    if first < stop and not (first == 0 and stop == 1):
        return (first, " ".join(tokens.words[first:stop]))
    return None


def after_adverbs(tokens: Tokens, stop: int) -> int:
    """Return the token after the adverbs and short phrases that trail a verb: "he added with a smile"."""
    for end in range(stop, min(stop + 8, len(tokens.words))):
        if tokens.words[end] in CLOSERS:
            return end
        if tokens.lower[end] in {"that", "whether"}:
            break
    return stop


def is_parenthetical(tokens: Tokens, first: int, end: int) -> bool:
    """True where the cue is set off on both sides: ", Mao Zedong continued further,"."""
    before = first - 1 if first and tokens.lower[first - 1] != "as" else first - 2
    opened = before >= 0 and tokens.words[before] in OPENERS
    closed = end >= len(tokens.words) or tokens.words[end] in CLOSERS
    return opened and closed
