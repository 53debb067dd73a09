"""What the tests share: the edition, parsed once, and the invented records."""

from pathlib import Path

import pytest

from helpers.networks import actor_table, co_mentions, split_spoken
from helpers.parse import read_edition

RECORDS = Path(__file__).with_name("records")


@pytest.fixture(scope="session")
def edition():
    return read_edition()


@pytest.fixture(scope="session")
def utterances(edition):
    return edition.utterances


@pytest.fixture(scope="session")
def network(edition):
    """(edges, table of actors) of the co-mention network."""
    spoken, _ = split_spoken(edition.mentions, edition.utterances, "P. F. Yudin")
    edges = co_mentions(spoken, edition.utterances)
    return edges, actor_table(spoken, edges, edition.actors)
