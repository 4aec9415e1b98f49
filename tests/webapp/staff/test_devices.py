from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from webapp.staff.devices import COOKIE, find_device, remember_device

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def cookie_of(desk: Desk, account_id: int, held: str = "") -> str:
    headers = {"Cookie": f"{COOKIE}={held}"} if held else {}
    with desk.app.test_request_context(headers=headers):
        reply = remember_device(Response(), account_id)
    return reply.headers["Set-Cookie"]


def value_of(cookie: str) -> str:
    return cookie.partition("=")[2].partition(";")[0]


def find_with(desk: Desk, held: str, account_id: int) -> str | None:
    with desk.app.test_request_context(headers={"Cookie": f"{COOKIE}={held}"}):
        return find_device(account_id)


def test_a_device_is_known_for_its_account_alone(desk: Desk) -> None:
    held = value_of(cookie_of(desk, desk.owner.id))

    assert find_with(desk, held, desk.owner.id)
    assert find_with(desk, held, desk.other.id) is None


def test_a_device_keeps_its_name(desk: Desk) -> None:
    first = value_of(cookie_of(desk, desk.owner.id))

    again = value_of(cookie_of(desk, desk.owner.id, held=first))

    assert find_with(desk, again, desk.owner.id) == find_with(
        desk, first, desk.owner.id
    )


def test_no_other_writes_our_cookie(desk: Desk) -> None:
    held = value_of(cookie_of(desk, desk.owner.id))

    for forged in ("", "x", held[:-1], f"{held}A", f"W1.{held}", "null", "e30.e30"):
        assert find_with(desk, forged, desk.owner.id) is None


def test_the_cookie_is_out_of_the_reach_of_scripts_and_other_pages(desk: Desk) -> None:
    cookie = cookie_of(desk, desk.owner.id)

    for part in ("HttpOnly", "SameSite=Lax", "Path=/staff"):
        assert part in cookie
