"""In the network each arrow is what the coding says, and each actor stands beside the centres it is tied to."""

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from helpers.charts.network import network_periods, relation_network
from helpers.charts.sheet import text_width
from helpers.charts.style import COLUMN, PAGE, ROOM
from helpers.claims.relations import read_terms
from helpers.files.errors import FigureError
from helpers.networks.positions import read_positions
from helpers.networks.relations import relation_graph
from tests.shared import toy

CORNERS = ["comintern", "wang_ming", "stalin"]
PERIODS = ("comintern", "1945-49", "moscow", "1956")
# What the words of the key have to say of the stroke that is drawn.
STROKES = {"+": ("for", "solid"), "-": ("against", "broken"), "0": ("neither", "dotted")}


@pytest.fixture(scope="module")
def labels():
    return read_positions()["label"].to_dict()


@pytest.fixture(scope="module")
def graph(account, edition):
    return relation_graph(account, edition.actors)


@pytest.fixture(scope="module")
def network(graph, labels):
    return relation_network(graph, CORNERS, labels)


@pytest.fixture(scope="module")
def periods():
    terms = read_terms("period")
    return {term: terms[term] for term in PERIODS}


@pytest.fixture(scope="module")
def by_period(graph, labels, periods):
    return network_periods(graph, CORNERS, labels, periods)


def drawn(chart, build):
    """gid → artist."""
    return {artist.get_gid(): artist for artist in chart.figure(build).get_children() if artist.get_gid()}


def arrows(marks, prefix=""):
    """(source, target, sign) → line, of one panel."""
    pattern = re.compile(re.escape(prefix) + r"(\w+)>(\w+):([-+0])")
    return {match.groups(): mark for gid, mark in marks.items() if (match := pattern.fullmatch(gid))}


def plates(marks, prefix=""):
    """Actor → (left, top, right, bottom) of its plate."""
    start = f"{prefix}plate:"
    return {
        gid.removeprefix(start): tuple(mark.get_corners()[[0, 2]].ravel())
        for gid, mark in marks.items()
        if gid.startswith(start)
    }


def stroke(line):
    """solid, or by how much of it is ink: broken, dotted."""
    dashes = line._dash_pattern[1]
    return "solid" if not dashes else "broken" if dashes[0] > dashes[1] else "dotted"


def coded(relations, centers=CORNERS):
    """(source, target, sign) → how many relations with a centre, straight from the coding."""
    with_centre = relations[relations["source"].isin(centers) | relations["target"].isin(centers)]
    return with_centre.groupby(["source", "target", "sign"]).size().to_dict()


def on_edge(point, box):
    left, top, right, bottom = box
    x, y = point
    across, down = left - 0.01 <= x <= right + 0.01, top - 0.01 <= y <= bottom + 0.01
    sides = [abs(x - left), abs(x - right), abs(y - top), abs(y - bottom)]
    return across and down and min(sides) < 0.01


def test_the_table_counts_the_coded_relations_with_a_centre(network, account):
    found = network.table.set_index(["source", "target", "sign"])["relations"].to_dict()
    assert found == coded(account)
    for row in network.table.itertuples():
        same = account[
            (account["source"] == row.source) & (account["target"] == row.target) & (account["sign"] == row.sign)
        ]
        assert row.sentence_ids.split() == sorted(set(same["sentence_id"]))
        for kind, count in same["relation"].value_counts().items():
            assert kind + (f" {count}" if count > 1 else "") in row.types.split(", ")


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_each_arrow_is_a_row_with_its_width_its_colour_and_its_stroke(network, build):
    marks = drawn(network, build)
    lines = arrows(marks)
    rows = network.table.set_index(["source", "target", "sign"])["relations"]
    assert set(lines) == set(rows.index)
    unit = {round(line.get_linewidth() / rows[arrow], 6) for arrow, line in lines.items()}
    assert len(unit) == 1
    for (source, target, sign), line in lines.items():
        word = marks[f"key:{sign}"]
        said, how = STROKES[sign]
        assert word.get_text().startswith(said) and how in word.get_text()
        assert stroke(line) == how
        head = marks[f"{source}>{target}:{sign}:head"]
        assert to_hex(line.get_edgecolor()) == to_hex(word.get_color()) == to_hex(head.get_facecolor())


