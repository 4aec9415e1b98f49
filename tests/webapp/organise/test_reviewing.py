"""The organiser declares a review and names who reviews."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from meter.fieldwork import accounts
from meter.fieldwork.reviewers import list_reviewers
from meter.fieldwork.rounds import find_round

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

NEW = "/organise/new?instrument=meter"


def read(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_a_round_declares_its_review(desk: Desk) -> None:
    given = {"title": "Checked", "method": "default", "reviewed": "yes"}

    reply = desk.post(NEW, given, page=NEW)

    made = find_round(desk.store, "checked")
    assert made is not None
    assert made.reviewed
    page = read(desk.get(reply.location).text)
    assert "Answers are reviewed before results count" in page
    assert "Name a reviewer…" in page


def test_a_round_has_no_review_unless_it_is_ticked(desk: Desk) -> None:
    desk.post(NEW, {"title": "Plain", "method": "default"}, page=NEW)

    made = find_round(desk.store, "plain")
    assert made is not None
    assert not made.reviewed
    assert "reviewer" not in read(desk.get("/organise/plain/").text)


def test_a_tick_stays_where_the_form_is_to_correct(desk: Desk) -> None:
    page = desk.post(NEW, {"title": "", "reviewed": "yes"}, page=NEW)

    assert page.status_code == 422
    assert re.search(r'name="reviewed" type="checkbox" value="yes" checked', page.text)


def test_a_reviewer_is_named_and_withdrawn(desk: Desk) -> None:
    asked = desk.open("checked", reviewed=True)
    rea = accounts.add_account(desk.store, "rea@example.org", "Rea", desk.clock())

    named = desk.post("/organise/checked/reviewers", {"reviewer": "REA@example.org"})

    assert named.location == "/organise/checked/#reviewers"
    assert "1 reviewer beside you Rea rea@example.org" in read(
        desk.get("/organise/checked/").text
    )
    gone = desk.post(f"/organise/checked/reviewers/{rea.id}/withdraw")
    assert gone.status_code == 303
    assert list_reviewers(desk.store, asked.id) == []
    again = desk.post(f"/organise/checked/reviewers/{rea.id}/withdraw")
    assert again.status_code == 404


def test_somebody_without_an_account_is_told_how_to_get_one(desk: Desk) -> None:
    desk.open("checked", reviewed=True)
    naming = "/organise/checked/reviewers"

    unknown = desk.post(naming, {"reviewer": "nobody@example.org"})
    wrong = desk.post(naming, {"reviewer": "nobody"})

    assert (unknown.status_code, wrong.status_code) == (422, 422)
    told = read(unknown.text)
    assert re.search("Nobody with the address .*nobody@example.org.* has an", told)
    assert "Write one e-mail address" in read(wrong.text)


def test_a_foreign_round_has_no_reviewers_to_name(desk: Desk) -> None:
    desk.draft("theirs", owner_id=desk.other.id, reviewed=True)

    given = {"reviewer": desk.owner.email}
    assert desk.post("/organise/theirs/reviewers", given).status_code == 404
    assert desk.post("/organise/theirs/reviewers/1/withdraw").status_code == 404
