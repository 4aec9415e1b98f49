"""How often a password may be tried, through the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.desk import PASSWORD, Desk, read_token
from webapp.staff.guesses import MOST_GUESSES

if TYPE_CHECKING:
    from flask.testing import FlaskClient

PAGE = "/staff/sign-in"


def guess(client: FlaskClient, email: str, password: str) -> int:
    token = read_token(client.get(PAGE))
    given = {"csrf_token": token, "email": email, "password": password}
    return client.post(PAGE, data=given).status_code


def guess_wrongly(client: FlaskClient, email: str) -> list[int]:
    return [guess(client, email, "wrong password") for _ in range(MOST_GUESSES + 1)]


def test_the_eleventh_guess_is_refused_even_if_it_is_right(desk: Desk) -> None:
    stranger = desk.app.test_client()

    statuses = guess_wrongly(stranger, "ada@example.org")

    assert statuses == [200] * MOST_GUESSES + [429]
    assert guess(stranger, "ADA@example.org", PASSWORD) == 429


def test_addresses_without_an_account_are_limited_alike(desk: Desk) -> None:
    statuses = guess_wrongly(desk.app.test_client(), "nobody@example.org")

    assert statuses == [200] * MOST_GUESSES + [429]


def test_after_a_quarter_of_an_hour_the_door_opens(desk: Desk) -> None:
    stranger = desk.app.test_client()
    guess_wrongly(stranger, "ada@example.org")

    desk.clock.go_on(minutes=15)

    assert guess(stranger, "ada@example.org", PASSWORD) == 302


def test_a_strangers_guesses_do_not_lock_the_owners_own_browser(desk: Desk) -> None:
    owner = desk.app.test_client()
    guess(owner, "ada@example.org", PASSWORD)
    owner.post(
        "/staff/sign-out", data={"csrf_token": read_token(owner.get("/organise/"))}
    )

    guess_wrongly(desk.app.test_client(), "ada@example.org")

    assert guess(owner, "ada@example.org", PASSWORD) == 302


def test_a_known_browser_is_limited_too(desk: Desk) -> None:
    owner = desk.app.test_client()
    guess(owner, "ada@example.org", PASSWORD)
    owner.post(
        "/staff/sign-out", data={"csrf_token": read_token(owner.get("/organise/"))}
    )

    assert guess_wrongly(owner, "ada@example.org")[-1] == 429


def test_a_browser_known_for_one_account_is_a_stranger_to_others(desk: Desk) -> None:
    other = desk.app.test_client()
    guess(other, "bea@example.org", PASSWORD)
    other.post(
        "/staff/sign-out", data={"csrf_token": read_token(other.get("/organise/"))}
    )

    guess_wrongly(other, "ada@example.org")

    assert guess(desk.app.test_client(), "ada@example.org", PASSWORD) == 429


def test_a_forged_device_is_no_device(desk: Desk) -> None:
    forger = desk.app.test_client()

    statuses = []
    for number in range(MOST_GUESSES + 1):
        forger.set_cookie("meter_device", f"WzEsImEi{number}.forged", path="/staff")
        statuses.append(guess(forger, "ada@example.org", "wrong password"))

    assert statuses[-1] == 429


def test_the_limit_says_what_to_do(desk: Desk) -> None:
    stranger = desk.app.test_client()
    guess_wrongly(stranger, "ada@example.org")
    token = read_token(stranger.get(PAGE))

    reply = stranger.post(
        PAGE, data={"csrf_token": token, "email": "ada@example.org", "password": "x"}
    )

    assert "Wait 15 minutes, then try again." in reply.text
