"""Dates as the record writes them, with their form in EDTF (ISO 8601-2), and the time that an EDTF date spans."""

import re
from calendar import isleap, monthrange
from datetime import date
from functools import cache
from typing import NamedTuple

from helpers.text.tokens import CLOSING, OPENING, SINGLE

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# "March", and "MARCH" as a head in capitals has it; "may" and "march" are verbs.
_MONTH = "|".join(spelled for month in MONTHS for spelled in (month, month.upper()))
# The characters that a date begins with; a look at them first spares trying the five forms at every place.
_OPENED, _CLOSED = ("".join(sorted(marks - SINGLE)) for marks in (OPENING, CLOSING))
_FIRST = _OPENED + "".join(sorted({month[0] for month in MONTHS}))
# '"5" April 1956', "31 March 1956", "30 March", "April 5, 1956", "January 1950", "1934-35", "1926": the longest form first.
DATE_EXPRESSION = re.compile(
    rf"(?=[\d{_FIRST}])(?:(?:[{_OPENED}](?P<day0>\d{{1,2}})[{_CLOSED}]|\b(?P<day>\d{{1,2}}))\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>\d{{4}}))?\b"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?!\d)(?:,?\s+(?P<year2>\d{{4}}))?"
    rf"|\b(?P<month3>{_MONTH})\s+(?P<year3>\d{{4}})\b"
    r"|(?<![\d,.])(?P<from>1[5-9]\d\d|20\d\d)\s?[-–/]\s?(?P<to>\d\d(?:\d\d)?)\b(?![,.]?\d|\s?%)"
    r"|(?<![\d,.])(?P<only>1[5-9]\d\d|20\d\d)\b(?![,.]\d|\s?%))"
)
# Every one of them holds a month or a year; this pattern is found several times faster.
DATE_SIGN = re.compile(rf"{_MONTH}|1[5-9]\d\d|20\d\d")


class DateExpression(NamedTuple):
    """A date as it stands: start, end, surface, its EDTF form (empty where the text gives no year), and whether day, month and year all stand there."""

    start: int
    end: int
    surface: str
    edtf: str
    full: bool


def find_dates(source: str, start: int, end: int) -> list[DateExpression]:
    """Return the dates in source[start:end], left to right.

    A day without a year, one that no calendar has, or years in falling order get no EDTF form: none is guessed.
    """
    if not DATE_SIGN.search(source, start, end):
        return []
    return [
        DateExpression(match.start(), match.end(), match.group(), to_edtf(match), bool(match["year"] or match["year2"]))
        for match in DATE_EXPRESSION.finditer(source, start, end)
    ]


def full_dates(source: str, start: int, end: int) -> list[DateExpression]:
    """Return the dates in source[start:end] that have day, month and year, as a head gives them."""
    return [one for one in find_dates(source, start, end) if one.full]


def to_edtf(match: re.Match) -> str:
    """Return the EDTF form of one match of DATE_EXPRESSION."""
    if match["only"]:
        return match["only"]
    if match["from"]:
        last = match["from"][: 4 - len(match["to"])] + match["to"]
        return f"{match['from']}/{last}" if match["from"] < last else ""
    if match["year3"]:
        return f"{match['year3']}-{month_number(match['month3']):02d}"
    year, month, day = (
        match["year"] or match["year2"],
        month_number(match["month"] or match["month2"]),
        match["day0"] or match["day"] or match["day2"],
    )
    if not year or not 1 <= int(day) <= monthrange(int(year), month)[1]:
        return ""
    return f"{year}-{month:02d}-{int(day):02d}"


def month_number(month: str) -> int:
    """Return 1 for "January" or "JANUARY"."""
    return MONTHS.index(month.capitalize()) + 1


class TimeSpan(NamedTuple):
    """What an EDTF date spans, in years with decimals: 1934.0 is the beginning of 1934; approximate where it says so (~).

    An open end ("1945/..") is infinite. A day spans a day, a year a year.
    """

    earliest: float
    latest: float
    approximate: bool

    @property
    def middle(self) -> float:
        return (self.earliest + self.latest) / 2


@cache
def time_span(edtf: str) -> TimeSpan:
    """Return what an EDTF date or interval spans. Raises ValueError for what is not EDTF, or ends before it begins."""
    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(edtf)
    except EDTFParseException as error:
        raise ValueError(
            f"found the date {edtf!r}; expected EDTF (ISO 8601-2), such as 1934, 1930-12, 1934~, 1934/1935"
        ) from error
    earliest, latest = decimal_year(parsed.lower_strict()), decimal_year(parsed.upper_strict(), after=True)
    if earliest >= latest:
        raise ValueError(
            f"found the date {edtf!r}, which ends before it begins; expected an interval from earlier to later"
        )
    return TimeSpan(earliest, latest, "~" in edtf)


def decimal_year(day, after: bool = False) -> float:
    """Return a day (time.struct_time, or an infinite float for an open end) as a year with decimals; its end if after."""
    if isinstance(day, float):
        return day
    in_year = date(day.tm_year, day.tm_mon, day.tm_mday).timetuple().tm_yday - (not after)
    return round(day.tm_year + in_year / (366 if isleap(day.tm_year) else 365), 4)
