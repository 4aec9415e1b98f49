"""A page hears who else is there, and what they have changed, and once only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.invitations import find_invitation_by_token
from meter.fieldwork.presence import HERE_SECONDS
from meter.fieldwork.responses import submit_response
from meter.fieldwork.rounds import close_round
from meter.storage.tables import presence
from tests.webapp.city import enter

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.records import Invitation
    from tests.webapp.city import City

FIRST, SECOND, OVERVIEW = "sections/first/now", "sections/second/now", "now"


def be_there(
    city: City, client: FlaskClient | None = None, page: str = FIRST
) -> TestResponse:
    sender = client or city.amal
    headers = {"X-CSRFToken": city.token(sender)}
    return sender.post(city.path(page), headers=headers)


def hear(city: City, page: str = FIRST) -> dict[str, Any]:
    told: dict[str, Any] = city.get(page).get_json()
    return told


def find_amal(city: City) -> Invitation:
    found = find_invitation_by_token(city.store, city.tokens[0])
    assert found is not None
    return found


def test_colleagues_in_one_section_are_told_of_each_other(city: City) -> None:
    assert be_there(city, city.bo).status_code == 204
    be_there(city)

    assert hear(city)["here"] == "Here now: <bdi>Bo</bdi> (in this section)"


def test_a_colleague_elsewhere_is_told_of_with_the_place(city: City) -> None:
    be_there(city, city.bo, SECOND)

    assert hear(city)["here"] == "Here now: <bdi>Bo</bdi> (<bdi>Second things</bdi>)"
    be_there(city, city.bo, OVERVIEW)
    assert hear(city)["here"] == "Here now: <bdi>Bo</bdi>"


def test_a_colleague_who_has_gone_is_not_there_any_more(city: City) -> None:
    be_there(city, city.bo)
    city.clock.go_on(seconds=HERE_SECONDS + 1)

    assert hear(city)["here"] == ""


def test_a_name_is_text_and_not_markup(city: City) -> None:
    _, token = invite_delegate(
        city.store, find_amal(city), "<b>Eve</b>", "e@example.org", None, city.clock()
    )
    be_there(city, enter(city.app, token))

    assert "&lt;b&gt;Eve&lt;/b&gt;" in hear(city)["here"]
    assert "&lt;b&gt;Eve&lt;/b&gt;" in city.get().text


def test_what_is_newer_than_what_was_seen_is_told_as_it_was_given(city: City) -> None:
    city.give({"level": "partly", "words": "Theirs"}, by="Bo")
    city.give({"words": "Theirs, again"}, by="Bo")

    told = hear(city, f"{FIRST}?seen=level:1+words:1")["changes"]

    assert set(told) == {"words"}
    assert told["words"]["revision"] == 2
    assert told["words"]["texts"] == ["Theirs, again"]
    assert told["words"]["receipt"].startswith("Saved by Bo, <time")
    assert "Changed by Bo" in told["words"]["html"]


def test_changes_in_other_sections_are_not_told(city: City) -> None:
    city.give({"contact": "Bo"}, by="Bo")

    assert hear(city)["changes"] == {}


def test_the_reply_names_what_does_not_apply_any_more(city: City) -> None:
    assert hear(city, SECOND)["hidden"] == ["more", "how"]

    city.give({"level": "fully"}, by="Bo")

    assert hear(city, SECOND)["hidden"] == ["how"]


@pytest.mark.parametrize("page", [FIRST, OVERVIEW])
def test_a_page_that_knows_it_all_is_sent_nothing(city: City, page: str) -> None:
    tag = city.get(page).headers["ETag"]

    again = city.amal.get(city.path(page), headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "no-store"


def test_a_page_is_told_again_once_there_is_something_new(city: City) -> None:
    tag = city.get(FIRST).headers["ETag"]
    city.give({"level": "partly"}, by="Bo")

    again = city.amal.get(city.path(FIRST), headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert set(again.get_json()["changes"]) == {"level"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_section_that_is_not_there_is_not_found(city: City, method: str) -> None:
    ask = getattr(city.amal, method)
    headers = {"X-CSRFToken": city.token()}

    assert ask(city.path("sections/none/now"), headers=headers).status_code == 404
    with city.store.read() as connection:
        assert connection.execute(select(presence)).all() == []


def test_the_token_that_is_told_is_good_for_saving(city: City) -> None:
    told = hear(city, OVERVIEW)

    body = {"operation": "a", "answers": {"level": {"texts": ["partly"]}}}
    reply = city.autosave({**body, "queue": told["queue"]}, token=told["token"])

    assert reply.status_code == 200
    assert city.stored == {"level": "partly"}


def test_a_page_is_told_when_answers_are_taken_no_more(city: City) -> None:
    assert hear(city)["standing"] == ""
    city.give({"contact": "Amal"})
    submit_response(city.store, city.response, "Amal", city.clock())

    assert "have been submitted" in hear(city)["standing"]
    assert "have been submitted" in hear(city, OVERVIEW)["standing"]


def test_a_page_is_told_that_the_round_has_closed(city: City) -> None:
    close_round(city.store, city.round.id, city.clock())

    assert "takes no answers now" in hear(city)["standing"]


def test_a_delegate_is_told_that_a_section_is_not_theirs(city: City) -> None:
    _, token = invite_delegate(
        city.store, find_amal(city), "Eve", "e@example.org", ["second"], city.clock()
    )
    eve = enter(city.app, token)

    first, second = (eve.get(city.path(page)) for page in (FIRST, SECOND))
    assert "not yours" in first.get_json()["standing"]
    assert second.get_json()["standing"] == ""


def test_the_overview_names_who_is_here_and_where(city: City) -> None:
    assert "Here now" not in city.get().text
    be_there(city, city.bo)

    assert "Here now: <bdi>Bo</bdi> (<bdi>First things</bdi>)" in city.get().text
    assert "Here now" not in city.get(client=city.bo).text
