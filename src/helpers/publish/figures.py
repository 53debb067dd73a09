"""Publish a figure: its builds as SVG, PDF and PNG, with its caption, its alternative text and the table that it draws.

It is drawn by matplotlib, as SVG with text that is text; the PDF and the PNG show that drawing. Each file brings the
letters that it uses. The bytes are the same each time: no dates, no random identifiers, no font of the system.

Which build stands where: ``<name>.svg`` and ``<name>.pdf`` are for a page of 174 mm (notebooks, site, articles),
``<name>-room.svg`` and ``<name>.png`` for a screen (slides), ``<name>-column.pdf`` for a column of 85 mm, where the
figure can be read in one.
"""

import io
import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from helpers.charts.style import COLOURS, COLUMN, INCH, PAGE, ROOM, STYLE, Build, Chart
from helpers.files.fonts import FONTS, HAN, SANS, font_rules
from helpers.files.outputs import file_in, write_bytes, write_table, write_text
from helpers.files.paths import FIGURES, ROOT
from helpers.publish.links import SOURCE_TABLES, linked, runs, sentences_of

TEMPLATE = Path(__file__).with_name("templates") / "figure.typ"
# How wide a figure for a page is shown in a notebook, in pixels.
SHOWN_WIDTH = 900
# The journal's form of the tag: "figure-strength-*" on the cell that shows figures/strength.svg.
FIGURE_TAG = re.compile(r"figure-(.+)-\*")
PIXELS_PER_INCH = 96
NOT_PUBLISHED = "Drawn under another assumption, and not published."
# In which type all text of a drawing is set; it is said once, on the drawing as a whole.
FAMILIES = f"'{SANS}', '{HAN}'"
# A drawing of few colours needs no more in its palette; red, green and blue as one number.
PALETTE = 32
COMPRESSION = 8  # of 9; the last step takes twice as long for less than a hundredth
NUMBER = (1 << 16, 1 << 8, 1)


