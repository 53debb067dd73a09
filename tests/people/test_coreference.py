"""Pronouns resolved by reading stand where the table says."""

import pytest

from helpers.files.errors import CodingError
from helpers.people.coreference import resolve_pronouns
from tests.shared import spoil


def test_pronouns_are_found_where_they_stand(edition):
    pronouns = resolve_pronouns(edition.record.source, edition.utterances)
    for row in pronouns.itertuples():
        assert edition.record.source[row.start : row.end] == row.surface
    places = edition.utterances.set_index("sentence_id")
    assert all(
        places.loc[row.sentence_id, "start"] <= row.start < row.end <= places.loc[row.sentence_id, "end"]
        for row in pronouns.itertuples()
    )
    both = pronouns[(pronouns["sentence_id"] == "s060") & (pronouns["surface"] == "he")]
    assert len(both) == both["start"].nunique() == 2
    they = pronouns[(pronouns["sentence_id"] == "s017") & (pronouns["surface"] == "They")]
    assert set(they["actor_id"]) == {"wang_ming", "li_lisan"}


def test_a_pronoun_that_does_not_stand_so_often_is_refused(edition, coding):
    spoil(coding / "coreference.csv", "\ns001,him,1,", "\ns001,him,3,")
    with pytest.raises(
        CodingError,
        match="coreference.csv, line 2, column occurrence: found '3'; "
        "expected at most 1: so often 'him' stands in s001",
    ):
        resolve_pronouns(edition.record.source, edition.utterances, coding)
