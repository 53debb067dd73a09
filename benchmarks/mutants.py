"""Does a test go red when one thing is changed? Content and code are changed in one place at a time, in a copy of the project.

    make mutants
    .venv/bin/python benchmarks/mutants.py 6 coding code      so many changes of these places, instead of 24 of each

Places: the source, the tables of people's decisions, the published files, the prose of the notebooks, the helpers' code (numbers, words and
operators). First the tests of the content run, then the digests of what was accepted, and for code the notebooks too. A change of the source is made in its
checksum too, so that the tests must read it. Prints what was noticed by which, and every change that was not. The sample is the same each time; a whole run takes about half an hour on two cores.
"""

import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from helpers.outputs import digests, write_digests
from helpers.paths import ROOT

SEED = 1956
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".pytest_cache", ".hypothesis", "build")
TOKEN = re.compile(r"\d+|[A-Za-z]{3,}|(?<=,)[+\-±](?=,)")
OPERATORS = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is"}
CONTENT = ["tests/test_" + name for name in (
    "checks.py", "quantities.py", "speech.py", "mentions.py", "comparison.py", "critique.py", "chronology.py", "relations.py", "networks.py", "record.py", "project.py",
)]
DIGESTS = ["tests/test_committed.py", "tests/test_source.py"]
# Place → the tests that run first.
FIRST = {"source": CONTENT, "coding": CONTENT, "published": ["tests/test_package.py"], "prose": ["tests/test_notebooks.py"], "code": CONTENT}


FILES = {
    "source": ["data/source/record.txt"], "coding": ["data/coding/*.csv"], "published": ["figures/*.csv", "figures/*.md", "figures/*.svg", "data/derived/*.*"],
    "prose": ["notebooks/*.ipynb"], "code": ["src/helpers/**/*.py"],
}


class Mutant(NamedTuple):
    """One change: its place, the file, and old and new text at an offset."""

    place: str
    path: str
    offset: int
    old: str
    new: str


def main(each: int, places: list[str]) -> None:
    """Draw the sample, try every change, print the table and what was not noticed."""
    sample = [mutant for place in places for mutant in draw(place, each)]
    results: dict[Mutant, str] = {}
    console = Console(width=None if sys.stdout.isatty() else 120)
    with tempfile.TemporaryDirectory() as place, Progress(console=Console(stderr=True)) as progress, ThreadPoolExecutor(os.cpu_count()) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(os.cpu_count() or 1):
            copies.put(Path(shutil.copytree(ROOT, Path(place) / str(number), ignore=LEFT_BEHIND)))
        if red(Path(place) / "0", *{test for name in places for test in FIRST[name]}, *DIGESTS):
            sys.exit("found a red test before anything was changed; expected all to be green")
        task = progress.add_task("changes", total=len(sample))
        waiting = {pool.submit(attempt, mutant, copies): mutant for mutant in sample}
        for future in as_completed(waiting):
            mutant = waiting[future]
            results[mutant] = future.result()
            progress.advance(task)
            progress.console.print(f"{results[mutant]}: {mutant.path}: {mutant.old!r} → {mutant.new!r}", highlight=False, markup=False)
    table = Table("place", "changes", "noticed by content", "by the digests alone", "by the notebooks alone", "not noticed")
    for name in places:
        counts = Counter(how for mutant, how in results.items() if mutant.place == name)
        table.add_row(name, *map(str, (counts.total(), counts["content"], counts["digests"], counts["notebooks"], counts["not noticed"])))
    console.print(table)


def draw(place: str, each: int) -> list[Mutant]:
    """Return a sample of changes of one place, spread over its files; a smaller sample is the beginning of a larger one."""
    chance = random.Random(f"{SEED} {place}")
    paths = listed(*FILES[place])
    sample: dict[Mutant, None] = {}
    while len(sample) < each:
        path = chance.choice(paths)
        text = (ROOT / path).read_text(encoding="utf-8")
        possible = list(changes_of_code(text) if place == "code" else changes_of_text(text, place))
        if possible:
            sample[Mutant(place, path, *chance.choice(possible))] = None
    return list(sample)


