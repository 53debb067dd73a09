"""What is written: harmless to a spreadsheet, whole in every script, and linked to the reading edition."""

import csv
import re

import pandas as pd
import pytest

from helpers.outputs import cell_text, write_table
from helpers.paths import DERIVED
from helpers.tables import show_table


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+1-2", "-2+3", "=cmd|' /C calc'!A0", "\t=1", "\r=1"])
def test_a_formula_is_disarmed(cell):
    assert cell_text(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["+", "-", "±", "0", "s001", "1934-35", "a=b", "", "–5"])
def test_other_text_stays_as_it_is(cell):
    assert cell_text(cell) == cell


@pytest.mark.parametrize(("number", "text"), [(-5, "-5"), (-2.5, "-2.5"), (float("-inf"), "-inf"), (25000.0, "25000"), (None, ""), (float("nan"), "")])
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
    shown = show_table(pd.DataFrame({"sentence_ids": ["s024 s025"], "text": ["<script>s024</script>"]}), "t", "c")._repr_mimebundle_()["text/html"]
    assert re.findall(r'<a href="([^"]+)">(s\d+)</a>', shown) == [("../data/derived/reading.html#s024", "s024"), ("../data/derived/reading.html#s025", "s025")]
    assert "<script>" not in shown and "&lt;script&gt;s024&lt;/script&gt;" in shown


def test_the_addresses_that_tables_lead_to_exist(edition):
    page = (DERIVED / "reading.html").read_text(encoding="utf-8")
    assert all(f'id="{sentence_id}"' in page for sentence_id in edition.utterances["sentence_id"])
