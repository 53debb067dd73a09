"""Nothing that the project reads can run code or write outside its folder, and nothing leaves the machine."""

import ast
import csv
import hashlib
import re
import shlex
import subprocess
import sys
import zipfile

import pandas as pd
import pytest

from helpers.charts.sheet import Sheet
from helpers.charts.style import Chart
from helpers.commands import main
from helpers.files.errors import CodingError
from helpers.files.outputs import write_table
from helpers.files.paths import ROOT
from helpers.people.actors import read_actors
from helpers.publish.figures import publish_figure
from helpers.publish.graphs import publish_graph
from tests.shared import RECORDS, run, spoil

# Names that run text as code, start programs, open connections or read formats that can do so.
FORBIDDEN_CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "system",
    "popen",
    "read_pickle",
    "to_pickle",
    "load_module",
    "fromstring",
    "iterparse",
    "XMLParser",
}
FORBIDDEN_MODULES = {
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "joblib",
    "subprocess",
    "ctypes",
    "socket",
    "urllib",
    "http",
    "requests",
    "httpx",
    "ftplib",
    "smtplib",
    "yaml",
    "lxml",
}
# Put beside the package, it is read by Python at its start: a connection to another machine is noted and refused.
REFUSING = """
import pathlib, socket
connect = socket.socket.connect
def refuse(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        pathlib.Path(__file__).with_name("asked.txt").write_text(str(address))
        raise ConnectionRefusedError(f"no network here: {address}")
    return connect(self, address)
socket.socket.connect = socket.socket.connect_ex = refuse
"""


# ---- code ---------------------------------------------------------------------------------------


def dangers(source):
    """Return what in a source could run text as code, start a program, reach the network or expand entities."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            owner = getattr(getattr(node.func, "value", None), "id", "")
            # A pattern is compiled, and a page is set from its template; neither runs Python.
            found += [name] if name in FORBIDDEN_CALLS and owner not in ("re", "compiler") else []
            found += [f"{owner}.parse"] if name == "parse" and owner in ("ElementTree", "etree", "minidom") else []
            found += [keyword.arg for keyword in node.keywords if keyword.arg == "shell"]
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            found += [module for module in modules if module.split(".")[0] in FORBIDDEN_MODULES]
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.stem)
def test_the_code_runs_no_text_starts_no_program_asks_no_host_and_reads_no_xml(path):
    # The site is built by Sphinx, started with arguments of our own.
    assert dangers(path.read_text(encoding="utf-8")) == (["subprocess"] if path.stem == "site" else [])


@pytest.mark.parametrize(
    "line",
    [
        "eval(text)",
        "exec(text)",
        "import pickle",
        "os.system(name)",
        "f(name, shell=True)",
        "from urllib.request import urlopen",
        "yaml.load(text); import yaml",
        "ElementTree.parse(path)",
        "etree.fromstring(text)",
        "__import__(name)",
        "pd.read_pickle(path)",
    ],
)
def test_each_of_these_would_be_found(line):
    assert dangers(line)


# ---- installation -------------------------------------------------------------------------------


def test_every_line_of_the_locks_is_pinned_and_hashed_and_comes_from_the_index():
    for lock in (ROOT / "requirements.lock", ROOT / "benchmarks/requirements.lock"):
        blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        for block in blocks:
            assert re.match(r"[a-z0-9._-]+==\S+", block) and "--hash=sha256:" in block, block[:80]
            assert not re.search(
                r"@|://|--(index-url|extra-index-url|find-links|trusted-host|no-binary|pre)\b", block
            ), block[:80]


def install_options():
    """The options with which the Makefile installs the lock."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = [line for line in makefile.splitlines() if "pip install" in line and "-r requirements.lock" in line]
    options = [shlex.split(line.split("pip install", 1)[1].split("-r ")[0]) for line in lines]
    assert len(options) == 2 and options[0] == options[1]
    return options[0]


