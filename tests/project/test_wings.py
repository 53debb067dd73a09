"""The house: wings in the order of the data, one front door, and a docstring with an example behind every name it
offers."""

import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import helpers
from helpers.files.paths import ROOT

WINGS = [name for name in helpers.__all__ if inspect.ismodule(getattr(helpers, name))]


def offered():
    """(where it is offered, name, what it is) of every name of the front door and of the wings."""
    doors = [helpers, *(getattr(helpers, wing) for wing in WINGS)]
    return [(door.__name__, name, getattr(door, name)) for door in doors for name in door.__all__]


def test_the_front_door_offers_the_wings_and_the_verbs_that_everybody_needs():
    assert {"charts", "claims", "networks", "people", "proof", "publish", "speech", "teaching", "text"} == set(WINGS)
    assert {"read_edition", "show_table", "publish_table", "publish_figure", "show_passage"} <= set(helpers.__all__)
    assert len(helpers.__all__) <= 25


def test_coming_in_loads_nothing_yet():
    code = "import sys, helpers; print(sorted({'pandas', 'matplotlib', 'networkx', 'nbformat'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(("door", "name", "it"), [one for one in offered() if callable(one[2])])
def test_what_is_offered_has_a_docstring_with_an_example(door, name, it):
    assert ">>>" in (inspect.getdoc(it) or ""), f"{door}.{name}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        ("text/dates.py", "from helpers import edition", "text is not allowed to import helpers.edition"),
        ("speech/cues.py", "from helpers.claims import points", "speech is not allowed to import helpers.claims"),
        ("claims/points.py", "from helpers.speech import cues", "claims is not allowed to import helpers.speech"),
        ("unplaced.py", "", "helpers.unplaced"),
    ],
)
def test_an_import_against_the_order_or_a_module_without_a_place_is_refused(tmp_path, module, line, told):
    assert contract(copy_of_the_code(tmp_path)).returncode == 0
    path = tmp_path / "src/helpers" / module
    text = path.read_text(encoding="utf-8") if path.exists() else '"""Nowhere."""\n'
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    refused = contract(tmp_path)
    assert refused.returncode == 1
    assert told in refused.stdout


def copy_of_the_code(folder):
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def contract(project):
    """Hold the code of a project to the order of its wings."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(project / "src")}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
