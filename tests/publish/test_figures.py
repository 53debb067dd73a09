"""A PNG of few colours shows those of the house exactly, and keeps apart what is thin and seldom."""

import io

import numpy
from PIL import Image

from helpers.charts.style import AGAINST, FAINT, FOR
from helpers.publish.figures import PALETTE, few_colours


def rgb(colour):
    return tuple(bytes.fromhex(colour[1:]))


def shown(lines):
    """A white sheet with a grey ramp of more shades than the palette has places, and one line a colour given."""
    sheet = numpy.full((400, 200, 3), 255, dtype="uint8")
    for shade in range(2 * PALETTE):
        sheet[4 * shade : 4 * shade + 4] = 110 + 2 * shade
    for place, colour in enumerate(lines):
        sheet[300 + 3 * place, :40] = colour
    Image.fromarray(sheet).save(data := io.BytesIO(), format="png")
    made = Image.open(io.BytesIO(few_colours(data.getvalue())))
    assert made.mode == "P" and len(made.getcolors()) <= PALETTE
    again = numpy.asarray(made.convert("RGB")).astype(int)
    return [tuple(again[300 + 3 * place, 0]) for place in range(len(lines))]


def test_the_colours_of_the_house_are_exact_however_seldom():
    assert shown([rgb(FOR), rgb(AGAINST), rgb(FAINT)]) == [rgb(FOR), rgb(AGAINST), rgb(FAINT)]


def test_a_thin_line_softened_at_its_edges_keeps_its_hue_among_many_greys():
    blue, red = (118, 170, 208), (200, 130, 120)
    for (r, g, b), (red_now, green_now, blue_now) in zip((blue, red), shown([blue, red])):
        assert abs(r - red_now) + abs(g - green_now) + abs(b - blue_now) < 30
