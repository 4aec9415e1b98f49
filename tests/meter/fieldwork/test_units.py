"""Units: saved by name, listed by round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts, units
from meter.fieldwork.given.errors import TitleError

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def test_a_unit_of_the_same_name_gets_the_new_profile(workshop: Workshop) -> None:
    profile: dict[str, str | float] = {"population": 2000.5, "region": "asia"}

    again = units.save_unit(
        workshop.store, workshop.owner.id, " Marenda ", profile, workshop.at
    )

    assert again.id == workshop.unit.id
    assert units.find_unit(workshop.store, again.id) == again
    assert again.profile == profile


def test_another_owner_may_use_the_same_name(workshop: Workshop) -> None:
    other = accounts.add_account(
        workshop.store, "other@example.org", "Other", workshop.at
    )

    unit = units.save_unit(workshop.store, other.id, "Marenda", {}, workshop.at)

    assert unit.id != workshop.unit.id


def test_the_units_of_a_round_are_listed_by_name(workshop: Workshop) -> None:
    workshop.invite_unit("Zelen")
    workshop.invite_unit("Akoru")
    units.save_unit(workshop.store, workshop.owner.id, "Elsewhere", {}, workshop.at)

    listed = units.list_units(workshop.store, workshop.round.id)

    assert [unit.name for unit in listed] == ["Akoru", "Marenda", "Zelen"]


def test_a_unit_has_a_name(workshop: Workshop) -> None:
    with pytest.raises(TitleError):
        units.save_unit(workshop.store, workshop.owner.id, " ", {}, workshop.at)


def test_a_unit_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    assert units.find_unit(workshop.store, 99) is None
