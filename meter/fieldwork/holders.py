"""Holders: who has a link to a round that works, so that none is ended unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.storage.repository import invitations, units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from meter.records import Invitation, Round
    from meter.storage import Connection, Store

Holder = tuple[str, str]
"""The name of a unit, and the address of a person who answers for it."""

Held = dict[Holder, dict[int, "Invitation"]]
"""The invitations that admit their holders, by id of the round."""


def list_held(store: Store, round_ids: Iterable[int], at: datetime) -> Held:
    """List the links to some rounds that work now, by who holds them.

    Those of delegates are among them: inviting a delegate would end the link, too.
    """
    found: Held = {}
    with store.read() as connection:
        for round_id in round_ids:
            names = {one.id: one.name for one in units.list_units(connection, round_id)}
            for one in invitations.list_invitations(connection, round_id):
                if one.admits(at):
                    holder = (names[one.unit_id], one.person_email)
                    found.setdefault(holder, {})[round_id] = one
    return found


def holds_link(
    connection: Connection,
    asked: Round,
    who: tuple[int, str],
    at: datetime,
    ending: int = 0,
) -> bool:
    """Tell whether a person, by unit and address, has a link that is to work on.

    Links up to the invitation `ending`, by its id, are to end.
    """
    unit_id, email = who
    return any(
        one.id > ending and one.person_email == email and one.admits(at)
        for one in invitations.list_invitations(connection, asked.id, unit_id)
    )
