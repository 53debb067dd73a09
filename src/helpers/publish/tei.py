"""The record in TEI P5: header from the parsed fields, every sentence with its speaker and what is marked in it.

Sentences of somebody's speech are ``said`` (direct or not, always aloud), narration is ``seg``. Marked are names,
numbers, dates and editors' additions. A name refers to the authority list in the header; a page break that runs through
a sentence is ``pb``. Brackets and asterisks stay in the text as they stand.
"""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pandas as pd

from helpers.edition import Edition
from helpers.files.outputs import write_text
from helpers.files.paths import DERIVED
from helpers.publish.marks import lay_marks, pieces
from helpers.text.header import printed_citation

NAMESPACE = "http://www.tei-c.org/ns/1.0"
ID = "{http://www.w3.org/XML/1998/namespace}id"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# A blank line inside a sentence is a page break of the export.
PAGE_BREAK = re.compile(r"\n\s*\n")
# Stands for a page break while a sentence is cut into pieces, so that a name that runs over one stays a single element.
BREAK = "\x00"
MODE_MEANINGS = {
    "indirect": "reported speech with its own cue in the sentence",
    "free_indirect": "reported speech without one",
    "direct": "the interlocutor's first person carried as spoken",
}
TERMS = (
    "Encoded for an executable edition. The translation stays under the terms of its archive; "
    "the encoding is CC BY 4.0."
)
EDITORIAL = (
    "The text is kept as it stands. Square brackets are the editors' (supplied), asterisks mark italics (hi). Speaker "
    "and mode were found by rule; names follow a hand-made authority list."
)
# Elements that stand on lines of their own.
BLOCKS = frozenset({
    "TEI", "teiHeader", "fileDesc", "titleStmt", "sourceDesc", "listBibl", "profileDesc", "particDesc", "listPerson",
    "listOrg", "text", "body", "div", "list", "encodingDesc", "taxonomy",
})  # fmt: skip
# How a mark is encoded, the outermost first.
NESTING = ("editor", "actor", "quantity", "date", "italic")


def tei_document(edition: Edition) -> Element:
    """Return the whole record as a TEI element: header, authority list, text."""
    root = Element("TEI", xmlns=NAMESPACE)
    add_header(root, edition)
    text = SubElement(root, "text", {LANGUAGE: "en"})
    division = SubElement(SubElement(text, "body"), "div", type="record_of_conversation")
    add_sentences(division, edition)
    signature = edition.record.header.value("signature")
    if signature:
        SubElement(SubElement(division, "closer"), "signed").text = signature
    spread(root)
    return root


def add_header(root: Element, edition: Edition) -> None:
    """Add the TEI header, from the fields that the header of the record holds; a field that is missing is left out."""
    fields = edition.record.header.fields
    first = fields.drop_duplicates("field").set_index("field")
    value = dict(zip(first.index, first["value"]))
    header = SubElement(root, "teiHeader")
    file = SubElement(header, "fileDesc")
    titles = SubElement(file, "titleStmt")
    SubElement(titles, "title").text = value.get("title", "Record of conversation")
    SubElement(titles, "author").text = value.get("author", "")
    if "translator" in value:
        statement = SubElement(titles, "respStmt")
        SubElement(statement, "resp").text = "translated by"
        SubElement(statement, "name").text = value["translator"]
    editors = SubElement(titles, "respStmt", {ID: "editors"})
    SubElement(editors, "resp").text = "additions in square brackets"
    SubElement(editors, "name").text = "the editors of the translation"
    publication = SubElement(file, "publicationStmt")
    SubElement(publication, "p").text = TERMS
    source = SubElement(SubElement(file, "sourceDesc"), "listBibl")
    for kind in ("citation", "archive_reference", "printed_in"):
        for one in fields.loc[fields["field"] == kind, "value"]:
            cited = printed_citation(edition.record.header) if kind == "citation" else one
            SubElement(source, "bibl", type=kind).text = cited
    encoding_description = SubElement(header, "encodingDesc")
    SubElement(SubElement(encoding_description, "editorialDecl"), "p").text = EDITORIAL
    modes = SubElement(SubElement(encoding_description, "classDecl"), "taxonomy")
    for mode, meaning in MODE_MEANINGS.items():
        SubElement(SubElement(modes, "category", {ID: mode}), "catDesc").text = meaning
    profile = SubElement(header, "profileDesc")
    creation = SubElement(profile, "creation")
    for kind in ("conversation_date", "journal_date"):
        if kind in value and first.loc[kind, "edtf"]:
            SubElement(creation, "date", type=kind, when=first.loc[kind, "edtf"]).text = value[kind]
    languages = SubElement(profile, "langUsage")
    SubElement(languages, "language", ident="en").text = "English (translation)"
    add_actors(SubElement(profile, "particDesc"), edition)


def add_actors(description: Element, edition: Edition) -> None:
    """Add the actors that the record names or that speak in it: persons, and as orgs all that are none."""
    named = {*edition.mentions["actor_id"], *edition.actors.loc[edition.actors["role"] != "", "actor_id"]}
    people, others = SubElement(description, "listPerson"), Element("listOrg")
    for row in edition.actors[edition.actors["actor_id"].isin(named)].sort_values("actor_id").itertuples():
        if row.kind == "person":
            SubElement(SubElement(people, "person", {ID: row.actor_id}), "persName").text = row.name
        else:
            entry = SubElement(others, "org", {ID: row.actor_id, "type": row.kind})
            SubElement(entry, "orgName").text = row.name
    if len(others):
        description.append(others)


