"""The audit: every claim of the notebooks walked back to its passage, and what the edition covers.

Works on the notebooks with their outputs, as they were last executed, and on the figures and tables that they wrote.
"""

import ast
import re
from inspect import isfunction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from helpers.claims.quantities import ONES, SCALES, TENS, read_quantity_reference
from helpers.files.coding import read_coding
from helpers.files.paths import CODING, DERIVED, EXECUTED, FIGURES
from helpers.publish.figures import figure_names, figure_of, read_texts
from helpers.publish.links import SENTENCE_ID, SOURCE_TABLES, sentences_of
from helpers.publish.marks import lay_marks, marks_at
from helpers.publish.passage import PASSAGE
from helpers.text.dates import find_dates
from helpers.text.spans import Span, fold

if TYPE_CHECKING:
    from helpers.edition import Edition

CLAIM_COLUMNS = ["notebook", "cell", "kind", "claim", "helpers", "through", "file", "rows", "passages"]
# '<table id="T_losses">', '<div id="seven-points"': the name that a table was published or shown under.
TABLE = re.compile(r'<(?:table|div) id="(?:T_)?([\w-]+)"')

# What Markdown may hold besides prose: code spans, links, names of notebooks and licences, the minutes in class.
NOT_PROSE = re.compile(r"`[^`]*`|\[[^\]]*\]\([^)]*\)|\b0\d\b|CC BY 4\.0|\*\*In class\.\*\*[^\n]*")
NUMBER_IN_PROSE = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?%?")
# Numbers in words; "one" is left out, it is mostly a pronoun.
WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "twice": 2, "thrice": 3, "half": 0.5, "third": 3, "quarter": 4, "tenth": 10,
    "hundred": 100, "thousand": 1000, "million": 1000000,
}  # fmt: skip
IN_WORDS = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
QUOTED_COLUMNS = ["words", "reason"]

ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
# "40,000", "30%", "1911-12", "3rd", "1)", "4."; "five", "thousand", "Second".
NUMERAL = re.compile(
    rf"(?<!\w)(?:\d+(?:[,.–-]\d+)*(?:st|nd|rd|th)?[%.)]?|(?i:{'|'.join([*ONES, *TENS, *SCALES, *ORDINALS])})\b)"
)


class Notebook(NamedTuple):
    """A stored notebook: its name, and its cells with their outputs."""

    name: str
    cells: list

    def of(self, kind: str) -> list:
        """Return the cells of one kind, code or markdown."""
        return [cell for cell in self.cells if cell.cell_type == kind]

    def texts(self) -> list[str]:
        """Return what is said to the reader: the Markdown, and the speaker's notes of the slides."""
        return [cell.source for cell in self.of("markdown")] + [
            cell.metadata.get("slideshow", {}).get("notes", "") for cell in self.cells
        ]


def read_notebooks(folder: Path = EXECUTED, leave_out: tuple[str, ...] = ()) -> list[Notebook]:
    """Read the notebooks of a folder, in order, each as its name and its cells with their outputs.

    folder: another than that of the executed notebooks; leave_out: names of notebooks that are not read, without
    ``.ipynb``. Raises nbformat's error for a file that is no notebook.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import nbformat
    >>> from helpers import proof
    >>> with TemporaryDirectory() as folder:
    ...     for name in ("ships", "letters", "drafts"):
    ...         nbformat.write(nbformat.v4.new_notebook(), Path(folder, f"{name}.ipynb"))
    ...     [notebook.name for notebook in proof.read_notebooks(Path(folder), leave_out=("drafts",))]
    ['letters', 'ships']
    """
    import nbformat

    return [
        Notebook(path.stem, nbformat.read(path, as_version=4).cells)
        for path in sorted(folder.glob("*.ipynb"))
        if path.stem not in leave_out
    ]


# ---- claims -------------------------------------------------------------------------------------


