"""Whose voices sound in a sentence: mode, first person, embedded speakers, source chain and hedges."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from helpers.speech.cues import BETWEEN, PREPOSITIONS, PRONOUNS, Cue, form_stop, read_speech_words
from helpers.speech.hedges import Hedges, find_hedges
from helpers.speech.setting import NARRATOR, SPEECH, Decision, Sentence, Setting
from helpers.text.tokens import DOUBLE, OPENING, Tokens, places_of
from helpers.text.words import word_set

REPORTING = SPEECH | {"position"}
AUXILIARIES = word_set("had has have having did does would could will might been")
# What may stand between a subject and its verb.
BEFORE_VERB = BETWEEN - {"on", "in", "at"} | AUXILIARIES
# Words that are capitalised only because they open a sentence.
COMMON = word_set(
    "i he she it they we you this that these those there then here who which what all some many both the a an"
)
BRACKETS = word_set("[ ] .")
INITIALS = re.compile(r"[A-Z](?:\.[A-Z])*")


MODES = ("narration", "indirect", "free_indirect", "direct")


class Voices(NamedTuple):
    """What is said of the voices of one sentence, as the columns of the utterances have it."""

    speaker: str
    mode: str
    cue: str
    cue_start: int | None
    cue_end: int | None
    rule: str
    first_person: str
    embedded: str
    source_chain: str
    hedge: str


def describe(
    source: str,
    sentence: Sentence,
    decision: Decision,
    rule: str,
    focus: str,
    group: list[str],
    setting: Setting,
    hedges: Hedges,
) -> tuple[Voices, list[str]]:
    """Return (the voices of one sentence, the embedded actors by identifier)."""
    cue, tokens = decision.cue, sentence.tokens
    start, stop = (tokens.starts[cue.first], tokens.end(max(cue.stop, cue.verb + 1) - 1)) if cue else (None, None)
    persons = first_person(sentence, decision, setting)
    embedded = embedded_voices(sentence, decision, focus, group, setting)
    chain = [setting.author]
    if decision.speaker not in {NARRATOR, setting.author}:
        chain.append(decision.speaker)
    if decision.speaker != NARRATOR:
        chain += embedded[:1]
    voices = Voices(
        speaker=label(decision.speaker, setting),
        mode=mode(sentence, decision, persons, setting),
        cue=" ".join(source[start:stop].split()) if cue else "",
        cue_start=start,
        cue_end=stop,
        rule=rule,
        first_person="; ".join([label(who, setting) for who in persons]),
        embedded="; ".join([label(who, setting) for who in embedded]),
        source_chain=" > ".join([label(who, setting) for who in chain]),
        hedge="; ".join(find_hedges(tokens.lower, sentence.places.get("hedge", ()), hedges)),
    )
    return voices, embedded


def label(who: str, setting: Setting) -> str:
    """Return the name to show for an actor, the narrator, or a name that no list knows."""
    return setting.actors[who][0] if who in setting.actors else who


def mode(sentence: Sentence, decision: Decision, voices: list[str], setting: Setting) -> str:
    """Return narration, indirect, free_indirect or direct for a sentence whose speaker is decided."""
    if decision.speaker == NARRATOR:
        return "narration"
    if decision.speaker in setting.interlocutors and decision.speaker in voices:
        return "direct"
    if decision.cue and is_quoted(sentence.tokens, decision.cue) and decision.speaker in setting.interlocutors:
        return "direct"
    if not decision.cue and sentence.tokens.words[0] in DOUBLE and decision.speaker in setting.interlocutors:
        return "direct"
    return "indirect" if decision.cue else "free_indirect"


def is_quoted(tokens: Tokens, cue: Cue) -> bool:
    """True where the attributed words stand in quotation marks next to the cue."""
    before = tokens.words[cue.first - 1] if cue.first else ""
    end = max(cue.stop, cue.verb + 1)
    after = tokens.words[end : end + 2]
    closed = before in DOUBLE or before == "," and tokens.words[max(cue.first - 2, 0)] in DOUBLE
    return closed or not DOUBLE.isdisjoint(after)


def first_person(sentence: Sentence, decision: Decision, setting: Setting) -> list[str]:
    """Return whom I, me, my, we, us and our stand for in the sentence, in order, each once.

    In the author's frame ("asked me to", "he told me that") I is the author; in what is set off from the cue
    or has none it is the speaker; within the quotation of somebody else it is he.
    """
    tokens, cue = sentence.tokens, decision.cue
    places = [place for place in sentence.places.get("first person", ()) if tokens.words[place] != "i"]
    if not places:
        return []
    # "She hoped, she said, that I would come": set off, and still the author's frame.
    clause = (
        bool(cue)
        and cue.parenthetical
        and tokens.lower[cue.stop : cue.stop + 2] == [",", "that"]
        and places[0] >= cue.first
    )
    author_frame = (
        clause
        or bool(cue)
        and not cue.parenthetical
        and cue.complement not in OPENING | {",", ":"}
        and not is_quoted(tokens, cue)
    )
    quoted = quoted_by_others(sentence, decision, setting)
    voices: list[str] = []
    for place in places:
        glossed = setting.author in {
            who for first, _, who in sentence.names if 1 <= first - place <= 2 and tokens.words[place + 1] == "("
        }
        if quoted and quoted[0] < place < quoted[1]:
            who = quoted[2]
        elif decision.speaker == NARRATOR or glossed or author_frame or in_cue(tokens, cue, place):
            who = setting.author
        else:
            who = decision.speaker
        if who not in voices:
            voices.append(who)
    return voices


def in_cue(tokens: Tokens, cue: Cue | None, place: int) -> bool:
    """True for the "me" of ", he told me,": it stands among the words of the cue itself, and is not the subject."""
    return bool(cue) and cue.first <= place <= max(cue.stop, cue.verb + 1) and tokens.words[place] != "I"


def quoted_by_others(sentence: Sentence, decision: Decision, setting: Setting) -> tuple[int, int, str] | None:
    """Return (opening mark, closing mark, who) of a quotation that an embedded speaker's verb introduces."""
    tokens = sentence.tokens
    for cue in sentence.cues:
        if cue.sense in SPEECH and cue.who not in {"I", decision.speaker, *setting.interlocutors} | PRONOUNS:
            marks = places_of(tokens.words[cue.verb + 1 :], DOUBLE, cue.verb + 1)
            if len(marks) > 1 and marks[0] <= cue.verb + 3:
                return marks[0], marks[-1], cue.who
    return None


