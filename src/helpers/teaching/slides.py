"""Turn the notebooks into slides that need no network: a deck for each notebook, an index, and reveal.js beside them.

What stands on which slide is said by the notebooks themselves, in the metadata of their cells under ``slideshow``:
``slide_type`` as in JupyterLab; ``notes`` (what to say, Markdown) and ``minutes``; for a slide, of a table the
``columns`` and ``rows`` to show (rows counted from 1). A figure fills its slide, in the build for a room.
"""

import re
import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import NamedTuple

from helpers.files.errors import NotebookError
from helpers.files.fonts import copy_fonts
from helpers.files.paths import DERIVED, FIGURES
from helpers.publish.figures import figure_names
from helpers.publish.pages import page_templates
from helpers.publish.passage import PASSAGE

TEMPLATES = Path(__file__).with_name("templates")
SLIDE_TYPES = ("slide", "subslide", "fragment", "-", "skip", "notes")
KEYS = {"slide_type", "notes", "minutes", "columns", "rows"}
# What is taken of reveal.js, with its licence.
REVEAL = (
    "LICENSE",
    "dist/reset.css",
    "dist/reveal.css",
    "dist/reveal.js",
    "plugin/notes/notes.js",
)
# The finding in a title cell: a class looks first and finds; on the slides it stands at the end, under what is shown.
FINDING = re.compile(r"\n\n\*\*Finding\.\*\*[^\n]*")


class Block(NamedTuple):
    """A part of a slide: text, table, passage, printed or figure, its HTML, and whether it waits for a key.

    columns, rows: what to show of a table.
    """

    kind: str
    html: str
    fragment: bool = False
    columns: str = ""
    rows: str = ""


class Slide(NamedTuple):
    """A slide: the heading that it stands under ("" if it brings its own), its blocks and the code behind them.

    notes, minutes: what to say, and for how long; bleed: whether a drawing fills it.
    """

    heading: str
    blocks: list[Block]
    code: list[str]
    notes: str
    minutes: float
    bleed: bool


class Deck(NamedTuple):
    """The slides of a notebook, column by column, its drawings by file name, and what the index says of it."""

    name: str
    title: str
    question: str
    minutes: float
    columns: list[list[Slide]]
    figures: dict[str, str]


def build_slides(paths: list[Path], target: Path) -> list[Deck]:
    r"""Write the decks of these notebooks into a folder that replaces ``target``, whole or not at all, and return them.

    paths: executed notebooks; their cells' metadata under ``slideshow`` says what stands where (see above). A deck has
    name, title, question, minutes, columns of slides and figures (file name → SVG). Beside the decks stand an index,
    reveal.js and the reading edition, as it is in ``data/derived``. Raises NotebookError, with the notebook and what
    was found, where one is not fit for slides; then ``target`` stays as it was.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import nbformat
    >>> from helpers import teaching
    >>> title = nbformat.v4.new_markdown_cell("# Letters\n\n**Question.** Who?\n\n**In class.** About 3 minutes.")
    >>> title.metadata = {"slideshow": {"slide_type": "slide"}}
    >>> code = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("stream", text="Orlen")])
    >>> with TemporaryDirectory() as folder:
    ...     nbformat.write(nbformat.v4.new_notebook(cells=[title, code]), Path(folder, "letters.ipynb"))
    ...     (deck,) = teaching.build_slides([Path(folder, "letters.ipynb")], Path(folder, "slides"))
    ...     Path(folder, "slides", "letters.html").is_file(), deck.question, deck.minutes
    (True, 'Who?', 3)
    """
    decks = [read_deck(path) for path in paths]
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as staging:
        made = Path(staging) / target.name
        made.mkdir()
        copy_assets(made)
        write_decks(decks, made)
        if target.exists():
            target.rename(Path(staging) / "replaced")
        made.rename(target)
    return decks


def copy_assets(folder: Path) -> None:
    """Copy reveal.js as sphinx_revealjs ships it, the style and script of the decks, and the reading edition."""
    import sphinx_revealjs

    shipped = Path(sphinx_revealjs.__file__).parent / "_static" / "revealjs"
    for name in REVEAL:
        kept = folder / "reveal" / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (shipped / name).is_dir() else shutil.copyfile)(shipped / name, kept)
    copy_fonts(folder / "fonts")
    for path in (TEMPLATES / "slides.css", TEMPLATES / "slides.js", DERIVED / "reading.html"):
        shutil.copyfile(path, folder / path.name)


