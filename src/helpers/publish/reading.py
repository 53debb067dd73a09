"""The reading edition: the whole record as one accessible HTML page, sentence by sentence, with what was found in it.

The page needs no network and no other file. It is built with autoescape, so that a record that contains markup shows it as text.
"""

from pathlib import Path

import pandas as pd

from helpers.edition import Edition
from helpers.files.outputs import write_text
from helpers.files.paths import DERIVED
from helpers.networks.positions import placed
from helpers.publish.marks import lay_marks, pieces

TEMPLATES = Path(__file__).with_name("templates")


def sentence_rows(edition: Edition) -> list[dict]:
    """Return what the page shows of each sentence, in order: the columns of utterances, its pieces and the actors named in it."""
    marked, source = lay_marks(edition), edition.record.source
    actors = edition.mentions.groupby("sentence_id")["actor_id"].agg(lambda ids: " ".join(sorted(set(ids)))).to_dict()
    points = {sentence: row.point for row in edition.points.itertuples() for sentence in row.sentence_ids.split()}
    return [
        {
            **{key: "" if pd.isna(value) else value for key, value in row.items()},
            "pieces": pieces(source, row["start"], row["end"], marked),
            "actors": actors.get(row["sentence_id"], ""),
            "point": points.get(row["sentence_id"], ""),
        }
        for row in edition.utterances.to_dict("records")
    ]


def network_drawing(
    pairs: pd.DataFrame, positions: pd.DataFrame, kinds: dict[str, str], width: int = 900, height: int = 760
) -> dict:
    """Return the network for the page: nodes (id, label, kind, x, y) and edges (ends, sign, types, sentence_ids) in pixels.

    pairs: from ``relations.arcs``; left out are pairs with an actor who has no position; ``left_out`` counts them.
    """
    drawn = placed(pairs, positions)
    shown = positions.loc[sorted(set(drawn["source"]) | set(drawn["target"]))]
    pixel = {
        row.Index: (round(60 + row.x * (width - 120)), round(40 + (1 - row.y) * (height - 90)))
        for row in shown.itertuples()
    }
    nodes = [
        {
            "id": row.Index,
            "label": row.label,
            "kind": kinds[row.Index],
            "x": pixel[row.Index][0],
            "y": pixel[row.Index][1],
        }
        for row in shown.itertuples()
    ]
    edges = [
        {**row._asdict(), "path": curve(pixel[row.source], pixel[row.target])} for row in drawn.itertuples(index=False)
    ]
    return {"nodes": nodes, "edges": edges, "width": width, "height": height, "left_out": len(pairs) - len(drawn)}


def curve(start: tuple[int, int], end: tuple[int, int], bend: float = 0.12) -> str:
    """Return the SVG path of an arrow that bends aside, so that both directions can be seen; it stops short of the marks."""
    (x, y), (other_x, other_y) = start, end
    across, down = other_x - x, other_y - y
    middle_x, middle_y = (x + other_x) / 2 + bend * down, (y + other_y) / 2 - bend * across
    length = max(1.0, (across**2 + down**2) ** 0.5)
    short = 13 / length
    return f"M{x + short * across:.0f} {y + short * down:.0f} Q{middle_x:.0f} {middle_y:.0f} {other_x - short * across:.0f} {other_y - short * down:.0f}"


def reading_page(edition: Edition, network: dict) -> str:
    """Return the page as HTML. network: from ``network_drawing``."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    rows = sentence_rows(edition)
    paragraphs = [
        [row for row in rows if row["paragraph"] == number]
        for number in dict.fromkeys(row["paragraph"] for row in rows)
    ]
    named = edition.actors.merge(edition.mentions.groupby("actor_id").size().rename("mentions"), on="actor_id")
    return environment.get_template("reading.html.j2").render(
        fields=edition.record.header.fields.to_dict("records"),
        title=edition.record.header.value("title") or "Record of conversation",
        paragraphs=paragraphs,
        count=len(rows),
        network=network,
        names=dict(zip(edition.actors["actor_id"], edition.actors["name"])),
        actors=named.sort_values("name").to_dict("records"),
        speakers=list(dict.fromkeys(row["speaker"] for row in rows)),
        author=next(iter(edition.actors.loc[edition.actors["role"] == "author", "name"]), ""),
        modes=list(dict.fromkeys(row["mode"] for row in rows)),
    )


def publish_reading_page(edition: Edition, network: dict, folder: Path | None = None) -> Path:
    """Write the page to ``data/derived/reading.html`` and return its path."""
    return write_text(Path(folder or DERIVED) / "reading.html", reading_page(edition, network))
