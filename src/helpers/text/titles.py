"""Titles before a name: what somebody is, not who."""

import re
from dataclasses import dataclass

from helpers.text.spans import fold

# Words of a title by which a record calls its interlocutor: "the Minister", "the Premier".
OFFICES = frozenset(
    "ambassador minister premier president chairman chairwoman chairperson secretary king queen prince princess shah "
    "emperor director chief counselor counsellor consul envoy delegate marshal general colonel chancellor leader mayor "
    "governor commissioner rector professor academician doctor bishop archbishop patriarch cardinal sheikh sultan emir count "
    "baron duke captain commander admiral brigadier major engineer editor writer senator deputy speaker attaché adviser "
    "advisor manager banker publisher judge inspector commandant regent vizier poet architect scientist "
    "vice-president vice-premier vice-minister".split()
)
# Words before a name that say what somebody is, not who: they end where the name begins.
TITLE_WORDS = OFFICES | frozenset(
    "comrade comrades cde mr mrs ms miss madame madam mme sir lord lady dr prof head first second third vice acting "
    "prime foreign charge d'affaires representative commissar member the of for to in and affairs state his her excellency "
    "council commission committee republic government party union department ministry board bureau institute academy "
    "university parliament assembly senate office congress embassy central planning revolutionary national people's "
    "supreme economic economy trade defense defence finance agriculture industry education culture war interior "
    "internal external public security army navy forces staff republic's plenipotentiary extraordinary bank mission delegation front league federation "
    "society association company railway railways museum college hospital".split()
)
# After these a title still needs its place: "Ambassador of India", "Ambassador to the PRC".
BEFORE_PLACE = frozenset({"of", "to", "in", "for", "the"})


@dataclass(frozen=True)
class Person:
    """Somebody the header names: as written there, without the title, and the title itself."""

    surface: str
    name: str
    title: str


def is_office(text: str) -> bool:
    """True for "the Minister of Foreign Affairs of Iran": an office and its country, nobody's name."""
    words = [word.strip(".,").lower() for word in text.split()]
    return len(words) > 2 and words[-2] in {"of", "for"} and any(w in TITLE_WORDS for w in words[:-2])


def person(surface: str) -> Person:
    """Split "Comrade Mao Zedong" or "AMBASSADOR OF THE USSR … P. YUDIN" into title and name."""
    words = fold(surface).strip(" ,;").split(" ")
    cut = max((i + 1 for i, word in enumerate(words) if word.strip(".,").lower() in TITLE_WORDS), default=0)
    if cut and words[cut - 1].lower() in BEFORE_PLACE and len(words) > cut + 1:
        cut += 1
    name = " ".join(words[cut:]).strip(" ,;")
    # "P.F. Yudin" and "P. F. Yudin" are one name; the spaced form is the citation's.
    name = re.sub(r"\b([^\W\d_])\.\s*(?=[^\W\d_])", r"\1. ", name)
    return Person(fold(surface), name, " ".join(words[:cut]))
