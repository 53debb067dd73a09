"""What is drawn is what the table beside it says; labels can be read; the bytes do not move."""

import io
import itertools
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import matplotlib.style
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import imread
from matplotlib.text import Text

from helpers.charts.style import STYLE, Chart
from helpers.claims.events import order_links
from helpers.claims.other_sources import (
    read_comparison,
)
from helpers.files.outputs import committed_digests
from helpers.files.paths import FIGURES
from helpers.networks.co_mention import ego_edges
from helpers.networks.positions import read_positions
from helpers.networks.relations import arcs
from helpers.publish.figures import PIXELS_PER_INCH, drawn_svg, publish_figure

FIGURE_NAMES = sorted({Path(name).stem for name in committed_digests(FIGURES)})
CENTERS = ["wang_ming", "stalin", "comintern"]


@pytest.fixture(scope="session")
def charts(cells):
    """Figure name → chart, as its notebook draws it; each is drawn when it is first asked for, and once."""
    return Drawn(cells.chart)


class Drawn(dict):
    """A dictionary that asks for what it does not have yet."""

    def __init__(self, draw):
        super().__init__()
        self.draw = draw

    def __missing__(self, name):
        self[name] = self.draw(name)
        assert self[name].name == name
        return self[name]


def marks(axes):
    """The drawn artists by their identifier."""
    return {artist.get_gid(): artist for artist in axes.get_children() if artist.get_gid()}


# ---- marks against tables -----------------------------------------------------------------------


def test_every_sentence_is_a_bar_as_long_as_its_text(charts):
    chart = charts["course-of-speech"]
    (axes,) = chart.figure.axes
    drawn = marks(axes)
    rows = {
        label.get_text().split("\n")[0].replace("narration", "narrator"): place
        for place, label in zip(axes.get_yticks(), axes.get_yticklabels())
    }
    assert len(drawn) == len(chart.table)
    for row in chart.table.itertuples():
        bar = drawn[row.sentence_id]
        assert (bar.get_x(), bar.get_width()) == (row.begins, row.length)
        assert bar.get_y() + bar.get_height() / 2 == pytest.approx(rows[row.speaker])


def test_the_bars_of_a_mode_share_a_colour_and_a_hatch_of_their_own(charts):
    chart = charts["course-of-speech"]
    drawn = marks(chart.figure.axes[0])
    looks = {
        mode: {(drawn[i].get_facecolor(), drawn[i].get_hatch()) for i in rows["sentence_id"]}
        for mode, rows in chart.table.groupby("mode")
    }
    assert all(len(look) == 1 for look in looks.values())
    assert len(set.union(*looks.values())) == len(looks)


def test_the_losses_are_drawn_where_the_table_has_them(charts):
    chart = charts["strength"]
    drawn = {gid: artist for axes in chart.figure.axes for gid, artist in marks(axes).items()}
    for row in chart.table.itertuples():
        assert list(drawn[f"{row.series}:remaining"].get_xdata()) == [row.remaining_percent]
        bar = drawn[f"{row.series}:rounding"]
        assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((row.remaining_low, row.remaining_high))
        for end, value in (("before", row.before), ("after", row.after)):
            if pd.isna(value):
                assert f"{row.series}:{end}" not in drawn
            else:
                assert list(drawn[f"{row.series}:{end}"].get_ydata()) == [value]


def test_dates_are_drawn_as_given_and_undated_ends_are_hollow(charts):
    drawn = {gid: artist for axes in charts["strength"].figure.axes for gid, artist in marks(axes).items()}
    assert list(drawn["red_army:before"].get_xdata()) == [1929]
    assert list(drawn["red_army:interval"].get_xdata()) == [1934, 1935]
    assert {drawn[f"communists:{end}"].get_markerfacecolor() for end in ("before", "after")} == {"white"}
    assert "white" not in {drawn[f"red_army:{end}"].get_markerfacecolor() for end in ("before", "after")}
    assert "communists:interval" not in drawn


def test_undated_figures_stand_on_no_axis_of_years(charts):
    party = next(axes for axes in charts["strength"].figure.axes if "communists:before" in marks(axes))
    assert [label.get_text() for label in party.get_xticklabels()] == ["before", "after"]
    assert sum(text.get_text() == "undated" for text in party.texts) == 2


