"""The commands: ``python -m helpers <verb>``. One module a verb, which says what it takes and gives the exit status."""

import argparse
import sys
from importlib import import_module

__all__ = ["VERBS", "main"]

# Verb → what it does; the module of that name says the rest.
VERBS = {
    "run": "execute the notebooks, write figures and tables, and say whether they are the committed ones",
    "parse": "parse a record of conversation of one's own into CSV tables",
    "slides": "turn the notebooks into decks of slides, in build/slides/",
    "site": "build the site, in build/site/",
    "package": "write data/datapackage.json from the data dictionary in data/README.md",
}


def main(arguments: list[str] | None = None) -> int:
    """Carry out one verb with its arguments (those of the command line, if none are given) and return the exit status.

    arguments: one of VERBS, then what it takes. 0: done; 1: done, but a committed figure changed, a notebook failed or
    the site has a warning; 2: bad input, and nothing was written. Only the module of the verb that was asked for is
    imported. Raises SystemExit, with 2, where the arguments cannot be understood.

    >>> from helpers.commands import VERBS, main
    >>> sorted(VERBS)
    ['package', 'parse', 'run', 'site', 'slides']
    >>> main(["parse", "no_such_record.txt", "tables"])
    2
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python -m helpers", description="The commands of the edition.")
    verbs = parser.add_subparsers(dest="verb", metavar="verb", required=True)
    for verb, about in VERBS.items():
        own = verbs.add_parser(verb, help=about, description=about[0].upper() + about[1:] + ".")
        if verb in arguments[:1]:
            module = import_module(f"helpers.commands.{verb}")
            module.add_arguments(own)
            own.set_defaults(carry_out=module.carry_out)
    options = parser.parse_args(arguments)
    return options.carry_out(options)
