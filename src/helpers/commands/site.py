"""The site: notebooks, figures, data and code as pages for Sphinx, laid out as the project's folders are.

Because the folders match, a link that leads from a notebook to a table or to a sentence of the reading edition leads
there on the site too.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from base64 import b64encode
from html import escape
from pathlib import Path

import nbformat
import pandas as pd

from helpers.files.fonts import copy_fonts
from helpers.files.outputs import write_text
from helpers.files.paths import BUILD, DATA, DERIVED, FIGURES, NOTEBOOKS, RECORD, ROOT, SLIDES
from helpers.publish.figures import figure_names, read_texts

DOCS = ROOT / "docs"
CODE = ROOT / "src" / "helpers"
# What the site holds as the project holds it.
FILES = (
    "LICENSE",
    "CITATION.cff",
    "data/datapackage.json",
    "data/source/*",
    "data/coding/*.csv",
    "data/derived/*",
    "figures/*",
)
TEXTS = ("CHANGELOG.md", "CONTRIBUTING.md", "data/README.md", "data/coding/README.md")
# A Markdown link to a file of the project that is no page of the site.
FILE_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(((?![a-z]+:)[^)\s#]+\.(?!md\b|ipynb\b)\w+(?:#[^)\s]*)?)\)")
# What of a figure is offered to take away, and for what.
TAKEAWAYS = {
    ".svg": "SVG, for a page of 174 mm",
    ".pdf": "PDF, the same",
    "-column.pdf": "PDF, for a column of 85 mm",
    "-room.svg": "SVG, for a screen",
    ".png": "PNG, for a screen",
    ".csv": "CSV, its data",
}
GALLERY = (
    "# Figures\n\nAll figures, in the order of the notebooks, each with the table that it draws and files for print "
    "(CC BY 4.0).\n"
)
# The heading of a table in the data dictionary.
TABLE_HEADING = re.compile(r"^### (\S+\.csv)$", re.MULTILINE)


def add_arguments(parser: ArgumentParser) -> None:
    """The verb takes nothing."""


def carry_out(options: Namespace) -> int:
    """Build the site into ``build/site``; return the exit status. On a warning the site that was there stays."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=BUILD) as folder:
        status = build_site(Path(folder))
        if status == 0:
            shutil.rmtree(BUILD / "site", ignore_errors=True)
            print((Path(folder) / "site").rename(BUILD / "site") / "index.html")
    return status


def build_site(folder: Path) -> int:
    """Make ``site`` in a folder, from ``pages`` beside it; return Sphinx's exit status, not 0 after any warning."""
    pages, site = folder / "pages", folder / "site"
    lay_out(pages)
    options = ["-W", "--keep-going", "--quiet", "-b", "html", "-c", DOCS, "-d", folder / "doctrees"]
    status = subprocess.run([sys.executable, "-m", "sphinx", *options, pages, site], check=False).returncode
    copy_files(site)
    return status


def lay_out(pages: Path) -> None:
    """Write the sources of all pages to a folder that holds nothing else."""
    texts = {name: read(ROOT / name) for name in TEXTS}
    texts["data/README.md"] = with_downloads(texts["data/README.md"])
    texts["index.md"] = read(DOCS / "index.md")
    texts["in_class.md"] = read(DOCS / "in_class.md") + slides_list(SLIDES)
    texts["figures/index.md"] = figures_page()
    texts["reference/index.md"] = read(DOCS / "reference.md")
    texts |= {f"reference/{name}.md": module_page(name) for name in module_names()}
    for name, text in texts.items():
        write_text(pages / name, with_file_links(text))
    for path in notebook_paths():
        write_text(pages / "notebooks" / path.name, nbformat.writes(notebook_page(nbformat.read(path, as_version=4))))


def copy_files(site: Path) -> None:
    """Put the files of the project, and the slides if they have been made, beside the pages."""
    for path in (path for pattern in FILES for path in ROOT.glob(pattern)):
        target = site / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    copy_fonts(site / "_static" / "fonts")
    if SLIDES.is_dir():
        shutil.copytree(SLIDES, site / "slides")


def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text(encoding="utf-8")


