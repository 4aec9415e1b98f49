from __future__ import annotations

import base64
import html
import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.errors import InvitationRevokedError, InvitationUnknownError
from meter.fieldwork.invitations import INVITATION_DAYS, admit, list_invitations
from meter.fieldwork.units import list_units

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.webapp.desk import Desk

LINK = re.compile(r"http://localhost/join/([\w-]{43})")
HEAD = "name,email,contact,population\n"
ONE = {"name": "Arva", "contact": "Ana", "email": "ana@example.org"}


def tokens(reply: TestResponse) -> set[str]:
    return set(LINK.findall(reply.text))


def send_file(desk: Desk, content: bytes, name: str = "units.csv") -> TestResponse:
    return desk.post(
        "/organise/seoul/invite-file", {"file": (io.BytesIO(content), name)}
    )


def test_inviting_one_unit_shows_its_link_this_once(desk: Desk) -> None:
    asked = desk.open()

    reply = desk.post("/organise/seoul/invite", {**ONE, "fact-population": "1200"})

    (token,) = tokens(reply)
    (unit,) = list_units(desk.store, asked.id)
    assert admit(desk.store, token, desk.clock()).unit_id == unit.id
    assert unit.profile == {"population": 1200.0}
    assert token not in desk.get("/organise/seoul/").text
    assert reply.headers["Cache-Control"] == "no-store"


def test_the_file_of_links_holds_the_same_links(desk: Desk) -> None:
    desk.open()

    reply = desk.post("/organise/seoul/invite", ONE)

    packed = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', reply.text)
    assert packed is not None
    text = base64.b64decode(html.unescape(packed[1])).decode("utf-8-sig")
    assert set(LINK.findall(text)) == tokens(reply)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "Name the unit."),
        ({"contact": ""}, "Name the person to invite."),
        ({"email": ""}, "Give the person&#39;s e-mail address."),
        ({"email": "no address"}, "Write one e-mail address, like name@example.org."),
        ({"fact-population": "many"}, "Give a number in the range"),
        ({"fact-region": "east"}, "Choose one of the options."),
    ],
)
def test_what_cannot_be_invited_is_said_and_nothing_typed_is_lost(
    desk: Desk, given: dict[str, str], sentence: str
) -> None:
    asked = desk.open()
    typed = {**ONE, **given}

    reply = desk.post("/organise/seoul/invite", typed)

    assert reply.status_code == 422
    assert sentence in reply.text
    for value in typed.values():
        if value.strip() and value != "east":
            assert f'value="{value}"' in reply.text
    assert list_units(desk.store, asked.id) == []


def test_a_colleague_of_the_same_unit_keeps_its_facts(desk: Desk) -> None:
    asked = desk.open()
    desk.post("/organise/seoul/invite", {**ONE, "fact-population": "1200"})

    colleague = {**ONE, "contact": "Ben", "email": "ben@example.org"}
    desk.post("/organise/seoul/invite", colleague)

    (unit,) = list_units(desk.store, asked.id)
    assert unit.profile == {"population": 1200.0}
    assert len(list_invitations(desk.store, asked.id)) == 2


def test_links_live_as_long_as_the_round_is_open(desk: Desk) -> None:
    asked = desk.open(closes_at=desk.clock() + timedelta(days=90))

    desk.post("/organise/seoul/invite", ONE)

    (sent,) = list_invitations(desk.store, asked.id)
    assert sent.expires_at == asked.closes_at
    assert INVITATION_DAYS < 90


def test_a_file_is_read_before_anybody_is_invited(desk: Desk) -> None:
    asked = desk.open()

    reply = send_file(desk, f"{HEAD}Arva,ana@example.org,Ana,1000\n".encode())

    assert reply.status_code == 200
    assert "1 row is ready to be invited. Nobody is invited yet." in reply.text
    assert tokens(reply) == set()
    assert list_units(desk.store, asked.id) == []


def test_every_bad_row_is_named_and_the_good_ones_can_be_invited(desk: Desk) -> None:
    asked = desk.open()
    content = (
        f"{HEAD}Arva,ana@example.org,Ana,1000\n"
        "Belo,no address,Ben,\n"
        "Cori,cy@example.org,Cy,many\n"
    )

    checked = send_file(desk, content.encode())
    kept = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", checked.text, re.DOTALL)
    assert kept is not None
    again = {"list": html.unescape(kept[1]), "go": "invite"}
    invited = desk.post("/organise/seoul/invite-file", again)

    assert checked.status_code == 422
    assert "Row 3" in checked.text
    assert "Row 4" in checked.text
    assert [unit.name for unit in list_units(desk.store, asked.id)] == ["Arva"]
    assert len(tokens(invited)) == 1


