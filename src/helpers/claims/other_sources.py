"""What other sources give for the same quantities, and how it stands to the record.

Nothing here is parsed: the figures were noted from the sources by reading (``comparison.csv``, ``sources.csv``), and
so were what part of a whole they count (``scopes.csv``), which of them tell the same loss (``tellings.csv``) and how
they stand to a passage of the record (``conflicts.csv``).
"""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.claims.losses import rounding_interval, share_left
from helpers.claims.quantities import read_series
from helpers.files.coding import check_once, parse_cells, read_coding, refuse, refuse_absent, refuse_unknown
from helpers.files.errors import CodingError
from helpers.files.paths import CODING
from helpers.people.actors import read_actors
from helpers.text.dates import MONTHS, time_span

SOURCE_COLUMNS = ["source_id", "author", "title", "written", "edition", "url", "kind", "reliability"]
COMPARISON_COLUMNS = [
    "claim", "edtf", "value", "value_low", "value_high", "unit", "scope", "source_id", "locator", "relation", "note",
]  # fmt: skip
SCOPE_COLUMNS = ["scope", "extent", "label", "reason"]
TELLING_COLUMNS = ["claim", "edtf", "source_id", "scope", "subject", "role", "reason"]
CONFLICT_COLUMNS = [
    "conflict", "topic", "sentence_id", "evidence", "claim", "edtf", "source_id", "scope", "verdict", "reason",
]  # fmt: skip
# One percentage for army, party and territory at once.
TOGETHER = "together"
# These name one row of comparison.csv.
KEY = ["claim", "edtf", "source_id", "scope"]

TOLD_COLUMNS = [
    "source_id", "author", "written", "subject", "scope", "before", "before_low", "before_high",
    "after", "after_low", "after_high", "remaining", "remaining_low", "remaining_high", "how",
]  # fmt: skip
GIVEN_COLUMNS = [
    "edtf", "earliest", "latest", "approximate", "value", "low", "high", "unit",
    "scope", "extent", "label", "source_id", "author", "kind", "relation", "note",
]  # fmt: skip
SOURCE_NAME_COLUMNS = ["source_id", "short", "reason"]

SOURCE_KINDS = ("primary", "journalism", "official_history", "scholarship", "reference")
RELATIONS = ("same_claim_same_figure", "same_claim_other_figure", "other_scope", "other_year", "conflicts")
UNITS = ("fighters", "members", "people", "percent", "periods", "months", "invitations", "enterprises", "")
# How a passage of the record stands to what a source gives: each verdict, and when it applies.
VERDICTS = {
    "agrees": "the same figure or date for the same thing",
    "compatible": "both can be true as they stand",
    "differs": "another figure, date or statement for the same or nearly the same thing; "
    "both may hold for different moments or bounds",
    "conflicts": "both cannot be true of the same thing",
    "silent": "the source does not mention what the record states",
    "not_comparable": "another thing is counted",
}


def read_sources(folder: Path = CODING) -> pd.DataFrame:
    """Read ``sources.csv``, one row a source.

    folder: where the table stands, ``data/coding`` unless another is named. Returns all rows, columns as in
    SOURCE_COLUMNS, all text; written: EDTF, empty where nothing says when.

    Raises CodingError for an unknown kind or a date that is not EDTF.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import CodingError, claims
    >>> from helpers.files import write_table
    >>> diary = ["velin", "Velin", "Diary", "1702~", "", "", "gossip", ""]
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame([diary], columns=list(claims.read_sources())), "sources", folder)
    ...     try:
    ...         claims.read_sources(folder)
    ...     except CodingError as error:
    ...         print(str(error).removeprefix(f"{path}, "))
    line 2, column kind: found 'gossip'; expected one of primary, journalism, official_history, scholarship, reference
    """
    frame, path = read_coding("sources", SOURCE_COLUMNS, folder), Path(folder) / "sources.csv"
    refuse_unknown(path, "kind", frame["kind"], SOURCE_KINDS, "one of " + ", ".join(SOURCE_KINDS))
    parse_cells(path, "written", frame["written"], time_span)
    return frame


