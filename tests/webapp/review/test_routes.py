"""Reviewing by the pages: what is shown, what is done, what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import evidence, invitations, reopening
from meter.fieldwork.asking import ask_reopening
from meter.fieldwork.delegates import list_colleagues
from meter.fieldwork.given.files import parse_file
from tests.webapp.review.table import read

if TYPE_CHECKING:
    from tests.webapp.review.table import Table


def test_a_reviewer_finds_the_rounds_to_review_and_no_more(table: Table) -> None:
    found = table.reviewer.get("/organise/")

    assert "Rounds that you review Round of Checked" in read(found)
    listed = read(table.reviewer.get("/review/checked/"))
    assert "Arva In review" in listed
    assert "Back to the round" not in listed
    for closed in ("/organise/checked/", "/organise/checked/compare"):
        assert table.reviewer.get(closed).status_code == 404


def test_another_account_sees_no_review(table: Table) -> None:
    other = table.desk.enter(table.desk.other)

    for page in ("/review/checked/", table.path(), table.path("sections/all")):
        assert other.get(page).status_code == 404
    reply = table.post("items/law_share/verify", {"revision": "1"}, other)
    assert reply.status_code == 404
    assert table.review.steps == {}


def test_a_section_shows_each_answer_with_its_state(table: Table) -> None:
    page = read(table.get("sections/all"))

    assert "What share of law? 10 Saved by Focal Arva" in page
    assert "What share of skills? No answer yet Not verified yet" in page
    assert "Verify all 2 answers…" in page


def test_an_answer_is_verified_as_it_was_shown(table: Table) -> None:
    reply = table.post("items/law_share/verify", {"revision": "1"})

    assert reply.status_code == 303
    assert reply.location == table.path("sections/all#i-law_share")
    assert table.review.state_of("law_share") == "verified"
    assert "1 of 2 answers are verified." in read(table.get())


def test_a_section_is_verified_whole_and_that_accepts(table: Table) -> None:
    seen = {"seen": "law_share:1 policy_share:1"}

    assert table.post("sections/all/verify", seen).status_code == 303

    assert table.review.response.accepted_at is not None
    assert "Accepted 2 of 2 answers are verified." in read(table.get())
    assert "1 of 1 unit is accepted." in read(
        table.organiser.get("/organise/checked/compare")
    )


@pytest.mark.parametrize("revision", ["0", "2", "", "x"])
def test_what_was_not_seen_as_it_is_is_not_verified(
    table: Table, revision: str
) -> None:
    reply = table.post("items/law_share/verify", {"revision": revision})

    assert reply.status_code == 409
    assert "the unit changed what you were reading" in read(reply)
    assert table.review.steps == {}


def test_a_section_with_one_changed_answer_is_not_verified(table: Table) -> None:
    seen = {"seen": "law_share:1 policy_share:2"}

    assert table.post("sections/all/verify", seen).status_code == 409
    assert table.review.steps == {}


def test_a_file_beside_an_answer_is_saved_by_whoever_reviews(table: Table) -> None:
    table.ask()
    desk = table.desk
    (invitation,) = invitations.list_invitations(desk.store, table.round.id)
    given = parse_file("law.txt", b"the new law", most_bytes=100)
    added = evidence.add_file(
        desk.store, invitation, "law_share", given, desk.clock(), quota=100
    )
    path = table.path(f"evidence/{added.id}")

    page = table.get("sections/all").text
    saved = table.get(f"evidence/{added.id}")

    assert f'href="{path}" download' in page
    assert saved.data == b"the new law"
    assert saved.headers["Content-Disposition"] == "attachment; filename=law.txt"
    assert "sandbox" in saved.headers["Content-Security-Policy"]
    assert table.get(f"evidence/{added.id + 1}").status_code == 404


@pytest.mark.parametrize("as_of", ["", "soon", "2026-11-21T09:00:00"])
def test_what_was_evidenced_since_the_page_was_made_is_not_verified(
    table: Table, as_of: str
) -> None:
    desk = table.desk
    table.ask("policy_share")
    reopening.reopen(desk.store, table.response, "All.", desk.owner, desk.clock())
    page = table.get("sections/all").text
    (shown_at,) = set(re.findall(r'name="as_of" value="([^"]+)"', page))
    desk.clock.go_on(minutes=1)
    (invitation,) = invitations.list_invitations(desk.store, table.round.id)
    link = "https://law.example/"
    evidence.add_link(desk.store, invitation, "law_share", link, desk.clock())
    desk.clock.go_on(minutes=1)

    form = {"revision": "1", "question": "Why?"}
    replies = [
        table.post(f"items/law_share/{deed}", {**form, "as_of": moment})
        for deed in ("verify", "return")
        for moment in (shown_at, as_of)
    ]

    assert [one.status_code for one in replies] == [409] * 4
    assert table.review.steps.keys() == {"policy_share"}
    assert table.post("items/law_share/verify", form).status_code == 303


def test_an_answer_is_returned_with_a_question(table: Table) -> None:
    table.ask()

    page = read(table.get("sections/all"))
    assert "Question of the review, Rea, 2 Nov 2026 09:00 UTC Why so low?" in page
    assert "Returned with a question" in page
    assert table.review.response.returned == ["law_share"]


def test_a_question_that_is_not_taken_stays_in_the_form(table: Table) -> None:
    blank = {"revision": "1", "question": "  "}
    long = {"revision": "1", "question": "x" * 2001}
    stale = {"revision": "7", "question": "Why so low?"}

    assert table.post("items/law_share/return", blank).status_code == 422
    refused = table.post("items/law_share/return", long)
    conflict = table.post("items/law_share/return", stale)

    assert (refused.status_code, conflict.status_code) == (422, 409)
    assert "Write 1 to 2000 characters." in read(refused)
    assert "x" * 2001 in refused.text
    assert "Why so low?</textarea>" in conflict.text
    assert table.review.steps == {}


def test_the_organiser_accepts_with_a_reason(table: Table) -> None:
    refused = table.post("accept", {"reason": " "}, table.organiser)
    assert refused.status_code == 422
    assert "2 answers are not verified: say why you accept them." in read(refused)

    reply = table.post("accept", {"reason": "Checked on paper."}, table.organiser)

    assert reply.location == table.path()
    page = read(table.get("", table.organiser))
    assert "Accepted 2 Nov 2026 09:00 UTC, Ada Checked on paper." in page
    assert "Accept all answers" not in page


def test_a_reviewer_neither_accepts_nor_reopens(table: Table) -> None:
    page = read(table.get())

    assert "Accept all answers" not in page
    assert "Reopen all answers" not in page
    for deed in ("accept", "reopen"):
        assert table.post(deed, {"reason": "Why"}).status_code == 404
    assert table.review.response.submitted_at is not None


def test_what_is_taken_back_is_not_accepted(table: Table) -> None:
    table.ask()

    reply = table.post("accept", {"reason": "All the same."}, table.organiser)

    assert reply.status_code == 409
    assert "Wait until they are submitted again." in read(reply)


def test_a_reopened_response_says_so_and_keeps_its_former_score(table: Table) -> None:
    assert table.post("reopen", {"reason": ""}, table.organiser).status_code == 422
    reply = table.post("reopen", {"reason": "New figures."}, table.organiser)
    assert reply.status_code == 303
    told = read(table.get("", table.organiser))
    assert "The unit may change answers now" in told
    assert "Reopen all answers" not in told

    table.submit()

    page = read(table.get("", table.organiser))
    assert page.count("Whole 10.0, Low") == 2
    assert "Reopened 2 Nov 2026 09:00 UTC, Ada New figures." in page


def test_a_plain_round_can_be_reopened_and_has_no_review(table: Table) -> None:
    desk = table.desk
    asked = desk.open("plain")
    desk.answer(asked, "Belo", 10, 20, 30)
    page = desk.get("/organise/plain/").text
    assert ">Reopen<span" in page
    (path,) = re.findall(r'href="(/review/plain/[0-9]+/)"', page)

    shown = read(desk.get(path))
    reply = desk.post(f"{path}reopen", {"reason": "A mistake."})

    assert "Reopen all answers…" in shown
    assert "Verify" not in shown
    assert "Whole 20.0, Low" in shown
    assert reply.status_code == 303
    assert "Belo Returned" in read(desk.get("/organise/plain/"))


def test_what_the_unit_asks_is_read_where_it_is_answered(table: Table) -> None:
    focal = list_colleagues(table.desk.store, table.response)[0]
    why = "A <b>slip</b>."
    ask_reopening(table.desk.store, focal, why, table.desk.clock())

    listed = table.organiser.get("/organise/checked/").text
    page = table.get("", table.organiser)
    table.post("reopen", {"reason": "So be it."}, table.organiser)

    assert "asks to be reopened" in listed
    assert "Focal Arva asked on" in read(page)
    assert "You answer by reopening them below" in read(page)
    assert "A &lt;b&gt;slip&lt;/b&gt;." in page.text
    assert "asks to be reopened" not in table.organiser.get("/organise/checked/").text
    told = read(table.get("", table.organiser))
    assert "Asked to be reopened" in told
    assert "Focal Arva asked on" not in told
    trail = read(table.organiser.get("/organise/checked/trail"))
    assert "The unit, Focal point Asked for its answers to be reopened" in trail


def test_what_is_not_there_is_not_found(table: Table) -> None:
    asked = table.desk.open("plain")
    _unit, fresh, _token = table.desk.invite(asked, "Belo")

    assert table.get("sections/nothing").status_code == 404
    assert table.post("items/nothing/verify").status_code == 404
    assert table.post("sections/nothing/verify").status_code == 404
    for path in (f"/review/checked/{fresh}/", f"/review/plain/{fresh}/"):
        assert table.organiser.get(path).status_code == 404
