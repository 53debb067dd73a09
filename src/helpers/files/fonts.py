"""The project's own type: the font files, the part of one that a page needs, and how they were cut.

One sans, one serif and the Chinese characters that the data uses, so that nothing is drawn in a font of the system. The
files in ``fonts/`` are cut from Source Sans 3, Source Serif 4 and Noto Sans CJK SC, and renamed, as their licence (the
SIL Open Font License, beside them) asks of what is changed.
"""

import base64
import io
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.files.outputs import write_text

FONTS = Path(__file__).with_name("fonts")
SANS, SERIF, HAN = "Edition Sans", "Edition Serif", "Edition Han"
# Letters that a face holds even where no text uses them yet: Latin with its accents, Cyrillic, signs of punctuation.
RANGES = ((0x20, 0x17F), (0x1CD, 0x1DC), (0x400, 0x45F), (0x2010, 0x203A), (0x2190, 0x2194))
SIGNS = "−×≈≤≥±○●□■△▲▼◆½¼"
# The first of the characters that stand in the Chinese face alone.
FIRST_HAN = 0x2E80


class Face(NamedTuple):
    """One font file: its family, its weight and style as in CSS, and the file it was cut from."""

    family: str
    weight: int
    style: str
    file: str
    original: str

    @property
    def path(self) -> Path:
        """Where the file stands."""
        return FONTS / self.file


FACES = (
    Face(SANS, 400, "normal", "edition-sans.ttf", "SourceSans3-Regular.ttf"),
    Face(SANS, 600, "normal", "edition-sans-semibold.ttf", "SourceSans3-Semibold.ttf"),
    Face(SANS, 400, "italic", "edition-sans-italic.ttf", "SourceSans3-It.ttf"),
    Face(SERIF, 400, "normal", "edition-serif.ttf", "SourceSerif4-Regular.ttf"),
    Face(SERIF, 600, "normal", "edition-serif-semibold.ttf", "SourceSerif4-Semibold.ttf"),
    Face(SERIF, 400, "italic", "edition-serif-italic.ttf", "SourceSerif4-It.ttf"),
    Face(HAN, 400, "normal", "edition-han.otf", "NotoSansCJK-Regular.ttc"),
)
SIMPLIFIED_CHINESE = 2  # the font of the collection NotoSansCJK-Regular.ttc


@cache
def letters_of(face: Face) -> frozenset[str]:
    """Return the characters that a face can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(face.path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def missing_letters(text: str, family: str = SANS) -> str:
    """Return the characters of a text that neither a family nor the Chinese face can draw, each once, in order.

    White space is left out. family: SANS or SERIF; a character must be in each of its faces.

    >>> from helpers.files.fonts import missing_letters
    >>> missing_letters("Mao Zedong 毛泽东, Мао Цзэдун")
    ''
    >>> missing_letters("ملك ok")
    'كلم'
    """
    faces = [letters_of(face) for face in FACES if face.family == family]
    han = next(letters_of(face) for face in FACES if face.family == HAN)
    drawn = frozenset.intersection(*faces) | han
    return "".join(sorted(letter for letter in set(text) - drawn if not letter.isspace()))


@cache
def woff2(face: Face, letters: frozenset[str]) -> bytes:
    """Return the part of a face that has these letters, as WOFF2, the same bytes each time."""
    font, options = open_font(face.path), cut_options()
    options.flavor, options.name_IDs, options.layout_features = "woff2", [], ["kern"]
    cut(font, letters, options)
    font.flavor = "woff2"
    data = io.BytesIO()
    font.save(data, reorderTables=None)
    return data.getvalue()


def font_rules(used: dict[tuple[str, int, str], Iterable[str]]) -> str:
    """Return the CSS that brings the letters of a page with it: one ``@font-face`` a face, its file as a data address.

    used: (family, weight, style) → the letters that are set in it. A face that has none of them is left out; Chinese
    characters come from the Chinese face, whatever the family. Raises KeyError for a face that the project lacks.

    >>> from helpers.files.fonts import font_rules
    >>> font_rules({("Edition Sans", 400, "normal"): "Velin"})[:72]
    "@font-face{font-family:'Edition Sans';font-weight:400;font-style:normal;"
    """
    by_key = {(face.family, face.weight, face.style): face for face in FACES}
    wanted: dict[Face, set[str]] = {}
    for key, letters in used.items():
        for face in (by_key[key], by_key[HAN, 400, "normal"]):
            wanted.setdefault(face, set()).update(letters_of(face) & set(letters))
    han = by_key[HAN, 400, "normal"]
    wanted[han] = {letter for letter in wanted.get(han, ()) if ord(letter) >= FIRST_HAN}
    return "".join(
        f"@font-face{{font-family:'{face.family}';font-weight:{face.weight};font-style:{face.style};"
        f"src:url(data:font/woff2;base64,{base64.b64encode(woff2(face, frozenset(letters))).decode()})}}"
        for face, letters in wanted.items()
        if letters
    )


def copy_fonts(folder: Path) -> Path:
    """Copy all faces and their licence to a folder, with ``fonts.css`` that names them; return the path of the CSS."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*(face.path for face in FACES), FONTS / "OFL.txt"):
        shutil.copyfile(path, folder / path.name)
    rules = (
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight}; font-style: {face.style}; "
        f"font-display: block; src: url('{face.file}'); }}\n"
        for face in FACES
    )
    return write_text(folder / "fonts.css", "".join(rules))


