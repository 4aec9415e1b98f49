"""Names of kinds, states, steps, languages and fields, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from webapp.languages import current_language, mark
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from meter.knowledge.records import Event, Kind, State

KINDS: dict[Kind, str] = {
    "guide": mark("Guide"),
    "law": mark("Law"),
    "standard": mark("Standard"),
    "training": mark("Training"),
    "software": mark("Software"),
    "other": mark("Other resource"),
    "case": mark("Case study"),
}
STATES: dict[State, tuple[str, str]] = {
    "draft": (mark("Draft: only you see it"), "none"),
    "offered": (mark("Offered, waits for the organiser"), "some"),
    "returned": (mark("Returned with a question"), "stop"),
    "published": (mark("Published"), "done"),
    "withdrawn": (mark("Withdrawn"), "none"),
}
"""What a state is called, and the mark beside it."""

EVENTS: dict[Event, str] = {
    "drafted": mark("Begun by %(name)s, %(time)s"),
    "offered": mark("Offered by %(name)s, %(time)s"),
    "returned": mark("Returned by %(name)s, %(time)s"),
    "published": mark("Published by %(name)s, %(time)s"),
    "withdrawn": mark("Withdrawn by %(name)s, %(time)s"),
}
FIELDS: dict[str, str] = {
    "kind": mark("Kind"),
    "title": mark("Title"),
    "summary": mark("Summary"),
    "languages": mark("Languages it is in"),
    "country": mark("Country"),
    "year": mark("Year"),
    "licence": mark("Licence"),
    "link": mark("Web address"),
    "indicators": mark("What it is about"),
    "credited": mark("Name us beside it, and where it is offered"),
    "problem": mark("The problem"),
    "solution": mark("The solution"),
    "technology": mark("The technology"),
    "cost": mark("What it cost"),
    "currency": mark("Currency"),
    "cost_year": mark("Year of the cost"),
    "results": mark("The results"),
    "lessons": mark("What was learnt"),
    "contact": mark("Whom to ask"),
    "city": mark("City"),
    "key": mark("Key"),
}
"""What fields are called, on forms and where one of them is missing."""


def name_kind(kind: Kind) -> str:
    """Name a kind of contribution in the reader's language."""
    return _(KINDS[kind])


def name_field(field: str) -> str:
    """Name a field; one of a file's own as it stands there."""
    return _(FIELDS[field]) if field in FIELDS else field


def name_language(tag: str) -> str:
    """Name a language in the reader's; one that is not known by its tag."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return locale.get_display_name(current_language().code) or tag
