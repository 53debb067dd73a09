"""Actors' names as people say them, for labels and for sentences."""

import pandas as pd

from helpers.files.errors import FigureError

# Kinds of actors whose names take an article in a sentence: "the Comintern", but "Chinese Communists" and "India".
WITH_ARTICLE = ("party", "body", "army")


def short_name(name: str) -> str:
    """Return a name without its initials, with the apostrophe of print: "A. B. Orlen's" → "Orlen’s"."""
    words = name.replace("'", "’").split()
    return " ".join(word for word in words if not (len(word) == 2 and word.endswith("."))) or name


def label_names(figure: str, actors: pd.DataFrame, wanted: set[str]) -> dict[str, str]:
    """Return actor_id → short name of the actors that a figure shows. Raises FigureError for one without a name.

    >>> import pandas as pd
    >>> from helpers.charts.names import label_names
    >>> actors = pd.DataFrame({"actor_id": ["orlen"], "name": "A. B. Orlen"})
    >>> label_names("letters", actors, {"orlen"})
    {'orlen': 'Orlen'}
    >>> label_names("letters", actors, {"orlen", "velin"})
    Traceback (most recent call last):
    helpers.files.errors.FigureError: figure letters: found no name for 'velin'; expected a row in the table of actors
    """
    names = dict(zip(actors["actor_id"], actors["name"].map(short_name)))
    for actor_id in sorted(wanted):
        if not names.get(actor_id):
            raise FigureError(f"figure {figure}: found no name for {actor_id!r}; expected a row in the table of actors")
    return {actor_id: names[actor_id] for actor_id in sorted(wanted)}


def sentence_names(figure: str, actors: pd.DataFrame, wanted: set[str]) -> dict[str, str]:
    """Return actor_id → name as it stands in a sentence, with the article where its kind takes one."""
    kinds = dict(zip(actors["actor_id"], actors["kind"]))
    return {
        actor_id: f"the {name}" if kinds[actor_id] in WITH_ARTICLE else name
        for actor_id, name in label_names(figure, actors, wanted).items()
    }


def named_list(names: list[str]) -> str:
    """Return "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
