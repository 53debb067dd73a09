"""The header of a record: what the archive's page and the document's own head say about it.

Two layers stand above the body. The *page* is the archive's: title, citation, summary, credits.
The *head* is the document's: classification, copy number, whose journal, "RECORD OF CONVERSATION
with …", the date. Below the body stands the signature.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from helpers.errors import RecordError

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
_MONTH = "|".join(MONTHS)
# '31 March 1956', '"5" April 1956', 'April 5, 1956'; quotation marks may be typographic.
DATE = re.compile(
    rf"[\"“”]?(?P<day>\d{{1,2}})[\"“”]?\s+(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}}),?\s+(?P<year2>\d{{4}})",
    re.IGNORECASE,
)
# "Citation:", "Original Language:" at the start of a line, with the value after it or below it.
LABEL = re.compile(r"^([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,2}):[^\S\n]*(?=\n|\r|$|\S)", re.MULTILINE)
PAGE_LABELS = {
    "citation": "citation", "summary": "summary", "credits": "credits", "rights": "rights",
    "original language": "original_language", "contents": "contents",
}
# "RECORD OF CONVERSATION": the line that opens the document proper.
RECORD_LINE = re.compile(r"^[^\S\n]*(?:RECORD|MEMORANDUM|MINUTES|NOTES?) OF (?:AN? |THE )?(?:CONVERSATION|MEETING|TALK)S?\b", re.MULTILINE | re.IGNORECASE)
JOURNAL_LINE = re.compile(r"^[^\S\n]*From the (?:Journal|Diary) of\b[^\S\n]*(.*)$", re.MULTILINE | re.IGNORECASE)
# In the archive's title: "From the Journal of Ambassador P. F. Yudin, Record of Conversation with …".
TITLE_AUTHOR = re.compile(r"From the (?:Journal|Diary) of\s+([^,\n]+)", re.IGNORECASE)
CLASSIFICATION = re.compile(r"^[^\S\n]*((?:strictly |top |very )?(?:secret|confidential)|for official use only|unclassified)\.?[^\S\n]*\r?$", re.MULTILINE | re.IGNORECASE)
COPY_NUMBER = re.compile(r"^[^\S\n]*Copy (?:No\.?|№|Nr\.?)[^\S\n]*(\S+)[^\S\n]*\r?$", re.MULTILINE | re.IGNORECASE)
JOURNAL_NUMBER = re.compile(r"^[^\S\n]*(?:No\.?|№|Nr\.?|Outgoing No\.?)[^\S\n]*(\S+)[^\S\n]*\r?$", re.MULTILINE | re.IGNORECASE)
TRANSLATOR = re.compile(r"Translated (?:for \S+ )?by ([^.<\n]+)", re.IGNORECASE)
# "Archive of Foreign Policy, Russian Federation (AVPRF), fond 0100, … listy 87-98": from the archive's name to the folios.
ARCHIVE_REFERENCE = re.compile(r"(?:(?:[A-Z][\w ]*, )?[A-Z][\w ]* \(\w+\)|\b[A-Z]\w+),\s+f(?:ond|\.)\s[^;.]*")
PRINTED_IN = re.compile(r"see also ([^;.<]+)")
ADDRESS = re.compile(r"<?\b(https?://[^\s>]+)>?")

# Words of a title by which a record calls its interlocutor: "the Minister", "the Premier".
OFFICES = frozenset(
    "ambassador minister premier president chairman chairwoman chairperson secretary king queen prince princess shah "
    "emperor director chief counselor counsellor consul envoy delegate marshal general colonel chancellor leader mayor "
    "governor commissioner rector professor academician doctor bishop archbishop patriarch cardinal sheikh sultan emir count "
    "baron duke captain commander admiral brigadier major engineer editor writer senator deputy speaker attaché adviser "
    "advisor manager banker publisher judge inspector commandant regent vizier poet architect scientist "
    "vice-president vice-premier vice-minister".split()
)
# Words before a name that say what somebody is, not who: they end where the name begins.
TITLE_WORDS = OFFICES | frozenset(
    "comrade comrades cde mr mrs ms miss madame madam mme sir lord lady dr prof head first second third vice acting "
    "prime foreign charge d'affaires representative commissar member the of for to in and affairs state his her excellency "
    "council commission committee republic government party union department ministry board bureau institute academy "
    "university parliament assembly senate office congress embassy central planning revolutionary national people's "
    "supreme economic economy trade defense defence finance agriculture industry education culture war interior "
    "internal external public security army navy forces staff republic's plenipotentiary extraordinary bank mission delegation front league federation "
    "society association company railway railways museum college hospital".split()
)
# After these a title still needs its place: "Ambassador of India", "Ambassador to the PRC".
BEFORE_PLACE = frozenset({"of", "to", "in", "for", "the"})


class Span(NamedTuple):
    """Half-open character offsets into the decoded source."""

    start: int
    end: int


@dataclass(frozen=True)
class Person:
    """Somebody the header names: as written there, without the title, and the title itself."""

    surface: str
    name: str
    title: str


@dataclass(frozen=True)
class Header:
    """The parsed header.

    fields: frame with field, value, edtf (dates only), start, end, one row a field found;
    author: who made the record; interlocutors: with whom he spoke; body, signature: spans.
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


