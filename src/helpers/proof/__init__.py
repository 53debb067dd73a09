"""What proves the rest: the audit, the checks of hand-made tables, the schemas, agreement with the reading."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "agreement": ["differences", "read_utterance_reference", "score_lists", "scores"],
        "audit": [
            "body_cover",
            "figure_cover",
            "find_claims",
            "numerals",
            "prose_audit",
            "read_notebooks",
            "unreached",
        ],
        "checks": ["check_coding"],
        "schemas": ["check_frames", "refusals"],
    },
)
