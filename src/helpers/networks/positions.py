"""Where the actors stand in a drawing."""

from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding
from helpers.files.paths import CODING

POSITION_COLUMNS = ["actor_id", "label", "x", "y"]


def placed(pairs: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs (source, target) of which both actors have a position."""
    return pairs[pairs["source"].isin(positions.index) & pairs["target"].isin(positions.index)]


def read_positions(folder: Path = CODING) -> pd.DataFrame:
    """Read ``positions.csv``: how the actors are called in drawings, and where they stand on the reading page.

    folder: where the table stands, ``data/coding`` unless another is named. Returns label, x and y, indexed by
    actor_id; x and y are numbers about 0 to 1, to the right and up, set once until no label covers another; they carry
    no meaning. No row is left out; an actor without a row is not drawn.

    Raises CodingError where the table is not there or has other columns, ValueError for an x or y that is no number.

    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from helpers import networks
    >>> from helpers.files import write_table
    >>> places = pd.DataFrame({"actor_id": ["orlen"], "label": "Orlen", "x": 0.25, "y": 1})
    >>> with TemporaryDirectory() as folder:
    ...     path = write_table(places, "positions", folder)
    ...     networks.read_positions(folder).to_dict("index")
    {'orlen': {'label': 'Orlen', 'x': 0.25, 'y': 1.0}}
    """
    frame = read_coding("positions", POSITION_COLUMNS, folder)
    return frame.astype({"x": float, "y": float}).set_index("actor_id")
