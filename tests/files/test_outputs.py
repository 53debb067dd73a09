"""What is written: harmless to a spreadsheet, whole in every script, and linked to the reading edition."""

import csv
import re

import pandas as pd
import pytest

from helpers.files.outputs import cell_text, disarmed, write_table
from helpers.files.paths import DERIVED
from helpers.publish.figures import Published
from helpers.publish.links import runs, sentences_of
from helpers.publish.tables import show_table


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+1-2", "-2+3", "=cmd|' /C calc'!A0", "\t=1", "\r=1"])
def test_a_formula_is_disarmed(cell):
    assert disarmed(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["+", "-", "±", "0", "s001", "1934-35", "a=b", "", "–5"])
def test_other_text_stays_as_it_is(cell):
    assert disarmed(cell) == cell


@pytest.mark.parametrize(
    ("number", "text"),
    [(-5, "-5"), (-2.5, "-2.5"), (float("-inf"), "-inf"), (25000.0, "25000"), (None, ""), (float("nan"), "")],
)
def test_numbers_are_no_formulas(number, text):
    assert cell_text(number) == text


def test_names_survive_with_quotes_brackets_and_other_scripts(tmp_path):
    names = ['He said "no", twice', "<b>毛泽东</b>", "Мао Цзэдун; Юдин", "a,b\nc", "O’Neill & Söhne"]
    path = write_table(pd.DataFrame({"name": names}), "names", tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == names


def test_no_published_table_holds_a_formula():
    for path in DERIVED.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if re.match(r"[=@\t\r]|[+-][^\d]", cell) and cell != "-inf"], path.name


def test_sentence_ids_lead_to_the_reading_edition_and_nothing_else_becomes_markup():
    shown = show_table(
        pd.DataFrame({"sentence_ids": ["s024 s025"], "text": ["<script>s024</script>"]}), "t", "c"
    )._repr_mimebundle_()["text/html"]
    assert re.findall(r'<a href="([^"]+)">(s\d+)</a>', shown) == [
        ("../data/derived/reading.html#s024", "s024"),
        ("../data/derived/reading.html#s025", "s025"),
    ]
    assert "<script>" not in shown and "&lt;script&gt;s024&lt;/script&gt;" in shown


def test_the_addresses_that_tables_lead_to_exist(edition):
    page = (DERIVED / "reading.html").read_text(encoding="utf-8")
    assert all(f'id="{sentence_id}"' in page for sentence_id in edition.utterances["sentence_id"])


def test_the_sentences_of_a_table_are_named_once_in_order_and_runs_drawn_together():
    table = pd.DataFrame({"sentence_id": ["s009", "s002"], "sentence_ids": ["s003 s002", ""], "text": ["s050", "s051"]})
    assert sentences_of(table) == ["s002", "s003", "s009"]
    assert runs(sentences_of(table)) == "s002 to s003, s009"
    assert runs([]) == "" and runs(["s099", "s100", "s101"]) == "s099 to s101"


def test_a_figure_is_shown_with_its_sentences_and_its_data(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **options: shown.append(data))
    Published("<svg/>", "What it shows", "s024 to s025", ("figures/losses.csv",))._ipython_display_()
    Published("<svg/>", "What it shows", "", ("figures/ranks.csv", "data/coding/sources.csv"))._ipython_display_()
    assert [sorted(data) for data in shown[:2]] == [
        ["image/svg+xml", "text/plain"],
        ["text/html", "text/plain"],
    ]
    assert shown[1]["text/plain"] == "Rests on s024 to s025. Data: figures/losses.csv"
    assert (
        '<a href="../data/derived/reading.html#s024">s024</a> to <a href="../data/derived/reading.html#s025">s025</a>'
        in shown[1]["text/html"]
    )
    assert shown[3]["text/plain"] == "Data: figures/ranks.csv, data/coding/sources.csv"
