"""The seven points, in a historian's words."""

import html
import re

import pandas as pd
import pytest

from helpers.claims.points import (
    BEARING_COLUMNS,
    THEME_COLUMNS,
    concordance_matrix,
    elaborated,
    find_points,
    read_about_points,
    read_concordance,
    space_taken,
)
from helpers.files import outputs
from helpers.files.errors import CodingError
from helpers.files.paths import DERIVED, RECORD
from helpers.publish import tables
from tests.shared import spoil


def test_there_are_seven_points(edition):
    assert list(edition.points["point"]) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("point", "wording"),
    [
        (1, "Unlawful repressions"),
        (
            2,
            "Mistakes made in the course of the war, moreover, in particular in the beginning, "
            "rather than in the concluding period of the war",
        ),
        (3, "Mistakes which dealt a serious blow to the union of the working class and the peasantry"),
        (
            4,
            "Mistakes in the nationality question connected to the unlawful resettlement "
            "of certain nationalities and others",
        ),
        (5, "Rejection of the principle of collective leadership, conceit and surrounding himself with toadies"),
        (6, "Dictatorial methods and leadership style"),
        (7, "Serious mistakes in foreign policy (Yugoslavia, etc.)"),
    ],
)
def test_the_wording_is_verbatim(edition, point, wording):
    row = edition.points.set_index("point").loc[point]
    assert row["wording"] == wording
    assert wording in RECORD.read_text(encoding="utf-8")
    assert edition.record.source[row["start"] : row["end"]].startswith(wording[:20])


def test_only_the_third_and_the_fourth_carry_a_remark(edition):
    assert list(edition.points.loc[edition.points["qualification"] != "", "point"]) == [3, 4]


def test_the_third_was_discussed_with_zhu_de_in_moscow(edition):
    remark = edition.points.set_index("point").loc[3, "qualification"]
    assert "Khrushchev's conversation with [PRC military leader] Zhu De in Moscow" in remark


def test_nationality_policy_was_overall_implemented_correctly_says_the_records_mao(edition):
    assert (
        edition.points.set_index("point").loc[4, "qualification"]
        == "However, overall, said Mao Zedong, nationality policy was implemented correctly"
    )


def test_examples_are_the_first_part_of_the_war_the_peasantry_and_yugoslavia(edition):
    examples = edition.points.set_index("point")["example"]
    assert examples[examples != ""].to_dict() == {
        2: "in the beginning",
        3: "the incorrect policy in relation to the peasantry",
        7: "Yugoslavia, etc.",
    }


def test_a_record_without_a_list_has_no_points(edition):
    unlisted = edition.utterances[edition.utterances["item"].isna()]
    assert find_points(edition.record.source, unlisted).empty


# ---- what was decided about the points ----------------------------------------------------------


@pytest.fixture(scope="module")
def about(edition):
    return read_about_points(edition.points, edition.utterances)


def test_yugoslavia_stands_in_the_seventh_point_and_the_record_names_it_once_more(edition, about):
    themes, bearings, _ = about
    table = elaborated(edition.points, themes, bearings).set_index("point")
    assert "Yugoslavia" in table.loc[7, "wording"] and table.loc[7, "elaborated_in"] == "s056"
    assert "Yugoslavian" in edition.utterances.set_index("sentence_id").loc["s056", "text"]


def test_the_beatings_bear_on_the_first_point_and_the_record_never_returns_to_the_war(edition, about):
    themes, bearings, _ = about
    table = elaborated(edition.points, themes, bearings).set_index("point")
    assert {"s129", "s130"} <= set(table.loc[1, "elaborated_in"].split())
    assert table.loc[2, "elaborated_in"] == "" and (table["theme"] != "").all()


def test_no_point_names_china_and_more_blame_stands_outside_the_list(edition, about):
    themes, bearings, beyond = about
    points = elaborated(edition.points, themes, bearings)
    assert not points["wording"].str.contains("China|Chinese|CPC|Kuomintang").any()
    space = space_taken(points, beyond).groupby("group")["sentences"].sum()
    assert space["beyond"] == len(beyond) > space["listed"]
    assert space["listed"] == edition.utterances["item"].notna().sum() + len(bearings)


def test_not_acknowledging_his_mistakes_bears_on_the_fifth_point(about):
    _, bearings, beyond = about
    assert bearings.set_index(["point", "sentence_id"]).loc[("5", "s140"), "bearing"] == "direct"
    assert beyond["sentence_id"].is_unique and "s140" not in set(beyond["sentence_id"])


