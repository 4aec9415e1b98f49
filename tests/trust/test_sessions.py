"""What lets somebody in ends when it should, and is nowhere to be read."""

from __future__ import annotations

import itertools
import logging
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from flask_security.utils import hash_password
from itsdangerous import TimestampSigner
from sqlalchemy import text

from meter.fieldwork import accounts, invitations
from tests.trust.tenants.building import equip, join, sign_in
from tests.trust.tenants.world import TODAY, TOKEN_FIELD, Actor, read_token
from webapp.staff.guesses import MOST_GUESSES, WINDOW

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

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


def try_password(browser: FlaskClient, email: str, password: str) -> TestResponse:
    """Send the sign-in form."""
    token = read_token(browser.get(SIGN_IN).text)
    form = {"email": email, "password": password, TOKEN_FIELD: token}
    return browser.post(SIGN_IN, data=form)


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


@pytest.mark.parametrize("spoil", ["payload", "signature", "key", "age"])
def test_a_cookie_that_we_did_not_sign_lately_is_refused(
    world: World, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = world.actors["organiser"]
    [cookie] = [one for one in actor.cookies if one.key == "meter"]
    payload, stamp, signature = cookie.value.split(".")[-3:]
    forged = {
        "payload": f"{payload[:-2]}xx.{stamp}.{signature}",
        "signature": f"{payload}.{stamp}.{signature[:-2]}xx",
    }
    if spoil == "age":
        month = 31 * 24 * 3600
        real = TimestampSigner.get_timestamp
        monkeypatch.setattr(
            TimestampSigner, "get_timestamp", lambda self: real(self) + month
        )
    elif spoil == "key":
        monkeypatch.setitem(world.app.config, "SECRET_KEY", "x" * 48)
        interface: Any = world.app.session_interface
        getattr(interface.get_signing_serializer, "cache_clear", lambda: None)()
    browser = world.browse(actor)
    browser.set_cookie("meter", forged.get(spoil, cookie.value))

    assert not is_let_in(browser)


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


def mask(page: str, email: str) -> str:
    """Take out of a page what differs from one request to the next."""
    return re.sub(r'value="[^"]{60,}"', "", page).replace(email, "")


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(
    world: World,
) -> None:
    known = world.tenants["alpha"].account
    closed = world.tenants["beta"].account
    accounts.save_account(world.store, replace(closed, active=False))
    bare = accounts.add_account(world.store, "bare@example.org", "Bare", TODAY)
    emails = (known.email, closed.email, bare.email, "nobody@example.org")

    replies = {
        email: try_password(world.browse(), email, "wrong horse battery")
        for email in emails
    }

    assert {reply.status_code for reply in replies.values()} == {200}
    assert len({mask(reply.text, email) for email, reply in replies.items()}) == 1


def test_an_unknown_address_costs_a_hash_like_a_known_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the time of a reply does not tell who has an account."""
    hashed = []

    def count(password: str) -> str:
        hashed.append(password)
        return hash_password(password)

    monkeypatch.setattr("flask_security.forms.hash_password", count)

    try_password(world.browse(), "nobody@example.org", "wrong horse battery")

    assert hashed == ["wrong horse battery"]


@pytest.fixture
def fresh_limit(world: World) -> World:
    """Forget the guesses of other tests."""
    world.app.extensions["meter_guesses"]._times.clear()
    return world


def test_guessing_is_stopped_and_the_right_password_comes_too_late(
    fresh_limit: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, tenant = fresh_limit, fresh_limit.tenants["alpha"]
    looked_up = []
    real = accounts.find_account

    def count(store: Any, email: str) -> Any:
        looked_up.append(email)
        return real(store, email)

    monkeypatch.setattr("webapp.staff.accounts.find_account", count)

    email = tenant.account.email

    statuses = [
        try_password(world.browse(), email, f"guess number {number}").status_code
        for number in range(30)
    ]
    late = try_password(world.browse(), tenant.account.email, tenant.password)

    assert statuses == [200] * MOST_GUESSES + [429] * (30 - MOST_GUESSES)
    assert late.status_code == 429
    assert len(looked_up) == MOST_GUESSES
    world.clock.at = TODAY + WINDOW
    after = try_password(world.browse(), tenant.account.email, tenant.password)
    assert after.location == "/organise/"


def test_one_address_written_in_other_ways_is_counted_once(fresh_limit: World) -> None:
    world, tenant = fresh_limit, fresh_limit.tenants["alpha"]
    email = tenant.account.email
    ways = (
        email,
        email.upper(),
        f" {email} ",
        f"\t{email}",
        f"\u00a0{email}",
        f"{email}.",
        email.replace("k", "\u212a"),
        email.replace("example", "\uff45xample"),
        email.replace("example", "ex\u00adample"),
        email.replace("@", "\u200b@"),
    )
    reaching = [
        way
        for way in ways
        if try_password(world.browse(), way, tenant.password).location == "/organise/"
    ]

    for way in itertools.islice(itertools.cycle(reaching), MOST_GUESSES):
        try_password(world.browse(), way, "wrong horse battery")
    reply = try_password(world.browse(), email, tenant.password)

    assert {email, email.upper()} <= set(reaching)
    assert reply.status_code == 429


def test_guesses_do_not_lock_the_owner_out_of_a_known_browser(
    fresh_limit: World,
) -> None:
    world, tenant = fresh_limit, fresh_limit.tenants["alpha"]
    owner = sign_in(world, tenant)
    page = owner.get("/organise/").text
    owner.post("/staff/sign-out", data={TOKEN_FIELD: read_token(page)})

    for _ in range(MOST_GUESSES + 1):
        try_password(world.browse(), tenant.account.email, "wrong horse battery")
    reply = try_password(owner, tenant.account.email, tenant.password)

    assert reply.location == "/organise/"


def test_links_and_sessions_hold_256_bits(world: World) -> None:
    tokens = {one for city in world.cities for one in city.owns.tokens}

    assert len(tokens) == 2 * len(world.cities)
    assert {len(token) for token in tokens} == {43}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def break_down(*_: object) -> NoReturn:
    raise RuntimeError


def test_neither_files_nor_log_hold_a_token_or_a_password(
    fresh_limit: World,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, tenant = fresh_limit, fresh_limit.tenants["alpha"]
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