def listed(*patterns: str) -> list[str]:
    """Return the files of the project that the patterns name, sorted."""
    return sorted(str(path.relative_to(ROOT)) for pattern in patterns for path in ROOT.glob(pattern))


def changes_of_text(text: str, place: str):
    """Yield (offset, old, new): a number one higher, a sign turned, a word spoiled; of notebooks in the prose alone, of tables not in the header."""
    spans = prose_spans(text) if place == "prose" else [(text.find("\n"), len(text))]
    for begin, end in spans:
        for token in TOKEN.finditer(text, begin, end):
            yield token.start(), token.group(), altered(token.group())


def altered(token: str) -> str:
    """Return another number, sign or word."""
    if token.isdigit():
        return str(int(token) + 1)
    return {"+": "-", "-": "+", "±": "+"}.get(token) or token[:-1] + ("x" if token[-1] != "x" else "y")


def prose_spans(text: str) -> list[tuple[int, int]]:
    """Return where the sources of the Markdown cells stand in a notebook's file."""
    return [match.span(1) for match in re.finditer(r'"cell_type": "markdown",.*?"source": \[(.*?)\n   \]', text, re.DOTALL)]


def changes_of_code(text: str):
    """Yield (offset, old, new) for comparisons, and/or, not, True/False, numbers and words outside docstrings."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    data = text.splitlines(keepends=True)

    def place(line: int, column: int) -> int:
        return lines[line - 1] + len(data[line - 1].encode()[:column].decode())

    tree = ast.parse(text)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)} | {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    silent |= {id(part) for node in ast.walk(tree) for hint in (getattr(node, "annotation", None), getattr(node, "returns", None)) if hint for part in ast.walk(hint)}
    for node in ast.walk(tree):
        if id(node) in silent or not hasattr(node, "end_col_offset"):
            continue
        begin, end = place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            first, last = place(node.left.end_lineno, node.left.end_col_offset), place(node.comparators[0].lineno, node.comparators[0].col_offset)
            yield first, text[first:last], f" {OPERATORS[type(node.ops[0])]} " + "(" * text[first:last].count("(")
        elif isinstance(node, ast.BoolOp):
            first, last = place(node.values[0].end_lineno, node.values[0].end_col_offset), place(node.values[1].lineno, node.values[1].col_offset)
            word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            yield first, text[first:last], text[first:last].replace(word, other)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield begin, "not", ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
            yield begin, text[begin:end], str(not node.value if isinstance(node.value, bool) else node.value + 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and TOKEN.search(text, begin, end):
            token = TOKEN.search(text, begin, end)
            yield token.start(), token.group(), altered(token.group())


def attempt(mutant: Mutant, copies: SimpleQueue) -> str:
    """Make one change in a free copy of the project and return what noticed it; afterwards the copy is as it was."""
    project = copies.get()
    path = project / mutant.path
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:mutant.offset] + mutant.new + text[mutant.offset + len(mutant.old):], encoding="utf-8")
    if mutant.place == "source":
        write_digests(path.parent, digests(path.parent))
    try:
        own = project / f"tests/test_{path.stem}.py"
        first = [str(own)] if mutant.place == "code" and own.exists() else []
        if red(project, *first, *(["tests/test_figures.py"] if "charts" in mutant.path else FIRST[mutant.place])):
            return "content"
        if red(project, *DIGESTS):
            return "digests"
        return "notebooks" if mutant.place == "code" and (red(project, "--nbval", "notebooks") or red(project, *DIGESTS)) else "not noticed"
    finally:
        path.write_text(text, encoding="utf-8")
        for folder in ("figures", "data/derived", "data/source"):
            shutil.copytree(ROOT / folder, project / folder, dirs_exist_ok=True)
        copies.put(project)


def red(project: Path, *tests: str) -> bool:
    """True where a test fails, or hangs."""
    environment = os.environ | {"PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, timeout=600).returncode != 0
    except subprocess.TimeoutExpired:
        return True


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24, sys.argv[2:] or list(FILES))
