"""Who is who, who is named where, and for whom a pronoun stands."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "actors": ["authority", "read_actors"],
        "coreference": ["resolve_pronouns"],
        "mentions": ["find_mentions"],
        "persons": ["read_persons"],
    },
)
