"""Walk over a frame's rows quickly."""

from collections import namedtuple
from collections.abc import Iterator
from functools import cache

import pandas as pd


def rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple]:
    """Yield named tuples of the given columns; several times faster than ``itertuples`` on text columns."""
    return map(
        row_type(*columns)._make, zip(*(frame[column].to_numpy(dtype=object) for column in columns), strict=True)
    )


@cache
def row_type(*columns: str) -> type:
    """Return the type of a row; making one takes longer than reading a frame."""
    return namedtuple("Row", columns)
