"""No address that somebody forged leads off the site or gets into a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest

from tests.trust.tenants.world import TOKEN_FIELD, read_token
from tests.trust.test_replies import find_faults

if TYPE_CHECKING:
    from tests.trust.tenants.world import World


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "meter.example.evil.example",
        "evilmeter.example",
        "meter.example@evil.example",
        "meter.example:80@evil.example",
        "meter.example/evil",
        "127.0.0.1",
        "",
    ],
)
def test_a_host_that_nobody_trusts_is_refused(world: World, host: str) -> None:
    with world.serve(trusted_hosts=("meter.example",)) as app:
        reply = app.test_client().get("/", headers={"Host": host})

    assert reply.status_code == 400
    assert find_faults(reply) == []
    assert "evil" not in reply.text


@pytest.mark.parametrize("host", ["meter.example", "meter.example:8000"])
def test_the_host_that_is_trusted_is_served(world: World, host: str) -> None:
    with world.serve(trusted_hosts=("meter.example",)) as app:
        reply = app.test_client().get("/", headers={"Host": host})

    assert reply.status_code == 200


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded"])
def test_links_in_invitations_begin_with_the_address_that_was_set(
    world: World, header: str
) -> None:
    actor = world.actors["organiser"]
    _, number = actor.owns.invitations[0]
    value = "host=evil.example" if header == "Forwarded" else "evil.example"

    with world.serve(base_url="https://meter.example/") as app:
        browser = world.browse(app=app)
        for cookie in actor.cookies:
            domain = "evil.example" if header == "Host" else "localhost"
            browser.set_cookie(cookie.key, cookie.value, domain=domain)
        reply = browser.post(
            f"/organise/alpha/invitations/{number}/reissue",
            data={TOKEN_FIELD: actor.token},
            headers={header: value},
        )

    assert reply.status_code == 200
    assert "https://meter.example/join/" in reply.text
    assert "evil.example" not in reply.text


def test_headers_of_a_proxy_are_not_believed(world: World) -> None:
    actor = world.actors["organiser"]
    names = ("X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "X-Host")

    reply = world.browse(actor).get(
        "/organise/alpha/", headers=dict.fromkeys(names, "//evil.example")
    )

    assert reply.status_code == 200
    assert "evil.example" not in reply.text


NEXT = [
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "/%09/evil.example",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "//%65vil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "hxxps://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "ftp://evil.example",
    "localhost.evil.example",
    "http://localhost@evil.example",
    "http://localhost:80@evil.example",
    "http://evil.example#@localhost/",
    "http://evil.example?@localhost/",
    "http://localhost.evil.example",
    "//localhost@evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/organise/..//..//evil.example",
    "?next=//evil.example",
    "//evil.example/organise/",
    "\uff0f\uff0fevil.example",
    "/。/evil.example",
    "//[::1]",
    "//evil。example",
]


def follow(base: str, location: str) -> str:
    """Resolve a redirect as browsers do: slashes lean either way, no tabs, no lines."""
    cleaned = location.strip("".join(map(chr, range(33))))
    cleaned = re.sub(r"[\t\r\n]", "", cleaned).replace("\\", "/")
    return urljoin(base, cleaned)


@pytest.mark.parametrize("target", NEXT)
def test_sign_in_leads_nowhere_else(world: World, target: str) -> None:
    tenant = world.tenants["alpha"]
    browser = world.browse()
    query = {"next": target}
    page = browser.get("/staff/sign-in", query_string=query)
    form = {
        "email": tenant.account.email,
        "password": tenant.password,
        TOKEN_FIELD: read_token(page.text),
        "next": target,
    }

    reply = browser.post("/staff/sign-in", query_string=query, data=form)

    assert reply.status_code in {302, 303}
    landed = urlsplit(follow("http://localhost/staff/sign-in", reply.location or ""))
    assert (landed.scheme, landed.netloc) == ("http", "localhost")


def test_sign_in_leads_back_to_where_it_was_asked_for(world: World) -> None:
    """The same redirect with a sound target: so it is the target that is refused."""
    tenant = world.tenants["alpha"]
    browser = world.browse()
    asked = browser.get("/organise/alpha/compare?node=rules")
    page = browser.get(asked.location or "")
    form = {
        "email": tenant.account.email,
        "password": tenant.password,
        TOKEN_FIELD: read_token(page.text),
    }

    reply = browser.post(asked.location or "", data=form)

    assert urlsplit(reply.location or "").path == "/organise/alpha/compare"
    assert urlsplit(reply.location or "").query == "node=rules"


def test_who_is_signed_in_already_is_led_nowhere_else_either(world: World) -> None:
    browser = world.browse(world.actors["organiser"])

    landed = {
        urlsplit(
            follow(
                "http://localhost/staff/sign-in",
                browser.get("/staff/sign-in", query_string={"next": target}).location
                or "",
            )
        ).netloc
        for target in NEXT
    }

    assert landed == {"localhost"}
