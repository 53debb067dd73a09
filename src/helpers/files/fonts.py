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
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from helpers.files.outputs import write_text

FONTS = Path(__file__).with_name("fonts")
SANS, SERIF, HAN = "Edition Sans", "Edition Serif", "Edition Han"
# Letters that a face holds even where no text uses them yet: Latin with its accents, Cyrillic, signs of punctuation.
RANGES = ((0x20, 0x17F), (0x1CD, 0x1DC), (0x400, 0x45F), (0x2010, 0x203A), (0x2190, 0x2194))
SIGNS = "−×≈≤≥±○●□■△▲▼◆½¼"
# What of an original is kept beside its letters: kerning, accents and figures; the names that the licence asks for.
FEATURES, LICENCE_NAMES = ("kern", "mark", "ccmp", "locl", "tnum", "lnum"), (0, 13, 14)
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
BY_LOOK = {(face.family, face.weight, face.style): face for face in FACES}
HAN_FACE = BY_LOOK[HAN, 400, "normal"]


@cache
def opened(path: Path, number: int = 0):
    """Return a font file, or one font of a collection, as HarfBuzz reads it."""
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), number)


@cache
def letters_of(face: Face) -> frozenset[str]:
    """Return the characters that a face can draw."""
    return frozenset(map(chr, opened(face.path).unicodes))


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
    drawn = frozenset.intersection(*faces) | letters_of(HAN_FACE)
    return "".join(sorted(letter for letter in set(text) - drawn if not letter.isspace()))


@cache
def advance(text: str, family: str = SANS, weight: int = 400) -> float:
    """Return how far a text runs in a family, in sizes of its type, kerned as a browser sets it.

    >>> from helpers.files.fonts import advance
    >>> advance("Velin") < advance("V") + advance("elin") < 5
    True
    """
    face = BY_LOOK[family, weight, "normal"]
    runs = groupby(text, lambda letter: face if letter in letters_of(face) else HAN_FACE)
    return sum(run_advance("".join(letters), drawing) for drawing, letters in runs)


def run_advance(text: str, face: Face) -> float:
    """Return how far a text runs that is set in one face."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(opened(face.path)), buffer)
    return sum(glyph.x_advance for glyph in buffer.glyph_positions) / opened(face.path).upem


@cache
def woff2(face: Face, letters: frozenset[str]) -> bytes:
    """Return the part of a face that has these letters, as WOFF2, the same bytes each time."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(cut(face.path, letters, ("kern",), names=())), recalcTimestamp=False)
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
    wanted: dict[Face, set[str]] = {}
    for look, letters in used.items():
        for face in (BY_LOOK[look], HAN_FACE):
            wanted.setdefault(face, set()).update(letters_of(face) & set(letters))
    wanted[HAN_FACE] = {letter for letter in wanted.get(HAN_FACE, ()) if ord(letter) >= FIRST_HAN}
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


def cut(path: Path, letters: Iterable[str], features: Iterable[str], names: Iterable[int], number: int = 0) -> bytes:
    """Return what of a font these letters need, without hints; features and names: what to keep of both."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.flags |= uharfbuzz.SubsetFlags.NO_HINTING
    kept = (
        (wanted.unicode_set, map(ord, letters)),
        (wanted.layout_feature_tag_set, (int.from_bytes(feature.encode(), "big") for feature in features)),
        (wanted.name_id_set, names),
    )
    for those, given in kept:
        those.clear()
        those.update(given)
    return uharfbuzz.subset(opened(path, number), wanted).blob.data


def cut_fonts(originals: Path, text: str) -> list[Path]:
    """Cut the project's faces from the original files and write them to ``fonts/``; return their paths.

    originals: a folder that has the files that FACES names, at any depth; text: all that is to be drawn, for its
    Chinese characters. Raises FileNotFoundError where an original is not there, ValueError where it lacks a character.
    """
    from fontTools.ttLib import TTFont

    latin = {chr(code) for first, last in RANGES for code in range(first, last + 1)} | set(SIGNS)
    han = {letter for letter in text if ord(letter) >= FIRST_HAN and not letter.isspace()}
    for face in FACES:
        path = next(iter(sorted(Path(originals).rglob(face.original))), None)
        if path is None:
            raise FileNotFoundError(f"{originals}: found no {face.original}; expected it, to cut {face.file} from")
        letters, number = (han, SIMPLIFIED_CHINESE) if face is HAN_FACE else (latin, 0)
        lacking = "".join(sorted(han - set(map(chr, opened(path, number).unicodes)))) if face is HAN_FACE else ""
        if lacking:
            raise ValueError(f"{path}: found no {lacking}; expected every Chinese character of the text")
        font = TTFont(io.BytesIO(cut(path, letters, FEATURES, LICENCE_NAMES, number)), recalcTimestamp=False)
        rename(font, face)
        font.save(face.path)
    for read in (opened, letters_of, advance, woff2):
        read.cache_clear()
    return [face.path for face in FACES]


def rename(font, face: Face) -> None:
    """Give a cut font the name of the project's family, as the licence asks of a changed version."""
    look = {400: "Regular", 600: "Semibold"}[face.weight] if face.style == "normal" else "Italic"
    names = {1: face.family, 2: look, 4: f"{face.family} {look}", 6: f"{face.family}-{look}".replace(" ", "")}
    table = font["name"]
    for number, name in {**names, 3: names[6], 16: face.family, 17: look}.items():
        table.setName(name, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [names[6]]
        cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = face.family, names[4]
