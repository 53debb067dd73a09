"""Who is named: held to a list made by reading the whole record."""

import pandas as pd
import pytest

from helpers.files.coding import read_coding
from helpers.files.errors import CodingError
from helpers.people.actors import read_actors


def named(edition):
    """The parser's mentions as (sentence_id, surface, actor_id, place in the folded sentence)."""
    texts = edition.utterances.set_index("sentence_id")
    found = set()
    for row in edition.mentions.itertuples():
        before = edition.record.source[texts.loc[row.sentence_id, "start"] : row.start]
        place = len(" ".join(before.split())) + (1 if before[-1:].isspace() else 0)
        found.add((row.sentence_id, " ".join(row.surface.split()), row.actor_id, place))
    return found


def read_by_hand(edition):
    texts = edition.utterances.set_index("sentence_id")["text"]
    wanted = set()
    for row in read_coding("mentions", ["sentence_id", "occurrence", "surface", "actor_id", "doubt"]).itertuples():
        place = -1
        for _ in range(int(row.occurrence)):
            place = texts[row.sentence_id].index(row.surface, place + 1)
        wanted.add((row.sentence_id, row.surface, row.actor_id, place))
    return wanted


def test_no_name_is_missed_and_none_is_wrong(edition):
    assert sorted(read_by_hand(edition) - named(edition)) == []
    assert sorted(named(edition) - read_by_hand(edition)) == []


def test_every_mention_stands_where_it_says(edition):
    for row in edition.mentions.itertuples():
        assert edition.record.source[row.start : row.end] == row.surface


@pytest.mark.parametrize(
    ("surface", "actor"),
    [
        ("Polish Communist Party", "polish_communist_party"),
        ("CC CPC", "cc_cpc"),
        ("Communist Party of China", "cpc"),
        ("8th and 4th armies", "eighth_fourth_armies"),
        ("Chinese Communists", "chinese_communists"),
        ("RCP(b)", "cpsu"),
    ],
)
def test_the_longest_name_wins(edition, surface, actor):
    assert set(edition.mentions.loc[edition.mentions["surface"] == surface, "actor_id"]) == {actor}


def test_a_name_broken_by_a_page_is_one_mention(edition):
    assert edition.mentions["surface"].str.contains("Soviet\n\nUnion").sum() == 1


def test_every_pronoun_that_is_resolved_stands_in_its_sentence(edition):
    texts = edition.utterances.set_index("sentence_id")["text"]
    actors = set(edition.actors["actor_id"])
    for row in read_coding("coreference", ["sentence_id", "surface", "occurrence", "actor_id", "doubt"]).itertuples():
        found = pd.Series([texts[row.sentence_id]]).str.count(rf"(?i)(?<!\w){row.surface}(?!\w)").item()
        assert found >= int(row.occurrence), row
        assert row.actor_id in actors, row


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("a,Ann,persona,,,\n", "line 2, column kind: found 'persona'; expected one of person"),
        (
            "a,Ann,person,,Ann|X,\nb,Bob,person,,Bob|X,\n",
            "line 3, column aliases: found 'X'; expected a name that a does not claim",
        ),
        ("a,Ann,person,,,\na,Bob,person,,,\n", "line 3, column actor_id: found 'a'; expected an identifier"),
    ],
)
def test_a_bad_authority_list_is_refused_by_line(tmp_path, lines, message):
    (tmp_path / "actors.csv").write_text("actor_id,name,kind,affiliation,aliases,note\n" + lines)
    with pytest.raises(CodingError, match=message):
        read_actors(tmp_path)


def test_a_wrong_header_is_refused_by_name(tmp_path):
    (tmp_path / "actors.csv").write_text("id,name\n")
    with pytest.raises(CodingError, match=r"actors.csv: found the columns id, name; expected actor_id"):
        read_actors(tmp_path)
