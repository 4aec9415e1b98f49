"""The units of a round as a file of answers names them: by name, or by an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from instruments.names import find_closest
from meter.exchange.imports.words import fold
from meter.fieldwork.given.titles import parse_title
from meter.storage.repository import invitations, responses, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from meter.records import Invitation, Round, Unit
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class Participants:
    """Who takes part in a round.

    Attributes:
        names: the names of the units by id.
        exact: ids by name.
        folded: ids by folded name, and by the e-mail address of whoever answers for
            one unit alone.
        responses: ids of the units' responses by unit.
    """

    names: Mapping[int, str]
    exact: Mapping[str, int]
    folded: Mapping[str, int]
    responses: Mapping[int, int]

    def find(self, name: str) -> int | None:
        """Find the unit that a file names."""
        return self.exact.get(name) or self.folded.get(fold(name))

    def find_closest(self, name: str) -> str | None:
        """Find the unit whose name is most like this one."""
        return find_closest(name, self.exact)


def list_participants(store: Store, asked: Round) -> Participants:
    """List the units of a round, and by what a file may name them."""
    with store.read() as connection:
        every = units.list_units(connection, asked.id)
        made = responses.list_responses(connection, asked.id)
        invited = invitations.list_invitations(connection, asked.id)
    pairs = [*((fold(one.name), one.id) for one in every), *_list_addresses(invited)]
    return Participants(
        {one.id: one.name for one in every},
        {one.name: one.id for one in every},
        _keep_single(pairs),
        {one.unit_id: one.id for one in made},
    )


def _list_addresses(invited: Iterable[Invitation]) -> Iterable[tuple[str, int]]:
    return ((fold(one.person_email), one.unit_id) for one in invited)


def _keep_single(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Map names to units, without names that stand for several."""
    found: dict[str, set[int]] = {}
    for name, unit_id in pairs:
        found.setdefault(name, set()).add(unit_id)
    return {name: ids.pop() for name, ids in found.items() if len(ids) == 1}


class ImportResponse(NamedTuple):
    """The response that a row goes to; `unit` is one that was added for it."""

    response_id: int
    unit: Unit | None = None


def ensure_import_response(
    connection: Connection,
    asked: Round,
    participants: Participants,
    name: str,
    at: datetime,
) -> ImportResponse:
    """Give the response of a unit within a transaction; add one who is not there.

    Raises:
        TitleError: the name is blank, too long or holds controls.
    """
    unit_id = participants.find(name)
    if unit_id is not None:
        return ImportResponse(participants.responses[unit_id])
    called = parse_title(name)
    known = units.find_named(connection, asked.owner_id, called)
    unit = known or units.ensure_unit(connection, asked.owner_id, called, at)
    response_id = responses.ensure_response(connection, asked.id, unit.id)
    return ImportResponse(response_id, unit if known is None else None)
