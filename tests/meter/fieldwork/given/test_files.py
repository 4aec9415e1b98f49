from __future__ import annotations

import hashlib

import pytest

from meter.errors import DataError
from meter.exchange.errors import ArchiveError
from meter.fieldwork.given.errors import EmptyFileError, FileSizeError, FileTypeError
from meter.fieldwork.given.files import KINDS, parse_file, tidy_name
from tests.meter.fieldwork.given.documents import (
    DOCX,
    OPEN,
    SOUND,
    XLSX,
    make_office,
    make_open,
    pack,
)

MOST = 1_000_000


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_of_each_kind_is_taken(name: str) -> None:
    found = parse_file(name, SOUND[name], MOST)

    assert found.name == name
    assert found.media_type == KINDS[name.rpartition(".")[2]].media_type
    assert found.digest == hashlib.sha256(SOUND[name]).hexdigest()


def test_an_ending_may_be_in_capitals() -> None:
    found = parse_file("PLAN.PDF", SOUND["plan.pdf"], MOST)

    assert (found.name, found.media_type) == ("PLAN.PDF", "application/pdf")


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("other", [*KINDS, "html", "svg", "exe", "xml", "zip", "docm"])
def test_a_content_of_another_kind_than_the_ending_says_is_refused(
    name: str, other: str
) -> None:
    ending = name.rpartition(".")[2]
    same = {ending, *({"jpg", "jpeg"} if ending in {"jpg", "jpeg"} else ())}
    same |= {"txt", "csv"} if ending in {"txt", "csv"} else set()
    if other in same:
        assert parse_file(f"a.{other}", SOUND[name], MOST).content == SOUND[name]
        return

    with pytest.raises(DataError):
        parse_file(f"a.{other}", SOUND[name], MOST)


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf  \n<svg onload=alert(1)>",
        b"<?xml version='1.0'?><x/>",
        b"MZ\x90\0\x03",
        b"\x7fELF\x02",
        b"a\0b",
        b"\x1b]0;x\x07",
        "Umsatz".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_markup_and_programs_are_no_text(content: bytes, ending: str) -> None:
    with pytest.raises(FileTypeError) as raised:
        parse_file(f"a.{ending}", content, MOST)

    assert raised.value.endings == tuple(KINDS)


@pytest.mark.parametrize(
    "content",
    [
        make_office("wordprocessingml.document", **{"word/vbaProject.bin": b"x"}),
        make_office("wordprocessingml.document", **{"word/activeX/a.bin": b"x"}),
        make_office("wordprocessingml.document.macroEnabled"),
        make_office("wordprocessingml.document", **{"../evil.xml": b"<a/>"}),
        make_office("wordprocessingml.document", **{"/etc/passwd": b"root"}),
        make_office(
            "wordprocessingml.document",
            **{"a.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>'},
        ),
        make_office("wordprocessingml.document", **{"big.xml": b" " * 9_000_000}),
        DOCX[:-30],
        XLSX,
        pack({"a.txt": b"x"}),
    ],
    ids=range(10),
)
def test_a_document_that_acts_bursts_or_reaches_outside_is_refused(
    content: bytes,
) -> None:
    with pytest.raises((ArchiveError, FileTypeError)):
        parse_file("a.docx", content, MOST)


@pytest.mark.parametrize(
    "content",
    [
        make_open("text", **{"Basic/Standard/Module1.xml": b"<x/>"}),
        make_open("text", **{"Scripts/python/a.py": b"x"}),
        make_open("spreadsheet"),
        pack({"content.xml": b"<a/>"}),
        f"mimetype{OPEN}.text".encode(),
    ],
    ids=range(5),
)
def test_an_open_document_with_macros_or_of_another_kind_is_refused(
    content: bytes,
) -> None:
    with pytest.raises((ArchiveError, FileTypeError)):
        parse_file("a.odt", content, MOST)


def test_sizes_are_told() -> None:
    with pytest.raises(FileSizeError) as raised:
        parse_file("a.txt", b"x" * 11, 10)

    assert (raised.value.size, raised.value.most) == (11, 10)
    assert parse_file("a.txt", b"x" * 10, 10).content == b"x" * 10
    with pytest.raises(EmptyFileError):
        parse_file("a.txt", b"", 10)


HOSTILE = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\windows\\win.pdf": "win.pdf",
    "/etc/cron.d/x.pdf": "x.pdf",
    "C:\\x.pdf": "x.pdf",
    "a\0.pdf": "a.pdf",
    "a\r\nSet-Cookie: x=1.pdf": "aSet-Cookie_ x=1.pdf",
    "a\tb.pdf": "ab.pdf",
    "\u202efdp.exe.pdf": "fdp.exe.pdf",
    "in\u200bvoice.pdf": "invoice.pdf",
    "a\u2028b.pdf": "ab.pdf",
    "a\x1b[2J.pdf": "a_2J.pdf",
    "a\x7f.pdf": "a.pdf",
    'a".pdf': "a_.pdf",
    "a'b.pdf": "a_b.pdf",
    "a;b.pdf": "a_b.pdf",
    "a%0d%0ab.pdf": "a_0d_0ab.pdf",
    "<script>alert(1)<.pdf": "_script_alert(1)_.pdf",
    "{{7*7}}.pdf": "__7_7__.pdf",
    "$(id).pdf": "_(id).pdf",
    "`id`.pdf": "_id_.pdf",
    "a|b.pdf": "a_b.pdf",
    "CON.pdf": "_CON.pdf",
    "lpt1.pdf": "_lpt1.pdf",
    "nul.tar.pdf": "_nul.tar.pdf",
    ".pdf": "file.pdf",
    "...pdf": "file.pdf",
    ".htaccess.pdf": "htaccess.pdf",
    "  a .pdf": "a.pdf",
    "a.pdf.": "a.pdf",
    "x" * 300 + ".pdf": "x" * 100 + ".pdf",
    "\u0642\u0627\u0646\u0648\u0646.pdf": "\u0642\u0627\u0646\u0648\u0646.pdf",
    "e\u0301tat.pdf": "\u00e9tat.pdf",
}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_become_safe(name: str) -> None:
    assert tidy_name(name) == HOSTILE[name]
    assert tidy_name(tidy_name(name)) == tidy_name(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "pdf", "a.", "a.pdf.exe", "a.pdf:x.exe", "a.pd\u0192", "a.svg"],
)
def test_a_name_without_a_known_ending_is_refused(name: str) -> None:
    with pytest.raises(FileTypeError):
        parse_file(name, SOUND["plan.pdf"], MOST)
