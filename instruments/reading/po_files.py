"""Translations read from the `.po` files beside an instrument."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from instruments.errors import UnreadableFileError
from instruments.reading.source import RefusedError, decode, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog

FOLDER = "locale"

_LINE = re.compile(
    r'\s*(?:#.*|(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(?:[^"\\]|\\.)*")?'
    r"\s*"
)


@dataclass(frozen=True)
class Entry:
    """One translated text: what it is of, and the line it stands on."""

    path: str
    source: str
    words: str
    line: int
    fuzzy: bool = False


@dataclass(frozen=True)
class PoFile:
    """A `.po` file as entries in their order."""

    file: str
    language: str
    entries: tuple[Entry, ...]


def list_po_files(instrument_file: Path) -> list[Path]:
    """List the `.po` files beside an instrument file, by language."""
    return sorted((instrument_file.parent / FOLDER).glob("*.po"))


def read_po_file(path: Path) -> PoFile:
    """Read a `.po` file; its name is its language.

    Raises:
        RefusedError: the file is not well formed.
        UnreadableFileError: the system does not hand it over.
    """
    catalog = read_catalog(path)
    return PoFile(str(path), path.stem, tuple(_list_entries(catalog)))


def read_catalog(path: Path) -> Catalog:
    """Read a `.po` file as babel keeps it, with its comments and its header.

    Raises:
        RefusedError: the file is not well formed.
        UnreadableFileError: the system does not hand it over.
    """
    file = str(path)
    text = decode(read_bytes(path), file)
    _ensure_lines(text, file)
    try:
        return read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        problem = str(error.args[0]).rpartition(" on ")[0]
        raise _refuse(file, error.lineno + 1, problem) from None
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # What babel raises where an entry or the header is out of order.
        raise _refuse(file, 1, f"{type(error).__name__}: {error}") from None


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises:
        UnreadableFileError: the system does not hand it over.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(path), error.strerror or "no reason") from None


def _ensure_lines(text: str, file: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if not _LINE.fullmatch(line):
            raise _refuse(file, number, "no comment and no keyword with text in quotes")


def _refuse(file: str, line: int, problem: str) -> RefusedError:
    return refusal("TX01", file, (line, 1), problem=problem)


def _list_entries(catalog: Catalog) -> Iterator[Entry]:
    for message in catalog:
        if message.id and isinstance(message.id, str):
            yield Entry(
                path=message.context or "",
                source=message.id,
                words=str(message.string or ""),
                line=message.lineno or 1,
                fuzzy=message.fuzzy,
            )
