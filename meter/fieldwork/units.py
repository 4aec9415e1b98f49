"""Units: who takes part, with the facts by which they are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.unit_lists import read_unit_list
from meter.storage.repository import units as rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records import Unit
    from meter.storage import Store

__all__ = ["count_units", "find_unit", "list_units", "read_unit_list", "save_unit"]


def save_unit(
    store: Store,
    owner_id: int,
    name: str,
    profile: Mapping[str, str | float],
    at: datetime,
) -> Unit:
    """Add a unit, or give the owner's unit of that name this profile.

    Raises:
        TitleError: the name is blank, too long or holds controls.
    """
    values = {
        "owner_id": owner_id,
        "name": parse_title(name),
        "profile": dict(profile),
        "created_at": at,
    }
    return store.write(lambda connection: rows.save_unit(connection, values))


def find_unit(store: Store, unit_id: int) -> Unit | None:
    """Find a unit by its id."""
    with store.read() as connection:
        return rows.find_unit(connection, unit_id)


def list_units(store: Store, round_id: int) -> list[Unit]:
    """List the units that take part in a round, by name."""
    with store.read() as connection:
        return rows.list_units(connection, round_id)


def count_units(store: Store, round_id: int) -> int:
    """Count the units that take part in a round."""
    with store.read() as connection:
        return rows.count_units(connection, round_id)
