"""Exercises for a class: questions on passages, and checks that say what is right, what is not yet, and why.

Questions, answers, hints and reasons are decisions of people, in ``data/coding/exercises.csv``.
"""

from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding, refuse_unknown
from helpers.files.paths import CODING

EXERCISE_COLUMNS = ["exercise", "item", "sentence_id", "question", "answer", "hint", "reason"]
RELATION = ["source", "target", "relation", "sign"]


def read_exercises(utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    r"""Read ``exercises.csv``; columns as in EXERCISE_COLUMNS, all text. Several forms of an answer are joined by "|".

    utterances: the sentences that may be asked about, by their sentence_id; folder: another than ``data/coding``.
    Raises CodingError, with file, line and column, for a sentence that the record does not have, for an empty question,
    answer, hint or reason, and where the table cannot be read.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import teaching
    >>> line = "ships,first,a1,How many ships?,40|forty,Count them.,It says 40."
    >>> with TemporaryDirectory() as folder:
    ...     header = "exercise,item,sentence_id,question,answer,hint,reason"
    ...     _ = Path(folder, "exercises.csv").write_text(f"{header}\n{line}\n")
    ...     exercises = teaching.read_exercises(pd.DataFrame({"sentence_id": ["a1"]}), folder)
    >>> exercises[["item", "answer"]].to_numpy().tolist()
    [['first', '40|forty']]
    """
    frame, path = read_coding("exercises", EXERCISE_COLUMNS, folder), Path(folder) / "exercises.csv"
    refuse_unknown(
        path, "sentence_id", frame["sentence_id"], set(utterances["sentence_id"]), "a sentence of the record"
    )
    for column in ("question", "answer", "hint", "reason"):
        refuse_unknown(path, column, frame[column], set(frame[column]) - {""}, "words")
    return frame


def questions(exercises: pd.DataFrame, exercise: str, utterances: pd.DataFrame) -> pd.DataFrame:
    """Return the items of one exercise as a student gets them: item, question, sentence_id, text.

    exercises: from ``read_exercises``; utterances: sentence_id, text. Answers, hints and reasons stay out. Raises
    KeyError for an unknown exercise.

    >>> import pandas as pd
    >>> from helpers import teaching
    >>> exercises = pd.DataFrame({
    ...     "exercise": ["ships"], "item": ["first"], "sentence_id": ["a1"], "question": ["How many?"],
    ... })
    >>> utterances = pd.DataFrame({"sentence_id": ["a1"], "text": ["40 ships sailed."]})
    >>> teaching.questions(exercises, "ships", utterances).to_numpy().tolist()
    [['first', 'How many?', 'a1', '40 ships sailed.']]
    """
    items = items_of(exercises, exercise)[["item", "question", "sentence_id"]]
    return items.assign(text=items["sentence_id"].map(utterances.set_index("sentence_id")["text"]))


def check_answers(exercises: pd.DataFrame, exercise: str, answers: dict[str, object]) -> pd.DataFrame:
    """Return item, your_answer, verdict and comment for each item of an exercise.

    exercises: from ``read_exercises``; answers: item → answer; "" stands for no answer yet and gets no comment.
    verdict: right, not yet, or no answer yet. The comment is a hint where the answer is not right, and the reason where
    it is. Capitals, spaces and the form of a number do not matter. Raises KeyError for an exercise that there is not,
    or an item that the exercise does not have.

    >>> import pandas as pd
    >>> from helpers import teaching
    >>> exercises = pd.DataFrame({
    ...     "exercise": "ships", "item": ["first", "last"], "answer": ["40|forty", "Velin"], "hint": "Read again.",
    ...     "reason": "It says so.",
    ... })
    >>> teaching.check_answers(exercises, "ships", {"first": "Forty", "last": "Orlen"}).to_numpy().tolist()
    [['first', 'Forty', 'right', 'It says so.'], ['last', 'Orlen', 'not yet', 'Read again.']]
    """
    items = items_of(exercises, exercise)
    unknown = set(answers) - set(items["item"])
    if unknown:
        known = ", ".join(items["item"])
        raise KeyError(f"found answers for {', '.join(sorted(unknown))}; expected items of {exercise!r}: {known}")
    found = []
    for row in items.itertuples():
        given = str(answers.get(row.item, "")).strip()
        right = any(same_answer(given, answer) for answer in row.answer.split("|"))
        verdict, comment = ("right", row.reason) if right else ("not yet", row.hint) if given else ("no answer yet", "")
        found.append((row.item, given, verdict, comment))
    return pd.DataFrame(found, columns=["item", "your_answer", "verdict", "comment"])


def items_of(exercises: pd.DataFrame, exercise: str) -> pd.DataFrame:
    """Return the rows of one exercise. Raises KeyError where there is none of that name."""
    if exercise not in set(exercises["exercise"]):
        raise KeyError(f"found the exercise {exercise!r}; expected one of {', '.join(exercises['exercise'].unique())}")
    return exercises[exercises["exercise"] == exercise]


def same_answer(given: str, answer: str) -> bool:
    """True for the same number, or the same words in any case and with any spaces or underscores between them."""
    try:
        return float(given.removesuffix("%")) == float(answer)
    except ValueError:
        return given.casefold().replace("_", " ").split() == answer.casefold().split()


def compare_relations(given: list[dict[str, str]], coded: pd.DataFrame, sentence: str) -> pd.DataFrame:
    """Compare relations that a student coded for one sentence with the edition's.

    given: dictionaries with source, target, relation, sign and evidence, left aside where the source is empty; coded:
    the edition's rows for the sentence (``claims.read_relations``); sentence: its text, in which the evidence must
    stand. The frame has source, target, relation, sign, verdict and comment: first the student's, then what is in the
    edition only. Without any of his own a student sees none of the edition's. Raises KeyError for a relation without
    one of these cells.

    >>> import pandas as pd
    >>> from helpers import teaching
    >>> relation = {"source": "orlen", "target": "velin", "relation": "trusts", "sign": "+", "evidence": "trusted"}
    >>> coded = pd.DataFrame([relation])
    >>> compared = teaching.compare_relations([relation | {"relation": "leads"}], coded, "Orlen trusted Velin.")
    >>> compared[["relation", "verdict"]].to_numpy().tolist()
    [['leads', 'another relation'], ['trusts', 'in the edition only']]
    """
    own = [row for row in given if row["source"]]
    theirs = {tuple(row[column] for column in RELATION): row for row in coded.to_dict("records")}
    pairs = {key[:2] for key in theirs}
    found = [(*(row[column] for column in RELATION), *verdict(row, theirs, pairs, sentence)) for row in own]
    if own:
        met = {line[: len(RELATION)] for line in found}
        found += [
            (*key, "in the edition only", f"evidence: {row['evidence']}")
            for key, row in theirs.items()
            if key not in met
        ]
    return pd.DataFrame(found, columns=[*RELATION, "verdict", "comment"])


def verdict(row: dict[str, str], theirs: dict[tuple, dict], pairs: set[tuple], sentence: str) -> tuple[str, str]:
    """Return (verdict, comment) on one relation that a student coded."""
    key = tuple(row[column] for column in RELATION)
    if not row["evidence"] or row["evidence"] not in sentence:
        return "no evidence", "the evidence must stand in the sentence, word for word"
    if key in theirs:
        return "as in the edition", f"evidence there: {theirs[key]['evidence']}"
    if key[:2] in pairs:
        return (
            "another relation",
            "the edition has these two, with another relation or sign; read the codebook's border cases",
        )
    return "yours only", "the edition has no such pair here; argue for it, or look who acts and on whom"
