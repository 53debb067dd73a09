"""Who speaks: this record against a reading of it, invented records against theirs, and each rule on the passage that
it meets."""

import re

import pandas as pd
import pytest

from helpers.edition import read_edition
from helpers.files.coding import read_coding
from helpers.files.paths import RECORD
from helpers.proof.agreement import differences, read_utterance_reference, scores
from helpers.speech.rules import RULES, UTTERANCE_COLUMNS
from helpers.text.record import parse_record
from helpers.text.titles import person
from helpers.text.words import WORD_COLUMNS
from tests.shared import RECORDS

INVENTED = sorted(RECORDS.glob("*.txt"))
LAYOUT = (
    "Secret\nFrom the Journal of\nK. D. Voronin\n2 December 1960\n"
    "RECORD OF CONVERSATION\nwith {who}\n29 November 1960\n\n"
    "{body}\n\nCOUNSELOR K. VORONIN\n"
)


def spoken(tmp_path, body, who="Comrade Lo Senh"):
    """The utterances of an invented record with this body."""
    path = tmp_path / "record.txt"
    path.write_text(LAYOUT.format(who=who, body=body), encoding="utf-8")
    return read_edition(path).utterances


def macro_f1(reference, found):
    return scores(reference.reset_index(drop=True), found.reset_index(drop=True))["f1"].iloc[-1]


# ---- this record --------------------------------------------------------------------------------


def test_the_columns_are_those_of_the_design(utterances):
    assert list(utterances.columns) == UTTERANCE_COLUMNS


@pytest.mark.parametrize("column", ["speaker", "mode", "first_person"])
def test_the_parser_agrees_with_the_reading(utterances, column):
    assert list(differences(read_utterance_reference(), utterances, column)["sentence_id"]) == []


def test_the_record_gives_mao_147_sentences_and_yudin_10(utterances):
    assert utterances["speaker"].value_counts().to_dict() == {"Mao Zedong": 147, "P. F. Yudin": 10, "narrator": 7}


def test_answering_mao_always_is_right_in_nine_of_ten_sentences_and_still_worthless():
    reference = read_utterance_reference()["speaker"]
    constant = pd.Series(["Mao Zedong"] * len(reference))
    assert round((reference == constant).mean(), 3) == 0.896
    assert macro_f1(reference, constant) == 0.315


def test_cues_stand_where_they_say(edition):
    for row in edition.utterances.dropna(subset=["cue_start"]).itertuples():
        assert row.start <= row.cue_start < row.cue_end <= row.end
        assert " ".join(edition.record.source[int(row.cue_start) : int(row.cue_end)].split()) == row.cue


@pytest.mark.parametrize(
    ("words", "speaker", "mode"),
    [
        ("Today I visited Mao Zedong", "narrator", "narration"),
        ("Mao Zedong asked me to send his deep gratitude", "Mao Zedong", "indirect"),
        ("Stalin said that it is necessary to depend on the Kuomintang", "Mao Zedong", "free_indirect"),
        ("they called me a right opportunist", "Mao Zedong", "direct"),
        ("I told Mao Zedong that there were no such moods", "P. F. Yudin", "indirect"),
        ("I proposed to summon Zhou Enlai", "Mao Zedong", "direct"),
        ("I sharply rejected this proposal and responded", "Mao Zedong", "direct"),
        ("Stalin at that time asked me whether", "P. F. Yudin", "free_indirect"),
        ("That's good!", "P. F. Yudin", "free_indirect"),
        ("Then Mao Zedong moved on", "narrator", "narration"),
        ("He noted that Stalin, without a doubt, is a great Marxist", "Mao Zedong", "indirect"),
        ("In 1945 he insisted on peace", "Mao Zedong", "free_indirect"),
        ("1. Unlawful repressions", "Mao Zedong", "free_indirect"),
        ("I observed that it would be better not to repeat", "P. F. Yudin", "indirect"),
        ("I, said Mao Zedong, at that time personally was a witness", "Mao Zedong", "direct"),
        ("Soviet and Chinese scholars will deliver speeches", "P. F. Yudin", "free_indirect"),
        ("The conversation continued for three hours", "narrator", "narration"),
    ],
)
def test_who_speaks_here(utterances, words, speaker, mode):
    (row,) = utterances[utterances["text"].str.contains(words, regex=False)].itertuples()
    assert (row.speaker, row.mode) == (speaker, mode)


