"""What every reply carries: a strict policy, and no copy of what is personal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.trust.tenants.calls import list_calls, list_routes, send
from tests.trust.tenants.world import TOKEN_FIELD, read_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.trust.tenants.world import Actor, World

POLICY = {
    "default-src": "'self'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
SANDBOX = {"default-src": "'none'", "frame-ancestors": "'none'", "sandbox": ""}
FILES = {
    "evidencing.download",
    "knowledge.download",
    "review.download",
    "round_evidence.download",
    "workshop_knowledge.download",
}
"""Routes that send files of others; what is in them stays inert."""

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REFERRERS = {"no-referrer", "same-origin"}
SHARED = {"assets.static", "charts.plotly_script"}
"""Routes whose replies are the same for everybody and may be kept by anyone."""

ONE_YEAR_SECONDS = 31_536_000


def find_faults(reply: TestResponse, *, is_file: bool = False) -> list[str]:
    """Name what the headers of a reply lack, say twice or say too much."""
    counted = Counter(name.lower() for name, _ in reply.headers)
    named = (*FIXED, "Content-Security-Policy", "Referrer-Policy", "Cache-Control")
    faults = [f"{counted[one.lower()]} x {one}" for one in named]
    faults = [fault for fault in faults if not fault.startswith("1 x ")]
    faults += [f"{key}" for key, value in FIXED.items() if reply.headers[key] != value]
    if read_policy(reply) != (SANDBOX if is_file else POLICY):
        faults.append(f"policy {read_policy(reply)}")
    if reply.headers["Referrer-Policy"] not in REFERRERS:
        faults.append("referrers")
    if {"server", "x-powered-by"} & counted.keys():
        faults.append("names its software")
    return faults


def read_policy(reply: TestResponse) -> dict[str, str]:
    """Read the Content-Security-Policy into its directives."""
    text = reply.headers["Content-Security-Policy"]
    parts = [part.strip().partition(" ") for part in text.split(";")]
    return {name: value for name, _, value in parts}


def list_replies(world: World, actor: Actor) -> Iterator[tuple[str, TestResponse]]:
    """Give the reply to every call of an actor about own and others' objects."""
    for route in list_routes(world.app):
        for owner in (actor, world.actors["another organiser"]):
            for call in list_calls(world, route, owner.owns):
                reply = send(world, actor, call)
                if not call.is_safe:
                    world.restore()
                yield f"{call} {reply.status}", reply


@pytest.mark.parametrize("name", ["stranger", "respondent of city A", "organiser"])
def test_every_reply_has_every_header_once(world: World, name: str) -> None:
    seen = Counter[int]()
    faulty = {}

    for what, reply in list_replies(world, world.actors[name]):
        seen[reply.status_code] += 1
        is_file = reply.status_code == 200 and any(
            f" {endpoint} " in what for endpoint in FILES
        )
        if faults := find_faults(reply, is_file=is_file):
            faulty[what] = faults

    assert faulty == {}
    assert {200, 303} <= seen.keys()


@pytest.mark.parametrize("name", ["respondent of city A", "organiser"])
def test_nobody_keeps_what_belongs_to_somebody(world: World, name: str) -> None:
    kept = [
        what
        for what, reply in list_replies(world, world.actors[name])
        if not any(f" {endpoint} " in what for endpoint in SHARED)
        and "no-store" not in reply.headers["Cache-Control"]
    ]

    assert kept == []


def test_a_link_is_kept_by_nobody_and_told_to_nobody(world: World) -> None:
    token = world.actors["respondent of city A"].owns.tokens[0]

    for address in (f"/join/{token}", "/join/unknown"):
        reply = world.browse().get(address)

        assert "no-store" in reply.headers["Cache-Control"]
        assert reply.headers["Referrer-Policy"] == "no-referrer"


def test_files_are_kept_for_good_under_the_name_of_their_content(world: World) -> None:
    route = next(one for one in list_routes(world.app) if one.endpoint in SHARED)

    caching = {
        reply.headers["Cache-Control"]
        for what, reply in list_replies(world, world.actors["stranger"])
        if f" {route.endpoint} " in what
    }

    assert caching == {"public, max-age=31536000, immutable"}


def test_https_is_promised_for_a_year_where_the_site_is_on_https(world: World) -> None:
    with world.serve(secure_cookies=True) as app:
        replies = [
            app.test_client().get(address, base_url="https://localhost")
            for address in ("/", "/health", "/nowhere", "/organise/", "/join/unknown")
        ]

    promised = [reply.headers["Strict-Transport-Security"] for reply in replies]
    assert [reply.status_code for reply in replies] == [200, 200, 404, 302, 404]
    assert set(promised) == {f"max-age={ONE_YEAR_SECONDS}"}


def test_https_is_not_promised_where_nobody_said_so(world: World) -> None:
    reply = world.browse().get("/")

    assert "Strict-Transport-Security" not in reply.headers


def list_cookies(reply: TestResponse) -> dict[str, set[str]]:
    """Read the cookies that a reply sets, with their flags in small letters."""
    cookies = {}
    for line in reply.headers.getlist("Set-Cookie"):
        name, *flags = (part.strip() for part in line.split(";"))
        cookies[name.partition("=")[0]] = {flag.lower() for flag in flags}
    return cookies


@pytest.mark.parametrize("secure", [True, False])
def test_every_cookie_is_out_of_reach_of_scripts_and_other_sites(
    world: World, secure: bool
) -> None:
    tenant = world.tenants["alpha"]
    token = tenant.cities["A"].owns.tokens[0]
    form = {"email": tenant.account.email, "password": tenant.password}

    with world.serve(secure_cookies=secure) as app:
        # Behind a proxy the application itself is spoken to by http.
        browser = app.test_client()
        replies = [browser.get("/staff/sign-in?lang=fr")]
        form[TOKEN_FIELD] = read_token(replies[0].text)
        replies.append(browser.post("/staff/sign-in", data=form))
        given = {TOKEN_FIELD: read_token(browser.get(f"/join/{token}").text)}
        replies.append(browser.post(f"/join/{token}", data=given))

    cookies = [one for reply in replies for one in list_cookies(reply).items()]
    session = "__Host-meter" if secure else "meter"
    assert {name for name, _ in cookies} == {session, "meter_device", "meter_language"}
    for name, flags in cookies:
        assert {"httponly", "samesite=lax"} <= flags, name
        assert ("secure" in flags) is secure, name
        assert not any(flag.startswith("domain") for flag in flags), name
    assert all("path=/" in flags for name, flags in cookies if name == session)
