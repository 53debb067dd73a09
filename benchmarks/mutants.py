"""Does a test go red when one thing is changed, content or code, in a copy of the project?

    make mutants
    benchmarks/.venv/bin/python benchmarks/mutants.py 6 coding code      so many of these places, not 60 of each
    benchmarks/.venv/bin/python benchmarks/mutants.py 60:90 code         those that come after them in the sample

Places: the record, the tables of people's decisions, what the charts and the seven points are drawn from and published
as, the other published files, the prose of the notebooks, and the helpers' code. Content is changed here: a number, a
sign, a name, a word, a whole sentence; the changes of code are those of mutmut. The tests of the content run first,
then the digests of what was accepted, and for code the notebooks too. A change of the record is made in its checksum
too, so that the tests must read it. The sample is the same each time, and a smaller one is the beginning of a larger
one. Prints what was noticed by which, and every change that was not.
"""

import csv
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from difflib import unified_diff
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from mutmut.mutation.file_mutation import create_mutations
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from helpers.files.outputs import digests, write_digests
from helpers.files.paths import ROOT

SEED = 1956
EACH = 60
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".pytest_cache", ".hypothesis", "build")
FILES = {
    "record": ["data/source/record.txt"],
    "coding": ["data/coding/*.csv"],
    "figures and points": [
        "data/coding/series.csv",
        "data/coding/point*.csv",
        "data/coding/beyond_points.csv",
        "figures/strength.*",
        "figures/room-taken.*",
        "data/derived/losses.csv",
        "data/derived/seven_points.*",
        "data/derived/room_taken.csv",
    ],
    "published": [
        "figures/*.csv",
        "figures/*.md",
        "figures/*.svg",
        "data/derived/*.csv",
        "data/derived/*.xml",
        "data/derived/*.html",
    ],
    "prose": ["notebooks/*.ipynb"],
    "code": ["src/helpers/**/*.py"],
}
# Quick tests of what is read and derived; then those that take longer.
QUICK = [
    "tests/text/test_record.py",
    "tests/people",
    "tests/speech",
    "tests/claims",
    "tests/networks",
    "tests/publish/test_tables.py",
    "tests/teaching/test_seminar.py",
    "tests/proof/test_checks.py",
    "tests/proof/test_audit.py",
]
SLOW = [
    "tests/publish/test_package.py",
    "tests/publish/test_reading.py",
    "tests/charts",
    "tests/proof/test_schemas.py",
    "tests/teaching/test_handout.py",
]
PROSE = ["tests/project/test_notebooks.py", "tests/project/test_project.py", "tests/teaching/test_slides.py"]
DIGESTS = ["tests/project/test_committed.py", "tests/text/test_source.py"]
WORD = re.compile(r"(?P<number>\d+)|(?P<sign>(?<=,)[+\-±](?=,))|(?P<name>\b[A-Z][a-z]{2,})|(?P<word>\b[a-z]{3,})")
FREE_TEXT = "word in a reason or label"
SENTENCE = re.compile(r"(?<=[.?!] )[A-Z][^.?!]{20,}[.?!] ")


class Mutant(NamedTuple):
    """One change: its place, its kind, the file, how the change reads, and the file's text after it."""

    place: str
    kind: str
    path: str
    says: str
    text: str


