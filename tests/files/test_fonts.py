"""The project's own type: every letter that is to be drawn is in it, and a page brings the letters that it uses."""

import io

import pytest
from fontTools.ttLib import TTFont

from helpers.files.fonts import (
    FACES,
    FONTS,
    HAN,
    SANS,
    SERIF,
    copy_fonts,
    cut_fonts,
    font_rules,
    missing_letters,
    woff2,
)
from helpers.files.paths import CODING, DATA, DERIVED, NOTEBOOKS, ROOT

WRITTEN = [
    *(path for folder in (CODING, DERIVED, DATA / "source", ROOT / "docs") for path in sorted(folder.rglob("*"))),
    *sorted(NOTEBOOKS.glob("*.ipynb")),
    ROOT / "README.md",
    DATA / "README.md",
]


@pytest.mark.parametrize(
    "path", [path for path in WRITTEN if path.suffix in (".csv", ".ipynb", ".md", ".txt")], ids=str
)
def test_the_sans_has_every_letter_that_the_data_the_notebooks_and_the_pages_use(path):
    assert missing_letters(path.read_text(encoding="utf-8")) == ""


def test_the_serif_has_every_letter_of_the_record():
    assert missing_letters((DATA / "source" / "record.txt").read_text(encoding="utf-8"), SERIF) == ""


def test_a_letter_that_no_face_has_is_named():
    assert missing_letters("Velin ملك") == "كلم"


def test_the_fonts_go_by_a_name_of_their_own_beside_their_licence():
    """The licence keeps the name Source for the originals."""
    for face in FACES:
        with TTFont(face.path) as font:
            assert font["name"].getDebugName(1) == face.family
            assert not any(
                "Source" in str(record) for record in font["name"].names if record.nameID in (1, 3, 4, 6, 16)
            )
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert {path.name for path in FONTS.iterdir()} == {"OFL.txt", *(face.file for face in FACES)}


def test_a_page_brings_the_letters_that_it_uses_and_no_others():
    han = next(face for face in FACES if face.family == HAN)
    letters = frozenset("毛泽东")
    with TTFont(io.BytesIO(woff2(han, letters))) as font:
        assert set(map(chr, font.getBestCmap())) == letters
    rules = font_rules({(SANS, 400, "normal"): "Mao 毛泽东", (SERIF, 600, "normal"): ""})
    assert rules.count("@font-face") == 2 and "'Edition Han'" in rules and "'Edition Serif'" not in rules


def test_the_copies_and_the_css_name_each_face(tmp_path):
    css = copy_fonts(tmp_path / "fonts").read_text(encoding="utf-8")
    for face in FACES:
        assert (tmp_path / "fonts" / face.file).is_file() and f"url('{face.file}')" in css


def test_cutting_without_an_original_says_which(tmp_path):
    with pytest.raises(
        FileNotFoundError, match="found no SourceSans3-Regular.ttf; expected it, to cut edition-sans.ttf"
    ):
        cut_fonts(tmp_path, "")
