"""Whether everything comes out with the committed bytes when what should not matter is varied.

    make reproduce
    .venv/bin/python benchmarks/reproduce.py "time zone" clock      these variations alone

For each variation a copy of the project without its outputs makes all of them again: figures, tables, TEI, graphs, the
reading edition, the notebooks, the data package. Prints one row a variation and one column a kind of file, and then the
names of the files that differ. What this machine cannot vary is named with the reason. Needs no root.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import nbformat
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from helpers.commands.run import AUDIT
from helpers.files.outputs import committed_digests, digests
from helpers.files.paths import ROOT

FOLDERS = ("figures", "data/derived")
# The audit reads the other notebooks with their outputs: it cannot be run alone, nor where their outputs are not kept.
OF_THE_AUDIT = {f"notebooks/{AUDIT}.ipynb", "data/derived/claims.csv"}
FAKETIME = ("/usr/lib/*/faketime/libfaketime.so.1", "/usr/local/lib/faketime/libfaketime.so.1")
# Read by Python at its start: every listing of a folder comes back to front.
REVERSED_LISTINGS = """
import os
listdir, scandir = os.listdir, os.scandir
class Backwards:
    def __init__(self, path="."):
        self.entries = iter(sorted(scandir(path), key=lambda entry: entry.name, reverse=True))
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *error):
        return None
    close = __exit__
os.listdir, os.scandir = lambda path=".": sorted(listdir(path), reverse=True), Backwards
"""
# Kernels wait for ever under a false clock; their cells run in one process, and the notebooks are left out.
CELLS = """
import nbformat, pathlib
for path in sorted(pathlib.Path("notebooks").glob("*.ipynb")):
    names = {}
    for cell in nbformat.read(path, as_version=4).cells:
        exec(cell.source if cell.cell_type == "code" else "", names)
"""
RUN = ("-m", "helpers", "run")


class Variation(NamedTuple):
    """One thing that is varied; lacking: why it cannot be.

    Variables of the environment, what the command is run under, where, what, and with which Python.
    """

    name: str
    variables: dict[str, str] = {}
    under: tuple[str, ...] = ()
    folder: str = "project"
    working: Path | None = None
    command: tuple[str, ...] = RUN
    one_by_one: bool = False
    python: str = sys.executable
    lacking: str = ""


def main(chosen: list[str]) -> int:
    """Make everything under each variation and print the table; return 1 where anything differs."""
    expected = committed()
    kinds = sorted({Path(name).suffix for name in expected})
    table, notes = Table("what is varied", *kinds), []
    console = Console(width=None if sys.stdout.isatty() else 160)
    progress = Console(stderr=True)
    with (
        tempfile.TemporaryDirectory() as place,
        Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=progress,
            disable=not progress.is_terminal,
        ) as shown,
    ):
        task = shown.add_task("")
        for variation in variations(Path(place)):
            if chosen and variation.name not in chosen:
                continue
            shown.reset(task, description=variation.name)
            different = set() if variation.lacking else differing(variation, Path(place), expected)
            if variation.lacking:
                notes.append(f"{variation.name}: not to be had here, {variation.lacking}")
            else:
                table.add_row(variation.name, *(verdict(kind, different, variation) for kind in kinds))
                notes += [f"{variation.name}: {name} differs" for name in sorted(different)]
            shown.console.print(
                f"{variation.name}: "
                + ("not to be had" if variation.lacking else f"{len(different)} of {len(expected)} files differ"),
                highlight=False,
            )
    console.print(table)
    for note in notes:
        console.print(note, highlight=False)
    return int(any(note.endswith("differs") for note in notes))


def variations(place: Path) -> list[Variation]:
    """Return what is varied; place: a folder for what the variations need."""
    home, listings = place / "home", place / "listings"
    home.mkdir()
    listings.mkdir()
    (listings / "sitecustomize.py").write_text(REVERSED_LISTINGS, encoding="utf-8")
    return [
        Variation("nothing"),
        Variation("hash seed 0", {"PYTHONHASHSEED": "0"}),
        Variation("hash seed 4242", {"PYTHONHASHSEED": "4242"}),
        Variation("locale C, no UTF-8 mode", {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
        locale("tr_TR", place),
        locale("zh_CN", place),
        Variation("time zone", {"TZ": "Pacific/Kiritimati"}),
        clock(),
        Variation("user name and home", {"USER": "毛", "LOGNAME": "毛", "HOME": str(home)}),
        Variation("umask 077", under=("sh", "-c", 'umask 077; exec "$@"', "sh")),
        Variation("working directory", working=Path("/")),
        Variation("path in other letters, with spaces", folder="проект 毛泽东 – é"),
        Variation("folders listed backwards", {"PYTHONPATH": str(listings)}),
        Variation("one core", {"OMP_NUM_THREADS": "1"}, ("taskset", "-c", "0"), lacking=without("taskset")),
        Variation("each notebook alone, last first", one_by_one=True),
        Variation(
            "no network",
            under=("unshare", "--user", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"),
            lacking=without("unshare", "ip"),
        ),
        newest_python(place),
    ]


def without(*programs: str) -> str:
    """Return which programs the machine lacks, or nothing."""
    missing = [program for program in programs if shutil.which(program) is None]
    return f"there is no {' and no '.join(missing)}" if missing else ""


def locale(name: str, place: Path) -> Variation:
    """Return the variation to a language's locale, compiled into a folder of its own."""
    title = f"locale {name}.UTF-8"
    if without("localedef"):
        return Variation(title, lacking=without("localedef"))
    compiled = subprocess.run(
        ["localedef", "-i", name, "-f", "UTF-8", str(place / f"{name}.UTF-8")], capture_output=True, text=True
    )
    return Variation(
        title,
        {"LC_ALL": f"{name}.UTF-8", "LOCPATH": str(place)},
        lacking=compiled.stderr.strip() if compiled.returncode else "",
    )


