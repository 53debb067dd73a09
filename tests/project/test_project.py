"""What the project says of itself is held to the real thing: environment, lock, dictionary, citation, README."""

import ast
import re
import sys
import tomllib

import nbformat
import pandas as pd
import pytest
import yaml

from helpers.files.paths import CODING, DERIVED, NOTEBOOKS, RECORD, ROOT
from helpers.publish.package import read_dictionary
from helpers.text.dates import time_span

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK_LINE = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
IMPORT_NAMES = {"yaml": "pyyaml", "IPython": "ipython", "PIL": "pillow", "fontTools": "fonttools"}


def names(requirements):
    return {re.match(r"[A-Za-z0-9._-]+", line).group().lower().replace("_", "-") for line in requirements}


def declared():
    """Direct dependencies: of the code, of the slides and the site, and of the tests."""
    project = PYPROJECT["project"]
    return (
        names(project["dependencies"]),
        names(project["optional-dependencies"]["site"]),
        names(project["optional-dependencies"]["test"]),
    )


def imported(sources):
    modules = set()
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules.add(node.module.split(".")[0])
    outside = modules - set(sys.stdlib_module_names) - {"helpers", "tests"}
    return {IMPORT_NAMES.get(module, module).lower().replace("_", "-") for module in outside}


# ---- environment --------------------------------------------------------------------------------


def test_the_lock_has_one_version_of_each_library_with_hashes():
    pinned = LOCK_LINE.findall(LOCK)
    assert len({name for name, _ in pinned}) == len(pinned)
    for block in re.split(r"\n(?=[a-z0-9])", LOCK.strip()):
        assert "--hash=sha256:" in block, block[:60]
    assert "://" not in LOCK


def test_every_direct_dependency_is_in_the_lock():
    code, site, tests = declared()
    build = names(PYPROJECT["dependency-groups"]["build"])
    assert code | site | tests | build <= {name for name, _ in LOCK_LINE.findall(LOCK)}
    assert build == names(PYPROJECT["build-system"]["requires"])


