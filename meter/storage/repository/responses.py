"""Rows of responses, and what a page of one needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, false, func, or_, select, update

from meter.records import AnswerSheet, Apart, Invitation, Response, Round, Unit
from meter.storage.inserting import insert_into
from meter.storage.prepared import Prepared, hold_moment
from meter.storage.repository.agreed import is_agreed_in
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

_COLUMNS: tuple[ColumnElement[Any], ...] = (
    responses.c.id,
    responses.c.round_id,
    responses.c.unit_id,
    responses.c.started_at,
    responses.c.submitted_at,
    responses.c.person_id,
    responses.c.handed_in_at,
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
# The unit's own response, to which all invitations are: the same as `responses`, or the
# one beside which somebody answers apart.
_AGREED = responses.alias("agreed")
# Whoever is invited to a unit's response comes to it, except for a delegate where
# people answer apart; and each to the response that is their own.
_MAY_OPEN = or_(
    and_(
        responses.c.person_id.is_(None),
        or_(rounds.c.apart.is_(false()), invitations.c.invited_by.is_(None)),
    ),
    responses.c.person_id == invitations.c.person_id,
)
# Read with the sheet, so that a page learns without a query more that it has none. Who
# answers apart is offered nothing: what the unit agreed on then would sway them.
_THEN, _ROUND_THEN = responses.alias("former"), rounds.alias("former_round")
_ASKED_THEN = instruments.alias("former_instrument")
_FORMER_ROUND = (
    select(func.max(_THEN.c.round_id))
    .select_from(_THEN.join(_ROUND_THEN).join(_ASKED_THEN))
    .where(
        responses.c.person_id.is_(None),
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
_FINAL_AT = _EVIDENCE_AT + 1
_SHEET = Prepared.of(
    select(
        *_COLUMNS,
        *ROUND_COLUMNS,
        *UNIT_COLUMNS,
        *INVITATION_COLUMNS,
        _FORMER_ROUND,
        COUNT_STANDING,
        _AGREED.c.submitted_at,
    )
    .select_from(
        responses.join(rounds)
        .join(instruments)
        .join(units, units.c.id == responses.c.unit_id)
        .join(
            _AGREED,
            and_(
                _AGREED.c.round_id == responses.c.round_id,
                _AGREED.c.unit_id == responses.c.unit_id,
                _AGREED.c.person_id.is_(None),
            ),
        )
        .join(invitations, invitations.c.response_id == _AGREED.c.id)
        .join(people, people.c.id == invitations.c.person_id)
    )
    .where(
        responses.c.id == bindparam("response_id"),
        invitations.c.id == bindparam("invitation_id"),
        _MAY_OPEN,
    )
)

_UNIT_SHEET = (
    select(*_COLUMNS, *ROUND_COLUMNS, *UNIT_COLUMNS, _FORMER_ROUND, COUNT_STANDING)
    .select_from(
        responses.join(rounds)
        .join(instruments)
        .join(units, units.c.id == responses.c.unit_id)
    )
    .where(responses.c.id == bindparam("response_id"), responses.c.person_id.is_(None))
)


def ensure_response(connection: Connection, round_id: int, unit_id: int) -> int:
    """Give the id of a unit's response in a round; make it if it is not there."""
    _insert_new(connection, {"round_id": round_id, "unit_id": unit_id})
    query = select(responses.c.id).where(
        is_agreed_in(round_id), responses.c.unit_id == unit_id
    )
    found: int = connection.execute(query).scalar_one()
    return found


def ensure_apart(
    connection: Connection, round_id: int, unit_id: int, person_id: int
) -> None:
    """Make the response of a person who answers apart, if it is not there."""
    keys = {"round_id": round_id, "unit_id": unit_id, "person_id": person_id}
    _insert_new(connection, keys)


def _insert_new(connection: Connection, keys: Mapping[str, int]) -> None:
    statement = insert_into(connection, responses).on_conflict_do_nothing()
    connection.execute(statement, keys)


def find_apart(connection: Connection, invitation_id: int) -> int | None:
    """Find the response that the holder of an invitation has apart."""
    query = (
        select(responses.c.id)
        .join(
            _AGREED,
            and_(
                _AGREED.c.round_id == responses.c.round_id,
                _AGREED.c.unit_id == responses.c.unit_id,
            ),
        )
        .join(invitations, invitations.c.response_id == _AGREED.c.id)
        .where(
            invitations.c.id == invitation_id,
            responses.c.person_id == invitations.c.person_id,
        )
    )
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found


