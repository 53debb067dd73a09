"""The run command on a copy of the project: bad input stops it before anything is written."""

import hashlib

import nbformat
import pytest

from helpers.commands.run import keep_ours
from helpers.files.paths import ROOT
from tests.shared import run

pytestmark = pytest.mark.slow

RECORD = "data/source/record.txt"


def state(copy):
    """Digest of every file but the source."""
    return {
        str(path.relative_to(copy)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(copy.rglob("*"))
        if path.is_file() and path != copy / RECORD
    }


def break_source(copy, how):
    path = copy / RECORD
    data = path.read_bytes()
    if how == "missing":
        path.unlink()
        return
    path.write_bytes(
        {
            "empty": b"",
            "truncated": data[:9000],
            "re-encoded": data.decode().encode("utf-16"),
            "altered": data.replace(b"300,000", b"350,000", 1),
        }[how]
    )


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("missing", "found no such file"),
        ("empty", "found an empty file"),
        ("truncated", "expected 8e02132d"),
        ("re-encoded", "expected 8e02132d"),
        ("altered", "expected 8e02132d"),
    ],
)
def test_a_bad_source_ends_with_status_2_and_leaves_everything_as_it_was(copy, how, message):
    before = state(copy)
    break_source(copy, how)
    result = run(copy)
    assert result.returncode == 2
    assert message in result.stderr and "Nothing was run and no file was changed." in result.stderr
    assert state(copy) == before


def test_a_bad_coding_table_ends_with_status_2(copy):
    path = copy / "data/coding/cues.csv"
    path.write_text(path.read_text().replace("stated|states|stating,say,", "stated|states|stating,shout,"))
    before = state(copy)
    result = run(copy)
    assert result.returncode == 2
    assert "column sense: found 'shout'; expected one of say" in result.stderr
    assert state(copy) == before


@pytest.mark.parametrize(
    "broken",
    [
        lambda data: data.replace(b"edition = read_edition()", b"edition = read_edition('nowhere')"),
        lambda data: data[:500],
    ],
    ids=["a cell fails", "no notebook at all"],
)
def test_a_failing_notebook_leaves_everything_as_it_was_and_is_named(copy, broken):
    for path in (copy / "notebooks").glob("*.ipynb"):
        if path.stem not in ("00_overview", "07_edition"):
            path.unlink()
    path = copy / "notebooks/00_overview.ipynb"
    path.write_bytes(broken(path.read_bytes()))
    before = state(copy)
    result = run(copy)
    assert result.returncode == 1
    assert "00_overview.ipynb failed; no file was changed" in result.stderr
    assert state(copy) == before


def test_a_misspelled_reading_is_refused_before_anything_runs(copy):
    path = copy / "data/coding/utterances.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("s004,Mao Zedong,", "s004,Mao Zedonk,"), encoding="utf-8")
    result = run(copy)
    assert result.returncode == 2
    assert "line 5, column speaker: found 'Mao Zedonk'" in result.stderr


def test_a_changed_figure_is_told_and_ends_with_status_1(small):
    charts = small / "src/helpers/charts/losses.py"
    text = charts.read_text(encoding="utf-8")
    assert "of 100 left" in text
    charts.write_text(text.replace("of 100 left", "of 100 remained"), encoding="utf-8")
    result = run(small)
    assert result.returncode == 1
    assert "changed: strength" in result.stdout
    for file in (
        "strength-column.pdf",
        "strength-room.svg",
        "strength.md",
        "strength.pdf",
        "strength.png",
        "strength.svg",
    ):
        assert file in result.stdout
    assert run(small, "run", "--accept").returncode == 0
    assert run(small).returncode == 0


def test_what_an_editor_leaves_in_a_notebook_goes_and_role_and_slide_stay():
    """JupyterLab, VS Code and their extensions keep folds, scroll states and times of execution in the metadata."""
    ours = {"tags": ["narrative"], "slideshow": {"slide_type": "slide", "minutes": 2}}
    left = {
        "execution": {"iopub.status.busy": "2026-01-01T00:00:00Z"},
        "ExecuteTime": {"end_time": "2026-01-01"},
        "jupyter": {"source_hidden": True, "outputs_hidden": False},
        "collapsed": True,
        "scrolled": True,
        "editable": False,
        "trusted": True,
        "vscode": {"languageId": "python"},
    }
    cell = nbformat.v4.new_code_cell("1", metadata={**left, **ours})
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"toc": {}, "widgets": {}, "language_info": {"name": "x"}}
    )
    keep_ours(notebook)
    assert notebook.cells[0].metadata == ours
    assert (
        set(notebook.metadata) == {"kernelspec", "language_info"} and notebook.metadata.language_info.name == "python"
    )


def test_ones_own_record_is_parsed_from_the_command_line(copy):
    own = ROOT / "tests/records/invented_2.txt"
    result = run(copy, "parse", str(own), "out")
    assert result.returncode == 0, result.stderr
    assert (copy / "out/header.csv").read_text(encoding="utf-8").startswith("field,value,edtf,start,end\n")
    assert (copy / "out/utterances.csv").read_text(encoding="utf-8").count("\n") == 39
    (copy / "taken").write_text("")
    unwritable = run(copy, "parse", str(own), "taken")
    assert (
        unwritable.returncode == 2
        and "taken: cannot be written to" in unwritable.stderr
        and "Traceback" not in unwritable.stderr
    )
    refused = run(copy, "parse", str(copy / "data/coding/cues.csv"), "nothing")
    assert refused.returncode == 2 and "RECORD OF CONVERSATION" in refused.stderr
    assert not (copy / "nothing").exists()
