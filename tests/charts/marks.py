"""Read a drawing back: its marks by what they name, their colours, and texts that meet or leave the sheet."""

from itertools import combinations

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import Bbox

from helpers.charts.sheet import text_width


def marks(figure):
    """The drawn artists by their identifier, which no two share."""
    named = [artist for artist in figure.get_children() if artist.get_gid()]
    found = {artist.get_gid(): artist for artist in named}
    assert len(found) == len(named)
    return found


def patches(figure):
    """The filled shapes, from the lowest to the topmost; the ground is none of them."""
    return [artist for artist in figure.artists if isinstance(artist, Patch)]


def lines(figure):
    """The lines and dots."""
    return [artist for artist in figure.artists if isinstance(artist, Line2D)]


def texts(figure):
    """What is written, by identifier."""
    return {gid: artist.get_text() for gid, artist in marks(figure).items() if hasattr(artist, "get_text")}


def said(figure):
    """What is written, by identifier, as drawn."""
    return {text.get_gid(): text for text in figure.texts if text.get_gid()}


def claim_of(figure):
    """The claim as it is printed."""
    lines = texts(figure)
    return " ".join(lines[f"claim:{number}"] for number in range(9) if f"claim:{number}" in lines)


def colour(artist):
    """The colour of a text, a line, or what fills a patch."""
    return to_hex(artist.get_facecolor() if hasattr(artist, "get_facecolor") else artist.get_color())


def middle(bar):
    """The middle of a bar from top to bottom."""
    return bar.get_y() + bar.get_height() / 2


def meeting(figure):
    """The pairs of texts that meet, and the texts that leave the sheet; the words of the key follow each other."""
    width, height = (round(side * figure.dpi) for side in figure.get_size_inches())
    renderer = RendererAgg(width, height, figure.dpi)
    written = [text for text in figure.texts if text.get_text() and not is_key(text)]
    boxes = [(text.get_text(), box_of(text, renderer)) for text in written]
    met = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
    gone = [
        said for said, box in boxes if not (box.x0 > -0.1 and box.x1 < width + 0.1 and 0 <= box.y0 < box.y1 <= height)
    ]
    return met + gone


def box_of(text, renderer):
    """The box of a text: as wide as it runs in print, as high as its type without what rarely hangs or stands out."""
    high = text.get_window_extent(renderer)
    if text.get_rotation():
        return high.padded(-1)
    high = high.expanded(1, 0.7)
    left, right = span(text)
    return Bbox.from_extents(left, high.y0, right, high.y1)


def span(text):
    """Where a text begins and ends, in points from the left."""
    wide = text_width(text.get_text(), text.get_fontsize(), text.get_fontweight())
    left = text.get_position()[0] - {"left": 0, "center": wide / 2, "right": wide}[text.get_ha()]
    return left, left + wide


def is_key(text):
    """True for what stands in the key."""
    return text.get_gid() is None or text.get_gid().startswith("key:")


def clashes(figure):
    """The pairs of texts that cover each other, line by line, and the texts that leave the sheet."""
    placed = [(text, *span(text)) for text in figure.texts if text.get_text()]
    width = figure.get_size_inches()[0] * 72
    found = [text.get_text() for text, left, right in placed if left < -0.5 or right > width + 0.5]
    for number, (one, left, right) in enumerate(placed):
        for other, begin, end in placed[number + 1 :]:
            apart = abs(one.get_position()[1] - other.get_position()[1])
            if apart < min(one.get_fontsize(), other.get_fontsize()) and left < end - 0.5 and begin < right - 0.5:
                found.append((one.get_text(), other.get_text()))
    return found
