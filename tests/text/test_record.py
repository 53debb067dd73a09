"""Header, paragraphs, sentences: what the record is before anybody is made to speak."""

import re

import pytest

from helpers.files.errors import RecordError
from helpers.files.paths import RECORD
from helpers.text.header import printed_citation
from helpers.text.record import parse_record

SOURCE = RECORD.read_text(encoding="utf-8")
HEAD_LINE = "RECORD OF CONVERSATION\nwith Comrade Mao Zedong\n31 March 1956"


def a_record(
    body,
    head=HEAD_LINE,
    page="**From the Journal of Ambassador P. F. Yudin**\n\nContents:\n\nTranslation - English\n\n",
    end="AMBASSADOR P. YUDIN",
):
    """An invented record in the same layout."""
    return f"{page}Secret\n{head}\n\n{body}\n\n{end}\n"


def sentences_of(body, **layout):
    return list(parse_record(a_record(body, **layout)).sentences["text"])


# ---- the header ---------------------------------------------------------------------------------


def test_a_citation_prints_the_archives_own_address(edition):
    header = edition.record.header
    on_the_copy, printed = header.value("citation"), printed_citation(header)
    assert header.value("address") in on_the_copy and header.value("address") not in printed
    host = "https://digitalarchive.wilsoncenter.org/"
    assert printed == re.sub(r"https://[^/]*/", host, on_the_copy), "something else than the host differs"
    with pytest.raises(KeyError, match="no field 'citation'"):
        printed_citation(parse_record(a_record("He said no.", page="")).header)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "From the Journal of Ambassador P. F. Yudin, Record of Conversation with Mao Zedong, 31 March 1956"),
        ("translator", "Mark Doctoroff"),
        ("printed_in", "Problemi Dalnego Vostok 5 (1994), 101-110"),
        ("credits", "This document was made possible with support from Leon Levy Foundation"),
        ("original_language", "Russian"),
        ("contents", "Translation - English"),
        ("classification", "Top Secret"),
        ("copy_number", "1"),
        ("journal_number", "289"),
        ("author", "P.F. Yudin"),
        ("interlocutor", "Comrade Mao Zedong"),
        ("signature", "AMBASSADOR OF THE USSR TO THE PRC P. YUDIN"),
    ],
)
def test_the_header_gives(edition, field, value):
    assert edition.record.header.value(field) == value


def test_the_two_archives_are_told_apart(edition):
    fields = edition.record.header.fields
    references = list(fields.loc[fields["field"] == "archive_reference", "value"])
    assert references == [
        "Archive of Foreign Policy, Russian Federation (AVPRF), fond 0100, opis 49, papka 410, delo 9, listy 87-98",
        "Center for Storage of Contemporary Documentation (TsKhSD), fond 5, opis 30, delo 163, listy 88-99",
    ]


def test_the_conversation_and_the_journal_entry_have_two_dates(edition):
    dates = edition.record.header.fields.set_index("field")["edtf"]
    assert dates["conversation_date"] == "1956-03-31"
    assert dates["journal_date"] == "1956-04-05"
    assert dates["journal_date_of_page"] == "1956-04-05"


def test_every_field_stands_where_it_says(edition):
    header, source = edition.record.header, edition.record.source
    for row in header.fields.itertuples():
        assert " ".join(source[row.start : row.end].split()).strip("*# ") == row.value


def test_a_field_that_is_not_there_is_named(edition):
    with pytest.raises(KeyError, match="no field 'publisher'; it has"):
        edition.record.header.value("publisher")


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (
            "RECORD OF CONVERSATION\nwith Premier Adel Sandor\n"
            "and Minister of Foreign Affairs Tomas Revik\n12 September 1957",
            ["Adel Sandor", "Tomas Revik"],
        ),
        ("RECORD OF CONVERSATION\nwith Madame Ilena Korvath\n18 August 1956", ["Ilena Korvath"]),
        ("RECORD OF CONVERSATION WITH THE AMBASSADOR OF INDIA K. P. S. MENON\n3 May 1957", ["K. P. S. MENON"]),
        (
            "RECORD OF CONVERSATION\nwith the Minister of Foreign Affairs of Iran, Abbas Aram\n3 May 1957",
            ["Abbas Aram"],
        ),
        (
            "RECORD OF CONVERSATION\nwith Chairman of the Planning Commission Emil Tarrant\n4 July 1961",
            ["Emil Tarrant"],
        ),
    ],
)
def test_interlocutors_lose_their_titles(head, names):
    header = parse_record(a_record("He said no.", head=head)).header
    assert [person.name for person in header.interlocutors] == names


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "''", "‘’"])
def test_a_mark_that_closes_after_the_stop_belongs_to_its_sentence(marks):
    first, last = marks
    body = f"It was {first}late.{last} {first}He{last} left."
    assert list(parse_record(a_record(body)).sentences["text"]) == [
        f"It was {first}late.{last}",
        f"{first}He{last} left.",
    ]


