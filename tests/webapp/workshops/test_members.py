"""The page of members: the owner names and withdraws, a co-organiser reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.workshops.workshops import draft_workshop, find_role
from tests.webapp.review.table import read

if TYPE_CHECKING:
    from meter.records import Workshop
    from tests.webapp.desk import Desk

PAGE = "/workshops/meet/members"


@pytest.fixture
def meeting(desk: Desk) -> Workshop:
    return draft_workshop(desk.store, desk.owner.id, "meet", "Meet", at=desk.clock())


def name(desk: Desk, role: str, email: str = "other@example.org") -> int:
    given = {"email": email, "role": role}
    return desk.post(PAGE, given, page=PAGE).status_code


def test_a_member_is_named_and_withdrawn(desk: Desk, meeting: Workshop) -> None:
    assert name(desk, "co_organiser", desk.other.email) == 303

    page = read(desk.get(PAGE))
    assert f"Co-organiser {desk.other.name} {desk.other.email} Withdraw" in page
    assert find_role(desk.store, meeting, desk.other.id) == "co_organiser"
    gone = desk.post(f"{PAGE}/{desk.other.id}/withdraw", page=PAGE)
    assert gone.status_code == 303
    assert find_role(desk.store, meeting, desk.other.id) is None
    again = desk.post(f"{PAGE}/{desk.other.id}/withdraw", page=PAGE)
    assert again.status_code == 404


@pytest.mark.usefixtures("meeting")
def test_what_was_typed_stays_where_nobody_is_named(desk: Desk) -> None:
    given = {"email": "nobody@example.org", "role": "researcher"}

    refused = desk.post(PAGE, given, page=PAGE)

    assert refused.status_code == 422
    assert "Nobody with the address" in read(refused)
    assert 'value="nobody@example.org"' in refused.text
    assert '<option value="researcher" selected>' in refused.text
    assert name(desk, "king", desk.other.email) == 422
    own = desk.post(PAGE, {"email": desk.owner.email, "role": "reviewer"}, page=PAGE)
    assert "organises the workshop already" in read(own)


def test_a_co_organiser_reads_and_names_nobody(desk: Desk, meeting: Workshop) -> None:
    name(desk, "co_organiser", desk.other.email)
    desk.client = desk.enter(desk.other)

    page = desk.get(PAGE)

    assert page.status_code == 200
    assert "Withdraw" not in read(page)
    assert name(desk, "reviewer", desk.owner.email) == 404
    gone = desk.post(f"{PAGE}/{desk.other.id}/withdraw", page=PAGE)
    assert gone.status_code == 404
    assert find_role(desk.store, meeting, desk.other.id) == "co_organiser"


@pytest.mark.usefixtures("meeting")
def test_the_page_says_what_each_role_may_do(desk: Desk) -> None:
    page = read(desk.get(PAGE))

    for words in ("names nobody and deletes nothing", "numbers in place of the names"):
        assert words in page
