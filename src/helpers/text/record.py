"""From source text to record: the header's fields, the paragraphs and the sentences.

Everything keeps its place: each field, paragraph and sentence carries half-open character
offsets into the decoded source, and ``source[start:end]`` is always what it was read from.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import itemgetter

import pandas as pd

from helpers.files.errors import RecordError
from helpers.text.header import Header, parse_header
from helpers.text.spans import Span, fold, spans_between_blank_lines
from helpers.text.tokens import CLOSING, QUOTES, SINGLE, Tokens, tokenize

# Layers of the text: the editors' words stand in square brackets ("[PRC military leader]"), italics in asterisks.
EDITORS = re.compile(r"\[[^\[\]]*\]")
ITALICS = re.compile(r"\*(?=\S)[^*\n]+(?<=\S)\*")

SENTENCE_COLUMNS = ["sentence_id", "paragraph", "broken", "start", "end", "text", "item"]

# "88", "- 3 -", "[p. 12]": a page number that the export left standing between two paragraphs.
PAGE_NUMBER = re.compile(r"[\[(\s–—-]*(?:p(?:age|\.)?\s*)?\d{1,4}[\])\s.–—-]*", re.IGNORECASE)
# The end of a whole paragraph: "China.", "seven points:", "leadership style;", 'dacha."', "etc.)."
PARAGRAPH_STOPS, CLOSERS = tuple(".!?…:;"), "".join(QUOTES.values()) + ")]*"
# The end of a sentence, with the quotation marks and brackets that close on it; "No. 289" is none.
# The first mark stands before the look-behind, for a pattern that begins with a character is found quickly.
SENTENCE_END = re.compile(rf"([.!?…](?<![.!?…]{{2}})[.!?…]*)[{re.escape(CLOSERS)}]*(?=\s)(?!(?<=\bNo\.)\s+\d)")
# What a new sentence starts with after the white space: an opening mark, a capital, a digit.
SENTENCE_START = re.compile(rf"\s+[{''.join(QUOTES)}(\[*—–-]*\s*(\w)")
# Full stops that end no sentence: "P. F. Yudin", "[A.I.] Mikoyan", "i.e. he", "Mr. Eden".
ABBREVIATION = re.compile(
    r"(?:(?<![^\W_])(?<!['’])[^\W\d_a-z]\.|\b(?:i\.\s?e|e\.\s?g|cf|vs|pp|approx|Vol|Art|Mr|Mrs|Ms|"
    r"Messrs|Dr|Prof|Gen|Col|Maj|Capt|Lt|Adm|Sgt|Sen|Gov|Hon|Rev|St|Com|Comr|Cde|Amb)\.)$"
)
# What is said in quotation marks or brackets stays in one sentence: "That's good! We can be calm."
PAIRS = {**QUOTES, "(": ")", "[": "]"}.items()
ENCLOSED = re.compile(
    r'"(?<!\w")(?=\S)[^"]*"|'
    + "|".join(rf"\{one}[^\{one}\{other}]*\{other}" for one, other in PAIRS if one != other and one not in SINGLE)
)
# “And what did he say to you?” I asked. The few words after a question in quotation marks only attribute it.
ATTRIBUTION = re.compile(
    r"\s+(?:I|[A-Z][\w-]*(?:\s[A-Z][\w-]*)?)\s(?!(?:was|is|had|has|were|did|then)\b)[a-z]+(?:\s\w+){0,3}[.,;]"
)
# "1. Unlawful repressions;" at the start of a line; "1930. In that year" starts no list.
LIST_MARK = re.compile(r"^[^\S\n]*(\d{1,3})[.)][^\S\n]+(?=\S)", re.MULTILINE)


@dataclass(frozen=True)
class Record:
    r"""One parsed record of conversation.

    source: the decoded text; header: its fields; paragraphs and sentences: frames in the
    order of the text, with start and end in characters of the source; layout: page numbers that stand between
    paragraphs (start, end, text); tokens: the words and marks of each sentence.

    >>> from helpers import text
    >>> source = "RECORD OF CONVERSATION\n3 May 1957\n\nIt rained. He left.\n\nENVOY P. ORLEN\n"
    >>> [tokens.words for tokens in text.parse_record(source).tokens]
    [['It', 'rained', '.'], ['He', 'left', '.']]
    """

    source: str
    header: Header
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    layout: pd.DataFrame
    tokens: list[Tokens]


def parse_record(source: str) -> Record:
    r"""Parse the decoded text of one record of conversation into header, paragraphs and sentences.

    Offsets in the result count characters of the source. Raises RecordError where the header, the body or the
    signature cannot be found.

    >>> from helpers import text
    >>> source = "RECORD OF CONVERSATION\n3 May 1957\n\nIt rained. He left.\n\nENVOY P. ORLEN\n"
    >>> list(text.parse_record(source).sentences["text"])
    ['It rained.', 'He left.']
    """
    header = parse_header(source)
    blocks = spans_between_blank_lines(source, *header.body)
    text_blocks, page_numbers = separate_page_numbers(source, blocks)
    if not text_blocks:
        raise RecordError(
            "found a header and a signature, but no sentence between them; expected the body of the conversation"
        )
    paragraphs = rejoin_paragraphs(source, text_blocks)
    rows = sentence_rows(source, paragraphs, list_marks(source, *header.body))
    tokens = [tokenize(source, start, end) for _, _, start, end, _, _ in rows]
    return Record(
        source,
        header,
        paragraph_frame(source, paragraphs),
        sentence_frame(rows),
        layout_frame(source, page_numbers),
        tokens,
    )


def sentence_rows(source: str, paragraphs: list[list[Span]], marks: list[tuple[int, int, int]]) -> list[tuple]:
    """Cut the paragraphs into sentences: rows (paragraph, broken, start, end, text, item)."""
    rows = []
    for number, blocks in enumerate(paragraphs, start=1):
        breaks = [block.end for block in blocks[:-1]]
        for item, unit in split_items(blocks[0].start, blocks[-1].end, marks):
            for start, end in split_sentences(source, *unit):
                broken = any(start < place < end for place in breaks)
                rows.append((number, broken, start, end, fold(source[start:end]), item))
    return rows


def separate_page_numbers(source: str, blocks: list[Span]) -> tuple[list[Span], list[Span]]:
    """Return (blocks of text, blocks that are a stray page number and nothing else)."""
    pages = {block for block in blocks if PAGE_NUMBER.fullmatch(source, *block)}
    return [block for block in blocks if block not in pages], sorted(pages)


def rejoin_paragraphs(source: str, blocks: list[Span]) -> list[list[Span]]:
    """Group the blocks that a page break tore apart: a block that ends in the middle of a sentence runs on."""
    paragraphs: list[list[Span]] = []
    for block in blocks:
        if paragraphs and not source[paragraphs[-1][-1].start : paragraphs[-1][-1].end].rstrip(CLOSERS).endswith(
            PARAGRAPH_STOPS
        ):
            paragraphs[-1].append(block)
        else:
            paragraphs.append([block])
    return paragraphs


def list_marks(source: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Return (number, start, end of the mark) of every list that counts 1, 2, … and has two points at least."""
    runs: list[list[tuple[int, int, int]]] = []
    for match in LIST_MARK.finditer(source, start, end):
        mark = (int(match.group(1)), match.start(1), match.end())
        if mark[0] == 1:
            runs.append([mark])
        elif runs and mark[0] == runs[-1][-1][0] + 1:
            runs[-1].append(mark)
    return [mark for run in runs if len(run) > 1 for mark in run]


