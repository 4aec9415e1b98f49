from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from tests.webapp.city import City


def test_whoever_holds_an_invitation_finds_the_way_back(city: City) -> None:
    page = city.amal.get("/").text

    assert f'href="{city.path()}"' in page


def test_a_supervisor_is_told_that_the_process_answers(app: Flask) -> None:
    reply = app.test_client().get("/health")

    assert reply.get_json() == {"status": "ok"}
