"""The tables as one Frictionless data package, ``data/datapackage.json``.

It is made from the data dictionary in ``data/README.md``. The dictionary is the one description of every column; the
package only puts it into the form that other programs read.
"""

import json
import re
from pathlib import Path

from helpers.files.outputs import write_text
from helpers.files.paths import DATA
from helpers.publish.words import heads

ABOUT = "Tables read out of the English translation of the record, by rule (derived) and by hand (coding)."
TERMS = "Hand-made and derived data. Sentences of the record in them stay under the terms of its archive."
CITED = (
    "From the Journal of Ambassador P. F. Yudin, Record of Conversation with Mao Zedong, 31 March 1956, "
    "Wilson Center Digital Archive; see data/README.md"
)
# What the dictionary calls a type, as Frictionless has it. Numbers may be infinite: an open end.
FIELD_TYPES = {"text": "string", "EDTF": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
# A column of this name refers to the key of that table, wherever it stands.
KEYS = {
    "sentence_id": ("derived/utterances.csv", "sentence_id"),
    "actor_id": ("coding/actors.csv", "actor_id"),
    "text_id": ("coding/concordance_texts.csv", "text_id"),
    "point": ("derived/seven_points.csv", "point"),
}
# Tables whose columns refer to a key under another name.
OTHER_KEYS = {
    ("coding/relations.csv", "source"): KEYS["actor_id"],
    ("coding/relations.csv", "target"): KEYS["actor_id"],
    ("derived/relation_pairs.csv", "source"): KEYS["actor_id"],
    ("derived/relation_pairs.csv", "target"): KEYS["actor_id"],
    ("derived/co_mentions.csv", "source"): KEYS["actor_id"],
    ("derived/co_mentions.csv", "target"): KEYS["actor_id"],
    ("coding/comparison.csv", "source_id"): ("coding/sources.csv", "source_id"),
    ("coding/tellings.csv", "source_id"): ("coding/sources.csv", "source_id"),
    ("coding/conflicts.csv", "source_id"): ("coding/sources.csv", "source_id"),
    ("derived/quantities.csv", "sentence_id"): KEYS["sentence_id"],
}
PRIMARY = {
    *KEYS.values(),
    ("coding/sources.csv", "source_id"),
    ("coding/relations.csv", "relation_id"),
    ("coding/events.csv", "event_id"),
    ("derived/quantities.csv", "quantity_id"),
    ("coding/series.csv", "series"),
}


def read_dictionary(path: Path = DATA / "README.md") -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """Return table → (what a row is, [(column, type, meaning)]), as ``data/README.md`` describes them, in its order."""
    tables = {}
    for block in path.read_text(encoding="utf-8").split("\n### ")[1:]:
        name, _, rest = block.partition("\n")
        about = rest.strip().split("\n\n")[0] if not rest.strip().startswith("|") else ""
        rows = re.findall(r"^\| (\w+) \| (\w+) \| (.*) \|$", rest, re.MULTILINE)
        tables[name.strip()] = (" ".join(about.split()), rows[1:])
    return tables


def data_package(dictionary: dict) -> dict:
    """Return the package descriptor: one resource a table, with schema, primary key and foreign keys."""
    return {
        "name": "mao-yudin-record",
        "title": "A conversation on the record: Mao Zedong and P. F. Yudin, 31 March 1956",
        "description": ABOUT,
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC-BY-4.0", "title": TERMS}],
        "sources": [{"title": CITED}],
        "resources": [resource(name, about, columns) for name, (about, columns) in dictionary.items()],
    }


def resource(name: str, about: str, columns: list[tuple[str, str, str]]) -> dict:
    """Return the descriptor of one table."""
    schema: dict = {"fields": [field(name, *column) for column in columns], "missingValues": [""]}
    key = [column for column, _, _ in columns if (name, column) in PRIMARY]
    if key:
        schema["primaryKey"] = key
    references = [(column, OTHER_KEYS.get((name, column)) or KEYS.get(column)) for column, _, _ in columns]
    foreign = [
        {"fields": [column], "reference": {"resource": resource_name(target[0]), "fields": [target[1]]}}
        for column, target in references
        if target and target[0] != name
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": resource_name(name),
        "path": name,
        "description": about,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def field(table: str, column: str, kind: str, meaning: str) -> dict:
    """Return the descriptor of one column."""
    described: dict = {"name": column, "type": FIELD_TYPES[kind], "description": meaning}
    if title := heads().get(column):
        described["title"] = title
    if kind == "boolean":
        described |= {"trueValues": ["True"], "falseValues": ["False"]}
    if (table, column) in PRIMARY:
        described["constraints"] = {"required": True, "unique": True}
    return described


def resource_name(name: str) -> str:
    """Return the resource name of a table: "derived/utterances.csv" is derived-utterances."""
    return name.removesuffix(".csv").replace("/", "-").replace("_", "-")


def package_text() -> str:
    """Return the text of ``datapackage.json``."""
    return json.dumps(data_package(read_dictionary()), ensure_ascii=False, indent=2) + "\n"


def publish_package() -> Path:
    """Write ``data/datapackage.json`` and return its path.

    It describes every table of the data dictionary in ``data/README.md``: columns, types, keys, and what refers to
    what. Raises KeyError for a column whose type the dictionary does not know. What is written of a table (here without
    writing):

    >>> from helpers.publish.package import data_package
    >>> columns = [("letter", "integer", "number of the letter"), ("actor_id", "text", "who wrote it")]
    >>> (table,) = data_package({"derived/letters.csv": ("One row a letter.", columns)})["resources"]
    >>> table["name"], [field["type"] for field in table["schema"]["fields"]]
    ('derived-letters', ['integer', 'string'])
    >>> table["schema"]["foreignKeys"][0]["reference"]
    {'resource': 'coding-actors', 'fields': ['actor_id']}
    """
    return write_text(DATA / "datapackage.json", package_text())
