"""Writes of rounds and their units, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import asked_again, exporting, freezing, invitations, rounds, units
from tests.trust.answer_writes import add_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def draft(workshop: Workshop) -> Write:
    document = workshop.instrument.to_document() | {"title": "New"}
    reworded = type(workshop.instrument).model_validate(document)
    return lambda: rounds.draft_round(
        workshop.store, workshop.owner.id, "next", "Next", reworded, at=workshop.at
    )


def open_(workshop: Workshop) -> Write:
    drafted = draft(workshop)
    drafted()
    found = rounds.find_round(workshop.store, "next")
    assert found is not None
    return lambda: rounds.open_round(workshop.store, found.id, workshop.at)


def close(workshop: Workshop) -> Write:
    return lambda: rounds.close_round(workshop.store, workshop.round.id, workshop.at)


def freeze(workshop: Workshop) -> Write:
    return lambda: freezing.freeze_rounds(
        workshop.store, [workshop.round.id], workshop.at
    )


def thaw(workshop: Workshop) -> Write:
    freeze(workshop)()
    return lambda: freezing.thaw_rounds(
        workshop.store, [workshop.round.id], workshop.at
    )


def save_unit(workshop: Workshop) -> Write:
    return lambda: units.save_unit(
        workshop.store, workshop.owner.id, "New", {}, workshop.at
    )


def record_export(workshop: Workshop) -> Write:
    return lambda: exporting.record_export(
        workshop.store, workshop.round.id, workshop.at, by=workshop.owner
    )


def invite_again(workshop: Workshop) -> Write:
    """Invite to a second round, whose response starts from this one's answers."""
    add_file(workshop)()
    drafted = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "again",
        "Again",
        workshop.instrument,
        at=workshop.at,
        former_round_id=workshop.round.id,
    )
    return lambda: invitations.invite(
        workshop.store,
        drafted.id,
        workshop.unit.id,
        "Ben",
        "ben@example.org",
        workshop.at,
    )


def enter_second_round(workshop: Workshop) -> Write:
    """Be invited to both rounds; the second one is open."""
    invite_again(workshop)()
    store, at = workshop.store, workshop.at
    found = rounds.find_round(store, "again")
    assert found is not None
    opened = rounds.open_round(store, found.id, at)
    held = workshop.invitation
    guest = (held.person_name, held.person_email)
    invitations.invite(store, opened.id, workshop.unit.id, *guest, at)
    return lambda: asked_again.enter_second_round(store, held, opened.id, at, "en")


ROUND_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "asked_again.enter_second_round": enter_second_round,
    "exporting.record_export": record_export,
    "freezing.freeze_rounds": freeze,
    "freezing.thaw_rounds": thaw,
    "rounds.close_round": close,
    "rounds.draft_round": draft,
    "rounds.open_round": open_,
    "units.save_unit": save_unit,
}
"""How each function about rounds that writes is prepared and called."""
