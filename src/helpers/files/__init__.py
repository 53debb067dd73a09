"""Disk, tables and errors: what touches files and knows no record."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "coding": ["read_coding"],
        "errors": ["CodingError", "EditionError", "FigureError", "NotebookError", "RecordError", "SourceError"],
        "outputs": ["digests", "table_text", "write_table", "write_text"],
    },
)
