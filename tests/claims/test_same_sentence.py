"""The sentence of 1936 that has the record's losses: what it names, and where it was read."""

from helpers.claims.other_sources import read_comparison, read_conflicts


def test_in_1936_the_fourth_loss_is_the_party_in_the_kuomintangs_areas_and_not_in_the_cities(utterances):
    """Selected Works I, ch. 3 sec. 1, names 国民党区域; the record has the cities, so the two do not simply agree."""
    comparison = read_comparison()
    (row,) = comparison[comparison["claim"] == "kuomintang_area_organisations"].itertuples()
    assert (row.source_id, row.scope) == ("mao-1936", "party organisations in the Kuomintang's areas")
    assert row.relation == "other_scope"
    conflicts = read_conflicts(utterances)
    assert set(conflicts.loc[conflicts["claim"] == row.claim, "verdict"]) == {"compatible"}


def test_nothing_left_to_do_is_printed(utterances):
    """A note says what a source has; work that is still owed belongs elsewhere."""
    printed = [*read_comparison()["note"], *read_conflicts(utterances)["reason"]]
    assert not [note for note in printed if "to be copied" in note or "copy its words" in note]


def test_the_series_of_1948_names_its_paragraph():
    comparison = read_comparison()
    of_1948 = comparison[comparison["source_id"] == "mao-1948"]
    assert len(of_1948) == 5 and set(of_1948["locator"]) == {"point 2, paragraph on party membership"}