@pytest.mark.parametrize("build", [PAGE, ROOM, COLUMN])
def test_each_arrow_leaves_who_acts_and_its_head_reaches_whom_it_concerns(network, build):
    marks = drawn(network, build)
    places, tips = plates(marks), []
    for (source, target, sign), line in arrows(marks).items():
        tip, *base = marks[f"{source}>{target}:{sign}:head"].get_xy()[:3]
        assert on_edge(line.get_path().vertices[0], places[source])
        assert on_edge(tip, places[target])
        assert np.allclose(line.get_path().vertices[-1], np.mean(base, axis=0))
        tips.append((target, tuple(tip), line.get_linewidth()))
    # No head lies on another.
    for place, (target, tip, width) in enumerate(tips):
        for other, far, wide in tips[:place]:
            assert other != target or np.hypot(tip[0] - far[0], tip[1] - far[1]) > (width + wide) / 2


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_an_actor_stands_beside_the_centres_it_is_tied_to(network, account, build):
    places = plates(drawn(network, build))
    ties = {}
    for source, target, _ in coded(account):
        for actor, other in ((source, target), (target, source)):
            if actor not in CORNERS and other in CORNERS:
                ties.setdefault(actor, set()).add(other)
    assert set(places) == set(ties) | set(CORNERS)
    upper, lower, right = (places[corner] for corner in CORNERS)
    assert upper[3] < lower[1] and upper[2] < right[0] and lower[2] < right[0]
    heights = {}
    for actor, tied in ties.items():
        box = places[actor]
        if tied == {"stalin"}:
            assert box[0] > right[2]
        elif "stalin" in tied:
            assert max(upper[2], lower[2]) < box[0] and box[2] < right[0]
            heights.setdefault(("middle", len(tied) < 3), []).append(box[1])
        else:
            assert box[2] < min(upper[0], lower[0])
            heights.setdefault(("left", tuple(sorted(tied))), []).append(box[1])
    # From top to bottom: the Comintern's, those of both, Wang Ming's; in the middle those of all, then those of two.
    assert max(heights["left", ("comintern",)]) < min(heights["left", ("comintern", "wang_ming")])
    assert max(heights["left", ("comintern", "wang_ming")]) < min(heights["left", ("wang_ming",)])
    assert max(heights["middle", False]) < min(heights["middle", True])


@pytest.mark.parametrize("build", [PAGE, ROOM, COLUMN])
def test_no_plate_lies_on_another_and_each_holds_its_name(network, labels, build):
    marks = drawn(network, build)
    places = plates(marks)
    names = {}
    for gid, mark in marks.items():
        if gid.startswith("name:"):
            actor = gid.split(":")[1]
            names.setdefault(actor, []).append(mark.get_text())
            left, top, right, bottom = places[actor]
            x, y = mark.get_position()
            assert x == pytest.approx((left + right) / 2) and top < y < bottom
            assert text_width(mark.get_text(), mark.get_fontsize(), mark.get_fontweight()) < right - left
            assert mark.get_fontsize() >= build.small
            assert (mark.get_fontweight() == 600) == (actor in CORNERS)
    assert {actor: " ".join(lines) for actor, lines in names.items()} == {actor: labels[actor] for actor in places}
    boxes = list(places.values())
    width, height = chart_size(network, build)
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and top >= 0 and right <= width and bottom <= height
        for other in boxes[:place]:
            assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top


def chart_size(chart, build):
    return chart.figure(build).get_size_inches() * 72


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_an_arrow_between_two_centres_passes_through_no_name(network, build):
    marks = drawn(network, build)
    places = plates(marks)
    direct = {arrow: line for arrow, line in arrows(marks).items() if set(arrow[:2]) <= set(CORNERS)}
    assert direct
    for arrow, line in direct.items():
        (points,) = line.get_path().to_polygons(closed_only=False)
        steps = np.linspace(0, len(points) - 1, 40 * len(points))
        xs, ys = (np.interp(steps, range(len(points)), points[:, axis]) for axis in (0, 1))
        for actor in set(places) - set(CORNERS):
            left, top, right, bottom = places[actor]
            assert not np.any((left < xs) & (xs < right) & (top < ys) & (ys < bottom)), (arrow, actor)


def test_the_claim_names_the_two_widest_arrows_and_their_numbers_are_drawn(network, labels, graph):
    ranked = network.table.sort_values("relations", ascending=False)
    first, second = (row for row in ranked.head(2).itertuples())
    assert first.relations > second.relations > ranked["relations"].iloc[2]
    verbs = {"+": "is for", "-": "is against"}
    for row in (first, second):
        article = {
            end: "" if graph.nodes[end]["kind"] in ("person", "state") else "the " for end in (row.source, row.target)
        }
        said = f"{labels[row.source]} {verbs[row.sign]} {article[row.target]}{labels[row.target]} {row.relations} times"
        assert said in network.claim
    for build in (PAGE, ROOM):
        marks = drawn(network, build)
        written = {gid: mark.get_text() for gid, mark in marks.items() if gid.endswith(":number")}
        assert written == {f"{r.source}>{r.target}:{r.sign}:number": str(r.relations) for r in (first, second)}
        title = " ".join(mark.get_text() for gid, mark in marks.items() if gid.startswith("claim:"))
        assert title == network.claim


