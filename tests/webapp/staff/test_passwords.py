"""A link lets somebody set their password once, and sign in with it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts, administration
from tests.webapp.desk import read_token
from webapp.logs import HIDE_LINKS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.webapp.desk import Desk

WORDS = "a long enough password"


@pytest.fixture
def link(desk: Desk) -> str:
    _, token = administration.add_by_link(
        desk.store, "bo@example.org", "Bo", desk.clock()
    )
    return f"/staff/password/{token}"


def send(client: FlaskClient, link: str, password: str, again: str) -> tuple[int, str]:
    token = read_token(client.get(link))
    given = {"csrf_token": token, "password": password, "again": again}
    reply = client.post(link, data=given)
    return reply.status_code, reply.text


def test_a_password_is_set_and_lets_its_holder_in(desk: Desk, link: str) -> None:
    client = desk.app.test_client()
    assert client.get(link).status_code == 200  # looking does not use it up

    assert send(client, link, WORDS, WORDS)[0] == 303

    gone = client.get(link)
    assert gone.status_code == 404
    assert "This link does not work" in gone.text
    token = read_token(client.get("/staff/sign-in"))
    given = {"email": "bo@example.org", "password": WORDS, "csrf_token": token}
    assert client.post("/staff/sign-in", data=given).location == "/organise/"


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "Use at least 12 characters"),
        (WORDS, f"{WORDS}!", "the same password twice"),
    ],
)
def test_what_does_not_fit_leaves_the_link_as_it_was(
    desk: Desk, link: str, password: str, again: str, told: str
) -> None:
    status, text = send(desk.app.test_client(), link, password, again)

    assert (status, told in text) == (422, True)
    assert password not in text
    found = accounts.find_account(desk.store, "bo@example.org")
    assert found is not None
    assert found.password_hash is None


def test_the_address_is_kept_secret(desk: Desk, link: str) -> None:
    reply = desk.app.test_client().get(link)

    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Cache-Control"] == "no-store"
    line = logging.LogRecord("x", 20, "x", 1, f"GET {link} 200", (), None)
    HIDE_LINKS.filter(line)
    assert line.getMessage() == "GET /staff/password/... 200"
