"""What lets somebody in ends when it should, and is nowhere to be read."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from itsdangerous import TimestampSigner
from pydantic import SecretStr
from sqlalchemy import text

from meter.fieldwork import accounts, invitations
from tests.trust.tenants.browsers import equip, join, sign_in, try_password
from tests.trust.tenants.world import TODAY, TOKEN_FIELD, Actor, read_token

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.trust.tenants.world import World

SIGN_IN = "/staff/sign-in"


def is_let_in(browser: FlaskClient) -> bool:
    """Tell whether a browser is an organiser's."""
    return browser.get("/organise/").status_code == 200


def copy_browser(world: World, browser: FlaskClient) -> FlaskClient:
    """Open another browser with the cookies of one."""
    return world.browse(
        Actor("thief", cookies=tuple((browser._cookies or {}).values()))
    )


def test_an_old_cookie_is_worth_nothing_after_sign_out(world: World) -> None:
    browser = sign_in(world, world.tenants["alpha"])
    thief = copy_browser(world, browser)
    assert is_let_in(thief)

    page = browser.get("/organise/").text
    browser.post("/staff/sign-out", data={TOKEN_FIELD: read_token(page)})

    assert not is_let_in(thief)
    assert not is_let_in(browser)


def test_signing_out_of_one_browser_leaves_the_others_alone(world: World) -> None:
    one, other = (sign_in(world, world.tenants["alpha"]) for _ in range(2))

    page = one.get("/organise/").text
    one.post("/staff/sign-out", data={TOKEN_FIELD: read_token(page)})

    assert is_let_in(other)


def test_a_new_password_ends_all_sessions(world: World) -> None:
    tenant = world.tenants["alpha"]
    browser = sign_in(world, tenant)

    hashed = accounts.hash_password("another horse battery")
    accounts.change_password(world.store, tenant.account, hashed)

    assert not is_let_in(browser)


def test_a_closed_account_is_out_with_the_next_request(world: World) -> None:
    tenant = world.tenants["alpha"]
    browser = sign_in(world, tenant)

    accounts.save_account(world.store, replace(tenant.account, active=False))

    assert not is_let_in(browser)
    reply = try_password(world.browse(), tenant.account.email, tenant.password)
    assert reply.status_code == 200


def test_a_session_ends_after_twelve_hours(world: World) -> None:
    browser = sign_in(world, world.tenants["alpha"])

    world.clock.at = TODAY + timedelta(hours=11, minutes=59)
    before = is_let_in(browser)
    world.clock.at = TODAY + timedelta(hours=12)

    assert (before, is_let_in(browser)) == (True, False)


def test_each_sign_in_has_a_session_of_its_own(world: World) -> None:
    tokens = set()

    for _ in range(3):
        with sign_in(world, world.tenants["alpha"]).session_transaction() as held:
            tokens.add(held["staff"])

    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)


def test_a_session_that_names_an_account_without_its_token_is_refused(
    world: World,
) -> None:
    """As if somebody could sign cookies, or an old one was kept by the library."""
    browser = world.browse()
    with browser.session_transaction() as held:
        held["_user_id"] = world.tenants["alpha"].account.uniquifier
        held["_fresh"] = True

    assert not is_let_in(browser)


def test_the_session_of_one_account_does_not_serve_another(world: World) -> None:
    browser = sign_in(world, world.tenants["beta"])
    with browser.session_transaction() as held:
        held["_user_id"] = world.tenants["alpha"].account.uniquifier

    assert not is_let_in(browser)


def carry(world: World, cookie: str, app: Flask | None = None) -> FlaskClient:
    """Open a browser with a session cookie."""
    browser = world.browse(app=app)
    browser.set_cookie("meter", cookie)
    return browser


@pytest.fixture
def cookie(world: World) -> str:
    """Give the session cookie of the organiser."""
    [found] = [one for one in world.actors["organiser"].cookies if one.key == "meter"]
    return found.value


def test_a_cookie_that_was_changed_is_refused(world: World, cookie: str) -> None:
    payload, stamp, signature = cookie.rsplit(".", 2)
    forged = (
        f"{payload[:-2]}xx.{stamp}.{signature}",
        f"{payload}.{stamp[:-1]}x.{signature}",
        f"{payload}.{stamp}.{signature[:-2]}xx",
        f"{payload}.{stamp}.",
        payload,
    )

    assert is_let_in(carry(world, cookie))
    assert [one for one in forged if is_let_in(carry(world, one))] == []


def test_a_cookie_of_another_installation_is_refused(world: World, cookie: str) -> None:
    with world.serve(secret_key=SecretStr("x" * 48)) as app:
        assert not is_let_in(carry(world, cookie, app))


def test_a_cookie_of_last_month_is_refused(
    world: World, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = is_let_in(carry(world, cookie))
    real = TimestampSigner.get_timestamp
    month = 31 * 24 * 3600
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda it: real(it) + month)
    # What was found right stays so for a minute.
    later = SimpleNamespace(monotonic=lambda: time.monotonic() + 60)
    monkeypatch.setattr("webapp.sessions.time", later)

    assert (before, is_let_in(carry(world, cookie))) == (True, False)


