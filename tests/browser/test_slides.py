"""The slides in a browser: every slide of every deck fits, can be read from the back row, and tells its code and notes
on a key."""

import pytest

from helpers.files.paths import NOTEBOOKS
from helpers.teaching.slides import build_slides

pytestmark = pytest.mark.slow

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
# The band at the foot of a slide of 720 pixels, in which the hint on the keys stands.
BAND = 40
LEAST, LEAST_OF_TEXT = 18, 28

# What sticks out of the slide that is shown; a heading that is there for the ear alone is left aside.
STICKS_OUT = f"""() => {{
  const page = Reveal.getCurrentSlide().querySelector(".page"), box = page.getBoundingClientRect();
  const parts = [...page.querySelectorAll("*")].filter(part => !part.closest(".bleed .running, .code"));
  const out = part => {{
    const at = part.getBoundingClientRect();
    const aside = at.left < box.left || at.right > box.right;
    return at.width && (aside || at.top < box.top || at.bottom > box.bottom - {BAND});
  }};
  return parts.filter(out).map(part => part.outerHTML.slice(0, 80));
}}"""

# Text that is smaller than the back row can read.
TOO_SMALL = f"""() => {{
  const page = Reveal.getCurrentSlide().querySelector(".page"), small = [];
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {{
    const holder = walker.currentNode.parentElement, size = parseFloat(getComputedStyle(holder).fontSize);
    const running = holder.matches(".text > p, .text > ul > li");
    const text = walker.currentNode.textContent.trim(), least = running ? {LEAST_OF_TEXT} : {LEAST};
    if (text && holder.checkVisibility() && size < least) small.push(size + " " + text);
  }}
  return small;
}}"""


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """The folder with all decks, and the decks by name."""
    folder = tmp_path_factory.mktemp("slides") / "slides"
    return folder, {deck.name: deck for deck in build_slides(PATHS, folder)}


@pytest.fixture
def opened(page, decks):
    """A function that opens a deck from disk."""

    def open_deck(name, address=""):
        page.goto((decks[0] / f"{name}.html").as_uri() + address)
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        return page

    return open_deck


def walk(page):
    """Go through a deck from slide to slide, each with all that waits for a key; yields what the reader would call
    it."""
    for number in range(1, page.evaluate("Reveal.getTotalSlides()") + 1):
        page.evaluate("() => { while (Reveal.availableFragments().next) Reveal.nextFragment(); }")
        yield number
        page.evaluate("Reveal.next()")


@pytest.mark.parametrize("name", [path.stem for path in PATHS])
def test_every_slide_fits_and_can_be_read_from_the_back_row(name, opened, decks):
    page = opened(name)
    walked = 0
    for number in walk(page):
        assert page.evaluate(STICKS_OUT) == [], f"slide {number}"
        assert page.evaluate(TOO_SMALL) == [], f"slide {number}"
        assert page.evaluate(
            "[...Reveal.getCurrentSlide().querySelectorAll('img')]"
            ".every(image => image.getBoundingClientRect().height > 200)"
        )
        walked += 1
    assert walked == sum(len(column) for column in decks[1][name].columns)
    assert page.evaluate("Reveal.isLastSlide()")
    # A drawing that could not be loaded has no width of its own.
    assert page.evaluate(
        "async () => (await Promise.all([...document.images]"
        ".map(image => image.decode().then(() => image.naturalWidth)))).every(Boolean)"
    )


@pytest.mark.parametrize("name", [path.stem for path in PATHS])
def test_no_serious_violation_on_title_table_and_figure(name, opened, violations):
    page = opened(name)
    for inner in ("h1", "table", "img"):
        if page.locator(f".page {inner}").count():
            page.evaluate(
                f"() => {{ const slide = document.querySelector('.page {inner}').closest('section'); "
                "const at = Reveal.getIndices(slide); Reveal.slide(at.h, at.v); }"
            )
            assert violations(page) == {}, inner


