"""The slides follow the notebooks' metadata, hold their figures and notes, and ask nobody for anything."""

import re
from html import unescape

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.commands import main, slides
from helpers.files.errors import NotebookError
from helpers.files.paths import FIGURES, NOTEBOOKS
from helpers.publish.figures import figure_names
from helpers.teaching.slides import build_slides, read_deck

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
TITLE = "# A title\n\n**Question.** What is asked?\n\n**In class.** About 3 minutes."
SVG = '<svg width="100" height="50" viewBox="0 0 200 100"></svg>'
TABLE = (
    '<table><thead><tr><th class="col_heading">a</th><th class="col_heading">b</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
)


def markdown(text, kind, **settings):
    return new_markdown_cell(text, metadata={"slideshow": {"slide_type": kind, **settings}})


def code(kind="-", data=None, alternative="What it shows.", **settings):
    """A cell that was run; without data it printed a line."""
    output = (
        new_output("stream", text="<b>printed</b>\n")
        if data is None
        else new_output("execute_result", data, metadata={"image/svg+xml": {"alt": alternative}})
    )
    tags = ["figure-strength-*"] if "image/svg+xml" in (data or {}) else []
    slideshow = {"slide_type": kind, **settings}
    return new_code_cell("print('secret code')", outputs=[output], metadata={"slideshow": slideshow, "tags": tags})