def test_the_chain_goes_from_yudin_through_mao_to_stalin(utterances):
    row = utterances[utterances["text"].str.startswith("Stalin said that it is necessary to depend")].iloc[0]
    assert row["source_chain"] == "P. F. Yudin > Mao Zedong > I. V. Stalin"
    assert utterances["source_chain"].str.startswith("P. F. Yudin").all()
    told = utterances[utterances["text"].str.contains("That's good!", regex=False)].iloc[0]
    assert told["source_chain"] == "P. F. Yudin > I. V. Stalin"


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("Stalin, evidently, considered Wang Ming", "evidently"),
        ("It is possible that in Stalin's change of position", "it is possible"),
        ("Important things which, evidently, to some extent", "evidently; to some extent"),
        ("it is possible to discern three periods", ""),
    ],
)
def test_hedges_are_kept_beside_the_claim(utterances, words, hedge):
    assert utterances.loc[utterances["text"].str.contains(words, regex=False), "hedge"].item() == hedge


def test_every_rule_is_documented_with_the_passage_that_it_meets():
    for rule in RULES:
        assert rule.__doc__ and len(rule.__doc__) > 40, rule.__name__
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


# ---- other records ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_an_invented_record_is_parsed_without_touching_the_code(path):
    expected = pd.read_csv(path.with_suffix(".csv"), keep_default_na=False)
    found = read_edition(path).utterances
    names = expected["speaker"].map(lambda name: re.sub(r"\b([A-Z])\.\s*(?=[A-Z])", r"\1. ", name))
    assert list(found["text"]) == list(expected["text"])
    assert list(found["item"].astype("string").fillna("")) == [str(item) for item in expected["item"]]
    speaker, mode = FLOORS[path.stem]
    assert macro_f1(names, found["speaker"]) >= speaker
    assert macro_f1(expected["mode"], found["mode"]) >= mode


# Macro F1 of speaker and mode as measured, cut to two places. Most of these records are livelier than a real one: what
# they have beside reported speech (servants, gestures, bare questions) no rule looks for. The last four were held out.
FLOORS = {
    "invented_1": (0.86, 0.86),
    "invented_2": (0.96, 0.95),
    "invented_3": (0.94, 0.93),
    "invented_4": (0.94, 0.95),
    "invented_5": (0.87, 0.90),
    "invented_6": (1.00, 0.98),
    "invented_7": (0.87, 0.88),
    "invented_8": (0.78, 0.74),
    "invented_9": (0.88, 0.90),
    "invented_10": (1.00, 1.00),
    "invented_11": (0.91, 0.92),
    "invented_12": (0.96, 0.96),
    "invented_13": (0.87, 0.84),
    "invented_14": (0.81, 0.74),
    "invented_15": (0.86, 0.90),
    "invented_16": (0.81, 0.74),
    "invented_17": (0.89, 0.81),
    "invented_18": (0.96, 0.93),
    "invented_19": (0.73, 0.74),
    "invented_20": (0.74, 0.75),
    "invented_21": (0.75, 0.66),
    "invented_22": (0.75, 0.63),
    "invented_23": (0.77, 0.67),
}


@pytest.mark.parametrize("table", ["titles", "speech_words"])
def test_every_listed_word_is_met_in_its_passage(table):
    """A passage stands in one of the records; that of a title may be the line of a head, in which it goes before the
    name."""
    texts = [" ".join(path.read_text(encoding="utf-8-sig").split()) for path in (RECORD, *INVENTED)]
    for row in read_coding(table, WORD_COLUMNS).itertuples():
        in_a_head = table == "titles" and row.word in person(row.passage).title.lower()
        assert in_a_head or any(row.passage in text for text in texts), f"{row.word}: {row.passage}"


