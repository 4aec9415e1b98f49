"""A focal point asks for the answers to be reopened, and reads what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts, delegates, rounds
from meter.fieldwork.asking import find_asking
from meter.fieldwork.reopening import reopen
from tests.webapp.city import enter, read_token
from tests.webapp.respond.second_round import THEN
from tests.webapp.workshops.reading import read

if TYPE_CHECKING:
    from tests.webapp.city import City

WHY = "The <b>law</b> has passed."
FOLD = "Ask for the answers to be reopened"


@pytest.fixture
def done(city: City) -> City:
    city.give(THEN)
    city.post("submit")
    return city


def test_overview_and_result_have_the_form_once_it_is_submitted(city: City) -> None:
    assert FOLD not in city.get().text
    assert city.get("reopening").location == city.path()
    city.give(THEN)
    city.post("submit")

    for rest in ("", "result", "reopening"):
        page = city.get(rest).text
        assert FOLD in page
        assert f'action="{city.path("reopening")}"' in page


def test_what_is_asked_is_read_by_the_whole_city_and_asked_once(done: City) -> None:
    reply = done.post("reopening", {"reason": WHY})

    assert reply.location == f"{done.path()}#asking"
    for client in (done.amal, done.bo):
        for rest in ("", "result"):
            page = done.get(rest, client).text
            assert "Amal asked the organiser on" in read(page)
            assert "The &lt;b&gt;law&lt;/b&gt; has passed." in page
            assert FOLD not in page
    again = done.post("reopening", {"reason": "Bo's."}, done.bo)
    assert again.status_code == 409
    assert "Amal has asked already. The organiser decides." in read(again.text)
    # What was typed is there to be copied.
    assert "Bo&#39;s." in again.text


def test_a_reason_that_is_not_taken_stays_in_the_form(done: City) -> None:
    empty = done.post("reopening", {"reason": " "})
    long = done.post("reopening", {"reason": "long " * 500})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "Write 1 to 2000 characters." in read(long.text)
    assert "long long" in long.text
    assert find_asking(done.store, done.response) is None


def test_the_organiser_answers_it_by_reopening(done: City) -> None:
    done.post("reopening", {"reason": WHY})
    owner = accounts.find_account(done.store, "ada@example.org")
    assert owner is not None
    reopen(done.store, done.response, "So be it.", owner, done.clock())

    page = done.get().text

    assert "The organiser has reopened the answers." in read(page)
    assert "Amal asked" not in read(page)
    told = read(done.get("review").text)
    assert "Asked to be reopened" in told


def test_a_delegate_reads_it_and_cannot_ask(city: City) -> None:
    amal = delegates.list_colleagues(city.store, city.response)[0]
    guest = ("Cem", "cem@example.org", None)
    _, token = delegates.invite_delegate(city.store, amal, *guest, city.clock())
    cem = enter(city.app, token)
    city.give(THEN)
    city.post("submit")

    page = city.get("", cem)

    assert FOLD not in page.text
    data = {"csrf_token": read_token(page), "reason": WHY}
    assert cem.post(city.path("reopening"), data=data).status_code == 404
    assert city.get("reopening", cem).status_code == 404
    city.post("reopening", {"reason": WHY})
    assert "Amal asked the organiser on" in read(city.get("", cem).text)


def test_after_the_round_nothing_is_asked(done: City) -> None:
    rounds.close_round(done.store, done.round.id, done.clock())

    assert FOLD not in done.get().text
    refused = done.post("reopening", {"reason": WHY})
    assert refused.status_code == 409
    assert "The round is closed" in read(refused.text)
