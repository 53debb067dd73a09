"""Where the actors stand in a drawing."""

from pathlib import Path

import pandas as pd

from helpers.files.coding import read_coding
from helpers.files.paths import CODING

POSITION_COLUMNS = ["actor_id", "label", "x", "y"]


def placed(pairs: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs (source, target) of which both actors have a position."""
    return pairs[pairs["source"].isin(positions.index) & pairs["target"].isin(positions.index)]


def read_positions(folder: Path = CODING, name: str = "positions") -> pd.DataFrame:
    """Read where the actors stand in a drawing, ``positions.csv`` or ``relation_positions.csv``: label, x, y, indexed by actor_id.

    Positions were set once, until no label covers another; they carry no meaning.
    """
    frame = read_coding(name, POSITION_COLUMNS, folder)
    return frame.astype({"x": float, "y": float}).set_index("actor_id")