def read_comparison(folder: Path = CODING) -> pd.DataFrame:
    """Read ``comparison.csv``, one row a figure or date that a source gives; value, value_low, value_high as numbers.

    folder: where the table stands, ``data/coding`` unless another is named. Returns all rows, columns as in
    COMPARISON_COLUMNS; an empty value is missing, the other columns are text. Values count what unit names; a row that
    gives a date or a statement and no figure has no unit.

    Raises CodingError, with file, line, value and what was expected, for a date that is not EDTF, a source that
    ``sources.csv`` does not have, a value that is no number from 0 on, a lowest value above a highest, an unknown unit
    or relation.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import CodingError, claims
    >>> from helpers.files import write_table
    >>> source = ["velin", "Velin", "Diary", "1702~", "", "", "primary", ""]
    >>> figure = ["guard", "1701", "40", "50", "60", "fighters", "the guard", "velin", "", "other_year", ""]
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame([source], columns=list(claims.read_sources())), "sources", folder)
    ...     path = write_table(pd.DataFrame([figure], columns=list(claims.read_comparison())), "comparison", folder)
    ...     try:
    ...         claims.read_comparison(folder)
    ...     except CodingError as error:
    ...         print(str(error).removeprefix(f"{path}, "))
    line 2, column value_low: found '50, 40, 60'; expected value_low, value, value_high in rising order
    """
    frame, path = read_coding("comparison", COMPARISON_COLUMNS, folder), Path(folder) / "comparison.csv"
    sources = read_sources(folder)["source_id"]
    parse_cells(path, "edtf", frame["edtf"], time_span)
    refuse_unknown(path, "source_id", frame["source_id"], sources, "a source of sources.csv")
    refuse_unknown(path, "unit", frame["unit"], UNITS, "one of " + ", ".join(unit or "(empty)" for unit in UNITS))
    refuse_unknown(path, "relation", frame["relation"], RELATIONS, "one of " + ", ".join(RELATIONS))
    for column in ("value", "value_low", "value_high"):
        frame[column] = pd.array(parse_cells(path, column, frame[column], read_number), dtype="Float64")
    for line, row in enumerate(frame.itertuples(), start=2):
        given = [value for value in (row.value_low, row.value, row.value_high) if pd.notna(value)]
        if given != sorted(given):
            found = ", ".join(f"{value:g}" for value in given)
            raise refuse(path, line, "value_low", found, "value_low, value, value_high in rising order")
    return frame


def read_number(cell: str) -> float:
    """Return a cell as a number that is not negative. Raises ValueError."""
    if not cell.replace(".", "", 1).isdigit():
        raise ValueError(f"found {cell!r}; expected a number from 0 on, or nothing")
    return float(cell)


def read_scopes(folder: Path = CODING) -> pd.DataFrame:
    """Read ``scopes.csv``: whether a figure counts the whole or a part, and the short label for it.

    folder: where the table stands, ``data/coding`` unless another is named. Returns one row a scope, none left out,
    columns as in SCOPE_COLUMNS, all text.

    Raises CodingError for an extent that is neither whole nor part.

    >>> from helpers import claims
    >>> scopes = claims.read_scopes()
    >>> list(scopes), sorted(set(scopes["extent"]))
    (['scope', 'extent', 'label', 'reason'], ['part', 'whole'])
    """
    frame, path = read_coding("scopes", SCOPE_COLUMNS, folder), Path(folder) / "scopes.csv"
    refuse_unknown(path, "extent", frame["extent"], ("whole", "part"), "whole or part")
    return frame


