"""The page of programs: tokens, webhooks and what became of events, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.integration.records import EVENTS, SCOPES
from webapp.languages import gettext as _
from webapp.programs.words import (
    say_delivery,
    say_event,
    say_failure,
    say_scope,
    say_token_state,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from meter.integration.records import ApiToken, Delivery, Webhook
    from meter.records import Round, Workshop

DAYS = (7, 30, 90, 180, 366)
"""For how many days a token may be made."""

USUAL_DAYS = 90

MARKS = {"good": "done", "expired": "none", "revoked": "stop"}
DELIVERY_MARKS = {"waiting": "none", "delivered": "done", "failed": "stop"}


@dataclass(frozen=True)
class TokenLine:
    """A token as it stands in the list."""

    id: int
    name: str
    state: str
    mark: str
    may: tuple[str, ...]
    expires_at: datetime
    last_used_at: datetime | None
    is_good: bool


@dataclass(frozen=True)
class HookLine:
    """A webhook as it stands in the list."""

    id: int
    url: str
    events: tuple[str, ...]
    about: str


@dataclass(frozen=True)
class DeliveryLine:
    """An event on its way to a webhook, and what became of it."""

    id: int
    event: str
    state: str
    mark: str
    queued_at: datetime
    attempts: int
    next_at: datetime | None
    failure: str


@dataclass(frozen=True)
class Offers:
    """What a form of the page lets be chosen: values with their words."""

    scopes: tuple[tuple[str, str], ...]
    days: tuple[int, ...]
    events: tuple[tuple[str, str], ...]
    about: tuple[tuple[str, str], ...]


def make_token_line(token: ApiToken, at: datetime) -> TokenLine:
    """Describe a token, never what it is."""
    state = token.state(at)
    return TokenLine(
        token.id,
        token.name,
        say_token_state(state),
        MARKS[state],
        tuple(say_scope(one) for one in token.scopes),
        token.expires_at,
        token.last_used_at,
        state == "good",
    )


def make_hook_line(hook: Webhook, titles: Mapping[str, str]) -> HookLine:
    """Describe a webhook; `titles` names what it may be about."""
    events = tuple(say_event(one) for one in hook.events)
    return HookLine(hook.id, hook.url, events, titles.get(_key_of(hook), ""))


def _key_of(hook: Webhook) -> str:
    if hook.round_id is not None:
        return f"round:{hook.round_id}"
    return f"workshop:{hook.workshop_id}" if hook.workshop_id is not None else ""


def make_delivery_line(delivery: Delivery) -> DeliveryLine:
    """Describe what became of an event."""
    state = delivery.state
    return DeliveryLine(
        delivery.id,
        say_event(delivery.event),
        say_delivery(state),
        DELIVERY_MARKS[state],
        delivery.queued_at,
        delivery.attempts,
        delivery.next_at if delivery.attempts else None,
        say_failure(delivery) if delivery.failure else "",
    )


def title_all(workshops: Iterable[Workshop], rounds: Iterable[Round]) -> dict[str, str]:
    """Name what a webhook may be told of: everything, a workshop, a round."""
    return {
        "": _("All rounds that are yours"),
        **{f"workshop:{one.id}": one.title for one in workshops},
        **{f"round:{one.id}": one.title for one in rounds},
    }


def make_offers(titles: Mapping[str, str]) -> Offers:
    """List what may be chosen."""
    return Offers(
        tuple((one, say_scope(one)) for one in SCOPES),
        DAYS,
        tuple((one, say_event(one)) for one in EVENTS),
        tuple(titles.items()),
    )