def find_claims(notebooks: list[Notebook], figures: Path = FIGURES, derived: Path = DERIVED) -> pd.DataFrame:
    r"""Return one row a line, table or figure that a checked cell shows; columns as in CLAIM_COLUMNS.

    notebooks: from ``read_notebooks``; figures, derived: where the published files are. helpers: the functions that the
    cell calls; through: those behind the names that it uses; file: the table that was published, and its rows;
    passages: the sentences that this table or the output names, or else the other sources. Empty where a claim counts
    or compares and names neither. Raises SyntaxError for a cell that is not Python.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import nbformat
    >>> from helpers import proof
    >>> code = "from helpers import claims\nprint(claims.rounding_interval(40))"
    >>> output = nbformat.v4.new_output("stream", text="(35.0, 45.0)")
    >>> with TemporaryDirectory() as folder:
    ...     cells = [nbformat.v4.new_code_cell(code, outputs=[output])]
    ...     nbformat.write(nbformat.v4.new_notebook(cells=cells), Path(folder, "ships.ipynb"))
    ...     claims = proof.find_claims(proof.read_notebooks(Path(folder)))
    >>> claims[["notebook", "kind", "claim", "helpers"]].to_numpy().tolist()
    [['ships', 'line', '(35.0, 45.0)', 'claims.losses.rounding_interval']]
    """
    found = []
    for notebook in notebooks:
        behind = helpers_behind(notebook)
        for cell in notebook.of("code"):
            for kind, claim, shown in said(cell):
                path = published(cell, kind, shown, figures, derived)
                if path is None:
                    file, rows, passages = "", None, sentences_in(claim if kind == "line" else shown)
                else:
                    file, rows, passages = table_behind(path)
                claim = read_texts(path.with_suffix(".md")).claim if kind == "figure" and path else claim
                found.append((notebook.name, cell.id, kind, claim, *behind[cell.id], file, rows, passages))
    return pd.DataFrame(found, columns=CLAIM_COLUMNS).astype({"rows": "Int64"})


def said(cell) -> list[tuple[str, str, str]]:
    """Return what a cell shows: (kind, the claim in words, the whole output as HTML or text).

    kind: line, table or figure. The note under a figure is no claim of its own.
    """
    found = []
    for output in cell.outputs:
        data = output.get("data", {})
        plain = data.get("text/plain", "")
        if "image/svg+xml" in data:
            # A figure that is shown and not published is none of the edition's claims.
            if figure_names(cell):
                found.append(("figure", plain.removeprefix("Figure: "), plain))
        elif "<table" in data.get("text/html", "") or PASSAGE in data.get("text/html", ""):
            found.append(("table", plain.split("\n")[0], data["text/html"]))
        elif "text/html" not in data:
            found += [("line", line, line) for line in output.get("text", plain).splitlines() if line.strip()]
    return found


def published(cell, kind: str, shown: str, figures: Path, derived: Path) -> Path | None:
    """Return the table behind a figure, or the one that was published; None for a line, and for a table only shown."""
    if kind == "figure":
        paths = [figures / f"{name}.csv" for name in figure_names(cell)]
    else:
        paths = [derived / f"{name.replace('-', '_')}.csv" for name in TABLE.findall(shown) if "publish" in cell.source]
    return next((path for path in paths if path.is_file()), None)


def table_behind(path: Path) -> tuple[str, int, str]:
    """Return (folder and name of a table, its rows, the sentences that it names, or else the sources)."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    sources = [column for column in frame.columns if column in SOURCE_TABLES]
    passages = " ".join(sentences_of(frame)) or " ".join(sorted(set(frame[sources].to_numpy().ravel()) - {""}))
    return f"{path.parent.name}/{path.name}", len(frame), passages


def sentences_in(text: str) -> str:
    """Return the sentence ids in a text, each once, in the order of the record."""
    return " ".join(sorted(set(SENTENCE_ID.findall(text))))


def helpers_behind(notebook: Notebook) -> dict[str, tuple[str, str]]:
    """Return cell id → (helper functions that the cell calls, those behind the names that it uses).

    Each is "wing.module.function"; several stand with spaces between them.
    """
    imported, made, found = set(), {}, {}
    for cell in notebook.of("code"):
        calls, behind = set(), set()
        for statement in ast.parse(cell.source).body:
            if isinstance(statement, ast.ImportFrom) and statement.module == "helpers":
                imported |= {alias.name for alias in statement.names}
            nodes = list(ast.walk(statement))
            own = {place for node in nodes if (place := helper_at(node, imported))}
            through = set().union(*(made.get(node.id, ()) for node in nodes if isinstance(node, ast.Name)))
            made |= {
                node.id: own | through
                for node in nodes
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
            calls, behind = calls | own, behind | through
        found[cell.id] = " ".join(sorted(calls)), " ".join(sorted(behind - calls))
    return found


def helper_at(node: ast.AST, imported: set[str]) -> str:
    """Return where the helper stands that a name or an attribute of a wing refers to, "charts.losses.strength".

    It is empty for all else. imported: the names that the notebook has from ``helpers``.
    """
    import helpers

    if isinstance(node, ast.Name) and node.id in imported:
        helper = getattr(helpers, node.id)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
        helper = getattr(getattr(helpers, node.value.id), node.attr)
    else:
        return ""
    return f"{helper.__module__.removeprefix('helpers.')}.{helper.__name__}" if isfunction(helper) else ""


def unreached(found: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that no claim names, claims that name them all left aside; rows of utterances.

    found: from ``find_claims``, with passages: sentence ids separated by spaces; utterances: one row a sentence, with
    sentence_id.

    >>> import pandas as pd
    >>> from helpers import proof
    >>> utterances = pd.DataFrame({"sentence_id": ["a1", "a2", "a3"]})
    >>> proof.unreached(pd.DataFrame({"passages": ["a1 a2 a3", "a2", ""]}), utterances)["sentence_id"].tolist()
    ['a1', 'a3']
    """
    everything = len(utterances)
    lists = [ids.split() for ids in found["passages"] if 0 < len(ids.split()) < everything]
    return utterances[~utterances["sentence_id"].isin({one for ids in lists for one in ids})]


