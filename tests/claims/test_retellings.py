"""Which grievance of the record stands in which other telling."""

import pytest

from helpers.claims.retellings import how_often_told, read_retellings
from helpers.files.errors import CodingError
from tests.shared import spoil


def test_every_pair_has_an_answer_and_the_record_has_all_its_own(utterances):
    grievances, tellings, cells = read_retellings(utterances)
    assert len(cells) == len(grievances) * len(tellings)
    (own,) = tellings.loc[tellings["source_or_text"] == "", "telling"]
    answers = cells[cells["telling"] == own].set_index("grievance")["cell"]
    assert set(answers) == {"yes", "in other words"}
    assert list(answers[answers == "in other words"].index) == ["proportion"], "the record has no figure of merits"


def test_the_words_of_the_record_stand_in_the_sentences_of_the_grievance(utterances):
    grievances, tellings, cells = read_retellings(utterances)
    (own,) = tellings.loc[tellings["source_or_text"] == "", "telling"]
    text = utterances.set_index("sentence_id")["text"]
    words = cells[cells["telling"] == own].set_index("grievance")["words"]
    for row in grievances.itertuples():
        said = " ".join(text[one] for one in row.sentence_ids.split())
        assert words[row.grievance] in said, row.grievance


def test_the_tellings_stand_in_the_order_of_time(utterances):
    _, tellings, _ = read_retellings(utterances)
    first_days = [date.strip("{").split("/")[0].split(",")[0] for date in tellings["date"]]
    assert first_days == sorted(first_days)


def test_what_a_reader_of_the_tellings_expects(utterances):
    """Read in the texts: the treaty comes back in 1958 and 1962, the instruction of 1926 nowhere."""
    table = how_often_told(*read_retellings(utterances)).set_index("grievance")
    assert table.loc["treaty_refused", "told_in"] == (
        "to Yudin, 22 July 1958; to Khrushchev, 31 July 1958; Tenth Plenum, Sept. 1962"
    )
    assert table.loc["kmt_1926", "told_in"] == ""
    assert set(table[["told", "in_other_words", "not_in_it", "too_early", "not_seen"]].sum(axis=1)) == {22}


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        (
            "grievances",
            "\nwang_ming_left,",
            "\nloss_figures,",
            r"grievances.csv, line 3, column grievance: found 'loss_",
        ),
        ("grievances", ",s024 s025,", ",s024 s925,", r"grievances.csv, line 3, column sentence_ids: found 's925'"),
        ("retellings", ",1936-12,", ",soon,", r"retellings.csv, line 2, column date: found the date 'soon'"),
        ("retellings", ",mao-1936,", ",mao-1937,", r"retellings.csv, line 2, column source_or_text: found 'mao-1937'"),
        (
            "grievances_told",
            "\nwang_ming_left,mao-1936,in other words",
            "\nwang_ming_left,mao-1936,perhaps",
            "'perhaps'",
        ),
        ("grievances", ",1931-01,", ",early,", r"grievances.csv, line 2, column not_before: found the date 'early'"),
        (
            "grievances",
            ",wang-ming-1929,",
            ",wang-ming,",
            r"grievances.csv, line 2, column dated_by: found 'wang-ming'",
        ),
        ("grievances", ",1931-01,", ",1937,", r"line 2, column cell: found 'in other words'; expected 'before it happ"),
        ("grievances_told", ",before it happened,", ",not in it,", "found 'not in it'; expected 'before it happened'"),
        (
            "grievances_told",
            "\nwang_ming_left,mao-1936,",
            "\nwang_ming_left,resolution-1945,",
            r"line 3, column grievance: found 'wang_ming_left in resolution-1945'; expected a key",
        ),
    ],
)
def test_a_bad_row_is_refused(utterances, coding, table, old, new, message):
    spoil(coding / f"{table}.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_retellings(utterances, coding)


def test_a_grievance_told_without_words_is_refused(utterances, coding):
    _, _, cells = read_retellings(utterances, coding)
    words = next(row.words for row in cells.itertuples() if row.cell == "yes" and "," not in row.words)
    spoil(coding / "grievances_told.csv", f",{words},", ",,")
    with pytest.raises(CodingError, match="expected the words in which the grievance is told"):
        read_retellings(utterances, coding)
