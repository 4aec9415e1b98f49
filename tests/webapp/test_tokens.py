from __future__ import annotations

from typing import TYPE_CHECKING

from flask import session

from tests.webapp.city import read_token
from webapp.tokens import form_token

if TYPE_CHECKING:
    from flask import Flask

    from tests.webapp.city import City


def test_a_session_has_one_token_and_keeps_it(app: Flask) -> None:
    with app.test_request_context("/"):
        first, second = form_token(), form_token()

        assert first == second
        assert session["csrf_token"] in session.values()


def test_another_session_has_another_token(city: City) -> None:
    amal = read_token(city.amal.get(city.section()))

    assert amal == read_token(city.amal.get(city.section("second")))
    assert amal != read_token(city.bo.get(city.section()))


def test_the_token_of_days_ago_still_saves(city: City) -> None:
    token = read_token(city.amal.get(city.section()))
    city.clock.go_on(days=20)

    form = {"csrf_token": token, "q-level": "fully"}
    reply = city.amal.post(city.section(), data=form)

    assert reply.status_code == 303
