"""Hold a result of the parser to the reference coding that was made by reading."""

from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding
from helpers.files.paths import CODING

UTTERANCE_REFERENCE_COLUMNS = ["sentence_id", "speaker", "mode", "first_person", "embedded", "doubt"]
SCORE_COLUMNS = ["class", "sentences", "precision", "recall", "f1"]


def read_utterance_reference(folder: Path = CODING) -> pd.DataFrame:
    """Read the reference coding of all sentences, ``utterances.csv``: speaker, mode, first_person, embedded, doubt."""
    return read_coding("utterances", UTTERANCE_REFERENCE_COLUMNS, folder)


def scores(reference: pd.Series, found: pd.Series) -> pd.DataFrame:
    """Return precision, recall and F1 a class, and their macro average in the last row; rounded to three places.

    reference, found: the labels of the same sentences in the same order. Classes are those of the reference.
    """
    if len(reference) != len(found):
        raise ValueError(f"found {len(found)} labels; expected {len(reference)}, one for each row of the reference")
    rows = []
    for label in sorted(set(reference)):
        hits = int(((reference == label).values & (found == label).values).sum())
        made, wanted = int((found == label).sum()), int((reference == label).sum())
        rows.append((label, wanted, hits / made if made else 0.0, hits / wanted, 2 * hits / (made + wanted)))
    frame = pd.DataFrame(rows, columns=SCORE_COLUMNS)
    mean = frame[["precision", "recall", "f1"]].mean()
    frame.loc[len(frame)] = ["macro average", len(reference), *mean]
    return frame.round({"precision": 3, "recall": 3, "f1": 3})


def differences(reference: pd.DataFrame, found: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the sentences where parser and reference differ in one column: sentence_id, reference, parser, doubt, text."""
    both = reference.merge(found[["sentence_id", column, "text"]], on="sentence_id", suffixes=("_reference", "_parser"))
    rows = both[both[f"{column}_reference"] != both[f"{column}_parser"]]
    return rows.rename(columns={f"{column}_reference": "reference", f"{column}_parser": "parser"})[
        ["sentence_id", "reference", "parser", "doubt", "text"]
    ].reset_index(drop=True)


def score_lists(reference: pd.Series, found: pd.Series, actors: pd.DataFrame) -> str:
    """Return precision, recall and F1 of lists of names ("Stalin; Wang Ming"), over all names of all sentences, as a sentence.

    A name of the reference counts under any alias of the authority list.
    """
    names = {alias.casefold(): row.name for row in actors.itertuples() for alias in row.aliases}
    hits = made = wanted = 0
    for ours, theirs in zip(found, reference):
        mine = {name.strip() for name in ours.split(";") if name.strip()}
        read = {names.get(name.strip().casefold(), name.strip()) for name in theirs.split(";") if name.strip()}
        hits, made, wanted = hits + len(mine & read), made + len(mine), wanted + len(read)
    return f"embedded: {hits} of {wanted} found, {made - hits} too many; precision {hits / made:.3f}, recall {hits / wanted:.3f}, F1 {2 * hits / (made + wanted):.3f}"
