"""Of everything that the edition counts, the published table says whether it rests on a sentence with a variant."""

import pytest

from helpers.claims.collation import read_variants
from helpers.claims.relations import read_relations


@pytest.fixture(scope="module")
def resting(cells):
    return cells.frame("resting_on_variants")


def test_no_relation_quantity_or_point_is_left_out_and_each_is_named_in_words(resting, edition, utterances):
    relations = read_relations(edition.actors, utterances)
    wanted = {
        "relation": list(relations["relation_id"]),
        "quantity": list(edition.quantities["quantity_id"]),
        "point": [str(point) for point in edition.points["point"]],
    }
    for what, ids in wanted.items():
        assert list(resting.loc[resting["what"] == what, "id"].unique()) == ids
    assert set(resting["what"]) == {*wanted, "event"} and resting["label"].str.strip().ne("").all()


def test_a_row_names_its_variants_if_and_only_if_a_sentence_of_it_bears_on_something(resting, utterances):
    variants = read_variants(utterances)
    bearing = set(variants.loc[variants["bears_on"] != "", "sentence_id"])
    for row in resting.itertuples():
        assert bool(row.variants) == (row.sentence_id in bearing), row.id


def test_the_point_on_toadies_rests_on_a_variant_and_the_one_on_repressions_does_not(resting):
    points = resting[resting["what"] == "point"]
    said = {words: row.variants for words in ("toadies", "Unlawful repressions") for row in points.itertuples()
            if words in row.label}  # fmt: skip
    assert said["toadies"].endswith("word") and said["Unlawful repressions"] == ""


def test_what_stands_in_several_sentences_has_a_row_for_each(resting, edition):
    points = resting[resting["what"] == "point"].groupby("id")["sentence_id"].agg(list)
    for point in edition.points.itertuples():
        assert points[str(point.point)] == point.sentence_ids.split()
