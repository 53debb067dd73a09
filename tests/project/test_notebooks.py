"""The notebooks keep the house rules, and their prose says only what a checked cell has shown."""

import ast
import re
import sys

import nbformat
import pytest

from helpers.files.paths import NOTEBOOKS, ROOT
from helpers.proof.audit import NOT_PROSE, Notebook, prose, read_quoted_words, strange_quotations, unprinted_numbers

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
TAG = re.compile(r"title|abstract|keywords|contributor|copyright|narrative|hermeneutics|(figure|table)-[a-z0-9-]+-\*")


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return Notebook(request.param.stem, nbformat.read(request.param, as_version=4).cells)


def test_there_are_the_notebooks():
    assert [path.stem for path in PATHS] == [
        "00_overview",
        "01_record",
        "02_strength",
        "03_network",
        "04_seven_points",
        "05_chronology",
        "06_other_sources",
        "07_edition",
        "08_audit",
        "09_seminar",
        "09_seminar_answers",
    ]


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
    titles = [cell for cell in notebook.of("markdown") if cell.source.startswith("# ")]
    assert len(titles) == 1
    for cell in notebook.of("markdown"):
        assert not any(re.match(r"#{1,6} ", line) for line in cell.source.splitlines()[1:]), cell.source
        assert not re.search(r"<[a-zA-Z/]", NOT_PROSE.sub("", cell.source)), cell.source


def test_code_cells_tell_and_do_not_build(notebook):
    for cell in notebook.of("code"):
        tree = ast.parse(cell.source)
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in ast.walk(tree)), (
            cell.source
        )
        assert len(cell.source.splitlines()) <= 14, cell.source
        assert not cell.source.rstrip().endswith(";")
        assert not cell.source.startswith("#")
        assert "style" not in cell.source and "plt" not in cell.source


def test_it_imports_from_the_front_door_alone(notebook):
    for cell in notebook.of("code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom | ast.Import):
                modules = [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
                assert set(modules) <= {"helpers", "pandas", "networkx", *sys.stdlib_module_names}, cell.source


def test_every_cell_has_a_role_and_no_tool_marker(notebook):
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        assert tags and all(TAG.fullmatch(tag) for tag in tags), (cell.id, tags)
        assert "NBVAL" not in cell.source
    names = [tag for cell in notebook.cells for tag in cell.metadata.tags if tag.startswith(("figure-", "table-"))]
    assert len(names) == len(set(names))


def test_it_was_run_from_top_to_bottom_without_error_or_warning(notebook):
    code = notebook.of("code")
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name") != "stderr", cell.source
            data = output.get("data", {})
            # An address in memory differs with each run.
            assert not re.search(r"\bat 0x[0-9a-f]{6,}", output.get("text", "") + data.get("text/plain", "")), (
                cell.source
            )
            assert "image/png" not in data, "a picture is an SVG, whose letters are letters"


def test_a_tagged_cell_shows_what_its_tag_says(notebook):
    for cell in notebook.of("code"):
        shown = {kind for output in cell.outputs for kind in output.get("data", {})}
        for tag in cell.metadata.tags:
            if tag.startswith("figure-"):
                assert "image/svg+xml" in shown and (ROOT / "figures" / f"{tag[7:-2]}.svg").is_file()
            if tag.startswith("table-"):
                assert "text/html" in shown


def test_under_a_figure_stand_its_data_and_its_sentences(notebook, edition):
    for cell in notebook.of("code"):
        for tag in (tag for tag in cell.metadata.tags if tag.startswith("figure-")):
            note = cell.outputs[-1].data
            assert f"Data: figures/{tag[7:-2]}.csv" in note["text/plain"]
            assert (ROOT / f"figures/{tag[7:-2]}.csv").is_file()
            assert set(re.findall(r"reading\.html#(\w+)", note["text/html"])) <= set(edition.utterances["sentence_id"])


def test_the_figure_that_is_shown_is_the_published_file(notebook):
    for cell in notebook.of("code"):
        for name in [tag[7:-2] for tag in cell.metadata.tags if tag.startswith("figure-")]:
            (shown,) = [output.data for output in cell.outputs if "image/svg+xml" in output.get("data", {})]
            assert shown["image/svg+xml"] == (ROOT / f"figures/{name}.svg").read_text(encoding="utf-8")


def test_it_weighs_no_more_than_600_kilobytes(notebook):
    assert (ROOT / f"notebooks/{notebook.name}.ipynb").stat().st_size < 600_000


def test_no_number_in_prose_that_no_checked_cell_prints(notebook, edition):
    assert unprinted_numbers(notebook, edition.record.source[: edition.record.header.body.start]) == []


def test_quotations_in_prose_stand_in_the_record(notebook, edition):
    assert strange_quotations(notebook, edition.record.source, read_quoted_words()) == []


def test_links_lead_somewhere(notebook):
    for cell in notebook.of("markdown"):
        for target in re.findall(r"\]\(([^)#]+)\)", cell.source):
            assert (NOTEBOOKS / target).exists(), target
