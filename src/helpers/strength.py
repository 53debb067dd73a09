"""The figures of strength: what a series had before, what remained, and when, as far as the record says."""

import pandas as pd

LOSS_COLUMNS = ["series", "subject", "unit", "before", "before_edtf", "after", "after_edtf", "lost_percent", "remaining_percent", "sentence_ids"]


def losses(quantities: pd.DataFrame) -> pd.DataFrame:
    """Return one row a series with a before and an after, or with a percentage of change.

    Counts give lost_percent = 100 · (before − after) / before, rounded to one place; a series of which the record
    only gives the percentage has no counts. Empty dates mean that the record gives none. Series that grew, and
    figures without a series, are left out (see ``other_quantities``).
    """
    rows = []
    for series, group in quantities[quantities["series"] != ""].groupby("series", sort=False):
        by_role = {role: rows_of.iloc[0] for role, rows_of in group.groupby("role")}
        ids = " ".join(sorted(set(group["sentence_id"])))
        if {"before", "after"} <= by_role.keys() and by_role["after"]["value"] < by_role["before"]["value"]:
            before, after = by_role["before"], by_role["after"]
            lost = round(100 * (before["value"] - after["value"]) / before["value"], 1)
            rows.append((series, before["subject"], before["unit"], before["value"], before["edtf"], after["value"], after["edtf"], lost, round(100 - lost, 1), ids))
        elif "change" in by_role:
            change = by_role["change"]
            rows.append((series, change["subject"], "", None, "", None, "", change["value"], 100 - change["value"], ids))
    return pd.DataFrame(rows, columns=LOSS_COLUMNS).astype({"before": "Float64", "after": "Float64"})


def other_quantities(quantities: pd.DataFrame, lost: pd.DataFrame) -> pd.DataFrame:
    """Return the quantities that belong to no row of ``losses``, so that nothing numeric is left out in silence."""
    return quantities[~quantities["series"].isin(lost["series"])].reset_index(drop=True)
