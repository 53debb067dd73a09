"""The handout: one page in A3 with figures and a table, as a PDF that a screen reader can follow (PDF/UA)."""

import json
import tempfile
from pathlib import Path

import pandas as pd

from helpers.charts.style import PAGE, Chart
from helpers.files.fonts import FONTS
from helpers.files.outputs import table_text, write_bytes
from helpers.files.paths import DERIVED
from helpers.publish.figures import drawn_svg

TEMPLATE = Path(__file__).with_name("templates") / "handout.typ"
FOOTER = (
    "Made for A3. The record is one side's account of what was said, in translation, under the terms of its archive; "
    "figures CC BY 4.0. Square brackets are the editors' or the translator's. Sentence ids: see reading.html."
)
WIDTH = 236  # millimetres that a chart is printed wide, between the margins of the template


def handout(
    title: str, source: str, charts: list[Chart], table: pd.DataFrame, caption: str, widths: dict[str, float]
) -> bytes:
    """Return the PDF: title, the source in full, the charts one under the other with their captions, then the table.

    widths: column → its share of the line; the other columns are not printed. The bytes are the same each time: no
    date, and no font of the system. Raises ValueError where it does not fit on one page.
    """
    import typst

    printed = table_text(table)[list(widths)]
    content = {
        "title": title,
        "source": source,
        "footer": FOOTER,
        "figures": [
            {
                "file": f"{chart.name}.svg",
                "caption": chart.caption,
                "alternative": chart.alternative,
                "height": printed_height(chart),
            }
            for chart in charts
        ],
        "table": {
            "caption": caption,
            "head": [column.replace("_", " ") for column in widths],
            "widths": list(widths.values()),
            "rows": printed.to_numpy().tolist(),
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        for chart in charts:
            (Path(folder) / f"{chart.name}.svg").write_text(drawn_svg(chart, PAGE), encoding="utf-8")
        (Path(folder) / "handout.json").write_text(json.dumps(content), encoding="utf-8")
        page = Path(folder) / TEMPLATE.name
        page.write_bytes(TEMPLATE.read_bytes())
        compiler = typst.Compiler(page, root=folder, font_paths=[FONTS], ignore_system_fonts=True)
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
        if pages != 1:
            raise ValueError(f"handout: found {pages} pages; expected one: shorten the table or leave out a chart")
        return compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0)


def printed_height(chart: Chart) -> float:
    """Return the height of a chart in millimetres when it fills the line."""
    width, height = chart.figure(PAGE).get_size_inches()
    return round(WIDTH * height / width, 1)


def publish_handout(*arguments, **options) -> Path:
    """Write the handout (see ``handout``) to ``data/derived/handout.pdf`` and return its path.

    Taken are title, source, charts, table, caption and widths, as by ``handout``: widths is column → its share of the
    line. Raises KeyError for a column that the table does not have, and ValueError where it does not fit on one page
    (A3); then the file stays as it was.

    >>> import pandas as pd
    >>> from helpers import teaching
    >>> letters = pd.DataFrame({"letter": range(150)})
    >>> teaching.publish_handout("Letters", "Source: Orlen.", [], letters, "All letters", {"letter": 1})
    Traceback (most recent call last):
    ValueError: handout: found 2 pages; expected one: shorten the table or leave out a chart
    """
    return write_bytes(DERIVED / "handout.pdf", handout(*arguments, **options))