def test_points_without_a_coded_theme_keep_their_place(edition):
    empty = elaborated(edition.points, pd.DataFrame(columns=THEME_COLUMNS), pd.DataFrame(columns=BEARING_COLUMNS))
    assert len(empty) == len(edition.points) and set(empty["theme"]) == {""}


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        (
            "point_bearings",
            "\n1,s127,",
            "\n8,s127,",
            r"point_bearings.csv, line 2, column point: found '8'; expected a point of the list",
        ),
        (
            "point_bearings",
            "\n1,s127,",
            "\n1,s108,",
            r"point_bearings.csv, line 2, column sentence_id: found 's108'; expected a sentence outside the list",
        ),
        (
            "point_bearings",
            ",example,",
            ",sample,",
            r"point_bearings.csv, line 2, column bearing: found 'sample'; expected one of direct",
        ),
        ("beyond_points", "\ns007,", "\ns777,", r"beyond_points.csv, line 2, column sentence_id: found 's777'"),
        (
            "point_themes",
            "The point's own word; the record bears on it elsewhere through corporal punishment "
            "and unlawful executions.",
            "",
            r"point_themes.csv, line 2, column reason: found ''; expected the reason",
        ),
    ],
)
def test_a_bad_decision_is_refused(edition, coding, table, old, new, message):
    spoil(coding / f"{table}.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_about_points(edition.points, edition.utterances, coding)


# ---- concordance --------------------------------------------------------------------------------


def test_what_nobody_looked_at_is_not_checked_and_not_no(edition):
    answers, texts = read_concordance(edition.points)
    matrix = concordance_matrix(edition.points, answers, texts)
    assert len(matrix) == len(edition.points) * len(texts)
    assert (matrix["present"] == "not checked").sum() == len(matrix) - len(answers)
    cell = matrix.set_index(["point", "text_id"])["present"]
    assert (
        cell["3", "khrushchev-1956"] == "partly"
        and cell["2", "mao-ten-relationships"] == "no"
        and cell["1", "mao-yugoslavs-1956"] == "no"
        and cell["4", "renmin-ribao-1956-04-05"] == "not checked"
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\n1,khrushchev-1956,yes", "\n9,khrushchev-1956,yes", r"concordance.csv, line 2, column point: found '9'"),
        (
            "\n1,khrushchev-1956,yes",
            "\n1,khrushchev-1957,yes",
            r"concordance.csv, line 2, column text_id: found 'khrushchev-1957'",
        ),
        (
            "\n1,khrushchev-1956,yes",
            "\n1,khrushchev-1956,perhaps",
            r"concordance.csv, line 2, column present: found 'perhaps'; expected one of yes, partly, no",
        ),
        (
            ",the break with Yugoslavia\n",
            ",\n",
            r"concordance.csv, line \d+, column gist: found ''; expected a few words where the point is found",
        ),
        (
            "\n1,khrushchev-1956,yes",
            "\n1,khrushchev-1956,no",
            r"concordance.csv, line 2, column gist: found 'mass .*'; expected a few words where the point is found",
        ),
    ],
)
def test_a_bad_answer_is_refused(edition, coding, old, new, message):
    spoil(coding / "concordance.csv", old, new)
    with pytest.raises(CodingError, match=message):
        read_concordance(edition.points, coding)


# ---- the table for articles ---------------------------------------------------------------------


def test_the_table_for_articles_is_the_same_in_all_four_forms(edition):
    """The wording of each point stands in CSV, HTML, LaTeX and Markdown, as the record has it."""
    forms = {
        kind: (DERIVED / f"seven_points.{kind}").read_text(encoding="utf-8") for kind in ("csv", "html", "tex", "md")
    }
    html_text = re.sub(r"<[^>]+>", "", forms["html"])
    for wording in edition.points["wording"]:
        assert (
            wording in forms["csv"]
            and wording in html.unescape(html_text)
            and wording in forms["tex"]
            and wording in forms["md"]
        )
    assert (
        'id="seven-points"' in forms["html"]
        and "\\begin{table}" in forms["tex"]
        and "\\label{tab:seven-points}" in forms["tex"]
    )
    assert "[PRC military leader]" in forms["tex"] and "\\[PRC military leader\\]" in forms["md"]


def test_markup_in_a_cell_is_shown_and_not_run(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DERIVED", tmp_path)
    monkeypatch.setattr(outputs, "DERIVED", tmp_path)
    frame = pd.DataFrame({"a": ["<script>alert(1)</script> | 5 % & _x_ $y$"]})
    shown = tables.publish_article_table(frame, "odd", "odd", {"a": "A"})
    assert "<script>" not in (tmp_path / "odd.html").read_text(encoding="utf-8")
    assert "<script>" not in shown._repr_mimebundle_()["text/html"]
    assert "\\& \\_x\\_ \\$y\\$" in (tmp_path / "odd.tex").read_text(encoding="utf-8")
    assert "\\<script\\>" in (tmp_path / "odd.md").read_text(encoding="utf-8") and "\\| 5" in (
        tmp_path / "odd.md"
    ).read_text(encoding="utf-8")


@pytest.mark.slow
def test_no_word_of_the_list_can_change_without_showing_in_the_table_of_the_points(edition, altered):
    listed = edition.utterances[edition.utterances["item"].notna()]
    words = [
        match.span()
        for row in listed.itertuples()
        for match in re.compile(r"[^\W\d]{3,}").finditer(edition.record.source, row.start, row.end)
    ]
    columns = ["wording", "qualification", "example"]
    assert len(words) > 100
    for begin, end in words:
        changed = altered(begin, end, edition.record.source[begin : end - 1] + "#").points
        assert changed[columns].to_dict("list") != edition.points[columns].to_dict("list"), edition.record.source[
            begin:end
        ]