def name_sources(sources: pd.DataFrame, folder: Path = CODING) -> dict[str, str]:
    """Return who says so in words, source by source: the author's family name and the year, "Velin, 1710".

    sources: from ``read_sources``, those to name; folder: where ``source_names.csv``, ``sources.csv`` and
    ``actors.csv`` stand, ``data/coding`` unless another is named. The family name is the word of the name by which
    the authority list has the author ("Mao"), else the last. What this gives wrong stands in ``source_names.csv``.
    A source that is not dated has no year; where two would be called the same, the month is added.

    Raises CodingError for a source without an author, or with several words around a comma, that the table lacks.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> authors = {"author": ["Mao Zedong", "Ada Velin"], "written": ["1936-12", ""]}
    >>> claims.name_sources(pd.DataFrame({"source_id": ["a", "b"]} | authors))
    {'a': 'Mao, 1936', 'b': 'Velin'}
    """
    coded, actors = read_source_names(folder), read_actors(folder)
    aliases = dict(zip(actors["name"], actors["aliases"]))
    names = {}
    for row in sources.itertuples():
        name = coded.get(row.source_id) or family_name(row.author, aliases.get(row.author, ()))
        if not name:
            found = f"found no row for {row.source_id} and the author {row.author!r}"
            raise CodingError(
                f"{Path(folder)}/source_names.csv: {found}; expected one where the author is no single name"
            )
        names[row.source_id] = ", ".join(part for part in (name, row.written[:4]) if part)
    often = pd.Series(names).value_counts()
    months = dict(zip(sources["source_id"], sources["written"].str[5:7]))
    for source_id, name in names.items():
        if often[name] > 1 and months[source_id].isdigit():
            who, _, year = name.rpartition(", ")
            names[source_id] = f"{who}, {MONTHS[int(months[source_id]) - 1]} {year}"
    return names


def read_source_names(folder: Path = CODING) -> dict[str, str]:
    """Read ``source_names.csv``: source_id → its name; a source that is unknown, twice there or unnamed is refused."""
    frame, path = read_coding("source_names", SOURCE_NAME_COLUMNS, folder), Path(folder) / "source_names.csv"
    refuse_unknown(path, "source_id", frame["source_id"], read_sources(folder)["source_id"], "a source of sources.csv")
    check_once(path, "source_id", frame["source_id"])
    for line, short in enumerate(frame["short"], start=2):
        if not short:
            raise refuse(path, line, "short", short, "a name")
    return dict(zip(frame["source_id"], frame["short"]))


def family_name(author: str, aliases: Iterable[str]) -> str:
    """Return the family name of an author; nothing where the author is no single name."""
    words = author.split()
    if not words or "," in author or ";" in author:
        return ""
    return next((word for word in words if word in aliases), words[-1])


