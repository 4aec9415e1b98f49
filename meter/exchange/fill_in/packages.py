"""Whether a workbook from outside may be unpacked at all."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from meter.exchange.errors import (
    FillInError,
    LargeWorkbookError,
    MacroWorkbookError,
    UnreadableWorkbookError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ZIP_SIGNATURE = b"PK\x03\x04"

MOST_MEMBERS = 1_000
MOST_BYTES = 20_000_000
MOST_RATIO = 50
"""A workbook of ours unpacks to some 300 kB, eight times its size."""

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def ensure_harmless(content: bytes) -> None:
    """Raise unless an XLSX file is small when unpacked, and holds nothing that acts.

    Raises:
        UnreadableWorkbookError: it is no XLSX file, or one with parts out of place.
        LargeWorkbookError: it unpacks to too much.
        MacroWorkbookError: it holds macros.
    """
    if not content.startswith(ZIP_SIGNATURE):
        raise UnreadableWorkbookError
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _ensure_small(members, len(content))
            _ensure_in_place(members)
            for member in members:
                _ensure_plain(member.filename, archive.read(member))
    except FillInError:
        raise
    except Exception as error:
        # A damaged archive raises whatever its parser met first.
        raise UnreadableWorkbookError from error


def _ensure_small(members: Sequence[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > min(MOST_BYTES, packed * MOST_RATIO):
        raise LargeWorkbookError(MOST_BYTES // 1_000_000)


def _ensure_in_place(members: Sequence[zipfile.ZipInfo]) -> None:
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in str(path) or is_link:
            raise UnreadableWorkbookError


def _ensure_plain(name: str, content: bytes) -> None:
    """Refuse macros, and what XML could declare to grow or to reach outside."""
    if "vbaproject" in name.lower() or b"macroEnabled" in content:
        raise MacroWorkbookError
    if content.startswith(_WIDE) or any(one in content for one in _DECLARATIONS):
        raise UnreadableWorkbookError
