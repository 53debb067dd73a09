"""Any text at all either parses, with nothing lost and all offsets in order, or is refused with the documented
error."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers.claims.quantities import find_quantities
from helpers.files.errors import RecordError
from helpers.people.actors import authority, no_actors
from helpers.people.mentions import find_mentions
from helpers.speech.cues import read_cues
from helpers.speech.hedges import read_hedges
from helpers.speech.rules import find_utterances
from helpers.text.record import parse_record

LEXICON, HEDGES = read_cues(), read_hedges()
PIECES = st.sampled_from(
    [
        "He said that",
        "I told",
        "Lo Senh",
        "said Lo Senh,",
        '"',
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        ".",
        "...",
        "?!",
        ",",
        ";",
        ":",
        "\n",
        "\n\n",
        "\r\n",
        "1. ",
        "2. ",
        "3) ",
        "- 12 -",
        "300,000",
        "one and a half million",
        "1934-35",
        "30 March",
        "99%",
        "the",
        "King",
        "i.e.",
        "No. 5",
        "A.",
        "'s",
        "Я",
        "毛",
        "\x0c",
        "\u2028",
        " ",
        "\t",
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=12), max_size=60).map(" ".join)
LAYOUT = (
    "Secret\nFrom the Journal of\nK. D. Voronin\n2 December 1960\n"
    "RECORD OF CONVERSATION\nwith Comrade Lo Senh\n29 November 1960\n\n"
    "{}\n\nCOUNSELOR K. VORONIN\n"
)


def check(source):
    """Parse, or be refused; what is parsed loses nothing."""
    try:
        record = parse_record(source)
    except RecordError as error:
        assert "found" in str(error) and "expected" in str(error)
        return
    spans = sorted(
        [*zip(record.sentences["start"], record.sentences["end"]), *zip(record.layout["start"], record.layout["end"])]
    )
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:]))
    body = source[record.header.body.start : record.header.body.end]
    assert "".join("".join(source[start:end].split()) for start, end in spans) == "".join(body.split())
    for row in record.sentences.itertuples():
        assert " ".join(source[row.start : row.end].split()) == row.text
    actors = authority(record.header, no_actors())
    mentions = find_mentions(record, actors)
    speech = find_utterances(record, actors, mentions, LEXICON, HEDGES)
    assert list(speech["text"]) == list(record.sentences["text"])
    assert set(speech["mode"]) <= {"narration", "indirect", "free_indirect", "direct"}
    assert ((speech["speaker"] == "narrator") == (speech["mode"] == "narration")).all()
    for row in speech.dropna(subset=["cue_start"]).itertuples():
        assert row.start <= row.cue_start < row.cue_end <= row.end
    for row in find_quantities(source, speech, []).itertuples():
        assert source[row.start : row.end] == row.surface


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES)
@example('He said: "No.\n\n12\n\nYes. (1. 2. 3.')
def test_any_body_in_the_layout(body):
    check(LAYOUT.format(body))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=300) | BODIES)
@example("RECORD OF CONVERSATION")
@example("RECORD OF CONVERSATION\n\n.\n\nA")
def test_any_text_at_all(text):
    check(text)
