"""Build the slides of all notebooks into ``build/slides``; on bad input the folder is left as it was."""

import sys
from argparse import ArgumentParser, Namespace

from helpers.files.errors import NotebookError
from helpers.files.paths import NOTEBOOKS, SLIDES
from helpers.teaching.slides import build_slides, count


def add_arguments(parser: ArgumentParser) -> None:
    """The verb takes nothing."""


def carry_out(options: Namespace) -> int:
    """Build the decks and say how many; return the exit status (0, or 2 for bad input)."""
    try:
        decks = build_slides(sorted(NOTEBOOKS.glob("*.ipynb")), SLIDES)
    except NotebookError as error:
        print(f"error: {error}\nNothing was written.", file=sys.stderr)
        return 2
    print(f"{len(decks)} decks, {sum(map(count, decks))} slides: open {SLIDES / 'index.html'}")
    return 0
