"""Contributions and desks made by hand, for pages that need no application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.knowledge.records import CaseStudy, Contribution, Contributor, Cost, Entry
from meter.records import Workshop
from tests.webapp.city import BEGINNING, make_instrument
from webapp.knowledge.desks import CITY, ORGANISERS, Desk
from webapp.wording import Wording

if TYPE_CHECKING:
    from meter.knowledge.records import State

WORKSHOP = Workshop(1, "seoul", "Seoul 2026", 1, "", None, None, "UTC", None, BEGINNING)
CASE = Entry(
    kind="case",
    title="Permits",
    summary="Permits without paper.",
    languages=("en", "pt"),
    country="Ostavia",
    year=2024,
    indicators=("gone", "level", "plan"),
    credited=True,
    case=CaseStudy("A month.", "A form.", "A queue.", Cost("12", "EUR", 2023)),
)


def make_contribution(
    state: State = "draft", entry: Entry = CASE, unit_id: int | None = 7
) -> Contribution:
    """Make a contribution of a city's, or of the organisers'."""
    dates: dict[str, Any] = {} if state == "draft" else {f"{state}_at": BEGINNING}
    name = None if unit_id is None else "Porto"
    return Contribution(3, 1, "key", unit_id, name, entry, 2, BEGINNING, "Ana", **dates)


def make_desk(unit_id: int | None = 7, *, may_write: bool = True) -> Desk:
    """Make the desk of a city, or of the organisers."""
    instrument = make_instrument()
    return Desk(
        workshop=WORKSHOP,
        by=Contributor(1, "Ana", unit_id),
        room=ORGANISERS if unit_id is None else CITY,
        place={},
        may_write=may_write,
        at=BEGINNING,
        wording=Wording(instrument, instrument, "en"),
    )
