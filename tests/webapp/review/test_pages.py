"""The pages of a review hold what reviewers need, and count it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import list_responses
from meter.fieldwork.units import list_units
from webapp.review.pages import make_response_page, make_round_page, make_section_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from tests.webapp.review.table import Table
    from webapp.review.pages import ResponsePage, RoundToReview, SectionPage


def show_section(table: Table) -> SectionPage:
    with table.desk.app.test_request_context("/"):
        wording = word_instrument(table.review.instrument)
        (section,) = wording.instrument.sections
        return make_section_page(table.review, wording, section, table.desk.clock())


def show_response(table: Table, *, is_organiser: bool) -> ResponsePage:
    with table.desk.app.test_request_context("/"):
        wording = word_instrument(table.review.instrument)
        at = table.desk.clock()
        return make_response_page(
            table.review, wording, (), at, is_organiser=is_organiser
        )


def show_round(table: Table) -> RoundToReview:
    store, asked = table.desk.store, table.round
    with table.desk.app.test_request_context("/"):
        return make_round_page(
            asked,
            list_units(store, asked.id),
            list_responses(store, asked.id),
            is_organiser=False,
        )


def test_a_section_names_what_one_button_verifies(table: Table) -> None:
    table.post("items/law_share/verify", {"revision": "1"})

    page = show_section(table)

    assert (page.open, page.seen) == (1, "policy_share:1")
    assert [one.is_verified for one in page.items] == [True, False, False]
    assert [one.revision for one in page.items] == [1, 1, 0]
    assert [one.answer for one in page.items] == ["10", "20", "No answer yet"]


def test_a_response_counts_what_is_verified_and_what_waits(table: Table) -> None:
    table.post("items/law_share/verify", {"revision": "1"})
    table.ask("policy_share")

    page = show_response(table, is_organiser=False)

    (line,) = page.sections
    assert (line.answered, line.verified, line.returned, line.replied) == (2, 1, 1, 0)
    assert not line.is_done
    assert (page.answered, page.verified, page.pending) == (2, 1, 1)
    assert (page.is_organiser, page.is_submitted) == (False, False)
    assert page.state.word == "Returned"
    assert show_response(table, is_organiser=True).is_organiser


def test_what_is_wholly_reopened_is_not_reopened_again(table: Table) -> None:
    table.ask()
    assert show_response(table, is_organiser=False).may_reopen

    table.post("reopen", {"reason": "New figures."}, table.organiser)

    assert not show_response(table, is_organiser=False).may_reopen


def test_a_round_lists_the_units_that_have_submitted(table: Table) -> None:
    table.desk.invite(table.round, "Belo")

    page = show_round(table)

    assert [(one.name, one.state.word) for one in page.units] == [("Arva", "In review")]
    assert not page.is_organiser
    table.ask()
    assert [one.state.word for one in show_round(table).units] == ["Returned"]
