"""The profile of participants: the facts that the rounds of a workshop ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.unit_lists import LANGUAGES
from webapp.current import store
from webapp.languages import current_language
from webapp.languages import gettext as _
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from instruments.model.questionnaire import ProfileField
    from meter.records import Round

POPULATION = "population"
BANDS = (100_000, 500_000, 1_000_000, 5_000_000)
"""Where bands of population end."""


def list_profile(rounds: Iterable[Round]) -> tuple[ProfileField, ...]:
    """List the facts of all rounds, worded for the reader, each once.

    The languages of a participant are no fact of the profile: they are tags, since
    letters are written in them.
    """
    found: dict[str, ProfileField] = {}
    for one in rounds:
        worded = word_instrument(get_instrument(store(), one)).instrument
        for fact in worded.profile:
            found.setdefault(fact.key, fact)
    found.pop(LANGUAGES, None)
    return tuple(found.values())


def say_profile(
    profile: Mapping[str, str | float], facts: Sequence[ProfileField]
) -> tuple[str, ...]:
    """Write what is known of a unit, population as a band."""
    return tuple(
        say_fact(fact, profile[fact.key]) for fact in facts if fact.key in profile
    )


def say_fact(fact: ProfileField, value: str | float) -> str:
    """Write a fact about a unit."""
    if isinstance(value, float | int):
        if fact.key == POPULATION:
            return say_band(value)
        return _number(value)
    options = {option.code: option.say for option in fact.options or ()}
    return options.get(value, value)


def say_band(population: float) -> str:
    """Write the band of a number of inhabitants."""
    above = [end for end in BANDS if population < end]
    if not above:
        return _("%(least)s inhabitants or more") % {"least": _number(BANDS[-1])}
    place = BANDS.index(above[0])
    if place == 0:
        return _("under %(most)s inhabitants") % {"most": _number(BANDS[0])}
    return _("%(least)s to %(most)s inhabitants") % {
        "least": _number(BANDS[place - 1]),
        "most": _number(BANDS[place]),
    }


def name_language(tag: str) -> str:
    """Name a language in that of the reader; its tag where it has no name."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return locale.get_display_name(current_language().code) or tag


def _number(value: float) -> str:
    return format_decimal(value, "#,##0.##", locale=current_language().code)
