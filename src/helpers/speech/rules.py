"""Who speaks: reported speech resolved sentence by sentence, by named rules in a fixed order.

The rules are general: speakers come from the record's header, verbs from ``data/coding/cues.csv``.
The first rule that applies decides, and its name stands in the column ``rule``; see ``RULES``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from helpers.speech.cues import COMPLEMENT, PRONOUNS, Cue, Lexicon, phrase_at, read_speech_words
from helpers.speech.hedges import Hedges
from helpers.speech.setting import NARRATOR, SPEECH, Decision, Sentence, Setting, inside, is_subordinate, read_setting
from helpers.speech.voices import Voices, describe
from helpers.text.record import SENTENCE_COLUMNS, Record
from helpers.text.tokens import DOUBLE
from helpers.text.words import word_set

UTTERANCE_COLUMNS = [*SENTENCE_COLUMNS, *Voices._fields]
# "The whole conversation took two hours".
DEFINITE = frozenset({"the", "our", "this", "whole"})
# "I have been beaten four times": an author tells of the meeting in the past; this is somebody speaking.
PRESENT = word_set("have am do can cannot shall will must")
# Between a name that opens a sentence and its verb: "The Mayor at once folded the map".
STEPPED_OVER = word_set("at once then")
# Auxiliaries of what somebody holds or intends: "The Minister had heard of it".
BEARING = word_set("had was would could did")


@dataclass(slots=True)
class State:
    """What is known when a sentence is reached.

    run: whose turn it is; turn: the interlocutor who spoke last; focus: the actor for whom "he" stands;
    first_person: whether this paragraph has carried the interlocutor's own I; previous: the rule of the sentence
    before; told: whether it reported somebody absent; group: for whom "they" stands.
    """

    run: str = NARRATOR
    turn: str = ""
    focus: str = ""
    first_person: bool = False
    previous: str = ""
    told: bool = False
    group: list[str] = field(default_factory=list)


def find_utterances(
    record: Record, actors: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon, hedges: Hedges
) -> pd.DataFrame:
    r"""Return one row a sentence: who speaks, in which mode, by which cue and rule.

    actors: from ``authority``; mentions: from ``find_mentions``; lexicon: from ``read_cues``; hedges: from
    ``read_hedges``. Columns as in UTTERANCE_COLUMNS; offsets count characters of the source. No sentence is left out.

    >>> from helpers import people, speech, text
    >>> source = "RECORD OF CONVERSATION\nwith Daro Velin\n3 May 1957\n\nVelin said no.\n\nENVOY P. ORLEN\n"
    >>> record = text.parse_record(source)
    >>> actors = people.authority(record.header, people.read_actors().head(0))
    >>> mentions = people.find_mentions(record, actors)
    >>> found = speech.find_utterances(record, actors, mentions, speech.read_cues(), speech.read_hedges())
    >>> found[["speaker", "mode", "rule"]].values.tolist()
    [['Daro Velin', 'indirect', 'main_cue']]
    """
    setting = read_setting(record, actors, mentions, lexicon, hedges)
    state, rows = State(turn=setting.interlocutors[0] if setting.interlocutors else ""), []
    for index, sentence in enumerate(setting.sentences):
        if sentence.opens_paragraph:
            state.first_person, state.focus, state.group = False, state.turn, []
        rule, decision = decide(sentence, state, setting, index)
        voices, embedded = describe(record.source, sentence, decision, rule, state.focus, state.group, setting, hedges)
        rows.append(voices)
        # What "said Rifai" sets off is said in the room, whomever it reports.
        state.told = bool(embedded) and not (decision.cue and decision.cue.parenthetical)
        state.group = embedded or state.group
        advance(state, sentence, decision, rule, voices.mode, setting)
    return pd.concat([record.sentences, pd.DataFrame(rows, columns=Voices._fields)], axis="columns")


def decide(sentence: Sentence, state: State, setting: Setting, index: int) -> tuple[str, Decision]:
    """Return (name of the rule, its decision): the first rule of RULES that applies."""
    for rule in RULES:
        decision = rule(sentence, state, setting, index)
        if decision:
            return rule.__name__, decision
    raise AssertionError("the last rule applies to every sentence")


# ---- the rules, in their order -------------------------------------------------------------------


def parenthetical_cue(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """A cue set off from the sentence it attributes: ", said Mao Zedong," or ", he noted jokingly,"."""
    for cue in sentence.cues:
        if cue.parenthetical and cue.sense in SPEECH and not inside(cue, sentence.quoted):
            speaker = interlocutor_of(cue, state, setting, set_off=True)
            if speaker:
                return Decision(speaker, cue)
            if cue.who in {"I", setting.author}:
                return Decision(setting.author, cue)
    return None


def main_cue(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """The interlocutor reports in the main clause: "He responded that", "the Minister, having thanked me, asked"."""
    cue = leading_cue(sentence, state, setting, index)
    speaker = interlocutor_of(cue, state, setting) if cue else ""
    return Decision(speaker, cue) if speaker else None


def author_cue(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """The author reports himself, and the interlocutor's turn ends: "I told Mao Zedong that", "I observed that"."""
    cue = leading_cue(sentence, state, setting, index)
    return Decision(setting.author, cue) if cue and cue.who in {"I", setting.author} else None


