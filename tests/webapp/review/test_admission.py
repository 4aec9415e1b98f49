"""Who may review is asked on every request; a response is one of the round."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork import accounts, reviewers

if TYPE_CHECKING:
    from tests.webapp.review.table import Table


def test_a_stranger_is_led_to_the_sign_in(table: Table) -> None:
    stranger = table.desk.app.test_client()

    for path in ("/review/checked/", table.path(), table.path("sections/all")):
        assert stranger.get(path).location.startswith("/staff/sign-in?next=")


def test_a_withdrawn_reviewer_is_out_at_the_next_request(table: Table) -> None:
    assert table.get().status_code == 200

    reviewers.withdraw_reviewer(
        table.desk.store, table.round, table.rea.id, table.desk.clock()
    )

    assert table.get().status_code == 404
    reply = table.post("items/law_share/verify", {"revision": "1"})
    assert reply.status_code == 404
    assert table.review.steps == {}


def test_a_reviewer_whose_account_is_ended_is_out(table: Table) -> None:
    accounts.save_account(table.desk.store, replace(table.rea, active=False))

    assert table.get().location.startswith("/staff/sign-in?next=")


def test_a_response_of_another_round_is_not_there(table: Table) -> None:
    other = table.desk.open("other", reviewed=True)
    table.desk.answer(other, "Belo", 1, 2, 3)

    assert table.organiser.get(f"/review/other/{table.response}/").status_code == 404
    assert table.reviewer.get("/review/nowhere/").status_code == 404
