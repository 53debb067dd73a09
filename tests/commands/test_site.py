"""The site holds everything, leads nowhere that is not there, loads nothing from elsewhere, and comes out the same each
time."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pandas as pd
import pytest
import yaml
from lxml import html

from helpers.commands import main
from helpers.commands import site as making
from helpers.files.outputs import write_text
from helpers.files.paths import DERIVED, FIGURES, NOTEBOOKS, ROOT
from helpers.publish.figures import figure_of, read_texts
from helpers.publish.package import read_dictionary

pytestmark = pytest.mark.slow

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CSS_LOAD = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]?([^'\";]+)")
LOADING = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "use": "href",
}


@pytest.fixture(scope="module")
def pages(site):
    """Path on the site → parsed page, of every page that Sphinx made."""
    found = {
        path.relative_to(site).as_posix(): html.fromstring(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    return {name: page for name, page in found.items() if page.find_class("citation")} | {
        name: found[name] for name in ("index.html", "search.html")
    }


def article(page):
    return page.get_element_by_id("furo-main-content")


def folded(text):
    return " ".join(text.split())


def links(page):
    return [
        element.get(name)
        for element in page.iter("a", *LOADING)
        for name in ("href", "src", "data")
        if element.get(name)
    ]


# ---- what is there ------------------------------------------------------------------------------


def test_every_notebook_is_a_page_in_order_with_its_outputs_as_stored(pages):
    menu = [link.get("href") for link in pages["index.html"].find_class("sidebar-tree")[0].iter("a")]
    stems = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    assert [href for href in menu if href.startswith("notebooks/")] == [f"notebooks/{stem}.html" for stem in stems]
    for stem in stems:
        shown = folded(article(pages[f"notebooks/{stem}.html"]).text_content())
        for cell in nbformat.read(NOTEBOOKS / f"{stem}.ipynb", as_version=4).cells:
            for output in cell.get("outputs", []):
                assert folded(output.get("text", "")) in shown
                if "text/html" in output.get("data", {}):
                    assert folded(output.data["text/plain"].split("\n")[0]) in shown


def test_every_figure_stands_in_the_gallery_with_its_claim_texts_files_and_data_table(pages, site):
    gallery = article(pages["figures/index.html"])
    names = {figure_of(path.name) for path in FIGURES.glob("*.svg")}
    assert len(gallery.findall(".//section/section")) == len(names)
    for name in names:
        section = gallery.get_element_by_id(name)
        texts = read_texts(FIGURES / f"{name}.md")
        said = folded(section.text_content())
        assert all(folded(text) in said for text in (texts.claim, texts.caption, texts.source, texts.cite))
        offered = {Path(link).name for link in links(section)}
        mine = {path.name for path in FIGURES.iterdir() if figure_of(path.name) == name and path.suffix != ".md"}
        assert mine <= offered
        for file in mine:
            assert (site / f"figures/{file}").read_bytes() == (FIGURES / file).read_bytes()
        rows = [[folded(cell.text_content()) for cell in row] for row in section.iterfind(".//table/tbody/tr")]
        frame = pd.read_csv(FIGURES / f"{name}.csv", dtype=str, keep_default_na=False)
        assert rows == [[folded(cell) for cell in row] for row in frame.itertuples(index=False)]


def test_every_table_and_file_of_the_data_can_be_had(pages, site):
    offered = links(article(pages["data/README.html"]))
    assert set(read_dictionary()) <= set(offered)
    for path in DERIVED.iterdir():
        assert path.name == "SHA256SUMS" or f"derived/{path.name}" in offered
        assert (site / "data/derived" / path.name).read_bytes() == path.read_bytes()


def test_every_module_has_a_page_with_its_public_functions(pages):
    for name in making.module_names():
        source = (making.CODE / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
        described = {element.get("id") for element in pages[f"reference/{name}.html"].iter("dt")}
        assert {
            f"helpers.{name}.{function}" for function in re.findall(r"^def ([a-z]\w*)", source, re.MULTILINE)
        } <= described
        assert f"{name}.html" in links(article(pages["reference/index.html"]))


def test_every_page_says_how_to_cite_it(pages):
    for name, page in pages.items():
        (citation,) = page.find_class("citation")
        text = folded(citation.text_content())
        for expected in (
            CITATION["title"],
            f"version {CITATION['version']}, {CITATION['date-released'].year}",
            CITATION["references"][0]["title"],
        ):
            assert expected in text, name
        if name not in ("index.html", "search.html"):
            assert folded(article(page).find(".//h1").text).strip("¶") in text


# ---- what it leads to and loads -----------------------------------------------------------------


def test_every_link_leads_to_a_file_and_every_anchor_to_an_element(pages, site):
    anchors = {
        (site / name).resolve(): {element.get("id") for element in page.iter() if element.get("id")}
        for name, page in pages.items()
    }
    for name, page in pages.items():
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "data"):
                continue
            target = ((site / name).parent / unquote(parts.path)).resolve() if parts.path else (site / name).resolve()
            assert target.is_file(), (name, link)
            if target not in anchors and target.suffix == ".html":
                anchors[target] = set(re.findall(r'\bid="([^"]+)"', target.read_text(encoding="utf-8")))
            assert not parts.fragment or unquote(parts.fragment) in anchors[target], (name, link)


def test_nothing_is_loaded_from_elsewhere(pages, site):
    loaded = {
        element.get(attribute)
        for page in pages.values()
        for tag, attribute in LOADING.items()
        for element in page.iter(tag)
        if element.get(attribute)
    }
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")] + [
        style.text or "" for page in pages.values() for style in page.iter("style")
    ]
    loaded |= {"".join(match) for style in styles for match in CSS_LOAD.findall(style)}
    assert {
        address for address in loaded if urlsplit(address).scheme not in ("", "data") or address.startswith("//")
    } == set()


# ---- for everybody ------------------------------------------------------------------------------


def test_every_figure_carries_its_alternative_text_wherever_it_is_shown(pages):
    for name, page in pages.items():
        for image in page.iter("img"):
            assert image.get("alt"), name
            if image.get("src").startswith("data:"):
                continue  # drawn under another assumption, and not published
            figure = FIGURES / image.get("src").rsplit("/", 1)[-1]
            if name != "index.html":
                assert f"Alternative text: {image.get('alt')}\n" in figure.with_suffix(".md").read_text(
                    encoding="utf-8"
                )
        for drawing in article(page).iter("svg"):
            assert drawing.get("aria-labelledby") or drawing.get("aria-label"), name


def test_headings_go_down_one_step_at_a_time(pages):
    for name, page in pages.items():
        levels = [int(element.tag[1]) for element in article(page).iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), name


# ---- how it is made -----------------------------------------------------------------------------


def test_another_folder_and_another_time_give_the_same_bytes(site, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert making.build_site(tmp_path) == 0
    contents = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (site, tmp_path / "site")
    ]
    assert contents[0].keys() == contents[1].keys()
    assert [str(path) for path, data in contents[0].items() if contents[1][path] != data] == []
    assert [str(path) for path, data in contents[0].items() if str(ROOT).encode() in data] == []


def test_a_warning_leaves_the_site_that_was_there(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "BUILD", tmp_path)
    monkeypatch.setattr(
        making, "lay_out", lambda pages: write_text(pages / "index.md", "# Start\n\n[nowhere](nowhere.md)\n")
    )
    write_text(tmp_path / "site/index.html", "before")
    assert main(["site"]) != 0
    assert [path.name for path in tmp_path.iterdir()] == ["site"] and (
        tmp_path / "site/index.html"
    ).read_text() == "before"


def test_slides_are_taken_along_once_they_are_made(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "SLIDES", tmp_path / "slides")
    assert making.slides_list(making.SLIDES) == ""
    write_text(tmp_path / "slides/00_overview.html", "slides")
    making.copy_files(tmp_path / "site")
    assert (tmp_path / "site/slides/00_overview.html").read_text() == "slides"
    assert "[00_overview](slides/00_overview.html)" in making.slides_list(making.SLIDES)


def test_links_to_files_stay_and_links_to_pages_are_left_to_sphinx():
    assert (
        making.with_file_links("[s024](../data/derived/reading.html#s024)")
        == '<a href="../data/derived/reading.html#s024">s024</a>'
    )
    for text in (
        "[next](02_strength.ipynb)",
        "[codebook](coding/README.md#events)",
        "[archive](https://example.org/a.html)",
        "![figure](figures/strength.svg)",
    ):
        assert making.with_file_links(text) == text
