"""From a result to its sentences in the reading edition."""

import re
from html import escape

import pandas as pd

# Columns that hold sentence ids; in a notebook each id leads to its sentence in the reading edition.
ID_COLUMNS = frozenset({"sentence_id", "sentence_ids", "elaborated_in", "first", "last", "fails_without"})
SENTENCE_ID = re.compile(r"\bs\d{3,}\b")
# Columns that lead to another source, and the table that names it.
SOURCE_TABLES = {"source_id": "data/coding/sources.csv", "text_id": "data/coding/concordance_texts.csv"}
READING_PAGE = "../data/derived/reading.html"


def linked(text: str) -> str:
    """Return a text as HTML in which each sentence id leads to its sentence in the reading edition."""
    return SENTENCE_ID.sub(rf'<a href="{READING_PAGE}#\g<0>">\g<0></a>', escape(text))


def sentences_of(table: pd.DataFrame) -> list[str]:
    """Return the ids of the sentences that a table names in its columns of ids, each once, in the record's order."""
    named = [column for column in table.columns if column in ID_COLUMNS]
    return sorted({one for cell in table[named].to_numpy().ravel() for one in str(cell).split()})


def runs(sentence_ids: list[str]) -> str:
    """Return sentence ids with unbroken runs drawn together: a1, a2, a3, a7 is "a1 to a3, a7"."""
    found: list[list[str]] = []
    for one in sentence_ids:
        if found and int(one[1:]) == int(found[-1][-1][1:]) + 1:
            found[-1].append(one)
        else:
            found.append([one])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in found)
