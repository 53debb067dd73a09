"""A passage stands in running text, each sentence with its address, and only the words that matter are marked."""

import re
from html import unescape

import pandas as pd
import pytest

from helpers.publish.passage import show_passage

UTTERANCES = pd.DataFrame(
    {
        "sentence_id": ["s001", "s002", "s003", "s004"],
        "speaker": ["narrator", "Velin", "Velin", "Orlen"],
        "start": [0, 20, 40, 60],
        "end": [19, 39, 59, 79],
        "text": ["Velin <b> sat down.", "He had 300 ships & 3,300 men.", "“I sail,” he said.", "Why 300?"],
    }
)


def shown(ids, marked=()):
    return show_passage(UTTERANCES, ids, "The fleet", marked)._repr_mimebundle_()


def test_the_sentences_stand_one_after_the_other_with_their_addresses_and_the_speaker_where_he_changes():
    html = shown(list(UTTERANCES["sentence_id"]))["text/html"]
    body = unescape(re.sub(r"<[^>]+>", "", html.partition("<blockquote")[2].partition(">")[2])).split()
    wanted = ["s001 Velin <b> sat down.", "Velin: s002 He had 300 ships & 3,300 men.", "s003 “I sail,” he said."]
    assert " ".join(body) == " ".join([*wanted, "Orlen: s004 Why 300?"])
    assert re.findall(r'href="\.\./data/derived/reading\.html#(\w+)"', html) == list(UTTERANCES["sentence_id"])


def test_the_words_that_matter_are_marked_and_the_longer_before_what_it_holds():
    html = shown("s002 s004", ["300", "3,300"])["text/html"]
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", html) == ["300", "3,300", "300"]
    begun_alike = shown("s002", ["300", "300 ships"])["text/html"]
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", begun_alike) == ["300 ships", "300"]
    assert "<mark" not in shown("s001")["text/html"]


def test_words_that_stand_in_none_of_the_sentences_are_refused():
    with pytest.raises(ValueError, match="found '300 boats' to be marked; expected words of s002"):
        shown("s002", ["300 boats"])


def test_plain_text_has_the_same_sentences():
    assert shown("s002 s004")["text/plain"].split("\n") == [
        "The fleet",
        "s002 Velin: He had 300 ships & 3,300 men.",
        "s004 Orlen: Why 300?",
    ]