# ---- rules, each on its passage -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "body", "speakers"),
    [
        ("parenthetical_cue", "The harvest, said Lo Senh, was good.", ["Lo Senh"]),
        (
            "parenthetical_cue",
            "Lo Senh spoke of rain. The harvest, he added with a smile, was good.",
            ["Lo Senh", "Lo Senh"],
        ),
        ("parenthetical_cue", "The harvest was, according to Lo Senh, good.", ["Lo Senh"]),
        ("main_cue", "Lo Senh, having thanked me, conceded that it was late.", ["Lo Senh"]),
        ("main_cue", "When I asked about rice, Lo Senh replied that there was none.", ["Lo Senh"]),
        ("author_cue", "Lo Senh said no. I told him that we knew.", ["Lo Senh", "K. D. Voronin"]),
        ("run", "Lo Senh said that it rained.\n\nThe rivers had risen.", ["Lo Senh", "Lo Senh"]),
        ("meeting_itself", "Lo Senh said no.\n\nThe conversation lasted an hour.", ["Lo Senh", "narrator"]),
        ("stage_direction", "Lo Senh said no. Then he turned to other matters.", ["Lo Senh", "narrator"]),
        ("opening_name", "Lo Senh said no. Lo Senh folded the map.", ["Lo Senh", "narrator"]),
        ("author_act", "Today I visited Lo Senh.", ["narrator"]),
        ("opening", "It was raining. Today I visited Lo Senh.", ["narrator", "narrator"]),
        (
            "main_cue",
            "Lo Senh said no. Of the rivers he spoke with some bitterness.",
            ["Lo Senh", "Lo Senh"],
        ),
        (
            "parenthetical_cue",
            "Lo Senh said no. The harvest had failed, Lo Senh feared, in the whole south.",
            ["Lo Senh", "Lo Senh"],
        ),
        (
            "parenthetical_cue",
            "I said that we knew. In Lo Senh's opinion the rice is dear.",
            ["K. D. Voronin", "Lo Senh"],
        ),
        (
            "parenthetical_cue",
            "I said that we knew. In Lo Senh’s opinion the rice is dear.",
            ["K. D. Voronin", "Lo Senh"],
        ),
        ("author_cue", "Lo Senh said no. Before he left I mentioned the rice.", ["Lo Senh", "K. D. Voronin"]),
        ("author_cue", "Lo Senh said no. I was obliged to remind him that we knew.", ["Lo Senh", "K. D. Voronin"]),
        (
            "run",
            "Lo Senh said that he had met Korvath. Korvath assured everybody that it rained. "
            "I wrote on it that it did.",
            ["Lo Senh"] * 3,
        ),
        ("opening_name", "I said that it was late. Lo Senh had heard of it.", ["K. D. Voronin", "Lo Senh"]),
        (
            "opening_pronoun",
            "I told Lo Senh that it was late. He had known it for a week.",
            ["K. D. Voronin", "Lo Senh"],
        ),
        (
            "stage_direction",
            "Lo Senh said no. He shook his head. There was rice enough. I inquired where.",
            ["Lo Senh", "narrator", "Lo Senh", "K. D. Voronin"],
        ),
        (
            "author_cue",
            "I have rice, said Lo Senh, and he wished to know what Annara proposed. I replied that I had none.",
            ["Lo Senh", "K. D. Voronin"],
        ),
        (
            "main_cue",
            "Lo Senh said that a servant had brought juice. He brought it every day and said that it was cold.",
            ["Lo Senh", "Lo Senh"],
        ),
    ],
)
def test_the_rule_meets_its_passage(tmp_path, rule, body, speakers):
    found = spoken(tmp_path, body)
    assert list(found["speaker"]) == speakers
    assert rule in set(found["rule"])


def test_an_embedded_speaker_does_not_end_the_turn(tmp_path):
    found = spoken(
        tmp_path,
        "Lo Senh said that he had gone to Annara. General Noor told him to wait. King Olaf insisted that he leave.",
    )
    assert set(found["speaker"]) == {"Lo Senh"}
    assert list(found["embedded"])[1:] == ["General Noor", "King Olaf"]


def test_i_is_the_authors_outside_reported_speech_and_the_interlocutors_inside_it(tmp_path):
    found = spoken(tmp_path, "Lo Senh asked me to wait. I, said Lo Senh, was there.")
    assert list(found["first_person"]) == ["K. D. Voronin", "Lo Senh"]
    assert list(found["mode"]) == ["indirect", "direct"]


def test_titles_and_pronouns_stand_for_their_bearers(tmp_path):
    body = "The Premier noted that it rained. The Foreign Minister objected. She added that it had stopped. He agreed."
    found = spoken(tmp_path, body, who="Premier Adel Sandor\nand Minister of Foreign Affairs Madame Ira Revik")
    assert list(found["speaker"]) == ["Adel Sandor", "Ira Revik", "Ira Revik", "Adel Sandor"]


def test_a_cue_inside_quotation_marks_attributes_nothing(tmp_path):
    found = spoken(tmp_path, "“I told him that we knew,” Lo Senh related.")
    assert list(found["speaker"]) == ["Lo Senh"] and list(found["mode"]) == ["direct"]


@pytest.mark.parametrize("marks", ['""', "“”", "«»"])
def test_a_quotation_in_any_double_marks_is_one_sentence_of_direct_speech(tmp_path, marks):
    first, last = marks
    found = spoken(tmp_path, f"{first}I told him no. We knew,{last} Lo Senh related. He said: {first}No.{last}")
    assert list(found["speaker"]) == ["Lo Senh"] * 2 and list(found["mode"]) == ["direct"] * 2


def test_markup_in_a_record_is_text(tmp_path):
    found = spoken(tmp_path, "Lo Senh said that <script>alert(1)</script> & so on.")
    assert found["text"].item() == "Lo Senh said that <script>alert(1)</script> & so on."


def test_a_record_without_interlocutor_still_parses():
    record = parse_record("RECORD OF CONVERSATION\n3 May 1957\n\nIt was late. He left.\n\nCOUNSELOR K. VORONIN\n")
    assert record.header.interlocutors == ()
    assert record.header.author.name == "K. VORONIN"
