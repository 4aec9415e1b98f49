from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from meter.settings import Settings
from webapp import create_app
from webapp.headers import DIRECTIVES, ONE_YEAR

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.webapp.city import City


def test_the_policy_lets_nothing_in_from_outside_and_nothing_inline() -> None:
    policy = "; ".join(DIRECTIVES)

    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy


def test_a_page_of_nobody_may_be_kept_and_asked_for_again(app: Flask) -> None:
    assert app.test_client().get("/").headers["Cache-Control"] == "private, no-cache"


def test_a_page_of_somebody_is_kept_by_nobody(city: City) -> None:
    assert city.amal.get("/").headers["Cache-Control"] == "no-store"


def test_the_address_of_an_invitation_stays_where_it_is(city: City) -> None:
    reply = city.app.test_client().get(f"/join/{city.tokens[0]}")

    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Cache-Control"] == "no-store"


def test_https_is_asked_for_where_the_site_is_on_it(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, secure_cookies=True))

    with closing(app.extensions["meter"].store):
        reply = app.test_client().get("/", base_url="https://localhost")

    assert reply.headers["Strict-Transport-Security"] == ONE_YEAR


def test_https_is_not_asked_for_elsewhere(app: Flask) -> None:
    headers = app.test_client().get("/").headers

    assert "Strict-Transport-Security" not in headers
