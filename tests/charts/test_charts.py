"""Every figure, in every build: letters that can be read, nothing clipped, text that is text, the same bytes."""

import io
import re
import xml.etree.ElementTree as ElementTree

import pytest
from pypdf import PdfReader

from helpers.charts.sheet import Sheet
from helpers.charts.style import COLUMN, GREY, INK, PAGE, ROOM, Chart, claimed
from helpers.files.errors import FigureError
from helpers.files.fonts import missing_letters
from helpers.files.outputs import committed_digests
from helpers.files.paths import FIGURES
from helpers.publish.figures import drawn_svg, figure_of, publish_figure, read_texts
from tests.charts.marks import meeting

FIGURE_NAMES = sorted({figure_of(name) for name in committed_digests(FIGURES)})
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def chart(cells):
    """Asks for a figure as its notebook draws it."""
    return cells.chart


def builds(chart):
    return [build for build in (PAGE, ROOM, COLUMN) if build in chart.builds]


# ---- legibility ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_no_words_meet_others_or_leave_the_sheet_or_are_too_small(chart, name):
    for build in builds(chart(name)):
        figure = chart(name).figure(build)
        assert meeting(figure) == [], build.name
        assert min(text.get_fontsize() for text in figure.texts) >= build.small, build.name


def test_the_builds_are_those_of_a_page_a_screen_and_a_column():
    assert [round(build.width / 72 * 25.4) for build in (PAGE, COLUMN)] == [174, 85]
    assert (ROOM.width / 0.75, ROOM.height / 0.75) == (1280, 600)
    assert ROOM.small / 0.75 >= 18 and min(PAGE.small, COLUMN.small) >= 7


# ---- what is said -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_the_claim_is_what_stands_over_the_picture(chart, name):
    for build in builds(chart(name)):
        drawn = {text.get_gid(): text.get_text() for text in chart(name).figure(build).texts}
        lines = [drawn[f"claim:{number}"] for number in range(9) if f"claim:{number}" in drawn]
        assert " ".join(lines) == " ".join(chart(name).claim.split())
    assert read_texts(FIGURES / f"{name}.md").claim == chart(name).claim


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_no_claim_key_or_label_shows_a_key_of_the_tables(chart, name):
    """``fourth_plenum_cpc`` or ``mao-1936`` are for machines; a sentence may be named by its number."""
    for build in builds(chart(name)):
        for text in chart(name).figure(build).texts:
            # The source line may name a file.
            said = re.sub(r"data/coding/\w+\.csv", "", text.get_text())
            assert not re.search(r"\b[a-z]+_[a-z]+\b|\([a-z]+(-[a-z]+)*-\d{4}\)", said), said


def test_a_claim_that_the_table_does_not_bear_out_is_refused():
    with pytest.raises(FigureError, match="figure letters: found Orlen 1, Velin 3; expected a table that bears out"):
        claimed("letters", "Orlen writes most", 1 > 3, "Orlen 1, Velin 3")


# ---- text that is text --------------------------------------------------------------------------


def words(text):
    return " ".join(text.split())


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_the_words_of_a_pdf_can_be_read_back_with_another_program(chart, name):
    for build, file in ((PAGE, f"{name}.pdf"), (COLUMN, f"{name}-column.pdf")):
        if build not in chart(name).builds:
            continue
        (page,) = PdfReader(FIGURES / file).pages
        read = re.sub(r"\s+", "", page.extract_text())
        for text in chart(name).figure(build).texts:
            said = re.sub(r"\s+", "", text.get_text().replace(r"\$", "$"))
            assert said in read, (file, text.get_text())


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_a_pdf_has_the_size_and_the_texts_of_the_figure_and_no_time_of_making(chart, name):
    reader = PdfReader(FIGURES / f"{name}.pdf")
    box, sides = reader.pages[0].mediabox, chart(name).figure(PAGE).get_size_inches() * 72
    assert (float(box.width), float(box.height)) == pytest.approx(tuple(sides), abs=0.1)
    pdf = (FIGURES / f"{name}.pdf").read_bytes()
    assert b"/S/Figure" in pdf and re.search(rb"/Alt[(<]", pdf) and b"<pdfuaid:part>1<" in pdf
    assert b"/Lang(en" in pdf and not re.search(rb"/CreationDate\(D:(?!19700101)", pdf)
    assert reader.metadata.title == chart(name).claim


