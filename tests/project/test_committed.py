"""Every file is the one that was accepted last. Run once more after nbval, when the notebooks have just written their
outputs again."""

import pytest

from helpers.files.outputs import committed_digests, digests
from helpers.files.paths import ROOT


@pytest.mark.parametrize("folder", ["figures", "data/derived", "data/coding", "data/source", "notebooks"])
def test_the_files_are_the_ones_in_the_digest_file(folder):
    """Red after an intended change: look at what moved, then ``make accept``."""
    assert digests(ROOT / folder) == committed_digests(ROOT / folder)
    assert digests(ROOT / folder)
