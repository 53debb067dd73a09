"""Every number that counts, and nothing that only looks like one."""

import re

import pandas as pd
import pytest

from helpers.claims.losses import find_losses, rounding_interval, with_treatment
from helpers.claims.quantities import QUANTITY_REFERENCE_COLUMNS, TREATMENTS, compare_quantities, find_quantities
from helpers.files.coding import read_coding


def figures(text):
    """The quantities of an invented sentence, as (surface, value, low, high, unit)."""
    sentence = pd.DataFrame(
        [("s001", 0, len(text), text, None, "somebody")],
        columns=["sentence_id", "start", "end", "text", "item", "speaker"],
    )
    found = find_quantities(text, sentence, [])
    return [
        tuple(None if pd.isna(x) else x for x in row)
        for row in found[["surface", "value", "value_low", "value_high", "unit"]].itertuples(index=False)
    ]


def test_every_quantity_of_the_reading_is_found_and_none_too_many(edition):
    reference = read_coding("quantities", QUANTITY_REFERENCE_COLUMNS)
    found, missed, extra = compare_quantities(reference, edition.quantities)
    assert (len(found), list(missed["surface"]), list(extra["surface"])) == (21, [], [])


@pytest.mark.parametrize("column", ["unit", "kind", "edtf", "series", "role", "speaker"])
def test_the_columns_agree_with_the_reading(edition, column):
    reference = read_coding("quantities", QUANTITY_REFERENCE_COLUMNS)
    different = reference.loc[reference[column].values != edition.quantities[column].values, ["surface", column]]
    # The length of the conversation has no date in its own sentence; the reading took the header's.
    assert list(different["surface"]) == (["three"] if column == "edtf" else [])


def test_every_surface_stands_where_it_says(edition):
    for row in edition.quantities.itertuples():
        assert edition.record.source[row.start : row.end] == row.surface


def test_the_red_army_falls_from_300000_in_1929_to_25000_by_1934_35(edition):
    army = find_losses(edition.quantities).set_index("series").loc["red_army"]
    assert (army["before"], army["before_edtf"]) == (300_000, "1929")
    assert (army["after"], army["after_edtf"]) == (25_000, "1934/1935")
    assert army["lost_percent"] == 91.7


def test_the_record_gives_the_party_figures_no_date(edition):
    party = find_losses(edition.quantities).set_index("series").loc["communists"]
    assert (party["before"], party["after"]) == (300_000, 26_000)
    assert (party["before_edtf"], party["after_edtf"]) == ("", "")
    assert party["lost_percent"] == 91.3


def test_of_the_territory_the_record_gives_99_percent_and_no_base(edition):
    land = find_losses(edition.quantities).set_index("series").loc["soviet_territory"]
    assert land["lost_percent"] == 99
    assert pd.isna(land["before"]) and pd.isna(land["after"]) and land["before_edtf"] == ""


def test_every_quantity_has_a_treatment_with_a_reason_and_what_is_charted_is_a_loss(edition):
    treated = with_treatment(edition.quantities, read_coding("quantities", QUANTITY_REFERENCE_COLUMNS))
    assert list(treated["quantity_id"]) == list(edition.quantities["quantity_id"])
    assert set(treated["treatment"]) == set(TREATMENTS) and (treated["treatment_reason"] != "").all()
    charted = treated.loc[treated["treatment"] == "charted", "series"]
    assert set(charted) == set(find_losses(edition.quantities)["series"])
    assert not set(treated.loc[treated["treatment"] != "charted", "series"]) & set(charted)


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        (300_000, 250_000, 350_000),
        (26_000, 25_500, 26_500),
        (25_000, 22_500, 27_500),
        (99, 98.5, 99.5),
        (90, 85, 95),
        (5, 2.5, 7.5),
        (57_967, 57_966.5, 57_967.5),
        (200_000_000, 150_000_000, 250_000_000),
    ],
)
def test_what_a_round_figure_may_stand_for(given, low, high):
    assert rounding_interval(given) == (low, high)


@pytest.mark.parametrize("given", [0, -5, 2.5])
def test_a_figure_that_is_no_whole_number_has_no_rounding(given):
    with pytest.raises(ValueError, match="expected a positive whole number"):
        rounding_interval(given)


def test_within_rounding_neither_army_nor_party_is_surely_below_a_tenth(edition):
    lost = find_losses(edition.quantities).set_index("series")
    for series in ("red_army", "communists"):
        assert lost.loc[series, "remaining_low"] < 10 < lost.loc[series, "remaining_high"]
    assert (lost.loc["soviet_territory", "remaining_low"], lost.loc["soviet_territory", "remaining_high"]) == (0.5, 1.5)


def test_the_conversation_lasted_three_hours(edition):
    hours = edition.quantities[edition.quantities["unit"] == "hours"]
    assert list(hours["value"]) == [3] and list(hours["speaker"]) == ["narrator"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It had 300,000 fighters.", [("300,000", 300_000, None, None, "fighters")]),
        ("After 3-4 months they came.", [("3-4", None, 3, 4, "months")]),
        ("There are one and a half million people.", [("one and a half million", 1_500_000, None, None, "people")]),
        (
            "He sent twenty-five ships and two hundred thousand men.",
            [("twenty-five", 25, None, None, "ships"), ("two hundred thousand", 200_000, None, None, "men")],
        ),
        (
            "Some owe 2 billion roubles, some a hundred million.",
            [("2 billion", 2_000_000_000, None, None, "roubles"), ("a hundred million", 100_000_000, None, None, "")],
        ),
        ("It grew by 12.5 per cent.", [("12.5 per cent", 12.5, None, None, "percent")]),
        ("It waited two and a half years.", [("two and a half", 2.5, None, None, "years")]),
        ("Koreans, of whom there are 5,000, stayed.", [("5,000", 5_000, None, None, "people")]),
    ],
)
def test_numbers_in_figures_and_in_words(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 8th and 4th armies and the 20th Congress met at the Fourth Plenum.",
        "In 1926 and by 1934-35, on 30 March, and in January 1950 it stood.",
        "One of our goals was met by the one who came; no one left.",
        "It said 1) to go and 2) to stay.",
    ],
)
def test_names_dates_marks_and_pronouns_are_no_quantities(text):
    assert figures(text) == []


@pytest.mark.slow
def test_no_digit_beside_the_losses_can_change_without_showing_in_their_table(edition, altered):
    lost = find_losses(edition.quantities)
    sentences = edition.utterances.set_index("sentence_id").loc[sorted(set(" ".join(lost["sentence_ids"]).split()))]
    digits = [
        match.start()
        for row in sentences.itertuples()
        for match in re.compile(r"\d").finditer(edition.record.source, row.start, row.end)
    ]
    assert digits
    for place in digits:
        other = str((int(edition.record.source[place]) + 1) % 10)
        assert not find_losses(altered(place, place + 1, other).quantities).equals(lost), edition.record.source[
            place - 20 : place + 20
        ]
