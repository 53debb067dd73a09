"""The data package: made from the dictionary, valid as it stands, and not valid once a table is broken."""

import json
import shutil

import frictionless
import pytest

from helpers.files.paths import DATA
from helpers.publish.package import data_package, package_text, read_dictionary
from helpers.publish.words import read_heads


def test_the_committed_package_is_the_one_that_the_dictionary_gives():
    assert (DATA / "datapackage.json").read_text(encoding="utf-8") == package_text()


def test_every_table_of_the_data_is_a_resource_with_all_its_columns():
    package = json.loads(package_text())
    assert {resource["path"] for resource in package["resources"]} == {
        f"{folder}/{path.name}" for folder in ("derived", "coding") for path in (DATA / folder).glob("*.csv")
    }
    for resource in package["resources"]:
        header = (DATA / resource["path"]).read_text(encoding="utf-8").split("\n")[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == header.split(",")
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_every_column_has_its_head_in_the_notebooks_and_the_package_says_it():
    given = dict(read_heads().itertuples(index=False, name=None))
    for name, (_, columns) in read_dictionary().items():
        assert {column for column, _, _ in columns} <= set(given), name
    (losses,) = [one for one in data_package(read_dictionary())["resources"] if one["path"] == "derived/losses.csv"]
    titles = {field["name"]: field.get("title") for field in losses["schema"]["fields"]}
    assert titles["lost_percent"] == "lost, %" and titles["before"] == "before"


def test_sentences_actors_and_sources_are_foreign_keys():
    package = {resource["name"]: resource["schema"] for resource in data_package(read_dictionary())["resources"]}
    targets = {
        (name, key["fields"][0]): key["reference"]["resource"]
        for name, schema in package.items()
        for key in schema.get("foreignKeys", [])
    }
    assert targets["coding-relations", "sentence_id"] == "derived-utterances"
    assert targets["coding-relations", "target"] == "coding-actors"
    assert targets["coding-comparison", "source_id"] == "coding-sources"
    assert targets["coding-concordance", "text_id"] == "coding-concordance-texts"


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def errors(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    return {error.type for task in report.tasks for error in task.errors} | {error.type for error in report.errors}


def test_the_package_is_valid(copy):
    assert errors(copy) == set()


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("coding/relations.csv", "r001,s001,", "r001,s999,", "foreign-key"),
        ("coding/relations.csv", ",khrushchev,mao,", ",krushchev,mao,", "foreign-key"),
        ("coding/comparison.csv", ",mao-1928,", ",mao-1929,", "foreign-key"),
        ("derived/quantities.csv", ",300000,", ",many,", "type-error"),
        ("derived/utterances.csv", "\ns002,", "\ns001,", "unique-error"),
        ("coding/events.csv", "event_id,", "event,", "incorrect-label"),
        ("coding/actors.csv", "\nmao,", "\n,", "constraint-error"),
    ],
)
def test_a_broken_table_is_not(copy, table, old, new, error):
    path = copy / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert error in errors(copy)
