"""What the record has Mao complain of, and whether he is told to have said it at other times, too."""

from pathlib import Path

import pandas as pd

from helpers.claims.other_sources import read_sources
from helpers.files.coding import check_once, parse_cells, read_coding, refuse, refuse_long, refuse_unknown
from helpers.files.paths import CODING
from helpers.text.dates import time_span

GRIEVANCE_COLUMNS = ["grievance", "label", "sentence_ids", "not_before", "dated_by", "reason"]
RETELLING_COLUMNS = ["telling", "short", "title", "date", "kind", "source_or_text", "seen"]
CELL_COLUMNS = ["grievance", "telling", "cell", "locator", "words", "reason"]
# Whether a grievance stands in a telling. What was not read is "not seen", which is not "not in it"; and what had not
# happened yet no telling can have.
TOO_EARLY = "before it happened"
CELLS = ("yes", "in other words", "not in it", TOO_EARLY, "not seen")
TOLD = CELLS[:2]


def read_retellings(utterances: pd.DataFrame, folder: Path = CODING) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read which grievance stands in which telling: (grievances, tellings, cells), all text.

    Of ``grievances.csv``, ``retellings.csv`` and ``grievances_told.csv``. utterances: with sentence_id; folder: where
    the three stand, ``data/coding`` unless another is named. grievances: columns as in GRIEVANCE_COLUMNS, in the order
    of the record; not_before: EDTF, before which nobody could complain of it, by the record or a source (dated_by), or
    empty; tellings: as in RETELLING_COLUMNS, in the order of time, the record's own without a source; cells: as
    in CELL_COLUMNS, one row for each pair, with words where the grievance is told.

    Raises CodingError for an unknown sentence, source, grievance, telling or answer, a date that is not EDTF, a key or
    a pair that stands twice or is missing, a grievance told without words, a quotation that is too long, and an answer
    that does not go with the dates: TOO_EARLY stands where the telling ends before the grievance begins, only there.

    >>> from helpers import claims, read_edition
    >>> grievances, tellings, cells = claims.read_retellings(read_edition().utterances)
    >>> len(cells) == len(grievances) * len(tellings)
    True
    """
    grievances = read_coding("grievances", GRIEVANCE_COLUMNS, folder)
    tellings = read_coding("retellings", RETELLING_COLUMNS, folder)
    cells = read_coding("grievances_told", CELL_COLUMNS, folder)
    texts = read_coding("concordance_texts", ["text_id", "author", "title", "date", "kind"], folder)
    sources = {"", *read_sources(folder)["source_id"], *texts["text_id"]}

    path = Path(folder) / "grievances.csv"
    check_once(path, "grievance", grievances["grievance"])
    for line, cell in enumerate(grievances["sentence_ids"], start=2):
        unknown = [one for one in cell.split() if one not in set(utterances["sentence_id"])]
        if unknown or not cell:
            raise refuse(path, line, "sentence_ids", " ".join(unknown), "sentences of the record")
    begins = parse_cells(path, "not_before", grievances["not_before"], time_span)
    refuse_unknown(path, "dated_by", grievances["dated_by"], {"record", *sources}, "a source, record, or nothing")

    path = Path(folder) / "retellings.csv"
    check_once(path, "telling", tellings["telling"])
    refuse_unknown(path, "source_or_text", tellings["source_or_text"], sources, "a source or a text, or nothing")
    told_on = parse_cells(path, "date", tellings["date"], time_span)

    path = Path(folder) / "grievances_told.csv"
    refuse_unknown(path, "grievance", cells["grievance"], grievances["grievance"], "one of grievances.csv")
    refuse_unknown(path, "telling", cells["telling"], tellings["telling"], "one of retellings.csv")
    refuse_unknown(path, "cell", cells["cell"], CELLS, "one of " + ", ".join(CELLS))
    pairs = [f"{one} in {other}" for one in grievances["grievance"] for other in tellings["telling"]]
    check_once(path, "grievance", cells["grievance"] + " in " + cells["telling"], pairs)
    refuse_long(path, "words", cells["words"])
    begin, day = dict(zip(grievances["grievance"], begins)), dict(zip(tellings["telling"], told_on))
    for line, row in enumerate(cells.itertuples(), start=2):
        too_early = begin[row.grievance] and day[row.telling].latest <= begin[row.grievance].earliest
        if (row.cell == TOO_EARLY) != bool(too_early):
            expected = f"{TOO_EARLY!r} where the telling is over before the grievance begins, and only there"
            raise refuse(path, line, "cell", row.cell, expected)
        if row.cell in TOLD and not row.words:
            raise refuse(path, line, "words", row.words, "the words in which the grievance is told")
    return grievances, tellings, cells


def how_often_told(grievances: pd.DataFrame, tellings: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return one row a grievance: label, told, in_other_words, not_in_it, too_early, not_seen (tellings), told_in.

    All three from ``read_retellings``. The record's own telling is left out, so that 0 and 0 is what it alone has.
    told_in: the short names of the tellings that have it, in either way, in the order of time.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> grievances = pd.DataFrame({"grievance": ["rain"], "label": ["The rain"]})
    >>> tellings = pd.DataFrame({"telling": ["here", "t1"], "short": ["here", "1958"], "source_or_text": ["", "x"]})
    >>> cells = pd.DataFrame({"grievance": "rain", "telling": ["here", "t1"], "cell": ["yes", "in other words"]})
    >>> claims.how_often_told(grievances, tellings, cells)[["label", "in_other_words", "told_in"]].values.tolist()
    [['The rain', 1, '1958']]
    """
    others = tellings[tellings["source_or_text"] != ""]
    elsewhere = cells[cells["telling"].isin(others["telling"])]
    counts = pd.crosstab(elsewhere["grievance"], elsewhere["cell"]).reindex(columns=CELLS, fill_value=0)
    counts.columns = ["told", "in_other_words", "not_in_it", "too_early", "not_seen"]
    short = dict(zip(others["telling"], others["short"]))
    has = elsewhere[elsewhere["cell"].isin(TOLD)].assign(short=lambda frame: frame["telling"].map(short))
    has = has.sort_values("telling", key=lambda column: column.map(list(short).index), kind="stable")
    told_in = has.groupby("grievance")["short"].agg("; ".join).rename("told_in")
    table = grievances[["grievance", "label"]].merge(counts.join(told_in), on="grievance", how="left")
    return table.fillna({"told_in": ""})
