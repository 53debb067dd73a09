"""The translations held against each other, and the record against other documents: what is claimed stands in the
tables."""

import pandas as pd
import pytest

from helpers.claims.collation import read_variants, with_variants
from helpers.claims.statements import read_statement_check
from helpers.files.coding import read_coding
from helpers.files.errors import CodingError
from tests.shared import spoil


def test_every_sentence_was_collated_and_most_say_the_same(utterances):
    variants = read_variants(utterances)
    assert set(variants["sentence_id"]) == set(utterances["sentence_id"])
    assert (variants["kind"] == "same").sum() == 90


@pytest.mark.parametrize(
    ("words", "kind", "chinese"),
    [
        ("he had played", "subject", "共产国际"),
        ("backed by the Comintern", "word", "掩护"),
        ("the 8th and 4th armies", "name", "八路军和新四军"),
    ],
)
def test_the_variants_that_a_historian_looks_for_are_there(utterances, words, kind, chinese):
    variants = read_variants(utterances)
    texts = utterances.set_index("sentence_id")["text"]
    found = [row for row in variants.itertuples() if words in texts[row.sentence_id] and row.kind == kind]
    assert any(chinese in row.chinese for row in found)


def test_both_translations_have_the_figures_of_the_losses(utterances):
    variants = read_variants(utterances).set_index("sentence_id")["kind"]
    for words in ("which in 1929 was comprised of 300,000", "from 300,000 to 26,000"):
        (sentence,) = utterances.loc[utterances["text"].str.contains(words), "sentence_id"]
        assert variants[sentence] == "same"


def test_each_sentence_has_a_row_once_and_only_what_bears_on_something_is_named():
    variants = pd.DataFrame(
        {"sentence_id": ["a1", "a1", "a2"], "kind": ["word", "date", "word"], "bears_on": ["x", "x", ""]}
    )
    told = with_variants(pd.DataFrame({"sentence_id": ["a1 a2 a1", "a2"]}), variants)
    assert told.to_numpy().tolist() == [["a1", "word, date"], ["a2", ""], ["a2", ""]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",word,", ",wording,", "column kind: found 'wording'; expected same, or one of"),
        (",undecided,", ",perhaps,", "column likelier: found 'perhaps'; expected one of english"),
        (
            ",at the closed session,",
            ",at the open session,",
            "column english: found 'at the open session'; expected words of",
        ),
        ("s002,same,,,,,\n", "", "column sentence_id: found 'no row for s002'; expected at least one row"),
        ("s002,same,,,,,\n", "s002,same,,,,,\ns001,same,,,,,\n", "column kind: found 'same'; expected no other row"),
    ],
)
def test_a_bad_variant_is_refused(utterances, coding, old, new, message):
    spoil(coding / "variants.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_variants(utterances, coding)


def test_every_sentence_of_the_passage_on_moscow_has_a_check_or_says_that_nothing_was_found(utterances):
    """The passage is the part of the outline that speaks of Moscow, to the end of the negotiations."""
    outline = read_coding("outline", ["first", "last", "topic"])
    (part,) = outline[outline["topic"].str.startswith("In Moscow")].itertuples()
    ids = list(utterances["sentence_id"])
    passage = ids[ids.index(part.first) : ids.index(part.last) + 1]
    until = next(
        one for one in passage if "there was the most genuine trading" in dict(zip(ids, utterances["text"]))[one]
    )
    wanted = passage[: passage.index(until) + 1]
    assert set(wanted) <= set(read_statement_check(utterances)["sentence_id"])


def test_maos_own_cable_contradicts_his_telling_of_the_first_talk(utterances):
    checks = read_statement_check(utterances)
    (row,) = checks[checks["source_id"] == "mao-liu-1949-12-18"].itertuples()
    assert (row.verdict, row.witness) == ("contradicts", "at the time") and row.evidence == "Stalin declined to answer"


def test_mao_elsewhere_is_no_second_witness(utterances):
    checks = read_statement_check(utterances)
    elsewhere = checks[checks["source_id"].isin(["mao-chengdu-1958", "mao-chengdu-wenji", "mao-tour-1971"])]
    assert set(elsewhere["witness"]) == {"mao again"}
    # Of the talk of 1958 there are two speakers: what Khrushchev says is another's word, and the reason names him.
    talk = checks[checks["source_id"] == "mao-khrushchev-1958"]
    other = talk[talk["witness"] != "mao again"]
    assert set(other["witness"]) == {"later account"} and other["reason"].str.contains("Khrushchev").all()
    assert "是的，他认为这是可能的" in set(other["words"]), "Khrushchev's words, read on the page"


def test_what_rests_on_an_abstract_is_not_decided(utterances):
    checks = read_statement_check(utterances)
    abstracts = checks["locator"].str.startswith("abstract") | checks["locator"].str.contains("summar")
    assert abstracts.any() and set(checks.loc[abstracts, "verdict"]) == {"not decided"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",agrees,", ",confirms,", "column verdict: found 'confirms'; expected one of agrees"),
        (",agrees,at the time,", ",agrees,,", "expected a source and a witness, or the verdict"),
        (",no other document found,", ",agrees,", "expected a source and a witness, or the verdict"),
        ("\nc02,", "\nc01,", "column check_id: found 'c01'; expected an id that no line before has"),
        (",1954-10-12,", ",in 1954,", "column date: found the date 'in 1954'; expected EDTF"),
        (",只念了一遍就把稿子拿走了,", "," + "只" * 26 + ",", "column words: found '只+'; expected at most 25 words"),
    ],
)
def test_a_bad_check_is_refused(utterances, coding, old, new, message):
    spoil(coding / "statement_check.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_statement_check(utterances, coding)
