"""Units are found by what a file calls them, and added where that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import invitations, units
from meter.fieldwork.imports.participants import (
    ensure_import_response,
    list_participants,
)

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def test_a_unit_is_found_by_name_and_by_address(workshop: Workshop) -> None:
    found = list_participants(workshop.store, workshop.round)

    for name in ("Marenda", " marenda", "ANA@example.org"):
        assert found.find(name) == workshop.unit.id
    assert found.find("Solta") is None
    assert found.find_closest("Marends") == "Marenda"


def test_an_address_of_two_units_finds_none(workshop: Workshop) -> None:
    other = workshop.invite_unit("Solta")
    invitations.invite(
        workshop.store, workshop.round.id, other.unit_id, "Ana", "ana@example.org",
        workshop.at,
    )  # fmt: skip

    assert (
        list_participants(workshop.store, workshop.round).find("ana@example.org")
        is None
    )


def test_names_that_differ_by_case_alone_are_told_apart(workshop: Workshop) -> None:
    other = workshop.invite_unit("MARENDA")

    found = list_participants(workshop.store, workshop.round)

    assert found.find("MARENDA") == other.unit_id
    assert found.find("Marenda") == workshop.unit.id
    assert found.find("marenda") is None


def test_a_unit_that_is_not_there_is_added_once(workshop: Workshop) -> None:
    known = list_participants(workshop.store, workshop.round)

    def ensure(name: str) -> tuple[int, bool]:
        made = workshop.store.write(
            lambda connection: ensure_import_response(
                connection, workshop.round, known, name, workshop.at
            )
        )
        return made.response_id, made.unit is not None

    first, again = ensure("Solta"), ensure("Solta")

    assert (first[1], again[1]) == (True, False)
    assert first[0] == again[0]
    assert ensure("Marenda") == (workshop.response_id, False)
    names = [one.name for one in units.list_units(workshop.store, workshop.round.id)]
    assert names == ["Marenda", "Solta"]


def test_the_facts_of_a_known_unit_stay(workshop: Workshop) -> None:
    facts = {"population": 5.0}
    units.save_unit(workshop.store, workshop.owner.id, "Solta", facts, workshop.at)
    known = list_participants(workshop.store, workshop.round)

    workshop.store.write(
        lambda connection: ensure_import_response(
            connection, workshop.round, known, "Solta", workshop.at
        )
    )

    found = units.list_units(workshop.store, workshop.round.id)
    assert {one.name: one.profile for one in found}["Solta"] == facts
