"""The command line: every verb says what it takes, and what is no verb is refused."""

import pytest

from helpers.commands import VERBS, main
from helpers.files.paths import ROOT


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_says_what_it_takes(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert f"usage: python -m helpers {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["sing"], [], ["parse", "only-one-argument"]])
def test_what_is_no_verb_or_lacks_an_argument_ends_with_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m helpers" in capsys.readouterr().err


def test_every_verb_has_a_module_and_every_module_a_verb():
    modules = {path.stem for path in (ROOT / "src/helpers/commands").glob("*.py")} - {"__init__"}
    assert modules == set(VERBS)