def test_a_table_that_is_too_long_is_cut_and_the_slide_says_so(opened, decks):
    page = opened("02_strength")
    cut = page.evaluate("""() => [...document.querySelectorAll(".table")].filter(block => !block.dataset.rows)
      .map(block => [block.querySelector("tbody").rows.length, block.querySelector(".rest").textContent])
      .filter(([, told]) => told.startsWith("The first"))""")
    assert cut and all(
        told.startswith(f"The first {rows} of ") and told.endswith("the rest is in the notebook.") for rows, told in cut
    )


def test_a_table_shows_the_columns_and_rows_that_the_notebook_names(opened):
    page = opened("06_other_sources")
    table = page.locator(".table[data-rows]", has_text="comparisons")
    assert table.locator("thead th").all_text_contents() == table.get_attribute("data-columns").split("|")
    assert table.locator("tbody tr").count() == len(table.get_attribute("data-rows").split())


def test_c_shows_the_code_behind_a_slide_and_hides_it_again(opened):
    page = opened("02_strength", "#/2")
    code = page.locator("section.present > section.present .code")
    assert not code.is_visible()
    page.keyboard.press("c")
    assert code.is_visible() and "show_table(" in code.inner_text()
    page.keyboard.press("c")
    assert not code.is_visible()


def test_the_code_fits_over_its_slide(opened):
    page = opened("03_network")
    page.keyboard.press("c")
    for number in walk(page):
        tall = (
            "[...Reveal.getCurrentSlide().querySelectorAll('.code')]"
            ".filter(code => code.scrollHeight > code.clientHeight + 1).length"
        )
        assert page.evaluate(tall) == 0, f"slide {number}"


def test_m_shows_the_notes_beside_the_slide(opened, decks):
    page = opened("02_strength")
    notes = page.locator(".speaker-notes")
    assert not notes.is_visible()
    page.keyboard.press("m")
    assert decks[1]["02_strength"].columns[0][0].notes[:60] in notes.inner_text()
    slide, panel = page.locator(".page").first.bounding_box(), notes.bounding_box()
    assert slide["x"] + slide["width"] <= panel["x"] + 1


def test_s_opens_the_speaker_view_from_disk_and_it_follows(opened, decks):
    page = opened("02_strength")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    first, second = (column[0].notes[:60] for column in decks[1]["02_strength"].columns[:2])
    speaker.get_by_text(first).wait_for()
    page.keyboard.press("ArrowRight")
    speaker.get_by_text(second).wait_for()


def test_the_help_names_the_keys_of_these_decks(opened):
    page = opened("00_overview")
    page.keyboard.press("Shift+Slash")
    helped = page.locator(".r-overlay-help, .overlay-help")
    helped.wait_for()
    assert (
        "Show the code behind the slide" in helped.inner_text() and "Show the notes on this page" in helped.inner_text()
    )


def test_every_slide_is_reached_by_the_space_bar(opened, decks):
    page = opened("07_edition")
    for _ in range(sum(len(column) for column in decks[1]["07_edition"].columns) - 1):
        page.keyboard.press("Space")
    assert page.evaluate("Reveal.isLastSlide()")


def test_on_paper_each_slide_is_a_page(opened, decks):
    page = opened("02_strength", "?print-pdf")
    page.wait_for_selector(".pdf-page")
    assert page.locator(".pdf-page").count() == sum(len(column) for column in decks[1]["02_strength"].columns)
    page.emulate_media(media="print")
    assert not page.locator(".hint").is_visible()


def test_the_index_leads_to_every_deck_without_a_violation(page, decks, violations):
    page.goto((decks[0] / "index.html").as_uri())
    assert violations(page) == {}
    for link in page.locator("td a").all():
        assert (decks[0] / link.get_attribute("href")).is_file()
    assert page.locator("td a").count() == len(PATHS)
