"""How long it takes to draw and publish a figure in all its builds and files, as a ratio to matplotlib alone.

    make bench

Each figure of the notebooks is drawn and published into a folder that is thrown away; then matplotlib draws and saves
it by itself, as a PDF for a page and a PNG for a screen. Both are measured in turn, in one process, each figure for the
first time in it. Nothing is written elsewhere and nothing here is a test.
"""

import gc
import io
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.progress import track

from helpers import publish_figure
from helpers.charts.style import PAGE, ROOM, Chart
from helpers.files.paths import ROOT

sys.path.insert(0, str(ROOT))

from tests.shared import Cells  # noqa: E402


def main() -> None:
    """Measure every figure and print the medians and their ratio."""
    cells = Cells()
    with redirect_stdout(io.StringIO()):
        charts = [cells.chart(name) for name in sorted(cells.figures())]
    # What the first figure of a notebook imports is no part of any figure.
    publish(charts[0])
    alone(charts[0])
    gc.freeze()
    published, saved = [], []
    for chart in track(charts, description="measuring", console=Console(stderr=True)):
        published.append(seconds(publish, chart))
        saved.append(seconds(alone, chart))
    ours, floor = statistics.median(published), statistics.median(saved)
    print(
        f"{len(charts)} figures, {sum(len(chart.builds) for chart in charts)} builds: median {ours:.2f} s to draw and "
        f"publish one; matplotlib alone, for a page and a screen: {floor:.2f} s; ratio {ours / floor:.2f}"
    )


def publish(chart: Chart) -> None:
    """Draw a figure and publish it into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        publish_figure(chart, Path(folder))


def alone(chart: Chart) -> None:
    """Let matplotlib draw a figure and save it by itself."""
    chart.figure(PAGE).savefig(io.BytesIO(), format="pdf")
    chart.figure(ROOM).savefig(io.BytesIO(), format="png", dpi=96)


def seconds(call, chart: Chart) -> float:
    """Return how long a call takes for a figure that has not been drawn."""
    chart.drawn.clear()
    begun = time.perf_counter()
    call(chart)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
