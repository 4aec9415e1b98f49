"""Rows of invitations; of their tokens only the digests are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from meter.records import Invitation
from meter.storage.tables import invitations, people, responses, rounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

INVITATION_COLUMNS = (
    invitations.c.id,
    responses.c.round_id,
    responses.c.unit_id,
    invitations.c.response_id,
    func.coalesce(invitations.c.called, people.c.name),
    people.c.email,
    invitations.c.created_at,
    invitations.c.expires_at,
    invitations.c.revoked_at,
    invitations.c.first_used_at,
    invitations.c.invited_by,
    invitations.c.sections,
    invitations.c.language,
    invitations.c.digest,
    invitations.c.person_id,
)
_PERSONAL = ("language", "digest")
_KEPT = tuple(
    invitations.c[name]
    for name in (
        *("response_id", "person_id", "invited_by", "sections", "called"),
        *_PERSONAL,
    )
)
_INVITATIONS: Select[*tuple[Any, ...]] = select(*INVITATION_COLUMNS).select_from(
    invitations.join(responses).join(people, people.c.id == invitations.c.person_id)
)


def read_invitation(row: Sequence[Any]) -> Invitation:
    """Make the invitation of a row of `INVITATION_COLUMNS`."""
    *facts, sections, language, digest, person_id = row
    facts.append(None if sections is None else tuple(sections))
    facts += (language, digest, person_id)
    return Invitation(*facts)


def insert_invitation(
    connection: Connection, values: Mapping[str, Any], at: datetime
) -> int:
    """Insert an invitation; one that stands to the same person is revoked."""
    same = [
        invitations.c[name] == values[name] for name in ("response_id", "person_id")
    ]
    standing = update(invitations).where(*same, invitations.c.revoked_at.is_(None))
    connection.execute(standing.values(revoked_at=at))
    statement = invitations.insert().values(**values).returning(invitations.c.id)
    found: int = connection.execute(statement).scalar_one()
    return found


def find_invitation(
    connection: Connection, column: str, value: Any
) -> Invitation | None:
    """Find the invitation with this id or token digest."""
    query = _INVITATIONS.where(invitations.c[column] == value)
    row = connection.execute(query).one_or_none()
    return None if row is None else read_invitation(row)


def find_keys(connection: Connection, invitation_id: int) -> dict[str, Any]:
    """Find what an invitation hands on to the one that replaces it."""
    query = select(*_KEPT).where(invitations.c.id == invitation_id)
    return dict(connection.execute(query).mappings().one())


def map_people(connection: Connection, round_id: int) -> dict[int, int]:
    """Map the invitations of a round to the people whom they are for."""
    query = (
        select(invitations.c.id, invitations.c.person_id)
        .join(responses)
        .where(responses.c.round_id == round_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def list_standing(
    connection: Connection, response_id: int, person_id: int | None = None
) -> list[Invitation]:
    """List the invitations to a response that are not revoked, the oldest first.

    `person_id` asks for the one to a certain person.
    """
    query = _INVITATIONS.where(
        invitations.c.response_id == response_id, invitations.c.revoked_at.is_(None)
    )
    if person_id is not None:
        query = query.where(invitations.c.person_id == person_id)
    rows = connection.execute(query.order_by(invitations.c.id))
    return [read_invitation(row) for row in rows]


def list_invitations(
    connection: Connection, round_id: int, unit_id: int | None = None
) -> list[Invitation]:
    """List the newest invitation of each person to each response of a round.

    `unit_id` asks for those of a certain unit.
    """
    newest = select(func.max(invitations.c.id)).group_by(
        invitations.c.response_id, invitations.c.person_id
    )
    query = _INVITATIONS.where(
        responses.c.round_id == round_id, invitations.c.id.in_(newest)
    )
    if unit_id is not None:
        query = query.where(responses.c.unit_id == unit_id)
    rows = connection.execute(query.order_by(invitations.c.id))
    return [read_invitation(row) for row in rows]


def update_invitation(
    connection: Connection, invitation_id: int, values: Mapping[str, Any]
) -> bool:
    """Change columns of an invitation; False if it is not there."""
    statement = update(invitations).where(invitations.c.id == invitation_id)
    return connection.execute(statement.values(**values)).rowcount == 1


def list_expiries(connection: Connection, workshop_id: int) -> list[datetime]:
    """List until when the links of a workshop work that nobody has withdrawn."""
    query = (
        select(invitations.c.expires_at)
        .join(responses, responses.c.id == invitations.c.response_id)
        .join(rounds, rounds.c.id == responses.c.round_id)
        .where(rounds.c.workshop_id == workshop_id, invitations.c.revoked_at.is_(None))
    )
    return list(connection.execute(query).scalars())


def extend_links(
    connection: Connection, workshop_id: int, at: datetime, until: datetime
) -> int:
    """Let the links of a workshop that work now work longer; tell how many."""
    own = (
        select(responses.c.id)
        .join(rounds, rounds.c.id == responses.c.round_id)
        .where(rounds.c.workshop_id == workshop_id)
    )
    statement = update(invitations).where(
        invitations.c.response_id.in_(own),
        invitations.c.revoked_at.is_(None),
        invitations.c.expires_at > at,
        invitations.c.expires_at < until,
    )
    return connection.execute(statement.values(expires_at=until)).rowcount
