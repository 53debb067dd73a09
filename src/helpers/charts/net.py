"""Where the actors of a network around three centres stand, and how its arrows run; all in points.

Five columns: who is tied to a centre of the left alone, or to both of these; these two centres; who is tied to the
third and another, or to all; the third centre; who is tied to it alone. Arrows leave and reach the sides of the plates,
in the order of where they come from, so that none hides another's head.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from helpers.charts.sheet import LEADING, SEMIBOLD, Box, Sheet
from helpers.charts.style import PALE, SIGN_COLOURS

# The stroke of a sign, beside its colour: on and off, in sizes of the labels.
STROKES = {"+": None, "-": (0.55, 0.16), "0": (0.1, 0.16)}
# Which centres (0, 1, 2) the actors of a place are tied to.
FIRST, SECOND, THIRD = frozenset({0}), frozenset({1}), frozenset({2})
LEFT_PAIR, UPPER_PAIR, LOWER_PAIR, ALL = frozenset({0, 1}), frozenset({0, 2}), frozenset({1, 2}), frozenset({0, 1, 2})


class Port(NamedTuple):
    """Where an arrow leaves or reaches a plate: the point, and the way out of the plate."""

    x: float
    y: float
    outward: tuple[float, float]


class Scale(NamedTuple):
    """How large a net is drawn: type and the width of one relation in points; the rest in sizes of the type."""

    size: float
    unit: float
    flare: float  # how far a head stands out on either side of its line
    apart: float  # two groups of a column
    plate: float  # the height of a plate that has one line


class Net:
    """The places of a network in points, from the top left of its box; made for the arrows of all its panels.

    tables: the arrows, one table a panel. ``height`` is what the rows need.
    """

    def __init__(
        self, sheet: Sheet, tables: list[pd.DataFrame], centers: list[str], labels: dict[str, str], scale: "Scale"
    ):
        """Compute who stands in which place, and how much room each plate needs."""
        self.sheet, self.centers, self.labels = sheet, centers, labels
        self.size, self.unit, _, self.apart, _ = scale
        self.flare, self.head, self.between = scale.size * scale.flare, scale.size * 0.6, scale.size * 2.2
        everything = pd.concat(tables, ignore_index=True)
        self.places, count = tied(everything, centers), relations_of(everything)
        self.rows = {
            place: sorted(
                (actor for actor, found in self.places.items() if found == place),
                key=lambda actor: (-count[actor], labels[actor]),
            )
            for place in (FIRST, SECOND, THIRD, LEFT_PAIR, UPPER_PAIR, LOWER_PAIR, ALL)
        }
        self.lines = {
            actor: sheet.lines(labels[actor], self.size * 7.2, self.size, self.weight(actor))
            for actor in [*centers, *self.places]
        }
        # A plate is as high as its name or as what arrives on one side of it, in the panel where that is most.
        self.tall = {
            actor: max(
                self.size * ((len(lines) - 1) * LEADING + scale.plate), *(self.stack(table, actor) for table in tables)
            )
            for actor, lines in self.lines.items()
        }
        self.direct = {
            pair: max(
                sum(self.slot(row) for row in table.itertuples() if self.passing(row) == pair) for table in tables
            )
            for pair in (UPPER_PAIR, LOWER_PAIR)
        }
        self.columns = {
            "left": [self.rows[FIRST], self.rows[LEFT_PAIR], self.rows[SECOND]],
            "middle": [self.rows[UPPER_PAIR], [UPPER_PAIR], self.rows[ALL], [LOWER_PAIR], self.rows[LOWER_PAIR]],
            "right": [self.rows[THIRD]],
        }
        first, second, third = centers
        self.height = max(
            *(self.needed(column) for column in self.columns.values()),
            self.tall[first] + self.between + self.tall[second],
            self.tall[third],
        )

    def weight(self, actor: str) -> int:
        """Return how bold a name is set."""
        return SEMIBOLD if actor in self.centers else 400

    def drawn(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the arrows of which both ends have a place."""
        return table[table["source"].isin(self.lines) & table["target"].isin(self.lines)]

    def slot(self, row) -> float:
        """Return how much of a side an arrow takes: its head, and a little."""
        return row.relations * self.unit + 2 * self.flare + self.size * 0.06

    def side(self, actor: str, other: str) -> str:
        """Return on which side of an actor's plate the arrow from or to another arrives."""
        first, second, third = self.centers
        if {actor, other} == {first, second}:
            return "below" if actor == first else "above"
        centre, place = actor in self.centers, self.places.get(other if actor in self.centers else actor)
        if third in (actor, other):
            # Only those who are tied to the third centre alone stand at the right of it.
            return "right" if (actor == third) == (place == THIRD) else "left"
        return "left" if centre == (place in (FIRST, SECOND, LEFT_PAIR)) else "right"

    def stack(self, table: pd.DataFrame, actor: str) -> float:
        """Return how much room the arrows need on the fuller of the two sides of an actor's plate."""
        taken = Counter()
        for row in table.itertuples():
            if actor in (row.source, row.target):
                taken[self.side(actor, row.target if actor == row.source else row.source)] += self.slot(row)
        return max(taken["left"], taken["right"])

    def room_of(self, entry) -> float:
        """Return the height of an entry of a column: a plate, or the arrows that pass between two centres."""
        return self.direct[entry] + self.size * 0.2 if isinstance(entry, frozenset) else self.tall[entry]

    def needed(self, column: list[list]) -> float:
        """Return the height that a column of groups needs at least."""
        groups = [group for group in column if group]
        inner = sum(self.room_of(entry) for group in groups for entry in group)
        return inner + self.size * (0.16 * sum(len(group) - 1 for group in groups) + self.apart * (len(groups) - 1))

    def stacked(self, column: list[list], height: float) -> dict:
        """Return entry → (top, bottom) of a column whose groups stand apart, in the middle of what height there is."""
        groups = [group for group in column if group]
        gaps = sum(len(group) - 1 for group in groups) + 2 * (len(groups) - 1)
        spare = min((height - self.needed(column)) / max(gaps, 1), self.size * 0.75)
        y = (height - self.needed(column) - spare * gaps) / 2
        found = {}
        for group in groups:
            for entry in group:
                found[entry] = (y, y + self.room_of(entry))
                y += self.room_of(entry) + spare + self.size * 0.16
            y += spare + self.size * (self.apart - 0.16)
        return found

    def width(self, actors: Iterable[str]) -> float:
        """Return the width of the widest plate."""
        wide = [
            self.sheet.width_of(line, self.size, self.weight(actor)) for actor in actors for line in self.lines[actor]
        ]
        return max(wide) + self.size * 0.6

    def spans(self) -> tuple[list[float], list[float]]:
        """Return the widths of the five columns, and how what is left over is shared among the spans between them."""
        first, second, third = self.centers
        outer = [actor for place in (FIRST, SECOND, LEFT_PAIR) for actor in self.rows[place]]
        middle = [actor for place in (UPPER_PAIR, ALL, LOWER_PAIR) for actor in self.rows[place]]
        columns = (outer, [first, second], middle, [third], self.rows[THIRD])
        shares = [0.8 * bool(outer), 1.2, 1.1, 0.7 * bool(self.rows[THIRD])]
        return [self.width(column) if column else 0 for column in columns], shares

    def span(self, width: float) -> float:
        """Return how far two columns stand apart where the box is so wide."""
        widths, shares = self.spans()
        return (width - sum(widths)) / sum(shares)

    def laid(self, box: Box) -> dict:
        """Return actor → the box of its plate, and for each pair of centres the box through which its arrows pass."""
        widths, shares = self.spans()
        gaps = [share * self.span(box.width) for share in shares]
        lefts = [box.left]
        for width, gap in zip(widths, gaps):
            lefts.append(lefts[-1] + width + gap)
        found = {}
        for name, column, shift in (("left", 0, 1), ("middle", 2, 0.5), ("right", 4, 0)):
            for entry, (top, bottom) in self.stacked(self.columns[name], box.height).items():
                wide = widths[column] if isinstance(entry, frozenset) else self.width([entry])
                x = lefts[column] + (widths[column] - wide) * shift
                # Who is tied to both centres of the left stands nearer to the line between them.
                x += gaps[0] * 0.4 if self.places.get(entry) == LEFT_PAIR else 0
                found[entry] = Box(x, box.top + top, x + wide, box.top + bottom)
        for center, y in self.center_heights(box, found).items():
            column = 3 if center == self.centers[2] else 1
            half = self.tall[center] / 2
            found[center] = Box(lefts[column], y - half, lefts[column] + widths[column], y + half)
        return found

    def center_heights(self, box: Box, found: dict) -> dict[str, float]:
        """Return centre → how far down its middle stands: beside its own, as far as there is room."""
        first, second, third = self.centers
        wished = {first: box.top + box.height / 4, second: box.bottom - box.height / 4}
        for center, place in ((first, FIRST), (second, SECOND)):
            if self.rows[place]:
                wished[center] = (found[self.rows[place][0]].top + found[self.rows[place][-1]].bottom) / 2
        halves = {center: self.tall[center] / 2 for center in self.centers}
        apart = halves[first] + self.between + halves[second]
        upper = clamped(wished[first], box.top + halves[first], box.bottom - halves[second] - apart)
        lower = clamped(wished[second], upper + apart, box.bottom - halves[second])
        return {first: upper, second: lower, third: (box.top + box.bottom) / 2}

    def ports(self, table: pd.DataFrame, boxes: dict) -> dict[tuple, Port]:
        """Return (actor, row) → port: what arrives on a side lies in the order of where it comes from."""
        sides: dict[tuple[str, str], list] = {}
        for row in table.itertuples():
            for actor, other in ((row.source, row.target), (row.target, row.source)):
                far = boxes.get(self.passing(row), boxes[other])
                sides.setdefault((actor, self.side(actor, other)), []).append(
                    (far.top + far.bottom, *sorted((row.source, row.target)), row.source, row.sign, row)
                )
        found = {}
        for (actor, side), arriving in sides.items():
            box = boxes[actor]
            rows = [entry[-1] for entry in sorted(arriving, key=lambda entry: entry[:-1])]
            along = -sum(map(self.slot, rows)) / 2
            for row in rows:
                middle = along + self.slot(row) / 2
                along += self.slot(row)
                x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
                found[actor, row.Index] = {
                    "left": Port(box.left, y + middle, (-1, 0)),
                    "right": Port(box.right, y + middle, (1, 0)),
                    "above": Port(x + middle, box.top, (0, -1)),
                    "below": Port(x + middle, box.bottom, (0, 1)),
                }[side]
        return found

    def passing(self, row) -> frozenset | None:
        """Return the pair of centres between which an arrow passes through the middle, or None."""
        pair = frozenset(self.centers.index(end) for end in (row.source, row.target) if end in self.centers)
        return pair if pair in (UPPER_PAIR, LOWER_PAIR) else None

    def passes(self, table: pd.DataFrame, pair: frozenset) -> list:
        """Return the arrows that pass between two centres through the middle, in the order in which they lie."""
        rows = [row for row in table.itertuples() if self.passing(row) == pair]
        return sorted(rows, key=lambda row: (row.source, row.sign))

    def draw(self, sheet: Sheet, table: pd.DataFrame, box: Box, named: set[tuple], prefix: str = "") -> None:
        """Draw the arrows of a table with the plates at their ends; named: the arrows whose number is written."""
        boxes = self.laid(box)
        ports, lanes = self.ports(table, boxes), self.lanes(table, boxes)
        for row in table.itertuples():
            self.arrow(
                sheet, row, ports[row.source, row.Index], ports[row.target, row.Index], lanes.get(row.Index), prefix
            )
        for row in table.itertuples():
            if (row.source, row.target, row.sign) in named:
                self.number(sheet, row, ports, prefix)
        for actor in sorted(members(table)):
            self.plate(sheet, actor, boxes[actor], prefix)

    def lanes(self, table: pd.DataFrame, boxes: dict) -> dict[int, Box]:
        """Return row → the part of the passage in which an arrow from centre to centre passes the middle."""
        found = {}
        for pair in (UPPER_PAIR, LOWER_PAIR):
            rows = self.passes(table, pair)
            y = (boxes[pair].top + boxes[pair].bottom - sum(map(self.slot, rows))) / 2
            for row in rows:
                found[row.Index] = boxes[pair]._replace(top=y, bottom=y + self.slot(row))
                y += self.slot(row)
        return found

    def arrow(self, sheet: Sheet, row, start: Port, end: Port, lane: Box | None, prefix: str) -> None:
        """Draw one arrow: its line, and a head that ends at the plate of the target."""
        from matplotlib.patches import PathPatch, Polygon
        from matplotlib.path import Path

        gid, colour = f"{prefix}{row.source}>{row.target}:{row.sign}", SIGN_COLOURS[row.sign]
        width = row.relations * self.unit
        (dx, dy), half = end.outward, width / 2 + self.flare
        length = max(self.head, half * 0.75)
        neck = Port(end.x + dx * length, end.y + dy * length, end.outward)
        points = bend(start, neck)
        if lane:
            y, rightward = (lane.top + lane.bottom) / 2, start.x < end.x
            ends = [Port(lane.left, y, (-1, 0)), Port(lane.right, y, (1, 0))]
            near, far = ends if rightward else ends[::-1]
            points = bend(start, near) + bend(far, neck)
        codes = ([Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3])[: len(points)]
        stroke = STROKES[row.sign]
        # Matplotlib counts the parts of a broken line in widths of the line.
        style = (0, tuple(part * self.size / width for part in stroke)) if stroke else "-"
        look = {"facecolor": "none", "edgecolor": colour, "linewidth": width, "linestyle": style, "capstyle": "butt"}
        order = 1 if row.sign == "0" else 2
        sheet.add(PathPatch(Path(points, codes), zorder=order, **look), gid)
        tip = [
            (end.x, end.y),
            (neck.x - dy * half, neck.y - dx * half),
            (neck.x + dy * half, neck.y + dx * half),
        ]
        sheet.add(Polygon(tip, facecolor=colour, linewidth=0, zorder=order), f"{gid}:head")

    def number(self, sheet: Sheet, row, ports: dict, prefix: str) -> None:
        """Write how many relations an arrow has, on it."""
        start, end = ports[row.source, row.Index], ports[row.target, row.Index]
        sheet.text(
            (start.x + end.x) / 2,
            (start.y + end.y) / 2,
            f"{row.relations}",
            size=self.size,
            colour=SIGN_COLOURS[row.sign],
            weight=SEMIBOLD,
            ha="center",
            gid=f"{prefix}{row.source}>{row.target}:{row.sign}:number",
            zorder=4,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": self.size * 0.08},
        )

    def plate(self, sheet: Sheet, actor: str, box: Box, prefix: str) -> None:
        """Draw an actor: a plate with its name, bold for a centre."""
        sheet.rectangle(box.left, box.top, box.width, box.height, f"{prefix}plate:{actor}", facecolor=PALE, zorder=3)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        look = {"size": self.size, "weight": self.weight(actor), "ha": "center", "zorder": 5}
        sheet.block(x, y, self.lines[actor], f"{prefix}name:{actor}:", **look)


