"""Drawings: each function takes frames and returns a ``Chart``; nothing here parses, decides or writes."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "along": ["collation"],
        "co_mention": ["co_mention_network", "ego_networks"],
        "events": ["dated_events", "ordered_events", "told_and_happened"],
        "losses": ["rounding", "strength"],
        "other_sources": ["over_time", "tellings_chart"],
        "points": ["concordance", "room_taken"],
        "relations": ["rank_chart", "relation_egos", "relations_by_period", "signed_matrix"],
        "retellings": ["retold"],
        "statement_check": ["statement_check"],
        "style": ["Chart"],
        "voices": ["course_of_speech"],
    },
)
