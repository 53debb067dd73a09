"""The committed outputs are those of the digest files. Run once more after nbval, when the notebooks have just written them again."""

import pytest

from helpers.outputs import committed_digests, digests
from helpers.paths import DERIVED, FIGURES


@pytest.mark.parametrize("folder", [FIGURES, DERIVED], ids=["figures", "derived"])
def test_the_files_are_the_ones_in_the_digest_file(folder):
    assert digests(folder) == committed_digests(folder)
    assert digests(folder)