def test_the_shares_of_the_rounding_figure_are_those_of_the_losses(charts):
    drawn = marks(charts["rounding"].figure.axes[0])
    for row in charts["strength"].table.itertuples():
        bar = drawn[f"{row.series}:rounding"]
        assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((row.remaining_low, row.remaining_high))
        assert list(drawn[f"{row.series}:remaining"].get_xdata()) == [row.remaining_percent]


@pytest.mark.parametrize(
    ("name", "claim"), [("red-army-sources", "red_army_strength"), ("membership-sources", "communists")]
)
def test_every_figure_of_the_sources_is_drawn_as_it_is_bounded(charts, name, claim):
    """Marks and boxes, read back, are the rows of comparison.csv; arrows stand where a side is open."""
    chart, comparison = charts[name], read_comparison()
    given = chart.table[chart.table["source_id"] != "record"]
    dated = comparison[(comparison["claim"] == claim) & (comparison["edtf"] != "")]
    assert sorted(zip(given["edtf"], given["source_id"], given["scope"])) == sorted(
        dated[["edtf", "source_id", "scope"]].itertuples(index=False, name=None)
    )
    undated = (comparison["claim"] == claim).sum() - len(dated)
    assert f"Not drawn: {undated} figures" in " ".join(chart.figure._supxlabel.get_text().split())
    drawn = marks(chart.figure.axes[0])
    arrows = {text.get_gid() for text in chart.figure.axes[0].texts if (text.get_gid() or "").endswith(":arrow")}
    for place, row in enumerate(given.itertuples()):
        gid = f"given:{place}"
        if pd.isna(row.value) and pd.notna(row.low) and pd.notna(row.high):
            box = drawn[f"{gid}:box"].get_paths()[0].get_extents()
            assert (box.x0, box.x1, box.y0, box.y1) == pytest.approx((row.earliest, row.latest, row.low, row.high))
            assert f"{gid}:mark" not in drawn
            continue
        end = next(value for value in (row.value, row.low, row.high) if pd.notna(value))
        assert list(drawn[f"{gid}:mark"].get_ydata()) == [end]
        assert list(drawn[f"{gid}:date"].get_xdata()) == [row.earliest, row.latest]
        assert (f"{gid}:arrow" in arrows) == (pd.isna(row.low) or pd.isna(row.high))
        assert drawn[f"{gid}:mark"].get_marker() == {"whole": "o", "part": "^"}[row.extent]


def test_the_records_own_figures_are_set_apart_and_undated_ones_have_no_year(charts):
    army, party = marks(charts["red-army-sources"].figure.axes[0]), marks(charts["membership-sources"].figure.axes[0])
    assert list(army["this record, before:date"].get_xdata()) == [1929, 1930]
    assert list(army["this record, after:date"].get_xdata()) == [1934, 1936] and "this record, after:mark" not in army
    for end in ("before", "after"):
        assert f"this record, {end}:date" not in party
        mark = party[f"this record, {end}:mark"]
        assert mark.get_markerfacecolor() == "white" and mark.get_xdata()[0] < 1921
    colours = {
        artist.get_color() for gid, artist in army.items() if gid.startswith("given") and hasattr(artist, "get_color")
    }
    assert army["this record, before:mark"].get_color() not in colours


@pytest.mark.parametrize("name", ["red-army-sources", "membership-sources"])
def test_every_mark_is_named_with_its_figure_and_its_source(charts, name):
    chart = charts[name]
    names = [text.get_text() for text in chart.figure.axes[0].texts]
    for row in chart.table.itertuples():
        said = [
            text for text in names if row.label in text and (row.source_id == "record" or f"({row.source_id})" in text)
        ]
        digits = f"{next(value for value in (row.low, row.high) if pd.notna(value)):,.0f}"
        assert any(digits in text for text in said), (row.label, row.source_id)


def test_every_telling_is_drawn_with_its_bounds(charts):
    chart = charts["tellings"]
    share, count = (marks(axes) for axes in chart.figure.axes)
    for row in chart.table.itertuples():
        for drawn, what in ((share, "remaining"), (count, "after")):
            ends = [end for end in (getattr(row, f"{what}_low"), getattr(row, f"{what}_high")) if pd.notna(end)]
            gid = f"{row.source_id}:{row.subject}:{what}"
            assert (gid in drawn) == bool(ends)
            if ends:
                assert list(drawn[gid].get_xdata()) == [min(ends), max(ends)]
                value = getattr(row, what)
                if pd.notna(value):
                    assert list(drawn[f"{gid}:mark"].get_xdata()) == [value]


