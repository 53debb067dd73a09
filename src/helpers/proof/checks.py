"""Hold every hand-made table to the record: known sentences, known actors, known terms, readable numbers."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.claims.collation import read_variants
from helpers.claims.context import read_context
from helpers.claims.events import read_events
from helpers.claims.other_sources import (
    read_conflicts,
    read_scopes,
    read_source_names,
    read_sources,
    read_tellings,
)
from helpers.claims.points import read_about_points, read_concordance
from helpers.claims.quantities import QUANTITY_REFERENCE_COLUMNS, SERIES_COLUMNS, TREATMENTS
from helpers.claims.relations import CODINGS, read_left_out, read_relations, read_settled
from helpers.claims.retellings import read_retellings
from helpers.claims.statements import read_statement_check
from helpers.files.coding import check_once, read_coding, refuse, refuse_unknown
from helpers.files.paths import CODING
from helpers.networks.positions import POSITION_COLUMNS
from helpers.people.actors import ACTOR_COLUMNS
from helpers.people.coreference import COREFERENCE_COLUMNS, resolve_pronouns
from helpers.people.persons import read_persons
from helpers.proof.agreement import UTTERANCE_REFERENCE_COLUMNS
from helpers.proof.audit import QUOTED_COLUMNS
from helpers.publish.words import read_heads
from helpers.speech.cues import read_speech_words
from helpers.speech.voices import MODES
from helpers.teaching.seminar import read_exercises
from helpers.text.header import read_addresses
from helpers.text.titles import read_titles

if TYPE_CHECKING:
    from helpers.edition import Edition

MENTIONS = ["sentence_id", "occurrence", "surface", "actor_id", "doubt"]
OUTLINE = ["first", "last", "topic"]


def check_coding(edition: "Edition", folder: Path = CODING) -> None:
    r"""Check the tables of ``data/coding`` against an edition.

    edition: of this project's record, which the tables code; folder: another than ``data/coding``. Returns nothing
    where all tables pass. Raises CodingError for the first bad cell, with file, line, column, what was found and what
    was expected, and for a table that is missing or has other columns.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import proof, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin sailed.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    ...     try:
    ...         proof.check_coding(edition, Path(folder))
    ...     except ValueError as error:
    ...         print("utterances.csv: not found" in str(error))
    True
    """
    sentences = list(edition.utterances["sentence_id"])
    actors = set(edition.actors["actor_id"])
    speakers = {*edition.actors.loc[edition.actors["role"] != "", "name"], "narrator"}
    known = {
        "sentence_id": (sentences, "a sentence of the record"),
        "first": (sentences, "a sentence of the record"),
        "last": (sentences, "a sentence of the record"),
        "actor_id": (actors, "an actor of actors.csv"),
        "speaker": (speakers, "one of " + ", ".join(sorted(speakers))),
        "mode": (MODES, "one of " + ", ".join(MODES)),
        "treatment": (TREATMENTS, "one of " + ", ".join(TREATMENTS)),
    }
    numbers = ("x", "y", "value", "value_low", "value_high", "occurrence")
    tables = {
        "utterances": UTTERANCE_REFERENCE_COLUMNS,
        "quantities": QUANTITY_REFERENCE_COLUMNS,
        "mentions": MENTIONS,
        "coreference": COREFERENCE_COLUMNS,
        "positions": POSITION_COLUMNS,
        "outline": OUTLINE,
        "series": SERIES_COLUMNS,
        "actors": ACTOR_COLUMNS,
        "quoted_words": QUOTED_COLUMNS,
    }
    for name, columns in tables.items():
        frame, path = read_coding(name, columns, folder), Path(folder) / f"{name}.csv"
        for column in columns:
            if column in known and not (name == "actors" and column == "actor_id"):
                refuse_unknown(path, column, frame[column], *known[column])
            if column in numbers:
                check_numbers(path, column, frame[column], low=0, high=1 if column in "xy" else None)
    read_addresses(folder)
    read_titles(folder)
    read_speech_words(folder)
    read_tellings(folder)
    read_scopes(folder)
    read_source_names(folder)
    read_heads(folder)
    read_conflicts(edition.utterances, folder)
    for coding in CODINGS:
        read_relations(edition.actors, edition.utterances, folder, coding)
    read_left_out(edition.utterances, folder)
    read_settled(folder)
    read_about_points(edition.points, edition.utterances, folder)
    read_concordance(edition.points, folder)
    read_events(edition.record.source, edition.actors, edition.utterances, folder)
    resolve_pronouns(edition.record.source, edition.utterances, folder)
    read_variants(edition.utterances, folder)
    read_statement_check(edition.utterances, folder)
    read_retellings(edition.utterances, folder)
    read_context(edition.utterances, folder)
    read_persons(edition.actors, read_sources(folder), folder)
    read_exercises(edition.utterances, folder)
    coded = read_coding("utterances", UTTERANCE_REFERENCE_COLUMNS, folder)
    check_once(Path(folder) / "utterances.csv", "sentence_id", coded["sentence_id"], sentences)
    positions = read_coding("positions", POSITION_COLUMNS, folder)
    check_once(Path(folder) / "positions.csv", "actor_id", positions["actor_id"])
    series, path = read_coding("series", SERIES_COLUMNS, folder), Path(folder) / "series.csv"
    check_once(path, "series", series["series"])
    named = set(series["keywords"]) - {""}
    refuse_unknown(path, "keywords", series["keywords"], named, "words of the record that name the series")


def check_numbers(path: Path, column: str, cells: Iterable[str], low: float, high: float | None) -> None:
    """Refuse the first cell that is neither empty nor a number within the bounds."""
    expected = f"a number from {low} to {high}" if high is not None else f"a number from {low} on, or nothing"
    for line, cell in enumerate(cells, start=2):
        try:
            value = float(cell) if cell else low
        except ValueError:
            raise refuse(path, line, column, cell, expected) from None
        if not low <= value <= (high if high is not None else value):
            raise refuse(path, line, column, cell, expected)
