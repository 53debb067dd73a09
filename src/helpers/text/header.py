"""The header of a record: what the archive's page and the document's own head say about it.

Two layers stand above the body. The *page* is the archive's: title, citation, summary, credits.
The *head* is the document's: classification, copy number, whose journal, "RECORD OF CONVERSATION
with …", the date. Below the body stands the signature.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.files.coding import check_once, read_coding, refuse_unknown
from helpers.files.errors import RecordError
from helpers.files.paths import CODING
from helpers.text.dates import full_dates
from helpers.text.spans import Span, fold, spans_between_blank_lines, spans_of_lines
from helpers.text.titles import Person, is_office, person

# "Citation:", "Original Language:" at the start of a line, with the value after it or below it.
LABEL = re.compile(r"^([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,2}):[^\S\n]*(?=\n|\r|$|\S)", re.MULTILINE)
PAGE_LABELS = {
    "citation": "citation",
    "summary": "summary",
    "credits": "credits",
    "rights": "rights",
    "original language": "original_language",
    "contents": "contents",
}
# "RECORD OF CONVERSATION": the line that opens the document proper.
RECORD_LINE = re.compile(
    r"^[^\S\n]*(?:RECORD|MEMORANDUM|MINUTES|NOTES?) OF (?:AN? |THE )?(?:CONVERSATION|MEETING|TALK)S?\b",
    re.MULTILINE | re.IGNORECASE,
)
JOURNAL_LINE = re.compile(r"^[^\S\n]*From the (?:Journal|Diary) of\b[^\S\n]*(.*)$", re.MULTILINE | re.IGNORECASE)
# In the archive's title: "From the Journal of Ambassador P. F. Yudin, Record of Conversation with …".
TITLE_AUTHOR = re.compile(r"From the (?:Journal|Diary) of\s+([^,\n]+)", re.IGNORECASE)
CLASSIFICATION = re.compile(
    r"^[^\S\n]*((?:strictly |top |very )?(?:secret|confidential)|for official use only|unclassified)\.?[^\S\n]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
COPY_NUMBER = re.compile(r"^[^\S\n]*Copy (?:No\.?|№|Nr\.?)[^\S\n]*(\S+)[^\S\n]*\r?$", re.MULTILINE | re.IGNORECASE)
JOURNAL_NUMBER = re.compile(
    r"^[^\S\n]*(?:No\.?|№|Nr\.?|Outgoing No\.?)[^\S\n]*(\S+)[^\S\n]*\r?$", re.MULTILINE | re.IGNORECASE
)
TRANSLATOR = re.compile(r"Translated (?:for \S+ )?by ([^.<\n]+)", re.IGNORECASE)
# "Archive of Foreign Policy, Russian Federation (AVPRF), fond 0100, … listy 87-98": from its name to the folios.
ARCHIVE_REFERENCE = re.compile(r"(?:(?:[A-Z][\w ]*, )?[A-Z][\w ]* \(\w+\)|\b[A-Z]\w+),\s+f(?:ond|\.)\s[^;.]*")
PRINTED_IN = re.compile(r"see also ([^;.<]+)")
PARAGRAPH_STOP = re.compile(r"[.!?:;]$")
ADDRESS = re.compile(r"<?\b(https?://[^\s>]+)>?")


@dataclass(frozen=True)
class Header:
    r"""The parsed header.

    fields: frame with field, value, edtf (dates only), start, end (in characters of the source), one row a field found;
    author: who made the record; interlocutors: with whom he spoke; body, signature: spans.

    >>> from helpers import text
    >>> source = "RECORD OF CONVERSATION\nwith Daro Velin\n3 May 1957\n\nIt rained.\n\nENVOY P. ORLEN\n"
    >>> text.parse_header(source).value("conversation_date")
    '3 May 1957'
    """

    fields: pd.DataFrame
    author: Person
    interlocutors: tuple[Person, ...]
    body: Span
    signature: Span

    def value(self, field: str) -> str:
        """Return the first value of a field, or raise KeyError naming it and the fields there are."""
        found = self.fields.loc[self.fields["field"] == field, "value"]
        if found.empty:
            raise KeyError(f"this record's header has no field {field!r}; it has {sorted(set(self.fields['field']))}")
        return found.iloc[0]


def read_addresses(folder: Path = CODING) -> dict[str, str]:
    """Read ``addresses.csv``: address on a copy → address to print. Raises CodingError for one that is none."""
    found, path = read_coding("addresses", ["on_the_copy", "address", "reason"], folder), Path(folder) / "addresses.csv"
    check_once(path, "on_the_copy", found["on_the_copy"])
    for column in ("on_the_copy", "address"):
        whole = {one for one in found[column] if ADDRESS.fullmatch(one)}
        refuse_unknown(path, column, found[column], whole, "a whole address, https://…")
    return dict(zip(found["on_the_copy"], found["address"]))


def printed_citation(header: Header, folder: Path = CODING) -> str:
    r"""Return the citation of the header with the archive's own address where the copy has another.

    ``addresses.csv`` in folder says which; an address that has no row there stays. Raises KeyError for a header
    without a citation, CodingError for a bad table.

    >>> from helpers import text
    >>> source = "Citation: Talk of May 1957, https://other.example/7\n\nRECORD OF CONVERSATION\nwith Daro Velin\n"
    >>> text.printed_citation(text.parse_header(source + "3 May 1957\n\nIt rained.\n\nENVOY P. ORLEN\n"))
    'Talk of May 1957, https://other.example/7'
    """
    citation = header.value("citation")
    for on_the_copy, address in read_addresses(folder).items():
        citation = citation.replace(on_the_copy, address)
    return citation


def is_date(text: str) -> bool:
    """True for a text that is a date with day, month and year, and nothing else."""
    return [one.surface for one in full_dates(text, 0, len(text))] == [text]


def parse_header(source: str) -> Header:
    r"""Find the page, the head, the body and the signature of a record.

    source: its decoded text. Offsets count its characters. Raises RecordError that names what was found and what was
    expected. The words of titles are those of ``titles.csv``.

    >>> from helpers import text
    >>> source = "RECORD OF CONVERSATION\nwith Mayor Daro Velin\n3 May 1957\n\nIt rained.\n\nENVOY P. ORLEN\n"
    >>> [one.name for one in text.parse_header(source).interlocutors]
    ['Daro Velin']
    """
    if not source.strip():
        raise RecordError("found an empty text; expected a record of conversation")
    blocks = spans_between_blank_lines(source, 0, len(source))
    head_line = find_record_line(source, blocks)
    head_index, body_index = head_blocks(source, blocks, head_line)
    page_end, head = blocks[head_index].start, Span(blocks[head_index].start, blocks[body_index - 1].end)
    page_rows = page_fields(source, page_end)
    head_rows = head_fields(source, head, head_line)
    author = find_author(page_rows, head_rows)
    signature_index = find_signature(source, blocks, body_index, author)
    signature = Span(blocks[signature_index].start, blocks[-1].end)
    if signature_index == body_index:
        raise RecordError(
            "found a header and a signature, but no text between them; expected the body of the conversation"
        )
    author = author or person(fold(source[signature.start : signature.end]))
    rows = page_rows + head_rows + [("signature", fold(source[signature.start : signature.end]), "", *signature)]
    fields = pd.DataFrame(rows, columns=["field", "value", "edtf", "start", "end"])
    interlocutors = tuple(person(v) for f, v, *_ in rows if f == "interlocutor")
    return Header(
        fields, author, interlocutors, Span(blocks[body_index].start, blocks[signature_index - 1].end), signature
    )


def find_record_line(source: str, blocks: list[Span]) -> re.Match:
    """Return the line that opens the document: the last "RECORD OF CONVERSATION" at the start of a line."""
    matches = list(RECORD_LINE.finditer(source))
    if not matches:
        first = fold(source[blocks[0].start : blocks[0].end])[:60]
        raise RecordError(
            f"found no line 'RECORD OF CONVERSATION' (the text begins {first!r}); "
            "expected the document's head above the body"
        )
    return matches[-1]


def head_blocks(source: str, blocks: list[Span], record_line: re.Match) -> tuple[int, int]:
    """Return (index of the head's first block, index of the body's first block).

    The head reaches back to the block after the archive's last label ("Contents: Translation - English")
    and forward over short lines that only name the interlocutors or the date.
    """
    at = next(
        i for i, b in enumerate(blocks) if b.start <= record_line.start() < b.end or b.start >= record_line.start()
    )
    labels = [m for m in LABEL.finditer(source, 0, record_line.start()) if m.group(1).lower() in PAGE_LABELS]
    first = 0
    if labels:
        label_block = next(i for i, b in enumerate(blocks) if b.end > labels[-1].start())
        value_inline = source[labels[-1].end() : blocks[label_block].end].strip()
        first = min(label_block + (1 if value_inline else 2), at)
    elif at and len(blocks) > 1:
        first = at
        while first > 1 and is_head_line(source, blocks[first - 1]):
            first -= 1
    after = at + 1
    while after < len(blocks) and is_head_line(source, blocks[after]):
        after += 1
    if after >= len(blocks):
        last = fold(source[blocks[after - 1].start : blocks[after - 1].end])[-40:]
        raise RecordError(
            f"found a header that ends with {last!r} and no body after it; expected the text of the conversation"
        )
    return first, after


def is_head_line(source: str, block: Span) -> bool:
    """True for a block that only classifies, dates, counts, or names the interlocutors."""
    text = source[block.start : block.end]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return all(
        is_date(line.rstrip("."))
        or CLASSIFICATION.fullmatch(line)
        or COPY_NUMBER.fullmatch(line)
        or JOURNAL_NUMBER.fullmatch(line)
        or JOURNAL_LINE.match(line)
        or (line.lower().startswith(("with ", "and ")) and line[-1] not in ".:;!?")
        for line in lines
    )


def page_fields(source: str, end: int) -> list[tuple]:
    """Read the archive's page: rows (field, value, edtf, start, end)."""
    labels = [m for m in LABEL.finditer(source, 0, end) if m.group(1).lower() in PAGE_LABELS]
    rows = []
    top = spans_between_blank_lines(source, 0, labels[0].start() if labels else end)
    for block in top:
        text = fold(source[block.start : block.end])
        if is_date(text):
            rows.append(("journal_date_of_page", text, full_dates(text, 0, len(text))[0].edtf, *block))
        else:
            rows.append(("title", text.strip("*# "), "", *block))
    stops = [m.start() for m in labels[1:]] + [end]
    for label, stop in zip(labels, stops):
        blocks = spans_between_blank_lines(source, label.end(), stop)
        if blocks:
            span = Span(blocks[0].start, blocks[-1].end)
            rows.append((PAGE_LABELS[label.group(1).lower()], fold(source[span.start : span.end]), "", *span))
    return rows + citation_fields(source, rows)


