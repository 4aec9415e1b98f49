"""Instruments in the language of a reader, worded once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale

from instruments import list_library, load_instrument, translate
from instruments.model.scales import YES_NO
from webapp.languages import current_language
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from instruments import Instrument
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from instruments.model.scales import Option


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


def word_heading(section: Section) -> str:
    """Write the title of a section, with the entry of the list that it is asked for."""
    if section.entry is None:
        return section.title
    return join_words(section.title, section.entry.say)


def word_ask(instrument: Instrument, key: str) -> str:
    """Write what an item asks where its section is not told: its entry comes first.

    What nodes call the items asked over a list is asked without an entry.
    """
    if key in instrument.repeated:
        return instrument.items[instrument.repeated[key][0]].ask
    ask, entry = instrument.items[key].ask, instrument.section_of[key].entry
    return ask if entry is None else join_words(entry.say, ask)


def join_words(whole: str, part: str) -> str:
    """Write what is general, then what it is about."""
    return _("%(whole)s: %(part)s") % {"whole": whole, "part": part}


def word_options(instrument: Instrument, item: Item) -> tuple[Option, ...]:
    """List the options of an item; a plain yes and no in the reader's language."""
    if instrument.scale_of(item) is not YES_NO:
        return instrument.options_of(item)
    words = {"yes": _("Yes"), "no": _("No")}
    return tuple(
        option.model_copy(update={"say": words[option.code]})
        for option in YES_NO.options
    )
