"""Organisers read what was done on their rounds; a unit what was done on its data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.responses import save_answers
from meter.fieldwork.submission import submit_response
from meter.workshops.workshops import draft_workshop
from tests.webapp.city import enter
from tests.webapp.desk import PARTS
from tests.webapp.review.table import read

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from meter.records import Round
    from tests.webapp.desk import Desk

GIVEN = {"name": "Belm", "contact": "Bo Person", "email": "bo@example.org"}


@pytest.fixture
def asked(desk: Desk) -> Round:
    made = draft_workshop(desk.store, desk.owner.id, "meet", "Meet", at=desk.clock())
    asked = desk.open("seoul", workshop_id=made.id)
    for name in ("Ankor", "Belm"):
        desk.post("/organise/seoul/invite", {**GIVEN, "name": name})
    return asked


@pytest.fixture
def city(desk: Desk, asked: Round) -> tuple[FlaskClient, int]:
    _unit, response, token = desk.invite(asked, "Cair")
    return enter(desk.app, token), response


@pytest.mark.usefixtures("asked")
def test_an_organiser_reads_who_did_what_newest_first(desk: Desk) -> None:
    page = read(desk.get("/organise/seoul/trail"))

    newest, oldest = page.index("Invited somebody"), page.rindex("Opened the round")
    assert newest < oldest
    assert f"{desk.owner.name}, Organiser" in page
    assert "Bo Person" not in page
    assert read(desk.get("/workshops/meet/trail")).count("Invited somebody of") == 3


@pytest.mark.usefixtures("asked")
def test_entries_are_chosen_by_unit_and_by_action(desk: Desk) -> None:
    text = desk.get("/organise/seoul/trail").text
    found = re.search(r'<option value="(\d+)">Belm', text)
    assert found is not None

    page = desk.get(f"/organise/seoul/trail?unit={found[1]}&action=invited").text
    both = desk.get("/organise/seoul/trail?action=invited").text

    assert "1 entry" in page
    assert "<bdi>Belm</bdi>" in page
    assert "<bdi>Ankor</bdi>" not in page
    assert "2 entries" in both


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "query", ["unit=x&page=9e9", "unit=-1&page=0", f"unit={10**30}&action=dance"]
)
def test_nonsense_asks_for_everything(desk: Desk, query: str) -> None:
    reply = desk.get(f"/organise/seoul/trail?{query}")

    assert reply.status_code == 200
    assert "Opened the round" in reply.text


@pytest.mark.usefixtures("asked")
def test_long_trails_are_paged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.trail.routes.LINES", 2)

    first = read(desk.get("/organise/seoul/trail"))
    last = desk.get("/organise/seoul/trail?page=3")
    beyond = read(desk.get("/organise/seoul/trail?page=99"))

    assert "Page 1 of 3 Older" in first
    assert "Opened the round" in read(last)
    assert 'href="?unit=&amp;action=&amp;page=2"' in last.text
    assert "Newer Page 3 of 3" in beyond


@pytest.mark.usefixtures("asked")
def test_the_file_follows_the_choice(desk: Desk) -> None:
    whole = desk.get("/organise/seoul/trail.csv")
    some = desk.get("/workshops/meet/trail.csv?action=round_opened")

    assert whole.mimetype == "text/csv"
    assert "seoul-trail.csv" in whole.headers["Content-Disposition"]
    assert len(whole.text.splitlines()) == 6
    assert len(some.text.splitlines()) == 2


def test_a_unit_reads_what_was_done_on_its_own_data_alone(
    city: tuple[FlaskClient, int],
) -> None:
    browser, response = city

    page = browser.get(f"/answer/{response}/trail")

    assert page.status_code == 200
    assert read(page).count("Invited somebody of the unit") == 2  # once in the choice
    assert "Belm" not in page.text
    assert "Opened the round" not in read(page).partition("entr")[2]
    assert ".csv" not in page.text
    assert (
        f'href="/answer/{response}/trail"' in browser.get(f"/answer/{response}/").text
    )


def test_a_unit_reads_whether_it_is_in_what_was_passed_on(
    desk: Desk, asked: Round
) -> None:
    store, at = desk.store, desk.clock()
    _unit, told, token = desk.invite(asked, "Dara")
    save_answers(store, told, {f"{PARTS[0]}_share": 20.0}, {}, "Dara", at)
    submit_response(store, told, "Dara", at)
    _unit, untold, late_token = desk.invite(asked, "Late")
    page = "/organise/seoul/package"
    desk.post(page, {"language": "en"}, page=page)
    desk.post(page, {"language": "en", "names": "1"}, page=page)

    late = read(enter(desk.app, late_token).get(f"/answer/{untold}/trail"))
    inside = read(enter(desk.app, token).get(f"/answer/{told}/trail"))

    assert late.count("Your answers are not in it.") == 2
    assert inside.count("Your answers are in it, without the name of your unit.") == 1
    assert inside.count("Your answers are in it, with the name of your unit.") == 1
    assert "Dara" not in late
    assert "Your answers" not in read(desk.get("/organise/seoul/trail"))


@pytest.mark.usefixtures("asked")
def test_the_page_says_where_what_a_city_changes_is_seen(desk: Desk) -> None:
    told = "the city sees it under “Earlier answers” of each question"

    for address in ("/organise/seoul/trail", "/workshops/meet/trail"):
        assert told in read(desk.get(address))
