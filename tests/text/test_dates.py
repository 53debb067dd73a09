"""Dates are written as people write them."""

import pytest

from helpers.text.dates import date_in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1911", "1911"),
        ("1934/1935", "1934–35"),
        ("1899/1901", "1899–1901"),
        ("1950-01", "January 1950"),
        ("1956-03-05", "5 March 1956"),
        ("1956-03-16/..", "from 16 March 1956"),
        ("1911-05/1911-07", "May 1911 to July 1911"),
        ("/1945", "until 1945"),
        ("1918~", "about 1918"),
        ("{1956-03-17,1956-03-19}", "17 March 1956, 19 March 1956"),
        ("", ""),
        ("no date", "no date"),
    ],
)
def test_dates_are_written_as_people_write_them(edtf, words):
    assert date_in_words(edtf) == words
