"""Draw the coded relations around three centres, on places that mean something.

The graph is networkx's (``networks.relation_graph``). Where an actor stands follows from whom it is tied to: the first
two centres stand at the left, one over the other, the third at the right; who is tied to one centre stands outside of
it, who is tied to two stands between them, who is tied to all three in their midst. No place is set by hand (``net``
computes them).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.names import WITH_ARTICLE, named_list
from helpers.charts.net import Net, Scale, members, relations_of
from helpers.charts.sheet import LEADING, SEMIBOLD, Box, Sheet, Word
from helpers.charts.style import AGAINST, COLUMN, FOR, GREY, PAGE, RECORD_OF, ROOM, SIGN_WORDS, Build, Chart, claimed
from helpers.claims.relations import SIGN_OF
from helpers.files.errors import FigureError
from helpers.networks.relations import types_in_words

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

# How a sign reads as a verb.
VERBS = {"+": "is for", "-": "is against", "0": "acts on"}
ARROW_COLUMNS = ["source", "target", "sign", "relations", "types", "sentence_ids"]
KEY = (
    "Width: number of relations,",
    Word("for (solid),", FOR, "+"),
    Word("against (broken),", AGAINST, "-"),
    Word("neither (dotted).", GREY, "0"),
)
SPAN = 2.2  # between two columns at least, in sizes of the labels


def relation_network(graph: "nx.MultiDiGraph", centers: list[str], labels: dict[str, str]) -> Chart:
    """Draw who acts on whom around three centres: an arrow a direction and sign, as wide as it has relations.

    graph: from ``networks.relation_graph``, of the relations to be drawn; centers: the actor ids of the three corners,
    upper left, lower left, right; labels: actor_id → what people call it. Left out are relations between two others
    than the centres. Where a room has no space for all names, those with the fewest relations are left out and counted
    in the source line; the chart's table keeps all: source, target, sign (``+``, ``-``, ``0``), relations (how many),
    types, sentence_ids.

    The claim names the widest arrow, and the second if it stands out too. Raises FigureError for other than three
    centres, and for an actor without a label.

    >>> import pandas as pd
    >>> from helpers import charts, networks
    >>> relations = pd.DataFrame({
    ...     "relation_id": ["r1", "r2"], "sentence_id": ["a1", "a2"], "source": "orlen", "target": "velin",
    ...     "relation": "opposes", "sign": "-", "status": "stated", "asserted_by": "orlen", "period": "war",
    ...     "evidence": "", "note": "",
    ... })
    >>> actors = pd.DataFrame({"actor_id": ["orlen", "velin"], "name": ["A. Orlen", "B. Velin"], "kind": "person"})
    >>> labels = {"orlen": "Orlen", "velin": "Velin", "guild": "Guild", "court": "Court"}
    >>> chart = charts.relation_network(networks.relation_graph(relations, actors), ["velin", "guild", "court"], labels)
    >>> chart.claim
    'In the record Orlen is against Velin 2 times'
    """
    table = arrows_of(graph, centers, labels)
    shown = leading(table)
    parts = ", ".join(reading(row, graph, labels) for row in shown)
    claim = f"In the record {parts or 'no arrow is wider than all others'}"
    drawn = int(table["relations"].sum())
    source = f"Source: {RECORD_OF}; n = {drawn} of {graph.number_of_edges()} coded relations, those with a centre."
    key = (
        "Who acts on whom, as the record tells it.",
        *KEY,
        "A name stands beside the centre it is tied to, between them if to several.",
    )
    named = {(row.source, row.target, row.sign) for row in shown}

    def draw(build: Build) -> "Figure":
        sheet, net, _ = fitted(build, claim, key, source, table, centers, labels)
        net.draw(sheet, net.drawn(table), sheet.body, named)
        return sheet.figure

    told = "; ".join(counted(row, labels) for row in widest(table))
    return Chart(
        "network",
        claim,
        draw,
        table,
        caption=(
            f"The coded relations around {among(centers, labels)}: {drawn} of {graph.number_of_edges()}, an arrow a "
            "direction and sign, as wide as it has relations."
        ),
        alternative=(
            f"A network with three corners, {among(centers, labels)}, and {len(members(table) - set(centers))} actors "
            f"beside or between them. The widest arrows, by number of relations: {told or 'none'}."
        ),
        source=source,
        builds=(PAGE, ROOM, COLUMN),
    )


def network_periods(
    graph: "nx.MultiDiGraph", centers: list[str], labels: dict[str, str], periods: dict[str, str]
) -> Chart:
    """Draw the network of ``relation_network`` period by period, each actor on the same place in every panel.

    graph, centers, labels: as there; periods: term → label, in the order of the panels. A name without a relation in a
    period is left out of its panel. The chart's table: period, and the columns of ``relation_network``.

    The claim is that of a turn: the widest arrow lies in the last period, the arrow back in those before it. Raises
    FigureError where the table does not bear that out, for other than three centres, and for an actor without a label.

    >>> import pandas as pd
    >>> from helpers import charts, networks
    >>> relations = pd.DataFrame({
    ...     "relation_id": ["r1", "r2", "r3"], "sentence_id": ["a1", "a2", "a2"], "source": ["velin", "orlen", "orlen"],
    ...     "target": ["orlen", "velin", "velin"], "relation": "opposes", "sign": "-", "status": "stated",
    ...     "asserted_by": "orlen", "period": ["war", "peace", "peace"], "evidence": "", "note": "",
    ... })
    >>> actors = pd.DataFrame({"actor_id": ["orlen", "velin"], "name": ["A. Orlen", "B. Velin"], "kind": "person"})
    >>> graph = networks.relation_graph(relations, actors)
    >>> labels = {"orlen": "Orlen", "velin": "Velin", "guild": "Guild", "court": "Court"}
    >>> chart = charts.network_periods(graph, ["velin", "guild", "court"], labels, {"war": "War", "peace": "Peace"})
    >>> chart.claim
    'Before Peace Velin is against Orlen 1 time, in Peace Orlen is against Velin 2 times'
    """
    parts = {
        period: arrows_of(graph, centers, labels, lambda data, period=period: data["period"] == period)
        for period in periods
    }
    table = pd.concat([part.assign(period=period) for period, part in parts.items()], ignore_index=True)
    table = table[["period", *ARROW_COLUMNS]]
    claim, named = turn(table, graph, labels, periods)
    drawn = int(table["relations"].sum())
    around = int(arrows_of(graph, centers, labels)["relations"].sum())
    source = f"Source: {RECORD_OF}; n = {drawn} of {around} relations with a centre."
    key = (
        "In the record.",
        *KEY,
        f"What is judged on the day counts for {list(periods.values())[-1]}.",
    )

    def draw(build: Build) -> "Figure":
        sheet, net, panel = fitted(build, claim, key, source, table, centers, labels, len(periods))
        for number, (period, label) in enumerate(periods.items()):
            box, head = panel(sheet.body, number), build.label * LEADING
            count, shown = int(parts[period]["relations"].sum()), net.drawn(parts[period])
            drawn_here = int(shown["relations"].sum())
            sheet.text(box.left, box.top, label, weight=SEMIBOLD, va="top", gid=f"period:{period}")
            after = box.left + sheet.width_of(f"{label}  ", weight=SEMIBOLD)
            sheet.text(
                after,
                box.top,
                plural(count, "relation") + (f", {drawn_here} drawn" if drawn_here < count else ""),
                colour=GREY,
                va="top",
                gid=f"count:{period}",
            )
            net.draw(sheet, shown, box._replace(top=box.top + head), named, f"{period}:")
        return sheet.figure

    told = "; ".join(
        f"{label}, {plural(int(parts[period]['relations'].sum()), 'relation')}"
        + "".join(f", {counted(row, labels)}" for row in widest(parts[period], 2))
        for period, label in periods.items()
    )
    return Chart(
        "network-periods",
        claim,
        draw,
        table,
        caption=(
            f"The relations around {among(centers, labels)}, period by period ({drawn} of {around}, the "
            "others are of other times), on the places of the whole network."
        ),
        alternative=f"{len(periods)} panels on the same places, with the widest arrows of each: {told}.",
        source=source,
    )


def arrows_of(
    graph: "nx.MultiDiGraph",
    centers: list[str],
    labels: dict[str, str],
    kept: Callable[[dict], bool] = lambda data: True,
) -> pd.DataFrame:
    """Return one row an ordered pair and sign, of the relations with a centre that are kept."""
    if len(set(centers)) != 3:
        raise FigureError(f"figure network: found the centres {', '.join(centers)}; expected three, the corners")
    found: dict[tuple[str, str, str], list[dict]] = {}
    for source, target, data in graph.edges(data=True):
        if {source, target} & set(centers) and kept(data):
            found.setdefault((source, target, SIGN_OF[data["sign"]]), []).append(data)
    for actor in [*centers, *(end for source, target, _ in found for end in (source, target))]:
        if actor not in labels:
            raise FigureError(
                f"figure network: found no label for the actor {actor}; expected one for each that is drawn"
            )
    rows = [
        (
            *arrow,
            len(data),
            types_in_words(one["relation"] for one in data),
            " ".join(sorted({one["sentence_id"] for one in data})),
        )
        for arrow, data in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=ARROW_COLUMNS)


def widest(table: pd.DataFrame, first: int = 6) -> list:
    """Return the rows with the most relations."""
    ranked = table.sort_values(["relations", "source", "target", "sign"], ascending=[False, True, True, True])
    return list(ranked.head(first).itertuples())


def leading(table: pd.DataFrame, most: int = 2) -> list:
    """Return the widest arrows, at most so many, as far as each is wider than all that follow."""
    ranked = widest(table, most + 1)
    outstanding = [
        place for place in range(1, min(most, len(ranked)) + 1)
        if place == len(ranked) or ranked[place - 1].relations > ranked[place].relations
    ]  # fmt: skip
    return ranked[: max(outstanding, default=0)]


def reading(row, graph: "nx.MultiDiGraph", labels: dict[str, str]) -> str:
    """Return an arrow as a clause: who is for or against whom, how many times."""
    ends = [
        f"the {labels[end]}" if graph.nodes[end]["kind"] in WITH_ARTICLE else labels[end]
        for end in (row.source, row.target)
    ]
    return f"{ends[0]} {VERBS[row.sign]} {ends[1]} {plural(row.relations, 'time')}"


def counted(row, labels: dict[str, str]) -> str:
    """Return an arrow as an entry of a list: its ends, its number, its sign."""
    return f"{labels[row.source]} to {labels[row.target]} {row.relations} ({SIGN_WORDS[row.sign]})"


def plural(count: int, noun: str) -> str:
    """Return "1 relation", "2 relations"."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def among(centers: list[str], labels: dict[str, str]) -> str:
    """Return the centres as a list in words."""
    return named_list([labels[center] for center in centers])


