"""What all figures share: colours and what each means, the sizes in which a figure is built, and the ``Chart`` itself.

The modules of this package draw. Each public function takes frames and returns a ``Chart``; nothing here parses or
decides. Every mark carries an identifier (``gid``) that names its row in the chart's table, and every coloured word of
the key carries one too, so that a test can read the drawing back and compare both with the table.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from helpers.files.errors import FigureError
from helpers.files.fonts import FACES, HAN

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# One meaning a colour, in all figures. They stay apart in grey and for colour-blind readers (tested by computation); a
# hatch, a shape or a word says the same again.
INK, GREY, PALE = "#222222", "#666B73", "#E3E5E9"  # text; neither, or not told; the ground on which marks are counted
FOR, AGAINST = "#1976B3", "#93280A"  # for, agrees, borne out; against, contradicted
RECORD, OTHER = "#5B2A86", "#3F8F7F"  # this record's own figures, and Mao as it has him; another source's
# The sign of a relation: how it is called, and its colour.
SIGN_WORDS = {"-": "against", "+": "for", "0": "neither"}
SIGN_COLOURS = {"-": AGAINST, "+": FOR, "0": GREY}
FAINT = "#A9AEB7"  # the second shade of grey: what is there and not meant
COLOURS = (INK, GREY, PALE, FAINT, FOR, AGAINST, RECORD, OTHER)
RECORD_OF = "Yudin’s record of the conversation of 31 March 1956, in English translation"
SOURCE_LINE = f"Source: {RECORD_OF}."
STYLE = Path(__file__).with_name("edition.mplstyle")
INCH = 72.0  # points


class Build(NamedTuple):
    """A size in which a figure is built; widths and heights in points, type in points of that size.

    height: None where the figure may be as high as it needs. title, label, small: the three sizes of type; nothing is
    set smaller than small.
    """

    name: str
    width: float
    height: float | None
    title: float
    label: float
    small: float


# For a page of 174 mm (notebooks, site, articles), a screen of 1280 by 600 (slides), and a column of 85 mm (journals).
PAGE = Build("page", 174 / 25.4 * INCH, None, 13.0, 8.6, 7.4)
ROOM = Build("room", 1280 * 0.75, 600 * 0.75, 26.0, 16.0, 13.5)
COLUMN = Build("column", 85 / 25.4 * INCH, None, 9.6, 7.4, 7.0)


@dataclass(frozen=True)
class Chart:
    """A figure with what belongs to it.

    name: file name and notebook tag; claim: its title, a sentence that the table bears out; draw: makes the figure of
    matplotlib in one build; table: the frame that the marks are drawn from; caption: what is shown, with units and n;
    alternative: what the figure shows, for those who cannot see it; source: the line that names what it rests on;
    builds: the sizes in which it can be read. Nothing is checked here: ``publish_figure`` refuses a chart without texts
    or table.

    >>> import pandas as pd
    >>> from helpers import charts
    >>> from matplotlib.figure import Figure
    >>> table = pd.DataFrame({"person": ["Orlen", "Velin"], "letters": [3, 1]})
    >>> texts = {"caption": "Letters sent (n = 4).", "alternative": "Two bars: Orlen 3, Velin 1."}
    >>> chart = charts.Chart("letters", "Orlen writes most", lambda build: Figure(), table, **texts)
    >>> chart.name, len(chart.table)
    ('letters', 2)
    """

    name: str
    claim: str
    draw: "Callable[[Build], Figure]"
    table: pd.DataFrame
    caption: str
    alternative: str
    source: str = SOURCE_LINE
    builds: tuple[Build, ...] = (PAGE, ROOM)
    drawn: "dict[str, Figure]" = field(default_factory=dict, repr=False, compare=False)

    def figure(self, build: Build = PAGE) -> "Figure":
        """Return the figure in one build, drawn when it is first asked for, whatever style the notebook has set."""
        import matplotlib.style

        if build.name not in self.drawn:
            register_fonts()
            with matplotlib.style.context(["default", STYLE]):
                self.drawn[build.name] = self.draw(build)
        return self.drawn[build.name]


@cache
def register_fonts() -> None:
    """Let matplotlib know the project's faces, from their files."""
    from dataclasses import replace

    from matplotlib.font_manager import fontManager

    for face in FACES:
        fontManager.addfont(face.path)
    # The Chinese face has one weight, which stands for the bolder one too; matplotlib would warn each time.
    (han,) = (entry for entry in fontManager.ttflist if entry.name == HAN)
    fontManager.ttflist.append(replace(han, weight=600))


def claimed(name: str, claim: str, holds: bool, found: str) -> str:
    """Return a figure's claim, or refuse it where its table no longer bears it out.

    found: what the table has instead. A claim that counts takes its numbers from the table; what remains of it, such as
    an order or a "most", is what has to hold.

    >>> from helpers.charts.style import claimed
    >>> claimed("letters", "Orlen writes most", 3 > 1, "Orlen 3, Velin 1")
    'Orlen writes most'
    """
    if not holds:
        raise FigureError(f"figure {name}: found {found}; expected a table that bears out its claim: {claim}")
    return claim
