"""The record in TEI: valid, its text the record's, its values those of the tables."""

import re

import pandas as pd
import pytest
from lxml import etree

from helpers.edition import read_edition
from helpers.publish.tei import date_attributes, number_attributes, publish_tei
from tests.shared import RECORDS, SCHEMAS

SCHEMA = SCHEMAS / "tei_all.rng"
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module")
def schema():
    return etree.RelaxNG(etree.parse(str(SCHEMA)))


@pytest.fixture(scope="module")
def document(edition, tmp_path_factory):
    return etree.parse(str(publish_tei(edition, tmp_path_factory.mktemp("tei"))))


def sentences(document):
    return {element.get(ID): element for element in document.iter(f"{TEI}said", f"{TEI}seg")}


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.slow
def test_it_is_valid_tei(document, schema):
    assert schema.validate(document), schema.error_log


def test_a_broken_document_is_not(document, schema):
    broken = etree.fromstring(etree.tostring(document))
    next(broken.iter(f"{TEI}said")).set("direct", "perhaps")
    assert not schema.validate(broken)


def test_the_text_read_back_is_the_record(document, edition):
    assert {name: words(element) for name, element in sentences(document).items()} == edition.utterances.set_index(
        "sentence_id"
    )["text"].to_dict()


def test_who_says_what_and_how(document, edition):
    names = edition.actors.set_index("name")["actor_id"]
    for row in edition.utterances.itertuples():
        element = sentences(document)[row.sentence_id]
        if row.speaker == "narrator":
            assert element.tag == f"{TEI}seg" and element.get("who") is None
        else:
            assert element.get("who") == f"#{names[row.speaker]}" and element.get("ana") == f"#{row.mode}"
            assert element.get("direct") == ("true" if row.mode == "direct" else "false")


def test_every_name_number_and_bracket_is_there_once(document, edition):
    found = sentences(document)
    for sentence_id, group in edition.mentions.groupby("sentence_id"):
        refs = [element.get("ref") for element in found[sentence_id].iter(f"{TEI}persName", f"{TEI}orgName")]
        assert refs == [f"#{actor}" for actor in group["actor_id"]], sentence_id
    numbers = [
        (" ".join(element.itertext()), element.get("value"), element.get("atLeast"))
        for element in document.iter(f"{TEI}num")
    ]
    assert len(numbers) == len(edition.quantities)
    for (surface, value, low), row in zip(numbers, edition.quantities.itertuples()):
        assert surface == " ".join(row.surface.split())
        assert float(value or low) == (row.value if pd.notna(row.value) else row.value_low)
    brackets = [words(element) for element in document.iter(f"{TEI}supplied")]
    assert brackets == re.findall(r"\[[^\[\]]*\]", " ".join(edition.utterances["text"]))


def test_every_reference_has_its_target(document):
    ids = {element.get(ID) for element in document.iter() if element.get(ID)}
    assert len(ids) == sum(element.get(ID) is not None for element in document.iter())
    pointers = {
        element.get(name) for element in document.iter() for name in ("ref", "who", "ana", "resp") if element.get(name)
    }
    assert {pointer[1:] for pointer in pointers} <= ids


def test_the_two_dates_of_the_document_and_the_list_of_points(document, edition):
    dates = {element.get("type"): element.get("when") for element in document.find(f".//{TEI}creation")}
    assert dates == {"conversation_date": "1956-03-31", "journal_date": "1956-04-05"}
    items = document.findall(f".//{TEI}list/{TEI}item")
    assert [item.get("n") for item in items] == [str(point) for point in edition.points["point"]]
    assert len(document.findall(f".//{TEI}pb")) == edition.utterances["broken"].sum()


@pytest.mark.parametrize(
    ("meaning", "attributes"),
    [
        ("300000 fighters", {"value": "300000"}),
        ("1,500,000 people", {"value": "1500000"}),
        ("3 to 4 months", {"atLeast": "3", "atMost": "4"}),
        ("99 percent", {"type": "percentage", "value": "99"}),
    ],
)
def test_what_a_number_means(meaning, attributes):
    assert number_attributes(meaning) == attributes


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("1926", {"when": "1926"}),
        ("1934/1935", {"from": "1934", "to": "1935"}),
        ("1950-01", {"when": "1950-01"}),
        ("no year in the text", {}),
    ],
)
def test_what_a_date_means(edtf, attributes):
    assert date_attributes(edtf) == attributes


@pytest.mark.parametrize("name", ["invented_1", "invented_2", "invented_5", "invented_9"])
def test_other_records_are_valid_too(name, schema, tmp_path):
    edition = read_edition(RECORDS / f"{name}.txt")
    document = etree.parse(str(publish_tei(edition, tmp_path)))
    assert schema.validate(document), schema.error_log
    assert {one: words(element) for one, element in sentences(document).items()} == edition.utterances.set_index(
        "sentence_id"
    )["text"].to_dict()


def test_markup_in_a_record_is_text_in_tei(tmp_path, schema):
    text = (RECORDS / "invented_2.txt").read_bytes().decode("utf-8-sig")
    first = next(line for line in text.splitlines() if line.startswith(("Today", "I ", "On ")) or " I " in line)
    path = tmp_path / "hostile.txt"
    path.write_text(text.replace(first, "<said who='#x'>&lt; ]]> " + first, 1), encoding="utf-8")
    edition = read_edition(path)
    document = etree.parse(str(publish_tei(edition, tmp_path)))
    assert schema.validate(document)
    assert any("<said who='#x'>&lt; ]]>" in words(element) for element in sentences(document).values())