def turn(
    table: pd.DataFrame, graph: "nx.MultiDiGraph", labels: dict[str, str], periods: dict[str, str]
) -> tuple[str, set[tuple]]:
    """Return the claim of the periods and the arrows that it names: an arrow of the last, and its answer before."""
    sums = table.groupby(["source", "target", "sign"], as_index=False)["relations"].sum()
    if sums.empty:
        return "In the record no period has a relation with a centre", set()
    top = widest(sums, 1)[0]
    last = list(periods)[-1]
    ends = table["source"].eq(top.source) & table["target"].eq(top.target) & table["sign"].eq(top.sign)
    back = table["source"].eq(top.target) & table["target"].eq(top.source) & table["sign"].eq(top.sign)
    answer = top._replace(source=top.target, target=top.source, relations=int(table.loc[back, "relations"].sum()))
    claim = claimed(
        "network-periods",
        f"Before {periods[last]} {reading(answer, graph, labels)}, in {periods[last]} {reading(top, graph, labels)}",
        bool(
            answer.relations and set(table.loc[ends, "period"]) == {last} and last not in set(table.loc[back, "period"])
        ),
        f"{reading(top, graph, labels)} in {', '.join(table.loc[ends, 'period'])}, "
        f"the arrow back in {', '.join(table.loc[back, 'period']) or 'none'}",
    )
    return claim, {(row.source, row.target, row.sign) for row in (top, answer)}


