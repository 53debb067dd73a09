"""Show a table in a notebook, and publish it as CSV: the same frame in both."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from helpers.figures import SOURCE_LINE
from helpers.outputs import table_text, write_table, write_text
from helpers.paths import DERIVED

if TYPE_CHECKING:
    from great_tables import GT

STYLES = [
    {"selector": "", "props": "border-collapse: collapse; font-size: 100%;"},
    {"selector": "caption", "props": "caption-side: top; text-align: left; font-weight: bold; padding: 0.4em 0;"},
    {"selector": "th, td", "props": "text-align: left; vertical-align: top; padding: 0.3em 0.7em; max-width: 44em; white-space: normal;"},
    {"selector": "thead th", "props": "border-bottom: 2px solid #555555;"},
    {"selector": "tbody td", "props": "border-bottom: 1px solid #DDDDDD;"},
]


@dataclass(frozen=True)
class Shown:
    """A table for display: HTML with fixed identifiers, and the same cells as plain text."""

    frame: pd.DataFrame = field(repr=False)
    name: str
    caption: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        styler = self.frame.style.hide(axis="index").set_caption(self.caption).set_table_styles(STYLES)
        html = styler.format(escape="html").set_uuid(self.name).to_html()
        plain = self.frame.to_string(index=False) if len(self.frame) else "(no rows)"
        return {"text/html": html, "text/plain": f"{self.caption}\n{plain}"}


def show_table(frame: pd.DataFrame, name: str, caption: str) -> Shown:
    """Return a frame for display with a caption; name becomes the table's fixed identifier in HTML."""
    return Shown(table_text(frame.reset_index(drop=True)), name, caption)


def publish_table(frame: pd.DataFrame, name: str, caption: str) -> Shown:
    """Write a frame to ``data/derived/<name>.csv`` and return it for display."""
    write_table(frame, name)
    return show_table(frame, name, caption)


def publish_article_table(frame: pd.DataFrame, name: str, caption: str, labels: dict[str, str], source: str = SOURCE_LINE) -> "GT":
    """Write a frame as CSV, HTML, LaTeX and Markdown to ``data/derived``, ready for an article, and return it for display.

    labels: column → heading, in the order of the columns to print; the CSV keeps all columns of the frame. The identifiers in the HTML
    are fixed by name.
    """
    from great_tables import GT

    write_table(frame, name)
    printed = table_text(frame)[list(labels)].rename(columns=labels)
    table = GT(printed, id=name.replace("_", "-")).tab_header(title=caption).tab_source_note(source).opt_align_table_header("left")
    write_text(DERIVED / f"{name}.html", table.as_raw_html() + "\n")
    write_text(DERIVED / f"{name}.tex", table.as_latex() + "\n")
    write_text(DERIVED / f"{name}.md", f"{caption}\n\n{markdown_table(printed)}\n{source}\n")
    return table


def markdown_table(frame: pd.DataFrame) -> str:
    """Return a frame of text as a Markdown table; what Markdown would read as markup is escaped."""
    rows = [list(frame.columns), ["---"] * len(frame.columns), *([escape_markdown(cell) for cell in row] for row in frame.itertuples(index=False))]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def escape_markdown(text: str) -> str:
    """Return text so that Markdown shows it as it stands."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def passages(utterances: pd.DataFrame, sentence_ids: list[str] | str) -> pd.DataFrame:
    """Return the sentences that a result rests on: sentence_id, speaker, start, end, text, in the record's order.

    sentence_ids: a list, or identifiers joined by spaces. Raises KeyError for one that the record does not have.
    """
    wanted = sentence_ids.split() if isinstance(sentence_ids, str) else list(sentence_ids)
    unknown = sorted(set(wanted) - set(utterances["sentence_id"]))
    if unknown:
        raise KeyError(f"found the sentence ids {', '.join(unknown)}; expected ids between {utterances['sentence_id'].iloc[0]} and {utterances['sentence_id'].iloc[-1]}")
    return utterances.loc[utterances["sentence_id"].isin(wanted), ["sentence_id", "speaker", "start", "end", "text"]].reset_index(drop=True)
