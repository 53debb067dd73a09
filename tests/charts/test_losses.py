"""What was left of a hundred: as many squares as the table says, in the look that the key names."""

import math

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers.charts.losses import GONE, LEFT, OPEN, PERHAPS, strength
from helpers.charts.style import COLUMN, PAGE, ROOM
from helpers.claims.losses import find_losses
from helpers.files.errors import FigureError
from tests.charts.marks import patches

BUILDS = [PAGE, ROOM, COLUMN]


@pytest.fixture(scope="module")
def chart(edition):
    return strength(find_losses(edition.quantities), {"red_army": "soldiers"})


def squares(chart, build, series):
    """Term → the squares of a series, in the order of their places."""
    found = {}
    for patch in patches(chart.figure(build)):
        owner, _, rest = (patch.get_gid() or "").partition(":")
        if owner == series:
            found.setdefault(rest.split(":")[1], []).append(patch)
    return found


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
def test_a_hundred_squares_each_as_many_of_them_left_as_the_table_says(chart, build):
    for row in chart.table.itertuples():
        found = squares(chart, build, row.series)
        assert sum(map(len, found.values())) == 100
        assert len(found.get(LEFT, [])) == math.floor(row.remaining_low)
        assert len(found.get(LEFT, [])) + len(found.get(OPEN, [])) == round(row.remaining_percent)
        assert 100 - len(found[GONE]) == math.ceil(row.remaining_high)


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
def test_the_word_filled_has_the_colour_of_what_is_left_and_of_nothing_that_is_gone(chart, build):
    (word,) = (text for text in chart.figure(build).texts if text.get_gid() == f"key:{LEFT}")
    assert word.get_text() == "Filled:"
    for row in chart.table.itertuples():
        for term, drawn in squares(chart, build, row.series).items():
            filled = {to_hex(patch.get_facecolor()) == to_hex(word.get_color()) for patch in drawn}
            assert filled == {term in (LEFT, OPEN)}, term
            hatched = {bool(patch.get_hatch()) for patch in drawn}
            assert hatched == {term in (OPEN, PERHAPS)}, term


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.name)
def test_what_is_written_is_what_the_table_has_before_over_after(chart, build):
    said = {text.get_gid(): text for text in chart.figure(build).texts}
    for row in chart.table.itertuples():
        heads = [text for gid, text in said.items() if gid and gid.startswith(f"{row.series}:head")]
        lines = [text.get_text() for text in sorted(heads, key=lambda text: text.get_position()[1])]
        assert said[f"{row.series}:share"].get_text() == f"{round(row.remaining_percent)} of 100 left"
        if pd.isna(row.before):
            assert f"“reduced by {row.lost_percent:g}%”" in lines[-1]
        else:
            assert lines[-2].startswith(f"{row.before:,.0f}, ") and lines[-1].startswith(f"{row.after:,.0f}, ")
            assert ("no year given" in lines[-2]) == (row.before_edtf == "")
    assert "of a hundred soldiers 8 were left" in chart.claim


def test_the_claim_follows_the_table_and_is_refused_where_a_share_lies_outside_its_bounds(edition):
    lost = find_losses(edition.quantities)
    more = lost.assign(remaining_percent=lost["remaining_percent"] + 0.4)
    assert "of a hundred soldiers 9 were left" in strength(more, {"red_army": "soldiers"}).claim
    assert strength(lost).claim.endswith(": alike within rounding")
    apart = lost.assign(remaining_low=lost["remaining_percent"], remaining_high=lost["remaining_percent"])
    assert "alike" not in strength(apart).claim
    wrong = lost.assign(remaining_low=lost["remaining_high"] + 1)
    with pytest.raises(FigureError, match="figure strength: found a share outside its bounds"):
        strength(wrong)
