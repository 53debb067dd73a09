"""The sheet on which every figure is drawn: claim, key, body and source line, all in points from the top left.

A figure is laid out in points of its own size, so that a heading, a row or a label has the size of type that its build
asks for, and so that places can be computed and read back. ``Sheet`` writes the frame; the drawing functions fill its
body.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from helpers.charts.style import GREY, INCH, INK, Build
from helpers.files.fonts import SANS, advance

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.text import Text

LEADING = 1.24  # from line to line, in sizes of type
SEMIBOLD = 600
CAPITALS = 0.66  # height of the sans's capitals, in sizes of type


class Word(NamedTuple):
    """A word of the key: what it says, its colour, and the term that it stands for; plain text has no term."""

    text: str
    colour: str = GREY
    term: str = ""


class Box(NamedTuple):
    """A part of a sheet, in points from its top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Sheet:
    """A figure of one build with its claim, its key and its source line; ``body`` is the box that is left to draw in.

    claim: the title, a sentence; key: the line under it, plain strings and Words in their colours; source: the grey
    line at the foot; height: of the body in points, for the builds that may be as high as they need: a number, or a
    function of the width of the body.

    >>> from helpers.charts.sheet import Sheet, Word
    >>> from helpers.charts.style import FOR, PAGE
    >>> sheet = Sheet(PAGE, "Orlen writes most", ["Letters sent: ", Word("to friends", FOR, "friends")], "n = 4.", 50)
    >>> round(sheet.body.height)
    50
    """

    def __init__(
        self,
        build: Build,
        claim: str,
        key: Sequence[str | Word],
        source: str,
        height: float | Callable[[float], float],
    ):
        """Write the frame; ``body`` is what it leaves."""
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.build, self.label, self.small = build, build.label, build.small
        margin = build.label * (0.2 if build.height is None else 0.9)
        left, right = margin, build.width - margin
        heading = self.balanced(claim, right - left, build.title, SEMIBOLD)
        keys = self.key_lines(key, right - left)
        foot = self.lines(source, right - left, build.small)
        top = margin + len(heading) * build.title * LEADING
        top += len(keys) * build.label * LEADING + build.label * 0.9
        below = len(foot) * build.small * LEADING + build.small * 0.9 + margin
        if build.height is None:
            tall = top + (height(right - left) if callable(height) else height) + below
        else:
            tall = build.height
        self.height = tall
        self.body = Box(left, top, right, tall - below)
        self.figure = Figure(figsize=(build.width / INCH, tall / INCH), dpi=INCH)
        # From points, counted from the top, to inches, counted from the foot, to dots.
        self.points = Affine2D().scale(1 / INCH, -1 / INCH).translate(0, tall / INCH) + self.figure.dpi_scale_trans
        y = margin
        for number, line in enumerate(heading):
            self.text(left, y, line, size=build.title, weight=SEMIBOLD, va="top", gid=f"claim:{number}")
            y += build.title * LEADING
        y += build.label * 0.15
        for line in keys:
            x = left
            for word in line:
                weight = SEMIBOLD if word.term else 400
                gid = f"key:{word.term}" if word.term else None
                # A space at the beginning would be lost in the SVG, so the text is moved by it.
                said = word.text.lstrip()
                start = x + self.width_of(word.text.removesuffix(said), build.label, weight)
                if said:
                    self.text(start, y, said, colour=word.colour, weight=weight, va="top", gid=gid)
                x += self.width_of(word.text, build.label, weight)
            y += build.label * LEADING
        for number, line in enumerate(foot):
            y = tall - margin - (len(foot) - number) * build.small * LEADING
            self.text(left, y, line, size=build.small, colour=GREY, va="top", gid=f"source:{number}")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        colour: str = INK,
        weight: int = 400,
        ha: str = "left",
        va: str = "center",
        gid: str | None = None,
        **options,
    ) -> "Text":
        """Write text; x and y in points; size: of the build's labels unless another is given.

        In the middle of a row stand the middles of its capitals and figures, whatever letters a text has.
        """
        from matplotlib.transforms import Affine2D

        size, place = size or self.label, self.points
        if va == "center":
            va, place = "baseline", Affine2D().translate(0, CAPITALS / 2 * size) + self.points
        return self.figure.text(
            x,
            y,
            text.replace("$", r"\$"),
            fontsize=size,
            color=colour,
            fontweight=weight,
            ha=ha,
            va=va,
            gid=gid,
            transform=place,
            **options,
        )

    def block(self, x: float, y: float, lines: Sequence[str], gid: str, leading: float = LEADING, **look) -> None:
        """Write lines one under the other, their middle at y; gid: with the number of the line behind it.

        leading: from line to line, in sizes of type; look: as ``text`` takes it.
        """
        step = (look.get("size") or self.label) * leading
        for number, line in enumerate(lines):
            self.text(x, y + (number - (len(lines) - 1) / 2) * step, line, gid=f"{gid}{number}", **look)

    def add(self, artist: "Artist", gid: str | None = None) -> "Artist":
        """Put a patch or a line on the sheet; gid: the row of the table that it draws."""
        if gid:
            artist.set_gid(gid)
        artist.set_transform(self.points)
        return self.figure.add_artist(artist)

    def rectangle(self, x: float, y: float, width: float, height: float, gid: str | None = None, **look) -> "Artist":
        """Draw a rectangle by its top left; look: facecolor, edgecolor, hatch, linewidth … as matplotlib has them."""
        from matplotlib.patches import Rectangle

        return self.add(Rectangle((x, y), width, height, **{"linewidth": 0, **look}), gid)

    def line(self, xs: Sequence[float], ys: Sequence[float], gid: str | None = None, **look) -> "Artist":
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        return self.add(Line2D(xs, ys, **{"color": INK, "linewidth": 0.8, **look}), gid)

    def dot(self, x: float, y: float, size: float, gid: str | None = None, **look) -> "Artist":
        """Draw a mark in the middle of x and y, ``size`` points across; a circle unless look has another marker."""
        from matplotlib.lines import Line2D

        shape = {"marker": "o", "linestyle": "none", "markersize": size, "markeredgewidth": 0}
        return self.add(Line2D([x], [y], **{**shape, "color": INK, **look}), gid)

    def width_of(self, text: str, size: float | None = None, weight: int = 400) -> float:
        """Return how wide a text runs, in points."""
        return text_width(text, size or self.label, weight)

    def lines(self, text: str, width: float, size: float | None = None, weight: int = 400) -> list[str]:
        """Return a text in lines that are at most ``width`` points long; a word that is longer stands alone."""
        return wrapped(text, width, size or self.label, weight)

    def balanced(self, text: str, width: float, size: float, weight: int) -> list[str]:
        """Return a text in as few lines as ``lines`` needs, but of like length, so that no word stands alone."""
        fewest = self.lines(text, width, size, weight)
        narrower = (self.lines(text, width * share / 20, size, weight) for share in range(10, 20))
        return next((lines for lines in narrower if len(lines) == len(fewest)), fewest)

    def key_lines(self, key: Sequence[str | Word], width: float) -> list[list[Word]]:
        """Return the key as lines of words, broken between words where a line is full."""
        lines: list[list[Word]] = [[]] if key else []
        x = 0.0
        for part in key:
            # Plain text may break between its own words; a coloured word stays in one piece.
            named = isinstance(part, Word)
            for piece in [part] if named else [Word(f"{piece} ") for piece in part.split()]:
                wide = self.width_of(piece.text, self.build.label, SEMIBOLD if piece.term else 400)
                if x + wide > width and lines[-1]:
                    lines.append([])
                    x = 0.0
                last = lines[-1][-1] if lines[-1] else None
                if last and not last.term and not piece.term and last.colour == piece.colour:
                    lines[-1][-1] = last._replace(text=last.text + piece.text)
                else:
                    lines[-1].append(piece)
                x += wide
            if named:
                lines[-1].append(Word(" "))
                x += self.width_of(" ")
        return lines


def wrapped(text: str, width: float, size: float, weight: int = 400) -> list[str]:
    """Return a text in lines that are at most ``width`` points long; a word that is longer stands alone."""
    lines: list[str] = []
    x, space = 0.0, text_width(" ", size, weight)
    for word in text.split():
        # Each word is measured once, which is cheaper than to measure every line that might be.
        wide = text_width(word, size, weight)
        if lines and x + space + wide <= width:
            lines[-1] += f" {word}"
            x += space + wide
        else:
            lines.append(word)
            x = wide
    return lines


def text_width(text: str, size: float, weight: int) -> float:
    """Return how wide a text runs in the project's sans, in points of its size."""
    return advance(text, SANS, weight) * size