@dataclass(frozen=True)
class Published:
    """A published figure, shown in a notebook as SVG, with its alternative text and a note below.

    rests_on: the sentences that its table names, as one text; empty where it names none. files: its data, and the
    tables that name its other sources; none where the figure is only shown.
    """

    svg: str = field(repr=False)
    alternative: str
    rests_on: str
    files: tuple[str, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        image = {"image/svg+xml": self.svg, "text/plain": f"Figure: {self.alternative}"}
        display(image, metadata={"image/svg+xml": {"alt": self.alternative}}, raw=True)
        if not self.files:
            display({"text/html": f"<p>{NOT_PUBLISHED}</p>", "text/plain": NOT_PUBLISHED}, raw=True)
            return
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
    """Write the builds of a chart to the figures folder and return it for display.

    chart: from ``charts``; folder: ``figures/`` unless another is given. Writes ``<name>.svg`` and ``.pdf`` (for a
    page), ``<name>-room.svg`` and ``.png`` (for a screen), ``<name>-column.pdf`` (for a column, where the chart has
    that build), ``.csv`` (the table) and ``.md`` (claim, caption, alternative text, source, how to cite). Raises
    ValueError where the claim, the caption, the alternative text or the table is empty, or the name would lead out of
    the folder.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import charts, publish
    >>> from helpers.charts.sheet import Sheet
    >>> table = pd.DataFrame({"person": ["Orlen"], "letters": [3]})
    >>> def draw(build):
    ...     return Sheet(build, "Orlen writes most", [], "n = 3.", 20).figure
    >>> chart = charts.Chart("letters", "Orlen writes most", draw, table, "Letters sent (n = 3).", "One bar: Orlen 3.")
    >>> with TemporaryDirectory() as folder:
    ...     shown = publish.publish_figure(chart, Path(folder))
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['letters-room.svg', 'letters.csv', 'letters.md', 'letters.pdf', 'letters.png', 'letters.svg']
    >>> shown.alternative
    'One bar: Orlen 3.'
    """
    if not all(text.strip() for text in (chart.claim, chart.caption, chart.alternative)) or chart.table.empty:
        raise ValueError(
            f"figure {chart.name!r}: found an empty claim, caption, alternative text or table; expected all four"
        )
    folder = Path(folder or FIGURES)
    page, room = (drawn_svg(chart, build) for build in (PAGE, ROOM))
    rules = font_rules(letters_set(page + room))
    svg = accessible_svg(chart, page, rules)
    drawn = {
        f"{chart.name}.svg": svg.encode(),
        f"{chart.name}.pdf": compiled(chart, page, PAGE, "pdf"),
        f"{chart.name}-room.svg": accessible_svg(chart, room, rules).encode(),
        f"{chart.name}.png": few_colours(compiled(chart, room, ROOM, "png")),
    }
    if COLUMN in chart.builds:
        drawn[f"{chart.name}-column.pdf"] = compiled(chart, drawn_svg(chart, COLUMN), COLUMN, "pdf")
    for name, data in drawn.items():
        write_bytes(file_in(folder, name), data)
    write_table(chart.table, chart.name, folder)
    texts = Texts(chart.claim, chart.caption, chart.alternative, chart.source, citation(chart))
    write_texts(folder / f"{chart.name}.md", texts)
    files = (
        f"figures/{chart.name}.csv",
        *(SOURCE_TABLES[column] for column in chart.table.columns if column in SOURCE_TABLES),
    )
    return Published(svg, chart.alternative, runs(sentences_of(chart.table)), files)


def show_figure(chart: Chart) -> Published:
    """Return a chart for display and write nothing: to try what another assumption would give.

    >>> import pandas as pd
    >>> from helpers import charts, publish
    >>> from helpers.charts.sheet import Sheet
    >>> def draw(build):
    ...     return Sheet(build, "Orlen writes most", [], "n = 3.", 20).figure
    >>> chart = charts.Chart("letters", "Orlen writes most", draw, pd.DataFrame({"n": [3]}), "Letters", "One bar.")
    >>> publish.show_figure(chart).files
    ()
    """
    # Under a name of its own, since the published figure may stand on the same page.
    other, page = replace(chart, name=f"{chart.name}-otherwise"), drawn_svg(chart, PAGE)
    return Published(accessible_svg(other, page, font_rules(letters_set(page))), chart.alternative, "", ())


class Texts(NamedTuple):
    """What is said of a figure, as it stands in the file beside it."""

    claim: str
    caption: str
    alternative: str
    source: str
    cite: str


def citation(chart: Chart) -> str:
    """Return how to cite a figure: the edition with its version, from CITATION.cff, then the figure."""
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    title, version = (re.search(rf'^{key}: "?(.*?)"?$', cff, re.MULTILINE)[1] for key in ("title", "version"))
    return f"{title}, version {version}, figure {chart.name}: {chart.claim}."


# How each text is headed in the file beside a figure; the source line heads itself.
HEADS = {
    "claim": "Claim: ",
    "caption": "Caption: ",
    "alternative": "Alternative text: ",
    "source": "",
    "cite": "Cite as: ",
}


def write_texts(path: Path, texts: Texts) -> Path:
    """Write what is said of a figure to the Markdown file beside it."""
    parts = [f"{head}{getattr(texts, name)}" for name, head in HEADS.items()]
    return write_text(path, "\n\n".join(parts) + "\n")


def read_texts(path: Path) -> Texts:
    """Read the file that ``write_texts`` wrote; a text that it lacks is empty."""
    parts = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n") if path.is_file() else []
    heads = HEADS | {"source": "Source"}
    found = {name: next((part for part in parts if part.startswith(head)), "") for name, head in heads.items()}
    return Texts(**{name: text.removeprefix(HEADS[name]) for name, text in found.items()})


def figure_of(file: str) -> str:
    """Return the name of the figure that a file of the figures folder belongs to.

    >>> from helpers.publish.figures import figure_of
    >>> figure_of("ships-room.svg"), figure_of("ships.csv")
    ('ships', 'ships')
    """
    return re.sub(r"(-room|-column)?\.\w+$", "", file)


def figure_names(cell) -> list[str]:
    """Return the names of the figures that the tags of a notebook's cell promise."""
    return [match[1] for match in map(FIGURE_TAG.fullmatch, cell.metadata.get("tags", [])) if match]


def drawn_svg(chart: Chart, build: Build) -> str:
    """Return one build of a chart as SVG, in the project's style and with stable bytes; its text is text."""
    import matplotlib.style

    buffer = io.StringIO()
    figure = chart.figure(build)
    with matplotlib.style.context(["default", STYLE]):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return lightened(buffer.getvalue())


def lightened(svg: str) -> str:
    """Return matplotlib's SVG without what nobody sees: empty turns, clips to the sheet, digits beyond a hundredth.

    Groups that matplotlib numbered by itself lose their number; a group with what it holds stands on one line.
    """
    svg = re.sub(r" *<metadata>.*?</metadata>\n", "", svg, flags=re.DOTALL)
    svg = re.sub(r' transform="rotate\(-0 [^)]*\)"| clip-path="url\(#[^)]*\)"', "", svg)
    svg = re.sub(r'<g id="(text|patch|line2d|figure)_\d+">', "<g>", svg)
    svg = svg.replace(f" font-family: {FAMILIES};", "").replace("<svg ", f'<svg font-family="{FAMILIES}" ', 1)
    svg = re.sub(r"; stroke-linejoin: miter|; text-anchor: start|stroke-dashoffset: 0; ", "", svg)
    svg = re.sub(r' d="([^"]*)"', lambda match: f' d="{" ".join(match[1].split())}"', svg)
    svg = re.sub(r"-?\d+\.\d{3,}", lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), svg)
    svg = "\n".join(line.strip() for line in svg.splitlines() if line.strip())
    return re.sub(r"\n(?=<(?:path|text|use|/g|/text)\b)", "", svg) + "\n"


