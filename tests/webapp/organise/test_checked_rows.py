"""A list that is read again ends no link that works, unless that is ticked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.errors import InvitationRevokedError
from meter.fieldwork.invitations import admit, list_invitations

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

FILE = "/organise/seoul/invite-file"
LINK = re.compile(r"http://localhost/join/([\w-]{43})")
LIST = "name,email,contact\nArva,ana@example.org,Ana\nBelo,ben@example.org,\n"
MORE = f"{LIST}Cori,cy@example.org,Cy\n"


def send(desk: Desk, text: str, **given: str) -> list[str]:
    reply = desk.post(FILE, {"list": text, "go": "invite", **given})
    return list(dict.fromkeys(LINK.findall(reply.text)))


def test_the_check_tells_whose_link_works_and_counts_who_is_new(desk: Desk) -> None:
    desk.open()
    ana, _ben = send(desk, LIST)
    admit(desk.store, ana, desk.clock())

    told = desk.post(FILE, {"list": MORE, "go": "check"}).text

    assert "1 row is ready to be invited. Nobody is invited yet." in told
    assert "2 rows are already invited and are left alone" in told
    assert told.count("Already invited; the link was used.") == 1
    assert told.count("Already invited; the link was not used yet.") == 1
    assert told.count("No name: letters greet the address.") == 1
    assert "Invite this one and show the link" in told


def test_only_who_is_new_gets_a_link(desk: Desk) -> None:
    desk.open()
    former = send(desk, LIST)

    assert len(send(desk, MORE)) == 1

    for token in former:
        assert admit(desk.store, token, desk.clock()).revoked_at is None


def test_a_list_with_nobody_new_makes_no_link_and_says_so(desk: Desk) -> None:
    asked = desk.open()
    former = send(desk, LIST)

    reply = desk.post(FILE, {"list": LIST, "go": "invite"})

    assert reply.status_code == 422
    assert "No links are made" in reply.text
    assert "Make the links that are ticked" in reply.text
    assert LINK.findall(reply.text) == []
    assert len(list_invitations(desk.store, asked.id)) == 2
    for token in former:
        assert admit(desk.store, token, desk.clock()).revoked_at is None


def test_a_tick_makes_links_anew_and_pressed_twice_does_so_once(desk: Desk) -> None:
    desk.open()
    former = send(desk, LIST)
    page = desk.post(FILE, {"list": LIST, "go": "check"}).text
    found = re.search(r'name="again" type="checkbox" value="(\d+)"', page)
    assert found is not None

    fresh = send(desk, LIST, again=found[1])
    second = send(desk, LIST, again=found[1])

    assert (len(fresh), second) == (2, [])
    for token in former:
        with pytest.raises(InvitationRevokedError):
            admit(desk.store, token, desk.clock())
    for token in fresh:
        assert admit(desk.store, token, desk.clock()).revoked_at is None


@pytest.mark.parametrize("again", ["", "yes", "-1", "9" * 5_000])
def test_what_is_no_tick_of_the_page_ends_no_link(desk: Desk, again: str) -> None:
    desk.open()
    former = send(desk, LIST)

    assert send(desk, LIST, again=again) == []

    for token in former:
        assert admit(desk.store, token, desk.clock()).revoked_at is None
