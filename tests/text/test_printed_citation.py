"""What the edition prints as its source carries the archive's own address, never that of the copy's host."""

import re

import pytest

from helpers.files.paths import ROOT
from helpers.text.header import read_addresses

PRINTED = [
    "CITATION.cff",
    "data/derived/record.tei.xml",
    "data/derived/seven_points.html",
    "data/derived/seven_points.md",
]


@pytest.mark.parametrize("place", PRINTED)
def test_a_printed_citation_has_no_address_of_a_test_host(place):
    text = (ROOT / place).read_text(encoding="utf-8")
    for on_the_copy, address in read_addresses().items():
        assert address in text, place
        assert on_the_copy not in text.replace(address, ""), place


def test_no_notebook_prints_the_citation_of_the_copy():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert not re.search(r'value\(\\?"citation\\?"\)', path.read_text(encoding="utf-8")), path.name
