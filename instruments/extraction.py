"""Texts taken out for translators, and how far they have come.

A `.po` file is matched by path, not by words: where the words of a path have
changed, its translation is kept and marked fuzzy, so that somebody looks at it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from instruments.errors import InstrumentError
from instruments.reading.po_files import (
    FOLDER,
    list_po_files,
    read_catalog,
    read_po_file,
)
from instruments.reading.repeats import fold_repeats
from instruments.reading.translated import Translated, is_language
from instruments.texts import list_texts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from instruments.model.instrument import Instrument

WIDTH = 100
"""Characters in a line of a `.po` file."""

NO_ADDRESS = b'"Report-Msgid-Bugs-To: EMAIL@ADDRESS\\n"\n'
"""What babel writes where it knows no address."""


class NoSuchLanguageError(InstrumentError):
    """A tag names no language that is known."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(
            f"'{language}' is no language tag that is known. "
            "Use one such as 'fr', 'pt-BR' or 'zh-Hant'."
        )


@dataclass(frozen=True)
class Progress:
    """How many texts of an instrument are translated into a language.

    `translated`, `fuzzy` and `missing` add up to all texts: fuzzy are those
    marked so and those whose words changed since. `unknown` are translations of
    texts that are no longer there.
    """

    language: str
    translated: int
    fuzzy: int
    missing: int
    unknown: int


def ensure_language(tag: str) -> str:
    """Give a tag back if it names a language.

    Raises:
        NoSuchLanguageError: it does not.
    """
    if not is_language(tag):
        raise NoSuchLanguageError(tag)
    _find_locale(tag)
    return tag


def make_template(instrument: Instrument, at: dt.datetime) -> bytes:
    """Write all texts of an instrument as a `.pot` file."""
    catalog = Catalog(
        project=instrument.key,
        version=instrument.version,
        creation_date=at,
        header_comment=f"# {instrument.title}: texts to translate.",
        fuzzy=False,
    )
    _fill(catalog, list_declared_texts(instrument), {})
    return _write(catalog)


def extract_translations(
    instrument: Instrument, file: Path, at: dt.datetime, languages: Iterable[str] = ()
) -> list[Path]:
    """Bring the `.po` files beside an instrument file up to its texts.

    Files are made for further languages. Gives the files that were written; one
    that is as it should be is left alone.

    Raises:
        NoSuchLanguageError: a further language is not known.
        RefusedError: a `.po` file is not well formed.
    """
    folder = file.parent / FOLDER
    paths = [folder / f"{ensure_language(language)}.po" for language in languages]
    changed = []
    for path in dict.fromkeys([*list_po_files(file), *paths]):
        content = _write(_renew(instrument, path, at))
        if not path.is_file() or path.read_bytes() != content:
            folder.mkdir(exist_ok=True)
            path.write_bytes(content)
            changed.append(path)
    return changed


def measure_progress(instrument: Instrument, file: Path) -> list[Progress]:
    """Count what is translated in each `.po` file beside an instrument file.

    Raises:
        RefusedError: a `.po` file is not well formed.
    """
    texts = list_declared_texts(instrument)
    return [_measure(instrument, path, texts) for path in list_po_files(file)]


def list_declared_texts(instrument: Instrument) -> dict[str, str]:
    """List the words by path as the file declares them: repeated ones once."""
    return list_texts(fold_repeats(instrument))


def _measure(instrument: Instrument, path: Path, texts: Mapping[str, str]) -> Progress:
    po_file = read_po_file(path)
    used = Translated(po_file, texts, instrument.language).list_words()
    begun = {one.path for one in po_file.entries if one.words and one.path in texts}
    return Progress(
        language=po_file.language,
        translated=len(used),
        fuzzy=len(begun - used.keys()),
        missing=len(texts.keys() - begun),
        unknown=len({one.path for one in po_file.entries} - texts.keys()),
    )


def _renew(instrument: Instrument, path: Path, at: dt.datetime) -> Catalog:
    """Make the catalogue of a file anew, with what it says now."""
    old = read_catalog(path) if path.is_file() else None
    catalog = Catalog(
        locale=_find_locale(path.stem),
        project=instrument.key,
        version=instrument.version,
        creation_date=old.creation_date if old else at,
        revision_date=old.revision_date if old else at,
        last_translator=old.last_translator if old else None,
        language_team=old.language_team if old else None,
        header_comment=old.header_comment if old else _head(instrument, path.stem),
        fuzzy=False,
    )
    known = {message.context or "": message for message in old or () if message.id}
    _fill(catalog, list_declared_texts(instrument), known)
    return catalog


def _head(instrument: Instrument, language: str) -> str:
    name = _find_locale(language).get_display_name("en")
    return f"# {instrument.title}: {name} translation."


def _find_locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        raise NoSuchLanguageError(language) from None


def _fill(
    catalog: Catalog, texts: Mapping[str, str], known: Mapping[str, Message]
) -> None:
    for path, words in texts.items():
        old = known.get(path)
        flags = set(old.flags) if old else set()
        if old and old.string and str(old.id).strip() != words:
            flags.add("fuzzy")
        comments = old.user_comments if old else ()
        string = str(old.string or "") if old else ""
        catalog.add(words, string, flags=flags, user_comments=comments, context=path)
    for path in known.keys() - texts.keys():
        catalog.obsolete[path] = known[path]


def _write(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=WIDTH, sort_output=False)
    return buffer.getvalue().replace(NO_ADDRESS, b"")
