"""Turn the notebooks into slides that need no network: a deck for each notebook, an index, and reveal.js beside them.

What stands on which slide is said by the notebooks themselves, in the metadata of their cells under ``slideshow``:
``slide_type`` as in JupyterLab; ``notes`` (what to say, Markdown) and ``minutes``; for a slide, of a table the
``columns`` and ``rows`` to show (rows counted from 1), of a figure the ``views``: pieces shown large on slides of their
own, "left top width height" in percent.
"""

import re
import shutil
import tempfile
from html import escape
from pathlib import Path
from typing import NamedTuple

from helpers.files.errors import NotebookError
from helpers.files.paths import DERIVED
from helpers.publish.pages import page_templates

TEMPLATES = Path(__file__).with_name("templates")
SLIDE_TYPES = ("slide", "subslide", "fragment", "-", "skip", "notes")
KEYS = {"slide_type", "notes", "minutes", "columns", "rows", "views"}
# What is taken of reveal.js, with its licence and that of the type.
REVEAL = (
    "LICENSE",
    "dist/reset.css",
    "dist/reveal.css",
    "dist/reveal.js",
    "plugin/notes/notes.js",
    "dist/theme/fonts/source-sans-pro",
)
# The finding in a title cell: a class looks first and finds; on the slides it stands at the end, under what is shown.
FINDING = re.compile(r"\n\n\*\*Finding\.\*\*[^\n]*")
# From this ratio of width to height on there is room for a heading above a figure.
WIDE = 2.0


class Block(NamedTuple):
    """A part of a slide: what it is (text, table, printed or figure), its HTML, and whether it waits for a key.

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
        columns = [make_column(column, path.stem, figures) for column in split(notebook.cells)]
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


def make_column(column: list[list], name: str, figures: dict[str, str]) -> list[Slide]:
    """Return the slides of a column; each slide with a figure is followed by the views of it.

    The drawings are added to ``figures``.
    """
    made: list[Slide] = []
    match = re.match(r"#+ (.+)", column[0][0].source)
    for cells in column:
        headed = cells[0].cell_type == "markdown" and cells[0].source.startswith("#")
        slide = make_slide(cells, "" if headed or not match else match[1], name, figures)
        made.append(slide)
        made += [view for cell in cells for view in views(cell, slide, name, figures)]
    return made


def make_slide(cells: list, heading: str, name: str, figures: dict[str, str]) -> Slide:
    """Return one slide of its cells, in order."""
    shown = [cell for cell in cells if slide_type(cell) != "notes"]
    blocks = [block for cell in shown for block in make_blocks(cell, name, figures)]
    notes = [cell.source if slide_type(cell) == "notes" else slide_setting(cell, "notes", "") for cell in cells]
    drawings = [figures[drawing_name(name, cell.id)] for cell in shown if drawing_name(name, cell.id) in figures]
    return Slide(
        heading,
        blocks,
        [cell.source for cell in shown if cell.cell_type == "code"],
        "\n\n".join(filter(None, notes)),
        sum(slide_setting(cell, "minutes", 0) for cell in cells),
        any(ratio(svg) < WIDE for svg in drawings),
    )


def slide_setting(cell, key: str, otherwise):
    """Return what the metadata of a cell says for slides under a key."""
    return cell.metadata.get("slideshow", {}).get(key, otherwise)


def make_blocks(cell, name: str, figures: dict[str, str]) -> list[Block]:
    """Return what a cell shows on a slide: its text, or its outputs without the code."""
    if cell.cell_type == "code":
        blocks = [make_output(cell, output, name, figures) for output in cell.outputs if not is_note(output)]
    else:
        blocks = [Block("text", markdown(FINDING.sub("", cell.source)))]
    return [block._replace(fragment=slide_type(cell) == "fragment") for block in blocks]


def is_note(output) -> bool:
    """True for the line under a figure with its sentences and its data: on a slide the figure stands alone."""
    html = output.get("data", {}).get("text/html", "")
    return bool(html) and "<table" not in html


def make_output(cell, output, name: str, figures: dict[str, str]) -> Block:
    """Return one output as a block: drawing, table, or text shown as it stands."""
    data = output.get("data", {})
    if "image/svg+xml" in data:
        return figure_block(cell, output, name, figures)
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


def figure_block(cell, output, name: str, figures: dict[str, str]) -> Block:
    """Return a drawing as an image with its alternative text; the drawing is added to ``figures``."""
    alternative = output.get("metadata", {}).get("image/png", {}).get("alt", "")
    if not alternative:
        raise NotebookError(f"cell {cell.id}: found a figure without its alternative text")
    figures[drawing_name(name, cell.id)] = output["data"]["image/svg+xml"]
    return Block("figure", image(drawing_name(name, cell.id), alternative))


def drawing_name(name: str, cell_id: str, number: int = 0) -> str:
    """Return the file name of a drawing, or of a numbered view of it."""
    return f"{name}-{cell_id}{f'-{number}' if number else ''}.svg"


def image(file: str, alternative: str) -> str:
    """Return the HTML of a drawing."""
    return f'<img src="figures/{escape(file)}" alt="{escape(alternative)}">'


def views(cell, slide: Slide, name: str, figures: dict[str, str]) -> list[Slide]:
    """Return the slides that show pieces of a figure large; each piece is added to ``figures`` as a drawing."""
    made, boxes = [], slide_setting(cell, "views", [])
    for number, box in enumerate(boxes, start=1):
        if drawing_name(name, cell.id) not in figures:
            raise NotebookError(f"cell {cell.id}: found views without a figure")
        file = drawing_name(name, cell.id, number)
        figures[file] = cut_out(figures[drawing_name(name, cell.id)], box)
        alternative = f"A piece of the figure before, shown large ({number} of {len(boxes)})."
        block = Block("figure", image(file, alternative))
        made.append(slide._replace(blocks=[block], notes="", minutes=0, bleed=True))
    return made


def cut_out(svg: str, box: str) -> str:
    """Return a drawing cut to a box, "left top width height" in percent of it.

    Raises NotebookError where the box is none.
    """
    match = re.fullmatch(r"(\d+) (\d+) (\d+) (\d+)", box)
    shares = [int(share) / 100 for share in match.groups()] if match else [1.0] * 4
    if shares[0] + shares[2] > 1 or shares[1] + shares[3] > 1:
        expected = "left, top, width and height in percent of the figure, such as '0 0 50 100'"
        raise NotebookError(f"found the view {box!r}; expected {expected}")
    x, y, width, height = view_box(svg)
    left, top, across, down = x + shares[0] * width, y + shares[1] * height, shares[2] * width, shares[3] * height
    svg = re.sub(r'viewBox="[^"]*"', f'viewBox="{left:g} {top:g} {across:g} {down:g}"', svg, count=1)
    return re.sub(r'width="[^"]*" height="[^"]*"', f'width="{across:g}" height="{down:g}"', svg, count=1)


def view_box(svg: str) -> list[float]:
    """Return left, top, width and height of a drawing."""
    return [float(number) for number in re.search(r'viewBox="([^"]*)"', svg)[1].split()]


def ratio(svg: str) -> float:
    """Return the width of a drawing by its height."""
    return view_box(svg)[2] / view_box(svg)[3]


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
