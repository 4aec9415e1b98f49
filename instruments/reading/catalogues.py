"""Translations read from the `.po` files beside an instrument."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from instruments.reading.findings import make_finding
from instruments.reading.source import RefusedError, decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "locale"


@dataclass(frozen=True)
class Entry:
    """One translated text: what it is of, and the line it stands on."""

    path: str
    source: str
    words: str
    line: int
    fuzzy: bool = False


@dataclass(frozen=True)
class TranslationFile:
    """A `.po` file as entries by path."""

    file: str
    language: str
    entries: dict[str, Entry]

    @property
    def words(self) -> dict[str, str]:
        """The texts that are translated and sure, by path."""
        return {
            entry.path: entry.words
            for entry in self.entries.values()
            if entry.words and not entry.fuzzy
        }


def list_files(instrument_file: Path) -> list[Path]:
    """List the `.po` files beside an instrument file, by language."""
    return sorted((instrument_file.parent / FOLDER).glob("*.po"))


def read_translations(path: Path) -> TranslationFile:
    """Read a `.po` file.

    Raises:
        RefusedError: the file is not a well-formed `.po` file.
    """
    file = str(path)
    text = decode(path.read_bytes(), file)
    entries = {entry.path: entry for entry in _read_entries(text, file)}
    return TranslationFile(file, path.stem, entries)


def _read_entries(text: str, file: str) -> Iterator[Entry]:
    try:
        catalog = read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        place = ((error.lineno or 0) + 1, 1)
        raise RefusedError(make_finding("TX01", file, place)) from None
    for message in catalog:
        if message.id and isinstance(message.id, str):
            yield Entry(
                path=message.context or "",
                source=message.id,
                words=str(message.string or ""),
                line=message.lineno or 1,
                fuzzy=message.fuzzy,
            )
