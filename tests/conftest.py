"""What the tests share: the edition, parsed once, and the invented records."""

import shutil
from pathlib import Path

import pytest

from helpers.networks import actor_table, co_mentions, split_spoken
from helpers.parse import read_edition
from helpers.paths import CODING
from helpers.relations import held, read_relations
from helpers.robustness import vary
from helpers.site import build

RECORDS = Path(__file__).with_name("records")


def spoil(path, old, new):
    """Change a table of people's decisions in one place, to see it refused; what is to change must stand there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


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
def site(tmp_path_factory):
    """The folder of the site, built once and without a warning; that takes half a minute."""
    folder = tmp_path_factory.mktemp("site")
    assert build(folder) == 0
    return folder / "site"