def citation_fields(source: str, rows: list[tuple]) -> list[tuple]:
    """Read archive references, translator and address out of the citation."""
    found = []
    for _, _, _, start, end in [row for row in rows if row[0] == "citation"]:
        patterns = (
            ("archive_reference", ARCHIVE_REFERENCE, 0),
            ("printed_in", PRINTED_IN, 1),
            ("translator", TRANSLATOR, 1),
            ("address", ADDRESS, 1),
        )
        for field, pattern, group in patterns:
            for match in pattern.finditer(source, start, end):
                found.append((field, fold(match.group(group)), "", match.start(group), match.end(group)))
    return found


def head_fields(source: str, head: Span, record_line: re.Match) -> list[tuple]:
    """Read the document's head: classification, copy, journal, numbers, dates, interlocutors."""
    rows = []
    for field, pattern in (
        ("classification", CLASSIFICATION),
        ("copy_number", COPY_NUMBER),
        ("journal_number", JOURNAL_NUMBER),
    ):
        match = pattern.search(source, *head)
        if match:
            rows.append((field, fold(match.group(1)), "", match.start(1), match.end(1)))
    rows += author_rows(source, head)
    for date in full_dates(source, *head):
        field = "journal_date" if date.start < record_line.start() else "conversation_date"
        rows.append((field, fold(date.surface), date.edtf, date.start, date.end))
    return rows + interlocutor_rows(source, record_line, head.end)


