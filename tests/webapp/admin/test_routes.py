"""Administrators look after accounts on their page; nobody else finds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts, administration
from tests.webapp.review.table import read

if TYPE_CHECKING:
    from meter.records import Account
    from tests.webapp.desk import Desk

PAGE = "/admin/accounts"


@pytest.fixture
def ada(desk: Desk) -> Account:
    """Sign an administrator in at the desk."""
    made = accounts.add_account(
        desk.store, "admin@example.org", "Mina", desk.clock(), administrator=True
    )
    desk.client = desk.enter(made)
    return made


def post(desk: Desk, rest: str, **data: str) -> tuple[int, str]:
    reply = desk.post(f"{PAGE}{rest}", data, page=PAGE)
    return reply.status_code, reply.text


def find(desk: Desk, email: str) -> Account:
    found = accounts.find_account(desk.store, email)
    assert found is not None
    return found


@pytest.mark.usefixtures("ada")
def test_the_page_names_accounts_and_nothing_that_they_have(desk: Desk) -> None:
    desk.open("seoul")

    page = desk.get(PAGE)

    assert desk.other.email in page.text
    assert "Seoul" not in page.text
    assert desk.get("/organise/seoul/").status_code == 404
    assert 'href="/admin/accounts"' in desk.get("/organise/").text


def test_staff_who_are_no_administrators_find_no_page(desk: Desk) -> None:
    assert desk.get(PAGE).status_code == 404
    assert "/admin/" not in desk.get("/organise/").text
    reply = desk.post(f"{PAGE}/{desk.other.id}/disable")
    assert reply.status_code == 404
    assert find(desk, desk.other.email).active


@pytest.mark.usefixtures("ada")
def test_an_account_is_added_and_its_link_shown_once(desk: Desk) -> None:
    status, text = post(desk, "", email="bo@example.org", name="Bo")

    assert status == 200
    found = re.search(r"http://localhost(/staff/password/[\w-]+)", text)
    assert found is not None
    assert desk.app.test_client().get(found[1]).status_code == 200
    assert found[1] not in desk.get(PAGE).text
    assert "Has no password yet" in desk.get(PAGE).text
    made = find(desk, "bo@example.org")
    again, renewed = post(desk, f"/{made.id}/link")
    assert again == 200
    assert found[1] not in renewed
    assert desk.app.test_client().get(found[1]).status_code == 404


@pytest.mark.usefixtures("ada")
def test_what_was_typed_stays_where_nobody_is_added(desk: Desk) -> None:
    status, text = post(desk, "", email=desk.other.email, name="Another Bo")

    assert status == 422
    assert "has an account already" in text
    assert 'value="Another Bo"' in text
    assert post(desk, f"/{desk.other.id}/link")[0] == 409


@pytest.mark.usefixtures("ada")
def test_a_shut_account_is_out_at_its_next_request(desk: Desk) -> None:
    theirs = desk.enter(desk.other)
    assert theirs.get("/organise/").status_code == 200

    assert post(desk, f"/{desk.other.id}/disable")[0] == 303

    assert theirs.get("/organise/").location.startswith("/staff/sign-in")
    assert "Shut" in desk.get(PAGE).text
    assert post(desk, f"/{desk.other.id}/enable")[0] == 303
    assert theirs.get("/organise/").location.startswith("/staff/sign-in")
    assert find(desk, desk.other.email).active


def test_administrators_are_made_and_the_last_one_stays(
    desk: Desk, ada: Account
) -> None:
    status, text = post(desk, f"/{ada.id}/withdraw")
    assert (status, "is the last administrator" in text) == (409, True)
    assert post(desk, f"/{desk.other.id}/grant")[0] == 303
    theirs = desk.enter(desk.other)
    assert theirs.get(PAGE).status_code == 200

    administration.withdraw(desk.store, ada.id, desk.clock(), by=desk.other)

    assert desk.get(PAGE).status_code == 404
    page = theirs.get(PAGE)
    assert "Made somebody an administrator no longer" in read(page)


@pytest.mark.usefixtures("ada")
def test_an_account_that_is_not_there_is_not_changed(desk: Desk) -> None:
    for action in ("disable", "enable", "grant", "withdraw", "link"):
        assert post(desk, f"/999/{action}")[0] == 404
