"""Rows of responses, and what a page of one needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, or_, select, update

from meter.records import AnswerSheet, Response, Round, Unit
from meter.storage.inserting import insert_into
from meter.storage.prepared import Prepared, hold_moment
from meter.storage.repository.answers import read_answers
from meter.storage.repository.evidence import COUNT_STANDING, count_evidence
from meter.storage.repository.invitations import (
    INVITATION_COLUMNS,
    read_invitation,
)
from meter.storage.repository.rounds import ROUND_COLUMNS
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import (
    instruments,
    invitations,
    people,
    responses,
    rounds,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sqlalchemy import ColumnElement, Connection

ROWS_AT_ONCE = 500

_COLUMNS = (
    responses.c.id,
    responses.c.round_id,
    responses.c.unit_id,
    responses.c.started_at,
    responses.c.submitted_at,
    responses.c.reopened_at,
    responses.c.returned,
    responses.c.accepted_at,
)
# SQLite has one writer and ignores the lock.
_LOCK = (
    select(*_COLUMNS)
    .where(responses.c.id == bindparam("response_id"))
    .with_for_update()
)
# Read with the sheet, so that a page learns without a query more that it has none.
_THEN, _ROUND_THEN = responses.alias("former"), rounds.alias("former_round")
_ASKED_THEN = instruments.alias("former_instrument")
_FORMER_ROUND = (
    select(func.max(_THEN.c.round_id))
    .select_from(_THEN.join(_ROUND_THEN).join(_ASKED_THEN))
    .where(
        _THEN.c.unit_id == responses.c.unit_id,
        _THEN.c.round_id < responses.c.round_id,
        _THEN.c.submitted_at.is_not(None),
        _ROUND_THEN.c.owner_id == rounds.c.owner_id,
        _ASKED_THEN.c.key == instruments.c.key,
    )
    .scalar_subquery()
    .label("former_round_id")
)
_ROUND_AT = len(_COLUMNS)
_UNIT_AT = _ROUND_AT + len(ROUND_COLUMNS)
_INVITATION_AT = _UNIT_AT + len(UNIT_COLUMNS)
_FORMER_AT = _INVITATION_AT + len(INVITATION_COLUMNS)
_EVIDENCE_AT = _FORMER_AT + 1
_SHEET = Prepared.of(
    select(
        *_COLUMNS,
        *ROUND_COLUMNS,
        *UNIT_COLUMNS,
        *INVITATION_COLUMNS,
        _FORMER_ROUND,
        COUNT_STANDING,
    )
    .select_from(
        responses.join(rounds)
        .join(instruments)
        .join(units, units.c.id == responses.c.unit_id)
        .join(invitations, invitations.c.response_id == responses.c.id)
        .join(people, people.c.id == invitations.c.person_id)
    )
    .where(
        responses.c.id == bindparam("response_id"),
        invitations.c.id == bindparam("invitation_id"),
    )
)


def ensure_response(connection: Connection, round_id: int, unit_id: int) -> int:
    """Give the id of a unit's response in a round; make it if it is not there."""
    keys = {"round_id": round_id, "unit_id": unit_id}
    connection.execute(
        insert_into(connection, responses).on_conflict_do_nothing(), keys
    )
    query = select(responses.c.id).where(
        responses.c.round_id == round_id, responses.c.unit_id == unit_id
    )
    found: int = connection.execute(query).scalar_one()
    return found


