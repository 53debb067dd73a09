"""For a class: exercises that check themselves, slides, a page to hand out."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "handout": ["publish_handout"],
        "seminar": ["check_answers", "compare_relations", "questions", "read_exercises"],
        "slides": ["build_slides"],
    },
)