def main(first: int, last: int, places: list[str]) -> None:
    """Try the changes of a sample, from the first to the last of each place; print what was noticed and what not."""
    sample = [mutant for place in places for mutant in draw(place, last)[first:]]
    results: dict[Mutant, str] = {}
    console = Console(width=None if sys.stdout.isatty() else 120)
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress(console=Console(stderr=True)) as progress,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(os.cpu_count() or 1):
            copies.put(Path(shutil.copytree(ROOT, Path(folder) / str(number), ignore=LEFT_BEHIND)))
        if red(Path(folder) / "0", *QUICK, *DIGESTS):
            sys.exit("found a red test before anything was changed; expected all to be green")
        task = progress.add_task("changes", total=len(sample))
        waiting = {pool.submit(attempt, mutant, copies): mutant for mutant in sample}
        for future in as_completed(waiting):
            mutant = waiting[future]
            results[mutant] = future.result()
            progress.advance(task)
            print(f"{results[mutant]}: {mutant.kind} in {mutant.path}: {mutant.says}", flush=True)
    table = Table(
        "place",
        "kind",
        "changes",
        "noticed by content",
        "by the digests alone",
        "by the notebooks alone",
        "not noticed",
    )
    for place, kind in sorted(
        {(mutant.place, mutant.kind) for mutant in sample}, key=lambda pair: (places.index(pair[0]), pair[1])
    ):
        counts = Counter(how for mutant, how in results.items() if (mutant.place, mutant.kind) == (place, kind))
        table.add_row(
            place,
            kind,
            *map(
                str, (counts.total(), counts["content"], counts["digests"], counts["notebooks"], counts["not noticed"])
            ),
        )
    console.print(table)


def draw(place: str, each: int) -> list[Mutant]:
    """Return a sample of changes of one place, spread over its files and over the kinds of things in them."""
    chance = random.Random(f"{SEED} {place}")
    possible = {
        path: changes_of_code(path) if place == "code" else changes_of_text(path) for path in listed(*FILES[place])
    }
    # Every file has its turn; where there is much code there is much to change.
    weights = [len(changes) if place == "code" else bool(changes) for changes in possible.values()]
    sample: dict[Mutant, None] = {}
    while len(sample) < each:
        (path,) = chance.choices(list(possible), weights)
        kind = chance.choice(sorted({kind for kind, *_ in possible[path]}))
        _, says, change = chance.choice([found for found in possible[path] if found[0] == kind])
        changed = change()
        sample[
            Mutant(place, kind, path, says or difference((ROOT / path).read_text(encoding="utf-8"), changed), changed)
        ] = None
    return list(sample)


def listed(*patterns: str) -> list[str]:
    """Return the text files of the project that the patterns name, sorted."""
    paths = {path for pattern in patterns for path in ROOT.glob(pattern) if path.suffix not in {".png", ".pdf"}}
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def changes_of_text(path: str) -> list[tuple]:
    """Return (kind, how it reads, call that returns the changed text).

    Notebooks are changed in the prose alone, tables not in the header.
    """
    text = (ROOT / path).read_text(encoding="utf-8")
    spans = (
        prose_spans(text)
        if path.endswith(".ipynb")
        else drawn_spans(text)
        if path.endswith(".svg")
        else [(text.find("\n") if path.endswith(".csv") else 0, len(text))]
    )
    names = sorted({match["name"] for match in WORD.finditer(text) if match["name"]})
    found = []
    for begin, end in spans:
        for match in WORD.finditer(text, begin, end):
            kind = match.lastgroup
            if kind in ("word", "name") and path.endswith(".csv"):
                kind = FREE_TEXT if in_free_text(text, match.start()) else "term or id"
            found.append(exchange(text, kind, match.span(), altered(match, names)))
        if path.endswith("record.txt"):
            found += [exchange(text, "sentence", match.span(), "") for match in SENTENCE.finditer(text, begin, end)]
    return found


def exchange(text: str, kind: str, span: tuple[int, int], new: str) -> tuple:
    """Return a change of one span of a text."""
    begin, end = span
    return (
        kind,
        f"{text[max(0, begin - 15) : begin]}[{text[begin:end]} → {new}]{text[end : end + 15]}".replace("\n", " "),
        lambda: text[:begin] + new + text[end:],
    )


def altered(match: re.Match, names: list[str]) -> str:
    """Return another number, sign, name or word."""
    token = match.group()
    if match["number"]:
        return str(int(token) + 1).zfill(len(token))
    if match["name"]:
        return names[(names.index(token) + 1) % len(names)]
    return {"+": "-", "-": "+", "±": "+"}.get(token) or token[:-1] + ("x" if token[-1] != "x" else "y")