@pytest.mark.parametrize("name", FIGURE_NAMES)
@pytest.mark.parametrize("end", [".svg", "-room.svg"])
def test_an_svg_holds_its_words_as_text_with_the_letters_that_they_need(chart, name, end):
    root = ElementTree.parse(FIGURES / f"{name}{end}").getroot()
    assert root.get("role") == "img"
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (chart(name).claim, chart(name).alternative)
    held = {words(text.text or "") for text in root.iter(f"{SVG}text")}
    build = ROOM if "room" in end else PAGE
    for text in chart(name).figure(build).texts:
        assert words(text.get_text().replace(r"\$", "$")) in held | {""}, text.get_text()
    style = "".join(element.text or "" for element in root.iter(f"{SVG}style"))
    assert style.count("@font-face") >= 2 and "font/woff2;base64," in style
    assert root.get("font-family") == "'Edition Sans', 'Edition Han'"
    assert not any("font-family" in (text.get("style") or "") for text in root.iter(f"{SVG}text"))
    assert missing_letters("".join(held)) == ""


# ---- publishing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURE_NAMES)
@pytest.mark.slow
def test_a_figure_drawn_and_saved_again_has_the_committed_bytes_in_all_its_files(chart, tmp_path, name):
    """The committed files come from a first saving; here the figure has been saved before."""
    drawn_svg(chart(name), PAGE)
    publish_figure(chart(name), tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {file for file in committed_digests(FIGURES) if figure_of(file) == name} == set(made)
    assert [file for file, data in made.items() if data != (FIGURES / file).read_bytes()] == []


def test_every_figure_that_a_notebook_draws_is_committed_and_no_other(cells):
    assert set(cells.figures()) == set(FIGURE_NAMES)


@pytest.mark.parametrize("name", FIGURE_NAMES)
@pytest.mark.slow
def test_the_png_shows_what_matplotlib_itself_would_draw(chart, name):
    """The PNG is made from the SVG; a label or an area lost on the way shows as a difference, a thin line may not."""
    import numpy
    from PIL import Image

    made = Image.open(FIGURES / f"{name}.png").convert("L")
    figure = chart(name).figure(ROOM)
    figure.savefig(buffer := io.BytesIO(), format="png", dpi=made.width / figure.get_size_inches()[0])
    drawn = Image.open(buffer).convert("L")
    assert made.size == drawn.size
    # Both soften edges and set letters to pixels, each in its way; over blocks of 50 pixels that evens out.
    size = (made.width // 50, made.height // 50)
    blocks = [numpy.asarray(image.resize(size, Image.Resampling.BOX), dtype=float) for image in (made, drawn)]
    assert abs(blocks[0] - blocks[1]).max() < 30


@pytest.mark.parametrize("missing", ["claim", "caption", "alternative", "table"])
def test_a_figure_without_claim_caption_alternative_or_table_is_refused(chart, tmp_path, missing):
    whole = {"claim": "x", "caption": "x", "alternative": "x", "table": chart("strength").table}
    whole[missing] = whole["table"].head(0) if missing == "table" else " "
    bare = Chart("bare", draw=lambda build: Sheet(build, "x", [], "x", 10).figure, **whole)
    with pytest.raises(ValueError, match="'bare': found an empty claim, caption, alternative text or table"):
        publish_figure(bare, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_figures_stay_light():
    """Three megabytes in all, so that a clone and a page load fast."""
    assert sum(path.stat().st_size for path in FIGURES.iterdir()) < 3_000_000


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_the_ground_of_a_png_is_white_and_its_flat_colours_are_those_of_the_figure(name):
    from PIL import Image

    image = Image.open(FIGURES / f"{name}.png")
    assert image.mode == "P" and image.size == (1280, 600)
    colours = dict((colour, count) for count, colour in image.convert("RGB").getcolors(256))
    assert max(colours, key=colours.get) == (255, 255, 255)
    flat = {tuple(int(one[place : place + 2], 16) for place in (1, 3, 5)) for one in (INK, GREY)}
    assert flat <= set(colours)
