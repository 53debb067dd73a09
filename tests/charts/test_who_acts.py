"""The drawings of who acts on whom, read back and held to their tables."""

import re

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers.charts.style import PAGE, ROOM
from helpers.charts.who_acts import one_actor, signed_matrix
from helpers.files.errors import FigureError
from tests.charts.marks import clashes

WORDS = {"-": "against", "+": "for", "0": "neither"}
STATED = {
    "stalin": [("stalin", "cpc"), ("stalin", "kuomintang")],
    "wang_ming": [("comintern", "wang_ming"), ("mao", "wang_ming")],
    "comintern": [("comintern", "wang_ming"), ("mao", "comintern")],
}
BOTH = pytest.mark.parametrize("build", [PAGE, ROOM], ids=["page", "room"])
EVERY = pytest.mark.parametrize("center", STATED)


@pytest.fixture(scope="module")
def ones(account, edition):
    """The drawings of one actor each."""
    return {center: one_actor(account, edition.actors, center, stated) for center, stated in STATED.items()}


@pytest.fixture(scope="module")
def matrix(account, edition):
    return signed_matrix(account, edition.actors)


def marks(chart, build):
    """gid → what is drawn under it."""
    return {artist.get_gid(): artist for artist in chart.figure(build).get_children() if artist.get_gid()}


def texts(chart, build):
    """All (gid, text) from top to bottom and left to right."""
    return sorted(chart.figure(build).texts, key=lambda t: (round(t.get_position()[1]), t.get_position()[0]))


def look(patch):
    """The colour of a square and whether it is filled."""
    hollow = to_hex(patch.get_facecolor()) == "#ffffff"
    return to_hex(patch.get_edgecolor() if hollow else patch.get_facecolor()), hollow


def in_sentence(edition, actor_id):
    """An actor as the claims name him."""
    row = edition.actors.set_index("actor_id").loc[actor_id]
    name = re.sub(r"\b\w\. ", "", row["name"]).replace("'", "’")
    return f"the {name}" if row["kind"] in ("party", "body", "army") else name


def level(artist):
    """How far down the middle of a mark or of a line of text is."""
    if hasattr(artist, "get_y"):
        return artist.get_y() + artist.get_height() / 2
    return artist.get_position()[1]


@BOTH
@EVERY
def test_every_relation_of_the_actor_is_one_square_with_its_sign(ones, account, center, build):
    chart, drawn = ones[center], marks(ones[center], build)
    own = account[(account["source"] == center) | (account["target"] == center)]
    squares = {gid.rsplit(":", 1)[0]: gid.rsplit(":", 1)[1] for gid in drawn if re.fullmatch(r".+:[-+0]", gid)}
    squares = {one: sign for one, sign in squares.items() if one in set(account["relation_id"])}
    assert squares == dict(zip(own["relation_id"], own["sign"]))
    assert sorted(chart.table["relation_id"]) == sorted(own["relation_id"])
    for relation_id, sign in squares.items():
        colour, hollow = look(drawn[f"{relation_id}:{sign}"])
        assert colour == to_hex(drawn[f"key:{sign}"].get_color())
        assert hollow == (sign == "0")
        # What is printed in grey is still told apart: by a mark in the square.
        mark = drawn.get(f"{relation_id}:mark")
        assert (mark.get_marker() if mark else "") == {"-": "_", "+": "+", "0": ""}[sign]


@EVERY
def test_the_key_says_which_sign_has_which_mark(ones, center):
    drawn = marks(ones[center], PAGE)
    assert {sign: drawn[f"key:{sign}"].get_text() for sign in WORDS} == {
        "-": "− against",
        "+": "+ for",
        "0": "hollow: neither",
    }