def embedded_voices(
    sentence: Sentence, decision: Decision, focus: str, group: list[str], setting: Setting
) -> list[str]:
    """Return the others whose words or position the sentence reports, in order, each once.

    The evidence is a verb whose subject they are ("Stalin insisted", "who proposed") or a noun that is theirs
    ("Stalin's distrust", "a telegram from the CC CPC"). focus: for whom "he" stands; group: for whom "they" stands.
    """
    if decision.speaker == NARRATOR or not (sentence.forms or "attitude" in sentence.places):
        return []
    reader = VoiceReader(sentence, decision, focus, group, setting)
    found = sorted(reader.by_verbs() + reader.by_nouns())
    if not found:
        return []
    own = {"I", "we", setting.author, *setting.interlocutors}
    return list(dict.fromkeys(who for _, who in found if who and who not in own))


@dataclass
class VoiceReader:
    """Looks for embedded voices in one sentence; each method returns (place of the evidence, actor_id)."""

    sentence: Sentence
    decision: Decision
    focus: str
    group: list[str]
    setting: Setting

    def __post_init__(self):
        cue = self.decision.cue
        self.tokens = self.sentence.tokens
        self.spoken = [name for name in self.sentence.names if not cue or not (cue.first <= name[0] < cue.stop)]
        self.ends = {stop: (first, who) for first, stop, who in self.spoken}

    @cached_property
    def main(self) -> str:
        """The first who could be the subject of the sentence and is not in the room; empty where nobody could."""
        return next(
            (
                who
                for first, stop, who in self.spoken
                if who not in self.setting.interlocutors and self.is_subject(first, stop)
            ),
            "",
        )

    def by_verbs(self) -> list[tuple[int, str]]:
        """Voices that are the subject of a verb of speech or position."""
        spoken = self.decision.cue.verb if self.decision.cue else -1
        verbs = dict.fromkeys(
            form.place for form in self.sentence.forms if form.sense in REPORTING and form.place != spoken
        )
        return [(place, who) for place in verbs for who in self.subjects(place)]

    def by_nouns(self) -> list[tuple[int, str]]:
        """Voices to whom a noun of attitude or a written word belongs."""
        found, forms = [], self.setting.lexicon.phrases["attitude"]
        for place in self.sentence.places.get("attitude", ()):
            for form in forms[self.tokens.lower[place]]:
                if form_stop(self.tokens, place, form):
                    found += [(place, who) for who in self.owners(place, place + len(form))]
        return found

    def subjects(self, verb: int) -> list[str]:
        """Return who is the subject of the verb at a place; empty where nobody named is."""
        end = self.back_over(verb, BEFORE_VERB)
        before = self.tokens.lower[end - 1] if end else ""
        if before in {"who", "which"}:
            end = self.back_over(end - 1, {",", "and", "others"})
            return self.names_before(end)
        if end in self.ends:
            return self.names_before(end)
        if before in {"he", "she"}:
            return [self.focus]
        if before == "they":
            return (
                self.group
                if len(self.group) > 1
                or {self.setting.actors.get(one, ("", "people"))[1] for one in self.group} - {"person"}
                else []
            )
        if before == ",":
            return next(
                (
                    self.names_before(comma)
                    for comma in range(end - 1, 0, -1)
                    if self.tokens.words[comma] == "," and comma in self.ends
                ),
                [self.main],
            )
        unknown = self.unknown_name(end)
        if unknown:
            return [unknown]
        near = [stop for stop, (_, who) in self.ends.items() if who == self.main and 0 <= end - stop <= 5]
        return [self.main] if before in {"and", "but"} or near else []

    def unknown_name(self, end: int) -> str:
        """Return the capitalised words that end here, for somebody whom no list knows: "General Noor"."""
        first = end
        while first > 0 and self.tokens.words[first - 1][:1].isupper() and self.tokens.lower[first - 1] not in COMMON:
            first -= 1
        governed = first > 0 and self.tokens.lower[first - 1] in PREPOSITIONS
        return "" if governed else " ".join(self.tokens.words[first:end])

    def names_before(self, end: int) -> list[str]:
        """Return the name that ends here and those joined to it by "and"; past "at the 7th Congress" to the subject."""
        if end not in self.ends:
            return []
        first, who = self.ends[end]
        start = self.back_over(first, {"the"})
        before = self.tokens.lower[start - 1] if start else ""
        if before in PREPOSITIONS:
            return self.names_before(start - 1)
        if before.endswith("ed"):
            return []
        opening = start
        while opening and (
            self.tokens.words[opening - 1] in BRACKETS or INITIALS.fullmatch(self.tokens.words[opening - 1])
        ):
            opening -= 1
        if opening and self.tokens.lower[opening - 1] in {"and", ","}:
            return [*self.names_before(opening - 1), who]
        return [who]

    def owners(self, first: int, stop: int) -> list[str]:
        """Return to whom the noun at tokens[first:stop] belongs.

        "Stalin's distrust", "distrust of Stalin", "gave … directives".
        """
        lower = self.tokens.lower
        for place in range(first - 1, max(first - 5, -1), -1):
            if lower[place] == "'s" or lower[place] == "’s":
                return [self.ends[place][1]] if place in self.ends else []
            if lower[place] in {"his", "her"}:
                return [self.focus]
            if lower[place] in {",", ";", ":"}:
                break
        after = stop + 1 if lower[stop : stop + 1] and lower[stop] in {"of", "from", "remained"} else 0
        while after and after < len(lower) and lower[after] in {"the", "in"}:
            after += 1
        # "The distrust of Stalin to the CPC" is his; in "mistrust of the Chinese Communists" they are its object.
        following = [
            who
            for begin, end, who in self.spoken
            if begin == after and (lower[stop] != "of" or lower[end : end + 1] == ["to"])
        ]
        if after and following:
            return following
        # "Stalin had given … an instruction": what somebody gives in words is his.
        gave = not read_speech_words().giving.isdisjoint(lower[max(first - 14, 0) : first])
        return [self.main] if gave else []

    def is_subject(self, first: int, stop: int) -> bool:
        """True for a name that no preposition governs and that owns nothing."""
        start = self.back_over(first, {"the", "[", "]", "."})
        governed = start > 0 and self.tokens.lower[start - 1] in PREPOSITIONS
        return not governed and self.tokens.lower[stop : stop + 1] not in (["'s"], ["’s"])

    def back_over(self, end: int, words: frozenset[str] | set[str]) -> int:
        """Return the place after the last token before ``end`` that is none of these words."""
        while end > 0 and (
            self.tokens.lower[end - 1] in words
            or (words is not BRACKETS and len(words) > 9 and self.tokens.lower[end - 1].endswith("ly"))
        ):
            end -= 1
        return end
