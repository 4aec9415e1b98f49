"""What all of the API stands on: its blueprint, its checks, the headers of replies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, g, request
from spectree import Response as Replies
from spectree import SpecTree
from spectree.models import SecureType, SecurityScheme, SecuritySchemeData

from webapp.addresses import MOST_ID
from webapp.api.limits import RequestLimit
from webapp.api.models import Fault, Problem
from webapp.api.problems import refuse
from webapp.api.tokens import LIMIT

if TYPE_CHECKING:
    from flask import Flask, Response
    from flask_wtf import CSRFProtect

    from meter.integration.records import Scope

VERSION = "1"
PREFIX = f"/api/v{VERSION}"

ROUND = "/rounds/<round_key>"
RESPONSE = f"{ROUND}/responses/<int(max={MOST_ID}):response_id>"
"""Ids that a database can hold; there is nothing at a larger one."""

OK, JSON = 200, "application/json"
REFUSALS = (400, 401, 403, 404, 405, 422, 429, 500)
"""What any address of the API may reply beside what it is asked for."""

blueprint = Blueprint("api", __name__, url_prefix=PREFIX)


def _name(model: Any) -> str:
    return str(model.__name__)


def _keep_name(parent: str, child: str) -> str:
    del parent
    return child


def _refuse_unfit(
    request: Any, reply: Any, error: Exception | None, *_more: object
) -> None:
    """Refuse what does not fit its model, part by part."""
    del request, reply
    if error is None:
        return
    told: list[dict[str, Any]] = error.errors(include_url=False)  # type: ignore[attr-defined]
    faults = [
        Fault(where=".".join(map(str, one["loc"])) or "body", what=str(one["msg"]))
        for one in told
    ]
    refuse(422, faults=faults)


api = SpecTree(
    "flask",
    before=_refuse_unfit,
    annotations=False,
    mode="strict",
    title="METER",
    version=VERSION,
    page_templates={},
    naming_strategy=_name,
    nested_naming_strategy=_keep_name,
    security_schemes=[
        SecurityScheme(
            name="token",
            data=SecuritySchemeData(
                type=SecureType.HTTP,
                scheme="bearer",
                description="A token that an organiser has made; it names its scopes.",
            ),
        )
    ],
)


def replies(model: Any = None, *more: int) -> Replies:
    """Say what an address replies: a model, or a file, and problems."""
    problems = {f"HTTP_{one}": Problem for one in (*REFUSALS, *more)}
    if model is None:
        return Replies("HTTP_200", "HTTP_206", "HTTP_304", **problems)
    return Replies("HTTP_304", HTTP_200=model, **problems)


def needs(scope: Scope) -> dict[str, list[str]]:
    """Say in the description which scope a token needs."""
    return {"token": [scope]}


def setup_api(app: Flask, csrf: CSRFProtect) -> None:
    """Count the requests of tokens.

    No cookie counts here, so that no other site can write with one: the tokens of
    forms guard nothing.
    """
    most = app.extensions["meter"].settings.api_requests_per_minute
    app.extensions[LIMIT] = RequestLimit(most)
    csrf.exempt(blueprint)  # type: ignore[no-untyped-call]


@blueprint.after_request
def say_room(reply: Response) -> Response:
    """Say how many requests are left to the token, and mark what was read."""
    if "room" in g:
        reply.headers.update(g.room.headers)
    is_read = request.method in {"GET", "HEAD"} and reply.status_code == OK
    if is_read and reply.is_sequence:
        if "ETag" not in reply.headers:
            reply.add_etag()
        reply.make_conditional(request)
    return reply
