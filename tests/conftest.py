"""What the tests share: the edition, parsed once, the cells of the notebooks, and copies that a test may spoil."""

import shutil

import nbformat
import pytest

from helpers.claims.relations import held, read_relations, split_room
from helpers.commands.site import build_site
from helpers.edition import read_edition
from helpers.files.paths import CODING, RECORD, ROOT
from helpers.networks.co_mention import actor_table, co_mentions, split_spoken
from helpers.networks.robustness import vary
from tests.shared import Cells, run

ONE_FIGURE = """from helpers import charts, claims, publish_figure, read_edition

publish_figure(charts.strength(claims.find_losses(read_edition().quantities)))"""


@pytest.fixture
def copy(tmp_path):
    """A copy of the project that a test may spoil."""
    for folder in ("src", "data", "notebooks", "figures"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        )
    shutil.copyfile(ROOT / "CITATION.cff", tmp_path / "CITATION.cff")
    return tmp_path


@pytest.fixture
def small(copy):
    """A copy with a single notebook, which draws a single figure; its outputs are the committed ones."""
    for folder in ("notebooks", "figures", "data/derived"):
        shutil.rmtree(copy / folder)
        (copy / folder).mkdir()
    cell = nbformat.v4.new_code_cell(ONE_FIGURE, id="one", metadata={"tags": ["figure-strength-*"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), copy / "notebooks/one.ipynb")
    assert run(copy, "run", "--accept").returncode == 0
    return copy


@pytest.fixture
def coding(tmp_path):
    """A copy of data/coding that a test may spoil."""
    folder = tmp_path / "coding"
    shutil.copytree(CODING, folder)
    return folder


@pytest.fixture(scope="session")
def edition():
    return read_edition()


@pytest.fixture(scope="session")
def utterances(edition):
    return edition.utterances


@pytest.fixture(scope="session")
def relations(edition):
    """All coded relations."""
    return read_relations(edition.actors, edition.utterances)


@pytest.fixture(scope="session")
def kept(relations):
    """The relations that are stated or attempted."""
    return held(relations)[0]


@pytest.fixture(scope="session")
def account(kept):
    """Of these, what is told of the history, without what happens in the room."""
    return split_room(kept)[0]


@pytest.fixture(scope="session")
def varied(kept):
    """The ranks with one thing left out at a time; they take seconds."""
    return vary(kept)


@pytest.fixture(scope="session")
def network(edition):
    """(edges, table of actors) of the co-mention network."""
    spoken, _ = split_spoken(edition.mentions, edition.utterances, "P. F. Yudin")
    edges = co_mentions(spoken, edition.utterances)
    return edges, actor_table(spoken, edges, edition.actors)


@pytest.fixture(scope="session")
def cells():
    """The cells of the notebooks; each is run when something it makes is asked for."""
    return Cells()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site, built once and without a warning; that takes half a minute."""
    folder = tmp_path_factory.mktemp("site")
    assert build_site(folder) == 0
    return folder / "site"


@pytest.fixture
def altered(tmp_path, monkeypatch):
    """Return a function that parses the record as this project's own, with one span of its text exchanged."""
    path = tmp_path / "record.txt"
    monkeypatch.setattr("helpers.edition.RECORD", path)

    def parse(begin, end, new):
        text = RECORD.read_text(encoding="utf-8")
        path.write_text(text[:begin] + new + text[end:], encoding="utf-8")
        return read_edition(path)

    return parse
