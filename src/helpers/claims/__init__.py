"""What is said, found or coded: quantities, losses, points, events, relations, other sources."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "collation": ["VARIANT_KINDS", "read_variants", "with_variants"],
        "context": ["read_context"],
        "events": ["bounded", "order_links", "read_events"],
        "losses": ["find_losses", "exactly", "rounding_interval", "with_treatment"],
        "other_sources": [
            "VERDICTS",
            "compare_tellings",
            "conflict_table",
            "given_by_sources",
            "name_sources",
            "read_comparison",
            "read_conflicts",
            "read_scopes",
            "read_sources",
            "read_tellings",
        ],
        "points": [
            "concordance_matrix",
            "elaborated",
            "find_points",
            "read_about_points",
            "read_concordance",
            "space_taken",
        ],
        "quantities": ["compare_quantities", "find_quantities", "read_quantity_reference", "read_series"],
        "relations": [
            "held",
            "read_left_out",
            "read_relations",
            "read_settled",
            "read_terms",
            "split_counts",
            "split_room",
        ],
        "retellings": ["how_often_told", "read_retellings"],
        "statements": ["CHECK_VERDICTS", "read_statement_check"],
    },
)
