"""Show a table in a notebook, and publish it as CSV: the same frame in both."""

import re
from dataclasses import dataclass, field
from html import escape

import pandas as pd
from pandas.io.formats.style import Styler

from helpers.charts.style import SOURCE_LINE
from helpers.files.outputs import table_text, write_table, write_text
from helpers.files.paths import DERIVED
from helpers.publish.links import ID_COLUMNS, linked
from helpers.publish.words import in_view, numeric, table_in_words

STYLES = [
    {"selector": "", "props": "border-collapse: collapse; font-size: 100%;"},
    {"selector": "caption", "props": "caption-side: top; text-align: left; font-weight: bold; padding: 0.4em 0;"},
    {
        "selector": "th, td",
        "props": "text-align: left; vertical-align: top; padding: 0.3em 0.7em; max-width: 44em; white-space: normal;",
    },
    {"selector": "thead th", "props": "border-bottom: 2px solid #555555;"},
    {"selector": "tbody td", "props": "border-bottom: 1px solid #DDDDDD;"},
]
# How many rows of a long table stand in view, unless another number is asked for, and what is not long.
ROWS, WHOLE = 12, 16


# What the styler writes on and between cells, and nothing here refers to; it is half of a large table.
CELL_CLASS = re.compile(r' class="data row\d+ col\d+"')
BETWEEN_CELLS = re.compile(r"\n\s*(?=<t[dh]\b|</tr>)")


@dataclass(frozen=True)
class Shown:
    """A table for display: in words, HTML with fixed identifiers, and the same cells as plain text.

    frame: as it came; rows, columns: what of it stands in view; file: where all of it stands, empty where nowhere.
    """

    frame: pd.DataFrame = field(repr=False)
    name: str
    caption: str
    rows: int | None = None
    columns: tuple[str, ...] = ()
    file: str = ""

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        rows = self.rows or (ROWS if len(self.frame) > WHOLE else WHOLE)
        seen = in_view(self.frame[list(self.columns) or list(self.frame.columns)].head(rows))
        said, caption = table_in_words(seen), self.caption
        if len(seen) < len(self.frame):
            caption += f"; the first {len(seen)} of {len(self.frame)} rows"
        link = f'. All of it: <a href="../{self.file}">{self.file}</a>' if self.file else ""
        right = [place for place, number in enumerate(numeric(seen), start=1) if number]
        cells = ", ".join(f"{kind}:nth-child({place})" for place in right for kind in ("td", "th"))
        styles = [*STYLES, {"selector": cells, "props": "text-align: right;"}] if right else STYLES
        styler = Styler(said, cell_ids=False).hide(axis="index").set_caption(escape(caption) + link)
        styler = styler.set_table_styles(styles)
        ids = [head for column, head in zip(seen.columns, said.columns) if column in ID_COLUMNS]
        html = styler.format(escape="html").format(linked, subset=ids).set_uuid(self.name).to_html()
        html = BETWEEN_CELLS.sub("", CELL_CLASS.sub("", html))
        plain = plain_table(said) if len(said) else "(no rows)"
        where = f". All of it: {self.file}" if self.file else ""
        return {"text/html": html, "text/plain": f"{caption}{where}\n{plain}"}


@dataclass(frozen=True)
class ArticleTable:
    """A table for an article, for display: its HTML with fixed identifiers, and the same cells as plain text."""

    html: str = field(repr=False)
    plain: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/html": self.html, "text/plain": self.plain}


def show_table(frame: pd.DataFrame, name: str, caption: str, *, rows: int | None = None, file: str = "") -> Shown:
    """Return a frame for display with a caption; name becomes the table's fixed identifier in HTML.

    rows: how many stand in view, twelve of a long table unless told; file: where all of it stands, as seen from the
    project's root. The heads are those of ``heads.csv``, what only a machine needs is left out, identifiers are shown
    as names, dates and numbers in words. Sentence ids in the columns that hold them lead to the reading edition.
    Nothing is written.

    >>> import pandas as pd
    >>> from helpers import publish
    >>> letters = pd.DataFrame({"author": ["Orlen", "Velin"], "before": [3000.0, 12.0]})
    >>> shown = publish.show_table(letters, "letters", "Letters sent", rows=1)
    >>> print(shown._repr_mimebundle_()["text/plain"])
    Letters sent; the first 1 of 2 rows
    author | before
    Orlen | 3,000
    """
    return Shown(frame.reset_index(drop=True), name, caption, rows, file=file)


def publish_table(
    frame: pd.DataFrame, name: str, caption: str, *, rows: int | None = None, columns: list[str] | None = None
) -> Shown:
    """Write a frame to ``data/derived/<name>.csv`` and return it for display.

    The file has all rows and all of the frame's columns under their own names, without the index; text that a
    spreadsheet would run as a formula gets an apostrophe in front. rows, columns: what of it stands in view. Returned
    is what ``show_table`` returns. Raises ValueError where the name would lead out of the folder.

    >>> import pandas as pd
    >>> from helpers import publish
    >>> publish.publish_table(pd.DataFrame({"person": ["Orlen"]}), "letters/of_1911", "Letters sent")
    Traceback (most recent call last):
    ValueError: found the file name 'letters/of_1911.csv'; expected a name without a folder
    """
    write_table(frame, name)
    return Shown(frame.reset_index(drop=True), name, caption, rows, tuple(columns or ()), f"data/derived/{name}.csv")


