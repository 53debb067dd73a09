"""A record that comes without the archive's title gets a reading page all the same."""

from helpers.edition import read_edition
from helpers.publish.reading import publish_reading_page

NO_NETWORK = {"nodes": [], "edges": [], "width": 1, "height": 1, "left_out": 0}
RECORD = "RECORD OF CONVERSATION\nwith B. Velin\n3 May 1911\n\nVelin said that 40 ships sailed.\n\nA. ORLEN\n"


def page_of(text, folder):
    (folder / "record.txt").write_text(text, encoding="utf-8")
    return publish_reading_page(read_edition(folder / "record.txt"), NO_NETWORK, folder).read_text(encoding="utf-8")


def test_without_an_archives_title_the_page_is_headed_by_what_it_is(tmp_path):
    page = page_of(RECORD, tmp_path)
    assert "<title>Reading edition: Record of conversation<" in page
    assert "ships sailed" in page


def test_an_archives_title_stays_the_title_of_the_page(tmp_path):
    assert "<title>Reading edition: A talk on ships<" in page_of("**A talk on ships**\n\n" + RECORD, tmp_path)
