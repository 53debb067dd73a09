"""Events that the record dates or orders (``events.csv``): when they happened, and in which order it visits them.

What the record only orders stays undated: it gets bounds from what it stands after and before, never a date.
"""

import re
from graphlib import CycleError, TopologicalSorter
from math import inf
from pathlib import Path

import pandas as pd

from helpers.files.coding import parse_cells, read_coding, refuse, refuse_absent, refuse_unknown
from helpers.files.errors import CodingError
from helpers.files.paths import CODING
from helpers.text.dates import TimeSpan, time_span
from helpers.text.spans import unfolded

EVENT_COLUMNS = [
    "event_id", "edtf", "after", "before", "label", "sentence_id", "evidence",
    "actors", "judged", "judgement", "reason",
]  # fmt: skip
JUDGEMENTS = ("negative", "positive", "mixed", "none")


def read_events(source: str, actors: pd.DataFrame, utterances: pd.DataFrame, folder: Path = CODING) -> pd.DataFrame:
    r"""Read ``events.csv`` in the order in which the record visits the events, with the place of their evidence.

    source: the text of the record; actors: with actor_id; utterances: with sentence_id, text, start, end; folder: where
    the table stands, ``data/coding`` unless another is named. Returns one row an event, none left out: columns as in
    EVENT_COLUMNS, all text, and start and end, the place of the evidence in characters of the source, end not included.
    after and before hold event_ids, actors actor_ids, with spaces between them.

    Raises CodingError, with file and line, for a date that is not EDTF, an unknown sentence, actor, event or judgement,
    evidence that does not stand in its sentence, and an event that is neither dated nor ordered; with the file alone
    for an order that runs in a circle, or that the dates contradict.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import claims
    >>> from helpers.files import write_table
    >>> source = "In 1701 Velin fled\nafter the fire."
    >>> utterances = pd.DataFrame({"sentence_id": ["a1"], "text": [source.replace("\n", " ")], "start": 0})
    >>> utterances["end"] = len(source)
    >>> event = {"event_id": "flight", "edtf": "1701", "after": "", "before": "", "label": "Velin flees",
    ...          "sentence_id": "a1", "evidence": "fled after the fire", "actors": "velin", "judged": "",
    ...          "judgement": "none", "reason": ""}
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(pd.DataFrame([event]), "events", folder)
    ...     events = claims.read_events(source, pd.DataFrame({"actor_id": ["velin"]}), utterances, folder)
    >>> source[events["start"][0] : events["end"][0]]
    'fled\nafter the fire'
    """
    frame, path = read_coding("events", EVENT_COLUMNS, folder), Path(folder) / "events.csv"
    parse_cells(path, "edtf", frame["edtf"], time_span)
    refuse_absent(path, frame, utterances)
    refuse_unknown(path, "judgement", frame["judgement"], JUDGEMENTS, "one of " + ", ".join(JUDGEMENTS))
    refuse_unknown(path, "judged", frame["judged"], {*actors["actor_id"], ""}, "an actor of actors.csv, or nothing")
    for column, known, expected in (
        ("after", frame["event_id"], "events of this table"),
        ("before", frame["event_id"], "events of this table"),
        ("actors", actors["actor_id"], "actors of actors.csv"),
    ):
        for line, cell in enumerate(frame[column], start=2):
            unknown = set(cell.split()) - set(known)
            if unknown:
                raise refuse(path, line, column, " ".join(sorted(unknown)), expected)
    linked = {event for pair in order_links(frame) for event in pair}
    for line, row in enumerate(frame.itertuples(), start=2):
        if not row.edtf and row.event_id not in linked:
            raise refuse(path, line, "edtf", "", "a date, or an event that it stands after or before")
    check_order(path, frame)
    places = utterances.set_index("sentence_id")[["start", "end"]]
    found = [
        re.compile(unfolded(row.evidence)).search(source, *map(int, places.loc[row.sentence_id]))
        for row in frame.itertuples()
    ]
    return frame.assign(start=[match.start() for match in found], end=[match.end() for match in found])