def open_font(path: Path, number: int = -1):
    """Return a font to be cut; its date stays what it was."""
    from fontTools.ttLib import TTFont

    return TTFont(path, fontNumber=number, recalcTimestamp=False)


def cut_options():
    """Return how fonts are cut: no hints, kerning and figures kept."""
    from fontTools.subset import Options

    return Options(hinting=False, layout_features=["kern", "mark", "ccmp", "locl", "tnum", "lnum"], name_IDs=["*"])


def cut(font, letters: Iterable[str], options) -> None:
    """Leave in a font what these letters need."""
    from fontTools.subset import Subsetter

    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, letters))
    subsetter.subset(font)


def cut_fonts(originals: Path, text: str) -> list[Path]:
    """Cut the project's faces from the original files and write them to ``fonts/``; return their paths.

    originals: a folder that has the files that FACES names, at any depth; text: all that is to be drawn, for its
    Chinese characters. Raises FileNotFoundError where an original is not there, ValueError where it lacks a character.
    """
    latin = {chr(code) for first, last in RANGES for code in range(first, last + 1)} | set(SIGNS)
    han = {letter for letter in text if ord(letter) >= FIRST_HAN and not letter.isspace()}
    for face in FACES:
        path = next(iter(sorted(Path(originals).rglob(face.original))), None)
        if path is None:
            raise FileNotFoundError(f"{originals}: found no {face.original}; expected it, to cut {face.file} from")
        font = open_font(path, SIMPLIFIED_CHINESE if face.family == HAN else -1)
        letters = han if face.family == HAN else latin
        lacking = "".join(sorted(han - set(map(chr, font.getBestCmap())))) if face.family == HAN else ""
        if lacking:
            raise ValueError(f"{path}: found no {lacking}; expected every Chinese character of the text")
        cut(font, letters, cut_options())
        rename(font, face)
        font.save(face.path)
    letters_of.cache_clear()
    woff2.cache_clear()
    return [face.path for face in FACES]


def rename(font, face: Face) -> None:
    """Give a cut font the name of the project's family, as the licence asks of a changed version."""
    look = {400: "Regular", 600: "Semibold"}[face.weight] if face.style == "normal" else "Italic"
    names = {1: face.family, 2: look, 4: f"{face.family} {look}", 6: f"{face.family}-{look}".replace(" ", "")}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    for number, name in {**names, 3: names[6], 16: face.family, 17: look}.items():
        table.setName(name, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [names[6]]
        cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = face.family, names[4]