def test_the_texts_count_what_the_table_has(network, graph, labels):
    total = network.table["relations"].sum()
    assert f"n = {total} of {graph.number_of_edges()} " in network.source and f"{total} of " in network.caption
    actors = set(network.table["source"]) | set(network.table["target"])
    assert f" {len(actors - set(CORNERS))} actors" in network.alternative
    words = {"+": "for", "-": "against", "0": "neither"}
    listed = network.alternative.partition("relations: ")[2].removesuffix(".").split("; ")
    every = {
        f"{labels[row.source]} to {labels[row.target]} {row.relations} ({words[row.sign]})": row.relations
        for row in network.table.itertuples()
    }
    assert [every[entry] for entry in listed] == sorted(every.values(), reverse=True)[: len(listed)]


def test_a_changed_table_changes_the_claim(account, edition, labels):
    turned = account.assign(sign=account["sign"].map({"+": "-", "-": "+", "0": "0"}))
    chart = relation_network(relation_graph(turned, edition.actors), CORNERS, labels)
    assert "Mao is for Stalin 21 times" in chart.claim and "against" not in chart.claim
    fewer = account[~((account["source"] == "mao") & (account["target"] == "stalin"))]
    assert "Mao is" not in relation_network(relation_graph(fewer, edition.actors), CORNERS, labels).claim


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_each_panel_has_the_arrows_of_its_period_in_the_order_of_time(by_period, account, periods, build):
    marks = drawn(by_period, build)
    here = [mark.get_text() for gid, mark in marks.items() if gid.startswith("source:")]
    left_out = int(match[1]) if (match := re.search(r"Left out: (\d+) names", " ".join(here))) else 0
    corners, seen, widths = [], set(), set()
    for period, label in periods.items():
        rows, lines = coded(account[account["period"] == period]), arrows(marks, f"{period}:")
        assert set(lines) <= set(rows)
        assert marks[f"period:{period}"].get_text() == label
        drawn_here = sum(rows[arrow] for arrow in lines)
        count = f"{sum(rows.values())} relations" + (f", {drawn_here} drawn" if drawn_here < sum(rows.values()) else "")
        assert marks[f"count:{period}"].get_text() == count
        corners.append(marks[f"period:{period}"].get_position())
        places = plates(marks, f"{period}:")
        assert set(places) == {end for arrow in lines for end in arrow[:2]}
        seen |= set(places)
        x, y = corners[-1]
        for (source, target, sign), line in lines.items():
            assert on_edge(line.get_path().vertices[0], places[source])
            assert on_edge(marks[f"{period}:{source}>{target}:{sign}:head"].get_xy()[0], places[target])
            assert line.get_path().vertices[:, 0].min() > x and line.get_path().vertices[:, 1].min() > y
            assert to_hex(line.get_edgecolor()) == to_hex(marks[f"key:{sign}"].get_color())
            assert stroke(line) == STROKES[sign][1]
            widths.add(round(line.get_linewidth() / rows[source, target, sign], 6))
    assert len(widths) == 1
    assert corners == sorted(corners, key=lambda corner: (corner[1], corner[0]))
    everyone = {end for row in by_period.table.itertuples() for end in (row.source, row.target)}
    assert len(everyone - seen) == left_out


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_an_actor_has_the_same_place_in_every_panel(by_period, periods, build):
    marks = drawn(by_period, build)
    found = {}
    for period in periods:
        x, y = marks[f"period:{period}"].get_position()
        for actor, (left, top, right, bottom) in plates(marks, f"{period}:").items():
            found.setdefault(actor, []).append((left - x, top - y, right - x, bottom - y))
    assert all(np.allclose(places, places[0]) for places in found.values()) and len(found["stalin"]) == len(periods)