def write_decks(decks: list[Deck], folder: Path) -> None:
    """Write a page for each deck with its drawings, and the index."""
    environment = page_templates(TEMPLATES)
    environment.filters |= {"markdown": markdown, "highlight": highlight}
    (folder / "figures").mkdir()
    for deck in decks:
        (folder / f"{deck.name}.html").write_text(
            environment.get_template("slides.html.j2").render(deck=deck), encoding="utf-8"
        )
        for name, svg in deck.figures.items():
            (folder / "figures" / name).write_text(svg, encoding="utf-8")
    (folder / "index.html").write_text(
        environment.get_template("slides_index.html.j2").render(decks=decks, count=count), encoding="utf-8"
    )


def count(deck: Deck) -> int:
    """Return the number of slides of a deck."""
    return sum(len(column) for column in deck.columns)


def read_deck(path: Path) -> Deck:
    """Return the deck of a notebook. Raises NotebookError, which names the notebook and what was found."""
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
        check_cells(notebook.cells)
        title = notebook.cells[0].source
        question = find(title, r"\*\*Question\.\*\* (.+)")
        minutes = find(title, r"\*\*In class\.\*\* About (\d+) minutes")
        figures: dict[str, str] = {}
        columns = [make_column(column, figures) for column in split(notebook.cells)]
    except (NotebookError, nbformat.reader.NotJSONError) as error:
        raise NotebookError(f"{path.name}: {error}") from error
    return Deck(path.stem, find(title, r"# (.+)"), question, int(minutes), columns, figures)


def find(text: str, pattern: str) -> str:
    """Return what the group of a pattern finds in the first cell; raises NotebookError where it finds nothing."""
    match = re.search(pattern, text)
    if not match:
        raise NotebookError(
            f"found nothing for {pattern!r} in the first cell; expected title, question and minutes there"
        )
    return match[1]


def check_cells(cells: list) -> None:
    """Refuse metadata that cannot be followed, a first cell that begins no slide, and code that was not run.

    Raises NotebookError.
    """
    for cell in cells:
        settings = cell.metadata.get("slideshow", {})
        kind, known = slide_type(cell), ", ".join(SLIDE_TYPES)
        if kind not in SLIDE_TYPES:
            raise NotebookError(f"cell {cell.id}: found the slide_type {kind!r}; expected one of {known}")
        if unknown := sorted(set(settings) - KEYS):
            raise NotebookError(
                f"cell {cell.id}: found {', '.join(unknown)} under slideshow; expected {', '.join(sorted(KEYS))}"
            )
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            raise NotebookError(f"cell {cell.id}: found an error as its output; expected a notebook that runs")
    if not cells or slide_type(cells[0]) != "slide":
        raise NotebookError("found a first cell that begins no slide; expected the slide_type slide there")
    if not any(cell.get("outputs") for cell in cells):
        raise NotebookError("found no outputs; run make run first")


def slide_type(cell) -> str:
    """Return what a cell is on the slides; "-" continues the slide before."""
    return cell.metadata.get("slideshow", {}).get("slide_type", "-")


def split(cells: list) -> list[list[list]]:
    """Return columns of slides of cells, in order: a slide begins a column, a subslide the next slide below.

    What is skipped is left out.
    """
    columns: list[list[list]] = []
    for cell in cells:
        kind = slide_type(cell)
        if kind == "slide":
            columns.append([[cell]])
        elif kind == "subslide":
            columns[-1].append([cell])
        elif kind != "skip":
            columns[-1][-1].append(cell)
    return columns


def make_column(column: list[list], figures: dict[str, str]) -> list[Slide]:
    """Return the slides of a column; the drawings are added to ``figures``."""
    made: list[Slide] = []
    match = re.match(r"#+ (.+)", column[0][0].source)
    for cells in column:
        headed = cells[0].cell_type == "markdown" and cells[0].source.startswith("#")
        slide = make_slide(cells, "" if headed or not match else match[1], figures)
        made.append(slide)
    return made


def make_slide(cells: list, heading: str, figures: dict[str, str]) -> Slide:
    """Return one slide of its cells, in order."""
    shown = [cell for cell in cells if slide_type(cell) != "notes"]
    blocks = [block for cell in shown for block in make_blocks(cell, figures)]
    notes = [cell.source if slide_type(cell) == "notes" else slide_setting(cell, "notes", "") for cell in cells]
    return Slide(
        heading,
        blocks,
        [cell.source for cell in shown if cell.cell_type == "code"],
        "\n\n".join(filter(None, notes)),
        sum(slide_setting(cell, "minutes", 0) for cell in cells),
        any(block.kind == "figure" for block in blocks),
    )