@EVERY
def test_a_row_is_level_with_its_name_and_begins_with_what_is_against(ones, edition, center):
    chart, drawn = ones[center], marks(ones[center], PAGE)
    headings = [drawn["heading:0"].get_text(), drawn["heading:1"].get_text()]
    said = in_sentence(edition, center)
    assert headings == [f"{said[0].upper()}{said[1:]} acts on", f"Who acts on {said}"]
    assert level(drawn["heading:0"]) < level(drawn["heading:1"])
    for (half, other), rows in chart.table.groupby(["half", "other"], sort=False):
        place = ["acts", "acted on"].index(half)
        assert (rows["source"] == center).all() if half == "acts" else (rows["target"] == center).all()
        name = drawn[f"name:{place}:{other}"]
        assert name.get_text() == in_sentence(edition, other).removeprefix("the ")
        squares = [drawn[f"{row.relation_id}:{row.sign}"] for row in rows.itertuples()]
        assert all(abs(level(square) - level(name)) < 0.5 for square in squares)
        assert name.get_position()[0] < squares[0].get_x()
        by_place = sorted(rows.itertuples(), key=lambda row: drawn[f"{row.relation_id}:{row.sign}"].get_x())
        assert [row.sign for row in by_place] == sorted(rows["sign"], key="-+0".index)
        # The half in which the row stands is that of the heading above it.
        assert level(drawn[f"heading:{place}"]) < level(name)
        assert place or level(name) < level(drawn["heading:1"])


@EVERY
def test_the_words_behind_a_row_are_its_types_in_the_colours_of_their_signs(ones, center):
    chart = ones[center]
    drawn = marks(chart, PAGE)
    for (half, other), rows in chart.table.groupby(["half", "other"], sort=False):
        start = f"word:{['acts', 'acted on'].index(half)}:{other}:"
        words = [text for text in texts(chart, PAGE) if (text.get_gid() or "").startswith(start)]
        found = {}
        for word in words:
            sign = word.get_gid().removeprefix(start)
            assert word.get_color() == drawn[f"key:{sign}"].get_color()
            kind, _, count = word.get_text().rstrip(",").partition(" ")
            found[sign, kind] = int(count or 1)
        assert found == rows.groupby(["sign", "relation"]).size().to_dict()


@EVERY
def test_a_room_sees_who_has_one_relation_in_one_row_by_name(ones, edition, center):
    chart = ones[center]
    for place, half in enumerate(("acts", "acted on")):
        counts = chart.table[chart.table["half"] == half].groupby("other").size()
        single = set(counts.index[counts == 1])
        words = [text for text in texts(chart, ROOM) if (text.get_gid() or "").startswith(f"word:{place}::")]
        signs = chart.table[(chart.table["half"] == half) & chart.table["other"].isin(single)].set_index("other")[
            "sign"
        ]
        assert {(word.get_text().rstrip(","), word.get_gid()[-1]) for word in words} == {
            (in_sentence(edition, one).removeprefix("the "), signs[one]) for one in single
        }
        squares = [row for row in chart.table.itertuples() if row.half == half and row.other in single]
        drawn = marks(chart, ROOM)
        ordered = sorted(squares, key=lambda row: drawn[f"{row.relation_id}:{row.sign}"].get_x())
        assert [row.sign for row in ordered] == [word.get_gid()[-1] for word in words]


@BOTH
@EVERY
def test_no_text_covers_another_leaves_the_sheet_or_is_too_small(ones, center, build):
    figure = ones[center].figure(build)
    assert not clashes(figure)
    assert all(text.get_fontsize() >= build.small for text in figure.texts)


@BOTH
def test_no_text_of_the_matrix_covers_another_or_is_too_small(matrix, build):
    figure = matrix.figure(build)
    assert not clashes(figure)
    assert all(text.get_fontsize() >= build.small for text in figure.texts)


@EVERY
def test_the_claim_counts_the_squares_of_its_rows(ones, account, edition, center):
    chart = ones[center]
    for source, target in STATED[center]:
        signs = account[(account["source"] == source) & (account["target"] == target)]["sign"].value_counts()
        for sign in "-+":
            if count := signs.get(sign, 0):
                said = {1: "once", 2: "twice"}.get(count, f"{count} times")
                assert f"{said} {WORDS[sign]}" in chart.claim
        assert in_sentence(edition, target) in chart.claim
    joined = " ".join(t.get_text() for t in texts(chart, ROOM) if (t.get_gid() or "").startswith("claim:"))
    assert joined == chart.claim


def test_a_changed_sign_changes_the_claim(account, edition):
    changed = account.copy()
    row = changed[(changed["source"] == "stalin") & (changed["target"] == "cpc") & (changed["sign"] == "-")].index[0]
    changed.loc[row, "sign"] = "+"
    before, after = (one_actor(frame, edition.actors, "stalin", STATED["stalin"]).claim for frame in (account, changed))
    assert before != after
    turned = account.assign(sign=account["sign"].map({"-": "+", "+": "-", "0": "0"}))
    claim = one_actor(turned, edition.actors, "stalin", STATED["stalin"]).claim
    assert claim == before.replace("against", "*").replace("for", "against").replace("*", "for")