def order_links(events: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs (earlier, later) that the columns after and before state.

    events: with event_id, after and before, event_ids with spaces between them. Those of after come first, each in the
    order of the rows. A link that both columns state is returned twice, and what only follows from two links is left
    out; what dates imply too.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> events = pd.DataFrame({"event_id": ["truce", "peace"], "after": ["siege fire", ""], "before": ["peace", ""]})
    >>> claims.order_links(events)
    [('siege', 'truce'), ('fire', 'truce'), ('truce', 'peace')]
    """
    links = [(earlier, row.event_id) for row in events.itertuples() for earlier in row.after.split()]
    return links + [(row.event_id, later) for row in events.itertuples() for later in row.before.split()]


def check_order(path: Path, events: pd.DataFrame) -> list[str]:
    """Return the event ids from earlier to later.

    Raises CodingError for a circle, or a link that the dates contradict.
    """
    links = order_links(events)
    dated = {row.event_id: time_span(row.edtf) for row in events.itertuples() if row.edtf}
    sorter = TopologicalSorter({event: [] for event in events["event_id"]})
    for earlier, later in links:
        sorter.add(later, earlier)
        if earlier in dated and later in dated and dated[earlier].earliest > dated[later].latest:
            raise CodingError(
                f"{path}: found {earlier} before {later}, whose date is earlier; expected an order that the dates allow"
            )
    try:
        return list(sorter.static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise CodingError(
            f"{path}: found an order that runs in a circle: {circle}; expected events from earlier to later"
        ) from error


def bounded(events: pd.DataFrame, told: TimeSpan) -> pd.DataFrame:
    """Return the events with dated (bool), not_before and not_after (years with decimals, infinite if open) and step.

    A dated event is bounded by its date as far as that has an end, the others by the dated events that they stand after
    and before, however far, and by the conversation in which they are told as past. events: with event_id, edtf, after
    and before, see ``read_events``; all of them are returned, with their other columns. told: the span of the
    conversation. step: how many links lead to it at most.

    1702.0 is the beginning of 1702, 1703.0 its end.

    Raises CodingError for an order that runs in a circle, or that the dates contradict.

    >>> import pandas as pd
    >>> from helpers import claims, text
    >>> events = pd.DataFrame({"event_id": ["siege", "truce", "peace", "flight"], "edtf": ["1702", "", "1705", ""],
    ...                        "after": ["", "siege", "truce", "peace"], "before": ""})
    >>> found = claims.bounded(events, told=text.time_span("1710"))
    >>> undated = found.loc[~found["dated"], ["event_id", "not_before", "not_after", "step"]]
    >>> list(undated.itertuples(index=False, name=None))
    [('truce', 1702.0, 1706.0, 1), ('flight', 1705.0, 1711.0, 3)]
    """
    order, links = check_order(Path("events.csv"), events), order_links(events)
    own = {row.event_id: time_span(row.edtf) if row.edtf else None for row in events.itertuples()}
    earlier = {event: [one for one, later in links if later == event] for event in order}
    later = {event: [other for one, other in links if one == event] for event in order}
    low, high, step = {}, {}, {}
    for event in order:
        low[event] = own[event].earliest if own[event] else max((low[one] for one in earlier[event]), default=-inf)
        step[event] = max((step[one] + 1 for one in earlier[event]), default=0)
    for event in reversed(order):
        limit = min((high[one] for one in later[event]), default=inf if low[event] >= told.earliest else told.latest)
        high[event] = limit if own[event] is None or own[event].latest == inf else own[event].latest
    return events.assign(
        dated=[bool(edtf) for edtf in events["edtf"]],
        not_before=[low[event] for event in events["event_id"]],
        not_after=[high[event] for event in events["event_id"]],
        step=[step[event] for event in events["event_id"]],
    )
