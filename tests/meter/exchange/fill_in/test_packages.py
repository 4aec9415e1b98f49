from __future__ import annotations

import io
import stat
import zipfile

import pytest

from meter.exchange.archives import MOST_MEMBERS
from meter.exchange.errors import (
    LargeWorkbookError,
    MacroWorkbookError,
    UnreadableWorkbookError,
)
from meter.exchange.fill_in.packages import ensure_harmless
from tests.meter.exchange.fill_in.books import write

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'


def pack(**members: bytes) -> bytes:
    """Add members to a sound workbook."""
    file = io.BytesIO(write())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_workbook_of_ours_is_harmless() -> None:
    ensure_harmless(write())
    ensure_harmless(pack(**{"xl/more.xml": b"<a/>"}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"a,b\n1,2\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"PK\x03\x04" + b"\0" * 600,
        pack(**{"../evil.xml": b"<a/>"}),
        pack(**{"/etc/passwd": b"root"}),
        pack(**{"..\\evil.xml": b"<a/>"}),
        pack(**{"C:/evil.xml": b"<a/>"}),
        pack(**{"xl/evil.xml": LAUGHS}),
        pack(**{"xl/evil.xml": LAUGHS.decode().encode("utf-16")}),
        pack(**{"xl/evil.xml": LAUGHS.decode().encode("utf-16-le")}),
    ],
    ids=range(12),
)
def test_what_is_no_workbook_or_reaches_outside_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableWorkbookError):
        ensure_harmless(content)


def test_a_link_in_place_of_a_part_is_refused() -> None:
    file = io.BytesIO(write())
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(UnreadableWorkbookError):
        ensure_harmless(file.getvalue())


@pytest.mark.parametrize(
    "members",
    [
        {"xl/big.xml": b" " * 30_000_000},
        {"xl/tight.xml": b" " * 3_000_000},
        {f"xl/{place}.xml": b"" for place in range(MOST_MEMBERS)},
    ],
    ids=["size", "ratio", "members"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(
    members: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = pack(**members)
    monkeypatch.delattr(zipfile.ZipFile, "read")

    with pytest.raises(LargeWorkbookError):
        ensure_harmless(content)


@pytest.mark.parametrize(
    "members",
    [
        {"xl/vbaProject.bin": b"x"},
        {"xl/VBAPROJECT.BIN": b"x"},
        {"xl/a.xml": b'<Override ContentType="x.macroEnabled.main+xml"/>'},
    ],
    ids=["bin", "case", "type"],
)
def test_macros_are_refused(members: dict[str, bytes]) -> None:
    with pytest.raises(MacroWorkbookError, match="without macros"):
        ensure_harmless(pack(**members))
