"""Units: who takes part, with the facts by which they are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import SERVER, Act
from meter.audit.trail import record
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.unit_lists import read_unit_list
from meter.storage.repository import units as rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records import Account, Round, Unit
    from meter.storage import Connection, Store

__all__ = ["count_units", "find_unit", "list_units", "read_unit_list", "save_unit"]


def save_unit(  # noqa: PLR0913  (a unit is made of these)
    store: Store,
    owner_id: int,
    name: str,
    profile: Mapping[str, str | float],
    at: datetime,
    *,
    asked: Round | None = None,
    by: Account | None = None,
) -> Unit:
    """Add a unit, or give the owner's unit of that name this profile.

    `asked` is the round for which somebody does it, who organises it.

    Raises:
        TitleError: the name is blank, too long or holds controls.
        NotFoundError: the round is not there for the account.
    """
    called = parse_title(name)
    values = {
        "owner_id": owner_id,
        "name": called,
        "profile": dict(profile),
        "created_at": at,
    }

    def job(connection: Connection) -> Unit:
        actor = ensure_organises(connection, asked, by) if asked else SERVER
        former = rows.find_named(connection, owner_id, called)
        saved = rows.save_unit(connection, values)
        if saved == former:
            return saved
        act = Act.on_unit("unit_described", asked, saved, facts=sorted(saved.profile))
        record(connection, actor, at, act)
        return saved

    return store.write(job)


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
