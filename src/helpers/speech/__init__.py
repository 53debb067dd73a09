"""One question: who speaks, in which mode, by which cue and rule."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "cues": ["read_cues", "read_speech_words"],
        "hedges": ["read_hedges"],
        "rules": ["RULES", "find_utterances"],
        "voices": ["MODES"],
    },
)