@EVERY
def test_the_alternative_text_gives_every_row_with_its_signs(ones, edition, center):
    chart = ones[center]
    for (_, other), rows in chart.table.groupby(["half", "other"]):
        counts = rows["sign"].value_counts()
        signs = ", ".join(f"{counts[sign]} {WORDS[sign]}" for sign in "-+0" if sign in counts)
        assert f"{in_sentence(edition, other).removeprefix('the ')} {len(rows)} ({signs}): " in chart.alternative
    assert f"n = {len(chart.table)} relations" in chart.caption
    assert f"n = {len(chart.table)} relations" in " ".join(
        t.get_text() for t in texts(chart, PAGE) if (t.get_gid() or "").startswith("source:")
    )


def invented(**changes):
    """Four relations of an invented account, and its actors."""
    relations = pd.DataFrame(
        {
            "relation_id": ["r1", "r2", "r3", "r4"],
            "sentence_id": ["a1", "a1", "a2", "a3"],
            "source": ["orlen", "orlen", "velin", "orlen"],
            "target": ["velin", "velin", "orlen", "selm"],
            "relation": ["backs", "opposes", "informs", "sends"],
            "sign": ["+", "-", "0", "0"],
        }
    ).assign(**changes)
    actors = pd.DataFrame({"actor_id": ["orlen", "velin", "selm"], "name": ["A. Orlen", "Velin", "Selm"]})
    return relations, actors.assign(kind="person")


def test_without_stated_pairs_the_claim_takes_the_most_signed_row_of_each_half():
    relations, actors = invented()
    assert one_actor(relations, actors, "orlen").claim == "In the record Orlen is once against and once for Velin"
    neutral, actors = invented(sign="0")
    assert one_actor(neutral, actors, "orlen").claim == "In the record nobody is for or against Orlen"


def test_who_acts_only_or_is_only_acted_on_has_one_half():
    relations, actors = invented()
    drawn = marks(one_actor(relations, actors, "selm"), ROOM)
    assert drawn["heading:0"].get_text() == "Who acts on Selm" and "heading:1" not in drawn


def test_what_cannot_be_drawn_is_refused_by_name():
    relations, actors = invented()
    with pytest.raises(FigureError, match="no relation of 'nobody'"):
        one_actor(relations, actors, "nobody")
    with pytest.raises(FigureError, match="no name for 'selm'"):
        one_actor(relations, actors[actors["actor_id"] != "selm"], "orlen")
    with pytest.raises(FigureError, match="r1: found the sign 'x'"):
        one_actor(relations.assign(sign=["x", "-", "0", "0"]), actors, "orlen")
    with pytest.raises(FigureError, match="no signed relation of 'orlen' to 'selm'"):
        one_actor(relations, actors, "orlen", [("orlen", "selm")])
    with pytest.raises(FigureError, match="no pair of actors with 5"):
        signed_matrix(relations, actors)
    with pytest.raises(FigureError, match="nobody who is against anybody"):
        signed_matrix(relations.assign(sign="+"), actors, least=1)
    with pytest.raises(FigureError, match="another actor with 3 against somebody"):
        signed_matrix(silent_opponent(), actors, least=4)


def silent_opponent():
    """An account in which who is against most has too few relations to be drawn."""
    rows = [("orlen", "velin", "0")] * 3 + [("orlen", "velin", "-")] + [("selm", "velin", "-")] * 3
    frame = pd.DataFrame(rows, columns=["source", "target", "sign"])
    return frame.assign(relation="backs", sentence_id="a1", relation_id=[f"r{place}" for place in range(len(frame))])


# The matrix.