def fitted(
    build: Build,
    claim: str,
    key: tuple,
    source: str,
    table: pd.DataFrame,
    centers: list[str],
    labels: dict[str, str],
    panels: int = 1,
) -> tuple[Sheet, Net, Callable[[Box, int], Box]]:
    """Return the sheet, the net and where its panels stand.

    A build leaves out those with the fewest relations until its height holds the rows, and its width the arrows.
    """
    across = 1 if panels == 1 else 2
    down = -(-panels // across)
    size = build.label if panels == 1 else build.small
    scale = Scale(size, size / 13, 0.16, 0.35, 1.22) if panels == 1 else Scale(size, size / 24, 0.11, 0.2, 1.1)
    head, gap = (build.label * LEADING, build.label * 0.3) if panels > 1 else (0, 0)
    strength = relations_of(table)

    def panel(body: Box, number: int) -> Box:
        wide, tall = (body.width - gap * 3 * (across - 1)) / across, (body.height - gap * (down - 1)) / down
        left, top = body.left + number % across * (wide + gap * 3), body.top + number // across * (tall + gap)
        return Box(left, top, left + wide, top + tall)

    for least in range(1, max(strength.values(), default=1) + 1):
        kept = [actor for actor, count in strength.items() if actor in centers or count >= least]
        few = len(strength) - len(kept)
        few_each = "one relation" if least == 2 else f"fewer than {least}"
        note = f" Left out: {few} names with {few_each}." if few else ""
        shown = table[table["source"].isin(kept) & table["target"].isin(kept)]
        frames = [frame for _, frame in shown.groupby("period")] if "period" in shown else [shown]
        blank = Sheet(build, claim, key, source + note, 0)
        net = Net(blank, frames or [shown], centers, labels, scale)
        height = down * (net.height * (1.1 if build.height is None else 1) + head) + (down - 1) * gap
        sheet = Sheet(build, claim, key, source + note, height)
        if sheet.body.height >= height - 1 and net.span(panel(sheet.body, 0).width) >= size * SPAN:
            break
    return sheet, net, panel