def bounds(comparison: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with low and high: what the source leaves possible; empty where it leaves that side open.

    A figure without bounds is its own low and high. A bound that equals the figure, or stands without one, is
    one-sided: "passed 20,000" has a low and no high, "fewer than 20,000" a high and no low.
    """
    value, low, high = comparison["value"], comparison["value_low"], comparison["value_high"]
    exact = low.isna() & high.isna()
    return comparison.assign(low=low.mask(exact, value), high=high.mask(exact, value))


def given_by_sources(claim: str, comparison: pd.DataFrame, sources: pd.DataFrame, scopes: pd.DataFrame) -> pd.DataFrame:
    """Return what all sources give for one claim, in order of time: one row a figure.

    claim: as in the column claim, by which rows of other claims are left out; comparison, sources, scopes: from
    ``read_comparison``, ``read_sources`` and ``read_scopes``. A row whose source is not among the sources is left out.
    Columns: edtf, earliest, latest (years with decimals), approximate, value, low, high, unit, scope, extent, label,
    source_id, author, kind, relation, note. A figure without a date comes last, with earliest and latest missing. low
    and high are what the source leaves possible, missing where it leaves that side open; extent and label are missing
    for a scope that ``scopes.csv`` does not have.

    Raises ValueError where no row has the claim or a date is not EDTF.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> figures = pd.DataFrame({"claim": "guard", "edtf": "1701", "value": [40.0, 50.0], "value_low": [None, 50.0],
    ...                         "value_high": float("nan"), "unit": "fighters", "scope": "all", "source_id": "velin",
    ...                         "relation": "other_year", "note": ["40", "more than 50"]})
    >>> sources = pd.DataFrame({"source_id": ["velin"], "author": "Velin", "kind": "primary"})
    >>> scopes = pd.DataFrame({"scope": ["all"], "extent": "whole", "label": "all"})
    >>> given = claims.given_by_sources("guard", figures, sources, scopes)
    >>> given[["note", "low", "high"]].to_dict("records")
    [{'note': '40', 'low': 40.0, 'high': 40.0}, {'note': 'more than 50', 'low': 50.0, 'high': nan}]
    """
    found = bounds(comparison[comparison["claim"] == claim])
    if found.empty:
        known = ", ".join(comparison["claim"].unique())
        raise ValueError(f"found no row for the claim {claim!r}; expected one of {known}")
    found = found.merge(sources[["source_id", "author", "kind"]], on="source_id")
    found = found.merge(scopes[["scope", "extent", "label"]], on="scope", how="left")
    spans = [time_span(edtf) if edtf else None for edtf in found["edtf"]]
    found = found.assign(
        earliest=[one.earliest if one else None for one in spans],
        latest=[one.latest if one else None for one in spans],
        approximate=[bool(one) and one.approximate for one in spans],
    ).astype({"earliest": float, "latest": float})
    # Within a source and date the rows keep the order in which the table has them.
    order = ["earliest", "latest", "source_id"]
    return found[GIVEN_COLUMNS].sort_values(order, kind="stable", ignore_index=True)


def read_tellings(folder: Path = CODING) -> pd.DataFrame:
    """Read ``tellings.csv``: which rows of the comparison tell the same loss, of what, and as what.

    folder: where this table, ``comparison.csv``, ``sources.csv`` and ``series.csv`` stand, ``data/coding`` unless
    another is named. Returns all rows, columns as in TELLING_COLUMNS, all text. role: the figure before the loss, the
    one after it, or the share that was lost.

    Raises CodingError for a subject that is no series, another role, or a row that ``comparison.csv`` does not have.

    >>> from helpers import claims
    >>> told = claims.read_tellings()
    >>> list(told), sorted(set(told["role"]))
    (['claim', 'edtf', 'source_id', 'scope', 'subject', 'role', 'reason'], ['after', 'before', 'share'])
    """
    frame, path = read_coding("tellings", TELLING_COLUMNS, folder), Path(folder) / "tellings.csv"
    known = {*(one.series for one in read_series(folder)), TOGETHER}
    refuse_unknown(path, "subject", frame["subject"], known, f"a series of series.csv, or {TOGETHER}")
    refuse_unknown(path, "role", frame["role"], ("before", "after", "share"), "before, after or share")
    refuse_unknown_row(path, frame, folder)
    return frame


def refuse_unknown_row(path: Path, frame: pd.DataFrame, folder: Path) -> None:
    """Refuse the first row whose KEY names no row of ``comparison.csv``."""
    known = read_comparison(folder)[KEY].itertuples(index=False, name=None)
    refuse_unknown(
        path, " + ".join(KEY), frame[KEY].itertuples(index=False, name=None), known, "a row of comparison.csv"
    )


def compare_tellings(
    told: pd.DataFrame, comparison: pd.DataFrame, sources: pd.DataFrame, lost: pd.DataFrame, record: dict
) -> pd.DataFrame:
    """Return how the same loss is told, telling by telling, the record's own among them: one row a telling and subject.

    told: from ``read_tellings``; comparison: from ``read_comparison``; sources: from ``read_sources``; lost: the
    record's losses, from ``find_losses``; record: its source_id, author and written (EDTF). In order of when it was
    written. A telling by a source that is not among the sources is left out.

    Columns as in TOLD_COLUMNS: the figures before and after, the share that remained in percent, each with lowest and
    highest; how (``computed`` from counts, ``given`` as a percentage, else empty). No share is computed from a figure
    that is only worded ("several tens of thousands"). Bounds are those that a telling words, or what its round figure
    may stand for (``rounding_interval``); an empty one is open or not given.

    Raises ValueError for a figure that is no positive whole number.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> fleet = pd.DataFrame({"series": "fleet", "role": ["before", "after"], "value": [40, 3], "unit": "ships",
    ...                       "subject": "fleet of Orl", "edtf": "", "sentence_id": "a1"})
    >>> key = {"claim": "ships", "edtf": ["1701", "1702"], "source_id": "velin", "scope": "all"}
    >>> told = pd.DataFrame(key | {"subject": "fleet", "role": ["before", "after"]})
    >>> figures = pd.DataFrame(key | {"value": [50, None], "value_low": [None, 2], "value_high": [None, 9]})
    >>> sources = pd.DataFrame({"source_id": ["velin"], "author": "Velin", "written": "1710"})
    >>> own = {"source_id": "own", "author": "Orlen", "written": "1703"}
    >>> tellings = claims.compare_tellings(told, figures, sources, claims.find_losses(fleet), own)
    >>> tellings[["author", "remaining", "how"]].to_dict("records")
    [{'author': 'Orlen', 'remaining': 7.5, 'how': 'computed'}, {'author': 'Velin', 'remaining': None, 'how': ''}]
    """
    merged = told.merge(bounds(comparison), on=KEY, how="left")
    rows = [
        telling_row(source_id, subject, group)
        for (source_id, subject), group in merged.groupby(["source_id", "subject"], sort=False)
    ]
    frame = pd.DataFrame(rows).merge(sources[["source_id", "author", "written"]], on="source_id")
    own = lost.assign(
        subject=lost["series"],
        scope=lost["subject"],
        remaining=lost["remaining_percent"],
        how=lost["before"].isna().map({True: "given", False: "computed"}),
        **record,
    )
    numbers = [column for column in TOLD_COLUMNS if column.startswith(("before", "after", "remaining"))]
    whole = pd.concat([frame, own])[TOLD_COLUMNS].astype(dict.fromkeys(numbers, "Float64"))
    return whole.sort_values(
        "written", key=lambda column: [time_span(edtf).earliest for edtf in column], kind="stable", ignore_index=True
    )


def telling_row(source_id: str, subject: str, group: pd.DataFrame) -> dict:
    """Return one telling of the loss of one subject, from its rows with the roles before, after and share."""
    row = dict.fromkeys(TOLD_COLUMNS) | {"source_id": source_id, "subject": subject, "how": ""}
    for one in group.itertuples():
        low, value, high = (None if pd.isna(end) else float(end) for end in (one.low, one.value, one.high))
        if value is not None and low == high:
            low, high = rounding_interval(value)
        else:
            value = None
        if one.role == "share":
            low, value, high = (None if end is None else 100 - end for end in (high, value, low))
            row["how"] = "given"
        role = "remaining" if one.role == "share" else one.role
        row |= {role: value, f"{role}_low": low, f"{role}_high": high}
    if row["before"] and row["after"]:
        ends = (tuple(row[f"{role}{end}"] for end in ("", "_low", "_high")) for role in ("before", "after"))
        row |= dict(zip(("remaining", "remaining_low", "remaining_high"), share_left(*ends))) | {"how": "computed"}
    row["scope"] = "; ".join(group["scope"].unique())
    return {column: row[column] for column in TOLD_COLUMNS if column not in ("author", "written")}


def read_conflicts(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``conflicts.csv``: a passage of the record beside what a source gives, with a verdict and its reason.

    utterances: with sentence_id and text; folder: where this table, ``comparison.csv`` and ``sources.csv`` stand,
    ``data/coding`` unless another is named. Returns all rows, columns as in CONFLICT_COLUMNS, all text; VERDICTS says
    when a verdict applies.

    Raises CodingError for an unknown sentence, evidence that does not stand in it, a row that ``comparison.csv``
    does not have, or an unknown verdict.

    >>> from helpers import claims, read_edition
    >>> conflicts = claims.read_conflicts(read_edition().utterances)
    >>> set(conflicts["verdict"]) <= set(claims.VERDICTS)
    True
    >>> claims.VERDICTS["compatible"]
    'both can be true as they stand'
    """
    frame, path = read_coding("conflicts", CONFLICT_COLUMNS, folder), Path(folder) / "conflicts.csv"
    refuse_unknown(path, "verdict", frame["verdict"], VERDICTS, "one of " + ", ".join(VERDICTS))
    refuse_unknown_row(path, frame, folder)
    refuse_absent(path, frame, utterances)
    return frame


def conflict_table(conflicts: pd.DataFrame, comparison: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the conflicts for display: what the record says and where, what a source gives, the verdict and why.

    conflicts, comparison, sources: from ``read_conflicts``, ``read_comparison`` and ``read_sources``. One row a
    conflict; one whose source is not among the sources is left out. Columns, all text: topic; record, the words of the
    record with their sentence; source, the author with the year of writing; gives, date, figure with its unit, scope
    and note; verdict; reason. An open side of a figure is said in words.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> key = {"claim": ["ships"], "edtf": "1701", "source_id": "velin", "scope": "all ships"}
    >>> passage = {"topic": "ships", "sentence_id": "a1", "evidence": "40 ships", "verdict": "differs", "reason": ""}
    >>> figures = pd.DataFrame(key | {"value": 50, "value_low": 50, "value_high": None, "unit": "ships", "note": ""})
    >>> sources = pd.DataFrame({"source_id": ["velin"], "author": "Velin", "written": "1710"})
    >>> table = claims.conflict_table(pd.DataFrame(key | passage), figures, sources)
    >>> table[["record", "source", "gives"]].to_dict("records")
    [{'record': '40 ships (a1)', 'source': 'Velin (1710)', 'gives': '1701: 50 or more ships, all ships'}]
    """
    found = conflicts.merge(bounds(comparison), on=KEY, how="left")
    found = found.merge(sources[["source_id", "author", "written"]], on="source_id")
    return pd.DataFrame(
        {
            "topic": found["topic"],
            "record": found["evidence"] + " (" + found["sentence_id"] + ")",
            "source": [
                f"{row.author} ({row.written[:4]})" if row.written else row.author for row in found.itertuples()
            ],
            "gives": [gives(row) for row in found.itertuples()],
            "verdict": found["verdict"],
            "reason": found["reason"],
        }
    )


def gives(row) -> str:
    """Return what a row of the comparison gives, in words: "1934~: 300,000 fighters, whole Red Army"."""
    ends = bounds_in_words(row.low, row.high)
    figure = ", ".join(part for part in (f"{ends} {row.unit}".strip(), row.scope) if part)
    return f"{row.edtf or 'no year'}: {figure}" + f" ({row.note})" * bool(row.note)


def in_words_only(row) -> bool:
    """True for a figure of which only the order of magnitude is given.

    "Several tens of thousands" is noted as 10,000 to 99,999.
    """
    return bool(pd.isna(row.value) and pd.notna(row.low) and pd.notna(row.high) and row.high == 10 * row.low - 1)


def bounds_in_words(low, high) -> str:
    """Return the bounds of ``bounds`` in words; empty where the source gives no figure."""
    if pd.isna(low) and pd.isna(high):
        return ""
    if pd.isna(high):
        return f"{low:,.0f} or more"
    if pd.isna(low):
        return f"up to {high:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
