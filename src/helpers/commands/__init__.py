"""The commands: ``python -m helpers <verb>``. One module a verb, which says what it takes and returns the exit status."""

import argparse
import sys
from importlib import import_module

__all__ = ["VERBS", "main"]

VERBS = {
    "run": "execute the notebooks, write figures and tables, and say whether they are the committed ones",
    "parse": "parse a record of conversation of one's own into CSV tables",
    "slides": "turn the notebooks into decks of slides, in build/slides/",
    "site": "build the site, in build/site/",
    "package": "write data/datapackage.json from the data dictionary in data/README.md",
}


def main(arguments: list[str] | None = None) -> int:
    """Carry out one verb with its arguments (those of the command line, if none are given) and return the exit status.

    0: done; 1: done, but a committed figure changed, a notebook failed or the site has a warning; 2: bad input, and nothing was written.
    Only the module of the verb that was asked for is imported.
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