def test_a_list_can_be_mended_on_the_page(desk: Desk) -> None:
    asked = desk.open()
    mended = f"{HEAD}Belo,ben@example.org,Ben,\n"

    checked = desk.post("/organise/seoul/invite-file", {"list": mended, "go": "check"})
    desk.post("/organise/seoul/invite-file", {"list": mended, "go": "invite"})

    assert checked.status_code == 200
    assert [unit.name for unit in list_units(desk.store, asked.id)] == ["Belo"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xfe\x00", "units.csv"),
        (b"PK\x03\x04nothing", "units.xlsx"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "units.csv"),
        (b"<html><script>alert(1)</script></html>", "units.csv"),
        (b"name;email\n" + b"x" * 400_000, "units.csv"),
    ],
)
def test_a_hostile_file_is_refused_in_a_sentence(
    desk: Desk, content: bytes, name: str
) -> None:
    asked = desk.open()

    reply = send_file(desk, content, name)

    assert reply.status_code == 422
    assert "<script>alert" not in reply.text
    assert list_units(desk.store, asked.id) == []


def test_a_huge_file_is_not_even_read(desk: Desk) -> None:
    desk.open()

    reply = desk.client.post(
        "/organise/seoul/invite-file",
        data=b"x" * 1_100_000,
        content_type="multipart/form-data; boundary=x",
    )

    assert reply.status_code == 413


def test_no_file_is_asked_for(desk: Desk) -> None:
    desk.open()

    reply = desk.post("/organise/seoul/invite-file", {})

    assert reply.status_code == 422
    assert "Choose a CSV or XLSX file first." in reply.text


def test_formulas_in_names_come_out_as_text(desk: Desk) -> None:
    desk.open()
    given = {"list": f"{HEAD}=1+1,ana@example.org,@SUM(A1),\n", "go": "invite"}

    reply = desk.post("/organise/seoul/invite-file", given)

    packed = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', reply.text)
    assert packed is not None
    row = base64.b64decode(html.unescape(packed[1])).decode("utf-8-sig").splitlines()[1]
    assert row.startswith("'=1+1,'@SUM(A1),ana@example.org,http")


def test_a_closed_round_invites_nobody(desk: Desk) -> None:
    asked = desk.open()
    desk.post("/organise/seoul/close")

    one = desk.post("/organise/seoul/invite", ONE)
    many = desk.post(
        "/organise/seoul/invite-file",
        {"list": f"{HEAD}Arva,ana@example.org,Ana,\n", "go": "invite"},
    )

    assert (one.status_code, many.status_code) == (409, 409)
    assert list_units(desk.store, asked.id) == []


def test_a_new_link_ends_the_former_one(desk: Desk) -> None:
    asked = desk.open()
    _unit, _response, former = desk.invite(asked, "Arva")
    (sent,) = list_invitations(desk.store, asked.id)

    reply = desk.post(f"/organise/seoul/invitations/{sent.id}/reissue")

    (token,) = tokens(reply)
    assert admit(desk.store, token, desk.clock()).unit_id == sent.unit_id
    with pytest.raises((InvitationRevokedError, InvitationUnknownError)):
        admit(desk.store, former, desk.clock())


def test_a_withdrawn_link_lets_nobody_in(desk: Desk) -> None:
    asked = desk.open()
    _unit, _response, token = desk.invite(asked, "Arva")
    (sent,) = list_invitations(desk.store, asked.id)

    reply = desk.post(f"/organise/seoul/invitations/{sent.id}/revoke")

    assert reply.location == "/organise/seoul/#invitations"
    with pytest.raises(InvitationRevokedError):
        admit(desk.store, token, desk.clock())


def test_invitations_of_other_rounds_are_not_there(desk: Desk) -> None:
    desk.open("seoul")
    theirs = desk.open("theirs", owner_id=desk.other.id)
    mine = desk.open("lima")
    for asked in (theirs, mine):
        desk.invite(asked, "Arva")

    for asked in (theirs, mine):
        (sent,) = list_invitations(desk.store, asked.id)
        for deed in ("reissue", "revoke"):
            address = f"/organise/seoul/invitations/{sent.id}/{deed}"
            assert desk.post(address).status_code == 404
        (after,) = list_invitations(desk.store, asked.id)
        assert after == sent


def test_an_id_that_no_database_holds_is_not_there(desk: Desk) -> None:
    desk.open()

    reply = desk.post(f"/organise/seoul/invitations/{10**30}/revoke")

    assert reply.status_code == 404
