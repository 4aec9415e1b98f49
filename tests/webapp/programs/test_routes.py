"""Tokens are made, shown once and revoked; webhooks added, tried and removed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from meter.integration.hooks import list_deliveries, list_webhooks
from meter.integration.signing import derive_secret
from meter.integration.tokens import admit, list_api_tokens
from meter.settings import load_secret_key
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from meter.integration.records import Webhook
    from tests.webapp.desk import Desk

PAGE = "/programs"
SECRET = re.compile(r"<textarea[^>]*>([^<]+)</textarea>")


def make(desk: Desk, **given: object) -> TestResponse:
    data = {"name": "Reader", "scope": ["read:scores"], "days": "30", **given}
    return desk.post(f"{PAGE}/tokens", data, page=PAGE)


def add(desk: Desk, **given: object) -> TestResponse:
    url = "https://hooks.example.org/meter"
    data = {"url": url, "event": ["response.submitted"], "about": "", **given}
    return desk.post(f"{PAGE}/webhooks", data, page=PAGE)


def find_hook(desk: Desk) -> Webhook:
    (found,) = list_webhooks(desk.store, desk.owner.id)
    return found


def read_secret(page: TestResponse) -> str:
    found = SECRET.search(page.text)
    assert found is not None
    return html.unescape(found[1])


def test_a_token_is_shown_once_and_lets_a_program_in(desk: Desk) -> None:
    page = make(desk)
    secret = read_secret(page)

    token, account = admit(desk.store, secret, desk.clock())

    assert (token.name, token.scopes) == ("Reader", ("read:scores",))
    assert account.id == desk.owner.id
    again = desk.get(PAGE)
    assert "Reader" in again.text
    assert secret not in again.text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "Write 1 to 200 characters"),
        ({"scope": []}, "Choose at least one thing"),
        ({"scope": ["write:everything"]}, "Choose at least one thing"),
        ({"days": "0"}, "for how many days"),
        ({"days": "many"}, "for how many days"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    desk: Desk, given: dict[str, object], sentence: str
) -> None:
    page = make(desk, **{"name": "My dashboard", **given})

    assert page.status_code == 422
    assert sentence in html.unescape(page.text)
    assert list_api_tokens(desk.store, desk.owner.id) == []
    if "name" not in given:
        assert 'value="My dashboard"' in page.text
    if "scope" not in given:
        assert 'value="read:scores" checked' in page.text


def test_a_revoked_token_is_out(desk: Desk) -> None:
    make(desk)
    (token,) = list_api_tokens(desk.store, desk.owner.id)

    reply = desk.post(f"{PAGE}/tokens/{token.id}/revoke", page=PAGE)

    assert reply.status_code == 303
    (kept,) = list_api_tokens(desk.store, desk.owner.id)
    assert kept.revoked_at == desk.clock()
    assert "Revoked" in desk.get(PAGE).text


def test_nobody_sees_or_revokes_what_is_anothers(desk: Desk) -> None:
    make(desk)
    add(desk)
    (token,) = list_api_tokens(desk.store, desk.owner.id)
    hook = find_hook(desk)
    desk.client = desk.enter(desk.other)

    assert "Reader" not in desk.get(PAGE).text
    assert "hooks.example.org" not in desk.get(PAGE).text
    assert desk.get(f"{PAGE}/webhooks/{hook.id}").status_code == 404
    for rest in (
        f"tokens/{token.id}/revoke",
        f"webhooks/{hook.id}/remove",
        f"webhooks/{hook.id}/test",
    ):
        assert desk.post(f"{PAGE}/{rest}", page=PAGE).status_code == 404


def test_the_secret_of_a_webhook_is_shown_once(desk: Desk) -> None:
    page = add(desk)

    settings = desk.app.extensions["meter"].settings
    hook = find_hook(desk)
    expected = derive_secret(load_secret_key(settings), hook.salt)
    assert read_secret(page) == expected
    assert expected not in desk.get(PAGE).text
    assert expected not in desk.get(f"{PAGE}/webhooks/{hook.id}").text


def test_a_webhook_is_about_what_was_chosen(desk: Desk) -> None:
    asked = desk.open("seoul")
    meeting = draft_workshop(
        desk.store, desk.owner.id, "meeting", "Meeting", at=desk.clock()
    )

    add(desk, about=f"round:{asked.id}")
    add(desk, about=f"workshop:{meeting.id}")

    of_workshop, of_round = list_webhooks(desk.store, desk.owner.id)
    assert (of_round.round_id, of_round.workshop_id) == (asked.id, None)
    assert (of_workshop.round_id, of_workshop.workshop_id) == (None, meeting.id)
    page = desk.get(PAGE).text
    assert "Round of Seoul" in page
    assert "Meeting" in page


@pytest.mark.parametrize("about", ["round:999", "workshop:999", "all", "round:x"])
def test_a_webhook_about_what_is_not_ones_own_is_not_added(
    desk: Desk, about: str
) -> None:
    foreign = desk.open("busan", owner_id=desk.other.id)

    for chosen in (about, f"round:{foreign.id}"):
        reply = add(desk, about=chosen)
        assert reply.status_code == 404

    assert list_webhooks(desk.store, desk.owner.id) == []


@pytest.mark.parametrize("url", ["", "http://a.example/", "https://127.0.0.1/"])
def test_an_address_that_leads_elsewhere_is_refused(desk: Desk, url: str) -> None:
    page = add(desk, url=url)

    assert page.status_code == 422
    assert "Events are not sent to this address." in page.text
    assert list_webhooks(desk.store, desk.owner.id) == []


def test_a_test_event_waits_and_is_listed(desk: Desk) -> None:
    add(desk)
    hook = find_hook(desk)
    place = f"{PAGE}/webhooks/{hook.id}"

    reply = desk.post(f"{place}/test", page=place)

    assert reply.location == place
    (told,) = list_deliveries(desk.store, hook.id)
    assert told.event == "test"
    assert "Waiting" in desk.get(place).text


def test_a_removed_webhook_is_gone(desk: Desk) -> None:
    add(desk)
    place = f"{PAGE}/webhooks/{find_hook(desk).id}"

    assert desk.post(f"{place}/remove", page=place).status_code == 303

    assert list_webhooks(desk.store, desk.owner.id) == []
    assert desk.get(place).status_code == 404


def test_whoever_is_signed_out_makes_nothing(desk: Desk) -> None:
    anonymous = desk.app.test_client()

    assert anonymous.get(PAGE).status_code == 302
