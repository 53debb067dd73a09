"""Every numeric expression of the record that counts or measures, with what it counts and for when.

Left out: names with ordinals (20th Congress, Fourth Plenum, 8th and 4th armies), list marks, dates, and
"one" as a pronoun ("the one who"): they count nothing.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.files.coding import read_coding
from helpers.files.paths import CODING
from helpers.text.dates import find_dates

QUANTITY_COLUMNS = [
    "quantity_id", "sentence_id", "start", "end", "surface", "value", "value_low", "value_high",
    "unit", "subject", "kind", "edtf", "series", "role", "speaker",
]  # fmt: skip
QUANTITY_REFERENCE_COLUMNS = [
    "sentence_id", "occurrence", "surface", "value", "value_low", "value_high",
    "unit", "subject", "kind", "edtf", "series", "role", "speaker", "doubt", "treatment", "treatment_reason",
]  # fmt: skip
TREATMENTS = ("charted", "tabled", "left_out")
QUANTITY_KINDS = ("count", "percent_change", "duration")
ROLES = ("before", "after", "change", "single")
SERIES_COLUMNS = ["series", "label", "keywords", "reason"]

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(ONES)}))?|{'|'.join(sorted(ONES, key=len, reverse=True))})"
_SCALE = rf"(?:{'|'.join(SCALES)})"
# "one and a half million", "twenty-five", "two hundred thousand"; "six" of "six-point".
SPELLED = rf"(?:{_SMALL}|a|half\s+a)\s+(?:and\s+a\s+half\s+)?{_SCALE}(?:\s+{_SCALE})?|{_SMALL}(?:\s+and\s+a\s+half)?"
# "300,000", "99%", "200 million", "3-4".
DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
# The characters that a number begins with; a look at them first spares trying the long alternatives at every word.
_FIRST = "".join(sorted({word[0] for word in [*ONES, *TENS, "a", "half"]}))
NUMBER = re.compile(
    rf"(?<![\w.,/-])(?=[\d{_FIRST}{_FIRST.upper()}])"
    rf"(?i:(?P<low>{DIGITS})\s?[-–]\s?(?P<high>{DIGITS})"
    rf"|(?P<digits>{DIGITS})(?:\s+(?P<scale>{_SCALE})\b)?"
    rf"|(?P<spelled>{SPELLED})\b)"
    r"(?P<percent>\s?%|\s+per\s?cent\b)?(?![\w/]|\.\d|\))"
)
# A sentence without a digit and without one of these words cannot count anything.
DIGIT, WORD = re.compile(r"\d"), re.compile(r"[a-z]+")
NUMBER_WORDS = frozenset([*ONES, *TENS, *SCALES])
# "1)" and "2)" inside a sentence, "8th": marks and names, kept out by the look-ahead of NUMBER.
PRONOUN_BEFORE = re.compile(r"\b(?:the|this|that|each|every|any|no|some|which|only|another)\s+$", re.IGNORECASE)
# "one of our main goals", "the one who", "one another", "one is being beaten": no noun follows that it could count.
PRONOUN_AFTER = re.compile(
    r"\s*(?:of|who|which|that|another|is|was|has|had|can|could|must|should|may|might|day|hand|ought|to|and|or)\b"
    r"|\s*[,.;:!?)\"”]",
    re.IGNORECASE,
)

# A noun phrase ends before one of them.
FUNCTION_WORDS = {
    "of", "in", "on", "at", "to", "from", "by", "with", "for", "and", "or", "as", "is", "are", "was", "were", "be",
    "been", "being", "has", "have", "had", "which", "who", "whom", "that", "this", "these", "those", "the", "a", "an",
    "there", "about", "over", "under", "during", "after", "before", "until", "per", "not", "would", "will", "can",
    "could", "should", "speaks", "up", "off", "out", "into", "than", "it", "he", "she", "they", "we", "i", "its",
    "their", "his", "her", "our", "my", "your",
}  # fmt: skip
PLURALS = frozenset({"people", "men", "women", "children"})
TIME_UNITS = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months", "year": "years"}
NOUN_PHRASE = re.compile(
    r"(?:-|\s+(?:of\s+(?:its|their|his|her|our|the)\s+)?(?:own\s+)?)([A-Za-z][\w'-]*(?:\s+[A-Za-z][\w'-]*){0,4})"
)
# "Koreans, of whom there are counted one and a half million": what is counted stands before.
OF_WHOM = re.compile(r"(\w+),\s+of\s+whom\b[^,;]*$")
CHANGE = r"(?:reduc|increas|grow|grew|fall|fell|drop|declin|shrink|shrank|ris|rose|rais|cut)\w*"
# The space behind the word comes first, for a pattern that begins with a character is found quickly.
FROM_BEFORE = re.compile(r"\s(?<=\b(?i:from)\s)\s*$")
TO_BEFORE = re.compile(r"\s(?<=\b(?i:to)\s)\s*$")
BY_BEFORE = re.compile(rf"\b{CHANGE}\b[^.;]*\bby\s+$", re.IGNORECASE)
CHANGED = re.compile(rf"\b{CHANGE}\b", re.IGNORECASE)


class Series(NamedTuple):
    """A series of figures: its name, its label, and the words of the record that name what is counted."""

    series: str
    label: str
    keywords: tuple[str, ...]


def read_series(folder: Path = CODING) -> list[Series]:
    """Read ``series.csv``: which words of the text say which series a figure belongs to.

    folder: where the table stands, ``data/coding`` unless another is named. Returns one Series a row, none left out:
    (series, label, keywords), the keywords as a tuple; the reason stays in the table.

    Raises CodingError where the table is not there or has other columns.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import claims
    >>> from helpers.files import write_table
    >>> fleet = {"series": "fleet", "label": "Ships of Orl", "keywords": "ships|the fleet", "reason": ""}
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame([fleet]), "series", folder)
    ...     claims.read_series(folder)
    [Series(series='fleet', label='Ships of Orl', keywords=('ships', 'the fleet'))]
    """
    frame = read_coding("series", SERIES_COLUMNS, folder)
    return [Series(row.series, row.label, tuple(row.keywords.split("|"))) for row in frame.itertuples()]


def find_quantities(source: str, utterances: pd.DataFrame, series: list[Series]) -> pd.DataFrame:
    """Return one row a numeric expression, in the order of the text; columns as in QUANTITY_COLUMNS.

    value is empty for a range (value_low, value_high); edtf is the date the figure is for and is empty
    where the record gives none; offsets count characters of the source. unit: the noun that is counted, in the plural,
    or percent; kind: as in QUANTITY_KINDS; role: as in ROLES; series and subject: from the keyword nearest before it.

    source: the text of the record; utterances: with sentence_id, start, end, text, item and speaker; series: from
    ``read_series``, empty for a record that has none.

    Left out is what counts nothing: names with ordinals ("8th army"), marks of lists, dates, and "one" as a pronoun.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> text = "In 1701 the one who led the 2nd fleet lost it: it fell from 40 ships to 3-4."
    >>> utterances = pd.DataFrame({"sentence_id": ["a1"], "start": 0, "end": len(text), "text": text, "item": None,
    ...                            "speaker": "Orlen"})
    >>> found = claims.find_quantities(text, utterances, series=[])
    >>> found[["surface", "unit", "edtf", "role"]].values.tolist()
    [['40', 'ships', '1701', 'before'], ['3-4', '', '', 'after']]
    """
    found = []
    for sentence in utterances[["sentence_id", "start", "end", "text", "item", "speaker"]].itertuples():
        if DIGIT.search(sentence.text) or not NUMBER_WORDS.isdisjoint(WORD.findall(sentence.text.lower())):
            found += sentence_quantities(source, sentence, series)
    frame = pd.DataFrame(found, columns=QUANTITY_COLUMNS[1:])
    frame.insert(0, "quantity_id", [f"q{n:02d}" for n in range(1, len(frame) + 1)])
    for column in ("value", "value_low", "value_high"):
        frame[column] = pd.array([row[column] for row in found], dtype="Float64")
    return frame


def sentence_quantities(source: str, sentence, series: list[Series]) -> list[dict]:
    """Return the quantities of one sentence as rows."""
    dates = find_dates(source, sentence.start, sentence.end)
    matches = [
        match
        for match in NUMBER.finditer(source, sentence.start, sentence.end)
        if counts(source, match, sentence.start, sentence.end)
        and not any(date.start <= match.start() < date.end for date in dates)
    ]
    if pd.notna(sentence.item) and matches and matches[0].start() == sentence.start:
        matches = matches[1:]
    found, previous = [], sentence.start
    for position, match in enumerate(matches):
        before, context = source[sentence.start : match.start()], source[previous : match.start()]
        governing = [
            date
            for date in dates
            if previous <= date.start < match.start() and ", and" not in source[date.end : match.start()]
        ]
        of_series = series_of(before, series)
        unit, subject = unit_and_subject(source, match, sentence.end)
        people = None if unit else OF_WHOM.search(before)
        if people:
            unit, subject = "people", people.group(1)
        if not unit and found and of_series and found[-1]["series"] == of_series.series:
            unit = found[-1]["unit"]
        value, low, high = value_of(match)
        found.append(
            {
                "sentence_id": sentence.sentence_id,
                "start": match.start(),
                "end": match.end(),
                "surface": match.group(),
                "value": value,
                "value_low": low,
                "value_high": high,
                "unit": unit,
                "subject": of_series.label if of_series else subject,
                "kind": kind_of(match, unit),
                "edtf": governing[-1].edtf if governing else "",
                "series": of_series.series if of_series else "",
                "role": role_of(source, match, context, matches, position),
                "speaker": sentence.speaker,
            }
        )
        previous = match.end()
    # "from 300,000 to 26,000 people": the unit stands with the second figure and holds for the first.
    for row, later in zip(reversed(found[:-1]), reversed(found[1:])):
        row["unit"] = row["unit"] or (later["unit"] if row["series"] and row["series"] == later["series"] else "")
    return found


def counts(source: str, match: re.Match, start: int, end: int) -> bool:
    """False for "one" as a pronoun: "the one who is being beaten", "One of our main goals"."""
    if match.group().lower() != "one":
        return match.group().lower() != "a"
    before = source[start : match.start()]
    return not PRONOUN_AFTER.match(source, match.end(), end) and not PRONOUN_BEFORE.search(before)


def value_of(match: re.Match) -> tuple[float | None, float | None, float | None]:
    """Return (value, lowest, highest): the value alone, or a range's two ends."""
    if match["low"]:
        return None, number(match["low"]), number(match["high"])
    if match["digits"]:
        return number(match["digits"]) * SCALES.get((match["scale"] or "").lower(), 1), None, None
    return spelled_value(match["spelled"]), None, None


