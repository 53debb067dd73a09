"""The reading edition: the whole record as one accessible HTML page, sentence by sentence, with what was found in it.

The page needs no network and no other file. It is built with autoescape, so that a record that contains markup shows it
as text.
"""

from pathlib import Path

import pandas as pd

from helpers.edition import Edition
from helpers.files.fonts import FACES, HAN, font_rules
from helpers.files.outputs import write_text
from helpers.files.paths import DERIVED
from helpers.networks.positions import placed
from helpers.publish.marks import lay_marks, pieces
from helpers.publish.pages import page_templates
from helpers.text.header import printed_citation

# Where the page gets the type that it is set in, once it is known which letters it uses.
FONTS_HERE = "/* fonts */"
TEMPLATES = Path(__file__).with_name("templates")


def shown_sentences(edition: Edition) -> list[dict]:
    """Return what the page shows of each sentence: the columns of utterances, its pieces, its actors, its point."""
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
    """Return the network for the page: nodes (id, label, kind, x, y) and edges (the row of the pair, path) in pixels.

    pairs: from ``networks.arcs``; positions: label, x and y (0 to 1, y upwards), indexed by actor_id; kinds: actor_id →
    kind; width and height: of the drawing, in pixels, y downwards. Left out are pairs with an actor who has no
    position; ``left_out`` counts them. Raises KeyError for an actor without a kind.

    >>> import pandas as pd
    >>> from helpers import publish
    >>> pairs = pd.DataFrame({"source": "orlen", "target": ["velin", "nobody"], "sign": ["+", "-"]})
    >>> positions = pd.DataFrame({"label": ["Orlen", "Velin"], "x": [0.0, 1.0], "y": 0.5}, index=["orlen", "velin"])
    >>> network = publish.network_drawing(pairs, positions, {"orlen": "person", "velin": "person"})
    >>> network["nodes"][0], network["left_out"]
    ({'id': 'orlen', 'label': 'Orlen', 'kind': 'person', 'x': 60, 'y': 375}, 1)
    """
    drawn = placed(pairs, positions)
    shown = positions.loc[sorted(set(drawn["source"]) | set(drawn["target"]))]
    nodes = [
        {
            "id": row.Index,
            "label": row.label,
            "kind": kinds[row.Index],
            "x": round(60 + row.x * (width - 120)),
            "y": round(40 + (1 - row.y) * (height - 90)),
        }
        for row in shown.itertuples()
    ]
    pixel = {node["id"]: (node["x"], node["y"]) for node in nodes}
    edges = [
        {**row._asdict(), "path": curve(pixel[row.source], pixel[row.target])} for row in drawn.itertuples(index=False)
    ]
    return {"nodes": nodes, "edges": edges, "width": width, "height": height, "left_out": len(pairs) - len(drawn)}


def curve(start: tuple[int, int], end: tuple[int, int], bend: float = 0.12) -> str:
    """Return the SVG path of an arrow that bends aside, to show both directions, and stops short of the marks."""
    (x, y), (other_x, other_y) = start, end
    across, down = other_x - x, other_y - y
    middle_x, middle_y = (x + other_x) / 2 + bend * down, (y + other_y) / 2 - bend * across
    length = max(1.0, (across**2 + down**2) ** 0.5)
    short = 13 / length
    begin = f"{x + short * across:.0f} {y + short * down:.0f}"
    stop = f"{other_x - short * across:.0f} {other_y - short * down:.0f}"
    return f"M{begin} Q{middle_x:.0f} {middle_y:.0f} {stop}"


def reading_page(edition: Edition, network: dict) -> str:
    """Return the page as HTML. network: from ``network_drawing``."""
    environment, header = page_templates(TEMPLATES), edition.record.header
    rows, titles = shown_sentences(edition), header.fields.loc[header.fields["field"] == "title", "value"]
    paragraphs = [
        [row for row in rows if row["paragraph"] == number]
        for number in dict.fromkeys(row["paragraph"] for row in rows)
    ]
    named = edition.actors.merge(edition.mentions.groupby("actor_id").size().rename("mentions"), on="actor_id")
    page = environment.get_template("reading.html.j2").render(
        fonts=FONTS_HERE,
        fields=header.fields.to_dict("records"),
        citation=printed_citation(header) if "citation" in set(header.fields["field"]) else "",
        title=next(iter(titles), "Record of conversation"),
        paragraphs=paragraphs,
        count=len(rows),
        network=network,
        names=dict(zip(edition.actors["actor_id"], edition.actors["name"])),
        actors=named.sort_values("name").to_dict("records"),
        speakers=list(dict.fromkeys(row["speaker"] for row in rows)),
        author=next(iter(edition.actors.loc[edition.actors["role"] == "author", "name"]), ""),
        modes=list(dict.fromkeys(row["mode"] for row in rows)),
    )
    letters = sorted(set(page))
    faces = {(face.family, face.weight, face.style): letters for face in FACES if face.family != HAN}
    return page.replace(FONTS_HERE, font_rules(faces))


def publish_reading_page(edition: Edition, network: dict, folder: Path | None = None) -> Path:
    r"""Write the page to ``data/derived/reading.html`` and return its path.

    network: from ``network_drawing``; folder: another than ``data/derived``. Every sentence is a list item whose id is
    its sentence_id, so that ``reading.html#`` and the id lead to it. A record without an archive's title is
    headed "Record of conversation".

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from helpers import publish, read_edition
    >>> text = "**A talk**\n\nRECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin sailed.\n\nA. ORLEN"
    >>> network = {"nodes": [], "edges": [], "width": 1, "height": 1, "left_out": 0}
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "record.txt").write_text(text)
    ...     edition = read_edition(Path(folder, "record.txt"))
    ...     page = publish.publish_reading_page(edition, network, folder)
    ...     page.name, page.read_text(encoding="utf-8").count("<li id=")
    ('reading.html', 1)
    """
    return write_text(Path(folder or DERIVED) / "reading.html", reading_page(edition, network))
