"""Rounds of the account, and, where it organises them, how far their units are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import list_of_round
from meter.fieldwork.roles import list_organised_rounds, list_read_rounds
from meter.workshops.workshops import list_workshops
from webapp.api import models
from webapp.api.base import RESPONSE, ROUND, api, blueprint, needs, replies
from webapp.api.ownership import get_own_response, get_read_round, get_round
from webapp.api.paging import current_query, cut, cut_longer, link_next, read_cursor
from webapp.api.tokens import bearer, current_caller
from webapp.current import now, store
from webapp.security import policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from meter.records import Response, Round, Unit


@blueprint.get("/rounds")
@policy(bearer("read:rounds"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.RoundList),
    security=needs("read:rounds"),
    tags=("rounds",),
    operation_id="list_rounds",
)
def rounds() -> Any:
    """List the rounds that the account organises or studies, the newest first."""
    reader = current_caller().account.id
    organised = list_organised_rounds(store(), reader)
    found = {one.id: one for one in [*organised, *list_read_rounds(store(), reader)]}
    mine = sorted(found.values(), key=lambda one: one.id, reverse=True)
    part, cursor = cut(mine, lambda one: one.id, falling=True)
    keys = _map_workshops()
    lines = [describe_round(one, keys) for one in part]
    return models.RoundList(items=lines, next=cursor), 200, link_next(cursor)


@blueprint.get(ROUND)
@policy(bearer("read:rounds"))
@api.validate(
    query=models.NoQuery,
    resp=replies(models.Round),
    security=needs("read:rounds"),
    tags=("rounds",),
    operation_id="get_round",
)
def round_(round_key: str) -> Any:
    """Describe a round."""
    return describe_round(get_read_round(round_key), _map_workshops())


@blueprint.get(f"{ROUND}/units")
@policy(bearer("read:units"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.UnitList),
    security=needs("read:units"),
    tags=("units",),
    operation_id="list_units",
)
def units(round_key: str) -> Any:
    """List the units of a round, each with the id of its response."""
    part, cursor = _read_part(get_round(round_key))
    lines = [
        models.Unit(
            id=unit.id, name=unit.name, profile=dict(unit.profile), response=given.id
        )
        for given, unit in part
    ]
    return models.UnitList(items=lines, next=cursor), 200, link_next(cursor)


@blueprint.get(f"{ROUND}/responses")
@policy(bearer("read:responses"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.ResponseList),
    security=needs("read:responses"),
    tags=("responses",),
    operation_id="list_responses",
)
def responses(round_key: str) -> Any:
    """List how far the units of a round are."""
    part, cursor = _read_part(get_round(round_key))
    lines = [describe_response(given) for given, _ in part]
    return models.ResponseList(items=lines, next=cursor), 200, link_next(cursor)


@blueprint.get(RESPONSE)
@policy(bearer("read:responses"))
@api.validate(
    query=models.NoQuery,
    resp=replies(models.Response),
    security=needs("read:responses"),
    tags=("responses",),
    operation_id="get_response",
)
def response(round_key: str, response_id: int) -> Any:
    """Tell how far a unit is."""
    return describe_response(get_own_response(get_round(round_key), response_id))


def _read_part(asked: Round) -> tuple[list[tuple[Response, Unit]], str | None]:
    found = list_of_round(
        store(), asked.id, after=read_cursor() or 0, most=current_query().limit + 1
    )
    return cut_longer(found, lambda one: one[0].id)


def _map_workshops() -> dict[int, str]:
    mine = list_workshops(store(), current_caller().account.id)
    return {one.id: one.key for one in mine}


def describe_round(asked: Round, workshops: Mapping[int, str]) -> models.Round:
    """Describe a round; `workshops` gives the keys of those that are known."""
    return models.Round(
        key=asked.key,
        title=asked.title,
        state=asked.state(now()),
        workshop=workshops.get(asked.workshop_id) if asked.workshop_id else None,
        instrument=asked.instrument_key,
        instrument_version=asked.instrument_version,
        instrument_fingerprint=asked.instrument_fingerprint,
        method=asked.method,
        opened_at=asked.opened_at,
        closes_at=asked.closes_at,
        closed_at=asked.closed_at,
        apart=asked.apart,
        reviewed=asked.reviewed,
    )


def describe_response(given: Response) -> models.Response:
    """Tell how far a response is."""
    return models.Response(
        id=given.id,
        unit=given.unit_id,
        state=given.state,
        started_at=given.started_at,
        submitted_at=given.submitted_at,
        reopened_at=given.reopened_at,
        accepted_at=given.accepted_at,
    )
