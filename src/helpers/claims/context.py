"""What a reader should know before the record, each answer with its sources (``data/coding/context.csv``)."""

from pathlib import Path

import pandas as pd

from helpers.claims.other_sources import read_sources
from helpers.files.coding import read_coding, refuse
from helpers.files.paths import CODING

CONTEXT_COLUMNS = ["question", "answer", "sentence_ids", "source_ids", "note"]


def read_context(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``context.csv``, one row a question; columns as in CONTEXT_COLUMNS, all text.

    utterances: with sentence_id; folder: where this table and ``sources.csv`` stand, ``data/coding`` unless another is
    named. sentence_ids, source_ids: separated by spaces. Raises CodingError for an unknown sentence or source, and for
    an answer without a source.

    >>> from helpers import claims, read_edition
    >>> claims.read_context(read_edition().utterances).columns.tolist()
    ['question', 'answer', 'sentence_ids', 'source_ids', 'note']
    """
    frame, path = read_coding("context", CONTEXT_COLUMNS, folder), Path(folder) / "context.csv"
    known = {
        "sentence_ids": ("sentences of the record", {*utterances["sentence_id"]}),
        "source_ids": ("sources of sources.csv, one at least", {*read_sources(folder)["source_id"]}),
    }
    for line, row in enumerate(frame.itertuples(), start=2):
        for column, (expected, ids) in known.items():
            given = getattr(row, column).split()
            if not set(given) <= ids or (column == "source_ids" and not given):
                raise refuse(path, line, column, " ".join(one for one in given if one not in ids), expected)
    return frame