@pytest.mark.parametrize("build", [PAGE, ROOM])
def test_only_names_with_a_single_relation_are_left_out(by_period, periods, build):
    count = {}
    for row in by_period.table.itertuples():
        for end in (row.source, row.target):
            count[end] = count.get(end, 0) + row.relations
    marks = drawn(by_period, build)
    shown = {actor for period in periods for actor in plates(marks, f"{period}:")}
    assert shown == {actor for actor, relations in count.items() if relations > 1}
    (note,) = re.findall(r"Left out: .*", " ".join(mark.get_text() for gid, mark in marks.items() if "source:" in gid))
    assert note == f"Left out: {len(count) - len(shown)} names with one relation."


def test_the_claim_of_the_periods_is_a_turn_that_can_be_counted(by_period, account):
    between = account[account["sign"] == "-"]
    back = between[(between["source"] == "stalin") & (between["target"] == "mao")]["period"]
    blame = between[(between["source"] == "mao") & (between["target"] == "stalin")]["period"]
    assert set(blame) == {"1956"} and "1956" not in set(back) and set(back) <= set(PERIODS)
    assert by_period.claim == (
        f"Before 1956 Stalin is against Mao {len(back)} times, in 1956 Mao is against Stalin {len(blame)} times"
    )
    marks = drawn(by_period, ROOM)
    written = {gid: int(mark.get_text()) for gid, mark in marks.items() if gid.endswith(":number")}
    assert sum(count for gid, count in written.items() if "stalin>mao:-" in gid) == len(back)
    assert written["1956:mao>stalin:-:number"] == len(blame)
    assert all(f"{period}:stalin>mao:-:number" in written for period in set(back))


def test_the_texts_of_the_periods_count_what_each_panel_has(by_period, account, periods, labels, graph):
    words, total = {"+": "for", "-": "against", "0": "neither"}, by_period.table["relations"].sum()
    around = sum(coded(account).values())
    assert f"n = {total} of {around} relations with a centre" in by_period.source
    assert f"({total} of {around}, the others are of other times)" in by_period.caption
    listed = by_period.alternative.partition("each: ")[2].removesuffix(".").split("; ")
    assert len(listed) == len(periods)
    for entry, (period, label) in zip(listed, periods.items()):
        rows = coded(account[account["period"] == period])
        name, count, *widest = entry.split(", ")
        assert (name, count) == (label, f"{sum(rows.values())} relations")
        every = {f"{labels[s]} to {labels[t]} {n} ({words[sign]})": n for (s, t, sign), n in rows.items()}
        assert [every[one] for one in widest] == sorted(rows.values(), reverse=True)[: len(widest)]


def test_a_table_without_the_turn_is_refused(account, edition, labels, periods):
    early = account.assign(period=account["period"].where(account["relation"] != "criticises", "comintern"))
    with pytest.raises(FigureError, match="Mao is against Stalin 21 times in comintern"):
        network_periods(relation_graph(early, edition.actors), CORNERS, labels, periods)


@pytest.mark.parametrize("chart", ["network", "by_period"])
def test_in_a_room_no_letter_is_small(request, chart):
    figure = request.getfixturevalue(chart).figure(ROOM)
    assert min(text.get_fontsize() for text in figure.texts) >= 13.5


def test_an_actor_without_a_label_and_other_than_three_centres_are_refused(graph, labels):
    with pytest.raises(FigureError, match="no label for the actor mif"):
        relation_network(graph, CORNERS, {actor: label for actor, label in labels.items() if actor != "mif"})
    with pytest.raises(FigureError, match="centres stalin, mao; expected three"):
        relation_network(graph, ["stalin", "mao"], labels)


def test_an_account_without_relations_is_drawn_without_arrows(edition, labels, periods):
    empty = relation_graph(toy([]), edition.actors)
    for chart in (relation_network(empty, CORNERS, labels), network_periods(empty, CORNERS, labels, periods)):
        assert chart.table.empty
        for build in (PAGE, ROOM):
            assert not [gid for gid in drawn(chart, build) if ">" in gid]


def test_who_is_tied_to_the_upper_and_the_right_centre_stands_between_them(edition, labels):
    relations = toy([("s1", "comintern", "mif", "+"), ("s1", "mif", "stalin", "-"), ("s2", "mao", "stalin", "-"),
                     ("s2", "comintern", "stalin", "0"), ("s2", "mao", "wang_ming", "-")])  # fmt: skip
    chart = relation_network(relation_graph(relations, edition.actors), CORNERS, labels)
    places = plates(drawn(chart, PAGE))
    assert places["comintern"][2] < places["mif"][0] and places["mif"][2] < places["stalin"][0]
    assert places["mif"][3] < places["mao"][1]
    assert chart.claim == "In the record no arrow is wider than all others"
    assert isinstance(chart.table, pd.DataFrame)
