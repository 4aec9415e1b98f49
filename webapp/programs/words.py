"""Scopes, events and deliveries in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.integration.records import TEST_EVENT
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meter.integration.records import (
        Delivery,
        DeliveryState,
        Scope,
        TokenState,
    )


def say_scope(scope: Scope) -> str:
    """Say what a token with a scope may do."""
    words: Mapping[Scope, str] = {
        "read:instruments": _("Read questionnaires"),
        "read:rounds": _("Read rounds"),
        "read:units": _("Read units and their profiles"),
        "read:responses": _("Read how far units are"),
        "read:answers": _("Read submitted answers"),
        "write:answers": _("Write answers that are not submitted"),
        "read:scores": _("Read scores"),
        "read:exports": _("Download files of rounds"),
        "read:knowledge": _("Read what cities share"),
    }
    return words[scope]


def say_event(event: str) -> str:
    """Name an event."""
    words: Mapping[str, str] = {
        "response.submitted": _("A unit has submitted its answers"),
        "response.verified": _("The answers of a unit were accepted"),
        TEST_EVENT: _("Test"),
    }
    return words[event]


def say_token_state(state: TokenState) -> str:
    """Say whether a token lets a program in."""
    words: Mapping[TokenState, str] = {
        "good": _("In use"),
        "expired": _("Expired"),
        "revoked": _("Revoked"),
    }
    return words[state]


def say_delivery(state: DeliveryState) -> str:
    """Say what became of an event."""
    words: Mapping[DeliveryState, str] = {
        "waiting": _("Waiting"),
        "delivered": _("Taken"),
        "failed": _("Given up"),
    }
    return words[state]


def say_failure(delivery: Delivery) -> str:
    """Say what went wrong last; the server itself notes it in English."""
    words = {
        "its host is not found": _("The host of the address is not found."),
        "its host was not found in time": _(
            "The host of the address was not found in time."
        ),
        "its host is not on the public internet": _(
            "The host of the address is not on the public internet."
        ),
        "events are not sent to such an address": _(
            "Events are not sent to such an address."
        ),
        "it took too long": _("The address took too long to reply."),
        "its certificate or encryption is not sound": _(
            "The certificate or the encryption of the address is not sound."
        ),
        "it cannot be reached": _("The address cannot be reached."),
        "the address was removed": _("The address was removed."),
        "its account does not organise the round any more": _(
            "Its account does not organise the round any more."
        ),
    }
    found = delivery.failure or ""
    status = found.rpartition(" ")[2]
    if found.startswith("it replied with "):
        return _("The address replied with status %(status)s.") % {"status": status}
    return words.get(found, found)
