"""Errors that a reader of the notebooks can act on: what was found, what was expected."""


class RecordError(ValueError):
    """The text is not a record of conversation in the expected layout.

    Raised by ``text.parse_record``, ``text.load_record`` and ``read_edition``; the message says what was found and what
    was expected.

    >>> from helpers import RecordError, text
    >>> try:
    ...     text.parse_record("Dear Velin")
    ... except RecordError as error:
    ...     print(error)
    found no line 'RECORD OF CONVERSATION' (the text begins 'Dear Velin'); expected the document's head above the body
    """


class SourceError(RecordError):
    """The source file is missing, empty, not UTF-8, or not the bytes that were catalogued.

    Raised by ``text.read_source`` and what calls it. It is a RecordError: who asks for the edition of a file catches
    both with one word.

    >>> from helpers import RecordError, read_edition
    >>> try:
    ...     read_edition("no_such_record.txt")
    ... except RecordError as error:
    ...     print(type(error).__name__, error, sep=": ")
    SourceError: no_such_record.txt: found no such file; expected the text of the record
    """


class CodingError(ValueError):
    """A hand-made table under ``data/coding`` does not hold what its columns promise.

    Raised by whatever reads such a table; the message names the file and, where one cell is to blame, line and column.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import CodingError, claims
    >>> from helpers.files import write_table
    >>> columns = ["scope", "extent", "label", "reason"]
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame([["the guard", "half", "guard", ""]], columns=columns), "scopes", folder)
    ...     try:
    ...         claims.read_scopes(folder)
    ...     except CodingError as error:
    ...         print(str(error).removeprefix(f"{path}, "))
    line 2, column extent: found 'half'; expected whole or part
    """


class EditionError(ValueError):
    """A frame of the edition breaks a rule of the data model.

    Raised by ``proof.check_frames``; the message names the frame, the first row that breaks the rule, and the rule.

    >>> from helpers import proof, read_edition
    >>> from helpers.files import EditionError
    >>> edition = read_edition()
    >>> spoiled = edition._replace(actors=edition.actors.assign(name=""))
    >>> try:
    ...     proof.check_frames(spoiled)
    ... except EditionError as error:
    ...     print(str(error).partition("; ")[2])
    expected: an actor has a name
    """


class NotebookError(ValueError):
    """A notebook cannot be made into slides.

    Raised by ``teaching.build_slides``; the message names the notebook, the cell, and what was found.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import nbformat
    >>> from helpers import teaching
    >>> from helpers.files import NotebookError
    >>> with TemporaryDirectory() as folder:
    ...     notebook = Path(folder, "empty.ipynb")
    ...     nbformat.write(nbformat.v4.new_notebook(), notebook)
    ...     try:
    ...         teaching.build_slides([notebook], Path(folder, "slides"))
    ...     except NotebookError as error:
    ...         print(error)
    empty.ipynb: found a first cell that begins no slide; expected the slide_type slide there
    """


class FigureError(ValueError):
    """A figure cannot be drawn as it claims: its table says otherwise, or an actor has no place.

    Raised by the functions of ``charts``; the message names the figure, what was found and what was expected.

    >>> from helpers.charts.style import claimed
    >>> from helpers.files import FigureError
    >>> try:
    ...     claimed("ships", "Most ships were lost", False, "10 of 40 lost")
    ... except FigureError as error:
    ...     print(error)
    figure ships: found 10 of 40 lost; expected a table that bears out its claim: Most ships were lost
    """