def slide_setting(cell, key: str, otherwise):
    """Return what the metadata of a cell says for slides under a key."""
    return cell.metadata.get("slideshow", {}).get(key, otherwise)


def make_blocks(cell, figures: dict[str, str]) -> list[Block]:
    """Return what a cell shows on a slide: its text, or its outputs without the code."""
    if cell.cell_type == "code":
        blocks = [make_output(cell, output, figures) for output in cell.outputs if not is_note(output)]
    else:
        blocks = [Block("text", markdown(FINDING.sub("", cell.source)))]
    return [block._replace(fragment=slide_type(cell) == "fragment") for block in blocks]


def is_note(output) -> bool:
    """True for the line under a figure with its sentences and its data: on a slide the figure stands alone."""
    html = output.get("data", {}).get("text/html", "")
    return bool(html) and "<table" not in html and PASSAGE not in html


def make_output(cell, output, figures: dict[str, str]) -> Block:
    """Return one output as a block: drawing, table, or text shown as it stands."""
    data = output.get("data", {})
    if "image/svg+xml" in data:
        return figure_block(cell, output, figures)
    if PASSAGE in data.get("text/html", ""):
        return Block("passage", link_pages(data["text/html"]))
    if "text/html" in data:
        return table_block(cell, data["text/html"])
    if "text" in output or "text/plain" in data:
        return Block("printed", escape(output.get("text", data.get("text/plain", "")).rstrip()))
    raise NotebookError(
        f"cell {cell.id}: found an output of {', '.join(sorted(data)) or 'no kind'}; expected SVG, HTML or text"
    )


def table_block(cell, html: str) -> Block:
    """Return a table in the style of the decks.

    Raises NotebookError where a column or row that it should show is not there.
    """
    html = link_pages(re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL))
    heads = re.findall(r"<th[^>]*col_heading[^>]*>(.*?)</th>", html, flags=re.DOTALL)
    rows = len(re.findall("<tr", html.partition("<tbody")[2].partition("</tbody")[0]))
    wanted, numbers = slide_setting(cell, "columns", []), slide_setting(cell, "rows", [])
    if unknown := [column for column in wanted if column not in heads]:
        raise NotebookError(
            f"cell {cell.id}: found the columns {', '.join(unknown)} for its slide; expected some of {', '.join(heads)}"
        )
    if beyond := [number for number in numbers if number not in range(1, rows + 1)]:
        raise NotebookError(f"cell {cell.id}: found the rows {beyond} for its slide; expected numbers from 1 to {rows}")
    return Block("table", html, columns="|".join(wanted), rows=" ".join(map(str, numbers)))


def figure_block(cell, output, figures: dict[str, str]) -> Block:
    """Return a drawing, built for a room, as an image with its alternative text; it is added to ``figures``.

    The cell names it by its tag. Raises NotebookError where it has none, or the drawing no alternative text.
    """
    alternative = output.get("metadata", {}).get("image/svg+xml", {}).get("alt", "")
    if not alternative:
        raise NotebookError(f"cell {cell.id}: found a figure without its alternative text")
    for drawn in figure_names(cell):
        path = FIGURES / f"{drawn}-room.svg"
        if path.is_file():
            figures[path.name] = path.read_text(encoding="utf-8")
            return Block("figure", f'<img src="figures/{escape(path.name)}" alt="{escape(alternative)}">')
    raise NotebookError(f"cell {cell.id}: found no tag of a figure that figures/ has; expected figure-<name>-*")


def markdown(text: str) -> str:
    """Return Markdown as HTML; markup in it is shown as text, and links to notebooks lead to their decks."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    return link_pages(MarkdownWithMath(renderer=renderer).render(text))


def highlight(code: str) -> str:
    """Return Python code as HTML, with the classes that slides.css colours."""
    from nbconvert.filters import Highlight2HTML

    return Highlight2HTML(pygments_lexer="python")(code)


def link_pages(html: str) -> str:
    """Return HTML whose links to notebooks lead to their decks, and to the reading edition to the copy beside them."""
    return re.sub(r'href="(\w+)\.ipynb', r'href="\1.html', html).replace(
        'href="../data/derived/reading.html', 'href="reading.html'
    )