@pytest.fixture
def wheel(tmp_path):
    """A folder with a package of nothing, and the SHA-256 of its wheel."""
    path = tmp_path / "nothing_at_all-1.0-py3-none-any.whl"
    files = {
        "nothing_at_all.py": "",
        "nothing_at_all-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: nothing-at-all\nVersion: 1.0\n",
        "nothing_at_all-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
        "nothing_at_all-1.0.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return tmp_path, hashlib.sha256(path.read_bytes()).hexdigest()


def install(folder, requirement):
    (folder / "lock").write_text(requirement, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "--isolated",
        "install",
        *install_options(),
        "--no-index",
        "--find-links",
        str(folder),
        "--target",
        str(folder / "installed"),
        "-r",
        str(folder / "lock"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return (folder / "installed/nothing_at_all.py").exists(), done.stderr


@pytest.mark.slow
def test_the_right_hash_is_installed(wheel):
    folder, digest = wheel
    assert install(folder, f"nothing-at-all==1.0 --hash=sha256:{digest}")[0]


@pytest.mark.parametrize(
    ("requirement", "message"),
    [
        ("nothing-at-all==1.0 --hash=sha256:" + "0" * 64, "DO NOT MATCH THE HASHES"),
        ("nothing-at-all==1.0", "Hashes are required"),
    ],
)
def test_a_wrong_or_missing_hash_is_refused(wheel, requirement, message):
    installed, error = install(wheel[0], requirement)
    assert not installed and message in error


# ---- network ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_run_asks_no_other_machine(small):
    (small / "src/sitecustomize.py").write_text(REFUSING, encoding="utf-8")
    assert run(small).returncode == 0
    assert not (small / "src/asked.txt").exists()
    spoil(
        small / "notebooks/one.ipynb",
        "from helpers import charts, claims, publish_figure, read_edition",
        "import socket; socket.create_connection(('192.0.2.1', 80))",
    )
    assert run(small).returncode == 1
    assert (small / "src/asked.txt").read_text(encoding="utf-8") == "('192.0.2.1', 80)"


# ---- what is read -------------------------------------------------------------------------------


OUTSIDE = ["../../escaped", "/escaped", "sub/escaped", "..\\escaped"]


def bare(build):
    return Sheet(build, "claim", [], "n = 0.", 10).figure


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    from networkx import MultiDiGraph

    folder, frame = tmp_path / "a/b/c", pd.DataFrame({"x": [1]})
    folder.mkdir(parents=True)
    for publish in (
        lambda: write_table(frame, name, folder),
        lambda: publish_figure(Chart(name, "claim", bare, frame, "caption", "alternative"), folder),
        lambda: publish_graph(MultiDiGraph(), name, folder),
    ):
        with pytest.raises(ValueError, match="expected a name without a folder"):
            publish()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("actor_id", ["../../mao", "mao zedong", '"onload="x', "{{mao}}", "Mao"])
def test_an_actor_id_that_could_be_a_path_or_markup_is_refused(coding, actor_id):
    cell = '"' + actor_id.replace('"', '""') + '"'
    spoil(coding / "actors.csv", "\nmao,", f"\n{cell},")
    with pytest.raises(
        CodingError, match=r"actors.csv, line \d+, column actor_id: found .* expected lower-case letters"
    ):
        read_actors(coding)


@pytest.mark.parametrize(
    "hostile",
    [
        "../../escaped",
        "=cmd|'/C calc'!A0",
        "{{ ''.__class__ }}",
        "__import__('os').system('touch escaped')",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    ],
)
def test_a_hostile_record_is_text_and_stays_in_its_folder(tmp_path, capsys, hostile):
    """In the header, where names and titles are read, and at the head of a sentence."""
    text = (RECORDS / "invented_2.txt").read_text(encoding="utf-8-sig")
    begun = text.index("Premier Sandor and Foreign Minister")
    (tmp_path / "record.txt").write_text(
        text[:begun] + hostile + "\n" + text[begun:].replace("This document was invented", hostile, 1), encoding="utf-8"
    )
    assert main(["parse", str(tmp_path / "record.txt"), str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == [
        "out/header.csv",
        "out/utterances.csv",
        "record.txt",
    ]
    with (tmp_path / "out/header.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any(hostile in cell for cell in cells)
    assert not any(cell.startswith(("=", "@")) for cell in cells)


def test_the_helpers_load_drawing_and_graphs_only_where_they_draw():
    """The parse, and what every notebook imports first, load neither matplotlib nor networkx."""
    names = "helpers.publish_table, helpers.publish_reading_page, helpers.proof.check_coding, helpers.publish_figure"
    heavy = "{'matplotlib', 'networkx', 'great_tables', 'scipy'}"
    code = f"import sys, helpers; {names}; helpers.read_edition(); print(sorted({heavy} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120).stdout.strip() == "[]"
    )
