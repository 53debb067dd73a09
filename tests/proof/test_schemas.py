"""The frames keep the rules of the data model, and every rule can refuse."""

import re

import pandas as pd
import pytest

from helpers.edition import read_edition
from helpers.files.errors import EditionError
from helpers.proof.schemas import COLUMNS, check_frames, refusals, rules
from tests.shared import RECORDS


def test_all_frames_keep_all_rules(edition):
    assert check_frames(edition) == len(rules(edition))


@pytest.mark.parametrize("path", sorted(RECORDS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_frames_of_another_record_keep_them_too(path):
    assert check_frames(read_edition(path)) > 0


def test_every_rule_is_seen_to_refuse_a_bad_row(edition):
    refused = refusals(edition)
    assert list(refused.loc[~refused["refused"], "rule"]) == []
    assert set(refused["frame"]) == set(COLUMNS)


def test_the_refusal_names_frame_row_and_rule(edition):
    worse = edition.quantities.assign(role=edition.quantities["role"].where(edition.quantities.index != 3, "middle"))
    with pytest.raises(
        EditionError, match=r"quantities, row 3: found \{.*'role': 'middle'.*; expected: the role is a term"
    ):
        check_frames(edition._replace(quantities=worse))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.assign(mood="good"),
        lambda frame: frame.drop(columns="surface"),
        lambda frame: frame[frame.columns[::-1]],
    ],
    ids=["a column more", "a column less", "another order"],
)
def test_other_columns_are_refused(edition, spoil):
    with pytest.raises(EditionError, match=re.escape("mentions; expected: column_")):
        check_frames(edition._replace(mentions=spoil(edition.mentions)))


def test_one_sentence_that_runs_into_the_next_is_refused(edition):
    worse = edition.utterances.copy()
    worse.loc[10, "end"] += 5
    with pytest.raises(EditionError, match="none runs into the next|is what stands there"):
        check_frames(edition._replace(utterances=worse))


def test_a_frame_with_a_text_for_a_number_is_refused(edition):
    worse = edition.quantities.astype(object)
    worse.loc[0, "value"] = "51"
    with pytest.raises(EditionError, match="value is of type number"):
        check_frames(edition._replace(quantities=pd.DataFrame(worse)))
