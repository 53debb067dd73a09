"""Write ``data/datapackage.json`` from the data dictionary in ``data/README.md``."""

from argparse import ArgumentParser, Namespace

from helpers.publish.package import publish_package


def add_arguments(parser: ArgumentParser) -> None:
    """The verb takes nothing."""


def carry_out(options: Namespace) -> int:
    """Write the package and print its path; return 0."""
    print(publish_package())
    return 0
