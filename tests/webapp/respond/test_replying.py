"""A unit sees what the review asks, replies, changes, and submits again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.desk import desk
from tests.webapp.review.table import read, table

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.webapp.review.table import Table

__all__ = ["desk", "table"]

POLICY = {"q-policy_share": "90", "seen": "policy_share:1"}
QUESTION = "items/law_share/question"


def reply(
    table: Table, words: str = "", share: str = "10", seen: str = "1"
) -> TestResponse:
    given = {"words": words, "q-law_share": share, "seen": seen}
    return table.send(QUESTION, given)


def test_in_review_the_result_is_provisional(table: Table) -> None:
    hub = read(table.see())

    assert "Submitted, in review" in hub
    assert "See the provisional result" in hub
    assert "This result is provisional" in read(table.see("result"))
    assert "These numbers are provisional" in read(table.see("result/numbers"))

    table.post("sections/all/verify", {"seen": "law_share:1 policy_share:1"})

    assert "Accepted The answers were submitted" in read(table.see())
    assert "provisional" not in read(table.see())
    assert "provisional" not in read(table.see("result"))
    assert "The result counts." in read(table.see("review"))


def test_a_question_stands_on_hub_section_and_its_own_page(table: Table) -> None:
    table.ask()

    assert "Returned with questions" in read(table.see())
    assert "See 1 question" in read(table.see())
    review = read(table.see("review"))
    assert "1 question waits for your reply What share of law?" in review
    assert "0 of 2 answers are verified." in review
    section = table.see("sections/all")
    assert "each on its own page" in read(section)
    assert 'href="../items/law_share/question">Returned with a question' in section.text
    assert "<fieldset" in section.text
    assert "disabled" in section.text
    assert 'name="q-law_share"' in table.see(QUESTION).text
    assert 'value="10"' in table.see(QUESTION).text
    page = read(table.see(QUESTION))
    assert "Question of the review, Rea, 2 Nov 2026 09:00 UTC Why so low?" in page


def test_words_alone_are_a_reply(table: Table) -> None:
    table.ask()

    sent = reply(table, "It is a new law.")

    assert sent.location.endswith("/review")
    assert table.review.state_of("law_share") == "replied"
    assert "Check and submit again" in read(table.see("review"))
    assert "Reply, Focal Arva" in read(table.get("sections/all"))


def test_a_reply_may_change_the_answer(table: Table) -> None:
    table.ask()

    assert reply(table, "You are right.", "40").status_code == 303

    assert table.review.answers["law_share"].answer == 40
    assert "40 Saved by Focal Arva" in read(table.get("sections/all"))


def test_a_reply_that_says_nothing_is_not_taken(table: Table) -> None:
    table.ask()

    refused = reply(table)

    assert refused.status_code == 422
    assert "Write a reply, or change the answer." in read(refused)
    assert 'value="10"' in refused.text
    long = reply(table, "x" * 2001)
    assert long.status_code == 422
    assert "Write 1 to 2000 characters." in read(long)
    assert table.review.state_of("law_share") == "returned"


def test_what_was_typed_stays_where_an_answer_is_none(table: Table) -> None:
    table.ask()

    refused = reply(table, "So many.", "about half")

    assert refused.status_code == 422
    assert "So many.</textarea>" in refused.text
    assert 'value="about half"' in refused.text
    assert "Write a number in digits" in read(refused)
    assert table.review.state_of("law_share") == "returned"


def test_where_a_colleague_was_faster_both_are_shown(table: Table) -> None:
    table.ask()
    reply(table, "First.", "40")

    refused = reply(table, "Second.", "50", seen="1")

    assert refused.status_code == 409
    told = read(refused)
    assert "Changed by Focal Arva" in told
    assert "Their answer: 40" in told
    assert "Second.</textarea>" in refused.text
    assert 'value="50"' in refused.text
    assert table.review.answers["law_share"].answer == 40


def test_only_what_came_back_is_changed(table: Table) -> None:
    table.ask()

    other = table.send("items/policy_share/question", {"words": "Why not?"})
    section = table.send("sections/all", POLICY)

    assert (other.status_code, section.status_code) == (409, 409)
    assert "no question about this answer" in read(other)
    assert "only the answers that came back" in read(section)
    assert table.review.answers["policy_share"].answer == 20


def test_it_is_submitted_again_once_all_is_replied_to(table: Table) -> None:
    table.ask()

    early = table.send("submit")
    assert early.status_code == 409
    assert "questions of the reviewer wait for a reply" in read(early)
    reply(table, "It is a new law.")
    late = table.send("submit")

    assert late.status_code == 303
    assert "Submitted, in review" in read(table.see())
    events = [one.event for one in table.review.events]
    assert events == ["submitted", "returned", "submitted"]


def test_a_reopened_response_is_changed_on_its_sections(table: Table) -> None:
    table.post("reopen", {"reason": "New figures."}, table.organiser)

    assert "Reopened The organiser has reopened the answers." in read(table.see())
    saved = table.send("sections/all", POLICY)

    assert saved.status_code == 303
    review = read(table.see("review"))
    assert "Reopened 2 Nov 2026 09:00 UTC, Ada New figures." in review
    assert "All answers can be changed until they are submitted again." in review


def test_a_page_that_asks_nothing_takes_no_reply(table: Table) -> None:
    page = table.see(QUESTION)

    assert "Nothing was asked about this answer." in read(page)
    assert "<textarea" not in page.text.split("<fieldset")[0]
    assert table.see("items/nothing/question").status_code == 404
    assert table.send("items/nothing/question").status_code == 404
    assert reply(table, "Anyway.").status_code == 409


def test_evidence_is_added_beside_what_came_back_alone(table: Table) -> None:
    table.ask()
    link = {"link": "https://city.example/law"}

    asked = table.send("items/law_share/evidence/link", link)
    other = table.send("items/policy_share/evidence/link", link)

    assert (asked.status_code, other.status_code) == (303, 409)
    assert 'name="link"' in table.see("items/law_share/evidence").text
    assert 'name="link"' not in table.see("items/policy_share/evidence").text
    assert "Evidence city.example" in read(table.get("sections/all"))


def test_the_button_of_evidence_loses_nothing(table: Table) -> None:
    table.ask()
    button = {"go": "evidence:law_share", "q-law_share": "10", "seen": "1"}

    empty = table.send(QUESTION, {**button, "words": ""})
    said = table.send(QUESTION, {**button, "words": "See the paper."})

    assert empty.location.endswith("/items/law_share/evidence")
    assert said.location == empty.location
    (_, step) = table.review.steps["law_share"]
    assert step.text == "See the paper."