def fold(text: str) -> str:
    """Fold every run of white space into one space."""
    return " ".join(text.split())


def unfolded(text: str) -> str:
    """Return a pattern that meets folded text in a source, across its line breaks."""
    return r"\s+".join(map(re.escape, text.split()))


def spans_between_blank_lines(source: str, start: int, end: int) -> list[Span]:
    """Return the blocks of text between blank lines, without the white space around them."""
    spans, begin, last, place = [], None, start, start
    for line in source[start:end].split("\n"):
        if line.strip():
            begin = place + len(line) - len(line.lstrip()) if begin is None else begin
            last = place + len(line.rstrip())
        elif begin is not None:
            spans.append(Span(begin, last))
            begin = None
        place += len(line) + 1
    return spans + ([Span(begin, last)] if begin is not None else [])


def date_edtf(match: re.Match) -> str:
    """Return the EDTF (ISO 8601) form of a date that DATE has matched."""
    day = match["day"] or match["day2"]
    month = match["month"] or match["month2"]
    year = match["year"] or match["year2"]
    return f"{year}-{MONTHS.index(month.capitalize()) + 1:02d}-{int(day):02d}"


def parse_header(source: str) -> Header:
    """Find the page, the head, the body and the signature of a record.

    Raises RecordError that names what was found and what was expected.
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
        raise RecordError("found a header and a signature, but no text between them; expected the body of the conversation")
    author = author or person(fold(source[signature.start:signature.end]))
    rows = page_rows + head_rows + [("signature", fold(source[signature.start:signature.end]), "", *signature)]
    fields = pd.DataFrame(rows, columns=["field", "value", "edtf", "start", "end"])
    interlocutors = tuple(person(v) for f, v, *_ in rows if f == "interlocutor")
    return Header(fields, author, interlocutors, Span(blocks[body_index].start, blocks[signature_index - 1].end), signature)


def find_record_line(source: str, blocks: list[Span]) -> re.Match:
    """Return the line that opens the document: the last "RECORD OF CONVERSATION" at the start of a line."""
    matches = list(RECORD_LINE.finditer(source))
    if not matches:
        first = fold(source[blocks[0].start:blocks[0].end])[:60]
        raise RecordError(f"found no line 'RECORD OF CONVERSATION' (the text begins {first!r}); expected the document's head above the body")
    return matches[-1]


def head_blocks(source: str, blocks: list[Span], record_line: re.Match) -> tuple[int, int]:
    """Return (index of the head's first block, index of the body's first block).

    The head reaches back to the block after the archive's last label ("Contents: Translation - English")
    and forward over short lines that only name the interlocutors or the date.
    """
    at = next(i for i, b in enumerate(blocks) if b.start <= record_line.start() < b.end or b.start >= record_line.start())
    labels = [m for m in LABEL.finditer(source, 0, record_line.start()) if m.group(1).lower() in PAGE_LABELS]
    first = 0
    if labels:
        label_block = next(i for i, b in enumerate(blocks) if b.end > labels[-1].start())
        value_inline = source[labels[-1].end():blocks[label_block].end].strip()
        first = min(label_block + (1 if value_inline else 2), at)
    elif at and len(blocks) > 1:
        first = at
        while first > 1 and is_head_line(source, blocks[first - 1]):
            first -= 1
    after = at + 1
    while after < len(blocks) and is_head_line(source, blocks[after]):
        after += 1
    if after >= len(blocks):
        raise RecordError(f"found a header that ends with {fold(source[blocks[after - 1].start:blocks[after - 1].end])[-40:]!r} and no body after it; expected the text of the conversation")
    return first, after


def is_head_line(source: str, block: Span) -> bool:
    """True for a block that only classifies, dates, counts, or names the interlocutors."""
    text = source[block.start:block.end]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return all(
        DATE.fullmatch(line.rstrip(".")) or CLASSIFICATION.fullmatch(line) or COPY_NUMBER.fullmatch(line)
        or JOURNAL_NUMBER.fullmatch(line) or JOURNAL_LINE.match(line) or (line.lower().startswith(("with ", "and ")) and line[-1] not in ".:;!?")
        for line in lines
    )


def page_fields(source: str, end: int) -> list[tuple]:
    """Read the archive's page: rows (field, value, edtf, start, end)."""
    labels = [m for m in LABEL.finditer(source, 0, end) if m.group(1).lower() in PAGE_LABELS]
    rows = []
    top = spans_between_blank_lines(source, 0, labels[0].start() if labels else end)
    for block in top:
        text = fold(source[block.start:block.end])
        date = DATE.fullmatch(text)
        if date:
            rows.append(("journal_date_of_page", text, date_edtf(date), *block))
        else:
            rows.append(("title", text.strip("*# "), "", *block))
    stops = [m.start() for m in labels[1:]] + [end]
    for label, stop in zip(labels, stops):
        blocks = spans_between_blank_lines(source, label.end(), stop)
        if blocks:
            span = Span(blocks[0].start, blocks[-1].end)
            rows.append((PAGE_LABELS[label.group(1).lower()], fold(source[span.start:span.end]), "", *span))
    return rows + citation_fields(source, rows)