def accessible_svg(chart: Chart, svg: str, rules: str) -> str:
    """Return a drawing with a title and a description for screen readers, and with the letters that it is set in.

    rules: the CSS of ``font_rules``.
    """
    label = f'role="img" aria-labelledby="{chart.name}-title {chart.name}-desc"'
    title = f'<title id="{chart.name}-title">{escape(chart.claim)}</title>'
    description = f'<desc id="{chart.name}-desc">{escape(chart.alternative)}</desc>'
    svg = re.sub(
        r"<svg ([^>]*)>",
        lambda match: f"<svg {label} {match.group(1)}>\n {title}\n {description}\n <style>{rules}</style>",
        svg,
        count=1,
    )
    return re.sub(r'width="([\d.]+)pt" height="([\d.]+)pt"', shown_size, svg, count=1)


def letters_set(svg: str) -> dict[tuple[str, int, str], str]:
    """Return which letters one or several drawings set in which face of the sans: (family, weight, style) → letters."""
    found: dict[tuple[str, int, str], str] = {}
    for style, text in re.findall(r'<text style="([^"]*)"[^>]*>([^<]*)</text>', svg):
        weight = 600 if "font-weight: 600" in style else 400
        slant = "italic" if "font-style: italic" in style else "normal"
        key = (SANS, weight, slant)
        found[key] = found.get(key, "") + unescape(text)
    return found


def shown_size(match: re.Match) -> str:
    """Return the width and height of a figure in pixels: SHOWN_WIDTH for a page, its own size for a room."""
    width, height = float(match.group(1)), float(match.group(2))
    shown = SHOWN_WIDTH if width < ROOM.width else round(width * 4 / 3)
    return f'width="{shown}" height="{round(height / width * shown)}"'


def compiled(chart: Chart, svg: str, build: Build, kind: str) -> bytes:
    """Return a drawing as PDF or PNG, in the size of its build.

    The PDF is PDF/UA: title and alternative text are in it, and its letters can be searched and copied.
    """
    import typst

    width, height = (f"{side * INCH}" for side in chart.figure(build).get_size_inches())
    given = {"svg": svg, "title": chart.claim, "alternative": chart.alternative, "width": width, "height": height}
    compiler = typst.Compiler(TEMPLATE, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=given)
    if kind == "pdf":
        return compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0)
    return compiler.compile(format="png", ppi=PIXELS_PER_INCH)


def few_colours(png: bytes) -> bytes:
    """Return a PNG with a palette of PALETTE colours; those of the house are exact, thin lines keep theirs nearly."""
    import numpy
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    found = sorted(image.getcolors(image.width * image.height), key=lambda one: (-one[0], one[1]))
    weights, colours = numpy.sqrt([count for count, _ in found]), numpy.array([colour for _, colour in found])
    house = {bytes.fromhex(colour[1:]) for colour in COLOURS}
    chosen = [place for place, (_, colour) in enumerate(found) if place == 0 or bytes(colour) in house]
    apart = ((colours[:, None] - colours[chosen]) ** 2).sum(axis=2)
    nearest, off = apart.argmin(axis=1), apart.min(axis=1)
    # Each further colour is the one that those before it serve worst.
    while len(chosen) < PALETTE and off.any():
        worst = (weights * off).argmax()
        apart = ((colours - colours[worst]) ** 2).sum(axis=1)
        nearest[apart < off] = len(chosen)
        chosen, off = [*chosen, worst], numpy.minimum(off, apart)
    # Colour, as one number → its place in the palette.
    places = numpy.zeros(1 << 24, dtype="uint8")
    places[colours @ NUMBER] = nearest
    indexed = Image.fromarray(places[numpy.asarray(image) @ NUMBER])
    indexed.putpalette(colours[chosen].flatten().tolist())
    data = io.BytesIO()
    indexed.save(data, format="png", compress_level=COMPRESSION)
    return data.getvalue()