def members(table: pd.DataFrame) -> set[str]:
    """Return the actors at either end."""
    return {*table["source"], *table["target"]}


def relations_of(table: pd.DataFrame) -> Counter:
    """Return actor → how many relations it has."""
    found: Counter = Counter()
    for row in table.itertuples():
        found.update({row.source: row.relations, row.target: row.relations})
    return found


def clamped(value: float, low: float, high: float) -> float:
    """Return a value, or the bound that it passes."""
    return max(low, min(high, value))


def tied(table: pd.DataFrame, centers: list[str]) -> dict[str, frozenset]:
    """Return actor → which of the centres (0, 1, 2) it is tied to, for all actors but the centres."""
    found: dict[str, set[int]] = {}
    for row in table.itertuples():
        for actor, other in ((row.source, row.target), (row.target, row.source)):
            if actor not in centers and other in centers:
                found.setdefault(actor, set()).add(centers.index(other))
    return {actor: frozenset(places) for actor, places in found.items()}


def bend(start: Port, end: Port) -> list[tuple[float, float]]:
    """Return the four points of a curve that leaves and reaches its ports straight."""
    reach = 0.42 * max(abs(end.x - start.x) * abs(start.outward[0]), abs(end.y - start.y) * abs(start.outward[1]))
    return [
        (start.x, start.y),
        (start.x + start.outward[0] * reach, start.y + start.outward[1] * reach),
        (end.x + end.outward[0] * reach, end.y + end.outward[1] * reach),
        (end.x, end.y),
    ]
