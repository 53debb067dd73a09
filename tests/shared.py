"""What several tests call: a run of the project in a copy, a table spoiled in one place, the cells of the notebooks."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers.claims.relations import RELATION_COLUMNS
from helpers.files.paths import NOTEBOOKS
from helpers.publish.figures import figure_names

RECORDS = Path(__file__).with_name("records")
SCHEMAS = Path(__file__).with_name("schemas")


def spoil(path, old, new):
    """Change a table of people's decisions in one place, to see it refused; what is to change must stand there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(project, *arguments):
    """Run a command of a copy of the project as a user would, and return what came of it; without arguments,
    ``run``."""
    return subprocess.run(
        [sys.executable, "-m", "helpers", *(arguments or ["run"])],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def toy(rows):
    """Relations of an invented account: rows of (sentence, source, target, sign)."""
    return pd.DataFrame(
        [
            (f"r{place}", sentence, source, target, "backs", sign, "stated", "mao", "1956", "x", "")
            for place, (sentence, source, target, sign) in enumerate(rows)
        ],
        columns=RELATION_COLUMNS,
    )


class Cells:
    """The code cells of all notebooks, run in this process, each once and only as far as something is asked for.

    How a figure or a table is made is said in its cell and nowhere else. What a cell would publish is kept here and not
    written.
    """

    def __init__(self):
        self.cells = {
            path.stem: [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
            for path in sorted(NOTEBOOKS.glob("*.ipynb"))
        }
        self.waiting = {name: iter(cells) for name, cells in self.cells.items()}
        self.names = {name: {} for name in self.cells}
        self.charts, self.frames = {}, {}

    def figures(self) -> dict[str, str]:
        """Figure → the notebook that has a cell for it."""
        return {figure: name for name, cells in self.cells.items() for cell in cells for figure in figure_names(cell)}

    def chart(self, figure):
        """The chart that a notebook publishes under this name."""
        return self.made(self.charts, figure, [self.figures()[figure]])

    def frame(self, table):
        """The frame that a notebook publishes under this name."""
        return self.made(self.frames, table, self.publishers(table))

    def publishers(self, table) -> Iterator[str]:
        """The notebooks that call for a table of this name to be published."""
        for name, cells in self.cells.items():
            calls = [node for cell in cells for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
            texts = [
                [one.value for one in call.args if isinstance(one, ast.Constant)]
                for call in calls
                if "publish" in ast.dump(call.func)
            ]
            if any(table in given for given in texts):
                yield name

    def made(self, kept, wanted, notebooks):
        """Run the cells of the notebooks until one of them has made what is wanted."""
        for name in notebooks:
            while wanted not in kept and (cell := next(self.waiting[name], None)) is not None:
                self.execute(cell.source, self.names[name])
        return kept[wanted]

    def execute(self, source, names):
        """Run one cell. The functions that publish keep what they are given."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("helpers.publish_figure", lambda chart: self.charts.setdefault(chart.name, chart))
            for verb in ("publish_table", "publish_article_table"):
                patch.setattr(f"helpers.{verb}", lambda frame, name, *_, **__: self.frames.setdefault(name, frame))
            patch.setattr("helpers.publish_graph", lambda graph, name: [name])
            exec(compile(source, "<cell>", "exec"), names)