def author_rows(source: str, head: Span) -> list[tuple]:
    """Read whose journal it is: the rest of the line "From the Journal of", or the line below it."""
    match = JOURNAL_LINE.search(source, *head)
    if not match:
        return []
    if match.group(1).strip():
        return [("author", fold(match.group(1)), "", match.start(1), match.start(1) + len(match.group(1).rstrip()))]
    lines = spans_of_lines(source, match.end(), head.end)
    return [("author", fold(source[lines[0].start : lines[0].end]), "", *lines[0])] if lines else []


def interlocutor_rows(source: str, record_line: re.Match, end: int) -> list[tuple]:
    """Read with whom the conversation was: from "with" to the date, one row a person."""
    dates = full_dates(source, record_line.end(), end)
    names = source[record_line.end() : dates[0].start if dates else end]
    opening = re.search(r"\b(?:with|between)\b", names, re.IGNORECASE)
    if not opening:
        return []
    rows, place = [], record_line.end() + opening.end()
    pieces = re.split(
        r"(\s*;\s*|\s*,\s*(?:and\s+)?|\s+and\s+(?:with\s+)?|\s*\n\s*(?:and\s+)?(?:with\s+)?)",
        names[opening.end() :],
        flags=re.IGNORECASE,
    )
    pending = None
    for index, piece in enumerate(pieces):
        text = piece.strip()
        if index % 2 == 0 and text:
            start = place + len(piece) - len(piece.lstrip())
            begin = pending if pending is not None else start
            stop = start + len(text)
            surface = fold(source[begin:stop])
            # "the Minister of Foreign Affairs of Iran, A. Aram": an office without a name waits for it.
            if person(text).name and not is_office(text):
                rows.append(("interlocutor", surface, "", begin, stop))
                pending = None
            else:
                pending = begin
        place += len(piece)
    if pending is not None and rows == []:
        rows.append(("interlocutor", fold(source[pending:place]), "", pending, place))
    return rows


