"""The site in a browser: it opens from disk, can be searched and used by keyboard, and fits a phone."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from helpers.files.paths import NOTEBOOKS

pytestmark = pytest.mark.slow

KINDS = [f"notebooks/{path.stem}.html" for path in sorted(NOTEBOOKS.glob("*.ipynb"))]
KINDS += [
    "index.html",
    "figures/index.html",
    "data/README.html",
    "data/coding/README.html",
    "reference/index.html",
    "reference/speech.rules.html",
    "in_class.html",
    "search.html",
]
ON_A_PHONE = ["index.html", "notebooks/04_seven_points.html", "data/README.html"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site):
    """The site as this machine serves it; axe cannot read style sheets from disk."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def sphinx_pages(site):
    return [path for path in sorted(site.rglob("*.html")) if 'class="citation"' in path.read_text(encoding="utf-8")]


def test_every_page_opens_from_disk_with_its_images_and_fits_a_phone(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in sphinx_pages(site):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path.name
        page.locator("img").evaluate_all(
            "images => Promise.all(images.map(image => { image.loading = 'eager'; return image.decode(); }))"
        )
        assert page.locator("article h1").count() == 1


def test_a_search_from_disk_finds_a_person_and_leads_to_a_page_that_names_him(page, site):
    page.goto((site / "index.html").as_uri())
    page.fill("input[name=q]", "Wang Ming")
    page.keyboard.press("Enter")
    page.locator("#search-results li a").first.click()
    page.wait_for_selector("article h1")
    assert "search.html" not in page.url and "Wang Ming" in page.locator("article").inner_text()


@pytest.mark.parametrize(
    "name, scheme, width", [*((name, "light", 1280) for name in KINDS), *((name, "dark", 390) for name in ON_A_PHONE)]
)
def test_no_barrier(page, address, violations, name, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + name)
    # The rows of a table are all made alike; a few of each stand for the rest, which would take minutes.
    page.locator("tbody > tr:nth-child(n + 6)").evaluate_all("rows => rows.forEach(row => row.remove())")
    assert violations(page) == {}


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page, site):
    page.goto((site / "notebooks/00_overview.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-to-content muted-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_a_wide_table_scrolls_by_keyboard_inside_its_box(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / "notebooks/02_strength.html").as_uri())
    box = page.locator(".scroll").first
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.scroll').scrollLeft > 0")
    assert page.evaluate("window.scrollX") == 0
