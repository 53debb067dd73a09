"""The audit finds what is wrong: each check is shown a case that it must report."""

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from helpers.files.paths import FIGURES
from helpers.proof.audit import (
    Notebook,
    body_cover,
    figure_cover,
    find_claims,
    helpers_behind,
    numerals,
    read_notebooks,
    read_quoted_words,
    strange_quotations,
    unprinted_numbers,
    unreached,
)

HEAD = "RECORD OF CONVERSATION\n31 March 1956"


def invented(prose="", printed="", source="", tags=("narrative",)):
    code = new_code_cell(
        source, id="counted", outputs=[new_output("stream", text=printed)], metadata={"tags": list(tags)}
    )
    return Notebook("invented", [new_markdown_cell(prose), code])


@pytest.fixture(scope="module")
def found():
    return find_claims(read_notebooks())


# ---- prose --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prose", "printed", "reported"),
    [
        ("The army had 300,000 men.", "300,000 before", []),
        ("The army had 300,000 men.", "30,000 before", ["300,000"]),
        ("It lost 91.7% of them.", "91.7%", []),
        ("It lost 91.7% of them.", "91.7", ["91.7%"]),
        ("There are seven points.", "7 points", []),
        ("There are seven points.", "a few points", ["seven"]),
        ("A third was lost.", "3 parts", []),
        ("They met on 31 March 1956.", "", []),
        ("They met on 30 March 1956.", "", ["30 March 1956"]),
        ("See `chapter 9` and [part 9](nine.md).", "", []),
        ('He said "after 9 days".', "", []),
    ],
)
def test_a_number_in_prose_must_be_printed(prose, printed, reported):
    assert unprinted_numbers(invented(prose, printed), HEAD) == reported


def test_a_number_in_a_tables_body_is_not_printed():
    table = new_output("display_data", data={"text/html": "<table></table>", "text/plain": "Losses\narmy 300,000"})
    notebook = Notebook("invented", [new_markdown_cell("It had 300,000."), new_code_cell("", outputs=[table])])
    assert unprinted_numbers(notebook, HEAD) == ["300,000"]


def test_a_quotation_must_stand_in_the_record(edition):
    prose = 'He "did not believe us," it says; he “believed us well”; "he" is a word.'
    assert strange_quotations(invented(prose), edition.record.source, read_quoted_words()) == ["believed us well"]


# ---- claims -------------------------------------------------------------------------------------


def test_every_figure_cell_is_a_claim_with_its_table_and_its_helper(found):
    figures = found[found["kind"] == "figure"].set_index("file")
    assert set(figures.index) == {f"figures/{path.name}" for path in FIGURES.glob("*.csv")}
    for file, row in figures.iterrows():
        assert row["rows"] == len(pd.read_csv(FIGURES / file.split("/")[1])) > 0
        assert "publish.figures.publish_figure" in row["helpers"] and "charts." in row["helpers"]
        assert row["claim"] in (FIGURES / file.split("/")[1].replace(".csv", ".md")).read_text(encoding="utf-8")


def test_a_claim_rests_on_sentences_of_the_record_or_on_sources(found, edition):
    known = set(edition.utterances["sentence_id"])
    ids = {one for cell in found["passages"] for one in cell.split() if one.startswith("s") and one[1:].isdigit()}
    assert ids <= known and len(ids) > 100
    strength = found.set_index("file").loc["figures/strength.csv"]
    wording = edition.utterances.set_index("sentence_id").loc[strength["passages"].split(), "text"]
    assert "Red Army" in wording.iloc[0] and "number of Communists" in wording.iloc[1] and len(wording) == 2


def test_helpers_are_followed_through_the_names_of_earlier_cells():
    cells = [
        new_code_cell(
            "from helpers import charts, claims, publish_table, read_edition, show_table\nedition = read_edition()",
            id="load",
        ),
        new_code_cell("lost = claims.find_losses(edition.quantities)", id="count"),
        new_code_cell("last = lost\nshow_table(last, 'x', 'y')", id="show"),
        new_code_cell("print(1)", id="none"),
    ]
    behind = helpers_behind(Notebook("invented", cells))
    assert behind["load"] == ("edition.read_edition", "")
    assert behind["count"] == ("claims.losses.find_losses", "edition.read_edition")
    assert behind["show"] == ("publish.tables.show_table", "claims.losses.find_losses edition.read_edition")
    assert behind["none"] == ("", "")


def test_a_sentence_is_reached_by_a_claim_that_does_not_list_them_all(edition):
    every = " ".join(edition.utterances["sentence_id"])
    first, *others = edition.utterances["sentence_id"]
    assert list(unreached(pd.DataFrame({"passages": [every, first, ""]}), edition.utterances)["sentence_id"]) == others


# ---- coverage -----------------------------------------------------------------------------------


def test_a_gap_and_an_overlap_are_seen(edition):
    cover = body_cover(edition)
    assert cover["none"] == cover["several sentences"] == 0
    assert sum(cover.values()) == len(edition.record.source[slice(*edition.record.header.body)])
    lost = edition.utterances.iloc[5]
    without = body_cover(edition._replace(utterances=edition.utterances.drop(5)))
    assert without["none"] == sum(
        not character.isspace() for character in edition.record.source[lost["start"] : lost["end"]]
    )
    longer = edition.utterances.assign(
        end=edition.utterances["end"].where(edition.utterances.index != 5, lost["end"] + 10)
    )
    assert (
        body_cover(edition._replace(utterances=longer))["several sentences"]
        == lost["end"] + 10 - edition.utterances["start"].iloc[6]
    )


def test_every_numeral_is_explained_as_a_reader_has_counted(edition):
    every = numerals(edition)
    # Counted by reading: the seven list marks of the points and two in the first sentence; 12 dates; three times "one"
    # without a noun.
    assert every["what"].value_counts().to_dict() == {
        "quantity": 24,
        "name": 13,
        "date": 12,
        "list mark": 9,
        "ordinal": 6,
        "“one” that counts nothing": 3,
    }
    assert (every.loc[every["what"] == "quantity", "treatment"] != "").all()


def test_a_number_that_the_parser_missed_is_unexplained(edition):
    missed = edition.quantities["surface"] == "25,000"
    every = numerals(edition._replace(quantities=edition.quantities[~missed]))
    assert list(every.loc[every["what"] == "unexplained", "surface"]) == ["25,000"]


def test_a_figure_without_text_or_data_is_seen(tmp_path):
    for name in ("whole.svg", "whole-room.svg", "whole.csv", "bare.svg"):
        (tmp_path / name).write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "whole.md").write_text(
        "Claim: It holds\n\nCaption: Two words\n\nAlternative text: Three more words\n\nSource\n", encoding="utf-8"
    )
    assert figure_cover(tmp_path).values.tolist() == [["bare", 0, 0, 0, 0], ["whole", 1, 2, 2, 3]]


def test_notebooks_are_read_in_order_and_one_can_be_left_out(tmp_path):
    for name in ("02_b", "01_a", "03_c"):
        nbformat.write(nbformat.v4.new_notebook(), tmp_path / f"{name}.ipynb")
    assert [notebook.name for notebook in read_notebooks(tmp_path, leave_out=("03_c",))] == ["01_a", "02_b"]