def meeting_itself(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """The meeting itself, not what was said: "The conversation continued for three hours", "… attended the meeting"."""
    lower, phrases, names = sentence.tokens.lower, setting.lexicon.phrases, read_speech_words().meeting
    if names.isdisjoint(lower) and "present" not in lower:
        return None
    alone = sentence.opens_paragraph or state.run == NARRATOR or index > setting.last_cue
    subject = next((i for i in range(1, min(len(lower), 9)) if lower[i] in names and lower[i - 1] in DEFINITE), None)
    lasts = (
        subject is not None and phrase_at(sentence.tokens, phrases["meeting"], subject + 1, subject + 13) is not None
    )
    if lasts and (alone or lower[subject] in {"conversation", "meeting"}):
        return Decision(NARRATOR)
    attended = phrase_at(sentence.tokens, phrases["attend"], 0, len(lower)) is not None or lower[:1] == ["present"]
    return Decision(NARRATOR) if attended and alone else None


def stage_direction(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """What the interlocutor does, not says: "Then Mao Zedong moved on to …", "he listened with great interest"."""
    acts = any(cue.sense in {"scene", "topic"} and interlocutor_of(cue, state, setting) for cue in sentence.main)
    return Decision(NARRATOR) if acts else None


def opening_name(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """The interlocutor's name opens the sentence, and no verb of the lexicon follows: "Lo Senh folded the map".

    In his own reported speech he is "he"; a sentence that opens with his name or title is the author's and tells what
    he does. Past perfect, "was" and "would" stay in the turn, and after words of the author they begin his: "The
    Minister had heard of it."
    """
    tokens = sentence.tokens
    for first, stop, who in sentence.names:
        if first > 2 or who not in setting.interlocutors:
            continue
        verb = next(
            (
                place
                for place in range(stop, min(stop + 4, len(tokens.words)))
                if tokens.lower[place] not in STEPPED_OVER and not tokens.lower[place].endswith("ly")
            ),
            None,
        )
        if verb is None or is_subordinate(tokens, first):
            continue
        if tokens.lower[verb].endswith("ed") or tokens.lower[verb] in read_speech_words().past:
            return Decision(NARRATOR)
        if state.run == setting.author and tokens.lower[verb] in BEARING:
            return Decision(who)
    return None


def opening_pronoun(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """After words of the author, "he" is who answers them: "He had not been told", "She would, and with pleasure"."""
    lower = sentence.tokens.lower
    if state.run != setting.author or state.told or lower[0] not in {"he", "she"} or BEARING.isdisjoint(lower[1:2]):
        return None
    speaker = interlocutor_of(Cue(lower[0], "say", False, 0, 1, 1, ""), state, setting)
    return Decision(speaker) if speaker else None


def author_act(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """What the author does, before or beside the talk: "Today I visited Mao Zedong and gave him …"."""
    for cue in sentence.main:
        if cue.sense in {"visit", "scene", "topic"} and cue.who in {"I", "we", setting.author}:
            receiver = receives(sentence, cue, setting)
            if (state.run == NARRATOR or receiver or sentence.opens_paragraph) and not state.first_person:
                return Decision(NARRATOR)
    mine = [cue for cue in sentence.main if cue.who == "I"]
    # After words of somebody absent a bare "I" belongs to the story, unless it pays a call or leaves.
    story = state.told and not any(cue.sense in {"visit", "scene"} for cue in mine)
    if state.run in setting.interlocutors and not (state.first_person or story) and opens_with_i(sentence):
        return Decision(NARRATOR)
    return None


def opens_with_i(sentence: Sentence) -> bool:
    """True where "I" is the subject of the main clause, outside quotation marks: "I then walked home"."""
    tokens = sentence.tokens
    for place, word in enumerate(tokens.words[:12]):
        if word in DOUBLE or word in {"that", "who", "which"}:
            return False
        if word == "I" and not is_subordinate(tokens, place):
            if not PRESENT.isdisjoint(tokens.lower[place + 1 : place + 3]):
                return False
            return place == 0 or tokens.words[place - 1] == ","
    return False


def opening(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """Nobody has spoken yet: the author sets the setting."""
    unspoken = not state.previous or (state.run == NARRATOR and state.previous in {"opening", "author_act"})
    return Decision(NARRATOR) if unspoken else None


def run(sentence: Sentence, state: State, setting: Setting, index: int) -> Decision | None:
    """No cue of its own: the words are still those of whoever had the turn."""
    if state.run != NARRATOR:
        return Decision(state.run)
    return Decision(state.turn or NARRATOR)


RULES: tuple[Callable, ...] = (
    parenthetical_cue,
    main_cue,
    author_cue,
    meeting_itself,
    stage_direction,
    opening_name,
    author_act,
    opening,
    opening_pronoun,
    run,
)


# ---- what the rules ask ---------------------------------------------------------------------------


def interlocutor_of(cue: Cue, state: State, setting: Setting, set_off: bool = False) -> str:
    """Return the interlocutor who is the cue's subject, by name, title or pronoun, else the empty string.

    A pronoun stands for the actor in focus; set off by commas it stands for whoever has the turn, since
    a parenthetical cue attributes the sentence around it.
    """
    if cue.who in setting.interlocutors:
        return cue.who
    if cue.who not in {"he", "she"}:
        return ""
    of_gender = [one for one in setting.interlocutors if (one in setting.women) == (cue.who == "she")]
    if not of_gender and len(setting.interlocutors) == 1 and not setting.women:
        of_gender = list(setting.interlocutors)
    focus = state.turn if set_off and state.focus not in setting.interlocutors else state.focus
    if focus in of_gender:
        return focus
    return of_gender[0] if len(of_gender) == 1 and focus in {"", setting.author, *setting.interlocutors} else ""


def leading_cue(sentence: Sentence, state: State, setting: Setting, index: int) -> Cue | None:
    """Return the first reporting verb of the main clause that an interlocutor or the author may own."""
    for position, cue in enumerate(sentence.main):
        thinks = cue.sense == "position" and cue.who in setting.interlocutors
        if not (cue.sense in SPEECH or thinks) or (cue.parenthetical and cue.who not in setting.interlocutors):
            continue
        whole = cue.stop > cue.verb + 1
        shared = (
            position and not whole and cue.first == cue.verb and sentence.cues[0].sense in {"scene", "topic", "visit"}
        )
        if shared and cue.complement not in COMPLEMENT:
            continue
        if interlocutor_of(cue, state, setting):
            return cue
        if cue.who in {"I", setting.author} and not own_first_person(sentence, cue, state, setting, index):
            return cue
        return None
    return None


def own_first_person(sentence: Sentence, cue: Cue, state: State, setting: Setting, index: int) -> bool:
    """True where "I proposed" is the interlocutor's own I, inside his speech.

    "I said" or "I answered" is his only where somebody in his story has just been reported. Of other verbs it is his
    where this passage has carried him in the first person, unless he is addressed ("I told Mao Zedong"), has just
    asked, or answers in the next sentence.
    """
    if cue.who != "I" or state.run not in setting.interlocutors or receives(sentence, cue, setting):
        return False
    if any(one.who == "I" and sentence.tokens.lower[one.verb] in read_speech_words().plain for one in sentence.main):
        return state.told and (cue.sense == "reply" or state.first_person)
    asked = setting.sentences[index - 1].tokens.words[-1] == "?"
    following = setting.sentences[index + 1] if index + 1 < len(setting.sentences) else None
    return state.first_person and not asked and not (following and answers(following, state, setting))


def receives(sentence: Sentence, cue: Cue, setting: Setting) -> bool:
    """True where the cue's verb has an interlocutor for its object: "told Mao Zedong", "inquired of the Minister"."""
    return any(who in setting.interlocutors and cue.verb < first <= cue.verb + 4 for first, _, who in sentence.names)


def answers(sentence: Sentence, state: State, setting: Setting) -> bool:
    """True where the sentence answers the one before: "To this, Mao Zedong answered"."""
    return any(cue.sense == "reply" and interlocutor_of(cue, state, setting) for cue in sentence.cues)


def advance(state: State, sentence: Sentence, decision: Decision, rule: str, mode: str, setting: Setting) -> None:
    """Carry the turn, the focus and the first person on to the next sentence."""
    state.run, state.previous = decision.speaker, rule
    if decision.speaker in setting.interlocutors:
        state.turn = decision.speaker
        # Words in quotation marks say nothing about whose "I" stands outside them; a cue in the third person ends it.
        if mode == "direct" and not sentence.quoted:
            state.first_person = True
        elif mode == "indirect":
            state.first_person = False
    else:
        state.first_person = False
    if rule == "main_cue":
        state.focus = decision.speaker
    elif decision.speaker in setting.interlocutors:
        subject = embedded_subject(sentence, decision, setting)
        state.focus = subject or (decision.speaker if decision.cue else state.focus)
    else:
        state.focus = state.turn = next(
            (who for _, _, who in sentence.names if who in setting.interlocutors), state.turn
        )


def embedded_subject(sentence: Sentence, decision: Decision, setting: Setting) -> str:
    """Return the person, not in the room, who is the subject of what is reported; else the empty string."""
    after_cue = decision.cue.stop if decision.cue else 0
    for first, stop, who in sentence.names:
        kind = setting.actors[who][1]
        previous = sentence.tokens.lower[first - 1] if first else ","
        following = sentence.tokens.lower[stop] if stop < len(sentence.tokens.lower) else ""
        if (
            kind == "person"
            and who not in setting.interlocutors
            and previous == ","
            and following != "'s"
            and (first >= after_cue or not decision.cue)
        ):
            return who
    return next(
        (
            cue.who
            for cue in sentence.cues
            if cue.who not in setting.actors and cue.who not in PRONOUNS and cue.who != "I"
        ),
        "",
    )
