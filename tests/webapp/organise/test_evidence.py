from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from meter.fieldwork import evidence, invitations
from meter.fieldwork.given.files import parse_file
from meter.fieldwork.responses import submit_response

if TYPE_CHECKING:
    from tests.webapp.desk import Desk


def read(text: str) -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(bare.split())


def prove(desk: Desk, token: str) -> int:
    sent = invitations.find_invitation_by_token(desk.store, token)
    assert sent is not None
    link, file = "https://city.example/law", parse_file("law.txt", b"Law", 100)
    evidence.add_link(desk.store, sent, "law_share", link, desk.clock())
    added = evidence.add_file(
        desk.store, sent, "skills_share", file, desk.clock(), quota=100
    )
    return added.id


def test_an_organiser_sees_what_was_handed_in_and_saves_files(desk: Desk) -> None:
    asked = desk.open()
    _, response, token = desk.invite(asked, "Marenda")
    number = prove(desk, token)
    address = f"/organise/{asked.key}/evidence"
    assert "No submitted answer has evidence." in desk.client.get(address).text
    assert desk.client.get(f"{address}/{number}").status_code == 404

    submit_response(desk.store, response, "Ana", desk.clock())

    told = read(desk.client.get(address).text)
    assert "Marenda (2) What share of law? city.example https://city" in told
    assert told.index("What share of law?") < told.index("What share of skills?")
    file = desk.client.get(f"{address}/{number}")
    assert file.data == b"Law"
    assert file.headers["Content-Disposition"] == "attachment; filename=law.txt"
    other = desk.enter(desk.other)
    assert other.get(address).status_code == 404
    assert other.get(f"{address}/{number}").status_code == 404
