"""The English translation held against the Chinese one, sentence by sentence (``data/coding/variants.csv``).

Nothing here is found by the parser. Which reading is likelier was decided by reading; the Russian decides, and has not
been seen whole.
"""

from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding, refuse, refuse_long, refuse_unknown
from helpers.files.paths import CODING

VARIANT_COLUMNS = ["sentence_id", "kind", "english", "chinese", "likelier", "reason", "bears_on"]
SAME = "same"
# What may differ, the weightiest first.
VARIANT_KINDS = (
    "number", "date", "name", "subject", "polarity", "modality", "word", "omission", "addition", "order", "punctuation",
)  # fmt: skip
LIKELIER = ("english", "chinese", "undecided")


def read_variants(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    """Read ``variants.csv``: for every sentence that the translations agree, or one row for each thing that differs.

    utterances: with sentence_id and text; folder: where the table stands, ``data/coding`` unless another is named.
    Columns as in VARIANT_COLUMNS, all text. kind: ``same``, and then the rest is empty, or one of VARIANT_KINDS;
    english and chinese: the words that differ, 25 words or characters at most; likelier: one of
    LIKELIER.

    Raises CodingError for an unknown sentence, kind or likelier reading, English words that do not stand in the
    sentence, a quotation that is too long, a sentence that is the same and has a variant, and one without a row.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import CodingError, claims
    >>> from helpers.files import write_table
    >>> row = {"sentence_id": "a1", "kind": "word", "english": "sailed", "chinese": "", "likelier": "english",
    ...        "reason": "so in the log", "bears_on": ""}
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame([row]), "variants", folder)
    ...     try:
    ...         claims.read_variants(pd.DataFrame({"sentence_id": ["a1"], "text": "Velin rowed."}), folder)
    ...     except CodingError as error:
    ...         print(str(error).removeprefix(f"{path}, "))
    line 2, column english: found 'sailed'; expected words of a1 as they stand: 'Velin rowed.'
    """
    frame, path = read_coding("variants", VARIANT_COLUMNS, folder), Path(folder) / "variants.csv"
    texts = utterances.set_index("sentence_id")["text"]
    refuse_unknown(path, "sentence_id", frame["sentence_id"], texts.index, "a sentence of the record")
    refuse_unknown(path, "kind", frame["kind"], {SAME, *VARIANT_KINDS}, f"{SAME}, or one of {', '.join(VARIANT_KINDS)}")
    for column in ("english", "chinese"):
        refuse_long(path, column, frame[column])
    differing = set(frame.loc[frame["kind"] != SAME, "sentence_id"])
    for line, row in enumerate(frame.itertuples(), start=2):
        if row.kind == SAME:
            if row.sentence_id in differing or any((row.english, row.chinese, row.likelier, row.bears_on)):
                raise refuse(
                    path, line, "kind", row.kind, "no other row and no other cell for a sentence that is the same"
                )
            continue
        refuse_variant(path, line, row, texts[row.sentence_id])
    missing = [sentence for sentence in texts.index if sentence not in set(frame["sentence_id"])]
    if missing:
        raise refuse(
            path, len(frame) + 1, "sentence_id", f"no row for {missing[0]}", "at least one row for every sentence"
        )
    return frame


def refuse_variant(path: Path, line: int, row, text: str) -> None:
    """Refuse a variant whose words do not stand in the sentence, are too many, or whose likelier reading is no term."""
    if row.english not in text:
        raise refuse(path, line, "english", row.english, f"words of {row.sentence_id} as they stand: {text!r}")
    if row.likelier not in LIKELIER:
        raise refuse(path, line, "likelier", row.likelier, "one of " + ", ".join(LIKELIER))
    if not (row.english or row.chinese) or not row.reason:
        raise refuse(path, line, "reason", row.reason, "words that differ, and a reason")


def with_variants(frame: pd.DataFrame, variants: pd.DataFrame) -> pd.DataFrame:
    """Return a frame, one row a sentence, with the column ``variants``: what differs there between the translations.

    frame: sentence_id, one or several joined by spaces; a row with several becomes as many rows. variants: from
    ``read_variants``; named are the kinds of those that bear on something, empty where none does.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> variants = pd.DataFrame({"sentence_id": ["a1", "a2", "a2"], "kind": ["same", "word", "date"],
    ...                          "bears_on": ["", "", "event"]})
    >>> claims.with_variants(pd.DataFrame({"sentence_id": ["a1", "a1 a2"]}), variants).to_numpy().tolist()
    [['a1', ''], ['a1', ''], ['a2', 'date']]
    """
    bearing = variants[variants["bears_on"] != ""]
    kinds = bearing.groupby("sentence_id")["kind"].agg(lambda found: ", ".join(dict.fromkeys(found)))
    each = frame.assign(sentence_id=frame["sentence_id"].str.split().map(dict.fromkeys).map(list))
    each = each.explode("sentence_id", ignore_index=True)
    return each.assign(variants=each["sentence_id"].map(kinds).fillna(""))
