"""Who is who: nobody is missing, nobody dies before he is born, and an identifier says in which file it stands."""

import pytest

from helpers.claims.other_sources import read_sources
from helpers.files.errors import CodingError
from helpers.people.persons import read_persons
from tests.shared import spoil


def test_every_person_of_the_authority_list_has_a_row(edition):
    persons = edition.actors.loc[edition.actors["kind"] == "person", "actor_id"]
    assert set(read_persons(edition.actors, read_sources())["actor_id"]) == set(persons)


def test_a_person_without_a_row_is_refused(edition, coding):
    path = coding / "persons.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("tito,")), encoding="utf-8")
    with pytest.raises(CodingError, match="found 'no row for tito'; expected one row for every person"):
        read_persons(edition.actors, read_sources(), coding)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",1893,1976,", ",1893,1876,", "line 2, column died: found '1876'; expected a year after the birth, 1893"),
        (",1893,1976,", ",1893,1893,", "line 2, column died: found '1893'"),
        (",wikidata:Q5816,", ",Q5816,", "line 2, column authority: found 'Q5816'; expected scheme and identifier"),
        (",wikidata:Q5816,", ",wikipedia:Mao,", "line 2, column authority: found 'wikipedia:Mao'"),
        (",4,\"days: 26", ",many,\"days: 26", "line 2, column witnesses: found 'many'; expected a number of pages"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_hold_is_refused(edition, coding, old, new, message):
    spoil(coding / "persons.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_persons(edition.actors, read_sources(), coding)


def test_where_pages_differ_on_a_year_the_table_says_so(edition):
    born = read_persons(edition.actors, read_sources()).set_index("actor_id")["born"]
    assert "?" in born["wang_ming"], "lexica print 1904, 1905 and 1907"
    assert born["kovalev"] == "[1901,1903]", "he enrolled with an earlier year of birth, a biographer says"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\nmao,born,", "\nmao,birth,", "persons_seen.csv, line 5, column what: found 'birth'; expected one of pinyin"),
        (
            "brockhaus-mao",
            "hearsay",
            "persons_seen.csv, line 5, column source: found 'hearsay'; expected a source, or rec",
        ),
        ("\nyudin,characters,", "\nyudin,pinyin,", "column what: found 'pinyin'; expected a value that yudin has"),
        ("\nmao,pinyin,sagapedia-mao,", "", "persons.csv, line 2, column pinyin: found 'Mao Zedong"),
    ],
)
def test_a_value_without_its_page_and_a_page_without_a_value_are_refused(edition, coding, old, new, message):
    spoil(coding / "persons_seen.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_persons(edition.actors, read_sources(), coding)
