"""Words as they stand: source, header, sentences, tokens, dates, titles."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "dates": ["find_dates", "time_span"],
        "header": ["Header", "parse_header", "printed_citation"],
        "record": ["Record", "parse_record"],
        "source": ["load_record", "read_source"],
        "spans": ["Span", "fold"],
        "titles": ["Person", "Titles", "person", "read_titles"],
        "tokens": ["Tokens", "tokenize"],
        "words": ["read_words"],
    },
)
