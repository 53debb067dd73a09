"""What a reader should know before the record: every answer has a source, every person a place where he was seen."""

import pytest

from helpers.claims.context import read_context
from helpers.claims.other_sources import read_sources
from helpers.files.errors import CodingError
from helpers.people.persons import read_persons
from tests.shared import spoil


def test_every_person_that_the_record_names_is_in_the_table(edition):
    persons = read_persons(edition.actors, read_sources())
    kinds = edition.actors.set_index("actor_id")["kind"]
    named = {one for one in edition.mentions["actor_id"] if kinds[one] == "person"}
    assert named <= set(persons["actor_id"])


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("persons", "\nyudin,", "\nmao,", r"persons.csv, line 3, column actor_id: found 'mao'; expected a key"),
        ("persons", "\nyudin,", "\ncomintern,", r"persons.csv, line 3, column actor_id: found 'comintern'"),
        ("persons", ",1893,1976,", ",1893,late,", r"persons.csv, line 2, column died: found the date 'late'"),
        ("context", ",s005 s006,", ",s005 s906,", r"context.csv, line 6, column sentence_ids: found 's906'"),
        (
            "context",
            ",munzinger-mao pantsov-levine,",
            ",hearsay,",
            r"context.csv, line 2, column source_ids: found 'hear",
        ),
        (
            "context",
            ",munzinger-mao pantsov-levine,",
            ",,",
            r"context.csv, line 2, column source_ids: found ''; expected",
        ),
    ],
)
def test_a_bad_row_is_refused(edition, coding, table, old, new, message):
    spoil(coding / f"{table}.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_persons(edition.actors, read_sources(coding), coding)
        read_context(edition.utterances, coding)
