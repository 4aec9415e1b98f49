from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from webapp.security import (
    anyone,
    declare_policies,
    find_policy,
    is_local_path,
    organiser,
    policy,
)

if TYPE_CHECKING:
    from flask import Flask

    from tests.webapp.city import City


def test_every_route_declares_its_policy(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert [one for one in endpoints if find_policy(app, one) is None] == []


def test_a_view_without_a_policy_is_refused(app: Flask) -> None:
    app.add_url_rule("/bare", "bare", lambda: "open")

    assert app.test_client().get("/bare").status_code == 403


def test_a_view_of_a_library_gets_its_policy_by_name(app: Flask) -> None:
    app.add_url_rule("/theirs", "theirs", lambda: "open")
    declare_policies(app, {"theirs": anyone})

    assert app.test_client().get("/theirs").text == "open"


def test_the_policy_is_asked_before_the_view(app: Flask) -> None:
    seen = []

    @policy(organiser)
    def view() -> str:
        seen.append("view")
        return "secret"

    app.add_url_rule("/staff-only", "staff_only", view)

    reply = app.test_client().get("/staff-only?a=b")

    assert reply.location == "/staff/sign-in?next=%2Fstaff-only%3Fa%3Db"
    assert seen == []


def test_a_post_by_a_stranger_leads_to_the_sign_in_without_a_way_back(
    city: City,
) -> None:
    stranger = city.app.test_client()
    token = city.token(stranger)

    reply = stranger.post("/organise/spring/close", data={"csrf_token": token})

    assert (reply.status_code, reply.location) == (303, "/staff/sign-in")


@pytest.mark.parametrize(
    "target",
    ["/", "/organise/", "/a?b=c&d=/e#f", "/%2f%2fevil.example", "/a//b", "/a:b@c"],
)
def test_paths_of_this_site_are_local(target: str) -> None:
    assert is_local_path(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "organise",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/ /evil.example",
        " //evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\x00/evil",
        "http:///evil.example",
    ],
)
def test_everything_else_may_lead_away(target: str) -> None:
    assert not is_local_path(target)
