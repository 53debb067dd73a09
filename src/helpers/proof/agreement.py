"""Hold a result of the parser to the reference coding that was made by reading."""

from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding
from helpers.files.paths import CODING

UTTERANCE_REFERENCE_COLUMNS = ["sentence_id", "speaker", "mode", "first_person", "embedded", "doubt"]
SCORE_COLUMNS = ["class", "sentences", "precision", "recall", "f1"]


def read_utterance_reference(folder: Path = CODING) -> pd.DataFrame:
    """Read the reference coding of all sentences, ``utterances.csv``, as text.

    Columns: sentence_id, speaker, mode, first_person, embedded, doubt; folder: another than ``data/coding``. Raises
    CodingError, with file and line, where the table is missing, has other columns or a short line. Whether the
    sentences and terms are known is checked by ``check_coding``.

    >>> from helpers import proof
    >>> proof.read_utterance_reference().columns.tolist()
    ['sentence_id', 'speaker', 'mode', 'first_person', 'embedded', 'doubt']
    """
    return read_coding("utterances", UTTERANCE_REFERENCE_COLUMNS, folder)


def scores(reference: pd.Series, found: pd.Series) -> pd.DataFrame:
    """Return precision, recall and F1 a class, and their macro average in the last row; rounded to three places.

    reference, found: the labels of the same sentences in the same order. Classes are those of the reference. Columns:
    class, sentences (in the reference), precision, recall, f1, from 0 to 1. Raises ValueError where the two are not of
    one length.

    >>> import pandas as pd
    >>> from helpers import proof
    >>> proof.scores(pd.Series(["Orlen", "Velin", "Velin"]), pd.Series(["Orlen", "Orlen", "Velin"]))
               class  sentences  precision  recall     f1
    0          Orlen          1       0.50    1.00  0.667
    1          Velin          2       1.00    0.50  0.667
    2  macro average          3       0.75    0.75  0.667
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
    """Return the sentences where parser and reference differ in one column.

    reference: from ``read_utterance_reference``; found: the edition's utterances; column: one that both have. The frame
    has sentence_id, reference, parser, doubt and text, in the order of the reference; a sentence that only one of them
    has is left out. Raises KeyError for a column that one of them lacks.

    >>> import pandas as pd
    >>> from helpers import proof
    >>> reference = pd.DataFrame({"sentence_id": ["a1", "a2"], "speaker": ["Orlen", "Velin"], "doubt": ""})
    >>> found = pd.DataFrame({"sentence_id": ["a1", "a2"], "speaker": "Orlen", "text": ["I sail.", "I stay."]})
    >>> proof.differences(reference, found, "speaker")[["sentence_id", "reference", "parser"]].to_numpy().tolist()
    [['a2', 'Velin', 'Orlen']]
    """
    both = reference.merge(found[["sentence_id", column, "text"]], on="sentence_id", suffixes=("_reference", "_parser"))
    rows = both[both[f"{column}_reference"] != both[f"{column}_parser"]]
    return rows.rename(columns={f"{column}_reference": "reference", f"{column}_parser": "parser"})[
        ["sentence_id", "reference", "parser", "doubt", "text"]
    ].reset_index(drop=True)


def bare(name: str) -> str:
    """Return a name as it is compared: without the article, in lower case."""
    return name.strip().casefold().removeprefix("the ")


def score_lists(reference: pd.Series, found: pd.Series, actors: pd.DataFrame) -> str:
    """Return precision, recall and F1 of lists of names ("Orlen; Velin"), over all names of all sentences, as a line.

    reference, found: the lists of the same sentences in the same order, names separated by ";"; actors: name, aliases
    (a list). A name counts under any alias of the authority list, with or without the article. Raises
    ZeroDivisionError where no name is found, or none is in the reference.

    >>> import pandas as pd
    >>> from helpers import proof
    >>> actors = pd.DataFrame({"name": ["A. Orlen"], "aliases": [["Orlen", "the envoy"]]})
    >>> proof.score_lists(pd.Series(["the envoy", "Velin"]), pd.Series(["A. Orlen", ""]), actors)
    'embedded: 1 of 2 found, 0 too many; precision 1.000, recall 0.500, F1 0.667'
    """
    names = {bare(alias): row.name for row in actors.itertuples() for alias in row.aliases}
    hits = made = wanted = 0
    for ours, theirs in zip(found, reference):
        mine = {name.strip() for name in ours.split(";") if name.strip()}
        read = {names.get(bare(name), name.strip()) for name in theirs.split(";") if name.strip()}
        hits, made, wanted = hits + len(mine & read), made + len(mine), wanted + len(read)
    precision, recall, f1 = hits / made, hits / wanted, 2 * hits / (made + wanted)
    return (
        f"embedded: {hits} of {wanted} found, {made - hits} too many; "
        f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
    )
