"""Files given as evidence: a few kinds, told by name and by content, that do nothing.

What a browser or an office might run is never kept: no HTML, no SVG, no macros. A name
is cut down to one that is safe on every system.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from meter.exchange.archives import ensure_harmless, read_part
from meter.fieldwork.given.errors import EmptyFileError, FileSizeError, FileTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_UNPACKED_BYTES = 100_000_000
STEM_MOST_CHARACTERS = 100

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_UNSAFE = re.compile(r'[<>:"|?*%&;`$\'{}\[\]]')
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


def _begins(content: bytes, signature: bytes) -> bool:
    return content.startswith(signature)


def _is_text(content: bytes) -> bool:
    """Tell text in any code of one byte or UTF-8; markup is not taken for text."""
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return not bare.startswith((b"<", b"%PDF-")) and not _CONTROLS.search(content)


def _is_office(content: bytes, kind: str) -> bool:
    """Tell an Office document by the kind that its list of contents declares."""
    ensure_harmless(content, MOST_UNPACKED_BYTES)
    declared = f'"{_OFFICE}.{kind}.main+xml"'.encode()
    return declared in read_part(content, "[Content_Types].xml")


def _is_open(content: bytes, kind: str) -> bool:
    """Tell an OpenDocument file by what its first part says."""
    ensure_harmless(content, MOST_UNPACKED_BYTES)
    return read_part(content, "mimetype").strip() == f"{_OPEN}.{kind}".encode()


@dataclass(frozen=True)
class _Kind:
    """A kind of file; `holds` tells whether a content is of it."""

    media_type: str
    holds: Callable[[bytes], bool]


_JPEG = _Kind("image/jpeg", partial(_begins, signature=b"\xff\xd8\xff"))
KINDS = {
    "pdf": _Kind("application/pdf", partial(_begins, signature=b"%PDF-")),
    "png": _Kind("image/png", partial(_begins, signature=b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "txt": _Kind("text/plain", _is_text),
    "csv": _Kind("text/csv", _is_text),
    "docx": _Kind(
        f"{_OFFICE}.wordprocessingml.document",
        partial(_is_office, kind="wordprocessingml.document"),
    ),
    "xlsx": _Kind(
        f"{_OFFICE}.spreadsheetml.sheet",
        partial(_is_office, kind="spreadsheetml.sheet"),
    ),
    "odt": _Kind(f"{_OPEN}.text", partial(_is_open, kind="text")),
    "ods": _Kind(f"{_OPEN}.spreadsheet", partial(_is_open, kind="spreadsheet")),
}
"""The kinds that are taken, by the ending of a name."""


@dataclass(frozen=True)
class GivenFile:
    """A file that may be kept."""

    name: str
    media_type: str
    content: bytes

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its content."""
        return hashlib.sha256(self.content).hexdigest()


def parse_file(name: str, content: bytes, most_bytes: int) -> GivenFile:
    """Read a file that somebody has sent.

    Raises:
        EmptyFileError: it holds nothing.
        FileSizeError: it is too large.
        FileTypeError: its ending is of no kind that is taken, or its content is not
            of the kind that its ending says.
        ArchiveError: it is a zipped document that should not be unpacked.
    """
    if not content:
        raise EmptyFileError
    if len(content) > most_bytes:
        raise FileSizeError(len(content), most_bytes)
    safe = tidy_name(name)
    _, dot, ending = safe.rpartition(".")
    kind = KINDS.get(ending.lower()) if dot else None
    if kind is None or not kind.holds(content):
        raise FileTypeError(safe, list(KINDS))
    return GivenFile(safe, kind.media_type, content)


def tidy_name(name: str) -> str:
    """Cut a name down to one that is safe: no folders, no unseen or special signs."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(one for one in last if unicodedata.category(one) not in _UNSEEN)
    plain = " ".join(_UNSAFE.sub("_", seen).split()).rstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    stem = stem[:STEM_MOST_CHARACTERS].strip(". ") or "file"
    safe = f"{stem}.{ending}" if dot else plain[:STEM_MOST_CHARACTERS]
    return f"_{safe}" if _DEVICES.match(safe) else safe
