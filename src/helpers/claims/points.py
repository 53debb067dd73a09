"""The points of a numbered list, with what is added to each: here, the seven points against Stalin."""

import re
from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding, refuse, refuse_unknown
from helpers.files.paths import CODING
from helpers.text.spans import fold

THEME_COLUMNS = ["point", "theme", "reason"]
BEARING_COLUMNS = ["point", "sentence_id", "bearing", "reason"]
BEYOND_COLUMNS = ["sentence_id", "theme", "reason"]
CONCORDANCE_COLUMNS = ["point", "text_id", "present", "locator", "note", "gist"]
TEXT_COLUMNS = ["text_id", "author", "title", "date", "kind"]
BEARINGS = ("direct", "example", "contrast", "named")
PRESENT = ("yes", "partly", "no")
NOT_CHECKED = "not checked"
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

    source: the text of the record; utterances: with sentence_id, start, end, text and item, the number of the point or
    missing. Columns as in POINT_COLUMNS, points in rising order; start and end count characters of the source, from the
    wording to the end of the point. Left out are all sentences outside the list, and the stop behind a wording.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> texts = ["2. Late letters (to Velin, etc.);", "Few, said Orlen, were late.", "They parted."]
    >>> source = " ".join(texts)
    >>> utterances = pd.DataFrame({"sentence_id": ["a1", "a2", "a3"], "item": [2, 2, None], "text": texts})
    >>> utterances["start"] = [source.index(text) for text in texts]
    >>> utterances["end"] = utterances["start"] + utterances["text"].str.len()
    >>> points = claims.find_points(source, utterances)
    >>> points[["wording", "qualification", "example", "sentence_ids"]].values.tolist()
    [['Late letters (to Velin, etc.)', 'Few, said Orlen, were late', 'to Velin, etc.', 'a1 a2']]
    """
    items: dict[int, list] = {}
    for row in utterances[utterances["item"].notna()].itertuples():
        items.setdefault(row.item, []).append(row)
    found = []
    for point, item in sorted(items.items()):
        first, *others = item
        mark = MARK.match(source, first.start)
        start = mark.end() if mark else first.start
        wording, qualification = fold(source[start : first.end]), " ".join(row.text for row in others)
        found.append(
            (
                point,
                STOP.sub("", wording),
                STOP.sub("", qualification),
                example_in(f"{wording} {qualification}"),
                " ".join(row.sentence_id for row in item),
                start,
                item[-1].end,
            )
        )
    return pd.DataFrame(found, columns=POINT_COLUMNS)


def example_in(text: str) -> str:
    """Return the example that a point gives, in brackets or after "in particular"; else the empty string."""
    match = IN_BRACKETS.search(text) or IN_PARTICULAR.search(text)
    return match.group(1).strip() if match else ""


def read_about_points(
    points: pd.DataFrame, utterances: pd.DataFrame, folder: Path = CODING
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read what was decided about the points: (themes, bearings, beyond).

    points: from ``find_points``; utterances: with sentence_id and item; folder: where ``point_themes.csv``,
    ``point_bearings.csv`` and ``beyond_points.csv`` stand, ``data/coding`` unless another is named. themes: one row a
    point; bearings: sentences elsewhere that bear on a point; beyond: sentences in which a fault is found that no point
    names, with its theme. Columns as in THEME_COLUMNS, BEARING_COLUMNS and BEYOND_COLUMNS, all text, the number of the
    point too. No row is left out.

    Raises CodingError for an unknown point, sentence or bearing, a sentence of the list itself, or a missing reason.

    >>> from helpers import claims, read_edition
    >>> edition = read_edition()
    >>> themes, bearings, beyond = claims.read_about_points(edition.points, edition.utterances)
    >>> list(themes), list(bearings), list(beyond)
    (['point', 'theme', 'reason'], ['point', 'sentence_id', 'bearing', 'reason'], ['sentence_id', 'theme', 'reason'])
    >>> sorted(set(bearings["bearing"]))
    ['contrast', 'direct', 'example', 'named']
    """
    tables = {
        name: read_coding(name, columns, folder)
        for name, columns in (
            ("point_themes", THEME_COLUMNS),
            ("point_bearings", BEARING_COLUMNS),
            ("beyond_points", BEYOND_COLUMNS),
        )
    }
    elsewhere = utterances.loc[utterances["item"].isna(), "sentence_id"]
    for name, frame in tables.items():
        path = Path(folder) / f"{name}.csv"
        if "point" in frame:
            refuse_unknown(path, "point", frame["point"], points["point"].astype(str), "a point of the list")
        if "sentence_id" in frame:
            refuse_unknown(path, "sentence_id", frame["sentence_id"], elsewhere, "a sentence outside the list")
        if "bearing" in frame:
            refuse_unknown(path, "bearing", frame["bearing"], BEARINGS, "one of " + ", ".join(BEARINGS))
        for line, reason in enumerate(frame["reason"], start=2):
            if not reason.strip():
                raise refuse(path, line, "reason", reason, "the reason for the decision")
    return tuple(tables.values())


