"""Tables in the notebooks speak in words: heads, names, dates and numbers; what a machine needs stays in the CSV."""

import re
from html import unescape

import nbformat
import pandas as pd
import pytest

from helpers.files.errors import CodingError
from helpers.files.paths import CODING, NOTEBOOKS, ROOT
from helpers.publish.tables import Shown
from helpers.publish.words import read_heads, table_in_words
from tests.shared import spoil

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
# A name of code in a cell or head: "p_holm", "fourth_plenum_cpc".
OF_CODE = re.compile(r"^[a-z]+\d*(_[a-z0-9]+)+$")
# The tables that show the tables themselves, by their identifiers.
ABOUT_THE_DATA = {"frames", "rules"}


def tables(path):
    """Identifier of each shown table → (its heads, its rows of cells), as they stand in the HTML."""
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            if found := re.search(r'<table id="T_([\w-]+)"', html):
                plain = re.sub(r"<a [^>]*>|</a>", "", html)
                heads = re.findall(r"<th[^>]*col_heading[^>]*>(.*?)</th>", plain, re.DOTALL)
                rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in plain.split("<tr>")[2:]]
                yield found[1], [unescape(head) for head in heads], [[unescape(one) for one in row] for row in rows]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_head_and_no_cell_of_a_table_is_a_name_of_code(path):
    for name, heads, rows in tables(path):
        assert len(heads) == len(set(heads)), name
        if name not in ABOUT_THE_DATA:
            strange = [text for text in (*heads, *(cell for row in rows for cell in row)) if OF_CODE.match(text)]
            assert strange == [], name


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_table_has_more_than_16_rows_in_view_but_those_that_are_to_be_read_whole(path):
    whole = {"header", "dated", "conflicts"}
    assert {name: len(rows) for name, _, rows in tables(path) if len(rows) > 16 and name not in whole} == {}


def shown(frame, **options):
    return Shown(frame, "t", "Letters", **options)._repr_mimebundle_()


def test_a_long_table_says_how_much_of_it_stands_in_view_and_where_the_rest_is():
    letters = pd.DataFrame({"author": [f"Velin {n}" for n in range(30)]})
    plain = shown(letters, file="data/derived/letters.csv")["text/plain"].split("\n")
    assert plain[0] == "Letters; the first 12 of 30 rows. All of it: data/derived/letters.csv"
    assert len(plain) == 14 and plain[-1] == "Velin 11"
    html = shown(letters, file="data/derived/letters.csv")["text/html"]
    assert '<a href="../data/derived/letters.csv">' in html and html.count("<tr>") == 13
    assert shown(letters.head(16))["text/plain"].split("\n")[0] == "Letters"
    assert "the first 5 of 30 rows" in shown(letters, rows=5)["text/plain"]


def test_numbers_stand_at_the_right_and_texts_do_not():
    html = shown(pd.DataFrame({"author": ["Velin"], "start": [7], "before": [3000]}))["text/html"]
    assert re.findall(r"t[dh]:nth-child\(\d\)", html) == ["td:nth-child(2)", "th:nth-child(2)"]
    assert ">3,000</td>" in html and ">7</td>" not in html


def test_actors_sources_and_texts_go_by_their_names():
    frame = pd.DataFrame(
        {
            "source": ["mao", "wang_ming"],
            "target": ["stalin", "comintern"],
            "source_id": ["mao-1936", "record"],
            "text_id": ["khrushchev-1956", "khrushchev-1956"],
            "actors": ["mao stalin", ""],
            "relation_id": ["r1", "r2"],
        }
    )
    said = table_in_words(frame)
    assert list(said.columns) == ["who acts", "acts on", "source", "text", "who takes part"]
    assert said.iloc[0].tolist() == [
        "Mao Zedong",
        "I. V. Stalin",
        "Mao Zedong, December 1936",
        "N. S. Khrushchev, 25 February 1956",
        "Mao Zedong; I. V. Stalin",
    ]
    assert said["source"][1] == "this record"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("before,before", "after,before", "line .*, column column: found 'after'; expected a key that no line before"),
        ("before,before", "before,the_before", "column head: found 'the_before'; expected words"),
    ],
)
def test_a_head_that_is_double_or_no_word_is_refused(tmp_path, old, new, message):
    (tmp_path / "heads.csv").write_bytes((CODING / "heads.csv").read_bytes())
    spoil(tmp_path / "heads.csv", f"\n{old}\n", f"\n{new}\n")
    with pytest.raises(CodingError, match=message):
        read_heads(tmp_path)


def test_the_file_behind_a_table_is_there():
    for path in PATHS:
        for file in re.findall(r"All of it: ([\w/]+\.csv)", path.read_text(encoding="utf-8")):
            assert (ROOT / file).is_file(), path.stem
