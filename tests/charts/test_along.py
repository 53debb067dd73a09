"""What is drawn along the record is what the tables say, each mark at its sentence."""

import pytest


@pytest.fixture(scope="module")
def drawn(cells):
    charts = {name: cells.chart(name) for name in ("collation", "statement-check")}
    bars = {
        name: {bar.get_gid(): bar for bar in chart.figure.axes[0].patches if bar.get_gid()}
        for name, chart in charts.items()
    }
    return charts, bars


def test_every_sentence_stands_in_the_row_of_what_differs(drawn, utterances):
    charts, bars = drawn
    chart, marks = charts["collation"], bars["collation"]
    labels = [label.get_text().split("\n")[0] for label in chart.figure.axes[0].get_yticklabels()]
    assert len(marks) == len(chart.table) and set(chart.table["sentence_id"]) == set(utterances["sentence_id"])
    for row in chart.table.itertuples():
        bar = marks[f"{row.sentence_id}:{row.row}"]
        assert (bar.get_x(), bar.get_width()) == (row.begins, row.length)
        assert labels[round(bar.get_y() + bar.get_height() / 2)] == row.row


def test_every_check_stands_in_the_row_of_its_verdict_in_the_colour_of_its_witness(drawn):
    charts, bars = drawn
    chart, marks = charts["statement-check"], bars["statement-check"]
    labels = [label.get_text().split(":")[0] for label in chart.figure.axes[0].get_yticklabels()]
    looks = {}
    for row in chart.table.itertuples():
        bar = marks[row.check_id]
        assert (bar.get_x(), bar.get_width()) == pytest.approx((row.begins, row.length))
        assert labels[round(bar.get_y() + bar.get_height() / 2)] == row.verdict
        looks.setdefault(row.witness, set()).add((bar.get_facecolor(), bar.get_hatch()))
    assert all(len(look) == 1 for look in looks.values()) and len(set.union(*looks.values())) == len(looks)


def test_the_titles_count_what_the_tables_have(drawn):
    charts, _ = drawn
    same = (charts["collation"].table["row"] == "the same sense").sum()
    assert f"the same in {same} of" in charts["collation"].figure.axes[0].get_title(loc="left")
    table = charts["statement-check"].table
    agreeing = table[table["verdict"] == "agrees"]
    title = charts["statement-check"].figure.axes[0].get_title(loc="left")
    assert title.startswith(f"{len(agreeing)} of {len(table)} checks")
    assert f"in {(agreeing['witness'] == 'mao again').sum()} of them the other text is Mao's own" in title