def elaborated(points: pd.DataFrame, themes: pd.DataFrame, bearings: pd.DataFrame) -> pd.DataFrame:
    """Return the points with theme and elaborated_in: the sentences elsewhere that bear on each, joined by spaces.

    points: from ``find_points``, none of which is left out; themes, bearings: from ``read_about_points``. Both columns
    are empty for a point that nobody has named or that the record never comes back to. Of several themes of a point the
    last is taken.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> points = pd.DataFrame({"point": [1, 2]})
    >>> themes = pd.DataFrame({"point": ["1", "2"], "theme": ["letters", "tolls"]})
    >>> bearings = pd.DataFrame({"point": ["2", "2"], "sentence_id": ["a5", "a9"]})
    >>> claims.elaborated(points, themes, bearings).to_dict("list")
    {'point': [1, 2], 'theme': ['letters', 'tolls'], 'elaborated_in': ['', 'a5 a9']}
    """
    where = {point: " ".join(group["sentence_id"]) for point, group in bearings.groupby("point")}
    theme = dict(zip(themes["point"], themes["theme"]))
    numbers = points["point"].astype(str)
    return points.assign(
        theme=[theme.get(number, "") for number in numbers],
        elaborated_in=[where.get(number, "") for number in numbers],
    )


def space_taken(points: pd.DataFrame, beyond: pd.DataFrame) -> pd.DataFrame:
    """Return how many sentences each theme takes: theme, group, sentences, sentence_ids.

    group: ``listed`` (a point: its own sentences and those that bear on it) or ``beyond`` (a fault that no point
    names). points: from ``elaborated``; beyond: from ``read_about_points``. Points come first, in their order, with
    their number before the theme; themes beyond stand in falling order. sentences counts sentences, whatever their
    length; one that bears on two points counts for both. Left out are sentences that nobody coded.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> points = pd.DataFrame({"point": [1], "theme": ["letters"], "sentence_ids": ["a1 a2"], "elaborated_in": ["a5"]})
    >>> beyond = pd.DataFrame({"sentence_id": ["a3", "a4", "a6"], "theme": ["tolls", "harbor", "harbor"]})
    >>> list(claims.space_taken(points, beyond).itertuples(index=False, name=None))
    [('1 letters', 'listed', 3, 'a1 a2 a5'), ('harbor', 'beyond', 2, 'a4 a6'), ('tolls', 'beyond', 1, 'a3')]
    """
    listed = [
        (f"{row.point} {row.theme}", "listed", f"{row.sentence_ids} {row.elaborated_in}".strip())
        for row in points.itertuples()
    ]
    others = [(theme, "beyond", " ".join(group["sentence_id"])) for theme, group in beyond.groupby("theme", sort=False)]
    others.sort(key=lambda row: (-len(row[2].split()), row[0]))
    counted = [(theme, group, len(ids.split()), ids) for theme, group, ids in listed + others]
    return pd.DataFrame(counted, columns=["theme", "group", "sentences", "sentence_ids"])


def read_concordance(points: pd.DataFrame, folder: Path = CODING) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read where the points recur: (concordance, texts).

    points: from ``find_points``; folder: where ``concordance.csv`` and ``concordance_texts.csv`` stand, ``data/coding``
    unless another is named. concordance: one row an answer, to whether a point stands in a text; texts: one row a text.
    Columns as in CONCORDANCE_COLUMNS and TEXT_COLUMNS, all text. No row is left out; a pair that nobody has looked at
    has none, see ``concordance_matrix``.

    gist: in a few English words what the text has of the point, for the drawing.

    Raises CodingError for an unknown point, text or answer, for a point that is found without a gist, and for a gist of
    what is not found.

    >>> from helpers import claims, read_edition
    >>> concordance, texts = claims.read_concordance(read_edition().points)
    >>> list(concordance), sorted(set(concordance["present"]))
    (['point', 'text_id', 'present', 'locator', 'note', 'gist'], ['no', 'partly', 'yes'])
    >>> list(texts)
    ['text_id', 'author', 'title', 'date', 'kind']
    """
    concordance = read_coding("concordance", CONCORDANCE_COLUMNS, folder)
    texts = read_coding("concordance_texts", TEXT_COLUMNS, folder)
    path = Path(folder) / "concordance.csv"
    refuse_unknown(path, "point", concordance["point"], points["point"].astype(str), "a point of the list")
    refuse_unknown(path, "text_id", concordance["text_id"], texts["text_id"], "a text of concordance_texts.csv")
    refuse_unknown(path, "present", concordance["present"], PRESENT, "one of " + ", ".join(PRESENT))
    for line, row in enumerate(concordance.itertuples(), start=2):
        if bool(row.gist) != (row.present != "no"):
            raise refuse(path, line, "gist", row.gist, "a few words where the point is found, and only there")
    return concordance, texts


def concordance_matrix(points: pd.DataFrame, concordance: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a point and text: columns as in CONCORDANCE_COLUMNS.

    A pair that nobody has looked at is ``not checked``, which is not ``no``. points: from ``find_points``; concordance,
    texts: from ``read_concordance``. All text; point by point, for each the texts in their order, no pair left out.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> answers = pd.DataFrame({"point": ["1"], "text_id": "will", "present": "no", "locator": "", "note": ""})
    >>> texts = pd.DataFrame({"text_id": ["will", "diary"]})
    >>> matrix = claims.concordance_matrix(pd.DataFrame({"point": [1]}), answers.assign(gist=""), texts)
    >>> matrix[["point", "text_id", "present"]].to_dict("records")
    [{'point': '1', 'text_id': 'will', 'present': 'no'}, {'point': '1', 'text_id': 'diary', 'present': 'not checked'}]
    """
    pairs = [(str(point), text) for point in points["point"] for text in texts["text_id"]]
    matrix = pd.DataFrame(pairs, columns=["point", "text_id"])
    matrix = matrix.merge(concordance, on=["point", "text_id"], how="left")
    return matrix.fillna({"present": NOT_CHECKED, "locator": "", "note": "", "gist": ""})
