"""The figures of strength: what a series had before, what remained, and when, as far as the record says.

All figures are round. What a round figure may stand for is carried through: see ``rounding_interval``.
"""

import math
from collections.abc import Callable

import pandas as pd

# Figure → the lowest and the highest number that it may stand for.
MayStandFor = Callable[[float], tuple[float, float]]
LOSS_COLUMNS = [
    "series", "subject", "unit", "before", "before_edtf", "after", "after_edtf", "lost_percent", "remaining_percent",
    "before_low", "before_high", "after_low", "after_high", "remaining_low", "remaining_high", "sentence_ids",
]  # fmt: skip


def find_losses(quantities: pd.DataFrame, may_stand_for: MayStandFor | None = None) -> pd.DataFrame:
    """Return one row a series with a before and an after, or with a percentage of change.

    Counts give lost_percent = 100 · (before − after) / before; a series of which the record only gives the percentage
    has no counts. The columns ``_low`` and ``_high`` carry through what a figure may stand for: may_stand_for gives its
    lowest and highest, by ``rounding_interval`` unless another function is given. All percentages are rounded to one
    place. Empty dates mean that the record gives none. sentence_ids: the sentences of the series, joined by spaces.
    quantities: from ``find_quantities``; columns of the result as in LOSS_COLUMNS.

    Left out: series whose counts grew, figures without a series, and a series without both ends and without a
    percentage (see ``with_treatment``). Of several figures of a series in the same role the first counts. A percentage
    of change is taken for a loss, whichever way the text has the series change.

    Raises ValueError for a figure that is no positive whole number, for which no rounding is known, and TypeError where
    the figure before or after is a range, which has no single value to compare.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> fleet = pd.DataFrame({"series": "fleet", "role": ["before", "after"], "value": [40, 3], "unit": "ships",
    ...                       "subject": "fleet of Orl", "edtf": ["1701", ""], "sentence_id": "a1"})
    >>> lost = claims.find_losses(fleet)
    >>> lost[["before_edtf", "after_edtf", "lost_percent", "remaining_low", "remaining_high"]].to_dict("records")
    [{'before_edtf': '1701', 'after_edtf': '', 'lost_percent': 92.5, 'remaining_low': 5.6, 'remaining_high': 10.0}]
    """
    found, may_stand_for = [], may_stand_for or rounding_interval
    for series, group in quantities[quantities["series"] != ""].groupby("series", sort=False):
        by_role = {role: rows_of.iloc[0] for role, rows_of in group.groupby("role")}
        ids = " ".join(sorted(set(group["sentence_id"])))
        if {"before", "after"} <= by_role.keys() and by_role["after"]["value"] < by_role["before"]["value"]:
            loss = counted_loss(by_role["before"], by_role["after"], may_stand_for)
            found.append(loss | {"series": series, "sentence_ids": ids})
        elif "change" in by_role:
            found.append(stated_loss(by_role["change"], may_stand_for) | {"series": series, "sentence_ids": ids})
    numbers = [column for column in LOSS_COLUMNS if column.endswith(("before", "after", "percent", "_low", "_high"))]
    return pd.DataFrame(found, columns=LOSS_COLUMNS).astype(dict.fromkeys(numbers, "Float64"))


def counted_loss(before: pd.Series, after: pd.Series, may_stand_for: MayStandFor) -> dict:
    """Return the loss between two counts, with what remained if either is off by its rounding."""
    before_low, before_high = may_stand_for(before["value"])
    after_low, after_high = may_stand_for(after["value"])
    remaining, remaining_low, remaining_high = share_left(
        (before["value"], before_low, before_high), (after["value"], after_low, after_high)
    )
    return {
        "subject": before["subject"],
        "unit": before["unit"],
        "before": before["value"],
        "before_edtf": before["edtf"],
        "before_low": before_low,
        "before_high": before_high,
        "after": after["value"],
        "after_edtf": after["edtf"],
        "after_low": after_low,
        "after_high": after_high,
        "lost_percent": round(100 - remaining, 1),
        "remaining_percent": remaining,
        "remaining_low": remaining_low,
        "remaining_high": remaining_high,
    }


def share_left(before: tuple[float, float, float], after: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return what remained in percent, to one place, as (value, lowest, highest).

    before and after: the same three of the figures.
    """
    (value, low, high), (left, left_low, left_high) = before, after
    return round(100 * left / value, 1), round(100 * left_low / high, 1), round(100 * left_high / low, 1)


def stated_loss(change: pd.Series, may_stand_for: MayStandFor) -> dict:
    """Return the loss that is only given as a percentage."""
    low, high = may_stand_for(change["value"])
    return {
        "subject": change["subject"],
        "unit": "",
        "before_edtf": "",
        "after_edtf": "",
        "lost_percent": change["value"],
        "remaining_percent": 100 - change["value"],
        "remaining_low": 100 - high,
        "remaining_high": 100 - low,
    }


def rounding_interval(value: float) -> tuple[float, float]:
    """Return what a round whole number may stand for: half a unit of its last digit other than zero, either way.

    Returns (lowest, highest), in the unit of the value. 40,000 may stand for 35,000 to 45,000. Where that digit is 5
    the number may also have been rounded to fives, and the wider interval is taken. The interval is read off the
    digits; no source states it.

    Raises ValueError where the value is not a positive whole number.

    >>> from helpers import claims
    >>> claims.rounding_interval(40_000), claims.rounding_interval(45_000)
    ((35000.0, 45000.0), (42500.0, 47500.0))
    """
    if value <= 0 or value != math.floor(value):
        raise ValueError(f"found {value!r}; expected a positive whole number")
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    step = 10**zeros * (5 if digits.rstrip("0").endswith("5") else 1)
    return value - step / 2, value + step / 2


def exactly(value: float) -> tuple[float, float]:
    """Return what a figure may stand for if it is taken as exact: itself.

    >>> from helpers import claims
    >>> claims.exactly(40_000)
    (40000, 40000)
    """
    return value, value


def with_treatment(quantities: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Return all quantities with treatment (charted, tabled, left_out) and treatment_reason, as decided by reading.

    quantities: from ``find_quantities``, all of whose rows and columns are kept, in their order; reference:
    ``data/coding/quantities.csv``, see ``read_quantity_reference``. The two are matched by sentence and surface. Both
    columns are empty for a quantity that the reading does not have, so that nothing numeric is left out in silence.

    >>> import pandas as pd
    >>> from helpers import claims
    >>> found = pd.DataFrame({"sentence_id": ["a1", "a1"], "surface": ["40", "3"]})
    >>> read = pd.DataFrame({"sentence_id": ["a1"], "surface": "40", "treatment": "tabled", "treatment_reason": "-"})
    >>> claims.with_treatment(found, read)[["surface", "treatment"]].to_dict("records")
    [{'surface': '40', 'treatment': 'tabled'}, {'surface': '3', 'treatment': ''}]
    """
    keys = ["sentence_id", "surface"]
    merged = quantities.merge(
        reference[[*keys, "treatment", "treatment_reason"]].drop_duplicates(keys), on=keys, how="left"
    )
    return merged.fillna({"treatment": "", "treatment_reason": ""})
