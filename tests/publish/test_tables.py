"""The published tables are what the record and the tables of people's decisions give today, to the byte."""

import re

import pandas as pd
import pytest

from helpers.files.outputs import write_table
from helpers.files.paths import DERIVED


# The claims are found in the notebooks' outputs, when these are run.
@pytest.mark.parametrize("name", sorted(path.stem for path in DERIVED.glob("*.csv") if path.stem != "claims"))
def test_a_published_table_is_what_the_record_and_the_coding_give(cells, tmp_path, name):
    made = write_table(cells.frame(name), name, tmp_path).read_text(encoding="utf-8").splitlines()
    published = (DERIVED / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert published == made


@pytest.mark.parametrize("kind", ["html", "tex", "md"])
def test_the_points_stand_on_the_same_sentences_in_every_form_of_their_table(kind):
    table = pd.read_csv(DERIVED / "seven_points.csv", dtype=str, keep_default_na=False)
    rows = (table["sentence_ids"] + " " + table["elaborated_in"]).str.cat(sep=" ").split()
    printed = (DERIVED / f"seven_points.{kind}").read_text(encoding="utf-8")
    assert re.findall(r"\bs\d{3}\b", printed) == rows
