"""Webhooks: whose they are, of what they are told, and that removed ones are silent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.errors import NotFoundError
from meter.fieldwork import accounts, administration, responses
from meter.fieldwork.reopening import accept
from meter.fieldwork.submission import submit_response
from meter.integration import hooks
from meter.integration.errors import EventsError, HookAddressError, TooManyError
from meter.integration.hooks import (
    About,
    add_webhook,
    get_webhook,
    list_deliveries,
    list_webhooks,
    remove_webhook,
    request_test,
)
from meter.integration.records import EVENTS
from meter.workshops.members import name_member, withdraw_member
from tests.meter.fieldwork.checked import submit_for_review
from tests.meter.integration.listening import list_events, listen, make_workshop

if TYPE_CHECKING:
    from meter.integration.records import Webhook
    from tests.meter.conftest import Workshop

URL = "https://hooks.example.org/meter"


def add(workshop: Workshop, *events: str, about: About = hooks.EVERYTHING) -> Webhook:
    return add_webhook(
        workshop.store,
        workshop.owner,
        URL,
        events or EVENTS,
        workshop.at,
        about=about,
    )


def submit(workshop: Workshop) -> None:
    given = {"law": "full", "site": "yes"}
    number = workshop.response_id
    responses.save_answers(workshop.store, number, given, {}, "Ana", workshop.at)
    submit_response(workshop.store, number, "Ana", workshop.at)


def test_what_is_submitted_is_told_without_names_and_answers(
    workshop: Workshop,
) -> None:
    hook = add(workshop)

    submit(workshop)

    (told,) = list_deliveries(workshop.store, hook.id)
    assert told.state == "waiting"
    assert dict(told.payload) == {
        "event": "response.submitted",
        "at": "2026-11-21T09:30:00+00:00",
        "round": "seoul",
        "response": workshop.response_id,
        "unit": workshop.unit.id,
    }


def test_what_is_accepted_is_told(workshop: Workshop) -> None:
    hook = add(workshop, "response.verified")
    checked = submit_for_review(workshop)
    assert list_events(workshop.store, hook) == []

    accept(
        workshop.store, checked.response_id, "Fine.", workshop.owner, checked.go_on()
    )

    assert list_events(workshop.store, hook) == ["response.verified"]


def test_the_last_answer_that_is_verified_tells_too(workshop: Workshop) -> None:
    hook = add(workshop)
    checked = submit_for_review(workshop)

    checked.verify("law", "site", "users", "ways")

    assert list_events(workshop.store, hook) == [*EVENTS][::-1]


def test_a_save_that_fails_tells_nothing(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = add(workshop)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("meter.fieldwork.submission.follow_former", fail)
    with pytest.raises(RuntimeError):
        submit(workshop)

    assert list_events(workshop.store, hook) == []


def test_an_address_of_another_round_is_told_nothing(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    of_checked = add(workshop, about=About(round=checked.workshop.round))
    of_round = add(workshop, about=About(round=workshop.round))

    submit(workshop)

    assert list_events(workshop.store, of_checked) == []
    assert list_events(workshop.store, of_round) == ["response.submitted"]


def test_a_member_is_told_of_a_workshop_as_long_as_they_are_one(
    workshop: Workshop,
) -> None:
    store, at = workshop.store, workshop.at
    meeting, asked = make_workshop(workshop)
    member = accounts.add_account(store, "co@example.org", "Co", at)
    name_member(store, meeting, member.email, "co_organiser", workshop.owner, at)
    hook = add_webhook(store, member, URL, EVENTS, at, about=About(workshop=meeting))
    general = add_webhook(store, member, URL, EVENTS, at)

    listen(workshop, asked, "Ankor")
    assert list_events(store, hook) == ["response.submitted"]

    withdraw_member(store, meeting, member.id, workshop.owner, at)
    listen(workshop, asked, "Belm")

    assert list_events(store, hook) == ["response.submitted"]
    assert list_events(store, general) == []


def test_nobody_listens_to_the_round_of_another(workshop: Workshop) -> None:
    other = accounts.add_account(
        workshop.store, "other@example.org", "Other", workshop.at
    )

    with pytest.raises(NotFoundError):
        add_webhook(
            workshop.store,
            other,
            URL,
            EVENTS,
            workshop.at,
            about=About(round=workshop.round),
        )
    hook = add_webhook(workshop.store, other, URL, EVENTS, workshop.at)
    submit(workshop)

    assert list_events(workshop.store, hook) == []


def test_a_shut_account_is_told_nothing(workshop: Workshop) -> None:
    hook = add(workshop)
    administration.disable(workshop.store, workshop.owner.id, workshop.at)

    submit(workshop)

    assert list_events(workshop.store, hook) == []


def test_a_removed_webhook_is_gone_with_all_that_waits(workshop: Workshop) -> None:
    store = workshop.store
    hook = add(workshop)
    waiting = request_test(store, workshop.owner, hook.id, workshop.at)

    remove_webhook(store, workshop.owner, hook.id, workshop.at)
    submit(workshop)

    (given_up,) = list_deliveries(store, hook.id)
    assert (given_up.id, given_up.state) == (waiting.id, "failed")
    assert list_webhooks(store, workshop.owner.id) == []
    with pytest.raises(NotFoundError):
        get_webhook(store, workshop.owner.id, hook.id)


def test_nobody_touches_the_webhook_of_another(workshop: Workshop) -> None:
    store, at = workshop.store, workshop.at
    hook = add(workshop)
    other = accounts.add_account(store, "other@example.org", "Other", at)

    for act in (remove_webhook, request_test):
        with pytest.raises(NotFoundError):
            act(store, other, hook.id, at)

    assert list_deliveries(store, hook.id) == []
    assert get_webhook(store, workshop.owner.id, hook.id) == hook


@pytest.mark.parametrize("events", [[], ["response.deleted"], ["test"]])
def test_a_webhook_is_told_of_events_that_there_are(
    workshop: Workshop, events: list[str]
) -> None:
    with pytest.raises(EventsError):
        add_webhook(workshop.store, workshop.owner, URL, events, workshop.at)


def test_an_address_within_the_network_is_not_added(workshop: Workshop) -> None:
    for url in ("https://10.0.0.1/", "http://hooks.example.org/"):
        with pytest.raises(HookAddressError):
            add_webhook(workshop.store, workshop.owner, url, EVENTS, workshop.at)


def test_an_account_has_so_many_webhooks(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "MOST_HOOKS", 1)
    add(workshop)

    with pytest.raises(TooManyError):
        add(workshop)


def test_adding_and_removing_stand_in_the_trail_of_the_round(
    workshop: Workshop,
) -> None:
    store = workshop.store
    hook = add(workshop, about=About(round=workshop.round))
    remove_webhook(store, workshop.owner, hook.id, workshop.at + timedelta(hours=1))

    entries = list_entries(store, Scope(round_id=workshop.round.id))

    told = [one.action for one in entries if one.action.startswith("webhook")]
    assert told == ["webhook_removed", "webhook_added"]