def test_every_edge_of_the_network_is_a_line_between_its_actors(charts):
    positions = read_positions()
    chart = charts["co-mention-network"]
    drawn = marks(chart.figure.axes[0])
    lines = {gid: line for gid, line in drawn.items() if "--" in gid}
    assert len(lines) == len(chart.table)
    widths = {}
    for row in chart.table.itertuples():
        line = lines[f"{row.source}--{row.target}"]
        assert list(zip(line.get_xdata(), line.get_ydata())) == [
            tuple(positions.loc[actor, ["x", "y"]]) for actor in (row.source, row.target)
        ]
        widths.setdefault(row.weight, set()).add(line.get_linewidth())
    assert all(len(width) == 1 for width in widths.values())
    ordered = [next(iter(widths[weight])) for weight in sorted(widths)]
    assert ordered == sorted(ordered) and len(set(ordered)) == len(ordered)


def test_every_neighbour_is_drawn_in_its_ego_network(charts, network):
    chart = charts["ego-networks"]
    for axes, center in zip(chart.figure.axes, CENTERS):
        drawn, edges = marks(axes), chart.table[chart.table["ego"] == center]
        whole = ego_edges(network[0], center)
        assert len(edges) == len(whole) == sum("--" in gid for gid in drawn)
        for row in edges.itertuples():
            assert {f"{row.source}--{row.target}", row.source, row.target} <= set(drawn)
            if center in (row.source, row.target) and row.weight > 1:
                other = row.target if row.source == center else row.source
                assert drawn[f"label:{other}"].get_text().replace("\n", " ").endswith(f"({row.weight})")


def test_every_relation_of_an_ego_is_an_arrow_with_its_sign_and_its_types(charts):
    chart = charts["relation-egos"]
    positions = read_positions(name="relation_positions")
    looks = {}
    for axes, center in zip(chart.figure.axes, CENTERS):
        rows = chart.table[chart.table["ego"] == center]
        arrows = {patch.get_gid(): patch for patch in axes.patches}
        assert set(arrows) == {f"{row.source}>{row.target}" for row in rows.itertuples()}
        names = {text.get_gid(): text.get_text().replace("\n", " ").replace("\u00a0", " ") for text in axes.texts}
        for row in rows.itertuples():
            arrow = arrows[f"{row.source}>{row.target}"]
            assert [tuple(end) for end in arrow._posA_posB] == [
                tuple(positions.loc[actor, ["x", "y"]]) for actor in (row.source, row.target)
            ]
            looks.setdefault(row.sign, set()).add((arrow.get_edgecolor(), str(arrow.get_linestyle())))
            other = row.target if row.source == center else row.source
            direction = "→" if row.source == center else "←"
            assert f"{direction} {row.types}" in " ".join(names[f"label:{other}"].split())
    assert all(len(look) == 1 for look in looks.values()) and len(set.union(*looks.values())) == len(looks)


def test_the_three_egos_stand_on_common_positions(charts):
    places = [
        {
            gid: tuple(map(float, artist.get_xydata()[0]))
            for gid, artist in marks(axes).items()
            if hasattr(artist, "get_xydata") and ">" not in gid
        }
        for axes in charts["relation-egos"].figure.axes
    ]
    shared = set.intersection(*map(set, places))
    assert set(CENTERS) <= shared
    assert all(len({place[actor] for place in places}) == 1 for actor in shared)


def test_the_cells_of_the_matrix_are_the_pairs_of_the_table(charts, account):
    chart = charts["signed-matrix"]
    (axes,) = chart.figure.axes
    cells = {patch.get_gid(): patch for patch in axes.patches if patch.get_gid()}
    assert set(cells) == {f"{row.source}>{row.target}" for row in chart.table.itertuples()}
    pairs = arcs(account).set_index(["source", "target"])
    texts = {tuple(text.get_position()): text.get_text() for text in axes.texts}
    for row in chart.table.itertuples():
        cell = cells[f"{row.source}>{row.target}"]
        said = texts[cell.get_x() + 0.5, cell.get_y() + 0.5]
        signed = {"+": row.positive, "-": row.negative, "±": row.weight, "0": row.weight}[row.sign]
        below = [f"{signed}/{row.weight}"] if signed < row.weight else [str(row.weight)] if row.weight > 1 else []
        assert said.replace("−", "-").split("\n") == [row.sign, *below]
        assert pairs.loc[(row.source, row.target), "weight"] == row.weight


