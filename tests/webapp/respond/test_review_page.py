"""The page of a review names what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import load_page
from meter.fieldwork.reviewed import load_review
from tests.webapp.desk import desk
from tests.webapp.review.table import table
from webapp.respond.answering import Answering
from webapp.respond.review_page import ReviewPage, make_review_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.review.table import Table

__all__ = ["desk", "table"]


def show(table: Table) -> ReviewPage:
    store = table.desk.store
    sheet = load_page(store, table.response, 1)
    review = load_review(store, table.response)
    with table.desk.app.test_request_context("/"):
        wording = word_instrument(review.instrument)
        answering = Answering(sheet, wording, table.desk.clock(), review.steps)
        return make_review_page(answering, review, ())


def test_before_any_question_nothing_waits(table: Table) -> None:
    page = show(table)

    assert (page.returned, page.replied) == ((), ())
    assert (page.verified, page.answered) == (0, 2)
    assert not page.is_open


def test_questions_wait_for_the_unit_and_replies_for_the_reviewer(
    table: Table,
) -> None:
    table.ask("law_share")
    table.ask("policy_share")
    table.send("items/policy_share/question", {"words": "It is so.", "seen": "1"})

    page = show(table)

    assert [one.key for one in page.returned] == ["law_share"]
    assert [one.ask for one in page.replied] == ["What share of policy?"]
    assert (page.is_open, page.is_whole) == (True, False)


def test_a_verified_question_without_an_answer_is_not_counted(table: Table) -> None:
    table.post("items/skills_share/verify", {"revision": "0"})
    table.post("items/law_share/verify", {"revision": "1"})

    assert (show(table).verified, show(table).answered) == (1, 2)
