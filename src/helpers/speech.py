"""Who speaks: reported speech resolved sentence by sentence, by named rules in a fixed order.

The rules are general: speakers come from the record's header, verbs from ``data/coding/cues.csv``.
The first rule that applies decides, and its name stands in the column ``rule``; see ``RULES``.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers.coding import read_coding
from helpers.cues import COMPLEMENT, PRONOUNS, QUOTES, SUBORDINATE, Cue, Lexicon, find_cues, phrase_at
from helpers.paths import CODING
from helpers.record import Record
from helpers.tokens import Tokens, tokenize

NARRATOR = "narrator"
UTTERANCE_COLUMNS = [
    "sentence_id", "paragraph", "broken", "start", "end", "text", "item", "speaker", "mode", "cue", "cue_start",
    "cue_end", "rule", "first_person", "embedded", "source_chain", "hedge",
]
SPEECH = frozenset({"say", "reply", "ask"})
# The meeting as its own subject: "The conversation continued for three hours."
MEETING = frozenset("conversation talk talks meeting discussion reception audience interview negotiations".split())
DEFINITE = frozenset({"the", "our", "this", "whole", "entire"})
SINGULAR = frozenset("i me my mine myself".split())
PLURAL = frozenset("we us our ours ourselves".split())
# Words that answer what has just been said: "To this, Mao Zedong answered", "having agreed with me".
ANSWERS = frozenset("agreed agreeing answer answered replied responded reply response".split())

Hedges = dict[str, list[tuple[str, ...]]]


@dataclass
class Sentence:
    """One sentence as the rules see it: its row, tokens, names and cues."""

    row: object
    tokens: Tokens
    names: list[tuple[int, int, str]]
    cues: list[Cue]
    opens_paragraph: bool


@dataclass
class State:
    """What is known when a sentence is reached.

    run: whose turn it is; turn: the interlocutor who spoke last; focus: the actor for whom "he" stands;
    first_person: whether this paragraph has carried the interlocutor's own I; topic: whether the last
    sentence only said that he went over to another topic; previous: the rule of the sentence before.
    """

    run: str = NARRATOR
    turn: str = ""
    focus: str = ""
    first_person: bool = False
    topic: bool = False
    previous: str = ""


@dataclass
class Scene:
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
    """Who speaks, the cue that says so (None in a run), and whether the sentence only moves to a new topic."""

    speaker: str
    cue: Cue | None = None
    topic: bool = False


def utterances(record: Record, actors: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon, hedges: Hedges) -> pd.DataFrame:
    """Return one row a sentence: who speaks, in which mode, by which cue and rule.

    actors: from ``actors.authority``; mentions: from ``mentions.find_mentions``; lexicon: from
    ``cues.read_cues``; hedges: from ``read_hedges``. Columns as in UTTERANCE_COLUMNS; offsets count
    characters of the source. No sentence is left out.
    """
    scene = set_scene(record, actors, mentions, lexicon)
    state, rows = State(turn=scene.interlocutors[0] if scene.interlocutors else ""), []
    for index, sentence in enumerate(scene.sentences):
        if sentence.opens_paragraph:
            state.first_person, state.focus = False, state.turn
        rule, decision = decide(sentence, state, scene, index)
        row = describe(record.source, sentence, decision, state, scene, hedges)
        rows.append({**row, "rule": rule})
        advance(state, sentence, decision, rule, scene)
    described = pd.DataFrame(rows, columns=UTTERANCE_COLUMNS[7:])
    return pd.concat([record.sentences.reset_index(drop=True), described], axis=1)[UTTERANCE_COLUMNS]


def set_scene(record: Record, actors: pd.DataFrame, mentions: pd.DataFrame, lexicon: Lexicon) -> Scene:
    """Cut the record into tokens, find the cues of every sentence, and note who may speak."""
    roles = dict(zip(actors["actor_id"], actors["role"]))
    scene = Scene(
        author=next(actor for actor, role in roles.items() if role == "author"),
        interlocutors=tuple(actor for actor, role in roles.items() if role == "interlocutor"),
        women=frozenset(actors.loc[actors["gender"] == "f", "actor_id"]),
        actors=dict(zip(actors["actor_id"], zip(actors["name"], actors["kind"]))),
        lexicon=lexicon,
    )
    named: dict[str, list[tuple[int, int, str]]] = {}
    for sentence_id, actor, start, end in mentions[["sentence_id", "actor_id", "start", "end"]].itertuples(index=False):
        named.setdefault(sentence_id, []).append((start, end, actor))
    tokens, paragraph = tokenize(record.source, *record.header.body), None
    for index, row in enumerate(record.sentences.itertuples()):
        part = tokens.between(row.start, row.end)
        names = [
            (bisect_left(part.starts, start), bisect_left(part.starts, end), actor)
            for start, end, actor in named.get(row.sentence_id, ())
        ]
        cues = find_cues(part, names, lexicon)
        scene.sentences.append(Sentence(row, part, names, cues, row.paragraph != paragraph))
        if any(cue.sense in SPEECH and (cue.who in {scene.author, "I", *scene.interlocutors} | PRONOUNS) for cue in cues):
            scene.last_cue = index
        paragraph = row.paragraph
    return scene


def decide(sentence: Sentence, state: State, scene: Scene, index: int) -> tuple[str, Decision]:
    """Return (name of the rule, its decision): the first rule of RULES that applies."""
    for rule in RULES:
        decision = rule(sentence, state, scene, index)
        if decision:
            return rule.__name__, decision
    raise AssertionError("the last rule applies to every sentence")


# ---- the rules, in their order -------------------------------------------------------------------


def parenthetical_cue(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """", said Mao Zedong," or ", he noted jokingly,": a cue set off from the sentence it attributes."""
    for cue in sentence.cues:
        if cue.parenthetical and cue.sense in SPEECH:
            speaker = interlocutor_of(cue, state, scene, set_off=True)
            if speaker:
                return Decision(speaker, cue)
            if cue.who in {"I", scene.author} and not own_first_person(sentence, cue, state, scene, index):
                return Decision(scene.author, cue)
    return None


def main_cue(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """"Mao Zedong noted that", "He responded that", "the Minister, having thanked me, asked": the interlocutor's main clause."""
    cue = leading_cue(sentence, state, scene, index)
    speaker = interlocutor_of(cue, state, scene) if cue else ""
    return Decision(speaker, cue) if speaker else None