def test_a_period_holds_its_own_relations_only(charts):
    chart = charts["relations-by-period"]
    for axes, (period, rows) in zip(chart.figure.axes, chart.table.groupby("period", sort=False)):
        assert {patch.get_gid() for patch in axes.patches} == {
            f"{row.source}>{row.target}" for row in rows.itertuples()
        }, period


def test_ranks_are_drawn_with_their_intervals(charts):
    chart = charts["ranks"]
    drawn = {gid: artist for axes in chart.figure.axes for gid, artist in marks(axes).items()}
    for row in chart.table.itertuples():
        assert list(drawn[f"{row.measure}:{row.actor_id}"].get_xdata()) == [row.rank]
        assert list(drawn[f"{row.measure}:{row.actor_id}:interval"].get_xdata()) == [row.best, row.worst]


def test_every_dated_event_is_drawn_over_its_span_and_no_other(charts):
    chart = charts["dated-events"]
    drawn = marks(chart.figure.axes[0])
    assert {gid for gid in drawn if ":" not in gid} == set(chart.table["event_id"]) and (
        chart.table["edtf"] != ""
    ).all()
    for row in chart.table.itertuples():
        begins, ends = drawn[f"{row.event_id}:span"].get_xdata()
        assert begins == row.not_before and (ends == row.not_after or row.not_after == float("inf"))
    assert [gid for gid in drawn if gid.startswith("document:")] == [
        "document:the conversation: 1956-03-31",
        "document:the journal entry: 1956-04-05",
    ]


def test_what_is_only_ordered_is_hollow_and_stands_on_no_axis_of_years(charts):
    chart = charts["ordered-events"]
    drawn = {gid: artist for axes in chart.figure.axes for gid, artist in marks(axes).items()}
    assert not any(axes.axison for axes in chart.figure.axes)
    for row in chart.table.itertuples():
        assert (drawn[row.event_id].get_markerfacecolor() == "white") == (row.edtf == "")
    places = {gid: artist.get_xdata()[0] for gid, artist in drawn.items() if "<" not in gid}
    for earlier, later in order_links(chart.table):
        assert places[earlier] < places[later]


def test_telling_is_set_against_happening_where_the_table_has_them(charts, edition):
    chart = charts["told-and-happened"]
    drawn = marks(chart.figure.axes[0])
    first = edition.utterances["start"].iloc[0]
    for row in chart.table.itertuples():
        line = drawn[f"{row.event_id}:span"]
        assert set(line.get_xdata()) == {row.start - first}
        assert (row.event_id in drawn) == bool(row.edtf)
        if row.edtf:
            assert min(line.get_ydata()) == row.not_before


def test_bars_and_cells_are_those_of_their_tables(charts):
    space = charts["room-taken"]
    bars = {patch.get_gid(): patch.get_width() for axes in space.figure.axes for patch in axes.patches}
    assert bars == {f"{row.group}:{row.theme}": row.sentences for row in space.table.itertuples()}
    matrix = charts["concordance"]
    (axes,) = matrix.figure.axes
    said = {tuple(text.get_position()): text.get_text() for text in axes.texts}
    for row in matrix.table.itertuples():
        (cell,) = [patch for patch in axes.patches if patch.get_gid() == f"{row.point}:{row.text_id}"]
        assert said[round(cell.get_x() + 0.48), round(cell.get_y() + 0.46)] == row.present


def written(figure):
    """The texts that are drawn: notes, titles, labels, and the tick labels inside the limits of their axis."""
    texts = [figure._supxlabel]
    for axes in figure.axes:
        texts += axes.texts + [axes.title, axes._left_title]
        texts += axes.get_legend().get_texts() if axes.get_legend() else []
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            texts += [axis.label] + [
                label for place, label in zip(axis.get_ticklocs(), axis.get_ticklabels()) if low <= place <= high
            ]
    return [text for text in texts if text.get_text().strip()]