def in_free_text(text: str, place: int) -> bool:
    """True where a place of a CSV file lies in a cell of several words, which are read by people alone."""
    line = text[text.rfind("\n", 0, place) + 1 : text.find("\n", place)]
    (cells,) = csv.reader(io.StringIO(line))
    offset = place - text.rfind("\n", 0, place) - 1
    for cell in cells:
        begin = line.find(cell, 0)
        if cell and begin <= offset < begin + len(cell):
            return len(cell.split()) > 2
    return True


def prose_spans(text: str) -> list[tuple[int, int]]:
    """Return where the sources of the Markdown cells stand in a notebook's file."""
    return [
        match.span(1) for match in re.finditer(r'"cell_type": "markdown",.*?"source": \[(.*?)\n   \]', text, re.DOTALL)
    ]


def drawn_spans(text: str) -> list[tuple[int, int]]:
    """Return where a drawing says something: the first place of each named mark, and its description."""
    return [
        match.span(match.lastindex)
        for match in re.finditer(r'<g id="[^"]*[a-z]_?(?!\d+")[^"]*">\s*<path d="M (\d+\.\d)|<desc[^>]*>([^<]+)<', text)
    ]


def changes_of_code(path: str) -> list[tuple]:
    """Return mutmut's changes of a module as (kind, how it reads, call that returns the changed text)."""
    text = (ROOT / path).read_text(encoding="utf-8")
    module, mutations, _, _ = create_mutations(path, text)
    return [
        ("code", "", lambda mutation=mutation: module.deep_replace(mutation.original_node, mutation.mutated_node).code)
        for mutation in mutations
    ]


def attempt(mutant: Mutant, copies: SimpleQueue) -> str:
    """Make one change in a free copy of the project and return what noticed it; afterwards the copy is as it was."""
    project = copies.get()
    path = project / mutant.path
    path.write_text(mutant.text, encoding="utf-8")
    if mutant.place == "record":
        write_digests(path.parent, digests(path.parent))
    try:
        if any(red(project, *tests) for tests in stages(mutant) if tests):
            return "content"
        if red(project, *DIGESTS):
            return "digests"
        return (
            "notebooks"
            if mutant.place == "code" and (red(project, "--nbval", "notebooks") or red(project, *DIGESTS))
            else "not noticed"
        )
    finally:
        for folder in ("figures", "data", "notebooks", "src"):
            shutil.copytree(ROOT / folder, project / folder, dirs_exist_ok=True, ignore=LEFT_BEHIND)
        copies.put(project)


def stages(mutant: Mutant) -> list[list[str]]:
    """Return the tests to try, the likeliest first; for code, those of its wing and those that import the module."""
    if mutant.place == "code":
        path = Path(mutant.path).with_suffix("")
        wing, module = path.parts[2], re.compile(rf"\b{'.'.join(path.parts[1:])}\b")
        own = [
            test.relative_to(ROOT).as_posix()
            for test in sorted((ROOT / "tests").glob("*/test_*.py"))
            if test.parent.name == wing or module.search(test.read_text(encoding="utf-8"))
        ]
        slow = [test for test in own if any(test.startswith(one) for one in SLOW)]
        return [[test for test in own if test not in slow], QUICK, slow]
    if mutant.place == "prose":
        return [PROSE]
    # What is drawn shows in the figures; words that people alone read do not.
    return [QUICK, [] if mutant.place == "record" or mutant.kind == FREE_TEXT and "coding" in mutant.path else SLOW]


def red(project: Path, *tests: str) -> bool:
    """True where a test fails, or hangs."""
    environment = os.environ | {"PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, timeout=600).returncode != 0
    except subprocess.TimeoutExpired:
        return True


def difference(old: str, new: str) -> str:
    """Return the lines that a change of code takes out and puts in."""
    lines = list(unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[3:]
    return "  ".join(f"{line[0]} {line[1:].strip()}" for line in lines)


if __name__ == "__main__":
    begin, _, end = (sys.argv[1] if len(sys.argv) > 1 else str(EACH)).rpartition(":")
    main(int(begin or 0), int(end), sys.argv[2:] or list(FILES))
