"""What every frame of an edition must keep: its columns and types, and the rules of the data model.

Hand-made tables are checked cell by cell when they are read (``proof.check_coding``); the schemas hold the frames to
one another and to the source. Each rule comes with cells that break it, so that it can be seen to refuse a bad row.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from helpers.claims.points import POINT_COLUMNS
from helpers.claims.quantities import QUANTITY_COLUMNS, QUANTITY_KINDS, ROLES
from helpers.files.errors import EditionError
from helpers.people.actors import ACTOR_COLUMNS, ACTOR_KINDS
from helpers.people.mentions import MENTION_COLUMNS
from helpers.publish.package import read_dictionary
from helpers.speech.rules import UTTERANCE_COLUMNS
from helpers.speech.voices import MODES
from helpers.text.dates import time_span
from helpers.text.spans import fold

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

    from helpers.edition import Edition

Holds = Callable[[pd.DataFrame], pd.Series]
COLUMNS = {
    "actors": [*ACTOR_COLUMNS, "role", "gender"],
    "mentions": MENTION_COLUMNS,
    "utterances": UTTERANCE_COLUMNS,
    "quantities": QUANTITY_COLUMNS,
    "points": POINT_COLUMNS,
}
# Frames that the data dictionary describes; a column that only the published table has is left aside.
DESCRIBED = {"utterances": "derived/utterances.csv", "quantities": "derived/quantities.csv"}


class Rule(NamedTuple):
    """A rule of the data model: its frame, the rule in words, which rows keep it, and cells that break it.

    bad: column → cell, set in a copy of the frame's last row.
    """

    frame: str
    says: str
    holds: Holds
    bad: dict[str, object]


def rules(edition: "Edition") -> list[Rule]:
    """Return the rules of all frames of an edition: types first, then frame by frame."""
    source, sentences = edition.record.source, edition.utterances.set_index("sentence_id")
    spoken = {*edition.actors.loc[edition.actors["role"] != "", "name"], "narrator"}
    author = edition.actors.set_index("role").loc["author", "name"]
    known, surface = edition.actors["actor_id"], stands(source, "surface", "start", "end")
    return [
        *type_rules(),
        Rule("actors", "an actor id stands once", once("actor_id"), {}),
        Rule("actors", "an actor has a name", filled("name"), {"name": ""}),
        Rule("actors", "the kind is a term", among("kind", ACTOR_KINDS), {"kind": "ghost"}),
        Rule("mentions", "the actor is on the authority list", among("actor_id", known), {"actor_id": "nobody"}),
        Rule("mentions", "it stands in its sentence", in_sentence(sentences), {"end": len(source) + 1}),
        Rule("mentions", "its surface is what stands there", surface, {"surface": "nobody"}),
        Rule("mentions", "none runs into the next", in_order(0, len(source)), {}),
        Rule("utterances", "a sentence id stands once", once("sentence_id"), {}),
        Rule(
            "utterances",
            "sentences lie in the body, in order, and none runs into the next",
            in_order(*edition.record.header.body),
            {"end": len(source) + 1},
        ),
        Rule(
            "utterances",
            "the text is what stands there, white space folded",
            stands(source, "text", "start", "end"),
            {"text": "not in the record"},
        ),
        Rule(
            "utterances",
            "the speaker is somebody of the header, or the narrator",
            among("speaker", spoken),
            {"speaker": "nobody"},
        ),
        Rule("utterances", "the mode is a term", among("mode", MODES), {"mode": "sung"}),
        Rule(
            "utterances",
            "narration is the narrator's, and nothing else is",
            narrated,
            {"speaker": "narrator", "mode": "direct"},
        ),
        Rule(
            "utterances",
            "indirect speech has a cue, free indirect speech has none",
            cued,
            {"mode": "indirect", "cue": ""},
        ),
        Rule(
            "utterances",
            "a cue is what stands at its place",
            stands(source, "cue", "cue_start", "cue_end"),
            {"cue": "sang", "cue_start": 0.0, "cue_end": 4.0},
        ),
        Rule(
            "utterances",
            "a source chain begins with the record's author",
            begins("source_chain", author),
            {"source_chain": "nobody"},
        ),
        Rule("utterances", "a named rule decided the speaker", filled("rule"), {"rule": ""}),
        Rule("quantities", "a quantity id stands once", once("quantity_id"), {}),
        Rule("quantities", "it stands in its sentence", in_sentence(sentences), {"start": 0}),
        Rule("quantities", "its surface is what stands there", surface, {"surface": "a dozen"}),
        Rule(
            "quantities",
            "it has a value, or two ends of a range",
            valued,
            {"value": None, "value_low": 4.0, "value_high": 3.0},
        ),
        Rule("quantities", "the kind is a term", among("kind", QUANTITY_KINDS), {"kind": "guess"}),
        Rule("quantities", "the role is a term", among("role", ROLES), {"role": "middle"}),
        Rule(
            "quantities",
            "its speaker is that of its sentence",
            as_in_sentence(sentences, "speaker"),
            {"speaker": "nobody"},
        ),
        Rule("points", "points are counted from 1", counted, {}),
        Rule(
            "points",
            "the place begins with the wording",
            begins_there(source, "wording"),
            {"wording": "not in the record"},
        ),
        Rule(
            "points",
            "its sentences are sentences of the record",
            lists("sentence_ids", sentences.index),
            {"sentence_ids": "s"},
        ),
    ]


def type_rules() -> list[Rule]:
    """Return one rule a column of the frames that the data dictionary describes."""
    dictionary = read_dictionary()
    bad = {"text": 1, "EDTF": "about then", "integer": "many", "number": "many", "boolean": "maybe"}
    return [
        Rule(frame, f"{column} is of type {kind}", is_type(column, kind), {column: bad[kind]})
        for frame, table in DESCRIBED.items()
        for column, kind, _ in dictionary[table][1]
        if column in COLUMNS[frame]
    ]


def schema(frame: str, kept: Iterable[Rule]) -> "DataFrameSchema":
    """Return the schema of one frame: exactly its columns in their order, and its rules, each named by its words."""
    import pandera.pandas as pandera

    checks = [pandera.Check(rule.holds, name=rule.says) for rule in kept if rule.frame == frame]
    return pandera.DataFrameSchema(
        {column: pandera.Column(nullable=True) for column in COLUMNS[frame]}, checks=checks, strict=True, ordered=True
    )


def check_frames(edition: "Edition") -> int:
    r"""Hold all frames of an edition to their schemas; return the number of rules.

    edition: from ``read_edition``; the frames are actors, mentions, utterances, quantities and points, with exactly the
    columns of COLUMNS. Types are those of the data dictionary in ``data/README.md``. Raises EditionError for the first
    rule that is broken, with its frame, its words, and the first row that breaks it.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import proof, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin sailed.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    >>> proof.check_frames(edition) > 0
    True
    >>> try:
    ...     proof.check_frames(edition._replace(utterances=edition.utterances.assign(mode="sung")))
    ... except ValueError as error:
    ...     print(str(error).rpartition("; ")[2])
    expected: the mode is a term
    """
    kept = rules(edition)
    for name in COLUMNS:
        frame = getattr(edition, name).reset_index(drop=True)
        for rule, row in broken(schema(name, kept), frame).items():
            found = "" if row is None else f", row {row}: found {frame.iloc[row].to_dict()}"
            raise EditionError(f"{name}{found}; expected: {rule}")
    return len(kept)


def refusals(edition: "Edition") -> pd.DataFrame:
    r"""Break every rule once, in a copy of its frame's last row set under the frame: frame, rule, bad_cells, refused.

    edition: from ``read_edition``, with a row at least in every frame. bad_cells: what was set, in words; refused is
    True where a schema of this rule refuses the longer frame and names the rule and the row. Raises IndexError for an
    empty frame, as of a record without a list of points.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import proof, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n\nVelin named 2 ships:\n\n1. Gull;\n2. Swan.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    >>> tried = proof.refusals(edition)
    >>> tried.loc[tried["rule"] == "the mode is a term", ["bad_cells", "refused"]].to_numpy().tolist()
    [["mode = 'sung'", True]]
    """
    found = []
    for rule in rules(edition):
        frame = getattr(edition, rule.frame).astype(object)
        worse = pd.concat([frame, frame.iloc[[-1]].assign(**rule.bad)], ignore_index=True)
        cells = ", ".join(f"{column} = {value!r}" for column, value in rule.bad.items()) or "the row twice"
        row = broken(schema(rule.frame, [rule]), worse).get(rule.says)
        found.append((rule.frame, rule.says, cells, row == len(frame)))
    return pd.DataFrame(found, columns=["frame", "rule", "bad_cells", "refused"])


def broken(schema: "DataFrameSchema", frame: pd.DataFrame) -> dict[str, int | None]:
    """Return the rules that a frame breaks, in the schema's order, each with the first row that breaks it.

    The row is None where the columns themselves break a rule.
    """
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.drop_duplicates("check")
        return {rule: None if pd.isna(row) else int(row) for rule, row in zip(cases["check"], cases["index"])}
    return {}


# ---- which rows keep a rule ---------------------------------------------------------------------


def once(column: str) -> Holds:
    """No row has the cell of a row before it."""
    return lambda frame: ~frame[column].duplicated()


def filled(column: str) -> Holds:
    """The cell is not empty."""
    return lambda frame: frame[column] != ""


def among(column: str, terms: Iterable[str]) -> Holds:
    """The cell is one of the terms."""
    known = set(terms)
    return lambda frame: frame[column].isin(known)


def lists(column: str, terms: Iterable[str]) -> Holds:
    """The cell holds terms, with spaces between them, and at least one."""
    known = set(terms)
    return lambda frame: frame[column].map(lambda cell: bool(cell) and known.issuperset(cell.split()))


def begins(column: str, name: str) -> Holds:
    """The chain in the cell begins with the name."""
    return lambda frame: frame[column].str.split(" > ").str[0] == name


def stands(source: str, column: str, start: str, end: str) -> Holds:
    """The cell, unless it is empty, is what the source has from start to end."""
    return lambda frame: pd.Series(
        [
            not cell or pd.notna(first) and pd.notna(last) and fold(source[int(first) : int(last)]) == fold(str(cell))
            for cell, first, last in zip(frame[column], frame[start], frame[end])
        ],
        frame.index,
    )


def begins_there(source: str, column: str) -> Holds:
    """The source begins, at the row's place, with the cell."""
    return lambda frame: pd.Series(
        [fold(source[row.start : row.end]).startswith(cell) for row, cell in zip(frame.itertuples(), frame[column])],
        frame.index,
    )


