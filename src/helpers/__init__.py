"""An executable edition of one record of conversation.

The wings stand in the order of the data: text, people, speech and claims, networks, charts, publish, teaching, proof.
Each is loaded when it is first used. Notebooks import from here alone: ``from helpers import charts, read_edition``.
"""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submodules=["charts", "claims", "networks", "people", "proof", "publish", "speech", "teaching", "text"],
    submod_attrs={
        "edition": ["Edition", "read_edition"],
        "files.coding": ["read_coding"],
        "files.errors": ["CodingError", "RecordError"],
        "publish.figures": ["publish_figure", "show_figure"],
        "publish.graphs": ["publish_graph"],
        "publish.passage": ["show_passage"],
        "publish.reading": ["publish_reading_page"],
        "publish.tables": ["in_words", "publish_article_table", "publish_table", "show_table"],
        "publish.tei": ["publish_tei"],
        "teaching.handout": ["publish_handout"],
    },
)
