"""Browsers: going in by a link or a password, and what they hold then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.trust.tenants.world import TOKEN_FIELD, read_token
from webapp.security import SIGN_IN_PATH

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.trust.tenants.world import Actor, Tenant, World


def join(browser: FlaskClient, token: str) -> None:
    """Open an invitation link and go in."""
    page = browser.get(f"/join/{token}").text
    reply = browser.post(f"/join/{token}", data={TOKEN_FIELD: read_token(page)})
    if reply.status_code != 303:
        message = f"joining failed with {reply.status}"
        raise RuntimeError(message)


def sign_in(world: World, tenant: Tenant) -> FlaskClient:
    """Sign in as an organiser with a fresh browser."""
    browser = world.browse()
    reply = try_password(browser, tenant.account.email, tenant.password)
    if reply.location != "/organise/":
        message = f"sign-in failed with {reply.status}"
        raise RuntimeError(message)
    return browser


def try_password(browser: FlaskClient, email: str, password: str) -> TestResponse:
    """Send the form of sign-in."""
    token = read_token(browser.get(SIGN_IN_PATH).text)
    given = {"email": email, "password": password, TOKEN_FIELD: token}
    return browser.post(SIGN_IN_PATH, data=given)


def equip(actor: Actor, browser: FlaskClient, page: str = "/staff/sign-in") -> Actor:
    """Give an actor what the browser holds now, and a token for its forms."""
    token = read_token(browser.get(page).text)
    cookies = tuple((browser._cookies or {}).values())
    return replace(actor, cookies=cookies, token=token)