def citation_fields(source: str, rows: list[tuple]) -> list[tuple]:
    """Read archive references, translator and address out of the citation."""
    found = []
    for _, _, _, start, end in [row for row in rows if row[0] == "citation"]:
        patterns = (
            ("archive_reference", ARCHIVE_REFERENCE, 0), ("printed_in", PRINTED_IN, 1),
            ("translator", TRANSLATOR, 1), ("address", ADDRESS, 1),
        )
        for field, pattern, group in patterns:
            for match in pattern.finditer(source, start, end):
                found.append((field, fold(match.group(group)), "", match.start(group), match.end(group)))
    return found


def head_fields(source: str, head: Span, record_line: re.Match) -> list[tuple]:
    """Read the document's head: classification, copy, journal, numbers, dates, interlocutors."""
    rows = []
    for field, pattern in (("classification", CLASSIFICATION), ("copy_number", COPY_NUMBER), ("journal_number", JOURNAL_NUMBER)):
        match = pattern.search(source, *head)
        if match:
            rows.append((field, fold(match.group(1)), "", match.start(1), match.end(1)))
    rows += author_rows(source, head)
    for match in DATE.finditer(source, *head):
        field = "journal_date" if match.start() < record_line.start() else "conversation_date"
        rows.append((field, fold(match.group()), date_edtf(match), match.start(), match.end()))
    return rows + interlocutor_rows(source, record_line, head.end)


def author_rows(source: str, head: Span) -> list[tuple]:
    """Read whose journal it is: the rest of the line "From the Journal of", or the line below it."""
    match = JOURNAL_LINE.search(source, *head)
    if not match:
        return []
    if match.group(1).strip():
        return [("author", fold(match.group(1)), "", match.start(1), match.start(1) + len(match.group(1).rstrip()))]
    lines = spans_of_lines(source, match.end(), head.end)
    return [("author", fold(source[lines[0].start:lines[0].end]), "", *lines[0])] if lines else []


def interlocutor_rows(source: str, record_line: re.Match, end: int) -> list[tuple]:
    """Read with whom the conversation was: from "with" to the date, one row a person."""
    rest = source[record_line.end():end]
    date = DATE.search(rest)
    names = rest[:date.start()] if date else rest
    opening = re.search(r"\b(?:with|between)\b", names, re.IGNORECASE)
    if not opening:
        return []
    rows, place = [], record_line.end() + opening.end()
    pieces = re.split(r"(\s*;\s*|\s*,\s*(?:and\s+)?|\s+and\s+(?:with\s+)?|\s*\n\s*(?:and\s+)?(?:with\s+)?)", names[opening.end():], flags=re.IGNORECASE)
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


def is_office(text: str) -> bool:
    """True for "the Minister of Foreign Affairs of Iran": an office and its country, nobody's name."""
    words = [word.strip(".,").lower() for word in text.split()]
    return len(words) > 2 and words[-2] in {"of", "for"} and any(w in TITLE_WORDS for w in words[:-2])


def spans_of_lines(source: str, start: int, end: int) -> list[Span]:
    """Return the lines that hold text, without the white space around them."""
    return [Span(m.start(), m.end()) for m in re.compile(r"\S[^\n]*(?<=\S)").finditer(source, start, end)]


def person(surface: str) -> Person:
    """Split "Comrade Mao Zedong" or "AMBASSADOR OF THE USSR … P. YUDIN" into title and name."""
    words = fold(surface).strip(" ,;").split(" ")
    cut = max((i + 1 for i, word in enumerate(words) if word.strip(".,").lower() in TITLE_WORDS), default=0)
    if cut and words[cut - 1].lower() in BEFORE_PLACE and len(words) > cut + 1:
        cut += 1
    name = " ".join(words[cut:]).strip(" ,;")
    # "P.F. Yudin" and "P. F. Yudin" are one name; the spaced form is the citation's.
    name = re.sub(r"\b([^\W\d_])\.\s*(?=[^\W\d_])", r"\1. ", name)
    return Person(fold(surface), name, " ".join(words[:cut]))


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
        text = fold(source[blocks[index].start:blocks[index].end])
        named = surname is not None and surname in text.casefold()
        if len(text.split()) <= 20 and not text.endswith((".", "?", "!", ":", ";", ",")) and (named or text.isupper()):
            before = index - 1
            office = fold(source[blocks[before].start:blocks[before].end])
            return before if before > first and office.isupper() and not PARAGRAPH_STOP.search(office) else index
    last = fold(source[blocks[-1].start:blocks[-1].end])
    whose = f"{author.name}'s signature" if author else "a signature in capitals"
    raise RecordError(f"found no signature: the text ends {last[-60:]!r}; expected {whose} below the body (is the text cut off?)")


PARAGRAPH_STOP = re.compile(r"[.!?:;]$")
