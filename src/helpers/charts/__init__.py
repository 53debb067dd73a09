"""Drawings: each function takes frames and returns a ``Chart``; nothing here parses, decides or writes."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "collation": ["collation"],
        "events": ["dated_events", "told_and_happened"],
        "losses": ["strength"],
        "network": ["network_periods", "relation_network"],
        "other_sources": ["over_time", "tellings_chart"],
        "points": ["concordance", "room_taken"],
        "ranks": ["rank_chart"],
        "retellings": ["retold"],
        "statement_check": ["statement_check"],
        "style": ["Chart"],
        "voices": ["course_of_speech"],
        "who_acts": ["one_actor", "signed_matrix"],
    },
)
