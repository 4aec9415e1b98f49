"""Whether a zipped document from outside may be unpacked at all."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from meter.exchange.errors import (
    ArchiveError,
    LargeArchiveError,
    MacroArchiveError,
    UnreadableArchiveError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ZIP_SIGNATURE = b"PK\x03\x04"

MOST_MEMBERS = 1_000
MOST_RATIO = 50
"""Documents pack to a tenth or so; what packs to far less is made to burst."""

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"
_MACRO_FOLDERS = ("basic/", "scripts/")
_MACRO_PARTS = ("vbaproject", "/activex/")


def ensure_harmless(content: bytes, most_bytes: int) -> None:
    """Raise unless a zipped document unpacks to little and holds nothing that acts.

    Args:
        content: the file.
        most_bytes: how much all of its parts may come to.

    Raises:
        UnreadableArchiveError: it is no archive, a damaged one, or one with parts out
            of place.
        LargeArchiveError: it unpacks to too much.
        MacroArchiveError: it holds macros.
    """
    if not content.startswith(ZIP_SIGNATURE):
        raise UnreadableArchiveError
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _ensure_small(members, min(most_bytes, len(content) * MOST_RATIO))
            _ensure_in_place(members)
            for member in members:
                _ensure_plain(member.filename, archive.read(member))
    except ArchiveError:
        raise
    except Exception as error:
        # A damaged archive raises whatever its parser met first.
        raise UnreadableArchiveError from error


def read_part(content: bytes, name: str) -> bytes:
    """Read a part of an archive that is harmless; nothing where it has none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name) if name in archive.namelist() else b""


def _ensure_small(members: Sequence[zipfile.ZipInfo], most_bytes: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > most_bytes:
        raise LargeArchiveError


def _ensure_in_place(members: Sequence[zipfile.ZipInfo]) -> None:
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in str(path) or is_link:
            raise UnreadableArchiveError


def _ensure_plain(name: str, content: bytes) -> None:
    """Refuse macros, and what XML could declare to grow or to reach outside."""
    folded = name.lower()
    if folded.startswith(_MACRO_FOLDERS) or any(one in folded for one in _MACRO_PARTS):
        raise MacroArchiveError
    if b"macroEnabled" in content:
        raise MacroArchiveError
    is_markup = content.lstrip(_BEFORE_MARKUP).startswith(b"<")
    if content.startswith(_WIDE) or (
        is_markup and any(one in content for one in _DECLARATIONS)
    ):
        raise UnreadableArchiveError
