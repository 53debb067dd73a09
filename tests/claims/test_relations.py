"""Relations: every edge has its words, and what is only said is told apart from what is held."""

import pytest

from helpers.claims.relations import (
    held,
    read_left_out,
    read_relations,
    read_settled,
    read_terms,
    split_counts,
    split_room,
)
from helpers.files.errors import CodingError
from tests.shared import spoil

# ---- coding -------------------------------------------------------------------------------------


def test_each_evidence_stands_in_its_sentence(relations, edition):
    texts = edition.utterances.set_index("sentence_id")["text"]
    assert all(row.evidence in texts[row.sentence_id] for row in relations.itertuples())
    assert list(relations["sentence_id"]) == sorted(relations["sentence_id"])


def test_held_and_only_said_make_all(relations):
    kept, only_said = held(relations)
    assert sorted([*kept["relation_id"], *only_said["relation_id"]]) == sorted(relations["relation_id"])
    assert "denied" not in set(kept["status"])


def test_what_a_historian_looks_for_is_coded(kept):
    found = set(kept[["source", "target", "relation", "sign"]].itertuples(index=False, name=None))
    assert {
        ("comintern", "wang_ming", "backs", "+"),
        ("stalin", "cpc", "distrusts", "-"),
        ("stalin", "kuomintang", "backs", "+"),
        ("dimitrov", "cc_cpc", "trusts", "+"),
        ("kuomintang", "cpc", "damages", "-"),
        ("wang_ming", "comintern", "represents", "0"),
        ("stalin", "mao", "pressures", "-"),
        ("khrushchev", "zhu_de", "negotiates", "0"),
        ("mao", "kovalev", "criticises", "-"),
        ("comintern", "second_international", "opposes", "-"),
        ("comintern", "cc_cpc", "instructs", "0"),
    } <= found
    # An estimate of its forces is no trust in it, and the directives went "to the army", which is not named.
    assert not kept[(kept["target"] == "kuomintang") & (kept["relation"] == "trusts")].size
    assert "eighth_fourth_armies" not in set(kept.loc[kept["relation"] == "instructs", "target"])


def test_the_room_and_the_history_make_all_and_yudin_opposes_mao_in_the_room_alone(kept):
    account, room = split_room(kept)
    assert sorted([*account["relation_id"], *room["relation_id"]]) == sorted(kept["relation_id"])
    assert set(room["period"]) == {"1956"} and set(room["asserted_by"]) == {"room"}
    against_mao = {}
    for name, part in (("account", account), ("room", room)):
        against_mao[name] = set(part.loc[(part["target"] == "mao") & (part["sign"] == "-"), "source"])
    assert "yudin" in against_mao["room"] and "yudin" not in against_mao["account"]


def test_another_coding_is_held_to_the_same_codebook(edition, coding):
    spoil(coding / "relations_reader3.csv", ",stalin,cc_cpc,instructs,0,", ",stalin,cc_cpc,commands,0,")
    with pytest.raises(CodingError, match="relations_reader3.csv, line .*column relation: found 'commands'"):
        read_relations(edition.actors, edition.utterances, coding, "relations_reader3")


def test_what_is_only_demanded_or_denied_is_no_edge(relations):
    status = relations.set_index(["sentence_id", "source", "target", "relation"])["status"]
    assert status["s010", "cpc", "kuomintang", "backs"] == "demanded"
    assert status["s057", "cpsu", "cpc", "criticises"] == "denied"
    assert status["s068", "bourgeois_press", "prc_government", "criticises"] == "supposed"


def test_settled_differences_agree_with_the_table(relations):
    keys = ["sentence_id", "source", "target", "relation"]
    present = relations.set_index(keys)
    for row in read_settled().itertuples():
        key = (row.sentence_id, row.source, row.target, row.relation)
        assert row.reason and (
            row.coder_a != row.coder_b or row.reason.startswith(("second reader: ", "proof reader: ", "referee: "))
        )
        if row.what == "row":
            assert (key in present.index) == (row.settled == "yes"), key
        else:
            assert present.loc[key, row.what] == row.settled, key


def test_no_passage_is_both_coded_and_left_out(relations, edition):
    left = read_left_out(edition.utterances)
    assert (left["reason"] != "").all()
    both = left.merge(relations[["sentence_id", "evidence", "relation"]], on=["sentence_id", "evidence"])
    # Left out as one thing, coded as another: the reason says as what.
    assert both["reason"].str.startswith("as ").all()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            ",khrushchev,mao,",
            ",krushchev,mao,",
            r"relations.csv, line 2, column source: found 'krushchev'; expected an actor of actors.csv",
        ),
        (
            ",khrushchev,mao,",
            ",khrushchev,khrushchev,",
            r"relations.csv, line 2, column target: found 'khrushchev'; expected another actor",
        ),
        ("r001,s001,", "r001,s999,", r"relations.csv, line 2, column sentence_id: found 's999'; expected a sentence"),
        (
            ",informs,0,",
            ",tells,0,",
            r"relations.csv, line 2, column relation: found 'tells'; expected one of instructs",
        ),
        (",informs,0,", ",informs,++,", r"relations.csv, line 2, column sign: found '\+\+'; expected one of \+, -, 0"),
        (",stated,room,", ",said,room,", r"relations.csv, line 2, column status: found 'said'"),
        (",room,1956,", ",pravda,1956,", r"relations.csv, line 2, column asserted_by: found 'pravda'"),
        (",room,1956,", ",room,1957,", r"relations.csv, line 2, column period: found '1957'"),
        (
            "gave him Comrade",
            "gave to Comrade",
            r"relations.csv, line 2, column evidence: found .gave to Comrade .*expected words of s001",
        ),
        (
            "\nr002,",
            "\nr001,",
            r"relations.csv, line 3, column relation_id: found 'r001'; expected an id that no line before has",
        ),
    ],
)
def test_a_bad_relation_is_refused(edition, coding, old, new, message):
    spoil(coding / "relations.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_relations(edition.actors, edition.utterances, coding)


# ---- counting -----------------------------------------------------------------------------------


def test_the_periods_make_all(kept):
    assert split_counts(kept, "period", read_terms("period"))["relations"].sum() == len(kept)
