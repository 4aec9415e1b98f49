"""Rows of releases: states of a round that peers were let to see, and their figures."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from meter.peers.records import Candidate, Membership, Release, Spread
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.repository.responses import counts
from meter.storage.repository.scorecards import is_newest
from meter.storage.tables import (
    members_of_releases,
    releases,
    responses,
    rounds,
    scorecards,
    spreads,
    units,
)
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, Select

_RELEASE = (releases.c.id, releases.c.made_at, releases.c.made_by)
_MEMBER = (
    members_of_releases.c.release_id,
    members_of_releases.c.response_id,
    members_of_releases.c.submission,
    members_of_releases.c.peer_group,
    members_of_releases.c.nodes,
)
_MEMBERS: Select[*tuple[Any, ...]] = select(*_MEMBER).join(releases)


def hold_round(connection: Connection, round_id: int) -> None:
    """Let no two releases of a round be made at once: each looks at all before it."""
    query = select(rounds.c.id).where(rounds.c.id == round_id).with_for_update()
    connection.execute(query)


def list_candidates(connection: Connection, round_id: int) -> list[Candidate]:
    """List the responses of a round that count, with what was scored last."""
    query = (
        select(
            responses.c.id,
            units.c.profile,
            scorecards.c.submission,
            scorecards.c.document,
        )
        .join(units, units.c.id == responses.c.unit_id)
        .join(scorecards, (scorecards.c.response_id == responses.c.id) & is_newest())
        .where(is_agreed_in(round_id), counts(round_id))
        .order_by(responses.c.id)
    )
    return [
        Candidate(response_id, profile, submission, Scorecard.from_document(document))
        for response_id, profile, submission, document in connection.execute(query)
    ]


def add_release(
    connection: Connection, round_id: int, made_by: str, made_at: datetime
) -> Release:
    """Add a release of a round."""
    values = {"round_id": round_id, "made_by": made_by, "made_at": made_at}
    statement = releases.insert().values(**values).returning(*_RELEASE)
    return Release(*connection.execute(statement).one())


def add_members(connection: Connection, members: Iterable[Membership]) -> None:
    """Add who is in a release."""
    names = [column.name for column in _MEMBER]
    rows = [dict(zip(names, astuple(one), strict=True)) for one in members]
    if rows:
        connection.execute(members_of_releases.insert(), rows)


def add_spreads(connection: Connection, found: Iterable[Spread]) -> None:
    """Add the figures of a release, or why they are withheld."""
    rows = [
        {
            "release_id": one.release.id,
            "node": one.node,
            "peer_group": one.group,
            "size": one.size,
            "lower": one.lower,
            "middle": one.middle,
            "upper": one.upper,
            "withheld": one.withheld,
        }
        for one in found
    ]
    if rows:
        connection.execute(spreads.insert(), rows)


def list_releases(connection: Connection, round_id: int) -> list[Release]:
    """List the releases of a round, the newest first."""
    query = select(*_RELEASE).where(releases.c.round_id == round_id)
    rows = connection.execute(query.order_by(releases.c.id.desc()))
    return [Release(*row) for row in rows]


def list_spreads(connection: Connection, round_id: int) -> list[Spread]:
    """List the figures of all releases of a round, those of the newest first."""
    query = (
        select(
            *_RELEASE,
            spreads.c.node,
            spreads.c.peer_group,
            spreads.c.size,
            spreads.c.lower,
            spreads.c.middle,
            spreads.c.upper,
            spreads.c.withheld,
        )
        .join(releases)
        .where(releases.c.round_id == round_id)
        .order_by(releases.c.id.desc())
    )
    at = len(_RELEASE)
    rows = connection.execute(query)
    return [Spread(Release(*row[:at]), *row[at:]) for row in rows]


def list_members(connection: Connection, round_id: int) -> list[Membership]:
    """List who is in the releases of a round, the first release first."""
    query = _MEMBERS.where(releases.c.round_id == round_id)
    return _read(connection, query.order_by(releases.c.id))


def list_memberships(
    connection: Connection, round_id: int, response_ids: Iterable[int]
) -> list[Membership]:
    """List in which releases of a round some responses are."""
    mine = members_of_releases.c.response_id.in_(list(response_ids))
    return _read(connection, _MEMBERS.where(releases.c.round_id == round_id, mine))


def _read(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Membership]:
    rows = connection.execute(query)
    return [
        Membership(release, response, submission, group, tuple(nodes))
        for release, response, submission, group, nodes in rows
    ]
