"""Problems: every request under /api/ that is not served says why, as RFC 9457 does."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from flask import Response, abort, request

from meter.errors import DataError, MeterError, NotFoundError, StateError
from meter.integration.errors import StaleAnswerError
from meter.storage.errors import NotSavedError
from webapp.api.models import Fault, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.exceptions import HTTPException

ROOT = "/api/"
MEDIA_TYPE = "application/problem+json"

NOT_FOUND, SERVER_ERROR = 404, 500

DETAILS: dict[int, str] = {
    400: "The request could not be read. Send well-formed JSON in UTF-8.",
    401: "Send a token that is good: Authorization: Bearer, a space, the token.",
    404: "There is nothing here, or nothing for the account of this token.",
    405: "This address does not take that method; Allow names those that it does.",
    412: "It was changed since you read it. Read it again; nothing was written.",
    413: "What you sent is too large.",
    415: "Send JSON, and say so: Content-Type: application/json.",
    422: "What you sent does not fit; errors names each part.",
    428: "Say what you have seen: If-Match with the ETag that you read, or"
    " If-None-Match: * where there was no answer yet.",
    429: "Too many requests. Wait for the seconds that Retry-After names.",
    500: "Something is broken on our side. It is in the log.",
    507: "The server could not write just now. Nothing was saved; send it again in a"
    " minute.",
}
"""What to do, by status."""

OTHERS = "The request was not served."


def is_api() -> bool:
    """Tell whether the request under way came to the API."""
    return request.path.startswith(ROOT)


def make_problem(
    status: int,
    detail: str = "",
    faults: list[Fault] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Make the reply to a request that is not served."""
    problem = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or DETAILS.get(status, OTHERS),
        errors=faults or [],
    )
    reply = Response(problem.model_dump_json(), status, mimetype=MEDIA_TYPE)
    reply.headers.extend(dict(headers or {}))
    return reply


def refuse(
    status: int,
    detail: str = "",
    faults: list[Fault] | None = None,
    headers: Mapping[str, str] | None = None,
) -> NoReturn:
    """End the request under way with a problem."""
    abort(make_problem(status, detail, faults, headers))


def tell_http_error(error: HTTPException) -> Response:
    """Tell an error of the router or the server."""
    status = error.code or SERVER_ERROR
    methods = getattr(error, "valid_methods", None)
    headers = {"Allow": ", ".join(sorted(methods))} if methods else {}
    return make_problem(status, headers=headers)


def tell_situation(error: MeterError) -> Response:
    """Tell an error of the floors below; what it says is for people to mend."""
    match error:
        case NotFoundError():
            return make_problem(NOT_FOUND)
        case NotSavedError():
            return make_problem(507)
        case StaleAnswerError():
            return make_problem(412)
        case DataError():
            return make_problem(422, str(error))
        case StateError():
            return make_problem(409, str(error))
        case _:
            return make_problem(SERVER_ERROR)
