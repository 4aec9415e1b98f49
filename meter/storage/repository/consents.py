"""Rows of consents: what units let their peers see; the last one of a node holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from meter.peers.records import Consent, Named
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.repository.responses import counts
from meter.storage.repository.scorecards import is_newest
from meter.storage.tables import consents, responses, scorecards, units
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from meter.records import PeerLevel

_LATER = consents.alias("later")
_STANDS = (
    consents.c.id
    == select(func.max(_LATER.c.id))
    .where(
        _LATER.c.response_id == consents.c.response_id,
        _LATER.c.node == consents.c.node,
    )
    .correlate(consents)
    .scalar_subquery()
)


def add_consents(
    connection: Connection,
    response_id: int,
    levels: Mapping[str, PeerLevel],
    who: str,
    at: datetime,
) -> None:
    """Add what a unit lets its peers see from now on, by node."""
    rows = [
        {
            "response_id": response_id,
            "node": node,
            "level": level,
            "at": at,
            "who": who,
        }
        for node, level in levels.items()
    ]
    connection.execute(consents.insert(), rows)


def list_history(connection: Connection, response_id: int) -> list[Consent]:
    """List all that a unit has ever decided, the first first."""
    query = select(
        consents.c.id, consents.c.node, consents.c.level, consents.c.at, consents.c.who
    ).where(consents.c.response_id == response_id)
    return [Consent(*row) for row in connection.execute(query.order_by(consents.c.id))]


def has_consents(connection: Connection, round_id: int) -> bool:
    """Tell whether any unit of a round has ever decided anything."""
    query = select(consents.c.id).join(responses).where(is_agreed_in(round_id))
    return connection.execute(query.limit(1)).first() is not None


def map_standing(
    connection: Connection, round_id: int
) -> dict[int, dict[str, PeerLevel]]:
    """Read by response what the units of a round let their peers see, by node."""
    query = (
        select(consents.c.response_id, consents.c.node, consents.c.level)
        .join(responses)
        .where(is_agreed_in(round_id), _STANDS)
    )
    found: dict[int, dict[str, PeerLevel]] = {}
    for response_id, node, level in connection.execute(query):
        found.setdefault(response_id, {})[node] = level
    return found


def count_standing(
    connection: Connection, round_id: int
) -> dict[tuple[str, PeerLevel], int]:
    """Count the units of a round by node and by what they let their peers see of it."""
    query = (
        select(consents.c.node, consents.c.level, func.count())
        .join(responses)
        .where(is_agreed_in(round_id), _STANDS)
        .group_by(consents.c.node, consents.c.level)
    )
    return {(node, level): count for node, level, count in connection.execute(query)}


def list_withdrawn(connection: Connection, round_id: int) -> set[tuple[int, str]]:
    """List the responses of a round that let nothing be seen of a node any more."""
    query = (
        select(consents.c.response_id, consents.c.node)
        .join(responses)
        .where(is_agreed_in(round_id), consents.c.level == "nothing", _STANDS)
    )
    return {(response_id, node) for response_id, node in connection.execute(query)}


def map_ever_named(connection: Connection, round_id: int) -> dict[str, set[int]]:
    """Read by node which responses of a round have ever let their name be seen."""
    query = (
        select(consents.c.node, consents.c.response_id)
        .join(responses)
        .where(is_agreed_in(round_id), consents.c.level == "named")
        .distinct()
    )
    found: dict[str, set[int]] = {}
    for node, response_id in connection.execute(query):
        found.setdefault(node, set()).add(response_id)
    return found


def list_named(
    connection: Connection, round_id: int, levels: Mapping[int, Iterable[str]]
) -> dict[str, list[Named]]:
    """List by node the units that are named with a score, by name of the unit.

    Args:
        connection: where to read.
        round_id: of the round; responses that do not count are left out.
        levels: by response, the nodes of which its name may be seen.
    """
    query = (
        select(responses.c.id, units.c.name, scorecards.c.document)
        .join(units, units.c.id == responses.c.unit_id)
        .join(scorecards, (scorecards.c.response_id == responses.c.id) & is_newest())
        .where(is_agreed_in(round_id), counts(round_id), responses.c.id.in_(levels))
        .order_by(units.c.name, units.c.id)
    )
    found: dict[str, list[Named]] = {}
    for response_id, name, document in connection.execute(query):
        card = Scorecard.from_document(document)
        for node in levels[response_id]:
            score = card.nodes[node].score if node in card.nodes else None
            if score is not None:
                found.setdefault(node, []).append(Named(response_id, name, score))
    return found
