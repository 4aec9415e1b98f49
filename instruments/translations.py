"""An instrument in other languages: its words, its `.po` files, their state.

In a `.po` file `msgctxt` is the path of the words (see `instruments.texts`) and
`msgid` the words themselves, so that a translation of words that have changed
since can be told from one that still holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.errors import UnknownLanguageError
from instruments.model.instrument import Instrument
from instruments.texts import list_slots, to_worded

if TYPE_CHECKING:
    from collections.abc import Mapping


def translate(instrument: Instrument, language: str) -> Instrument:
    """Give the instrument with its words in a language it is translated into.

    Words without a translation stay as they are. Keys, points and conditions
    do not move, so the meaning is the same; `language` still names the source
    language, and `translations` are kept.

    Raises:
        UnknownLanguageError: the instrument has no words in that language.
    """
    if language == instrument.language:
        return instrument
    if language not in instrument.translations:
        raise UnknownLanguageError(language, instrument.languages)
    return _reword(instrument, instrument.translations[language])


def _reword(instrument: Instrument, words: Mapping[str, str]) -> Instrument:
    document = to_worded(instrument)
    for slot in list_slots(document):
        slot.holder[slot.field] = words.get(slot.path, slot.words)
    return Instrument.model_validate(document)
