"""Writes about programs, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.integration.answers import Written, write_answer
from meter.integration.hooks import add_webhook, remove_webhook, request_test
from meter.integration.records import EVENTS
from meter.integration.tokens import make_api_token, revoke_api_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.integration.records import Webhook
    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def make_token(workshop: Workshop) -> Write:
    return lambda: make_api_token(
        workshop.store, workshop.owner, "Reader", ["read:scores"], 30, workshop.at
    )


def revoke_token(workshop: Workshop) -> Write:
    made, _ = make_api_token(
        workshop.store, workshop.owner, "Reader", ["read:scores"], 30, workshop.at
    )
    return lambda: revoke_api_token(
        workshop.store, workshop.owner, made.id, workshop.at
    )


def make_hook(workshop: Workshop) -> Webhook:
    url = "https://hooks.example.org/"
    return add_webhook(workshop.store, workshop.owner, url, EVENTS, workshop.at)


def remove_hook(workshop: Workshop) -> Write:
    hook = make_hook(workshop)
    request_test(workshop.store, workshop.owner, hook.id, workshop.at)
    return lambda: remove_webhook(workshop.store, workshop.owner, hook.id, workshop.at)


def request(workshop: Workshop) -> Write:
    hook = make_hook(workshop)
    return lambda: request_test(workshop.store, workshop.owner, hook.id, workshop.at)


def write(workshop: Workshop) -> Write:
    return lambda: write_answer(
        workshop.store,
        workshop.response_id,
        Written("note", "New.", 0),
        workshop.owner,
        workshop.at,
    )


PROGRAM_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "answers.write_answer": write,
    "hooks.add_webhook": lambda workshop: lambda: make_hook(workshop),
    "hooks.remove_webhook": remove_hook,
    "hooks.request_test": request,
    "tokens.make_api_token": make_token,
    "tokens.revoke_api_token": revoke_token,
}
"""How each function about programs that writes is prepared and called."""
