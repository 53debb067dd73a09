"""What is drawn of the seven points is what the tables say: each square, each cell, each word that explains them."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers import charts, claims
from helpers.charts.points import day_of
from helpers.charts.sheet import text_width
from helpers.charts.style import COLUMN, PAGE, ROOM
from helpers.files import FigureError
from tests.charts.marks import patches, said


@pytest.fixture(scope="module")
def table(edition):
    themes, bearings, _ = claims.read_about_points(edition.points, edition.utterances)
    return claims.elaborated(edition.points, themes, bearings)


@pytest.fixture(scope="module")
def space(edition, table):
    return claims.space_taken(table, claims.read_about_points(edition.points, edition.utterances)[2])


@pytest.fixture(scope="module")
def texts(edition):
    return claims.read_concordance(edition.points)[1]


@pytest.fixture(scope="module")
def matrix(edition, texts):
    return claims.concordance_matrix(edition.points, claims.read_concordance(edition.points)[0], texts)


def marks(figure):
    return {patch.get_gid(): patch for patch in patches(figure) if patch.get_gid()}


def look(patch):
    """Fill and edge of a mark."""
    return to_hex(patch.get_facecolor()), to_hex(patch.get_edgecolor())


@pytest.mark.parametrize("build", [PAGE, ROOM, COLUMN], ids=lambda build: build.name)
def test_every_theme_has_its_squares_beside_its_name_in_the_order_of_the_table(space, build):
    figure = charts.room_taken(space).figure(build)
    squares, texts = marks(figure), said(figure)
    assert len(squares) == space["sentences"].sum()
    for group, part in space.groupby("group"):
        heights = []
        for row in part.itertuples():
            mine = [squares[f"{group}:{row.theme}:{number}"] for number in range(row.sentences)]
            name, count = texts[f"{group}:{row.theme}:name"], texts[f"{group}:{row.theme}:count"]
            assert (name.get_text(), count.get_text()) == (row.theme, str(row.sentences))
            assert {round(square.get_y(), 3) for square in mine} == {round(mine[0].get_y(), 3)}
            assert abs(mine[0].get_y() + mine[0].get_height() / 2 - name.get_position()[1]) < mine[0].get_height() / 2
            assert [square.get_x() for square in mine] == sorted({square.get_x() for square in mine})
            heights.append(mine[0].get_y())
        assert heights == sorted(heights)


def test_filled_is_what_no_point_names_and_hollow_what_bears_on_a_point(space):
    figure = charts.room_taken(space).figure(PAGE)
    squares, texts = marks(figure), said(figure)
    for group, word in {"beyond": "Filled:", "listed": "Hollow:"}.items():
        colour = to_hex(texts[f"key:{group}"].get_color())
        mine = {look(square) for gid, square in squares.items() if gid.startswith(f"{group}:")}
        assert texts[f"key:{group}"].get_text() == word
        assert mine == {(colour if word == "Filled:" else "#ffffff", colour)}
        assert texts[f"{group}:sum"].get_text() == str(space.loc[space["group"] == group, "sentences"].sum())
        assert to_hex(texts[f"{group}:sum"].get_color()) == colour
    assert texts["beyond:head"].get_text() == "Faults that none of his points names"
    assert texts["listed:head"].get_text() == "His points, and what bears on them"
    key = " ".join(text.get_text() for text in figure.texts)
    assert "it finds a fault that no point names" in key.partition("Filled:")[2].partition("Hollow:")[0]


def test_the_claim_sets_the_larger_sum_first(space):
    sums = space.groupby("group")["sentences"].sum()
    chart = charts.room_taken(space)
    assert sums["beyond"] > sums["listed"]
    number = (space["group"] == "listed").sum()
    assert chart.claim.startswith(
        f"{sums['beyond']} sentences for faults not named in the {number} points, {sums['listed']} "
    )
    exchanged = space.assign(group=space["group"].map({"listed": "beyond", "beyond": "listed"}))
    assert charts.room_taken(exchanged).claim.startswith(f"{sums['beyond']} sentences for what is named in the ")
    for row in space.itertuples():
        assert f"{row.theme} {row.sentences}" in chart.alternative


def test_a_theme_of_no_group_is_refused(space):
    with pytest.raises(FigureError, match="room-taken, .*: found the group 'aside'; expected listed or beyond"):
        charts.room_taken(space.assign(group="aside"))


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_every_cell_says_what_the_text_has_under_its_text_and_beside_its_point(matrix, table, texts, build):
    figure = charts.concordance(matrix, table, texts).figure(build)
    cells, written = marks(figure), said(figure)
    assert len(cells) == len(matrix)
    for row in matrix.itertuples():
        cell = cells[f"{row.point}:{row.text_id}:{row.present}"]
        lines = [text.get_text() for gid, text in written.items() if gid.startswith(f"{row.point}:{row.text_id}:gist")]
        assert " ".join(lines) == (row.gist or row.present)
        assert written[f"{row.text_id}:head0"].get_position()[0] == cell.get_x()
        top = cell.get_y()
        names = [text for gid, text in written.items() if gid.startswith(f"{row.point}:name")]
        assert all(top < text.get_position()[1] < top + cell.get_height() for text in names)
        (theme,) = table.loc[table["point"].astype(str) == row.point, "theme"]
        assert " ".join(text.get_text() for text in names) == f"{row.point} {theme}"
    for row in texts.itertuples():
        head = " ".join(text.get_text() for gid, text in written.items() if gid.startswith(f"{row.text_id}:head"))
        assert head.startswith(f"{row.author.removeprefix('N. S. ')} {day_of(row.date)}")
        assert build is ROOM or row.title.startswith(head.partition(day_of(row.date))[2].strip())
    columns = [written[f"{text}:head0"].get_position()[0] for text in texts["text_id"]]
    rows = [written[f"{point}:name0"].get_position()[1] for point in table["point"]]
    assert columns == sorted(columns) and rows == sorted(rows)


@pytest.mark.parametrize("build", [PAGE, ROOM], ids=lambda build: build.name)
def test_no_words_run_out_of_their_cell(matrix, table, texts, build):
    figure = charts.concordance(matrix, table, texts).figure(build)
    cells = marks(figure)
    for text in figure.texts:
        gid = text.get_gid() or ""
        if ":gist" in gid:
            (cell,) = [mark for name, mark in cells.items() if name.startswith(gid.partition(":gist")[0] + ":")]
            begin = text.get_position()[0]
            end = begin + text_width(text.get_text(), text.get_fontsize(), 400)
            assert cell.get_x() < begin and end < cell.get_x() + cell.get_width(), text.get_text()
            assert cell.get_y() < text.get_position()[1] < cell.get_y() + cell.get_height()


def test_filled_is_yes_framed_is_partly_and_grey_is_no(matrix, table, texts):
    figure = charts.concordance(matrix, table, texts).figure(PAGE)
    cells, written = marks(figure), said(figure)
    looks = {
        answer: {look(c) for g, c in cells.items() if g.endswith(f":{answer}")} for answer in set(matrix["present"])
    }
    colour = {answer: to_hex(written[f"key:{answer}"].get_color()) for answer in ("yes", "partly", "no")}
    words = {answer: written[f"key:{answer}"].get_text() for answer in colour}
    assert words == {"yes": "Filled:", "partly": "Framed:", "no": "Grey:"}
    assert looks["yes"] == {(colour["yes"], colour["yes"])}
    assert looks["partly"] == {("#ffffff", colour["partly"])}
    # The ground of what is not there is pale; the word for it has the grey of the writing in the cell.
    ((ground, edge),) = looks["no"]
    assert ground == edge and ground not in {colour["yes"], "#ffffff"}
    row = matrix[matrix["present"] == "no"].iloc[0]
    assert to_hex(written[f"{row['point']}:{row['text_id']}:gist0"].get_color()) == colour["no"]
    assert len({*looks["yes"], *looks["partly"], *looks["no"]}) == 3
    key = " ".join(text.get_text() for text in figure.texts)
    assert "it is there" in key.partition("Filled:")[2].partition("Framed:")[0]
    assert "only a part" in key.partition("Framed:")[2].partition("Grey:")[0]


def test_the_claim_counts_the_filled_cells_of_the_fullest_column(matrix, table, texts):
    chart = charts.concordance(matrix, table, texts)
    filled = [gid.split(":")[1] for gid in marks(chart.figure(PAGE)) if gid.endswith(":yes")]
    first, *others = [filled.count(text) for text in texts["text_id"]]
    begun = f"{first} of the {len(table)} points stand whole in Khrushchev, at most {max(others)} in any later text"
    assert chart.claim == f"As far as read, {begun}"
    assert first > max(others)


def test_another_fullest_text_changes_the_claim(matrix, table, texts):
    last = texts["text_id"].iloc[-1]
    changed = matrix.assign(present=matrix["present"].where(matrix["text_id"] != last, "yes"))
    claim = charts.concordance(changed, table, texts).claim
    most = f"As far as read, {len(table)} of the {len(table)} points stand whole in Mao Zedong, at most "
    assert claim.startswith(most) and claim.endswith("in any other text")


def test_the_alternative_text_says_of_each_text_what_it_has(matrix, table, texts):
    chart = charts.concordance(matrix, table, texts)
    for row in matrix[matrix["present"].isin(["yes", "partly"])].itertuples():
        assert f"{row.point} ({row.gist})" in chart.alternative
    assert f"{len(table)} points by {len(texts)} texts" in chart.alternative


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("present", "perhaps", "point 1 in khrushchev-1956: found present 'perhaps'; expected one of"),
        ("text_id", "a letter", "point 1 in a letter: found text_id 'a letter'; expected one of"),
        ("point", "9", "point 9 in khrushchev-1956: found point '9'; expected one of"),
    ],
)
def test_a_pair_without_a_place_is_refused(matrix, table, texts, column, value, message):
    changed = matrix.copy()
    changed.loc[0, column] = value
    with pytest.raises(FigureError, match=message):
        charts.concordance(changed, table, texts)


def test_a_record_without_points_or_texts_does_not_break_the_drawing():
    empty = pd.DataFrame(columns=["point", "text_id", "present", "gist"])
    points, texts = (
        pd.DataFrame(columns=["point", "theme"]),
        pd.DataFrame(columns=["text_id", "author", "title", "date"]),
    )
    chart = charts.concordance(empty, points, texts)
    assert chart.claim == "No text was compared with the 0 points"
    space = pd.DataFrame(columns=["theme", "group", "sentences", "sentence_ids"])
    for one in (chart, charts.room_taken(space)):
        assert not marks(one.figure(PAGE)) and not marks(one.figure(ROOM))


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("1956-02-25", "25 Feb. 1956"),
        ("1957-01", "Jan. 1957"),
        ("1911", "1911"),
        ("1956-04-25/1956-05-02", "25 April to 2 May 1956"),
        ("{1956-04-25,1956-05-02}", "25 April and 2 May 1956"),
        ("1956-12-30/1957-01-02", "30 Dec. 1956 to 2 Jan. 1957"),
    ],
)
def test_dates_are_written_as_they_are_said(edtf, day):
    assert day_of(edtf) == day
