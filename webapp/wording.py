"""Instruments in the language of a reader, worded once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale

from instruments import list_library, load_instrument, translate
from webapp.languages import current_language

if TYPE_CHECKING:
    from instruments import Instrument


@dataclass(frozen=True)
class Wording:
    """An instrument with its words in one language.

    `language` is the one that the words are in: the instrument's own where it is
    not translated into the reader's.
    """

    source: Instrument
    instrument: Instrument
    language: str

    @property
    def direction(self) -> str:
        """Tell which way the words run: `ltr` or `rtl`."""
        return Locale.parse(self.language, sep="-").text_direction


_KEPT: dict[tuple[str, str], Wording] = {}


def word_instrument(source: Instrument, language: str | None = None) -> Wording:
    """Word an instrument for a language; without one, for the present reader."""
    wanted = language or current_language().code
    code = wanted if wanted in source.languages else source.language
    key = (source.fingerprint, code)
    if key not in _KEPT:
        _KEPT[key] = Wording(source, translate(source, code), code)
    return _KEPT[key]


@lru_cache(maxsize=64)
def get_library_instrument(key: str) -> Instrument:
    """Load an instrument of the library once.

    Raises:
        UnknownInstrumentError: the library has none of that key.
    """
    return load_instrument(key)


def list_library_wordings() -> list[Wording]:
    """Word every instrument of the library for the present reader."""
    return [word_instrument(get_library_instrument(key)) for key in list_library()]
