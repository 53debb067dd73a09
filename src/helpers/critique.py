"""The points of a numbered list, with what is added to each: here, the seven points against Stalin."""

import re

import pandas as pd

from helpers.header import fold

POINT_COLUMNS = ["point", "wording", "qualification", "example", "sentence_ids", "start", "end"]

# "3. " in front of a point; ";" or "." behind it.
MARK = re.compile(r"\d{1,3}[.)]\s+")
STOP = re.compile(r"[;.\s]+$")
# "(Yugoslavia, etc.)", "in particular, the incorrect policy in relation to the peasantry,".
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
IN_PARTICULAR = re.compile(r"\bin particular,?\s+([^,;]*[^,;.\s])")


def find_points(source: str, utterances: pd.DataFrame) -> pd.DataFrame:
    """Return one row a point: its wording, what the speaker adds to it, an example given, and where it stands.

    A point's first sentence is its wording (without the mark), the sentences after it in the same item are the
    qualification, verbatim. sentence_ids: the sentences of the item, joined by spaces. A record without a
    numbered list yields an empty frame.
    """
    rows = []
    items = utterances.dropna(subset=["item"])
    for point, item in items.groupby("item", sort=True):
        first = item.iloc[0]
        mark = MARK.match(source, first["start"])
        start = mark.end() if mark else first["start"]
        wording = fold(source[start:first["end"]])
        qualification = " ".join(item["text"].iloc[1:])
        rows.append((
            int(point), STOP.sub("", wording), STOP.sub("", qualification), example_in(f"{wording} {qualification}"),
            " ".join(item["sentence_id"]), start, int(item["end"].iloc[-1]),
        ))
    return pd.DataFrame(rows, columns=POINT_COLUMNS)


def example_in(text: str) -> str:
    """Return the example that a point gives, in brackets or after "in particular"; else the empty string."""
    match = IN_BRACKETS.search(text) or IN_PARTICULAR.search(text)
    return match.group(1).strip() if match else ""
