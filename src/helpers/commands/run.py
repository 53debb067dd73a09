"""Run every notebook and say whether the figures came out the same.

The notebooks write into a folder of their own. Only when all of them have succeeded are the results moved into
place, each file in one step; on bad input (exit status 2) or an error in a notebook (1) everything stays as it was.
"""

import os
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from helpers.files.errors import CodingError, RecordError
from helpers.files.outputs import (
    DIGESTS,
    committed_digests,
    digests,
    remove_parts,
    write_bytes,
    write_digests,
    write_text,
)
from helpers.files.paths import NOTEBOOKS, ROOT
from helpers.publish.figures import figure_names, figure_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDERS = ("figures", "data/derived")
# Not made by the notebooks' code, but what it was run on: a change in them is accepted like a change in a figure.
ACCEPTED_WITH_THEM = ("data/coding", "notebooks")
AUDIT = "08_audit"
# What stands in the metadata of a cell: its role, and its slide.
CELL_METADATA = {"tags", "slideshow"}


class Run(NamedTuple):
    """One executed notebook: name, seconds, the figures its cell tags promise, the notebook's text."""

    name: str
    seconds: float
    figures: tuple[str, ...]
    text: str


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("--accept", action="store_true", help="take the new outputs for the committed ones")


def carry_out(options: Namespace) -> int:
    """Run all notebooks; return 0, 1 (a figure changed, a notebook failed) or 2 (bad input)."""
    try:
        check_input()
    except (RecordError, CodingError) as error:
        print(f"error: {error}\nNothing was run and no file was changed.", file=sys.stderr)
        return 2
    staging = Path(tempfile.mkdtemp(prefix="edition-"))
    try:
        for folder in FOLDERS:
            (staging / folder).mkdir(parents=True)
        runs = execute_all(sorted(NOTEBOOKS.glob("*.ipynb")), staging)
        if runs is None:
            return 1
        changed = compare(staging, runs, options.accept)
        install(staging, runs)
        if options.accept:
            for folder in FOLDERS:
                write_digests(ROOT / folder, digests(staging / folder))
            for folder in ACCEPTED_WITH_THEM:
                write_digests(ROOT / folder, digests(ROOT / folder))
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return 1 if changed and not options.accept else 0


def check_input() -> None:
    """Read the record and every coding table before anything runs."""
    from helpers.edition import read_edition
    from helpers.proof.checks import check_coding

    check_coding(read_edition())


def execute_all(paths: list[Path], staging: Path) -> list[Run] | None:
    """Execute the notebooks side by side, with progress; return them in order, or None after an error was printed."""
    from nbclient.exceptions import CellExecutionError
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    os.environ["EDITION_OUTPUT"] = str(staging)
    console = Console(stderr=True)
    runs: dict[str, Run] = {}
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with (
        Progress(*columns, console=console, disable=not console.is_terminal) as progress,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        task = progress.add_task("notebooks", total=len(paths))
        for wave in waves(paths):
            waiting = {pool.submit(execute, path): path for path in wave}
            for future in as_completed(waiting):
                path = waiting[future]
                try:
                    runs[path.name] = future.result()
                except (CellExecutionError, ValueError) as error:
                    pool.shutdown(cancel_futures=True)
                    print(f"error: {path.name} failed; no file was changed.\n{error}", file=sys.stderr)
                    return None
                write_text(staging / "notebooks" / path.name, runs[path.name].text)
                progress.advance(task)
                progress.console.print(f"{path.name} ({runs[path.name].seconds:.1f} s)", highlight=False)
    return [runs[path.name] for path in paths]


def waves(paths: list[Path]) -> list[list[Path]]:
    """Return the notebooks in the order of their execution: those that need no other, side by side, then the audit.

    The audit reads the others. The largest file begins first: with its drawings it takes longest, and nothing should
    wait for it at the end.
    """
    largest_first = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
    return [[path for path in largest_first if path.stem != AUDIT], [path for path in paths if path.stem == AUDIT]]


def execute(path: Path) -> Run:
    """Execute one notebook and return it with its outputs, without times and versions."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    begun = time.perf_counter()
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        # The kernel talks to this process alone; its notice about unencrypted TCP would only hide real messages.
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    client.execute()
    seconds = time.perf_counter() - begun
    keep_ours(notebook)
    figures = tuple(name for cell in notebook.cells for name in figure_names(cell))
    return Run(path.stem, seconds, figures, nbformat.writes(notebook) + "\n")


def keep_ours(notebook: "NotebookNode") -> None:
    """Leave of a notebook's metadata what this project writes: times, folds and versions of an editor go."""
    import nbformat

    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {
                "name": "python",
                "file_extension": ".py",
                "mimetype": "text/x-python",
                "pygments_lexer": "ipython3",
            },
        }
    )
    for cell in notebook.cells:
        for key in set(cell.metadata) - CELL_METADATA:
            del cell.metadata[key]


def compare(staging: Path, runs: list[Run], accept: bool) -> bool:
    """Print notebook, seconds, figures and whether they are the committed ones; return True where any differs."""
    from rich.console import Console
    from rich.table import Table

    committed, made = committed_digests(ROOT / "figures"), digests(staging / "figures")
    table = Table("notebook", "seconds", "figures", "compared with the committed ones", "outputs in the notebook")
    for run in runs:
        names = [name for name in made if figure_of(name) in run.figures]
        different = [name for name in names if committed.get(name) != made[name]]
        verdict = "changed: " + ", ".join(different) if different else "identical" if names else "no figures"
        stored = (NOTEBOOKS / f"{run.name}.ipynb").read_bytes() == run.text.encode("utf-8")
        table.add_row(
            run.name, f"{run.seconds:.1f}", str(len(run.figures)), verdict, "as stored" if stored else "changed"
        )
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    gone = sorted(set(committed) - set(made))
    tables = committed_digests(ROOT / "data/derived")
    derived = digests(staging / "data/derived")
    other = sorted(name for name, digest in derived.items() if tables.get(name) != digest)
    stale = sorted(set(tables) - set(derived))
    for label, names in (
        ("committed figures that no notebook makes", gone),
        ("tables that are new or changed", other),
        ("committed tables that no notebook writes", stale),
    ):
        if names:
            console.print(f"{label}: {', '.join(names)}", highlight=False)
    changed = bool(gone or any(committed.get(name) != digest for name, digest in made.items()))
    if changed and accept:
        console.print("accepted as the new outputs", highlight=False)
    return changed


def install(staging: Path, runs: list[Run]) -> None:
    """Move the results into place, each file in one step; files that are the same are left alone.

    What a run that was killed at this point left half-written is removed first.
    """
    for folder in (*FOLDERS, "notebooks"):
        remove_parts(ROOT / folder)
    for folder in FOLDERS:
        for path in sorted((staging / folder).iterdir()):
            if path.name != DIGESTS:
                replace(ROOT / folder / path.name, path.read_bytes())
    for run in runs:
        replace(NOTEBOOKS / f"{run.name}.ipynb", run.text.encode("utf-8"))


def replace(target: Path, data: bytes) -> None:
    """Write a file unless it holds these bytes already."""
    if not target.is_file() or target.read_bytes() != data:
        write_bytes(target, data)
