"""Dates as the record writes them, with their form in EDTF (ISO 8601-2)."""

import re

from helpers.header import MONTHS
from typing import NamedTuple

_MONTH = "|".join(MONTHS)
# The characters that a date begins with; a look at them first spares trying the five forms at every place.
_FIRST = "".join(sorted({month[0] for month in MONTHS}))
# "31 March 1956", "30 March", "January 1950", "1934-35", "1926": the longest form first.
DATE_EXPRESSION = re.compile(
    rf"(?=[\d{_FIRST}])(?:\b(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?\b"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?!\d)(?:,\s+(?P<year2>\d{{4}}))?"
    rf"|\b(?P<month3>{_MONTH})\s+(?P<year3>\d{{4}})\b"
    r"|(?<![\d,.])(?P<from>1[5-9]\d\d|20\d\d)\s?[-–/]\s?(?P<to>\d\d(?:\d\d)?)\b(?![,.]?\d|\s?%)"
    r"|(?<![\d,.])(?P<only>1[5-9]\d\d|20\d\d)\b(?![,.]\d|\s?%))"
)
# Every one of them holds a month or a year; this pattern is found several times faster.
DATE_SIGN = re.compile(rf"{_MONTH}|1[5-9]\d\d|20\d\d")


class DateExpression(NamedTuple):
    """A date as it stands: start, end, surface, and its EDTF form (empty where the text gives no year)."""

    start: int
    end: int
    surface: str
    edtf: str


def find_dates(source: str, start: int, end: int) -> list[DateExpression]:
    """Return the dates in source[start:end], left to right. A day without a year gets no EDTF form: none is guessed."""
    if not DATE_SIGN.search(source, start, end):
        return []
    return [
        DateExpression(match.start(), match.end(), match.group(), to_edtf(match))
        for match in DATE_EXPRESSION.finditer(source, start, end)
    ]


def to_edtf(match: re.Match) -> str:
    """Return the EDTF form of one match of DATE_EXPRESSION."""
    if match["only"]:
        return match["only"]
    if match["from"]:
        return f"{match['from']}/{match['from'][: 4 - len(match['to'])]}{match['to']}"
    if match["year3"]:
        return f"{match['year3']}-{month_number(match['month3'])}"
    year, month, day = (match["year"] or match["year2"]), (match["month"] or match["month2"]), (match["day"] or match["day2"])
    return f"{year}-{month_number(month)}-{int(day):02d}" if year else ""


def month_number(month: str) -> str:
    """Return "01" for "January"."""
    return f"{MONTHS.index(month) + 1:02d}"