# ---- prose --------------------------------------------------------------------------------------


def printed(notebook: Notebook) -> str:
    """Return what the checked cells say in lines and captions: printed text, captions of tables, alternative texts.

    The bodies of tables are left out.
    """
    pieces = []
    for cell in notebook.of("code"):
        for output in cell.outputs:
            pieces += [output.get("text", ""), output.get("data", {}).get("text/plain", "").split("\n")[0]]
    return "\n".join(pieces)


def prose(notebook: Notebook) -> str:
    """Return the texts without code spans, links and what else is not prose."""
    return "\n".join(NOT_PROSE.sub(" ", text) for text in notebook.texts())


def unprinted_numbers(notebook: Notebook, head: str) -> list[str]:
    """Return the numbers in prose, in digits or in words, that no checked cell of the notebook prints.

    Among them are the dates that the record's head does not have. Numbers inside quotations are left out:
    ``strange_quotations`` looks at those.
    """
    lines = printed(notebook)
    shown = set(NUMBER_IN_PROSE.findall(lines)) | {str(WORDS[word.lower()]) for word in IN_WORDS.findall(lines)}
    text = QUOTED.sub(" ", prose(notebook))
    dates = [date.surface for date in find_dates(text, 0, len(text)) if "-" in date.edtf]
    strange = [date for date in dates if date not in head]
    without = re.sub("|".join(map(re.escape, dates)) or r"(?!)", " ", text)
    strange += [number for number in NUMBER_IN_PROSE.findall(without) if number not in shown]
    return strange + [word for word in IN_WORDS.findall(text) if str(WORDS[word.lower()]) not in shown]


def strange_quotations(notebook: Notebook, source: str, words: set[str]) -> list[str]:
    """Return the quotations in prose that do not stand in the source and are not quoted as words.

    words: from ``read_quoted_words``.
    """
    record = fold(source)
    quotations = [quotation for text in notebook.texts() for quotation in QUOTED.findall(text)]
    return [quotation for quotation in quotations if quotation.strip(",.") not in record and quotation not in words]


def read_quoted_words(folder: Path = CODING) -> set[str]:
    """Read ``quoted_words.csv``: what stands in quotation marks in the prose as a word, not as a quotation."""
    return set(read_coding("quoted_words", QUOTED_COLUMNS, folder)["words"])


def prose_audit(notebooks: list[Notebook], edition: "Edition") -> pd.DataFrame:
    r"""Return one row a notebook: notebook, numbers, unprinted, quotations, strange; the two lists should be empty.

    notebooks: from ``read_notebooks``. numbers, quotations: how many stand in the prose; unprinted: the numbers that no
    checked cell of the notebook prints, and the dates that the record's head does not have; strange: the quotations
    that are neither in the record nor in ``quoted_words.csv``. Raises CodingError where that table cannot be read.

    >>> import nbformat
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import proof, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin said that 40 ships sailed.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    >>> prose = nbformat.v4.new_markdown_cell('The "50 ships" were 50, or five dozen.')
    >>> code = nbformat.v4.new_code_cell("print(50)", outputs=[nbformat.v4.new_output("stream", text="50")])
    >>> with TemporaryDirectory() as folder:
    ...     nbformat.write(nbformat.v4.new_notebook(cells=[prose, code]), Path(folder, "ships.ipynb"))
    ...     notebooks = proof.read_notebooks(Path(folder))
    >>> proof.prose_audit(notebooks, edition)[["unprinted", "strange"]].to_numpy().tolist()
    [['five', '50 ships']]
    """
    source, words = edition.record.source, read_quoted_words()
    head = source[: edition.record.header.body.start]
    return pd.DataFrame(
        [
            {
                "notebook": notebook.name,
                "numbers": len(NUMBER_IN_PROSE.findall(prose(notebook))) + len(IN_WORDS.findall(prose(notebook))),
                "unprinted": ", ".join(unprinted_numbers(notebook, head)),
                "quotations": sum(len(QUOTED.findall(text)) for text in notebook.texts()),
                "strange": "; ".join(strange_quotations(notebook, source, words)),
            }
            for notebook in notebooks
        ]
    )


