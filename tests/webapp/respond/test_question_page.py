"""The page of a question shows the answer in its controls, and takes a reply or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork.responses import load_page
from meter.fieldwork.reviewed import load_review
from tests.webapp.desk import desk
from tests.webapp.review.table import table
from webapp.forms.given import Given
from webapp.forms.sections import Reading
from webapp.respond.answering import Answering
from webapp.respond.question_page import Attempt, QuestionPage, make_question_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.review.table import Table

__all__ = ["desk", "table"]


def show(
    table: Table,
    attempt: Attempt | None = None,
    sections: tuple[str, ...] | None = None,
) -> QuestionPage:
    store = table.desk.store
    sheet = load_page(store, table.response, 1)
    sheet = replace(sheet, invitation=replace(sheet.invitation, sections=sections))
    review = load_review(store, table.response)
    with table.desk.app.test_request_context("/"):
        wording = word_instrument(review.instrument)
        answering = Answering(sheet, wording, table.desk.clock(), review.steps)
        (section,) = wording.instrument.sections
        return make_question_page(answering, review, section, section.items[0], attempt)


def test_the_answer_stands_alone_in_its_controls(table: Table) -> None:
    table.ask()

    page = show(table)

    assert 'value="10"' in page.item
    assert "q-policy_share" not in page.item
    assert (page.seen, page.may_reply, page.state.mark) == (1, True, "stop")
    assert "items/law_share/question" not in page.item


def test_without_a_question_there_is_no_reply(table: Table) -> None:
    assert not show(table).may_reply

    table.ask()
    table.post("items/law_share/verify", {"revision": "1"})

    assert not show(table).may_reply


def test_a_delegate_replies_about_the_own_sections_alone(table: Table) -> None:
    table.ask()

    assert not show(table, sections=("other",)).may_reply
    assert show(table, sections=("all",)).may_reply


def test_what_was_sent_and_not_kept_is_shown_again(table: Table) -> None:
    table.ask()
    given = {"law_share": Given(("about half",), note="A note")}
    reading = Reading({}, {"law_share": "Write a number."}, given)

    page = show(table, Attempt("So many.", reading, problem="Say more."))

    assert (page.words, page.problem) == ("So many.", "Say more.")
    assert 'value="about half"' in page.item
    assert "Write a number." in page.item
    assert "A note" in page.item