def number(digits: str) -> float:
    """Return the value of "300,000"."""
    return float(digits.replace(",", ""))


def spelled_value(words: str) -> float:
    """Return the value of a number in words: "one and a half million" is 1,500,000."""
    total, current = 0.0, 0.0
    text = words.lower().replace("-", " ")
    half = "and a half" in text
    for word in text.replace("and a half", "").split():
        if word == "half":
            current = 0.5
        elif word == "a":
            current = current or 1.0
        elif word in SCALES:
            current = (current or 1.0) + (0.5 if half else 0.0)
            half = False
            current *= SCALES[word]
        else:
            current += ONES.get(word, 0) + TENS.get(word, 0)
    return total + current + (0.5 if half else 0.0)


def unit_and_subject(source: str, match: re.Match, end: int) -> tuple[str, str]:
    """Return (unit, subject) from the noun phrase that follows the number; empty strings where none does.

    The unit is the head noun in the plural ("16 prominent Soviet scholars" → scholars).
    """
    if match["percent"]:
        return "percent", ""
    following = NOUN_PHRASE.match(source, match.end(), end)
    if not following:
        return "", ""
    words = []
    for word in following.group(1).split():
        participle = words and words[-1].endswith("s") and re.fullmatch(r"\w+(?:ed|ing)", word)
        if word.lower() in FUNCTION_WORDS or participle:
            break
        words.append(word)
        if source[match.end()] == "-" or word.lower().endswith("s") and not word[0].isupper():
            break
    if not words:
        return "", ""
    head = words[-1].lower()
    several = head if head.endswith("s") or head in PLURALS else plural(head)
    return TIME_UNITS.get(head.rstrip("s"), several), " ".join(words)