def test_cookies_too_long_to_be_ours_are_not_remembered(world: World) -> None:
    """Else a stranger could fill the memory with them."""
    sessions: Any = world.app.session_interface
    held = sessions._check.cache_info().currsize

    browser = world.app.test_client(use_cookies=False)

    statuses = {
        browser.get("/", headers={"Cookie": f"meter={number}{'x' * 5000}"}).status_code
        for number in range(5)
    }

    assert statuses == {200}
    assert sessions._check.cache_info().currsize == held


@pytest.fixture
def city_at_work(world: World) -> tuple[FlaskClient, str, int]:
    """Join as city A: the browser, its page, and the invitation."""
    city = world.tenants["alpha"].cities["A"]
    browser = world.browse()
    join(browser, city.owns.tokens[0])
    return browser, f"/answer/{city.owns.responses[0]}/", city.owns.invitations[0][1]


def test_a_withdrawn_invitation_is_out_with_the_next_request(
    world: World, city_at_work: tuple[FlaskClient, str, int]
) -> None:
    browser, page, invitation = city_at_work
    before = browser.get(page).status_code
    actor = equip(Actor("withdrawn"), browser, page)

    invitations.revoke(world.store, invitation, TODAY)

    assert before == 200
    assert browser.get(page).status_code == 410
    saving = browser.post(
        f"{page}save",
        json={"operation": "o", "answers": {"law": {"texts": ["full"]}}},
        headers={"X-CSRFToken": actor.token},
    )
    assert saving.status_code == 410


def test_an_expired_invitation_is_out_with_the_next_request(
    world: World, city_at_work: tuple[FlaskClient, str, int]
) -> None:
    browser, page, invitation = city_at_work
    found = invitations.find_invitation(world.store, invitation)
    assert found is not None

    world.clock.at = found.expires_at - timedelta(seconds=1)
    before = browser.get(page).status_code
    world.clock.at = found.expires_at

    assert (before, browser.get(page).status_code) == (200, 410)


def test_a_replaced_link_lets_nobody_in_and_puts_out_who_came_by_it(
    world: World, city_at_work: tuple[FlaskClient, str, int]
) -> None:
    browser, page, invitation = city_at_work
    former = world.tenants["alpha"].cities["A"].owns.tokens[0]

    _, token = invitations.reissue(world.store, invitation, TODAY)

    assert browser.get(page).status_code in {404, 410}
    assert world.browse().get(f"/join/{former}").status_code == 410
    renewed = world.browse()
    join(renewed, token)
    assert renewed.get(page).status_code == 200


def test_whoever_leaves_a_device_is_out_of_it(
    city_at_work: tuple[FlaskClient, str, int],
) -> None:
    browser, page, _ = city_at_work
    token = read_token(browser.get(page).text)

    browser.post(f"{page}leave", data={TOKEN_FIELD: token})

    assert browser.get(page).status_code == 404


def test_a_digest_from_the_database_opens_nothing(world: World) -> None:
    with world.store.read() as connection:
        digests = connection.execute(text("SELECT token_digest FROM invitations"))
        found = [world.browse().get(f"/join/{one}").status_code for (one,) in digests]

    assert set(found) == {404}


def test_links_and_sessions_hold_256_bits(world: World) -> None:
    tokens = [one for city in world.cities for one in city.owns.tokens]

    assert len(set(tokens)) == len(tokens) >= 2 * len(world.cities)
    assert {len(token) for token in tokens} == {43}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def break_down(*_: object) -> NoReturn:
    raise RuntimeError


def test_neither_files_nor_log_hold_a_token_or_a_password(
    world: World,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tenant = world.tenants["alpha"]
    caplog.set_level(logging.DEBUG)
    secrets = {tenant.password, "wrong horse battery"}
    try_password(world.browse(), tenant.account.email, "wrong horse battery")
    browser = sign_in(world, tenant)
    with browser.session_transaction() as held:
        secrets.add(held["staff"])
    _, token = invitations.reissue(world.store, 1, TODAY)
    secrets.add(token)
    delegate = world.browse()
    join(delegate, token)
    delegate.post(f"/join/{token}")
    world.browse().get(f"/join/{token}x")
    monkeypatch.setattr("webapp.respond.routes.make_join_page", break_down)
    broken = world.browse().get(f"/join/{token}")
    monkeypatch.setattr("webapp.respond.routes.admit", break_down)
    page = delegate.get("/answer/1/").text
    broken_too = delegate.post(f"/join/{token}", data={TOKEN_FIELD: read_token(page)})

    stored = b"".join(one.read_bytes() for one in world.file.parent.glob("meter.*"))
    secrets |= {one for city in world.cities for one in city.owns.tokens}
    assert (broken.status_code, broken_too.status_code) == (500, 500)
    assert "Exception on" in caplog.text
    assert [one for one in secrets if one in caplog.text] == []
    assert [one for one in secrets if one.encode() in stored] == []
    assert tenant.account.email.encode() in stored
