"""How a table is said in a notebook: heads in words, names for identifiers, dates and numbers as people write them.

What a machine needs (identifiers, offsets, EDTF) stays in the CSV. The heads stand in ``data/coding/heads.csv``, one a
column, whatever the table; a column whose head is empty is for the CSV alone.
"""

import re
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.claims.other_sources import read_sources
from helpers.claims.points import TEXT_COLUMNS
from helpers.files.coding import check_once, read_coding, refuse
from helpers.files.outputs import cell_text
from helpers.files.paths import CODING
from helpers.people.actors import read_actors
from helpers.text.dates import date_in_words

HEAD_COLUMNS = ["column", "head"]
DATES = {"edtf", "before_edtf", "after_edtf", "written", "date", "born", "died"}
WHO, OWN = "who acts", "record"
# "free_indirect", as a term stands in the tables.
TERM = re.compile(r"[a-z]+(?:_[a-z]+)+")


def read_heads(folder: Path = CODING) -> pd.DataFrame:
    """Read ``heads.csv``: column and head, one row a column of the tables.

    Raises CodingError for a column that stands twice, and for a head that is not in words.
    """
    frame, path = read_coding("heads", HEAD_COLUMNS, folder), Path(folder) / "heads.csv"
    check_once(path, "column", frame["column"])
    for line, head in enumerate(frame["head"], start=2):
        if "_" in head:
            raise refuse(path, line, "head", head, "words, without an underscore")
    return frame


@cache
def heads() -> dict[str, str]:
    """Return column → head; empty for what only the CSV shows."""
    return dict(read_heads().itertuples(index=False, name=None))


@cache
def actor_names() -> dict[str, str]:
    """Return actor_id → name in the authority list."""
    return dict(read_actors()[["actor_id", "name"]].itertuples(index=False, name=None))


@cache
def source_names() -> dict[str, str]:
    """Return source_id → who says so and when, "Mao Zedong, December 1936"; without an author, the title."""
    return {OWN: "this record"} | {
        row.source_id: ", ".join(filter(None, (row.author or row.title, date_in_words(row.written))))
        for row in read_sources().itertuples()
    }


@cache
def text_names() -> dict[str, str]:
    """Return text_id → author and date of a text of the concordance."""
    texts = read_coding("concordance_texts", TEXT_COLUMNS)
    return {row.text_id: f"{row.author}, {date_in_words(row.date)}" for row in texts.itertuples()}


# Column → what its identifiers are called; in any other those of actors may stand.
NAMES = {"source_id": source_names, "source_ids": source_names, "text_id": text_names}


def head_of(column: str) -> str:
    """Return the head of a column; a column that no table has is its own name."""
    return heads().get(column, column.replace("_", " "))


def heads_of(columns: list[str]) -> list[str]:
    """Return the heads of a table; where somebody acts on somebody, the source is who acts."""
    return [WHO if column == "source" and "target" in columns else head_of(column) for column in columns]


def in_view(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of a frame that a reader sees: an identifier goes where its name stands beside it."""
    kept = [column for column in frame.columns if head_of(column)]
    if {"actor_id", "name"} <= set(kept):
        kept.remove("actor_id")
    return frame[kept]


def numeric(frame: pd.DataFrame) -> list[bool]:
    """Return for each column whether it holds numbers, which stand at the right."""
    return [pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind) for kind in frame.dtypes]


def table_in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame as it is read: its columns by their heads, its cells as text in words.

    >>> import pandas as pd
    >>> from helpers.publish.words import table_in_words
    >>> given = pd.DataFrame({"source": ["mao"], "before": [300000.0], "before_edtf": ["1934/1935"], "start": [7],
    ...                       "mode": ["free_indirect"], "dated": [True]})
    >>> table_in_words(given).to_dict("records")
    [{'source': 'Mao Zedong', 'before': '300,000', 'date before': '1934–35', 'mode': 'free indirect', 'dated': 'yes'}]
    """
    shown = in_view(frame)
    cells = {column: column_in_words(column, shown[column]) for column in shown.columns}
    return pd.DataFrame(cells, index=shown.index).set_axis(heads_of(list(shown.columns)), axis="columns")


def column_in_words(column: str, values: pd.Series) -> list[str]:
    """Return the cells of a column as text in words."""
    if pd.api.types.is_bool_dtype(values):
        return ["yes" if value else "no" for value in values]
    if pd.api.types.is_numeric_dtype(values):
        return [number_in_words(value) for value in values]
    texts = [cell_text(value) for value in values]
    if column in DATES:
        return [date_in_words(text) for text in texts]
    names = NAMES.get(column, actor_names)()
    ids = {one for text in texts for one in text.split()}
    if ids and ids <= set(names):
        return ["; ".join(names[one] for one in text.split()) for text in texts]
    return [text.replace("_", " ") if TERM.fullmatch(text) else text for text in texts]


def number_in_words(value) -> str:
    """Return a number with its thousands apart: "300,000", "8.3"; nothing for none."""
    text = cell_text(value)
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if re.fullmatch(r"-?\d{4,}", whole) else text
