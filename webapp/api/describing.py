"""The description of the API: OpenAPI 3.1, made of the code that serves it."""

from __future__ import annotations

from copy import deepcopy
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import current_app

from webapp.api.base import JSON, PREFIX, api
from webapp.api.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALONE = Lock()

FIRST_REFUSAL = 400
NUMBER = {"schema": {"type": "integer"}}
TEXT = {"schema": {"type": "string"}}

HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"description": "For If-None-Match; of one answer: its revision.", **TEXT},
    "RateLimit-Limit": {"description": "Requests a minute.", **NUMBER},
    "RateLimit-Remaining": {"description": "Those that are left.", **NUMBER},
    "RateLimit-Reset": {"description": "Seconds until it starts anew.", **NUMBER},
}
LINK = {"Link": {"description": 'The next part of a list, as rel="next".', **TEXT}}
RETRY = {"Retry-After": {"description": "Seconds to wait.", **NUMBER}}

PRECONDITIONS = tuple(
    {
        "name": name,
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": words,
    }
    for name, words in (
        ("If-Match", "The ETag of the answer that is replaced."),
        ("If-None-Match", "`*` where there was no answer yet."),
    )
)


def describe() -> dict[str, Any]:
    """Describe all that the API serves."""
    document = _generate()
    document["info"]["description"] = (
        f"What organisers' programs read and write, under {PREFIX}. Make a token on"
        " the page Programs and webhooks. See docs/integrator.md."
    )
    document["security"] = [{"token": []}]
    for method, operation in _list_operations(document):
        _mend_replies(operation)
        if method == "put":
            operation["parameters"].extend(deepcopy(PRECONDITIONS))
    return document


def _generate() -> dict[str, Any]:
    """Let the library describe what it checks, once a process.

    While it does so it takes its models apart: nobody else may at the same time.
    """
    with _ALONE:
        api.app = current_app
        document: dict[str, Any] = deepcopy(api.spec)
    return document


def _list_operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in document["paths"].values():
        yield from path.items()


def _mend_replies(operation: dict[str, Any]) -> None:
    """Say of replies what the library cannot: media types of problems, headers."""
    is_file = operation["operationId"] == "get_export"
    for status, reply in operation["responses"].items():
        if int(status) >= FIRST_REFUSAL:
            reply["content"] = {MEDIA_TYPE: reply["content"][JSON]}
            reply["headers"] = deepcopy(RETRY) if status == "429" else {}
        else:
            reply["headers"] = deepcopy({**HEADERS, **LINK})
        if is_file and status in {"200", "206"}:
            reply["content"] = {"text/csv": {"schema": {"type": "string"}}}