# ---- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("   \n", "found an empty text"),
        ("Only a letter.\n\nWith best wishes", "found no line 'RECORD OF CONVERSATION'"),
        (SOURCE[: SOURCE.index("Today I visited")], "no body after it"),
        (SOURCE[: SOURCE.index("Today I visited")] + "AMBASSADOR OF THE USSR P. YUDIN", "no text between them"),
        (SOURCE[: SOURCE.index("AMBASSADOR OF THE USSR")], "found no signature"),
    ],
)
def test_half_a_record_is_refused_with_what_was_found_and_expected(text, message):
    with pytest.raises(RecordError, match=re.escape(message)) as error:
        parse_record(text)
    assert "expected" in str(error.value)


# ---- sentences ----------------------------------------------------------------------------------


def test_the_body_has_164_sentences_in_36_paragraphs(edition):
    assert len(edition.record.sentences) == 164
    assert len(edition.record.paragraphs) == 36


def test_nothing_is_lost_the_rows_rebuild_the_body(edition):
    body = SOURCE[SOURCE.index("Today I visited") : SOURCE.index("AMBASSADOR OF THE USSR TO THE PRC")]
    assert " ".join(edition.record.sentences["text"]) == " ".join(body.split())


def test_offsets_are_in_order_and_hold_the_text(edition):
    rows = edition.record.sentences
    assert (rows["start"] < rows["end"]).all()
    assert (rows["end"].shift(fill_value=0) <= rows["start"]).all()
    for row in rows.itertuples():
        assert " ".join(SOURCE[row.start : row.end].split()) == row.text


def test_four_page_breaks_run_through_a_sentence(edition):
    broken = edition.record.sentences.loc[edition.record.sentences["broken"], "text"]
    assert [
        re.search(words, text) is not None
        for words, text in zip(
            [
                "ultra-leftist that Li Lisan's line",
                "we were satisfied",
                "by the Soviet Union to assume",
                "more freely on a range",
            ],
            broken,
            strict=True,
        )
    ] == [True] * 4


def test_the_list_has_seven_points_and_two_comments(edition):
    listed = edition.record.sentences.dropna(subset=["item"])
    assert list(listed["item"]) == [1, 2, 3, 3, 4, 4, 5, 6, 7]


def test_what_stalin_says_in_quotation_marks_stays_one_sentence(edition):
    quoted = [text for text in edition.record.sentences["text"] if "That's good!" in text]
    assert len(quoted) == 1 and quoted[0].endswith('without our help."')


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "P. F. Yudin came. He met [A.I.] Mikoyan, i.e. Anastas. All left.",
            ["P. F. Yudin came.", "He met [A.I.] Mikoyan, i.e. Anastas.", "All left."],
        ),
        ("It was Stalin's. To this he agreed.", ["It was Stalin's.", "To this he agreed."]),
        ("He met with me. Mao Zedong left.", ["He met with me.", "Mao Zedong left."]),
        ("They sold rice, tea, etc. The price rose.", ["They sold rice, tea, etc.", "The price rose."]),
        ("He said: “I know. We all know.” Then he left.", ["He said: “I know. We all know.”", "Then he left."]),
        ('He said, "No." I rose.', ['He said, "No."', "I rose."]),
        ("No, he said no. Then? Yes!", ["No, he said no.", "Then?", "Yes!"]),
        (
            'An unclosed "quotation stands here. Nothing follows.',
            ['An unclosed "quotation stands here.', "Nothing follows."],
        ),
    ],
)
def test_where_sentences_end(body, expected):
    assert sentences_of(body) == expected


def test_a_sentence_torn_by_a_page_break_is_one_row_even_before_a_capital():
    parsed = parse_record(a_record("It was taken by the Soviet\n\nUnion in May. He left."))
    assert list(parsed.sentences["text"]) == ["It was taken by the Soviet Union in May.", "He left."]
    assert list(parsed.sentences["broken"]) == [True, False]
    assert list(parsed.sentences["paragraph"]) == [1, 1]


def test_a_page_number_between_paragraphs_is_set_aside_and_kept():
    parsed = parse_record(a_record("He came.\n\n- 88 -\n\nHe left."))
    assert list(parsed.sentences["text"]) == ["He came.", "He left."]
    assert list(parsed.layout["text"]) == ["- 88 -"]


def test_a_year_at_the_start_of_a_line_is_no_list():
    assert (
        parse_record(a_record("He named years:\n1930. It was bad.\n1931. It was worse.")).sentences["item"].isna().all()
    )


def test_a_record_without_a_list_has_no_items():
    assert parse_record(a_record("He came. He left.")).sentences["item"].isna().all()


def test_a_list_point_that_stands_in_its_own_paragraph_is_still_a_point():
    parsed = parse_record(a_record("Two things:\n\n1. Bread;\n\n2. Salt. He smiled."))
    assert [
        None if item is None else item
        for item in parsed.sentences["item"].astype(object).where(parsed.sentences["item"].notna(), None)
    ] == [None, 1, 2, 2]


def test_an_unfinished_last_sentence_is_not_joined_to_the_signature():
    assert sentences_of("He came. He promised to")[-1] == "He promised to"