def author_cue(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """"I told Mao Zedong that", "I observed that": the author reports himself, and the interlocutor's turn ends."""
    cue = leading_cue(sentence, state, scene, index)
    return Decision(scene.author, cue) if cue and cue.who in {"I", scene.author} else None


def meeting_itself(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """"The conversation continued for three hours", "… attended the conversation": the meeting, not what was said."""
    lower, phrases = sentence.tokens.lower, scene.lexicon.phrases
    alone = sentence.opens_paragraph or state.run == NARRATOR or index > scene.last_cue
    subject = next((i for i in range(1, min(len(lower), 9)) if lower[i] in MEETING and lower[i - 1] in DEFINITE), None)
    if subject is not None and (alone or lower[subject] in {"conversation", "meeting"}):
        if phrase_at(sentence.tokens, phrases["meeting"], subject + 1, subject + 13) is not None:
            return Decision(NARRATOR)
    attended = phrase_at(sentence.tokens, phrases["attend"], 0, len(lower)) is not None or lower[:1] == ["present"]
    if attended and alone and ("present" in lower or not MEETING.isdisjoint(lower)):
        return Decision(NARRATOR)
    return None


def moment(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """"At this moment a secretary came in", "Tea was served": something happens in the room."""
    found = phrase_at(sentence.tokens, scene.lexicon.phrases["moment"], 0, 1) is not None
    return Decision(NARRATOR) if found and (sentence.opens_paragraph or state.run == NARRATOR or state.previous == "scene") else None


def scene(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """"Then Mao Zedong moved on to …", "Mao Zedong listened with great interest": what the interlocutor does, not says."""
    for cue in main_clause(sentence):
        if cue.sense in {"scene", "topic"} and interlocutor_of(cue, state, scene):
            return Decision(NARRATOR, None, topic=cue.sense == "topic")
    return None


def author_act(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """"Today I visited Mao Zedong and gave him …": what the author does, before or beside the talk."""
    for cue in main_clause(sentence):
        if cue.sense in {"visit", "scene", "topic"} and cue.who in {"I", scene.author}:
            receiver = receives(sentence, cue, scene)
            if (state.run == NARRATOR or receiver or sentence.opens_paragraph) and not state.first_person:
                return Decision(NARRATOR)
    return None


def opening(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """Nobody has spoken yet: the author sets the scene."""
    return Decision(NARRATOR) if not state.previous or (state.run == NARRATOR and state.previous in {"opening", "author_act"} and not state.topic) else None


def scene_continued(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """A sentence without a cue beside one of pure narration, or after the last cue of the record."""
    if state.run != NARRATOR or state.topic:
        return None
    return Decision(NARRATOR) if not sentence.opens_paragraph or index > scene.last_cue else None


def run(sentence: Sentence, state: State, scene: Scene, index: int) -> Decision | None:
    """No cue of its own: the words are still those of whoever had the turn."""
    if state.run != NARRATOR:
        return Decision(state.run)
    return Decision(state.turn or NARRATOR)


RULES: tuple[Callable, ...] = (
    parenthetical_cue, main_cue, author_cue, meeting_itself, moment, scene, author_act, opening, scene_continued, run,
)


# ---- what the rules ask ---------------------------------------------------------------------------


def interlocutor_of(cue: Cue, state: State, scene: Scene, set_off: bool = False) -> str:
    """Return the interlocutor who is the cue's subject, by name, title or pronoun, else the empty string.

    A pronoun stands for the actor in focus; set off by commas it stands for whoever has the turn, since
    a parenthetical cue attributes the sentence around it.
    """
    if cue.who in scene.interlocutors:
        return cue.who
    if cue.who not in {"he", "she"}:
        return ""
    of_gender = [one for one in scene.interlocutors if (one in scene.women) == (cue.who == "she")]
    if not of_gender and len(scene.interlocutors) == 1 and not scene.women:
        of_gender = list(scene.interlocutors)
    focus = state.turn if set_off and state.focus not in scene.interlocutors else state.focus
    if focus in of_gender:
        return focus
    return of_gender[0] if len(of_gender) == 1 and focus in {"", scene.author, *scene.interlocutors} else ""


def main_clause(sentence: Sentence) -> list[Cue]:
    """Return the cues outside subordinate clauses and quotation marks: not those of "When I asked him" or "that he said"."""
    kept, content = [], len(sentence.tokens.words)
    for cue in sentence.cues:
        if cue.first >= content:
            break
        if not is_subordinate(sentence.tokens, cue.first):
            kept.append(cue)
            if cue.sense in SPEECH and cue.complement in {"that", "whether", ":", "\"", "“", "how", "why"}:
                content = cue.verb + 1
    return kept


def is_subordinate(tokens: Tokens, first: int) -> bool:
    """True where "when", "that", "who" … opens the clause whose subject stands at ``first``."""
    for place in range(first - 1, max(first - 4, -1), -1):
        word = tokens.lower[place]
        if word in SUBORDINATE:
            return True
        if word in {",", ";", "and", ":"}:
            return False
    return False


def leading_cue(sentence: Sentence, state: State, scene: Scene, index: int) -> Cue | None:
    """Return the first reporting verb of the main clause that an interlocutor or the author may own."""
    for position, cue in enumerate(main_clause(sentence)):
        if cue.sense not in SPEECH or (cue.parenthetical and cue.who not in scene.interlocutors):
            continue
        shared = position and cue.first == cue.verb and sentence.cues[0].sense in {"scene", "topic", "visit"}
        if shared and cue.complement not in COMPLEMENT:
            continue
        if interlocutor_of(cue, state, scene):
            return cue
        if cue.who in {"I", scene.author} and not own_first_person(sentence, cue, state, scene, index):
            return cue
        return None
    return None


def own_first_person(sentence: Sentence, cue: Cue, state: State, scene: Scene, index: int) -> bool:
    """True where "I proposed" is the interlocutor's own I, inside his speech.

    It is the author's where the interlocutor is addressed ("I told Mao Zedong") or answers in the next
    sentence, and wherever this paragraph has not carried the interlocutor in the first person.
    """
    if cue.who != "I" or state.run not in scene.interlocutors or not state.first_person:
        return False
    if receives(sentence, cue, scene):
        return False
    following = scene.sentences[index + 1] if index + 1 < len(scene.sentences) else None
    return not (following and answers(following, state, scene))


def receives(sentence: Sentence, cue: Cue, scene: Scene) -> bool:
    """True where the cue's verb has an interlocutor for its object: "told Mao Zedong", "inquired of the Minister"."""
    return any(who in scene.interlocutors and cue.verb < first <= cue.verb + 4 for first, _, who in sentence.names)


def answers(sentence: Sentence, state: State, scene: Scene) -> bool:
    """True where the sentence answers the one before: "To this, Mao Zedong answered", "having agreed with me"."""
    replying = any(cue.sense == "reply" and interlocutor_of(cue, state, scene) for cue in sentence.cues)
    return replying or not ANSWERS.isdisjoint(sentence.tokens.lower[:8])


def advance(state: State, sentence: Sentence, decision: Decision, rule: str, scene: Scene) -> None:
    """Carry the turn, the focus and the first person on to the next sentence."""
    state.run, state.topic, state.previous = decision.speaker, decision.topic, rule
    if decision.speaker in scene.interlocutors:
        state.turn = decision.speaker
        own = decision.cue is None or decision.cue.parenthetical or decision.cue.complement in {",", ":", "\"", "“"}
        state.first_person = state.first_person or (own and not SINGULAR.isdisjoint(sentence.tokens.lower))
    else:
        state.first_person = False
    addressed = [who for first, _, who in sentence.names if who in scene.interlocutors]
    if rule == "main_cue":
        state.focus = decision.speaker
    elif decision.speaker in scene.interlocutors:
        subject = embedded_subject(sentence, decision, scene)
        state.focus = subject or (decision.speaker if decision.cue else state.focus)
    else:
        state.focus = state.turn = addressed[0] if addressed else state.turn


def embedded_subject(sentence: Sentence, decision: Decision, scene: Scene) -> str:
    """Return the person, not in the room, who is the subject of what is reported; else the empty string."""
    after_cue = decision.cue.stop if decision.cue else 0
    for first, stop, who in sentence.names:
        kind = scene.actors[who][1]
        previous = sentence.tokens.lower[first - 1] if first else ","
        following = sentence.tokens.lower[stop] if stop < len(sentence.tokens.lower) else ""
        if kind == "person" and who not in scene.interlocutors and previous == "," and following != "'s" and (first >= after_cue or not decision.cue):
            return who
    unknown = [cue.who for cue in sentence.cues if cue.who not in scene.actors and cue.who not in PRONOUNS | {"I"}]
    return unknown[0] if unknown else ""


# ---- the columns ----------------------------------------------------------------------------------


def describe(source: str, sentence: Sentence, decision: Decision, state: State, scene: Scene, hedges: Hedges) -> dict:
    """Return the speech columns of one sentence, but for the rule."""
    cue, tokens = decision.cue, sentence.tokens
    start, stop = (tokens.starts[cue.first], tokens.ends[max(cue.stop, cue.verb + 1) - 1]) if cue else (None, None)
    voices = first_person(sentence, decision, scene)
    embedded = embedded_voices(sentence, decision, state, scene)
    chain = [scene.author] + [who for who in (decision.speaker,) if who not in {NARRATOR, scene.author}]
    chain += [] if decision.speaker == NARRATOR else [who for who in embedded[:1]]
    return {
        "speaker": label(decision.speaker, scene),
        "mode": mode(sentence, decision, voices, scene),
        "cue": " ".join(source[start:stop].split()) if cue else "",
        "cue_start": start,
        "cue_end": stop,
        "first_person": "; ".join(label(who, scene) for who in voices),
        "embedded": "; ".join(label(who, scene) for who in embedded),
        "source_chain": " > ".join(label(who, scene) for who in chain),
        "hedge": "; ".join(find_hedges(tokens, hedges)),
    }


def label(who: str, scene: Scene) -> str:
    """Return the name to show for an actor, the narrator, or a name that no list knows."""
    return scene.actors[who][0] if who in scene.actors else who


def mode(sentence: Sentence, decision: Decision, voices: list[str], scene: Scene) -> str:
    """Return narration, indirect, free_indirect or direct for a sentence whose speaker is decided."""
    if decision.speaker == NARRATOR:
        return "narration"
    if decision.speaker in scene.interlocutors and decision.speaker in voices:
        return "direct"
    if decision.cue and is_quoted(sentence.tokens, decision.cue):
        return "direct"
    return "indirect" if decision.cue else "free_indirect"


def is_quoted(tokens: Tokens, cue: Cue) -> bool:
    """True where the attributed words stand in quotation marks next to the cue."""
    before = tokens.words[cue.first - 1] if cue.first else ""
    end = max(cue.stop, cue.verb + 1)
    after = tokens.words[end:end + 2]
    opened = any(mark in QUOTES for mark in after)
    return opened or before in {"\"", "”", "»"} or (before == "," and tokens.words[max(cue.first - 2, 0)] in {"\"", "”", "»"})


def first_person(sentence: Sentence, decision: Decision, scene: Scene) -> list[str]:
    """Return whom I, me, my, we, us and our stand for in the sentence, in order, each once.

    In the author's frame ("asked me to", "he told me that") I is the author; in what is set off from the cue
    or has none it is the speaker; within the quotation of somebody else it is he.
    """
    tokens, cue = sentence.tokens, decision.cue
    author_frame = bool(cue) and not cue.parenthetical and cue.complement not in {",", ":", "\"", "“"} and not is_quoted(tokens, cue)
    quoted = quoted_by_others(sentence, decision, scene)
    voices: list[str] = []
    for place, word in enumerate(tokens.lower):
        if word not in SINGULAR | PLURAL or (word == "i" and tokens.words[place] != "I"):
            continue
        glossed = scene.author in {who for first, _, who in sentence.names if 1 <= first - place <= 2 and tokens.words[place + 1] == "("}
        if quoted and quoted[0] < place < quoted[1]:
            who = quoted[2]
        elif decision.speaker == NARRATOR or glossed or (author_frame and word in SINGULAR):
            who = scene.author
        elif cue and cue.first <= place < max(cue.stop, cue.verb + 1):
            who = scene.author
        else:
            who = decision.speaker
        if who not in voices:
            voices.append(who)
    return voices


def quoted_by_others(sentence: Sentence, decision: Decision, scene: Scene) -> tuple[int, int, str] | None:
    """Return (opening mark, closing mark, who) of a quotation that an embedded speaker's verb introduces."""
    tokens = sentence.tokens
    for cue in sentence.cues:
        if cue.sense in SPEECH and cue.who not in {"I", decision.speaker, *scene.interlocutors} | PRONOUNS:
            marks = [i for i in range(cue.verb + 1, len(tokens.words)) if tokens.words[i] in QUOTES | {"”"}]
            if len(marks) > 1 and marks[0] <= cue.verb + 3:
                return marks[0], marks[-1], cue.who
    return None


def embedded_voices(sentence: Sentence, decision: Decision, state: State, scene: Scene) -> list[str]:
    """Return the others whose words or position the sentence reports, in order, each once."""
    voices: list[str] = []
    own = {"I", scene.author, decision.speaker}
    for cue in sentence.cues:
        if decision.speaker == NARRATOR or cue is decision.cue or cue.sense not in SPEECH | {"position"}:
            continue
        who = state.focus if cue.who in {"he", "she"} else cue.who
        if who and who not in own | PRONOUNS | {"I"} | set(scene.interlocutors) and who not in voices:
            voices.append(who)
    return voices


def read_hedges(folder: Path = CODING) -> Hedges:
    """Read the words that weaken a claim, ``hedges.csv``: first word → phrases, the longest first."""
    hedges: Hedges = {}
    for words in read_coding("hedges", ["words", "note"], folder)["words"]:
        phrase = tuple(tokenize(words).lower)
        hedges.setdefault(phrase[0], []).append(phrase)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in hedges.items()}


def find_hedges(tokens: Tokens, hedges: Hedges) -> list[str]:
    """Return the hedges of a sentence in order. "It is possible to see" is a judgement, not a hedge."""
    found = []
    for place, word in enumerate(tokens.lower):
        for phrase in hedges.get(word, ()):
            stop = place + len(phrase)
            if tuple(tokens.lower[place:stop]) == phrase:
                if not (phrase[-1] == "possible" and tokens.lower[stop:stop + 1] == ["to"]):
                    found.append(" ".join(phrase))
                break
    return found
