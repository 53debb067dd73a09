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
    """Read ``exercises.csv``; columns as in EXERCISE_COLUMNS, all text. Several forms of an answer are joined by "|".

    Raises CodingError for a sentence that the record does not have, and for an empty question, answer, hint or reason.
    """
    frame, path = read_coding("exercises", EXERCISE_COLUMNS, folder), Path(folder) / "exercises.csv"
    refuse_unknown(
        path, "sentence_id", frame["sentence_id"], set(utterances["sentence_id"]), "a sentence of the record"
    )
    for column in ("question", "answer", "hint", "reason"):
        refuse_unknown(path, column, frame[column], set(frame[column]) - {""}, "words")
    return frame


def questions(exercises: pd.DataFrame, exercise: str, utterances: pd.DataFrame) -> pd.DataFrame:
    """Return the items of one exercise as a student gets them: item, question, sentence_id, text. Raises KeyError for an unknown exercise."""
    items = items_of(exercises, exercise)[["item", "question", "sentence_id"]]
    return items.assign(text=items["sentence_id"].map(utterances.set_index("sentence_id")["text"]))


def check_answers(exercises: pd.DataFrame, exercise: str, answers: dict[str, object]) -> pd.DataFrame:
    """Return item, your_answer, verdict and comment for each item of an exercise.

    answers: item → answer; "" stands for no answer yet and gets no comment. The comment is a hint where the answer is not right, and the
    reason where it is. Capitals, spaces and the form of a number do not matter. Raises KeyError for an item that the exercise does not have.
    """
    items = items_of(exercises, exercise)
    unknown = set(answers) - set(items["item"])
    if unknown:
        raise KeyError(
            f"found answers for {', '.join(sorted(unknown))}; expected items of {exercise!r}: {', '.join(items['item'])}"
        )
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
    """Compare relations that a student coded for one sentence with the edition's: source, target, relation, sign, verdict, comment.

    given: dictionaries with source, target, relation, sign and evidence, left aside where the source is empty; sentence: its text, in
    which the evidence must stand; coded: the edition's rows for the sentence. Without any of his own a student sees none of the
    edition's. Raises KeyError for a relation without one of these cells.
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