def notebook_paths() -> list[Path]:
    """Return the notebooks in their order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def module_names() -> list[str]:
    """Return the modules of the package as ``speech`` or ``charts.speech``, in the order of the alphabet."""
    paths = (path.relative_to(CODE).with_suffix("") for path in CODE.rglob("*.py") if not path.stem.startswith("__"))
    return sorted(".".join(path.parts) for path in paths)


def with_file_links(markdown: str) -> str:
    """Return Markdown in which each link to a file that is no page is a link in HTML, which Sphinx leaves as it is."""
    return FILE_LINK.sub(r'<a href="\2">\1</a>', markdown)


def with_downloads(dictionary: str) -> str:
    """Return the data dictionary with a link to each table under its heading, and then a list of the other files."""
    others = sorted(
        path.relative_to(DATA).as_posix()
        for path in [DATA / "datapackage.json", RECORD, *DERIVED.iterdir()]
        if path.suffix not in ("", ".csv")
    )
    links = "".join(f'- <a href="{name}">{name}</a>\n' for name in others)
    return TABLE_HEADING.sub(r"### \1\n\nDownload: [\1](\1)", dictionary) + f"\n## Other files\n\n{links}"


def slides_list(folder: Path) -> str:
    """Return Markdown that leads to every page of slides in a folder; empty where there is none."""
    links = [f"- [{path.stem}](slides/{path.name})\n" for path in sorted(folder.glob("*.html"))]
    return "".join(["\n## Slides\n\n", *links]) if links else ""


def module_page(name: str) -> str:
    """Return the page of a module as Markdown: its docstring and those of its public names, in the code's order."""
    return f"# {name}\n\n```{{eval-rst}}\n.. automodule:: helpers.{name}\n   :members:\n```\n"


def notebook_page(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook whose figures are the published files, with their texts, and whose tables scroll in a box."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_file_links(cell.source)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data and not figure_names(cell):
                alternative = output.metadata["image/svg+xml"]["alt"]
                output.data, output.metadata = {"text/html": framed(data["image/svg+xml"], alternative)}, {}
            elif "image/svg+xml" in data:
                (name,) = figure_names(cell)
                link = f'<a href="../figures/index.html#{name}">{name}: caption, data table, files</a>'
                page = f"{plate(name, output.metadata['image/svg+xml']['alt'])}\n<p>{link}</p>"
                output.data, output.metadata = {"text/html": page}, {}
            elif "<table" in data.get("text/html", ""):
                data["text/html"] = scroll_box(data["text/html"], data["text/plain"].split("\n")[0])
    return notebook


def plate(name: str, alternative: str) -> str:
    """Return a published figure as HTML, for a page in a neighbouring folder or in its own."""
    # With its size a page has its height before the picture is there, so that a link lands where it should.
    size = re.search(r'width="\d+" height="\d+"', read(FIGURES / f"{name}.svg"))[0]
    image = f'<img src="../figures/{name}.svg" {size} alt="{escape(alternative)}" loading="lazy">'
    return on_plate(image, f"Figure: {name}")


def framed(svg: str, alternative: str) -> str:
    """Return a drawing that is no published figure as HTML; it stands in the page, as an image."""
    image = f'<img src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}" alt="{escape(alternative)}">'
    return on_plate(image, "Drawn under another assumption")


def on_plate(image: str, label: str) -> str:
    """Return an image in the box in which figures stand."""
    return f'<div class="plate" tabindex="0" role="group" aria-label="{label}">{image}</div>'


def scroll_box(table: str, label: str) -> str:
    """Return an HTML table in a box that scrolls, by keyboard too."""
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(label)}">\n{table}\n</div>'


def figures_page() -> str:
    """Return the gallery as Markdown: every figure with its texts, files and data, in the order of the notebooks."""
    parts = [GALLERY]
    for path in notebook_paths():
        cells = nbformat.read(path, as_version=4).cells
        parts += [figure_section(name, path) for cell in cells for name in figure_names(cell)]
    return "\n".join(parts)


def figure_section(name: str, notebook: Path) -> str:
    """Return one figure of the gallery as Markdown."""
    texts = read_texts(FIGURES / f"{name}.md")
    frame = pd.read_csv(FIGURES / f"{name}.csv", dtype=str, keep_default_na=False)
    table = scroll_box(frame.to_html(index=False, border=0, classes="data-table"), f"Data of {name}")
    files = "".join(
        f'<li><a href="{name}{end}">{said}</a></li>'
        for end, said in TAKEAWAYS.items()
        if (FIGURES / f"{name}{end}").is_file()
    )
    return "\n".join(
        [
            f"({name})=\n\n## {texts.claim}\n",
            plate(name, texts.alternative),
            f"<p>{escape(texts.caption)}</p>",
            f'<p class="source">{escape(texts.source)}</p>',
            f'<p class="source">Cite as: {escape(texts.cite)}</p>',
            f'<ul class="downloads">{files}</ul>\n',
            f"Drawn in [{notebook.stem}](../notebooks/{notebook.name}).\n",
            f"<details><summary>Description</summary>\n<p>{escape(texts.alternative)}</p>\n</details>",
            f"<details><summary>Data table ({len(frame)} rows)</summary>\n{table}\n</details>\n",
        ]
    )