def find_response(connection: Connection, response_id: int) -> Response | None:
    """Find a response by its id."""
    query = select(*_COLUMNS).where(responses.c.id == response_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Response(*row)


def find_submitted(
    connection: Connection, round_id: int, unit_id: int
) -> Response | None:
    """Find what a unit has submitted in a round."""
    query = select(*_COLUMNS).where(
        responses.c.round_id == round_id,
        responses.c.unit_id == unit_id,
        responses.c.submitted_at.is_not(None),
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Response(*row)


def lock_response(connection: Connection, response_id: int) -> Response | None:
    """Find a response; nobody else saves or submits it before this transaction ends."""
    row = connection.execute(_LOCK, {"response_id": response_id}).one_or_none()
    return None if row is None else Response(*row)


def list_responses(connection: Connection, round_id: int) -> list[Response]:
    """List the responses of a round in the order in which they were made."""
    query = select(*_COLUMNS).where(responses.c.round_id == round_id)
    rows = connection.execute(query.order_by(responses.c.id))
    return [Response(*row) for row in rows]


def update_response(
    connection: Connection, response_id: int, values: Mapping[str, Any]
) -> None:
    """Change columns of a response."""
    statement = update(responses).where(responses.c.id == response_id)
    connection.execute(statement.values(**values))


def find_sheet(
    connection: Connection,
    response_id: int,
    invitation_id: int,
    pick: Callable[[Round], Collection[str] | None],
) -> AnswerSheet | None:
    """Read all that a page of a response needs; None unless the invitation is to it.

    `pick` names the items whose answers are read; None stands for all.
    """
    keys = {"response_id": response_id, "invitation_id": invitation_id}
    hold_moment(connection)
    found = _SHEET.fetch(connection, keys)
    if not found:
        return None
    (row,) = found
    asked = Round(*row[_ROUND_AT:_UNIT_AT])
    items = pick(asked)
    return AnswerSheet(
        Response(*row[:_ROUND_AT]),
        asked,
        Unit(*row[_UNIT_AT:_INVITATION_AT]),
        read_invitation(row[_INVITATION_AT:_FORMER_AT]),
        read_answers(connection, response_id, items),
        row[_FORMER_AT],
        count_evidence(connection, response_id) if row[_EVIDENCE_AT] else {},
    )


def find_coded(connection: Connection, response_id: int) -> tuple[bytes, str] | None:
    """Find the packed answers of a response and the meaning they were coded with."""
    query = select(responses.c.coded, responses.c.coded_meaning).where(
        responses.c.id == response_id, responses.c.coded.is_not(None)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (bytes(row.coded), row.coded_meaning)


@dataclass(frozen=True)
class Packed:
    """Submitted responses of a round in columns, in the order of their units' ids."""

    unit_ids: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    coded: list[bytes] = field(default_factory=list)


def counts(round_id: int) -> ColumnElement[bool]:
    """Pick the responses of a round whose results count.

    They are submitted, and accepted where the round is reviewed.
    """
    is_reviewed = select(rounds.c.reviewed).where(rounds.c.id == round_id)
    return (responses.c.submitted_at.is_not(None)) & or_(
        responses.c.accepted_at.is_not(None),
        ~is_reviewed.correlate(None).scalar_subquery(),
    )


def count_results(connection: Connection, round_id: int) -> int:
    """Count the responses of a round whose results count."""
    query = select(func.count()).select_from(responses)
    chosen = query.where(responses.c.round_id == round_id, counts(round_id))
    return int(connection.execute(chosen).scalar_one())


def list_packed(
    connection: Connection, round_id: int, *, whole: bool = False
) -> Packed:
    """Read the coded answers of the responses of a round that count.

    `whole` adds those that are submitted and not accepted yet.

    A round may have 100,000: rows are taken from the driver in small numbers, since
    a record of each, or all of them at once, takes three times as long.
    """
    chosen = responses.c.submitted_at.is_not(None) if whole else counts(round_id)
    query = (
        select(responses.c.unit_id, units.c.name, responses.c.coded)
        .join(units, units.c.id == responses.c.unit_id)
        .where(responses.c.round_id == round_id, chosen)
        .order_by(responses.c.unit_id)
    )
    found = Packed()
    cursor = connection.execute(query).cursor
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        for unit_id, name, coded in rows:
            found.unit_ids.append(unit_id)
            found.names.append(name)
            found.coded.append(coded)
    return found


def has_other_meaning(connection: Connection, round_id: int, meaning: str) -> bool:
    """Tell whether a response of a round was coded with a meaning other than this."""
    one = select(responses.c.id).where(responses.c.round_id == round_id)
    below = one.where(responses.c.coded_meaning < meaning).exists()
    above = one.where(responses.c.coded_meaning > meaning).exists()
    return bool(connection.execute(select(or_(below, above))).scalar_one())
