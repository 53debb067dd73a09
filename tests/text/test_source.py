"""The source is the catalogued one, or a clear error says what it is instead."""

import hashlib

import pytest

from helpers.files.errors import RecordError, SourceError
from helpers.files.paths import RECORD
from helpers.text.source import load_record, read_source

CATALOGUED = "8e02132d0dac8b7c06af2a267a5f7eed2ba3c097188a877154c663376813fdbe"


def test_the_record_is_the_catalogued_one_byte_for_byte():
    assert hashlib.sha256(RECORD.read_bytes()).hexdigest() == CATALOGUED
    assert (RECORD.parent / "SHA256SUMS").read_text() == f"{CATALOGUED}  record.txt\n"


def test_a_missing_source_is_named(tmp_path):
    with pytest.raises(SourceError, match="nowhere.txt: found no such file"):
        read_source(tmp_path / "nowhere.txt")


@pytest.mark.parametrize("content", [b"", b" \n\n\t"])
def test_an_empty_source_is_refused(tmp_path, content):
    (tmp_path / "record.txt").write_bytes(content)
    with pytest.raises(SourceError, match="found an empty file"):
        read_source(tmp_path / "record.txt")


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "latin-1"])
def test_a_re_encoded_source_is_refused(tmp_path, encoding):
    text = RECORD.read_text(encoding="utf-8").replace("—", "-")
    (tmp_path / "record.txt").write_bytes(text.replace("é", "Ю" if encoding == "cp1251" else "é").encode(encoding))
    with pytest.raises(SourceError, match="is not UTF-8; expected a UTF-8 text"):
        read_source(tmp_path / "record.txt")


def test_one_changed_figure_is_noticed(tmp_path):
    (tmp_path / "SHA256SUMS").write_text(f"{CATALOGUED}  record.txt\n")
    (tmp_path / "record.txt").write_bytes(RECORD.read_bytes().replace(b"26,000", b"28,000"))
    with pytest.raises(SourceError, match="expected " + CATALOGUED):
        read_source(tmp_path / "record.txt")


def test_a_cut_off_source_is_noticed_by_its_checksum_and_by_its_missing_signature(tmp_path):
    cut = RECORD.read_bytes()[:20000]
    (tmp_path / "cut.txt").write_bytes(cut)
    with pytest.raises(RecordError, match=r"found no signature: the text ends .*expected P\. F\. Yudin's signature"):
        load_record(tmp_path / "cut.txt")
    (tmp_path / "SHA256SUMS").write_text(f"{CATALOGUED}  cut.txt\n")
    with pytest.raises(SourceError, match="altered, cut off or re-encoded"):
        load_record(tmp_path / "cut.txt")


def test_byte_order_mark_and_crlf_change_the_offsets_only(tmp_path):
    text = RECORD.read_text(encoding="utf-8")
    (tmp_path / "windows.txt").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    ours, theirs = load_record(RECORD), load_record(tmp_path / "windows.txt")
    assert list(theirs.sentences["text"]) == list(ours.sentences["text"])
    assert list(theirs.header.fields["value"]) == list(ours.header.fields["value"])
    assert not theirs.source.startswith("\ufeff")
    for row in theirs.sentences.itertuples():
        assert " ".join(theirs.source[row.start : row.end].split()) == row.text