def test_what_the_code_imports_is_declared_and_what_is_declared_is_used():
    notebooks = [
        "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
        for path in NOTEBOOKS.glob("*.ipynb")
    ]
    code = imported([path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")] + notebooks)
    tests = imported([path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")])
    of_code, of_site, of_tests = declared()
    # Named in a command or in a configuration, or used by another (brotli by fonttools), not imported.
    assert code == (of_code | of_site) - {"jupyterlab", "sphinx", "myst-nb", "furo", "brotli"}
    assert tests - code == of_tests - {"import-linter", "nbval", "pytest-xdist", "ruff"}


def test_the_conda_environment_has_the_versions_of_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    versions = dict(LOCK_LINE.findall(LOCK))
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    pinned = dict(line.split("==") for line in pip if "==" in line)
    assert pinned.items() <= versions.items()
    assert set().union(*declared()) <= set(pinned)
    assert {entry.split()[0] for entry in conda} == {"python", "pip"}
    assert conda[0].startswith("python " + PYPROJECT["project"]["requires-python"])
    assert pip[-1] == "--editable ."


# ---- data dictionary ----------------------------------------------------------------------------


def dictionary():
    """data/README.md as {table: [(column, type)]}."""
    return {table: [(column, kind) for column, kind, _ in columns] for table, (_, columns) in read_dictionary().items()}


def test_the_dictionary_describes_every_table_and_no_other():
    tables = {f"{folder.name}/{path.name}" for folder in (DERIVED, CODING) for path in folder.glob("*.csv")}
    assert set(dictionary()) == tables


@pytest.mark.parametrize("table", sorted(dictionary()))
def test_the_dictionary_gives_the_columns_and_types_of(table):
    frame = pd.read_csv(ROOT / "data" / table, dtype=str, keep_default_na=False)
    described = dictionary()[table]
    assert [column for column, _ in described] == list(frame.columns)
    patterns = {"integer": r"\d*", "number": r"-?(\d*(\.\d+)?|inf)", "boolean": "True|False", "text": r"(?s).*"}
    for column, kind in described:
        if kind == "EDTF":
            assert [cell for cell in frame[column] if cell and time_span(cell).earliest > time_span(cell).latest] == []
            continue
        bad = [cell for cell in frame[column] if not re.fullmatch(patterns[kind], cell)]
        assert bad == [], (column, bad)


def test_the_outline_covers_every_sentence_once(edition):
    outline = pd.read_csv(CODING / "outline.csv", dtype=str)
    covered = [f"s{n:03d}" for row in outline.itertuples() for n in range(int(row.first[1:]), int(row.last[1:]) + 1)]
    assert covered == list(edition.utterances["sentence_id"])


def test_the_data_sheet_cites_what_the_header_says(edition):
    sheet = " ".join((ROOT / "data/README.md").read_text(encoding="utf-8").split())
    for field in ("title", "translator", "original_language", "credits", "printed_in"):
        assert edition.record.header.value(field) in sheet, field
    for reference in edition.record.header.fields.query("field == 'archive_reference'")["value"]:
        assert reference in sheet
    assert f"{RECORD.stat().st_size:,} bytes" in sheet


# ---- citation and README ------------------------------------------------------------------------


def test_the_citation_agrees_with_the_header_and_the_package(edition):
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    (source,) = citation["references"]
    header = edition.record.header
    assert citation["version"] == PYPROJECT["project"]["version"]
    assert source["title"] == header.value("title")
    assert str(source["date-published"]) == header.fields.set_index("field")["edtf"]["journal_date"]
    assert f"{source['translators'][0]['given-names']} {source['translators'][0]['family-names']}" == header.value(
        "translator"
    )
    for reference in header.fields.query("field == 'archive_reference'")["value"]:
        assert reference in source["notes"]
    assert f"## {citation['version']} ({citation['date-released']})" in (ROOT / "CHANGELOG.md").read_text(
        encoding="utf-8"
    )


def test_every_path_that_the_texts_link_to_exists():
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), (name, target)


def test_the_readme_names_every_notebook_with_the_question_of_its_title_cell():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in NOTEBOOKS.glob("*.ipynb"):
        assert f"[{path.stem}](notebooks/{path.name})" in readme


def test_the_commands_of_the_readme_are_targets_of_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for text in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\bmake ([a-z]+)\b", (ROOT / text).read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE) or target in {"no", "or", "and", "it"}, target


def test_ci_runs_the_test_command_of_the_readme():
    assert "\nmake test\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_changelog_counts_what_is_there(edition):
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(edition.utterances)} sentences" in text and f"{len(edition.quantities)} quantities" in text


# ---- code ---------------------------------------------------------------------------------------


def test_no_answer_about_this_record_stands_in_code():
    """Sentence ids, figures and names of the record belong into data, never into a statement."""
    for path in (ROOT / "src").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and id(node) not in texts
                and isinstance(node.value, str)
                and "matplotlib" not in str(path)
            ):
                assert not re.search(
                    r"\bs\d{3}\b|\b(300,?000|25,?000|26,?000)\b|Wang Ming|Stalin|Comintern|Kuomintang", node.value
                ), (path.name, node.value)
            if isinstance(node, ast.Constant) and isinstance(node.value, int):
                assert node.value not in {164, 147, 300_000, 25_000, 26_000, 1929, 1934, 1935}, (path.name, node.value)


def test_every_public_function_has_a_docstring():
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), (path.name, node.name)


def test_no_registrys_host_stands_in_the_files_of_the_environment():
    for name in ("requirements.lock", "environment.yml", "pyproject.toml", "Makefile", ".ci/run"):
        assert not re.search(r"https?://|pypi\.org|anaconda\.org", (ROOT / name).read_text(encoding="utf-8")), name
