"""Themes and languages in the words of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale

from meter.fieldwork.rounds import get_instrument
from meter.network.directory import list_language_tags
from meter.network.errors import LanguageError
from meter.network.themes import find_scored_round, list_themes
from webapp.current import store
from webapp.languages import SOURCE, current_language, list_languages
from webapp.languages import gettext as _
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from meter.records import Workshop

SEPARATORS = ",;\n\N{ARABIC COMMA}\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH COMMA}"


@dataclass(frozen=True)
class Themes:
    """What a workshop measures, by key, in the language in which that is worded."""

    titles: Mapping[str, str] = field(default_factory=dict)
    language: str = SOURCE
    direction: str = "ltr"

    def say(self, key: str) -> str:
        """Name a theme; one that is no longer measured by its key."""
        return self.titles.get(key, key)

    def list_choices(self, keep: str = "") -> list[tuple[str, str]]:
        """List the themes to choose from; `keep` is one that stays a choice."""
        known = dict(self.titles)
        if keep:
            known.setdefault(keep, keep)
        return list(known.items())


def load_themes(workshop: Workshop) -> Themes:
    """Word the themes of a workshop for the reader; none where nothing is scored."""
    asked = find_scored_round(store(), workshop)
    if asked is None:
        return Themes()
    wording = word_instrument(get_instrument(store(), asked))
    framework = wording.instrument.framework
    if framework is None:
        return Themes()
    titles = {key: framework.nodes[key].title for key in list_themes(wording.source)}
    return Themes(titles, wording.language, wording.direction)


def say_language(tag: str) -> str:
    """Name a language in the language of the reader."""
    return _name_languages(current_language().code).get(tag, tag)


def say_languages(tags: Iterable[str]) -> str:
    """Name languages one after the other."""
    return _(", ").join(map(say_language, tags))


def read_languages(text: str) -> list[str]:
    """Read names of languages with commas between, as tags.

    A name may be in the reader's language, in English, or a language's own.

    Raises:
        LanguageError: one of them is no name.
    """
    for sign in SEPARATORS[1:]:
        text = text.replace(sign, SEPARATORS[0])
    names = [name.strip() for name in text.split(SEPARATORS[0]) if name.strip()]
    return list(dict.fromkeys(map(_find_language, names)))


def _find_language(name: str) -> str:
    wanted = name.casefold()
    for code in (current_language().code, *list_languages()):
        found = _list_tags(code).get(wanted)
        if found is not None:
            return found
    if wanted in list_language_tags():
        return wanted
    raise LanguageError(name)


@lru_cache(maxsize=32)
def _name_languages(code: str) -> Mapping[str, str]:
    return dict(Locale.parse(code, sep="-").languages)


@lru_cache(maxsize=32)
def _list_tags(code: str) -> Mapping[str, str]:
    """Give the tags of languages by their names in one of them, small letters all."""
    named = sorted(_name_languages(code).items(), reverse=True)
    return {name.casefold(): tag for tag, name in named if tag in list_language_tags()}