def publish_article_table(
    frame: pd.DataFrame, name: str, caption: str, labels: dict[str, str], source: str = SOURCE_LINE
) -> ArticleTable:
    """Write a frame as CSV, HTML, LaTeX and Markdown, ready for an article, to ``data/derived``; return it for display.

    labels: column → heading, in the order of the columns to print; the CSV keeps all columns of the frame. source: the
    line under the table. The identifiers in the HTML are fixed by name. Raises ValueError where the name would lead out
    of the folder, KeyError for a label of a column that the frame does not have (the CSV is written by then).

    >>> import pandas as pd
    >>> from helpers import publish
    >>> letters = pd.DataFrame({"person": ["Orlen"], "count": [3]})
    >>> publish.publish_article_table(letters, "../letters", "Letters sent", {"person": "Who", "count": "Letters"})
    Traceback (most recent call last):
    ValueError: found the file name '../letters.csv'; expected a name without a folder
    """
    from great_tables import GT

    write_table(frame, name)
    printed = table_text(frame)[list(labels)].rename(columns=labels)
    table = (
        GT(printed, id=name.replace("_", "-"))
        .tab_header(title=caption)
        .tab_source_note(source)
        .opt_align_table_header("left")
    )
    page = scoped(table.as_raw_html())
    write_text(DERIVED / f"{name}.html", page + "\n")
    write_text(DERIVED / f"{name}.tex", latex_table(printed, name, caption, source))
    write_text(DERIVED / f"{name}.md", f"{caption}\n\n{markdown_table(printed)}\n{source}\n")
    return ArticleTable(page, f"{caption}\n{plain_table(printed)}")


def plain_table(frame: pd.DataFrame) -> str:
    """Return a table as lines of cells between bars, not padded: long cells would make every line as long."""
    return "\n".join(" | ".join(map(str, row)) for row in [frame.columns, *frame.itertuples(index=False)])


def scoped(page: str) -> str:
    """Return HTML whose style rules hold for its own table: "#a thead, tbody {" becomes "#a thead, #a tbody {"."""
    return re.sub(
        r"(#[\w-]+) ([a-z]+(?:, [a-z]+)+) \{",
        lambda rule: ", ".join(f"{rule[1]} {name}" for name in rule[2].split(", ")) + " {",
        page,
    )


def latex_table(printed: pd.DataFrame, name: str, caption: str, source: str) -> str:
    """Return a frame of text as a LaTeX table; its columns share the line by the length of their longest cell."""
    longest = [min(60, max(8, *(len(cell) for cell in [head, *printed[head]]))) for head in printed.columns]
    columns = "".join(
        rf">{{\raggedright\arraybackslash}}p{{{0.82 * share / sum(longest):.2f}\linewidth}}" for share in longest
    )
    body = printed.style.hide(axis="index").format(escape="latex").format_index(escape="latex", axis="columns")
    text = body.to_latex(
        column_format=columns, hrules=True, caption=caption, label=f"tab:{name.replace('_', '-')}", position="t"
    )
    return "% needs the packages booktabs, array and caption\n" + text.replace(
        "\\end{table}", f"\\par\\smallskip\\footnotesize {source}\n\\end{{table}}"
    )


def markdown_table(frame: pd.DataFrame) -> str:
    """Return a frame of text as a Markdown table; what Markdown would read as markup is escaped."""
    rows = [
        list(frame.columns),
        ["---"] * len(frame.columns),
        *([escape_markdown(cell) for cell in row] for row in frame.itertuples(index=False)),
    ]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def escape_markdown(text: str) -> str:
    """Return text so that Markdown shows it as it stands."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def in_words(counts: pd.Series) -> str:
    """Return counts as a line: "8 tabled, 5 charted".

    counts: name → number, as from ``value_counts``, in the order of the line; empty gives the empty string.

    >>> import pandas as pd
    >>> from helpers import publish
    >>> publish.in_words(pd.Series(["Orlen", "Velin", "Orlen"]).value_counts())
    '2 Orlen, 1 Velin'
    """
    return ", ".join(f"{number} {str(name).replace('_', ' ')}" for name, number in counts.items())


def passages(utterances: pd.DataFrame, sentence_ids: list[str] | str) -> pd.DataFrame:
    """Return the sentences that a result rests on: sentence_id, speaker, start, end, text, in the record's order.

    sentence_ids: a list, or identifiers joined by spaces. Raises KeyError for one that the record does not have.

    >>> import pandas as pd
    >>> from helpers import publish
    >>> utterances = pd.DataFrame({
    ...     "sentence_id": ["a1", "a2"], "speaker": ["narrator", "Velin"], "start": [0, 13], "end": [12, 20],
    ...     "text": ["Velin spoke.", "I sail."],
    ... })
    >>> publish.passages(utterances, "a2")[["speaker", "text"]].to_numpy().tolist()
    [['Velin', 'I sail.']]
    """
    wanted = sentence_ids.split() if isinstance(sentence_ids, str) else list(sentence_ids)
    unknown = sorted(set(wanted) - set(utterances["sentence_id"]))
    if unknown:
        first, last = utterances["sentence_id"].iloc[0], utterances["sentence_id"].iloc[-1]
        raise KeyError(f"found the sentence ids {', '.join(unknown)}; expected ids between {first} and {last}")
    columns = ["sentence_id", "speaker", "start", "end", "text"]
    return utterances.loc[utterances["sentence_id"].isin(wanted), columns].reset_index(drop=True)