def find_author(page_rows: list[tuple], head_rows: list[tuple]) -> Person | None:
    """Return who made the record: the head's journal line first, then the title; None if only the signature can say."""
    for field, value, *_ in head_rows:
        if field == "author":
            return person(value)
    for field, value, *_ in page_rows:
        match = TITLE_AUTHOR.search(value) if field in ("title", "citation") else None
        if match:
            return person(match.group(1))
    return None


def find_signature(source: str, blocks: list[Span], first: int, author: Person | None) -> int:
    """Return the index of the signature's first block, searching up from the end of the text.

    A signature is short, does not end as a sentence does, and holds the author's surname or stands in capitals.
    """
    surname = author.name.split()[-1].casefold() if author else None
    for index in range(len(blocks) - 1, max(first - 1, len(blocks) - 5), -1):
        text = fold(source[blocks[index].start : blocks[index].end])
        named = surname is not None and surname in text.casefold()
        if len(text.split()) <= 20 and not text.endswith((".", "?", "!", ":", ";", ",")) and (named or text.isupper()):
            before = index - 1
            office = fold(source[blocks[before].start : blocks[before].end])
            return before if before > first and office.isupper() and not PARAGRAPH_STOP.search(office) else index
    last = fold(source[blocks[-1].start : blocks[-1].end])
    whose = f"{author.name}'s signature" if author else "a signature in capitals"
    raise RecordError(
        f"found no signature: the text ends {last[-60:]!r}; expected {whose} below the body (is the text cut off?)"
    )