def split_items(start: int, end: int, marks: list[tuple[int, int, int]]) -> list[tuple[int | None, Span]]:
    """Cut one paragraph at its list marks: (number of the point or None, span with its mark)."""
    inside = marks[bisect_left(marks, start, key=itemgetter(1)) : bisect_left(marks, end, key=itemgetter(1))]
    cuts = [(None, start)] + [(number, place) for number, place, _ in inside]
    ends = [place for _, place in cuts[1:]] + [end]
    return [(number, Span(begin, stop)) for (number, begin), stop in zip(cuts, ends) if begin < stop]


def split_sentences(source: str, start: int, end: int) -> list[Span]:
    """Cut a paragraph or a point of a list into sentences; the spans have no white space at their ends.

    A full stop inside quotation marks or brackets, after an initial or an abbreviation, or in
    the mark of a list ends no sentence.
    """
    enclosed = [(m.start(), m.end()) for m in ENCLOSED.finditer(source, start, end)]
    opened = [begin for begin, _ in enclosed]
    mark = LIST_MARK.match(source, start, end)
    spans, begin = [], start
    for match in SENTENCE_END.finditer(source, mark.end() if mark else start, end):
        place = match.end()
        index = bisect_left(opened, place) - 1
        following = SENTENCE_START.match(source, place, end)
        if (
            (index < 0 or place >= enclosed[index][1])
            and (following is None or not following.group(1).islower())
            and not (
                source[place - 1] in CLOSING and match.group(1)[-1] in "?!" and ATTRIBUTION.match(source, place, end)
            )
            and not ABBREVIATION.search(source, max(begin, match.end(1) - 12), match.end(1))
        ):
            spans.append(trim(source, begin, place))
            begin = place
    spans.append(trim(source, begin, end))
    return [span for span in spans if span.start < span.end]


def trim(source: str, start: int, end: int) -> Span:
    """Return the span without the white space at its two ends."""
    text = source[start:end]
    return Span(start + len(text) - len(text.lstrip()), max(start, end - (len(text) - len(text.rstrip()))))


def sentence_frame(rows: list[tuple]) -> pd.DataFrame:
    """One row a sentence; columns as in SENTENCE_COLUMNS."""
    columns = [[f"s{number:03d}" for number in range(1, len(rows) + 1)], *zip(*rows)]
    columns[-1] = pd.array(columns[-1], dtype="Int64")
    return pd.DataFrame(dict(zip(SENTENCE_COLUMNS, columns)))


def paragraph_frame(source: str, paragraphs: list[list[Span]]) -> pd.DataFrame:
    """One row a paragraph: paragraph, start, end, breaks (page breaks that ran through it), text."""
    rows = [
        (number, blocks[0].start, blocks[-1].end, len(blocks) - 1, fold(source[blocks[0].start : blocks[-1].end]))
        for number, blocks in enumerate(paragraphs, start=1)
    ]
    return pd.DataFrame(rows, columns=["paragraph", "start", "end", "breaks", "text"])


def layout_frame(source: str, spans: list[Span]) -> pd.DataFrame:
    """One row a page number that stands between two paragraphs: start, end, text."""
    return pd.DataFrame([(s.start, s.end, source[s.start : s.end]) for s in spans], columns=["start", "end", "text"])
