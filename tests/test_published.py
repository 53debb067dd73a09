"""The published tables are what the record and the tables of people's decisions give today, to the byte."""

import re

import pandas as pd
import pytest

from helpers.claims.events import bounded, read_events
from helpers.claims.losses import find_losses
from helpers.claims.other_sources import (
    compare_tellings,
    conflict_table,
    read_comparison,
    read_conflicts,
    read_sources,
    read_tellings,
)
from helpers.claims.points import concordance_matrix, elaborated, read_about_points, read_concordance, space_taken
from helpers.files.outputs import write_table
from helpers.files.paths import DERIVED
from helpers.networks.relations import arcs, backed_and_opposed
from helpers.networks.robustness import rank_intervals
from helpers.text.dates import time_span


@pytest.fixture(scope="module")
def tables(request, edition, network, kept):
    """Name → call that returns the frame."""
    edges, actors = network
    themes, bearings, beyond = read_about_points(edition.points, edition.utterances)
    points = elaborated(edition.points, themes, bearings)
    lost = find_losses(edition.quantities)
    own = {"source_id": "record", "author": edition.record.header.value("author"), "written": "1956-03-31"}
    return {
        "header": lambda: edition.record.header.fields,
        "utterances": lambda: edition.utterances,
        "quantities": lambda: edition.quantities,
        "losses": lambda: lost,
        "co_mentions": lambda: edges,
        "actors_named": lambda: actors,
        "backed_and_opposed": lambda: backed_and_opposed(
            kept, dict(zip(edition.actors["actor_id"], edition.actors["name"]))
        ),
        "rank_intervals": lambda: rank_intervals(kept, request.getfixturevalue("varied")),
        "relation_pairs": lambda: arcs(kept),
        "seven_points": lambda: points,
        "room_taken": lambda: space_taken(points, beyond),
        "concordance": lambda: concordance_matrix(edition.points, *read_concordance(edition.points)),
        "chronology": lambda: bounded(
            read_events(edition.record.source, edition.actors, edition.utterances), time_span("1956-03-31")
        ),
        "tellings": lambda: compare_tellings(
            read_tellings(), read_comparison(), read_sources(), lost.set_index("series", drop=False), own
        ),
        "conflicts": lambda: conflict_table(read_conflicts(edition.utterances), read_comparison(), read_sources()),
    }


# The claims are found in the notebooks' outputs, when these are run.
@pytest.mark.parametrize("name", sorted(path.stem for path in DERIVED.glob("*.csv") if path.stem != "claims"))
def test_a_published_table_is_what_the_record_and_the_coding_give(tables, tmp_path, name):
    made = write_table(tables[name](), name, tmp_path).read_text(encoding="utf-8").splitlines()
    published = (DERIVED / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert published == made


@pytest.mark.parametrize("kind", ["html", "tex", "md"])
def test_the_points_stand_on_the_same_sentences_in_every_form_of_their_table(kind):
    table = pd.read_csv(DERIVED / "seven_points.csv", dtype=str, keep_default_na=False)
    rows = (table["sentence_ids"] + " " + table["elaborated_in"]).str.cat(sep=" ").split()
    printed = (DERIVED / f"seven_points.{kind}").read_text(encoding="utf-8")
    assert re.findall(r"\bs\d{3}\b", printed) == rows
