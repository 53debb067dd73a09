"""The reading edition: every sentence with its address, every mark where it stands, nothing run and nothing fetched."""

import re
from html.parser import HTMLParser

import pytest

from helpers.edition import read_edition
from helpers.networks.positions import read_positions
from helpers.networks.relations import arcs
from helpers.publish.marks import lay_marks
from helpers.publish.reading import network_drawing, publish_reading_page, reading_page, shown_sentences
from tests.shared import RECORDS

NO_NETWORK = {"nodes": [], "edges": [], "width": 1, "height": 1, "left_out": 0}


class Page(HTMLParser):
    """What the tests read of the page: elements with their attributes, and the text of each sentence."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.texts, self.current, self.depth = [], {}, None, 0
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append((tag, attributes))
        if tag == "li":
            self.current = attributes["id"]
        if tag == "span":
            self.depth = self.depth + 1 if self.depth or attributes.get("class") == "t" else 0

    def handle_endtag(self, tag):
        if tag == "span" and self.depth:
            self.depth -= 1

    def handle_data(self, data):
        if self.depth:
            self.texts[self.current] = self.texts.get(self.current, "") + data

    def all(self, tag, name=None):
        return [
            attributes
            for element, attributes in self.elements
            if element == tag and (name is None or name in (attributes.get("class") or "").split())
        ]


@pytest.fixture(scope="module")
def network(edition, kept):
    return network_drawing(arcs(kept), read_positions(), dict(zip(edition.actors["actor_id"], edition.actors["kind"])))


@pytest.fixture(scope="module")
def page(edition, network):
    return Page(reading_page(edition, network))


def test_the_text_read_back_from_the_page_is_the_text_of_the_record(page, edition):
    texts = edition.utterances.set_index("sentence_id")["text"]
    assert page.texts == texts.to_dict()


def test_every_sentence_has_an_address_of_its_own(page, edition):
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids)) and set(edition.utterances["sentence_id"]) <= set(ids)
    targets = {attributes["href"][1:] for attributes in page.all("a") if attributes["href"].startswith("#")}
    assert targets <= set(ids)


def test_the_marks_stand_where_the_tables_say(edition):
    marked, source = lay_marks(edition), edition.record.source
    for row in edition.mentions.itertuples():
        assert ((marked["start"] == row.start) & (marked["end"] == row.end) & (marked["value"] == row.actor_id)).any()
    assert {source[row.start : row.end] for row in marked[marked["mark"] == "editor"].itertuples()} >= {
        "[Jiang Jieshi's]",
        "[PRC military leader]",
        "[*nachetnichestva*]",
    }
    assert {source[row.start : row.end] for row in marked[marked["mark"] == "italic"].itertuples()} >= {
        "*Pravda*",
        "*Renmin Ribao*",
    }
    for row in shown_sentences(edition):
        named = " ".join(piece.text for piece in row["pieces"] if "quantity" in piece.marks)
        for surface in edition.quantities.loc[edition.quantities["sentence_id"] == row["sentence_id"], "surface"]:
            assert " ".join(surface.split()) in named


def test_speaker_is_told_by_word_and_by_the_form_of_the_bar(page, edition):
    kinds = {attributes["id"]: attributes["class"] for attributes in page.all("li")}
    speakers = edition.utterances.set_index("sentence_id")["speaker"]
    assert {kinds[one] for one in speakers.index[speakers == "Mao Zedong"]} == {"interlocutor"}
    assert {kinds[one] for one in speakers.index[speakers == "P. F. Yudin"]} == {"author"}
    assert {kinds[one] for one in speakers.index[speakers == "narrator"]} == {"narrator"}


def test_an_arrow_leads_to_its_sentences_and_every_mark_can_be_reached_by_keyboard(page, network, edition):
    edges = page.all("path", "edge")
    assert [edge["data-sentences"] for edge in edges] == [edge["sentence_ids"] for edge in network["edges"]]
    known = set(edition.utterances["sentence_id"])
    for mark in edges + page.all("g", "node"):
        assert mark["tabindex"] == "0" and mark["role"] == "button" and mark["aria-label"]
        assert set(mark.get("data-sentences", "").split()) <= known


def test_the_page_asks_nothing_of_any_other_host(page):
    for tag, attributes in page.elements:
        assert "src" not in attributes and tag not in {"link", "iframe", "object", "img"}
        assert (attributes.get("href") or "#").startswith("#")
    assert "default-src 'none'" in next(
        attributes["content"] for attributes in page.all("meta") if attributes.get("http-equiv")
    )


def test_headings_and_labels_are_in_order(page):
    headings = [tag for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == "h1" and headings.count("h1") == 1 and set(headings[1:]) == {"h2"}
    assert ("html", {"lang": "en"}) in page.elements
    assert len(page.all("label")) == len(page.all("input")) + len(page.all("select"))


def test_a_record_with_markup_and_a_script_is_shown_as_text(tmp_path):
    text = (RECORDS / "invented_2.txt").read_bytes().decode("utf-8-sig")
    first = next(line for line in text.splitlines() if line.startswith(("Today", "I ", "On ")) or " I " in line)
    hostile = text.replace(first, '<script>alert("x")</script> &amp; <b onclick="y">' + first, 1)
    path = tmp_path / "hostile.txt"
    path.write_text(hostile, encoding="utf-8")
    edition = read_edition(path)
    source = reading_page(edition, NO_NETWORK)
    page = Page(source)
    assert source.count("<script>") == 1 and not page.all("b")
    assert page.texts == edition.utterances.set_index("sentence_id")["text"].to_dict()
    assert any('<script>alert("x")</script> &amp;' in shown for shown in page.texts.values())


def test_publishing_twice_gives_the_same_bytes(edition, network, tmp_path):
    one, other = (
        publish_reading_page(edition, network, tmp_path / "a"),
        publish_reading_page(edition, network, tmp_path / "b"),
    )
    assert one.read_bytes() == other.read_bytes()
