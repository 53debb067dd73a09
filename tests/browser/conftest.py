"""A real browser without a network: Chromium as the system has it, driven page by page."""

import shutil
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HERE = {"", "127.0.0.1", "localhost"}


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium; where there is none, the tests are skipped and say so."""
    if CHROMIUM is None:
        pytest.skip("found no Chromium on this machine; install chromium to run the tests in a browser")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser):
    """A page that may open files and this machine's own servers alone; afterwards it must have asked for nothing else
    and shown no error."""
    opened = browser.new_page(viewport={"width": 1280, "height": 720})
    refused, errors = [], []

    def only_here(route):
        if (urlsplit(route.request.url).hostname or "") in HERE:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    opened.route("**/*", only_here)
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    opened.close()
    assert refused == [], "asked another host"
    assert errors == [], "an error in the console"


@pytest.fixture
def violations():
    """A function that returns axe's serious and critical violations on a page, with the elements that break each
    rule."""

    def found(page):
        # Without preloading: axe would fetch style sheets again, which a page opened from disk may not.
        results = Axe().run(page, options={"preload": False}).response["violations"]
        return {
            rule["id"]: [node["html"][:200] for node in rule["nodes"]]
            for rule in results
            if rule["impact"] in ("serious", "critical")
        }

    return found
