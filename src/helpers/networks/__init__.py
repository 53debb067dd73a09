"""Graphs of the claims: who is named with whom, who relates to whom, and how sure a rank is."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach(
    __name__,
    submod_attrs={
        "co_mention": ["actor_table", "beyond_chance", "co_mention_graph", "co_mentions", "ego_edges", "split_spoken"],
        "codings": ["agreement", "agreement_where_both", "also_holds"],
        "positions": ["read_positions"],
        "relations": ["arcs", "backed_and_opposed", "relation_graph", "signed_ties", "triangles"],
        "robustness": ["orders", "rank_intervals", "vary"],
    },
)