def plural(noun: str) -> str:
    """Return the plural of a regular noun: copy, copies."""
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def kind_of(match: re.Match, unit: str) -> str:
    """Return percent_change, duration or count."""
    if match["percent"]:
        return "percent_change"
    return "duration" if unit in TIME_UNITS.values() else "count"


def series_of(before: str, series: list[Series]) -> Series | None:
    """Return the series whose keyword stands nearest before the number, or None."""
    text = " ".join(before.split())
    places = [(text.rfind(word), one) for one in series for word in one.keywords if word in text]
    return max(places, key=lambda pair: pair[0])[1] if places else None


def role_of(source: str, match: re.Match, context: str, matches: list[re.Match], position: int) -> str:
    """Return before, after, change or single, from the words around the number."""
    if match["percent"] and BY_BEFORE.search(context):
        return "change"
    if FROM_BEFORE.search(context):
        return "before"
    if TO_BEFORE.search(context) and (CHANGED.search(context) or position):
        return "after"
    following = source[match.end() : matches[position + 1].start()] if position + 1 < len(matches) else ""
    return "before" if following and re.search(rf"\b{CHANGE}\b[^.;]*\bto\s+$", following, re.IGNORECASE) else "single"


def read_quantity_reference(folder: Path = CODING) -> pd.DataFrame:
    """Read ``quantities.csv``: every quantity as a reader noted it, and what is done with it.

    folder: where the table stands, ``data/coding`` unless another is named. Returns one row a quantity, none left out:
    what is shown nowhere stands in it too, with its reason. All text, columns as in QUANTITY_REFERENCE_COLUMNS;
    occurrence: which of this surface in the sentence, from 1.

    Raises CodingError where the table is not there or has other columns.

    >>> from helpers import claims
    >>> reference = claims.read_quantity_reference()
    >>> sorted(set(reference["treatment"])), sorted(set(reference["kind"]))
    (['charted', 'left_out', 'tabled'], ['count', 'duration', 'percent_change'])
    """
    return read_coding("quantities", QUANTITY_REFERENCE_COLUMNS, folder)