def add_sentences(division: Element, edition: Edition) -> None:
    """Add one ``p`` a paragraph, one ``list`` for a run of numbered points, and in them every sentence."""
    marked = lay_marks(edition)
    marked = marked[marked["mark"].isin(NESTING)]
    source = PAGE_BREAK.sub(lambda match: BREAK + match.group()[1:], edition.record.source)
    ids = dict(zip(edition.actors["name"], edition.actors["actor_id"]))
    kinds = dict(zip(edition.actors["actor_id"], edition.actors["kind"]))
    for number, paragraph in edition.utterances.groupby("paragraph", sort=True):
        block = (
            SubElement(division, "list", rend="numbered")
            if paragraph["item"].notna().all()
            else SubElement(division, "p", n=str(number))
        )
        for item, group in paragraph.groupby(paragraph["item"].fillna(0), sort=True):
            holder = SubElement(block, "item", n=str(int(item))) if block.tag == "list" else block
            for row in group.itertuples():
                holder.append(sentence(row, source, marked, ids, kinds))


def sentence(row, source: str, marked: pd.DataFrame, ids: dict[str, str], kinds: dict[str, str]) -> Element:
    """Return one sentence as ``said`` or ``seg``, with its pieces; a space follows it."""
    if row.speaker in ids:
        direct = "true" if row.mode == "direct" else "false"
        speech = {"who": f"#{ids[row.speaker]}", "direct": direct, "aloud": "true", "ana": f"#{row.mode}"}
        element = Element("said", {ID: row.sentence_id} | speech)
    else:
        element = Element("seg", {ID: row.sentence_id, "type": "narration"})
    for piece in pieces(source, row.start, row.end, marked):
        append_piece(element, piece.text, piece.marks, kinds)
    element.tail = " "
    return element


def append_piece(parent: Element, text: str, marks: dict[str, str], kinds: dict[str, str]) -> None:
    """Append a stretch of text with the elements that its marks stand for, one inside the other."""
    for mark in NESTING:
        if mark in marks:
            unclosed = open_bracket(parent) if mark == "editor" else None
            parent = SubElement(parent, *encoding(mark, marks[mark], kinds)) if unclosed is None else unclosed
    for place, part in enumerate(text.split(BREAK)):
        if place:
            SubElement(parent, "pb")
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part


def open_bracket(parent: Element) -> Element | None:
    """Return the editors' bracket that the last piece left open, as a name inside it does: "[Jiang Jieshi's]"."""
    last = parent[-1] if len(parent) else None
    return last if last is not None and last.tag == "supplied" and not "".join(last.itertext()).endswith("]") else None


def encoding(mark: str, value: str, kinds: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return (tag, attributes) for one mark."""
    if mark == "editor":
        return "supplied", {"reason": "editorial", "resp": "#editors"}
    if mark == "actor":
        return ("persName" if kinds[value] == "person" else "orgName"), {"ref": f"#{value}"}
    if mark == "quantity":
        return "num", number_attributes(value)
    if mark == "date":
        return "date", date_attributes(value)
    return "hi", {"rend": "italic"}


def number_attributes(meaning: str) -> dict[str, str]:
    """Return the TEI attributes of a quantity from what it means: "40 ships", "5 to 6 weeks", "30 percent"."""
    numbers = re.match(r"([\d,.]+)(?: to ([\d,.]+))?", meaning)
    low, high = numbers.group(1).replace(",", ""), (numbers.group(2) or "").replace(",", "")
    if high:
        return {"atLeast": low, "atMost": high}
    return {"type": "percentage", "value": low} if "percent" in meaning else {"value": low}


def date_attributes(edtf: str) -> dict[str, str]:
    """Return the TEI attributes of a date from its EDTF form; none where the text gives no year."""
    if not edtf[:4].isdigit():
        return {}
    if "/" in edtf:
        first, last = edtf.split("/")
        return {"from": first, "to": last}
    return {"when": edtf}


def spread(root: Element) -> None:
    """Put block elements on lines of their own; the text inside paragraphs and items stays on one."""
    for parent in root.iter():
        if parent.tag in BLOCKS:
            parent.text = "\n"
            for child in parent:
                child.tail = "\n"


def publish_tei(edition: Edition, folder: Path | None = None) -> Path:
    r"""Write the record to ``data/derived/record.tei.xml`` and return its path.

    folder: another than ``data/derived``. One ``said`` or ``seg`` a sentence, whose xml:id is its sentence_id; it
    refers by ``who`` to the list of actors in the header.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import publish, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin said that 40 ships sailed.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     path = publish.publish_tei(read_edition(Path(folder, "record.txt")), folder)
    ...     '<num value="40">40</num> ships sailed.' in path.read_text(encoding="utf-8")
    True
    """
    body = ElementTree.tostring(tei_document(edition), encoding="unicode")
    return write_text(Path(folder or DERIVED) / "record.tei.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n')