# ---- coverage -----------------------------------------------------------------------------------


def body_cover(edition: "Edition") -> dict[str, int]:
    r"""Return how many characters of the body lie in one sentence, in several, in white space between, and in none.

    edition: from ``read_edition``. The keys are one sentence, several sentences, white space and none; together they
    are all characters of the body.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import proof, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin sailed.  He wept.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    >>> proof.body_cover(edition)
    {'one sentence': 21, 'several sentences': 0, 'white space': 2, 'none': 0}
    """
    first, last = edition.record.header.body
    inside = [0] * last
    for row in edition.utterances.itertuples():
        for place in range(row.start, row.end):
            inside[place] += 1
    source = edition.record.source
    found = dict.fromkeys(("one sentence", "several sentences", "white space", "none"), 0)
    for place in range(first, last):
        if inside[place]:
            found["one sentence" if inside[place] == 1 else "several sentences"] += 1
        else:
            found["white space" if source[place].isspace() else "none"] += 1
    return found


def numerals(edition: "Edition", folder: Path = CODING) -> pd.DataFrame:
    r"""Return every numeral of the body, in digits or in words: sentence_id, start, surface, what, treatment, reason.

    edition: from ``read_edition``; folder: another than ``data/coding``. what: quantity, date, name (20th Congress),
    list mark, ordinal, "one" without a noun to count, or unexplained. treatment and reason are those of
    ``quantities.csv``, where a reader decided whether a quantity is charted, tabled or left out. start counts
    characters of the source. Raises KeyError for a quantity that this table does not have, and CodingError where it
    cannot be read.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import proof, read_edition
    >>> text = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin was the third to sail.\n\nA. ORLEN"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    >>> proof.numerals(edition)[["surface", "what"]].to_numpy().tolist()
    [['third', 'ordinal']]
    """
    decided = read_quantity_reference(folder).set_index(["sentence_id", "surface"])
    source, marked, found = edition.record.source, lay_marks(edition), []
    for sentence in edition.utterances.itertuples():
        for match in NUMERAL.finditer(source, sentence.start, sentence.end):
            what, within = explained(match, marks_at(marked, match.start()))
            treatment, reason = "", ""
            if what == "quantity":
                key = sentence.sentence_id, source[within.start : within.end]
                treatment, reason = decided.loc[key, ["treatment", "treatment_reason"]]
            found.append((sentence.sentence_id, match.start(), match.group(), what, treatment, reason))
    return pd.DataFrame(found, columns=["sentence_id", "start", "surface", "what", "treatment", "reason"])


def explained(match: re.Match, around: dict[str, Span]) -> tuple[str, Span]:
    """Return what a numeral is, and the place of the quantity, name or date that it is part of.

    around: from ``marks_at``.
    """
    for mark, what in (("quantity", "quantity"), ("actor", "name"), ("date", "date")):
        if mark in around:
            return what, around[mark]
    surface, own = match.group().lower(), Span(*match.span())
    if re.fullmatch(r"\d+[.)]", surface):
        return "list mark", own
    if re.fullmatch(rf"\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)}", surface):
        return "ordinal", own
    return "“one” that counts nothing" if surface == "one" else "unexplained", own


def figure_cover(folder: Path = FIGURES) -> pd.DataFrame:
    r"""Return one row a figure: figure, rows, claim_words, caption_words, alternative_words; 0 where one is missing.

    folder: another than ``figures/``, with ``<name>.svg`` and beside it ``.csv`` (the data table, whose rows are
    counted) and ``.md`` (claim, caption and alternative text, as ``publish_figure`` writes them).

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import proof
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "ships.svg").write_text("<svg/>")
    ...     told = "Claim: 40 sailed\n\nCaption: Ships sailed\n\nAlternative text: One bar: 40 ships\n"
    ...     _ = Path(folder, "ships.md").write_text(told)
    ...     proof.figure_cover(Path(folder)).to_numpy().tolist()
    [['ships', 0, 2, 2, 4]]
    """
    found = []
    for svg in sorted(path for path in folder.glob("*.svg") if figure_of(path.name) == path.stem):
        table, texts = svg.with_suffix(".csv"), read_texts(svg.with_suffix(".md"))
        rows = len(pd.read_csv(table)) if table.is_file() else 0
        words = (len(text.split()) for text in (texts.claim, texts.caption, texts.alternative))
        found.append((svg.stem, rows, *words))
    return pd.DataFrame(found, columns=["figure", "rows", "claim_words", "caption_words", "alternative_words"])
