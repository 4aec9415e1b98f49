from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from meter.settings import Settings
from tests.webapp.city import read_token
from webapp import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.webapp.city import City


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    cookie = app.test_client().get("/try/meter/").headers["Set-Cookie"]

    assert cookie.startswith("meter=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_behind_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, secure_cookies=True))

    with closing(app.extensions["meter"].store):
        reply = app.test_client().get("/try/meter/", base_url="https://localhost")

    assert reply.headers["Set-Cookie"].startswith("__Host-meter=")
    assert "Secure" in reply.headers["Set-Cookie"]


def test_reading_writes_no_cookie(city: City) -> None:
    city.amal.get(city.section())  # its first form draws the token

    for path in ("/", city.path(), city.section(), city.path("check")):
        assert "Set-Cookie" not in city.amal.get(path).headers, path


def test_the_cookie_holds_no_token_of_an_invitation(city: City) -> None:
    client = city.app.test_client()
    address = f"/join/{city.tokens[0]}"
    proof = read_token(client.get(address))
    client.post(address, data={"csrf_token": proof})

    with client.session_transaction() as session:
        assert city.tokens[0] not in str(dict(session))


def test_a_cookie_that_was_changed_is_worth_nothing(city: City) -> None:
    cookie = city.amal.get_cookie("meter")
    assert cookie is not None
    forger = city.app.test_client()
    forger.set_cookie("meter", cookie.value[:-2] + "aa")

    assert forger.get(city.path()).status_code == 404
