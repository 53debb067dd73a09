"""The reading edition in a browser: it opens from disk, and filters, addresses, drawing and keyboard do what they
say."""

import pandas as pd
import pytest
from playwright.sync_api import expect

from helpers.files.paths import DERIVED

pytestmark = pytest.mark.slow

EDITION = (DERIVED / "reading.html").as_uri()
UTTERANCES = pd.read_csv(DERIVED / "utterances.csv", keep_default_na=False)


@pytest.fixture
def reading(page):
    page.goto(EDITION)
    return page


def shown(page):
    """The ids of the sentences that are to be seen."""
    return page.locator("ol.p > li:visible").evaluate_all("rows => rows.map(row => row.id)")


def test_it_opens_with_all_sentences_and_without_a_violation(reading, violations):
    assert shown(reading) == list(UTTERANCES["sentence_id"])
    assert violations(reading) == {}


def test_a_speaker_leaves_his_sentences_alone(reading):
    author = UTTERANCES["speaker"].iloc[-1]
    reading.select_option("#speaker", author)
    assert shown(reading) == list(UTTERANCES.loc[UTTERANCES["speaker"] == author, "sentence_id"])
    reading.click("button[type=reset]")
    expect(reading.locator("ol.p > li[hidden]")).to_have_count(0)
    assert shown(reading) == list(UTTERANCES["sentence_id"])


def test_words_leave_the_sentences_that_have_them(reading):
    reading.fill("#words", "wang ming")
    assert shown(reading) == list(
        UTTERANCES.loc[UTTERANCES["text"].str.lower().str.contains("wang ming"), "sentence_id"]
    )
    reading.fill("#words", "no such words")
    assert shown(reading) == []


def test_an_address_leads_to_its_sentence_even_if_it_was_filtered_away(reading):
    reading.fill("#words", "no such words")
    target = UTTERANCES["sentence_id"].iloc[len(UTTERANCES) // 2]
    reading.evaluate(f"location.hash = '{target}'")
    reading.wait_for_selector(f"#{target}", state="visible")
    assert reading.locator(f"#{target}").evaluate("row => row.matches(':target')")


def test_an_edge_chosen_by_keyboard_leaves_the_sentences_it_rests_on(reading):
    pairs = pd.read_csv(DERIVED / "relation_pairs.csv", keep_default_na=False)
    edge = reading.locator(".edge").first
    edge.focus()
    reading.keyboard.press("Enter")
    assert " ".join(shown(reading)) == edge.get_attribute("data-sentences")
    assert edge.get_attribute("data-sentences") in set(pairs["sentence_ids"])


def test_an_actor_chosen_by_mouse_leaves_the_sentences_that_name_it(reading):
    node = reading.locator(".node").first
    node.click()
    actor = node.get_attribute("data-actor")
    named = reading.locator("ol.p > li").evaluate_all(
        f"rows => rows.filter(row => row.dataset.actors.split(' ').includes('{actor}')).map(row => row.id)"
    )
    assert shown(reading) == named and named


def test_who_vouches_for_a_sentence_is_told_on_demand(reading):
    first = reading.locator("ol.p > li").first
    first.locator("summary").click()
    assert UTTERANCES["source_chain"].iloc[0] in first.locator("dl").inner_text()


def test_on_paper_there_are_no_tools(reading):
    reading.emulate_media(media="print")
    assert not reading.locator(".tools").is_visible() and reading.locator("ol.p > li").first.is_visible()
