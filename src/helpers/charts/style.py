"""What all figures share: colours, style, the frozen layout, the note under the drawing.

The modules of this package draw. Each public function takes frames and returns a ``Chart``; nothing here parses or
decides.
Every mark carries an identifier (``gid``) that names its row in the chart's table, so that a test can read the
drawing back and compare it with the table.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Colours that stay apart for colour-blind readers and in grey; a hatch or a shape says the same again.
INK, GREY, PALE = "#222222", "#767676", "#DDDDDD"
BLUE, SKY, ORANGE = "#005A8C", "#9CCBEB", "#D55E00"
AS_REPORTED = "As Yudin’s record of the conversation of 31 March 1956 reports it, in English translation."
SOURCE_LINE = "Source: Yudin's record of his conversation with Mao Zedong, 31 March 1956, in English translation."
STYLE = Path(__file__).with_name("edition.mplstyle")


@dataclass(frozen=True)
class Chart:
    """A drawn figure with what belongs to it.

    name: file name and notebook tag; figure: of matplotlib, its size in inches; table: the frame that the marks were
    drawn from, one row a mark; caption: what is shown, with units and n; alternative: what the figure shows, for those
    who cannot see it; source: the line that names what it rests on. Nothing is checked here: ``publish_figure`` refuses
    a chart without texts or table.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> from matplotlib.figure import Figure
    >>> table = pd.DataFrame({"person": ["Orlen", "Velin"], "letters": [3, 1]})
    >>> chart = charts.Chart("letters", Figure(), table, "Letters sent (n = 4).", "Two bars: Orlen 3, Velin 1.")
    >>> chart.name, len(chart.table)
    ('letters', 2)
    """

    name: str
    figure: "Figure"
    table: pd.DataFrame
    caption: str
    alternative: str
    source: str = SOURCE_LINE


def in_style(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Run a drawing function in the project's style, whatever the notebook has set, and settle the layout once.

    A layout that went on settling would move the marks a little each time the figure is saved, and would draw
    everything twice.
    """

    @wraps(draw)
    def drawn(*arguments, **options) -> Chart:
        import matplotlib.style

        with matplotlib.style.context(["default", STYLE]):
            chart = draw(*arguments, **options)
            chart.figure.get_layout_engine().execute(chart.figure)
            chart.figure.set_layout_engine(None)
            return chart

    return drawn


def new_figure(width: float, height: float, rows: int = 1, columns: int = 1, **options) -> "tuple[Figure, list[Axes]]":
    """Return a figure and its axes, left to right, without touching pyplot: nothing is shown by itself."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **options)
    return figure, list(axes.flat)


def source_note(figure: "Figure", text: str) -> None:
    """Write the source line and n under a figure, wrapped to its width."""
    size = 13
    letters = int(figure.get_figwidth() * 72 / (size * 0.56))
    figure.supxlabel(textwrap.fill(text.replace("\n", " "), letters), fontsize=size, color="#555555", x=0.01, ha="left")