@pytest.fixture
def deck(tmp_path):
    """A function that returns the deck of some cells behind a title."""

    def made(*cells):
        path = tmp_path / "00_invented.ipynb"
        nbformat.write(new_notebook(cells=[markdown(TITLE, "slide"), *cells]), path)
        return read_deck(path)

    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All decks, built once."""
    target = tmp_path_factory.mktemp("slides") / "slides"
    build_slides(PATHS, target)
    return target


def shown(deck):
    """What each slide shows, column by column, without tags."""
    return [
        [" ".join(re.sub("<[^>]+>", "", block.html).strip() for block in slide.blocks) for slide in column]
        for column in deck.columns
    ]


def test_slides_stand_in_the_order_of_the_metadata_and_what_is_skipped_is_left_out(deck):
    made = deck(
        code(),
        markdown("## One", "slide"),
        markdown("more", "-"),
        markdown("below", "subslide"),
        markdown("gone", "skip"),
        markdown("late", "fragment"),
        markdown("## Two", "slide"),
    )
    assert [len(column) for column in made.columns] == [1, 2, 1]
    assert shown(made)[1:] == [["One more", "below late"], ["Two"]]
    assert [block.fragment for block in made.columns[1][1].blocks] == [False, True]


def test_a_slide_below_without_a_heading_stands_under_that_of_its_column(deck):
    column = deck(
        code(), markdown("## One", "slide"), markdown("below", "subslide"), markdown("### Own", "subslide")
    ).columns[1]
    assert [slide.heading for slide in column] == ["", "One", ""]


def test_code_is_behind_a_slide_and_not_on_it(deck):
    slide = deck(code()).columns[0][0]
    assert slide.code == ["print('secret code')"]
    assert "secret" not in "".join(block.html for block in slide.blocks)


def test_what_looks_like_markup_in_text_is_shown_as_text(deck):
    slide = deck(code(), markdown("an <b>attempt</b> <script>alert(1)</script>", "-")).columns[0][0]
    assert "&lt;b&gt;printed&lt;/b&gt;" in slide.blocks[1].html
    assert "&lt;script&gt;" in slide.blocks[2].html and "<script" not in slide.blocks[2].html


def test_what_looks_like_markup_in_a_title_is_shown_as_text(tmp_path):
    path = tmp_path / "00_invented.ipynb"
    nbformat.write(
        new_notebook(
            cells=[
                markdown(TITLE.replace("A title", "<script>alert(1)</script>"), "slide"),
                code(),
                markdown("below", "subslide"),
            ]
        ),
        path,
    )
    build_slides([path], tmp_path / "slides")
    for name in ("00_invented.html", "index.html"):
        assert "<script>alert" not in (tmp_path / "slides" / name).read_text(encoding="utf-8")


def test_a_notebook_that_is_not_fit_is_named_on_the_command_line_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    nbformat.write(new_notebook(cells=[markdown("# No question", "slide"), code()]), tmp_path / "00_invented.ipynb")
    monkeypatch.setattr(slides, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(slides, "SLIDES", tmp_path / "slides")
    assert main(["slides"]) == 2
    assert re.search(r"error: 00_invented.ipynb: .*\nNothing was written.", capsys.readouterr().err)
    assert not (tmp_path / "slides").exists()


def test_notes_and_minutes_come_from_the_metadata_and_from_notes_cells(deck):
    slide = deck(code(notes="Say this.", minutes=2), markdown("And this.", "notes")).columns[0][0]
    assert (slide.notes, slide.minutes) == ("Say this.\n\nAnd this.", 2)
    assert "And this." not in "".join(block.html for block in slide.blocks)


def test_links_lead_to_the_decks_and_to_the_reading_edition_beside_them(deck):
    html = "".join(
        block.html
        for block in deck(
            markdown("[on](03_network.ipynb)", "-"),
            code(data={"text/html": TABLE.replace("1", '<a href="../data/derived/reading.html#s001">s001</a>')}),
        )
        .columns[0][0]
        .blocks
    )
    assert 'href="03_network.html"' in html and 'href="reading.html#s001"' in html


def test_a_figure_fills_its_slide_in_the_build_for_a_room(deck):
    made = deck(code("slide", {"image/svg+xml": SVG}))
    (slide,) = made.columns[1]
    assert slide.bleed and 'alt="What it shows."' in slide.blocks[0].html
    assert made.figures == {"strength-room.svg": (FIGURES / "strength-room.svg").read_text(encoding="utf-8")}


def test_the_note_under_a_figure_stays_in_the_notebook_and_the_figure_stands_alone(deck):
    note = {
        "text/html": '<p>Rests on s001. Data: <a href="../figures/a.csv">figures/a.csv</a></p>',
        "text/plain": "Rests on s001. Data: figures/a.csv",
    }
    made = deck(
        code("slide", {"image/svg+xml": SVG}), code(data=note), code(data={"text/html": TABLE, "text/plain": "a b"})
    )
    html = "".join(block.html for block in made.columns[1][0].blocks)
    assert "Rests on" not in html and "<td>1</td>" in html


@pytest.mark.parametrize(
    "cell, found",
    [
        (markdown("x", "sldie"), "found the slide_type 'sldie'; expected one of slide, subslide"),
        (markdown("x", "-", note="misspelt"), "found note under slideshow"),
        (code(data={"text/html": TABLE}, columns=["c"]), "found the columns c for its slide; expected some of a, b"),
        (
            code(data={"text/html": TABLE}, rows=[2]),
            r"found the rows \[2\] for its slide; expected numbers from 1 to 1",
        ),
        (code(data={"image/svg+xml": SVG}, alternative=""), "found a figure without its alternative text"),
        (
            new_code_cell(
                "1",
                metadata={"slideshow": {"slide_type": "-"}, "tags": ["figure-no-such-*"]},
                outputs=[
                    new_output(
                        "execute_result", {"image/svg+xml": SVG}, metadata={"image/svg+xml": {"alt": "What it shows."}}
                    )
                ],
            ),
            "found no tag of a figure that figures/ has",
        ),
        (code(data={"application/pdf": "x"}), "found an output of application/pdf; expected SVG, HTML or text"),
        (
            new_code_cell("1 / 0", outputs=[new_output("error", ename="ZeroDivisionError")]),
            "found an error as its output",
        ),
    ],
)
def test_what_cannot_be_followed_is_refused_by_name(deck, cell, found):
    with pytest.raises(NotebookError, match=f"00_invented.ipynb: cell {cell.id}: {found}"):
        deck(code(), cell)


def test_a_notebook_that_was_not_run_is_refused(deck):
    with pytest.raises(NotebookError, match="found no outputs; run make run first"):
        deck(new_code_cell("1"))


@pytest.mark.parametrize(
    "first, found",
    [("# No question", "found nothing for .*Question"), (None, "found a first cell that begins no slide")],
)
def test_a_deck_without_its_first_slide_is_refused(tmp_path, first, found):
    cells = [markdown(first, "slide"), code()] if first else [markdown(TITLE, "-"), code()]
    nbformat.write(new_notebook(cells=cells), tmp_path / "00_invented.ipynb")
    with pytest.raises(NotebookError, match=found):
        read_deck(tmp_path / "00_invented.ipynb")


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    (tmp_path / "00_broken.ipynb").write_text("not a notebook")
    with pytest.raises(NotebookError, match="00_broken.ipynb"):
        read_deck(tmp_path / "00_broken.ipynb")


def test_after_bad_input_the_folder_is_as_it_was(tmp_path):
    (tmp_path / "slides").mkdir()
    (tmp_path / "slides" / "index.html").write_text("as it was")
    (tmp_path / "00_broken.ipynb").write_text("not a notebook")
    with pytest.raises(NotebookError):
        build_slides([PATHS[0], tmp_path / "00_broken.ipynb"], tmp_path / "slides")
    assert (tmp_path / "slides" / "index.html").read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00_broken.ipynb", "slides"]


def test_a_new_build_replaces_the_old_one_whole_and_with_the_same_bytes(tmp_path):
    build_slides(PATHS[:1], tmp_path / "slides")
    first = {path.name: path.read_bytes() for path in (tmp_path / "slides").rglob("*") if path.is_file()}
    (tmp_path / "slides" / "left_over.html").write_text("old")
    build_slides(PATHS[:1], tmp_path / "slides")
    assert {path.name: path.read_bytes() for path in (tmp_path / "slides").rglob("*") if path.is_file()} == first


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_main_slide_has_notes_and_minutes_and_they_add_up_to_the_lesson(path):
    deck = read_deck(path)
    for column in deck.columns:
        assert column[0].notes and column[0].minutes > 0, shown(deck._replace(columns=[column]))[0][0]
    assert sum(slide.minutes for column in deck.columns for slide in column) == deck.minutes


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_figure_of_a_notebook_is_on_its_slides_with_its_alternative_text(path):
    notebook, deck = nbformat.read(path, as_version=4), read_deck(path)
    html = "".join(block.html for column in deck.columns for slide in column for block in slide.blocks)
    drawn = [
        output
        for cell in notebook.cells
        if figure_names(cell)  # what is only tried, under another assumption, is for no slide
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    ]
    alternatives = {output.metadata["image/svg+xml"]["alt"] for output in drawn}
    images = {unescape(alternative) for alternative in re.findall(r'<img [^>]*alt="([^"]*)"', html)}
    assert alternatives <= images and "" not in images
    assert html.count("<img") == len(deck.figures)


def test_the_index_lists_every_deck_with_its_question(folder):
    index = unescape((folder / "index.html").read_text())
    for path in PATHS:
        assert f'href="{path.stem}.html"' in index and read_deck(path).question in index


def test_nothing_on_the_pages_is_loaded_from_elsewhere_and_all_that_is_loaded_is_there(folder):
    for page in folder.glob("*.html"):
        text = page.read_text()
        loaded = re.findall(r'<(?:script|img|link|iframe)\b[^>]*?(?:src|href)="([^"]*)"', text)
        assert all((folder / name).is_file() for name in loaded), page.name
        assert not re.search(r"<(?:object|embed|iframe)\b|@import|url\((?!data:|#)", text), page.name
    for sheet in folder.rglob("*.css"):
        for name in re.findall(r"url\([\"']?((?!data:)[^\"')]+)", sheet.read_text()):
            assert (sheet.parent / name.split("?")[0]).is_file(), (sheet.name, name)
    for drawing in (folder / "figures").iterdir():
        assert not re.search(r"(?:href|src)=\"(?!#)|url\((?!#|data:)", drawing.read_text()), drawing.name


def test_reveal_and_the_type_come_with_their_licences(folder):
    assert "Hakim El Hattab" in (folder / "reveal" / "LICENSE").read_text()
    assert "SIL OPEN FONT LICENSE" in (folder / "fonts" / "OFL.txt").read_text()