def find_agreed(connection: Connection, apart: Response) -> Response | None:
    """Find the unit's own response beside one of a person who answers apart."""
    query = select(*_COLUMNS).where(
        is_agreed_in(apart.round_id), responses.c.unit_id == apart.unit_id
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Response(*row)


def list_apart(connection: Connection, agreed: Response) -> list[Apart]:
    """List the responses apart of a unit, those handed in first come first."""
    called = (
        select(invitations.c.called)
        .where(
            invitations.c.response_id == agreed.id,
            invitations.c.person_id == responses.c.person_id,
        )
        .order_by(invitations.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            *_COLUMNS, func.coalesce(called, people.c.name), responses.c.handed_in_by
        )
        .join(people, people.c.id == responses.c.person_id)
        .where(
            responses.c.round_id == agreed.round_id,
            responses.c.unit_id == agreed.unit_id,
        )
        .order_by(
            responses.c.handed_in_at.is_(None), responses.c.handed_in_at, responses.c.id
        )
    )
    rows = connection.execute(query)
    return [Apart(Response(*row), name, by) for *row, name, by in rows]


def find_response(connection: Connection, response_id: int) -> Response | None:
    """Find a response by its id."""
    query = select(*_COLUMNS).where(responses.c.id == response_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Response(*row)


def find_of_unit(
    connection: Connection, round_id: int, unit_id: int
) -> Response | None:
    """Find the response of a unit in a round, submitted or not."""
    query = select(*_COLUMNS).where(
        is_agreed_in(round_id), responses.c.unit_id == unit_id
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Response(*row)


def find_submitted(
    connection: Connection, round_id: int, unit_id: int
) -> Response | None:
    """Find what a unit has submitted in a round."""
    query = select(*_COLUMNS).where(
        is_agreed_in(round_id),
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
    """List the units' responses of a round in the order in which they were made."""
    query = select(*_COLUMNS).where(is_agreed_in(round_id))
    rows = connection.execute(query.order_by(responses.c.id))
    return [Response(*row) for row in rows]


def list_with_units(
    connection: Connection, round_id: int, after: int, most: int
) -> list[tuple[Response, Unit]]:
    """List the units' responses of a round behind an id, each with its unit."""
    query = (
        select(*_COLUMNS, *UNIT_COLUMNS)
        .join(units, units.c.id == responses.c.unit_id)
        .where(is_agreed_in(round_id), responses.c.id > after)
        .order_by(responses.c.id)
        .limit(most)
    )
    split = len(_COLUMNS)
    return [
        (Response(*row[:split]), Unit(*row[split:]))
        for row in connection.execute(query)
    ]


def map_apart(
    connection: Connection, round_id: int
) -> dict[tuple[int, int | None], Response]:
    """Read the responses apart of a round by unit and person."""
    query = select(*_COLUMNS).where(
        responses.c.round_id == round_id, responses.c.person_id.is_not(None)
    )
    found = (Response(*row) for row in connection.execute(query))
    return {(one.unit_id, one.person_id): one for one in found}


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
    """Read all that a page of a response needs; None unless the invitation opens it.

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
    invited = read_invitation(row[_INVITATION_AT:_FORMER_AT])
    return AnswerSheet(
        Response(*row[:_ROUND_AT]),
        asked,
        Unit(*row[_UNIT_AT:_INVITATION_AT]),
        # Whatever is done by this invitation is done to the response that it opened.
        replace(invited, response_id=response_id),
        read_answers(connection, response_id, items),
        row[_FORMER_AT],
        count_evidence(connection, response_id) if row[_EVIDENCE_AT] else {},
        row[_FINAL_AT],
    )


def find_unit_sheet(connection: Connection, response_id: int) -> AnswerSheet | None:
    """Read the sheet of a unit's own response by nobody's invitation, to be shown.

    What an import took over may have no focal point; its result is there all the same.
    """
    row = connection.execute(_UNIT_SHEET, {"response_id": response_id}).one_or_none()
    if row is None:
        return None
    response, asked = Response(*row[:_ROUND_AT]), Round(*row[_ROUND_AT:_UNIT_AT])
    former, evidence = row[_INVITATION_AT:]
    return AnswerSheet(
        response,
        asked,
        Unit(*row[_UNIT_AT:_INVITATION_AT]),
        Invitation.of_nobody(response),
        read_answers(connection, response_id, None),
        former,
        count_evidence(connection, response_id) if evidence else {},
        response.submitted_at,
    )


def find_coded(connection: Connection, response_id: int) -> tuple[bytes, str] | None:
    """Find the packed answers of a response and the meaning they were coded with."""
    query = select(responses.c.coded, responses.c.coded_meaning).where(
        responses.c.id == response_id, responses.c.coded.is_not(None)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (bytes(row.coded), row.coded_meaning)


def counts(round_id: int) -> ColumnElement[bool]:
    """Pick the responses of a round whose results count.

    They are submitted, and accepted where the round is reviewed.
    """
    is_reviewed = select(rounds.c.reviewed).where(rounds.c.id == round_id)
    return (responses.c.submitted_at.is_not(None)) & or_(
        responses.c.accepted_at.is_not(None),
        ~is_reviewed.correlate(None).scalar_subquery(),
    )


def list_counting(connection: Connection, round_id: int) -> set[int]:
    """List the ids of the units of a round whose results count."""
    query = select(responses.c.unit_id).where(is_agreed_in(round_id), counts(round_id))
    return set(connection.execute(query).scalars())


def count_results(connection: Connection, round_id: int) -> int:
    """Count the responses of a round whose results count."""
    query = select(func.count()).select_from(responses)
    chosen = query.where(responses.c.round_id == round_id, counts(round_id))
    return int(connection.execute(chosen).scalar_one())
