"""The notebooks keep the house rules, and their prose says only what a checked cell has shown."""

import ast
import base64
import re

import nbformat
import pytest

from helpers.dates import MONTHS
from helpers.paths import NOTEBOOKS, RECORD, ROOT

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
TAG = re.compile(r"title|abstract|keywords|contributor|copyright|narrative|hermeneutics|(figure|table)-[a-z0-9-]+-\*")
DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}\b|\b(?:{'|'.join(MONTHS)}) \d{{4}}\b")
# What Markdown may hold besides prose: code spans, links, names of notebooks and licences, the minutes in class.
NOT_PROSE = re.compile(r"`[^`]*`|\[[^\]]*\]\([^)]*\)|\b0\d\b|CC BY 4\.0|\*\*In class\.\*\*[^\n]*")
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?%?")
# Numbers in words; "one" is left out, it is mostly a pronoun.
WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
         "twice": 2, "thrice": 3, "half": 0.5, "third": 3, "quarter": 4, "tenth": 10, "hundred": 100, "thousand": 1000, "million": 1000000}
IN_WORDS = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
# Quoted as words, not as words of the record.
TERMS = {"he", "Mao", "I", "we"}
QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def cells(notebook, kind):
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def told(notebook):
    """What the checked cells say in lines and captions: printed text, captions of tables, alternative texts; no table's body."""
    pieces = []
    for cell in cells(notebook, "code"):
        for output in cell.outputs:
            pieces += [output.get("text", ""), output.get("data", {}).get("text/plain", "").split("\n")[0]]
    return "\n".join(pieces)


def prose(notebook):
    return "\n".join(NOT_PROSE.sub(" ", cell.source) for cell in cells(notebook, "markdown"))


def test_there_are_the_notebooks():
    assert [path.stem for path in PATHS] == ["00_overview", "01_record", "02_strength", "03_network", "04_seven_points", "05_chronology", "06_other_sources", "07_edition"]


def test_it_opens_with_question_and_finding_and_closes_with_its_limits(notebook):
    first = notebook.cells[0]
    assert first.metadata.tags == ["title"]
    for word in ("**Question.**", "**Finding.**", "**Passage it rests on.**", "**In class.**"):
        assert word in first.source
    whole = prose(notebook)
    assert "**What this shows.**" in whole and "**What it cannot show.**" in whole
    questions = whole.split("**Questions for discussion.**")[1]
    assert len(re.findall(r"^- .*\?$", questions, re.MULTILINE)) == 3


def test_one_title_and_headings_only_as_first_lines(notebook):
    titles = [cell for cell in cells(notebook, "markdown") if cell.source.startswith("# ")]
    assert len(titles) == 1
    for cell in cells(notebook, "markdown"):
        assert not any(re.match(r"#{1,6} ", line) for line in cell.source.splitlines()[1:]), cell.source
        assert not re.search(r"<[a-zA-Z/]", NOT_PROSE.sub("", cell.source)), cell.source


def test_code_cells_tell_and_do_not_build(notebook):
    for cell in cells(notebook, "code"):
        tree = ast.parse(cell.source)
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in ast.walk(tree)), cell.source
        assert len(cell.source.splitlines()) <= 14, cell.source
        assert not cell.source.rstrip().endswith(";")
        assert not cell.source.startswith("#")
        assert "style" not in cell.source and "plt" not in cell.source


def test_every_cell_has_a_role_and_no_tool_marker(notebook):
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        assert tags and all(TAG.fullmatch(tag) for tag in tags), (cell.id, tags)
        assert "NBVAL" not in cell.source
    names = [tag for cell in notebook.cells for tag in cell.metadata.tags if tag.startswith(("figure-", "table-"))]
    assert len(names) == len(set(names))


def test_it_was_run_from_top_to_bottom_without_error_or_warning(notebook):
    code = cells(notebook, "code")
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name") != "stderr", cell.source
            data = output.get("data", {})
            # An address in memory differs with each run.
            assert not re.search(r"\bat 0x[0-9a-f]{6,}", output.get("text", "") + data.get("text/plain", "")), cell.source
            assert ("image/png" in data) == ("image/svg+xml" in data)


def test_a_tagged_cell_shows_what_its_tag_says(notebook):
    for cell in cells(notebook, "code"):
        shown = {kind for output in cell.outputs for kind in output.get("data", {})}
        for tag in cell.metadata.tags:
            if tag.startswith("figure-"):
                assert "image/svg+xml" in shown and (ROOT / "figures" / f"{tag[7:-2]}.svg").is_file()
            if tag.startswith("table-"):
                assert "text/html" in shown


def test_the_figure_that_is_shown_is_the_published_file(notebook):
    """nbval compares no PNG; the published files are held to their digests."""
    for cell in cells(notebook, "code"):
        for name in [tag[7:-2] for tag in cell.metadata.tags if tag.startswith("figure-")]:
            (shown,) = [output.data for output in cell.outputs if "image/png" in output.get("data", {})]
            assert base64.b64decode(shown["image/png"]) == (ROOT / f"figures/{name}.png").read_bytes()
            assert shown["image/svg+xml"] == (ROOT / f"figures/{name}.svg").read_text(encoding="utf-8")


def test_no_number_in_prose_that_no_checked_cell_prints(notebook):
    lines = told(notebook)
    shown = set(NUMBER.findall(lines)) | {str(WORDS[word.lower()]) for word in IN_WORDS.findall(lines)}
    text = QUOTED.sub(" ", prose(notebook))
    header = RECORD.read_text(encoding="utf-8")[:1300]
    for date in DATE.findall(text):
        assert date in header, date
    assert set(NUMBER.findall(DATE.sub(" ", text))) <= shown
    assert {str(WORDS[word.lower()]) for word in IN_WORDS.findall(text)} <= shown


def test_quotations_in_prose_stand_in_the_record(notebook):
    record = " ".join(RECORD.read_text(encoding="utf-8").split())
    quotations = [text for cell in cells(notebook, "markdown") for text in QUOTED.findall(cell.source)]
    for quotation in quotations:
        assert quotation.strip(",.") in record or quotation in TERMS, quotation


def test_links_lead_somewhere(notebook):
    for cell in cells(notebook, "markdown"):
        for target in re.findall(r"\]\(([^)#]+)\)", cell.source):
            assert (NOTEBOOKS / target).exists(), target
