"""Errors that a reader of the notebooks can act on: what was found, what was expected."""


class RecordError(ValueError):
    """The text is not a record of conversation in the expected layout."""


class SourceError(RecordError):
    """The source file is missing, empty, not UTF-8, or not the bytes that were catalogued."""


class CodingError(ValueError):
    """A hand-made table under ``data/coding`` does not hold what its columns promise."""


class EditionError(ValueError):
    """A frame of the edition breaks a rule of the data model."""


class NotebookError(ValueError):
    """A notebook cannot be made into slides."""