# ---- legibility ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_no_label_covers_another(charts, name):
    figure = charts[name].figure
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    for axes in figure.axes:
        texts = [text for text in axes.texts if text.get_text()]
        # The words alone: an annotation's own extent would include its leader line.
        boxes = [Text.get_window_extent(text, canvas.get_renderer()) for text in texts]
        for (a, one), (b, other) in itertools.combinations(zip(texts, boxes), 2):
            assert not one.padded(-1).overlaps(other.padded(-1)), (a.get_text(), b.get_text())


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_nothing_is_clipped_and_no_type_is_tiny(charts, name):
    figure = charts[name].figure
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    for text in written(figure):
        box = Text.get_window_extent(text, canvas.get_renderer())
        assert box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -1 and box.y1 <= height + 1, text.get_text()
        assert text.get_fontsize() >= 11, text.get_text()


# ---- publishing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURE_NAMES)
@pytest.mark.slow
def test_a_figure_drawn_and_saved_again_has_the_committed_bytes_in_all_five_files(charts, tmp_path, name):
    """The committed files come from a first saving; here the figure has been saved before."""
    drawn_svg(charts[name].figure)
    publish_figure(charts[name], tmp_path)
    kinds = ("svg", "pdf", "png", "csv", "md")
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.{kind}" for kind in kinds}
    assert [
        kind
        for kind in kinds
        if (tmp_path / f"{name}.{kind}").read_bytes() != (FIGURES / f"{name}.{kind}").read_bytes()
    ] == []


def test_every_figure_that_a_notebook_draws_is_committed_and_no_other(cells):
    assert set(cells.figures()) == set(FIGURE_NAMES)
    assert len(committed_digests(FIGURES)) == 5 * len(FIGURE_NAMES)


def test_the_svg_has_a_title_and_a_description_and_no_date(charts, tmp_path):
    chart = charts["strength"]
    publish_figure(chart, tmp_path)
    root = ElementTree.parse(tmp_path / "strength.svg").getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert (root.findtext(f"{space}title"), root.findtext(f"{space}desc")) == (chart.caption, chart.alternative)
    assert b"<dc:date>" not in (tmp_path / "strength.svg").read_bytes()


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_the_pdf_has_the_size_and_the_texts_of_the_figure_and_no_time_of_making(charts, name):
    pdf, (width, height) = (FIGURES / f"{name}.pdf").read_bytes(), charts[name].figure.get_size_inches()
    (box,) = re.findall(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [float(side) for side in box] == pytest.approx([width * 72, height * 72])
    assert b"/S/Figure" in pdf and re.search(rb"/Alt[(<]", pdf) and b"<pdfuaid:part>1<" in pdf
    assert b"/Lang(en" in pdf and not re.search(rb"/CreationDate\(D:(?!19700101)", pdf)


@pytest.mark.parametrize("name", FIGURE_NAMES)
@pytest.mark.slow
def test_the_png_shows_what_matplotlib_itself_would_draw(charts, name):
    """The PNG is made from the SVG; a label or an area lost on the way shows as a difference, a thin line may not."""
    with matplotlib.style.context(["default", STYLE]):
        charts[name].figure.savefig(buffer := io.BytesIO(), format="png", dpi=PIXELS_PER_INCH)
    buffer.seek(0)
    drawn, made = (255 * imread(image)[:, :, :3].mean(axis=2) for image in (buffer, FIGURES / f"{name}.png"))
    assert made.shape == drawn.shape
    # Both soften edges and set letters to pixels, each in its way; over blocks of 50 pixels that evens out.
    rows, columns = (side // 50 for side in made.shape)
    blocks = [
        image[: rows * 50, : columns * 50].reshape(rows, 50, columns, 50).mean(axis=(1, 3)) for image in (drawn, made)
    ]
    farthest = abs(blocks[0] - blocks[1]).max()
    assert farthest < 25


def test_alternative_texts_say_what_the_figure_shows(charts):
    assert "Wang Ming (8)" in charts["ego-networks"].alternative
    assert "about 8 % left" in charts["strength"].alternative and "undated" in charts["strength"].alternative
    assert "Mao Zedong 147" in charts["course-of-speech"].alternative


@pytest.mark.parametrize(("caption", "alternative", "rows"), [("", "x", 1), ("x", " ", 1), ("x", "x", 0)])
def test_a_figure_without_caption_alternative_or_table_is_refused(charts, tmp_path, caption, alternative, rows):
    chart = Chart("bare", charts["strength"].figure, charts["strength"].table.head(rows), caption, alternative)
    with pytest.raises(ValueError, match="'bare': found an empty caption, alternative text or table"):
        publish_figure(chart, tmp_path)
    assert list(tmp_path.iterdir()) == []