def compare_quantities(reference: pd.DataFrame, found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return (found in both, missed by the parser, found by the parser alone), by sentence, surface and value.

    reference: the list made by reading, ``data/coding/quantities.csv``; found: from ``find_quantities``. Columns of
    each frame: sentence_id, surface, value, value_low, value_high (numbers, missing where a cell is empty). Unit, date,
    series and speaker are not compared. A figure that stands twice in a sentence is paired with both of the other side.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> read = pd.DataFrame({"sentence_id": "a1", "surface": ["40", "3-4"], "value": ["40", ""], "value_low": ["", "3"],
    ...                      "value_high": ["", "4"]})
    >>> numbers = pd.DataFrame({"value": [40, 4], "value_low": None, "value_high": None}, dtype="Float64")
    >>> found = numbers.assign(sentence_id="a1", surface=["40", "four"])
    >>> [list(frame["surface"]) for frame in claims.compare_quantities(read, found)]
    [['40'], ['3-4'], ['four']]
    """
    keys = ["sentence_id", "surface", "value", "value_low", "value_high"]
    wanted = reference.assign(**{key: pd.to_numeric(reference[key]).astype("Float64") for key in keys[2:]})
    both = wanted[keys].merge(found[keys], how="outer", indicator=True)
    return tuple(
        both.loc[both["_merge"] == side, keys].reset_index(drop=True) for side in ("both", "left_only", "right_only")
    )