def clock() -> Variation:
    """Return the variation to another day and year; FAKETIME_LIBRARY may say where the library lies."""
    given = os.environ.get("FAKETIME_LIBRARY")
    found = [Path(given)] if given else [path for pattern in FAKETIME for path in sorted(Path("/").glob(pattern[1:]))]
    if not found:
        return Variation("clock", lacking="there is no libfaketime")
    return Variation(
        "clock",
        {"LD_PRELOAD": str(found[0]), "FAKETIME": "@2041-05-06 07:08:09", "FAKETIME_DONT_FAKE_MONOTONIC": "1"},
        command=("-c", CELLS),
    )


def newest_python(place: Path) -> Variation:
    """Return the variation to the newest other Python on the machine; its environment is made when it is used."""
    for minor in (14, 13, 12):
        program = f"python3.{minor}"
        if (
            sys.version_info[1] != minor
            and not without(program)
            and subprocess.run([program, "-c", ""], capture_output=True).returncode == 0
        ):
            return Variation(f"Python 3.{minor}", python=str(place / "environment/bin" / program))
    return Variation("another Python", lacking="there is none from 3.12 to 3.14")


def make_environment(python: Path) -> None:
    """Install the hashed lock for a Python that is named by its place in the new environment."""
    subprocess.run([python.name, "-m", "venv", python.parents[1]], check=True)
    subprocess.run(
        [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "-r",
            ROOT / "requirements.lock",
        ],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def differing(variation: Variation, place: Path, expected: dict[str, str]) -> set[str]:
    """Make everything in a copy of the project and return the files that are not the committed ones."""
    if not Path(variation.python).exists():
        make_environment(Path(variation.python))
    project = place / variation.folder
    shutil.rmtree(project, ignore_errors=True)
    bare_copy(project)
    together = variation.command == RUN and not variation.one_by_one
    bare = [path for path in sorted((project / "bare").glob("*.ipynb")) if together or path.stem != AUDIT]
    for notebooks in [[one] for one in reversed(bare)] if variation.one_by_one else [bare]:
        for notebook in notebooks:
            notebook.rename(project / "notebooks" / notebook.name)
        call(variation, project, variation.command)
        for notebook in notebooks:
            (project / "notebooks" / notebook.name).rename(project / "made" / notebook.name)
    call(variation, project, ("-m", "helpers", "package"))
    made = outputs(project, project / "made")
    compared = {
        name for name in expected.keys() | made.keys() if variation.command == RUN or not name.endswith(".ipynb")
    } - (set() if together else OF_THE_AUDIT)
    return {name for name in compared if expected.get(name) != made.get(name)}


def bare_copy(project: Path) -> None:
    """Copy the project without its outputs; the notebooks, without theirs, go into a folder "bare"."""
    for folder in ("src", "data"):
        shutil.copytree(
            ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__", "derived", "datapackage.json")
        )
    for folder in ("notebooks", "figures", "data/derived", "bare", "made"):
        (project / folder).mkdir(parents=True)
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, project / "bare" / path.name)


def call(variation: Variation, project: Path, command: tuple[str, ...]) -> None:
    """Run a command in the copy as the variation has it; an error shows, and leaves files missing."""
    paths = [str(project / "src"), *filter(None, [variation.variables.get("PYTHONPATH")])]
    environment = (
        os.environ | variation.variables | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
    )
    done = subprocess.run(
        [*variation.under, variation.python, *command],
        cwd=variation.working or project,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if "Traceback" in done.stderr or "error:" in done.stderr:
        print(f"{variation.name}: {done.stderr.strip()}", file=sys.stderr)


def outputs(project: Path, notebooks: Path) -> dict[str, str]:
    """Return file → SHA-256 of everything that the project makes."""
    found = {f"{folder}/{name}": digest for folder in FOLDERS for name, digest in digests(project / folder).items()}
    found |= {f"notebooks/{name}": digest for name, digest in digests(notebooks).items()}
    return found | {
        "data/datapackage.json": hashlib.sha256((project / "data/datapackage.json").read_bytes()).hexdigest()
    }


def committed() -> dict[str, str]:
    """Return file → SHA-256 as the committed digest files have them; notebooks and data package as they stand."""
    return outputs(ROOT, ROOT / "notebooks") | {
        f"{folder}/{name}": digest for folder in FOLDERS for name, digest in committed_digests(ROOT / folder).items()
    }


def verdict(kind: str, different: set[str], variation: Variation) -> str:
    """Return the cell of the table for one kind of file; a dash where it was not made."""
    if kind == ".ipynb" and variation.command != RUN:
        return "–"
    count = sum(Path(name).suffix == kind for name in different)
    return f"{count} differ" if count else "same"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
