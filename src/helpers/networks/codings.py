"""Two codings of the same text: how far they agree, and which statements hold under both."""

import pandas as pd

from helpers.networks.robustness import centralities, ranks

AGREEMENT_COLUMNS = ["unit", "both", "first_only", "second_only", "share"]


def agreement(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return how much two codings of relations share, unit by unit: unit, both, first_only, second_only, share.

    first, second: from ``read_relations`` or ``held``. The units, from loose to strict: two actors at all; an ordered
    pair of actors; an ordered pair in a sentence; the same with its type; the same with type and sign. share: those in
    both, of those in either, from 0 to 1, rounded to two places; empty where neither has any. A unit that a coding has
    twice counts once.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> first = pd.DataFrame({"sentence_id": ["a1", "a2"], "source": "orlen", "target": ["velin", "selm"],
    ...                       "relation": "backs", "sign": "+"})
    >>> second = first.assign(relation=["trusts", "backs"])
    >>> networks.agreement(first, second)[["unit", "both", "share"]].values.tolist()[2:4]
    [['ordered pair in a sentence', 2, 1.0], ['the same with its type', 1, 0.33]]
    """
    pair = ["source", "target"]
    units = {
        "ordered pair of actors": pair,
        "ordered pair in a sentence": ["sentence_id", *pair],
        "the same with its type": ["sentence_id", *pair, "relation"],
        "the same with type and sign": ["sentence_id", *pair, "relation", "sign"],
    }
    sets = {"two actors": [{frozenset(row) for row in rows_of(frame, pair)} for frame in (first, second)]}
    sets |= {unit: [set(rows_of(frame, columns)) for frame in (first, second)] for unit, columns in units.items()}
    counted = [(unit, len(one & other), len(one - other), len(other - one)) for unit, (one, other) in sets.items()]
    rows = [(*row, round(row[1] / sum(row[1:]), 2) if sum(row[1:]) else None) for row in counted]
    return pd.DataFrame(rows, columns=AGREEMENT_COLUMNS)


def rows_of(frame: pd.DataFrame, columns: list[str]) -> list[tuple]:
    """Return the rows of some columns as tuples."""
    return list(frame[columns].itertuples(index=False, name=None))


def agreement_where_both(first: pd.DataFrame, second: pd.DataFrame) -> dict[str, int]:
    """Return how many of the pairs in a sentence that both codings have share a sign, a type, and both at once.

    first, second: from ``read_relations`` or ``held``. A pair with several relations in a sentence shares what any two
    of them share. Keys: pairs, sign, type, type and sign.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> first = pd.DataFrame({"sentence_id": ["a1"], "source": "orlen", "target": "velin", "relation": "backs",
    ...                       "sign": "+"})
    >>> networks.agreement_where_both(first, first.assign(relation="trusts"))
    {'pairs': 1, 'sign': 1, 'type': 0, 'type and sign': 0}
    """
    keys = ["sentence_id", "source", "target"]
    both = first[[*keys, "relation", "sign"]].merge(
        second[[*keys, "relation", "sign"]], on=keys, suffixes=("", "_other")
    )
    same_sign, same_type = both["sign"] == both["sign_other"], both["relation"] == both["relation_other"]
    shared = {
        "pairs": both,
        "sign": both[same_sign],
        "type": both[same_type],
        "type and sign": both[same_sign & same_type],
    }
    return {what: len(frame[keys].drop_duplicates()) for what, frame in shared.items()}


def also_holds(statements: pd.DataFrame, relations: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return statements "A ranks before B" with the column ``other_coding``: whether another coding ranks them so.

    statements: from ``orders``; relations: the other coding; names: actor_id → name. ``yes``, ``no``, or ``not
    related`` where the other coding has no relation of one of the two.

    >>> import pandas as pd
    >>> from helpers import networks
    >>> statements = pd.DataFrame({"measure": ["in_degree"], "before": ["Velin"], "after": ["Orlen"]})
    >>> other = pd.DataFrame({"source": ["orlen"], "target": ["velin"]})
    >>> list(networks.also_holds(statements, other, {"orlen": "Orlen", "velin": "Velin"})["other_coding"])
    ['yes']
    """
    ranked = ranks(centralities(relations)).rename(index=names)
    found = []
    for row in statements.itertuples():
        known = row.before in ranked.index and row.after in ranked.index
        holds = known and ranked.loc[row.before, row.measure] < ranked.loc[row.after, row.measure]
        found.append("yes" if holds else "no" if known else "not related")
    return statements.assign(other_coding=found)