def in_order(first: int, last: int) -> Holds:
    """The rows lie between first and last, and each begins where the one before has ended, or later."""
    return lambda frame: (
        (frame["start"] >= frame["end"].shift(fill_value=first))
        & (frame["start"] < frame["end"])
        & (frame["end"] <= last)
    )


def in_sentence(sentences: pd.DataFrame) -> Holds:
    """The row lies within its sentence."""
    places = sentences[["start", "end"]]
    return lambda frame: (
        (frame["start"] >= places["start"].reindex(frame["sentence_id"]).to_numpy())
        & (frame["end"] <= places["end"].reindex(frame["sentence_id"]).to_numpy())
    )


def as_in_sentence(sentences: pd.DataFrame, column: str) -> Holds:
    """The cell is that of the row's sentence."""
    return lambda frame: frame[column] == sentences[column].reindex(frame["sentence_id"]).to_numpy()


def narrated(frame: pd.DataFrame) -> pd.Series:
    """The mode is narration where, and only where, the narrator speaks."""
    return (frame["mode"] == "narration") == (frame["speaker"] == "narrator")


def cued(frame: pd.DataFrame) -> pd.Series:
    """Indirect speech has a cue and free indirect speech has none; direct speech may have one."""
    return ~frame["mode"].isin(["indirect", "free_indirect"]) | ((frame["mode"] == "indirect") == (frame["cue"] != ""))


def valued(frame: pd.DataFrame) -> pd.Series:
    """There is a value, or a lower and a higher end, and not both."""
    low, high = (pd.to_numeric(frame[column]) for column in ("value_low", "value_high"))
    return frame["value"].notna() != (low < high).fillna(False)


def counted(frame: pd.DataFrame) -> pd.Series:
    """Points are numbered 1, 2, … in order."""
    return frame["point"] == pd.RangeIndex(1, len(frame) + 1)


def is_type(column: str, kind: str) -> Holds:
    """The cell is of a type of the data dictionary, or missing where the type is a number's."""
    kinds = {
        "text": lambda cell: isinstance(cell, str),
        "EDTF": is_edtf,
        "boolean": lambda cell: cell in (True, False),
        "number": lambda cell: pd.isna(cell) or not isinstance(cell, str),
        "integer": lambda cell: pd.isna(cell) or not isinstance(cell, str) and cell == int(cell),
    }
    return lambda frame: frame[column].map(kinds[kind]).astype(bool)


def is_edtf(text: str) -> bool:
    """True for an EDTF date, and for no date."""
    try:
        return text == "" or bool(time_span(text))
    except ValueError:
        return False
