"""The handout: one page, accessible, the same bytes each time, and nothing in it is run."""

from dataclasses import replace

import pandas as pd
import pytest

from helpers.charts.losses import strength
from helpers.claims.losses import find_losses
from helpers.teaching.handout import handout

WIDTHS = {"point": 1, "wording": 3}


@pytest.fixture(scope="module")
def charts(edition):
    return [strength(find_losses(edition.quantities))]


def test_it_is_an_accessible_pdf_with_the_same_bytes_each_time(charts, edition):
    page = handout("Title", "Source", charts, edition.points, "Caption", WIDTHS)
    assert page.startswith(b"%PDF-1.7") and b"pdfuaid" in page
    assert page == handout("Title", "Source", charts, edition.points, "Caption", WIDTHS)


def test_what_looks_like_a_command_is_shown_as_text(charts):
    table = pd.DataFrame({"point": [1], "wording": ['#panic("run") $x$ *bold* <label> @ref \\']})
    assert handout("#panic()", "#panic()", charts, table, "#panic()", WIDTHS).startswith(b"%PDF")


def test_a_second_page_is_refused(charts):
    long = pd.DataFrame({"point": range(200), "wording": ["words"] * 200})
    with pytest.raises(ValueError, match="found .* pages; expected one"):
        handout("Title", "Source", charts, long, "Caption", WIDTHS)


def test_a_chart_without_an_alternative_text_is_refused(charts, edition):
    with pytest.raises(Exception, match="alt"):
        handout("Title", "Source", [replace(charts[0], alternative="")], edition.points, "Caption", WIDTHS)
