"""Each square shows whether a telling has a grievance; what this record alone has stands at the foot."""

import pytest
from matplotlib.colors import to_hex

from helpers import charts, claims
from helpers.charts.style import FAINT, PAGE, PALE, ROOM
from helpers.files import FigureError
from tests.charts.marks import lines, patches, said


@pytest.fixture(scope="module")
def tables(utterances):
    return claims.read_retellings(utterances)


@pytest.fixture(scope="module")
def chart(tables):
    return charts.retold(*tables)


@pytest.fixture(scope="module")
def often(tables):
    """Grievance → how many other tellings have it, in any words."""
    counted = claims.how_often_told(*tables).set_index("grievance")
    return counted["told"] + counted["in_other_words"]


def marks(figure):
    """(grievance, telling) → its answer and its square."""
    squares = [patch for patch in patches(figure) if patch.get_gid()]
    return {tuple(patch.get_gid().split(":")[:2]): (patch.get_gid().split(":")[2], patch) for patch in squares}


def test_the_page_has_a_square_for_each_pair_of_which_something_was_seen(chart, tables):
    grievances, tellings, cells = tables
    squares = marks(chart.figure(PAGE))
    seen = cells.groupby("telling")["cell"].agg(lambda answers: (answers != "not seen").any())
    assert set(squares) == {(row.grievance, row.telling) for row in cells.itertuples() if seen[row.telling]}
    assert len(chart.table) == len(squares)
    own = set(tellings.loc[tellings["source_or_text"] == "", "telling"])
    for row in cells[cells["telling"].map(seen)].itertuples():
        assert squares[row.grievance, row.telling][0] == ("here " * (row.telling in own) + row.cell).replace(
            "here yes", "here"
        )


def test_a_square_looks_as_the_key_says(chart):
    figure = chart.figure(PAGE)
    texts = said(figure)
    assert texts["key:here"].get_text() == "this record," and texts["key:yes"].get_text() == "told elsewhere,"
    here, told = (to_hex(texts[f"key:{term}"].get_color()) for term in ("here", "yes"))
    looks = {}
    for answer, square in marks(figure).values():
        edge = to_hex(square.get_edgecolor()) if square.get_linewidth() else None
        looks.setdefault(answer, set()).add(
            (to_hex(square.get_facecolor()), edge, square.get_hatch(), square.get_linestyle())
        )
    pale, faint = PALE.lower(), FAINT.lower()
    assert looks == {
        "here": {(here, None, None, "solid")},
        "here in other words": {("#ffffff", here, "//////", "solid")},
        "yes": {(told, None, None, "solid")},
        "in other words": {("#ffffff", told, "//////", "solid")},
        "not in it": {(pale, None, None, "solid")},
        "before it happened": {("#ffffff", None, None, "solid")},
        "not seen": {("#ffffff", faint, None, ":")},
    }
    key = " ".join(text.get_text() for text in figure.texts)
    assert "hatched in other words. Grey: not in it. Dotted: not seen. Empty: before it happened." in key


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_a_square_stands_beside_its_grievance_and_under_its_telling(chart, tables, build):
    grievances, tellings, _ = tables
    figure = chart.figure(build)
    squares, texts = marks(figure), said(figure)
    labels = dict(zip(grievances["grievance"], grievances["label"]))
    order = [telling for telling in tellings["telling"] if any(pair[1] == telling for pair in squares)]
    for (grievance, telling), (_, square) in squares.items():
        name = texts[f"{grievance}:name"]
        assert labels[grievance].startswith(name.get_text().removesuffix(" …"))
        assert square.get_y() < name.get_position()[1] < square.get_y() + square.get_height()
        if build is PAGE:
            middle = square.get_x() + square.get_width() / 2
            assert texts[f"telling:{telling}"].get_position()[0] == pytest.approx(middle)
    first = next(iter(squares))[0]
    places = [squares[first, telling][1].get_x() for telling in order]
    assert places == sorted(places)
    short, date = (dict(zip(tellings["telling"], tellings[column])) for column in ("short", "date"))
    if build is PAGE:
        for telling in order:
            assert short[telling].startswith(texts[f"telling:{telling}"].get_text())
    # Over each telling runs the line of its year.
    drawn = {line.get_gid(): line.get_xdata() for line in lines(figure) if line.get_gid()}
    for telling in order:
        square, year = squares[first, telling][1], date[telling].lstrip("{[")[:4]
        begin, end = drawn[f"year:{year}:line"]
        assert begin < square.get_x() + square.get_width() / 2 < end
        assert texts[f"year:{year}"].get_text() in (year, f"’{year[2:]}")


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_the_rows_fall_from_the_most_told_to_what_stands_here_alone(chart, often, build):
    figure = chart.figure(build)
    rows = {gid.removesuffix(":count"): text for gid, text in said(figure).items() if gid.endswith(":count")}
    from_top = sorted(rows, key=lambda grievance: rows[grievance].get_position()[1])
    counts = [often[grievance] for grievance in from_top]
    assert [int(rows[grievance].get_text()) for grievance in from_top] == counts
    assert counts == sorted(counts, reverse=True)
    squares = marks(figure)
    for grievance in from_top:
        told = [
            pair
            for pair, (answer, _) in squares.items()
            if pair[0] == grievance and answer in ("yes", "in other words")
        ]
        assert len(told) == often[grievance]
    # A room has all that stands here alone, and of the others those that are told most.
    assert set(often[often == 0].index) <= set(from_top)
    left_out = often[~often.index.isin(from_top)]
    assert left_out.empty or left_out.max() <= min(count for count in counts if count)


def test_in_a_room_the_rows_end_above_the_source_line(chart):
    figure = chart.figure(ROOM)
    lowest = max(square.get_y() + square.get_height() for _, square in marks(figure).values())
    source = min(text.get_position()[1] for gid, text in said(figure).items() if gid.startswith("source:"))
    assert lowest < source


def test_the_claim_counts_the_rows_without_another_telling(chart, often, tables):
    alone = [gid for gid, text in said(chart.figure(PAGE)).items() if gid.endswith(":count") and text.get_text() == "0"]
    assert len(alone) == (often == 0).sum()
    assert chart.claim.startswith(f"{len(alone)} of {len(often)} grievances stand in this record alone")
    for row in tables[0].itertuples():
        assert f"{row.label} {often[row.grievance]}" in chart.alternative


def test_an_unknown_answer_is_refused(tables):
    grievances, tellings, cells = tables
    changed = cells.assign(cell=cells["cell"].replace("not in it", "hardly"))
    with pytest.raises(FigureError, match="figure retold, .* in .*: found .hardly.; expected one of yes, in other"):
        charts.retold(grievances, tellings, changed)
