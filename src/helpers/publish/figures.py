"""Publish a figure: SVG, PDF and PNG, with its caption, its alternative text and the table that it draws.

It is drawn once, as SVG; the PDF and the PNG show that drawing. The bytes are the same each time: no dates, no random
identifiers, no font of the system.
"""

import base64
import io
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from helpers.charts.style import STYLE, Chart
from helpers.files.outputs import file_in, write_bytes, write_table, write_text
from helpers.files.paths import FIGURES
from helpers.publish.links import SOURCE_TABLES, linked, runs, sentences_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PAGE = Path(__file__).with_name("templates") / "figure.typ"
PAGE_WIDTH = 940
# The journal's form of the tag: "figure-strength-*" on the cell that shows figures/strength.svg.
FIGURE_TAG = re.compile(r"figure-(.+)-\*")
PIXELS_PER_INCH = 150


@dataclass(frozen=True)
class Published:
    """A published figure, shown in a notebook as SVG and as PNG, with its alternative text and a note below.

    rests_on: the sentences that its table names, as one text; empty where it names none. files: its data, and the
    tables that name its other sources.
    """

    svg: str = field(repr=False)
    png: bytes = field(repr=False)
    alternative: str
    rests_on: str
    files: tuple[str, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        image = {
            "image/svg+xml": self.svg,
            "image/png": base64.b64encode(self.png).decode("ascii"),
            "text/plain": f"Figure: {self.alternative}",
        }
        display(image, metadata={"image/png": {"alt": self.alternative}}, raw=True)
        rests_on = f"Rests on {self.rests_on}. " if self.rests_on else ""
        links = ", ".join(f'<a href="../{file}">{file}</a>' for file in self.files)
        display(
            {
                "text/html": f"<p>{linked(rests_on)}Data: {links}</p>",
                "text/plain": f"{rests_on}Data: {', '.join(self.files)}",
            },
            raw=True,
        )


def publish_figure(chart: Chart, folder: Path | None = None) -> Published:
    """Write a chart to the figures folder and return it for display.

    chart: from ``charts``; folder: ``figures/`` unless another is given. Writes ``<name>.svg`` (at most PAGE_WIDTH
    pixels wide), ``.pdf`` and ``.png`` (in the size of the figure, PIXELS_PER_INCH), ``.csv`` (the table) and ``.md``
    (caption and alternative text). Raises ValueError where the caption, the alternative text or the table is empty, or
    the name would lead out of the folder.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import charts, publish
    >>> from matplotlib.figure import Figure
    >>> table = pd.DataFrame({"person": ["Orlen"], "letters": [3]})
    >>> chart = charts.Chart("letters", Figure(), table, "Letters sent (n = 3).", "One bar: Orlen 3.")
    >>> with TemporaryDirectory() as folder:
    ...     shown = publish.publish_figure(chart, Path(folder))
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['letters.csv', 'letters.md', 'letters.pdf', 'letters.png', 'letters.svg']
    >>> shown.alternative
    'One bar: Orlen 3.'
    """
    if not chart.caption.strip() or not chart.alternative.strip() or chart.table.empty:
        raise ValueError(
            f"figure {chart.name!r}: found an empty caption, alternative text or table; expected all three"
        )
    folder = Path(folder or FIGURES)
    svg = accessible_svg(chart)
    drawn = {"svg": svg.encode("utf-8"), **pdf_and_png(svg, chart)}
    for kind, data in drawn.items():
        write_bytes(file_in(folder, f"{chart.name}.{kind}"), data)
    write_table(chart.table, chart.name, folder)
    write_texts(folder / f"{chart.name}.md", Texts(chart.caption, chart.alternative, chart.source))
    files = (
        f"figures/{chart.name}.csv",
        *(SOURCE_TABLES[column] for column in chart.table.columns if column in SOURCE_TABLES),
    )
    return Published(svg, drawn["png"], chart.alternative, runs(sentences_of(chart.table)), files)


class Texts(NamedTuple):
    """What is said of a figure, as it stands in the file beside it."""

    caption: str
    alternative: str
    source: str


def write_texts(path: Path, texts: Texts) -> Path:
    """Write what is said of a figure to the Markdown file beside it."""
    return write_text(path, f"Caption: {texts.caption}\n\nAlternative text: {texts.alternative}\n\n{texts.source}\n")


def read_texts(path: Path) -> Texts:
    """Read the file that ``write_texts`` wrote; a text that it lacks is empty."""
    parts = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n") if path.is_file() else []
    found = dict(part.split(": ", 1) for part in parts if ": " in part)
    return Texts(
        found.get("Caption", ""),
        found.get("Alternative text", ""),
        next((part for part in parts if part.startswith("Source")), ""),
    )


def figure_names(cell) -> list[str]:
    """Return the names of the figures that the tags of a notebook's cell promise."""
    return [match[1] for match in map(FIGURE_TAG.fullmatch, cell.metadata.get("tags", [])) if match]


def drawn_svg(figure: "Figure") -> str:
    """Return the figure as SVG, in the project's style and with stable bytes."""
    import matplotlib.style

    buffer = io.StringIO()
    with matplotlib.style.context(["default", STYLE]):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def pdf_and_png(svg: str, chart: Chart) -> dict[str, bytes]:
    """Return the drawing as PDF and as PNG, in the size of the figure.

    PDF/UA: title and alternative text are in it, letters are shapes.
    """
    import typst

    width, height = map(str, chart.figure.get_size_inches())
    given = {"svg": svg, "title": chart.caption, "alternative": chart.alternative, "width": width, "height": height}
    compiler = typst.Compiler(PAGE, ignore_system_fonts=True, sys_inputs=given)
    return {
        "pdf": compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0),
        "png": compiler.compile(format="png", ppi=PIXELS_PER_INCH),
    }


def page_size(match: re.Match) -> str:
    """Return the width and height of a figure in pixels, at most PAGE_WIDTH wide."""
    width, height = float(match.group(1)), float(match.group(2))
    shown = min(PAGE_WIDTH, round(width * 4 / 3))
    return f'width="{shown}" height="{round(height / width * shown)}"'


def accessible_svg(chart: Chart) -> str:
    """Return the drawing of a chart as SVG with a title and a description for screen readers.

    No line of it ends with white space.
    """
    label = f'role="img" aria-labelledby="{chart.name}-title {chart.name}-desc"'
    title = f'<title id="{chart.name}-title">{escape(chart.caption)}</title>'
    description = f'<desc id="{chart.name}-desc">{escape(chart.alternative)}</desc>'
    svg = re.sub(
        r"<svg ([^>]*)>",
        lambda match: f"<svg {label} {match.group(1)}>\n {title}\n {description}",
        drawn_svg(chart.figure),
        count=1,
    )
    # Drawn for the projector, shown at the width of a page; the view box keeps the proportions.
    svg = re.sub(r'width="([\d.]+)pt" height="([\d.]+)pt"', page_size, svg, count=1)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"
