"""The course of speech: every sentence is a bar in its speaker's strip, in the look of its mode, named in words."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers import charts
from helpers.charts.style import COLUMN, PAGE, ROOM
from helpers.files import FigureError
from tests.charts.marks import claim_of, colour, marks, meeting, middle, texts

BUILDS = [PAGE, ROOM, COLUMN]
NARRATOR = "narrator"
# What the key says of a mode, and the look that it says: fill and hatch.
SAID = {"direct": "Filled:", "free_indirect": "Hatched:", "indirect": "Striped:", "narration": "Hollow:"}


@pytest.fixture(scope="module")
def chart(cells):
    """As the notebook draws it."""
    return cells.chart("course-of-speech")


def bars(chart, build):
    """Sentence → its bar."""
    drawn = marks(chart.figure(build))
    return {row.sentence_id: drawn[f"{row.sentence_id}:{row.mode}"] for row in chart.table.itertuples()}


@pytest.mark.parametrize("build", BUILDS)
def test_every_sentence_is_a_bar_as_long_as_its_text_at_its_place(chart, utterances, build):
    drawn, table = bars(chart, build), chart.table
    assert list(table["sentence_id"]) == list(utterances["sentence_id"])
    assert list(table["length"]) == list(utterances["end"] - utterances["start"])
    first, last = drawn[table["sentence_id"].iloc[0]], drawn[table["sentence_id"].iloc[-1]]
    scale = (last.get_x() + last.get_width() - first.get_x()) / (table["begins"].iloc[-1] + table["length"].iloc[-1])
    for row in table.itertuples():
        bar = drawn[row.sentence_id]
        assert bar.get_x() == pytest.approx(first.get_x() + row.begins * scale)
        assert bar.get_width() == pytest.approx(row.length * scale)


@pytest.mark.parametrize("build", BUILDS)
def test_every_bar_stands_in_the_strip_under_the_name_of_its_speaker(chart, build):
    drawn, said, counts = marks(chart.figure(build)), bars(chart, build), chart.table["speaker"].value_counts()
    names = {speaker: drawn[f"{speaker}:name"].get_position()[1] for speaker in counts.index}
    strips = {}
    for speaker, rows in chart.table.groupby("speaker"):
        places = {(said[one].get_y(), said[one].get_height()) for one in rows["sentence_id"]}
        assert len(places) == 1
        strips[speaker] = places.pop()
        top = strips[speaker][0]
        # The name that stands next above a strip is that of its speaker, and the number is that of its bars.
        assert max((y, name) for name, y in names.items() if y < top)[1] == speaker
        assert drawn[f"{speaker}:number"].get_position()[1] == names[speaker]
        assert texts(chart.figure(build))[f"{speaker}:number"] == f"{len(rows)} sentences"
    spoken = [speaker for speaker in counts.index if speaker != NARRATOR]
    order = sorted(strips, key=lambda speaker: strips[speaker][0])
    assert order == [*spoken, NARRATOR] and strips[order[0]][1] == max(height for _, height in strips.values())


@pytest.mark.parametrize("build", BUILDS)
def test_names_are_those_that_people_say(chart, build):
    said = texts(chart.figure(build))
    assert [said[f"{one}:name"] for one in ("Mao Zedong", "P. F. Yudin", NARRATOR)] == ["Mao", "Yudin", "Narration"]


@pytest.mark.parametrize("build", BUILDS)
def test_the_bars_of_a_mode_look_as_the_key_says(chart, build):
    drawn, said, looks = marks(chart.figure(build)), bars(chart, build), {}
    for mode, rows in chart.table.groupby("mode"):
        found = {
            (colour(said[one]), to_hex(said[one].get_edgecolor()), said[one].get_hatch() or "")
            for one in rows["sentence_id"]
        }
        assert len(found) == 1
        looks[mode] = found.pop()
        assert drawn[f"key:{mode}"].get_text() == SAID[mode]
        fill, edge, hatch = looks[mode]
        hollow = mode in ("free_indirect", "narration")
        assert colour(drawn[f"key:{mode}"]) == (edge if hollow else fill)
        assert (fill == "#ffffff") == hollow and (hatch[:1] or None) == {"free_indirect": "/", "indirect": "-"}.get(
            mode
        )
    assert len(set(looks.values())) == len(SAID) == len(looks)


def test_the_explanations_follow_their_words(chart):
    for build in BUILDS:
        key = "".join(text.get_text() for text in chart.figure(build).texts)
        key = " ".join(key.split())
        for mode, words in (("direct", "first person"), ("free_indirect", "no cue"), ("indirect", "with a cue")):
            assert words in key.partition(SAID[mode])[2][:30]


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_the_cues_with_which_yudin_breaks_in_stand_over_his_bars(chart, utterances, build):
    drawn, said = marks(chart.figure(build)), bars(chart, build)
    own = utterances[utterances["speaker"] == "P. F. Yudin"]
    begun = own[own.index.to_series().diff() != 1]
    cues = {gid.removesuffix(":cue"): drawn[gid] for gid in drawn if gid.endswith(":cue")}
    assert {one: text.get_text() for one, text in cues.items()} == dict(zip(begun["sentence_id"], begun["cue"]))
    places = [cues[one].get_position()[0] for one in begun["sentence_id"]]
    assert places == sorted(places)
    for one, text in cues.items():
        assert text.get_position()[1] < said[one].get_y()
        assert abs(text.get_position()[0] - said[one].get_x()) < chart.figure(build).get_size_inches()[0] * 72 / 10


@pytest.mark.parametrize("build", BUILDS)
def test_the_claim_and_the_texts_count_what_the_table_has(chart, build):
    counts = chart.table["speaker"].value_counts()
    given = f"{counts['Mao Zedong']} to Mao, {counts['P. F. Yudin']} to Yudin"
    assert chart.claim == f"Of {len(chart.table)} sentences the rules give {given}"
    assert claim_of(chart.figure(build)) == chart.claim
    assert f"n = {len(chart.table)} sentences" in chart.source and f"n = {len(chart.table)} sentences" in chart.caption
    assert f"Mao {counts['Mao Zedong']} (" in chart.alternative
    for mode, number in chart.table.loc[chart.table["speaker"] == "Mao Zedong", "mode"].value_counts().items():
        assert f"{number} {mode.replace('_', ' ')}" in chart.alternative


@pytest.mark.parametrize("build", BUILDS)
def test_the_record_runs_from_left_to_right_and_no_words_meet(chart, build):
    drawn = marks(chart.figure(build))
    begins, ends = drawn["axis:beginning of the record"], drawn["axis:end"]
    assert begins.get_text() == "beginning of the record" and ends.get_text() == "end"
    assert begins.get_position()[0] < ends.get_position()[0]
    lowest = max(middle(bar) for bar in bars(chart, build).values())
    assert begins.get_position()[1] == ends.get_position()[1] > lowest
    assert meeting(chart.figure(build)) == []


def test_a_record_in_which_nobody_speaks_is_refused():
    rows = {"sentence_id": ["a1"], "speaker": NARRATOR, "mode": "narration", "cue": "", "start": 0, "end": 9}
    with pytest.raises(FigureError, match="no sentence of a speaker"):
        charts.course_of_speech(pd.DataFrame(rows))


def test_without_names_the_speaker_stands_as_the_table_has_him_and_a_missing_mode_is_not_in_the_key():
    rows = pd.DataFrame(
        {
            "sentence_id": ["a1", "a2", "a3"],
            "speaker": ["Velin", "Orlen", "Velin"],
            "mode": "indirect",
            "cue": ["said Velin", "he asked", None],
            "start": [0, 20, 40],
            "end": [19, 39, 59],
        }
    )
    chart = charts.course_of_speech(rows)
    assert chart.claim == "Of 3 sentences the rules give 2 to Velin, 1 to Orlen"
    drawn = marks(chart.figure(PAGE))
    assert drawn["a2:cue"].get_text() == "he asked"
    assert [gid for gid in drawn if gid.startswith("key:")] == ["key:indirect"]
