"""A bad cell in a hand-made table is refused by file, line, column, with what was found and what was expected."""

import pytest

from helpers.files.coding import read_coding
from helpers.files.errors import CodingError
from helpers.proof.checks import check_coding
from helpers.speech.cues import read_cues
from tests.shared import spoil


def test_the_tables_of_this_edition_pass(edition):
    check_coding(edition)


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        (
            "utterances",
            "\ns004,Mao Zedong,",
            "\ns004,Mao Zedonk,",
            r"utterances.csv, line 5, column speaker: found 'Mao Zedonk'; expected one of",
        ),
        (
            "utterances",
            ",free_indirect,",
            ",freee,",
            r"utterances.csv, line \d+, column mode: found 'freee'; expected one of narration",
        ),
        (
            "utterances",
            "\ns004,",
            "\ns003,",
            r"utterances.csv, line 5, column sentence_id: found 's003'; expected a key that no line before has",
        ),
        (
            "utterances",
            "\ns164,",
            "\ns999,",
            r"utterances.csv, line 165, column sentence_id: found 's999'; expected a sentence of the record",
        ),
        (
            "quantities",
            ",300000,",
            ",many,",
            r"quantities.csv, line \d+, column value: found 'many'; expected a number from 0 on",
        ),
        (
            "coreference",
            ",mao,",
            ",nobody,",
            r"coreference.csv, line \d+, column actor_id: found 'nobody'; expected an actor of actors.csv",
        ),
        ("mentions", "\ns001,", "\ns000,", r"mentions.csv, line 2, column sentence_id: found 's000'"),
        ("positions", "\nbukharin,", "\nnobody,", r"positions.csv, line \d+, column actor_id: found 'nobody'"),
        (
            "positions",
            "\nstalin,Stalin,0.",
            "\nstalin,Stalin,9.",
            r"positions.csv, line \d+, column x: found '9\.\d+'; expected a number from 0 to 1",
        ),
        (
            "series",
            "\nparty_program,",
            "\nred_army,",
            r"series.csv, line 6, column series: found 'red_army'; expected a key",
        ),
        ("series", ",Red Army,", ",,", r"series.csv, line 2, column keywords: found ''; expected words"),
        (
            "addresses",
            "\nhttps://",
            "\nthe archive https://",
            r"addresses.csv, line 2, column on_the_copy: found 'the archive https://",
        ),
        (
            "addresses",
            ",https://",
            ",javascript:",
            r"addresses.csv, line 2, column address: found 'javascript:.*expected a whole address",
        ),
        ("titles", ",office,", ",job,", r"titles.csv, line 2, column kind: found 'job'; expected one of office,"),
        (
            "titles",
            "\nking,office,",
            "\nenvoy,office,",
            r"titles.csv, line \d+, column word: found 'envoy'; expected a word",
        ),
        (
            "titles",
            "\ncomrade,honorific,Comrade Mao Zedong",
            "\ncomrade,honorific,",
            r"titles.csv, line \d+, column passage: found ''; expected words of a text in which 'comrade' stands",
        ),
        (
            "speech_words",
            "\nwalk,meeting,",
            "\nWalk,meeting,",
            r"speech_words.csv, line \d+, column word: found 'Walk'; expected a word in lower case",
        ),
        (
            "speech_words",
            "\nwalk,meeting,",
            "\ntalk,meeting,",
            r"speech_words.csv, line \d+, column word: found 'talk'; expected a word in lower case that no line before",
        ),
    ],
)
def test_a_bad_cell_is_refused(edition, coding, table, old, new, message):
    spoil(coding / f"{table}.csv", old, new)
    with pytest.raises(CodingError, match=message):
        check_coding(edition, coding)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'words,note\n"unclosed,x\n',
        b"words,note\na,b,c\n",
        "words,note\nperhaps,ü\n".encode("latin-1"),
        b"\x89PNG\r\n\x1a\n\x00\xff",
        b"words,note\n,x\n",
        b"words,note\nperhaps\n",
    ],
)
def test_a_table_that_cannot_be_read_is_refused_by_name(tmp_path, content):
    (tmp_path / "hedges.csv").write_bytes(content)
    with pytest.raises(CodingError, match=r"hedges\.csv"):
        read_coding("hedges", ["words", "note"], tmp_path)


@pytest.mark.parametrize("forms", ["stated||states", "gave ...", "... attention"])
def test_an_empty_verb_is_refused(tmp_path, forms):
    (tmp_path / "cues.csv").write_text(f"forms,sense,note\n{forms},say,\n", encoding="utf-8")
    with pytest.raises(CodingError, match=r"cues.csv, line 2, column forms: found .* expected a verb or phrase"):
        read_cues(tmp_path)
