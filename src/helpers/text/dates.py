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
MONTH_NAME = "|".join(spelled for month in MONTHS for spelled in (month, month.upper()))
# The characters that a date begins with; a look at them first spares trying the five forms at every place.
OPENED, CLOSED = ("".join(sorted(marks - SINGLE)) for marks in (OPENING, CLOSING))
FIRST_MARK = OPENED + "".join(sorted({month[0] for month in MONTHS}))
# '"5" April 1956', "31 March 1956", "30 March", "April 5, 1956", "January 1950", "1934-35", "1926": the longest first.
DATE_EXPRESSION = re.compile(
    rf"(?=[\d{FIRST_MARK}])(?:(?:[{OPENED}](?P<day0>\d{{1,2}})[{CLOSED}]|\b(?P<day>\d{{1,2}}))"
    rf"\s+(?P<month>{MONTH_NAME})(?:,?\s+(?P<year>\d{{4}}))?\b"
    rf"|\b(?P<month2>{MONTH_NAME})\s+(?P<day2>\d{{1,2}})(?!\d)(?:,?\s+(?P<year2>\d{{4}}))?"
    rf"|\b(?P<month3>{MONTH_NAME})\s+(?P<year3>\d{{4}})\b"
    r"|(?<![\d,.])(?P<from>1[5-9]\d\d|20\d\d)\s?[-–/]\s?(?P<to>\d\d(?:\d\d)?)\b(?![,.]?\d|\s?%)"
    r"|(?<![\d,.])(?P<only>1[5-9]\d\d|20\d\d)\b(?![,.]\d|\s?%))"
)
# Every one of them holds a month or a year; this pattern is found several times faster.
DATE_SIGN = re.compile(rf"{MONTH_NAME}|1[5-9]\d\d|20\d\d")


class DateExpression(NamedTuple):
    """A date as it stands.

    start, end: in characters of the source; surface: its words; edtf: empty where the text gives no year; full: whether
    day, month and year all stand there.
    """

    start: int
    end: int
    surface: str
    edtf: str
    full: bool


def find_dates(source: str, start: int, end: int) -> list[DateExpression]:
    """Return the dates in source[start:end], left to right.

    Each has start and end in characters of the source, surface, edtf and full (day, month and year all stand there).
    A day without a year, one that no calendar has, or years in falling order get no EDTF form: none is guessed.

    >>> from helpers import text
    >>> [(date.surface, date.edtf) for date in text.find_dates("On 3 May 1957 or in June", 0, 24)]
    [('3 May 1957', '1957-05-03')]
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
    """What an EDTF date spans, in years with decimals: 1901.0 is the beginning of 1901; approximate where it says ~.

    An open end ("1945/..") is infinite. A day spans a day, a year a year.
    """

    earliest: float
    latest: float
    approximate: bool

    @property
    def middle(self) -> float:
        """The year halfway between the two ends."""
        return (self.earliest + self.latest) / 2


@cache
def time_span(edtf: str) -> TimeSpan:
    """Return what an EDTF date or interval spans, in years with decimals.

    edtf: a date of ISO 8601-2, such as 1901, 1901-05, 1901~ or 1901/1902; an open end is infinite. Raises ValueError
    for what is not EDTF, or ends before it begins.

    >>> from helpers import text
    >>> text.time_span("1901/1902~")
    TimeSpan(earliest=1901.0, latest=1903.0, approximate=True)
    """
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
    """Return a day (time.struct_time, or an infinite float for an open end) as a year with decimals.

    after: its end instead of its beginning.
    """
    if isinstance(day, float):
        return day
    in_year = date(day.tm_year, day.tm_mon, day.tm_mday).timetuple().tm_yday - (not after)
    return round(day.tm_year + in_year / (366 if isleap(day.tm_year) else 365), 4)


def date_in_words(edtf: str) -> str:
    """Return an EDTF date in words; empty for none, and as it stands where it is none of the forms used here.

    >>> from helpers.text.dates import date_in_words
    >>> [date_in_words(edtf) for edtf in ("1911", "1911-05", "1911-05-03", "1911~", "1934/1935", "1911-05/1912-06")]
    ['1911', 'May 1911', '3 May 1911', 'about 1911', '1934–35', 'May 1911 to June 1912']
    >>> [date_in_words(edtf) for edtf in ("1956-03-16/..", "/1911", "{1911-05-03,1911-05-09}", "")]
    ['from 16 March 1956', 'until 1911', '3 May 1911, 9 May 1911', '']
    """
    if edtf.startswith("{"):
        return ", ".join(map(date_in_words, edtf.strip("{}").split(",")))
    first, interval, last = edtf.partition("/")
    if interval and first in ("", ".."):
        return f"until {date_in_words(last)}"
    if last == "..":
        return f"from {date_in_words(first)}"
    if re.fullmatch(r"\d{4}/\d{4}", edtf):
        return f"{first}–{last[2:] if last[:2] == first[:2] else last}"
    if last:
        return f"{date_in_words(first)} to {date_in_words(last)}"
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~?)", first)
    if not found:
        return edtf
    year, month, day, about = found.groups()
    words = [day and str(int(day)), month and MONTHS[int(month) - 1], year]
    return "about " * bool(about) + " ".join(filter(None, words))
