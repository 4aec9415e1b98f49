"""All addresses of the API, and its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, request
from pydantic_core import from_json

from webapp.api import answers, exports, instruments, knowledge, rounds, scores
from webapp.api.base import JSON, blueprint
from webapp.api.describing import describe
from webapp.api.problems import refuse
from webapp.security import anyone, policy

if TYPE_CHECKING:
    from flask import Response

__all__ = [
    "answers",
    "blueprint",
    "exports",
    "instruments",
    "knowledge",
    "rounds",
    "scores",
]


@blueprint.before_request
def ensure_json() -> None:
    """Take bodies of JSON alone, and none that cannot be read."""
    if request.method != "PUT":
        return
    if request.mimetype != JSON:
        refuse(415)
    try:
        # It ends at a depth at which the standard library breaks down.
        told = from_json(request.get_data(), allow_inf_nan=False)
    except ValueError:
        refuse(400)
    if not isinstance(told, dict):
        refuse(400)


@blueprint.get("/openapi.json")
@policy(anyone)
def openapi() -> Response:
    """Describe the API, for people and programs."""
    return jsonify({**describe(), "servers": [{"url": "/"}]})