@BOTH
def test_every_number_of_the_matrix_is_that_of_its_relations(matrix, account, build):
    drawn = marks(matrix, build)
    columns = [gid.split(":")[1] for gid in drawn if gid.startswith("column:") and gid.endswith(":0")]
    rows = [gid.split(":")[1] for gid in drawn if gid.startswith("row:")]
    assert columns[-1] == rows[-1] == ""
    for source in columns:
        for target in rows:
            part = account[
                (account["source"].eq(source) | (not source)) & (account["target"].eq(target) | (not target))
            ]
            for sign in WORDS:
                gid, count = f"{source}>{target}:{sign}", int((part["sign"] == sign).sum())
                assert (gid in drawn) == bool(count)
                if not count:
                    continue
                number, cell = drawn[f"{gid}:n"], drawn[gid]
                assert number.get_text() == {"-": "−", "+": "+", "0": ""}[sign] + str(count)
                assert look(cell) == (to_hex(drawn[f"key:{sign}"].get_color()), sign == "0")
                assert cell.get_x() < number.get_position()[0] < cell.get_x() + cell.get_width()
                assert abs(level(cell) - level(number)) < 1
                assert abs(level(cell) - level(drawn[f"row:{target}"])) < 1
                first = drawn[f"column:{source}:0"].get_position()[0]
                after = [drawn[f"column:{one}:0"].get_position()[0] for one in columns]
                assert max(place for place in after if place <= cell.get_x() + 0.01) == first


def test_the_matrix_names_its_columns_and_rows_as_people_say_them_fullest_first(matrix, account, edition):
    drawn = marks(matrix, ROOM)
    shown = matrix.table[matrix.table["drawn"]]
    for side, kind in (("source", "column"), ("target", "row")):
        texts_of = {gid.split(":")[1]: text for gid, text in drawn.items() if gid.startswith(f"{kind}:")}
        parts = {}
        for gid, text in drawn.items():
            if gid.startswith(f"{kind}:"):
                parts.setdefault(gid.split(":")[1], []).append(text.get_text())
        assert set(shown[side]) <= set(texts_of)
        totals = account[side].value_counts()
        assert set(texts_of) - {""} == set(totals.index[totals >= 5])
        for actor_id, lines in parts.items():
            wanted = in_sentence(edition, actor_id).removeprefix("the ") if actor_id else "all"
            assert " ".join(lines) == wanted
        axis = 0 if kind == "column" else 1
        places = sorted((one for one in texts_of if one), key=lambda one: texts_of[one].get_position()[axis])
        assert [totals[one] for one in places] == sorted(totals[totals >= 5], reverse=True)


def test_the_matrix_says_that_its_columns_act_on_its_rows(matrix):
    said = [text.get_text() for text in texts(matrix, PAGE)]
    assert "How many relations the record has of the actor above to the one at the left:" in map(str.strip, said)
    assert "acts on" in said and "columns act on rows" in matrix.alternative
    drawn = marks(matrix, PAGE)
    heads = [text for gid, text in drawn.items() if gid.startswith("column:")]
    names = [text for gid, text in drawn.items() if gid.startswith("row:")]
    assert max(map(level, heads)) < min(map(level, names))
    assert max(name.get_position()[0] for name in names) < min(head.get_position()[0] for head in heads)


def test_the_claim_of_the_matrix_is_the_sum_of_two_columns(matrix, account, edition):
    against = account[account["sign"] == "-"]["source"].value_counts()
    first, second = against.index[:2]
    drawn = marks(matrix, ROOM)
    sums = [-int(drawn[f"{one}>:-:n"].get_text().replace("−", "-")) for one in (first, second)]
    assert sums == [against[first], against[second]]
    names = " and ".join(in_sentence(edition, one) for one in (first, second))
    assert matrix.claim == f"{sum(sums)} of {against.sum()} relations against somebody are those of {names}"
    assert drawn[">:-:n"].get_text() == f"−{against.sum()}"


def test_the_texts_of_the_matrix_count_what_is_drawn(matrix, account, edition):
    source = " ".join(t.get_text() for t in texts(matrix, PAGE) if (t.get_gid() or "").startswith("source:"))
    shown = matrix.table[matrix.table["drawn"]]
    assert f"n = {len(account)} relations" in source and f"n = {len(account)} relations" in matrix.caption
    assert f"{(account['source'].value_counts() >= 5).sum()} of {account['source'].nunique()} actors who act" in source
    assert f"{(account['target'].value_counts() >= 5).sum()} of {account['target'].nunique()} acted on" in source
    fullest = shown.sort_values("weight", ascending=False).iloc[0]
    told = matrix.alternative.partition("cells. ")[2]
    named = (in_sentence(edition, one).removeprefix("the ") for one in (fullest["source"], fullest["target"]))
    assert told.startswith(f"{' on '.join(named)}: {fullest['negative']} against, {fullest['positive']} for")
    assert (matrix.table[["negative", "positive", "neither"]].sum(axis=1) == matrix.table["weight"]).all()
