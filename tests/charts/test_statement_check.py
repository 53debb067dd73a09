"""Each check stands in the row of its part and the block of its verdict, and what Mao tells again looks different."""

import pytest
from matplotlib.colors import to_hex

from helpers import charts, claims
from helpers.charts.style import PAGE, ROOM
from helpers.files import FigureError, read_coding
from tests.charts.marks import lines, patches, said

BLOCKS = {
    "agree": {"agrees"},
    "differ or contradict": {"differs in date", "differs in cause", "contradicts"},
    "open": {"not decided", "no other document found"},
}


@pytest.fixture(scope="module")
def outline():
    return read_coding("outline", ["first", "last", "topic"])


@pytest.fixture(scope="module")
def checks(utterances):
    return claims.read_statement_check(utterances)


@pytest.fixture(scope="module")
def chart(checks, utterances, outline):
    return charts.statement_check(checks, utterances, outline)


def drawn(figure):
    """Check → its mark, with its middle, its fill and its edge."""
    found = {}
    for square in patches(figure):
        middle = square.get_x() + square.get_width() / 2, square.get_y() + square.get_height() / 2
        found[square.get_gid()] = (
            middle,
            to_hex(square.get_facecolor()),
            to_hex(square.get_edgecolor()),
            square.get_hatch(),
        )
    for line in lines(figure):
        found[line.get_gid()] = (line.get_xdata()[0], line.get_ydata()[0]), "dot", to_hex(line.get_color()), None
    return {gid.split(":")[0]: mark for gid, mark in found.items() if gid}


def block_of(verdict):
    (block,) = [block for block, verdicts in BLOCKS.items() if verdict in verdicts]
    return block


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_every_check_stands_under_the_head_of_its_verdict(chart, checks, build):
    figure = chart.figure(build)
    found, texts = drawn(figure), said(figure)
    assert set(found) == set(checks["check_id"]) and len({mark[0] for mark in found.values()}) == len(checks)
    begins = {block: texts[f"{block}:sum"].get_position()[0] for block in BLOCKS}
    for row in checks.itertuples():
        x = found[row.check_id][0][0]
        nearest = max((block for block in BLOCKS if begins[block] <= x), key=begins.get)
        assert nearest == block_of(row.verdict), row.check_id


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_every_check_stands_in_the_row_of_the_part_its_sentence_is_in(chart, checks, utterances, outline, build):
    figure = chart.figure(build)
    found = drawn(figure)
    ids = list(utterances["sentence_id"])
    part = {
        sentence: place
        for place, row in enumerate(outline.itertuples())
        for sentence in ids[ids.index(row.first) : ids.index(row.last) + 1]
    }
    labels = {}
    for gid, text in said(figure).items():
        if gid.startswith("part:"):
            labels.setdefault(gid.rpartition(":")[0], []).append(text)
    middles = [sum(text.get_position()[1] for text in lines) / len(lines) for lines in labels.values()]
    names = [" ".join(text.get_text() for text in lines) for lines in labels.values()]
    assert middles == sorted(middles) and len(names) == len(outline)
    assert all(row.topic.startswith(name) for name, row in zip(names, outline.itertuples()))
    for row in checks.itertuples():
        y = found[row.check_id][0][1]
        nearest = min(range(len(middles)), key=lambda place: abs(middles[place] - y))
        assert nearest == part[row.sentence_id], row.check_id


def test_the_words_of_the_key_have_the_look_of_what_they_name(chart, checks):
    figure = chart.figure(PAGE)
    found, texts = drawn(figure), said(figure)
    words = {"agree": "agrees", "differ or contradict": "differs (hatched) or contradicts", "open": "not decided"}
    colours = {block: to_hex(texts[f"key:{block}"].get_color()) for block in BLOCKS}
    assert len(set(colours.values())) == 3
    for block, word in words.items():
        assert texts[f"key:{block}"].get_text().startswith(word)
        assert to_hex(texts[f"{block}:sum"].get_color()) == colours[block]
    for row in checks.itertuples():
        _, fill, edge, hatch = found[row.check_id]
        colour = colours[block_of(row.verdict)]
        if row.verdict == "no other document found":
            assert (fill, edge) == ("dot", colour)
            continue
        own = row.witness == "mao again"
        assert (fill == "#ffffff") == own, row.check_id
        assert (edge if own else fill) == colour
        assert bool(hatch) == row.verdict.startswith("differs")
    assert "Hollow: Mao telling it again" in " ".join(text.get_text() for text in figure.texts)


def test_the_claim_and_the_heads_count_the_marks(chart, checks):
    found, texts = drawn(chart.figure(PAGE)), said(chart.figure(PAGE))
    sums = {block: sum(checks["verdict"].isin(verdicts)) for block, verdicts in BLOCKS.items()}
    agreeing = checks.loc[checks["verdict"] == "agrees", "check_id"]
    hollow = sum(found[check][1] == "#ffffff" for check in agreeing)
    agree = sums["agree"]
    assert chart.claim == (
        f"{agree} of {len(checks)} checks agree with the record; in {hollow} of the {agree} Mao tells it again"
    )
    assert texts["agree:sum"].get_text() == f"{sums['agree']} agree ({hollow} Mao again)"
    for block in ("differ or contradict", "open"):
        assert texts[f"{block}:sum"].get_text() == f"{sums[block]} {block}"
        assert f"{block}: {sums[block]}" in chart.alternative
    assert f"n = {len(checks)} checks of {checks['sentence_id'].nunique()} sentences" in " ".join(
        text.get_text() for gid, text in texts.items() if gid.startswith("source:")
    )


def test_a_verdict_without_a_place_is_refused(checks, utterances, outline):
    changed = checks.assign(verdict=checks["verdict"].replace("agrees", "nods"))
    with pytest.raises(FigureError, match="statement-check, c.*: found the verdict 'nods'; expected one of agrees"):
        charts.statement_check(changed, utterances, outline)


def test_a_sentence_in_no_part_is_refused(checks, utterances, outline):
    with pytest.raises(
        FigureError, match=r"statement-check, .*: found sentence s001 in no part; expected a part of outl"
    ):
        charts.statement_check(checks, utterances, outline.iloc[1:])
