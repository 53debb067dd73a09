"""The colours of the figures stay apart in grey and for the common kinds of colour blindness, by computation."""

import itertools

import numpy
import pytest
from matplotlib.colors import to_rgb

from helpers.charts.style import AGAINST, FAINT, FOR, GREY, INK, OTHER, PALE, RECORD

# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
SIGHT = {
    "as seen by most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Pairs that mean opposite or different things and stand in one figure.
PAIRS = {"for and against": (FOR, AGAINST), "this record and other sources": (RECORD, OTHER)}


def linear(colour):
    values = numpy.array(to_rgb(colour))
    return numpy.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(colour, sight):
    """The colour in CIELAB (D65), as somebody sees it."""
    to_xyz = numpy.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = to_xyz @ (numpy.array(SIGHT[sight]) @ linear(colour)).clip(0, 1) / numpy.array([0.9505, 1, 1.089])
    f = [value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z)]
    return numpy.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(colour, ground="#FFFFFF"):
    """The contrast of WCAG 2."""
    weights = numpy.array([0.2126, 0.7152, 0.0722])
    light, dark = sorted((weights @ linear(one) for one in (colour, ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("pair", PAIRS)
def test_what_means_different_things_looks_different(pair, sight):
    one, other = (lab(colour, sight) for colour in PAIRS[pair])
    assert numpy.linalg.norm(one - other) > 20


@pytest.mark.parametrize("pair", PAIRS)
def test_what_means_different_things_is_printed_in_different_greys(pair):
    one, other = (lab(colour, "as seen by most")[0] for colour in PAIRS[pair])
    assert abs(one - other) > 12


def test_each_word_of_a_key_can_be_read_on_white():
    for colour in (INK, GREY, FOR, AGAINST, RECORD):
        assert contrast(colour) >= 4.5, colour
    assert contrast(OTHER) >= 3


def test_what_is_meant_stands_out_from_the_ground_in_grey():
    for colour, ground in itertools.product((FOR, AGAINST, RECORD, OTHER), (PALE, FAINT)):
        assert abs(lab(colour, "as seen by most")[0] - lab(ground, "as seen by most")[0]) > 15, (colour, ground)
