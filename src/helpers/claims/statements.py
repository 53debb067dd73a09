"""Statements of the record held against other documents, one by one (``data/coding/statement_check.csv``)."""

from pathlib import Path

import pandas as pd

from helpers.claims.other_sources import read_sources
from helpers.files.coding import parse_cells, read_coding, refuse, refuse_absent, refuse_long, refuse_unknown
from helpers.files.paths import CODING
from helpers.text.dates import time_span

CHECK_COLUMNS = [
    "check_id", "sentence_id", "evidence", "source_id", "locator", "words", "date", "verdict", "witness", "reason",
]  # fmt: skip
ALONE = "no other document found"
# How a statement stands to the other document, from agreement to alone.
CHECK_VERDICTS = ("agrees", "differs in date", "differs in cause", "contradicts", "not decided", ALONE)
# Who speaks in the other document; Mao telling the same elsewhere is no second witness.
WITNESSES = ("at the time", "later account", "mao again")


def read_statement_check(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``statement_check.csv``, one row a statement and document, all text; columns as in CHECK_COLUMNS.

    utterances: with sentence_id and text; folder: where this table and ``sources.csv`` stand, ``data/coding`` unless
    another is named. evidence: the record's words; words: the other document's, 25 at most; date: EDTF;
    verdict: one of CHECK_VERDICTS; witness: one of WITNESSES. A row without another document has neither source nor
    witness.

    Raises CodingError for an unknown sentence, source, verdict or witness, evidence that does not stand in its
    sentence, a date that is not EDTF, a quotation that is too long, an id given twice, a missing reason, and a verdict
    that does not fit the presence of a source.

    >>> from helpers import claims, read_edition
    >>> checks = claims.read_statement_check(read_edition().utterances)
    >>> set(checks["verdict"]) <= set(claims.CHECK_VERDICTS)
    True
    """
    frame, path = read_coding("statement_check", CHECK_COLUMNS, folder), Path(folder) / "statement_check.csv"
    refuse_absent(path, frame, utterances)
    refuse_unknown(
        path, "source_id", frame["source_id"], {"", *read_sources(folder)["source_id"]}, "a source, or nothing"
    )
    refuse_unknown(path, "verdict", frame["verdict"], CHECK_VERDICTS, "one of " + ", ".join(CHECK_VERDICTS))
    refuse_unknown(path, "witness", frame["witness"], {"", *WITNESSES}, "one of " + ", ".join(WITNESSES))
    parse_cells(path, "date", frame["date"], time_span)
    refuse_long(path, "words", frame["words"])
    for line, row in enumerate(frame.itertuples(), start=2):
        if bool(row.source_id) != (row.verdict != ALONE) or bool(row.source_id) != bool(row.witness):
            raise refuse(path, line, "source_id", row.source_id, f"a source and a witness, or the verdict {ALONE!r}")
        if not row.reason:
            raise refuse(path, line, "reason", row.reason, "the reason for the verdict")
    for line, twice in enumerate(frame["check_id"].duplicated(), start=2):
        if twice:
            raise refuse(path, line, "check_id", frame["check_id"][line - 2], "an id that no line before has")
    return frame
