"""What leaves the edition: figures, tables, graph files, TEI, the data package, the reading page."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "figures": ["publish_figure", "show_figure"],
        "graphs": ["publish_graph"],
        "marks": ["lay_marks", "pieces"],
        "package": ["publish_package"],
        "passage": ["show_passage"],
        "reading": ["network_drawing", "publish_reading_page"],
        "tables": ["in_words", "passages", "publish_article_table", "publish_table", "show_table"],
        "tei": ["publish_tei"],
    },
)
