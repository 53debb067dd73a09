"""The authority list: who is who, and under which names they appear.

The list of this record stands in ``data/coding/actors.csv``. Whoever the header names is added from
there, so that a record without a list of its own still knows its author and interlocutors.
"""

import re
from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding, refuse
from helpers.files.paths import CODING
from helpers.text.header import Header
from helpers.text.titles import Person, read_titles

ACTOR_COLUMNS = ["actor_id", "name", "kind", "affiliation", "aliases", "note"]
# It becomes an identifier in TEI, in the drawings and in the reading edition.
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
ACTOR_KINDS = ("person", "party", "state", "army", "body", "press", "people")


def read_actors(folder: Path = CODING) -> pd.DataFrame:
    """Read the authority list, ``actors.csv``: one row an actor.

    Columns: actor_id, name, kind, affiliation, aliases (a tuple, longest first), note. Raises CodingError for an
    unreadable identifier, an unknown kind, an actor listed twice, or an alias claimed by two actors.

    >>> from helpers import people
    >>> list(people.read_actors().columns)
    ['actor_id', 'name', 'kind', 'affiliation', 'aliases', 'note']
    """
    path = Path(folder) / "actors.csv"
    frame = read_coding("actors", ACTOR_COLUMNS, folder)
    owners: dict[str, str] = {}
    for line, row in enumerate(frame.itertuples(), start=2):
        if not IDENTIFIER.fullmatch(row.actor_id):
            raise refuse(path, line, "actor_id", row.actor_id, "lower-case letters, digits and underscores")
        if row.kind not in ACTOR_KINDS:
            raise refuse(path, line, "kind", row.kind, "one of " + ", ".join(ACTOR_KINDS))
        if row.actor_id in set(frame["actor_id"][: line - 2]):
            raise refuse(path, line, "actor_id", row.actor_id, "an identifier that no other line has")
        for alias in split_aliases(row):
            if owners.setdefault(alias.casefold(), row.actor_id) != row.actor_id:
                raise refuse(path, line, "aliases", alias, f"a name that {owners[alias.casefold()]} does not claim")
    return frame.assign(aliases=[split_aliases(row) for row in frame.itertuples()])


def split_aliases(row) -> tuple[str, ...]:
    """Return the name and the aliases of one line, each once, longest first."""
    names = {row.name, *(alias.strip() for alias in row.aliases.split("|"))} - {""}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def no_actors() -> pd.DataFrame:
    """Return an authority list without actors, for a record that has none yet."""
    return pd.DataFrame(columns=ACTOR_COLUMNS)


def authority(header: Header, actors: pd.DataFrame) -> pd.DataFrame:
    r"""Return the authority list of one record: the given actors, and the header's people under all their names.

    The column ``role`` says who is ``author`` or ``interlocutor``; ``gender`` is ``f`` where a title says so.
    A person already in the list keeps the list's name; surname and title forms from the header are added, by the words
    of ``titles.csv``. actors: from ``read_actors``, or none of its rows for a record without a list.

    >>> from helpers import people, text
    >>> source = "RECORD OF CONVERSATION\nwith Mayor Daro Velin\n3 May 1957\n\nIt rained.\n\nENVOY P. ORLEN\n"
    >>> header = text.parse_header(source)
    >>> list(people.authority(header, people.read_actors().head(0))["role"])
    ['author', 'interlocutor']
    """
    entries = actors.assign(role="", gender="").to_dict("records")
    titles = read_titles()
    # Of two actors with one name the first has it.
    owners = {alias.casefold(): entry for entry in reversed(entries) for alias in entry["aliases"]}
    people = [(header.author, "author")] + [(person, "interlocutor") for person in header.interlocutors]
    for person, role in people:
        forms = name_forms(person, people)
        entry = owners.get(person.name.casefold())
        if entry is None:
            entry = {
                "actor_id": identifier(person.name),
                "name": person.name,
                "kind": "person",
                "affiliation": "",
                "aliases": (),
                "note": "named in the header",
            }
            entries.append(entry)
        if role == "interlocutor" and len(header.interlocutors) == 1:
            forms |= titles.interlocutor
        free = {form for form in forms if form.casefold() not in owners}
        entry["aliases"] = tuple(sorted({*entry["aliases"], *free}, key=lambda name: (-len(name), name)))
        words = set(person.title.lower().replace(".", "").split())
        entry["role"], entry["gender"] = role, "f" if words & titles.woman else ""
        owners |= {form.casefold(): entry for form in free}
    return pd.DataFrame(entries, columns=ACTOR_COLUMNS + ["role", "gender"])


def name_forms(person: Person, people: list[tuple[Person, str]]) -> set[str]:
    """Return the forms under which a record calls a person of its header: full name, surname, "the Minister".

    A form that two people of the header share is nobody's.
    """

    def forms(one: Person, role: str) -> set[str]:
        words = [word for word in one.name.split() if len(word.strip(".")) > 2]
        return {one.name, *words} | (title_forms(one.title) if role == "interlocutor" else set())

    shared = [other for other, role in people if other is not person]
    others = {form.casefold() for other, role in people if other in shared for form in forms(other, role)}
    role = next(role for one, role in people if one is person)
    own = {form for form in forms(person, role) if form.casefold() not in others}
    return {form for form in own if form.lower() not in read_titles().words}


def title_forms(title: str) -> set[str]:
    """Return how a record refers to somebody by title, such as "the Minister" and "the Foreign Minister"."""
    titles = read_titles()
    words = [word for word in title.replace(",", " ").split() if word.lower().rstrip(".") not in titles.honorific]
    if not words:
        return set()
    lower = [word.lower() for word in words]
    forms = {f"the {' '.join(words).removeprefix('the ').removeprefix('The ')}"}
    # A Prime Minister is not called "the Minister".
    offices = titles.office - ({"minister"} if "prime" in lower else set())
    forms |= {f"the {word}" for word in lower if word in offices}
    if lower[:2] == ["prime", "minister"]:
        forms |= {"the Prime Minister", "the Premier"}
    if lower[0] == "minister" and len(words) > 2:
        forms.add(f"the {words[2]} Minister")
    return forms


def identifier(name: str) -> str:
    """Return a plain identifier for a name: its words in lower case, joined by underscores."""
    return "_".join(re.findall(r"\w+", name.lower())) or "unnamed"
