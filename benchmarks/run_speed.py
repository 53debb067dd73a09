"""How long "make run" works, as a ratio to what cannot be saved: starting its kernels with their libraries.

    make bench

The floor and the run are measured in turn, in one process, so that a busy machine slows both down. Nothing is written
and nothing here is a test.
"""

import os
import re
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from rich.console import Console
from rich.progress import track

from helpers.commands.run import execute_all
from helpers.files.paths import NOTEBOOKS

# What the helpers import while they draw and export, by the words of a notebook that lead there.
LIBRARIES = {
    "publish_figure": "matplotlib.backends.backend_svg, typst",
    "networks": "networkx",
    "publish_article_table": "great_tables",
    "publish_reading_page": "jinja2",
}
TIMES = 3


def main() -> None:
    """Measure the floor and the run in turn, and print the ratio of their shortest times."""
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    floors, runs = [], []
    for _ in track(range(TIMES), description="measuring", console=Console(stderr=True)):
        floors.append(seconds(lambda: start_kernels(paths)))
        runs.append(seconds(lambda: run_all(paths)))
    print(
        f"{len(paths)} notebooks, {os.cpu_count()} at a time: {min(runs):.1f} s; "
        f"starting their kernels with their libraries: {min(floors):.1f} s; ratio {min(runs) / min(floors):.2f}"
    )


def seconds(call) -> float:
    """Return how long a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def start_kernels(paths: list[Path]) -> None:
    """Start one kernel a notebook and import in it what the notebook's cells load."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(start_kernel, paths))


def start_kernel(path: Path) -> None:
    """Start one kernel and import pandas and the libraries of a notebook."""
    code = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
    modules = ["pandas", *(names for word, names in LIBRARIES.items() if re.search(rf"\b{word}\b", code))]
    cell = nbformat.v4.new_code_cell(f"import {', '.join(modules)}")
    NotebookClient(
        nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3", extra_arguments=["--IPKernelApp.log_level=40"]
    ).execute()


def run_all(paths: list[Path]) -> None:
    """Execute all notebooks as "make run" does, into a folder that is thrown away."""
    staging = Path(tempfile.mkdtemp(prefix="edition-"))
    try:
        execute_all(paths, staging)
    finally:
        shutil.rmtree(staging)


if __name__ == "__main__":
    main()
