"""What proxies say is believed of as many as the settings trust, of nobody else."""

from __future__ import annotations

import http.client
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from flask import request, url_for

from meter.settings import Settings
from tests.trust.killing.server import serve
from tests.webapp.city import read_token
from tests.webapp.desk import desk
from tests.webapp.workshops.meeting import meeting
from tests.webapp.workshops.test_registering import FILLED, open_registration
from webapp import create_app
from webapp.addresses import find_base
from webapp.security import anyone, policy
from webapp.workshops.registering import MOST_FROM_ONE_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from tests.webapp.workshops.meeting import Meeting

__all__ = ["desk", "meeting"]

VISITOR, FORGED = "192.0.2.1", "203.0.113.9"
HERE = ["127.0.0.1", "http://localhost/", "http://localhost/"]
SITE = "https://meter.example/"
SAID = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "meter.example"}


@policy(anyone)
def say_who() -> str:
    page = url_for("home.home", _external=True)
    return f"{request.remote_addr} {find_base()} {page}"


@contextmanager
def trust(proxies: int, folder: Path, **more: object) -> Iterator[Flask]:
    settings = Settings(data=folder, trusted_proxies=proxies)
    app = create_app(settings.model_copy(update=more))
    with closing(app.extensions["meter"].store):
        app.add_url_rule("/who", "who", say_who)
        yield app


def ask(app: Flask, *forwarded: str, said: dict[str, str] = SAID) -> list[str]:
    headers = {**said, "X-Forwarded-For": ", ".join(forwarded)}
    return app.test_client().get("/who", headers=headers).text.split()


def test_without_the_setting_a_forged_header_changes_nothing(tmp_path: Path) -> None:
    with trust(0, tmp_path) as app:
        forged = ask(app, FORGED)
        cookie = app.test_client().get("/try/meter/", headers=SAID)

    assert forged == HERE
    assert "Secure" not in cookie.headers["Set-Cookie"]


def test_one_proxy_is_believed_about_whom_it_saw(tmp_path: Path) -> None:
    with trust(1, tmp_path) as app:
        honest = ask(app, VISITOR)
        forging = ask(app, FORGED, VISITOR)
        forged = {one: f"http://evil.example, {SAID[one]}" for one in SAID}
        named = ask(app, VISITOR, said=forged)

    assert honest == forging == named == [VISITOR, SITE, SITE]


def test_of_two_proxies_the_first_one_saw_the_visitor(tmp_path: Path) -> None:
    with trust(2, tmp_path) as app:
        found = ask(app, FORGED, VISITOR, "10.0.0.1")
        past_the_first = ask(app, FORGED)

    assert found[0] == VISITOR
    assert past_the_first[0] == "127.0.0.1"


def test_a_name_that_nobody_trusts_is_refused_from_a_proxy_too(tmp_path: Path) -> None:
    with trust(1, tmp_path, trusted_hosts=("meter.example",)) as app:
        client = app.test_client()
        ours = client.get("/who", headers=SAID)
        evil = client.get("/who", headers={**SAID, "X-Forwarded-Host": "evil.example"})

    assert (ours.status_code, evil.status_code) == (200, 400)


@pytest.mark.parametrize(("protocol", "secure"), [("https", True), ("http", False)])
def test_cookies_follow_the_protocol_that_the_proxy_spoke(
    tmp_path: Path, protocol: str, secure: bool
) -> None:
    with trust(1, tmp_path) as app:
        reply = app.test_client().get(
            "/staff/sign-in?lang=fr", headers={"X-Forwarded-Proto": protocol}
        )

    cookies = reply.headers.getlist("Set-Cookie")
    assert {one.partition("=")[0] for one in cookies} == {"meter", "meter_language"}
    assert {"Secure" in one for one in cookies} == {secure}


def register(app: Flask, address: str, *forwarded: str) -> int:
    browser = app.test_client()
    given = {"csrf_token": read_token(browser.get(address)), **FILLED}
    headers = {"X-Forwarded-For": ", ".join(forwarded)}
    return browser.post(address, data=given, headers=headers).status_code


@pytest.mark.parametrize(("proxies", "another"), [(0, 429), (1, 303)])
def test_visitors_behind_a_trusted_proxy_are_counted_one_by_one(
    meeting: Meeting, proxies: int, another: int
) -> None:
    address = open_registration(meeting)
    folder = meeting.desk.app.extensions["meter"].settings.data
    with trust(proxies, folder) as app:
        for number in range(MOST_FROM_ONE_PLACE):
            # What a client makes up before its own address is no way round the limit.
            assert register(app, address, f"203.0.113.{number}", VISITOR) == 303

        assert register(app, address, FORGED, VISITOR) == 429
        assert register(app, address, "192.0.2.2") == another


@pytest.mark.parametrize(("proxies", "secure"), [("0", False), ("1", True)])
def test_the_real_server_hands_on_what_trusted_proxies_say(
    tmp_path: Path, proxies: str, secure: bool
) -> None:
    with serve(tmp_path, METER_TRUSTED_PROXIES=proxies) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/?lang=fr", headers=SAID)
        cookie = connection.getresponse().getheader("Set-Cookie") or ""
        connection.close()

    assert cookie.startswith("meter_language=fr")
    assert ("Secure" in cookie) is secure
