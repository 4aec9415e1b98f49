"""The directory: who is who, as far as each wants to be known.

Everybody keeps their own entry. Nothing of it is shown to anybody else that its owner
did not switch on, and taking it out leaves nothing behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale

from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.network.errors import (
    ChangedMeanwhileError,
    FieldError,
    LanguageError,
    PhoneError,
)
from meter.network.records import FIELDS
from meter.network.themes import ensure_themes
from meter.storage.repository import directory as rows
from meter.workshops.access import ensure_takes_part

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from meter.network.records import Entry, EntryDraft, PublicEntry
    from meter.storage import Connection, Store

_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,38}")
LISTS = ("themes", "languages")
"""Fields that hold codes."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose entry it is: a person of a unit in a workshop."""

    workshop_id: int
    unit_id: int
    person_id: int

    @property
    def key(self) -> tuple[int, int, int]:
        """What tells the entry from all others."""
        return self.workshop_id, self.unit_id, self.person_id


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader of the directory looks for; what is empty asks for nothing."""

    words: str = ""
    unit: str = ""
    language: str = ""
    theme: str = ""

    def __bool__(self) -> bool:
        return bool(self.words.strip() or self.unit or self.language or self.theme)


def find_own_entry(store: Store, holder: Holder) -> Entry | None:
    """Find what somebody says about themselves, shown or not."""
    with store.read() as connection:
        return rows.find_entry(connection, *holder.key)


def list_public(store: Store, workshop_id: int) -> list[PublicEntry]:
    """List what the people of a workshop let others see, by name, then by number."""
    with store.read() as connection:
        entries = rows.list_entries(connection, workshop_id)
    shown = [one for one in (entry.publish() for entry in entries) if one is not None]
    return sorted(shown, key=lambda one: (not one.text("name"), _sort_key(one), one.id))


def _sort_key(one: PublicEntry) -> str:
    return one.text("name").casefold()


def save_entry(
    store: Store,
    holder: Holder,
    draft: EntryDraft,
    seen: int,
    at: datetime,
    *,
    themes: Collection[str],
) -> Entry:
    """Keep what somebody says about themselves.

    Args:
        store: where it is kept.
        holder: whose entry it is.
        draft: what is said, and what of it is shown.
        seen: the revision that its owner read, 0 where there was none.
        at: now.
        themes: those of the workshop.

    Raises:
        FieldError, TitleError, EmailError, PhoneError, WordsError, LanguageError,
        ThemeError: a field cannot be taken.
        NotFoundError: the unit does not take part.
        ChangedMeanwhileError: another revision stands; nothing is written.
    """
    ensure_themes(draft.fields.get("themes", ()), themes)
    values = {
        "fields": {name: _parse(name, value) for name, value in draft.fields.items()},
        "shown": [name for name in FIELDS if name in draft.shown],
        "changed_at": at,
        "revision": seen + 1,
    }

    def job(connection: Connection) -> Entry:
        ensure_takes_part(connection, holder.workshop_id, holder.unit_id)
        if not _write(connection, holder, seen, values):
            kind = "entry"
            raise ChangedMeanwhileError(kind)
        found = rows.find_entry(connection, *holder.key)
        assert found is not None  # noqa: S101  (it was written just now)
        return found

    return store.write(job)


def _write(
    connection: Connection, holder: Holder, seen: int, values: dict[str, object]
) -> bool:
    if seen:
        return rows.update_entry(connection, holder.key, seen, values)
    names = ("workshop_id", "unit_id", "person_id")
    key = dict(zip(names, holder.key, strict=True))
    return rows.insert_entry(connection, {**key, **values})


def withdraw_entry(store: Store, holder: Holder) -> None:
    """Take somebody out of the directory; nothing that they said is kept."""
    store.write(lambda connection: rows.delete_entry(connection, holder.key))


def search(
    entries: Iterable[PublicEntry],
    sought: Sought,
    spell_out: Callable[[PublicEntry], Iterable[str]],
) -> Iterator[PublicEntry]:
    """Find entries by what they show.

    Every word has to occur in it; `spell_out` gives its texts as the reader reads them,
    with the names of themes and languages.
    """
    words = sought.words.casefold().split()
    for one in entries:
        if sought.unit and one.text("unit") != sought.unit:
            continue
        if sought.language and sought.language not in one.codes("languages"):
            continue
        if sought.theme and sought.theme not in one.codes("themes"):
            continue
        text = " ".join(spell_out(one)).casefold()
        if all(word in text for word in words):
            yield one


@cache
def list_language_tags() -> frozenset[str]:
    """Name the languages of the world that have a name."""
    return frozenset(Locale("en").languages)


def parse_languages(tags: Sequence[str]) -> list[str]:
    """Read tags of languages, each once.

    Raises:
        LanguageError: one of them is the tag of none.
    """
    for tag in tags:
        if tag not in list_language_tags():
            raise LanguageError(tag)
    return list(dict.fromkeys(tags))


def parse_phone(text: str) -> str:
    """Read a telephone number as people write it.

    Raises:
        PhoneError: it has other signs than digits, or too few or many.
    """
    number = text.strip()
    if not _PHONE.fullmatch(number):
        raise PhoneError(text)
    return number


_PARSERS: dict[str, Callable[[str], str]] = {
    "name": parse_title,
    "position": parse_title,
    "organisation": parse_title,
    "work": parse_words,
    "email": parse_email,
    "phone": parse_phone,
    "about": parse_words,
}


def _parse(name: str, value: str | Sequence[str]) -> str | list[str]:
    """Read a field; each may be left empty."""
    if name in LISTS and not isinstance(value, str):
        return parse_languages(value) if name == "languages" else list(value)
    if name not in _PARSERS or not isinstance(value, str):
        raise FieldError(name)
    return _PARSERS[name](value) if value.strip() else ""
