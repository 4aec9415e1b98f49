from __future__ import annotations

import io
import stat
import zipfile

import pytest

from meter.exchange.archives import (
    MOST_MEMBERS,
    MOST_RATIO,
    ensure_harmless,
    read_part,
)
from meter.exchange.errors import (
    LargeArchiveError,
    MacroArchiveError,
    UnreadableArchiveError,
)
from tests.meter.fieldwork.given.documents import DOCX, make_office, pack

MOST = 100_000_000
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'


def test_a_sound_document_is_harmless_and_its_parts_can_be_read() -> None:
    ensure_harmless(DOCX, MOST)

    assert read_part(DOCX, "main.xml") == b"<document/>"
    assert read_part(DOCX, "other.xml") == b""


def test_a_picture_inside_may_hold_any_bytes() -> None:
    picture = b"\x89PNG<!DOCTYPE"

    ensure_harmless(make_office("x", **{"media/a.png": picture}), MOST)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"PK\x03\x04" + b"\0" * 600,
        DOCX[:-10],
        pack({"../evil.xml": b"<a/>"}),
        pack({"..\\evil.xml": b"<a/>"}),
        pack({"/etc/passwd": b"root"}),
        pack({"C:/evil.xml": b"<a/>"}),
        pack({"evil.xml": LAUGHS}),
        pack({"evil.bin": b"\xef\xbb\xbf\n " + LAUGHS}),
        pack({"evil.xml": LAUGHS.decode().encode("utf-16")}),
    ],
    ids=range(11),
)
def test_what_is_damaged_or_reaches_outside_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableArchiveError):
        ensure_harmless(content, MOST)


def test_a_link_in_place_of_a_part_is_unreadable() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(UnreadableArchiveError):
        ensure_harmless(file.getvalue(), MOST)


def test_a_locked_part_is_unreadable() -> None:
    locked = bytearray(pack({"a.xml": b"<a/>"}))
    locked[6] |= 1
    place = locked.index(b"PK\x01\x02")
    locked[place + 8] |= 1

    with pytest.raises(UnreadableArchiveError):
        ensure_harmless(bytes(locked), MOST)


@pytest.mark.parametrize(
    "members",
    [
        {"tight.xml": b" " * 3_000_000},
        {f"{place}.xml": b"" for place in range(MOST_MEMBERS + 1)},
    ],
    ids=["ratio", "members"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(
    members: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = pack(members)
    monkeypatch.delattr(zipfile.ZipFile, "read")

    with pytest.raises(LargeArchiveError):
        ensure_harmless(content, MOST)


def test_what_unpacks_to_more_than_the_most_is_refused() -> None:
    content = pack({"a.xml": bytes(range(256)) * 40})

    ensure_harmless(content, 10_240)
    with pytest.raises(LargeArchiveError):
        ensure_harmless(content, 10_239)
    assert MOST_RATIO == 50


@pytest.mark.parametrize(
    "members",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/VBAPROJECT.BIN": b"x"},
        {"word/activeX/activeX1.bin": b"x"},
        {"Basic/Standard/script-lb.xml": b"<x/>"},
        {"Scripts/python/a.py": b"x"},
        {"a.xml": b'<Override ContentType="x.macroEnabled.main+xml"/>'},
    ],
    ids=range(6),
)
def test_macros_are_refused(members: dict[str, bytes]) -> None:
    with pytest.raises(MacroArchiveError, match="macros"):
        ensure_harmless(pack(members), MOST)
