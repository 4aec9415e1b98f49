"""Fresh links go out by mail while they are known, and are shown all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from mail_server import find_port
from meter.fieldwork.delegates import list_colleagues
from meter.fieldwork.invitations import list_invitations
from meter.mailing.outbox import list_mailings
from tests.webapp.city import city
from tests.webapp.desk import desk
from tests.webapp.mailed import mail, set_up_mail
from webapp.mails import links

if TYPE_CHECKING:
    import pytest

    from mail_server import MailServer
    from tests.webapp.city import City
    from tests.webapp.desk import Desk

__all__ = ["city", "desk", "mail"]

ONE = {"name": "Arva", "contact": "Ana", "email": "ana@example.org", "mail": "yes"}
LINK = re.compile(r"https://meter\.example\.org/join/([\w-]{43})")
LIST = "name,email,contact\nNairi,nora@x.org,Nora\nOruva,omar@x.org,Omar\n"


def test_the_mail_holds_the_link_that_the_page_shows(
    desk: Desk, mail: MailServer
) -> None:
    set_up_mail(desk.app, mail)
    asked = desk.open()

    page = desk.post("/organise/seoul/invite", {**ONE, "language": "fr"}).text

    (sent,) = mail.texts()
    assert set(LINK.findall(sent)) == set(LINK.findall(page)) != set()
    assert "The link is sent" in page
    assert mail.taken[0]["Content-Language"] == "fr"
    assert mail.taken[0]["Reply-To"] == "Ada <ada@example.org>"
    (invitation,) = list_invitations(desk.store, asked.id)
    assert invitation.language == "fr"


def test_no_link_is_kept_though_it_was_mailed(desk: Desk, mail: MailServer) -> None:
    set_up_mail(desk.app, mail)
    desk.open()
    page = desk.post("/organise/seoul/invite", ONE).text

    (token,) = set(LINK.findall(page))
    with desk.store.read() as connection:
        rows = connection.execute(sql("SELECT * FROM mailings")).all()
    assert len(rows) == 1
    assert token not in repr(rows)
    database = desk.app.extensions["meter"].settings.data / "meter.sqlite"
    assert token.encode() not in database.read_bytes()


def test_without_the_tick_nothing_is_sent(desk: Desk, mail: MailServer) -> None:
    set_up_mail(desk.app, mail)
    desk.open()

    page = desk.post("/organise/seoul/invite", {**ONE, "mail": ""}).text

    assert mail.taken == []
    assert "Send this link now" in page


def test_a_refusal_is_shown_beside_the_link_and_kept(
    desk: Desk, mail: MailServer
) -> None:
    set_up_mail(desk.app, mail)
    mail.refused["omar@x.org"] = "550 No such person"
    asked = desk.open()

    given = {"list": LIST, "go": "invite", "mail": "yes"}
    page = desk.post("/organise/seoul/invite-file", given).text

    assert mail.recipients == ["nora@x.org"]
    assert "550 No such person" in page
    assert "1 mail could not be sent" in page
    found = list_mailings(desk.store, asked.id)
    assert [one.state for one in found] == ["failed", "sent"]
    assert "550 No such person" in desk.get("/organise/seoul/").text


def test_a_server_that_is_down_is_asked_once_and_every_link_is_shown(
    desk: Desk, mail: MailServer
) -> None:
    mail.port = find_port()
    set_up_mail(desk.app, mail)
    desk.open()

    given = {"list": LIST, "go": "invite", "mail": "yes"}
    page = desk.post("/organise/seoul/invite-file", given).text

    assert len(set(LINK.findall(page))) == 2
    assert "2 mails could not be sent" in page


def test_a_slow_server_does_not_hold_up_the_page(
    desk: Desk, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_mail(desk.app, mail)
    monkeypatch.setattr(links, "ALL_SECONDS", -1)
    desk.open()

    page = desk.post("/organise/seoul/invite", ONE).text

    assert mail.taken == []
    assert "the time for one page was over" in page


def test_a_new_link_is_mailed_where_that_is_ticked(
    desk: Desk, mail: MailServer
) -> None:
    set_up_mail(desk.app, mail)
    asked = desk.open()
    desk.invite(asked, "Arva")
    (invitation,) = list_invitations(desk.store, asked.id)

    path = f"/organise/seoul/invitations/{invitation.id}/reissue"
    page = desk.post(path, {"mail": "yes"}).text

    (sent,) = mail.texts()
    assert set(LINK.findall(sent)) == set(LINK.findall(page)) != set()


def test_a_focal_point_mails_a_colleagues_link_in_their_own_name(
    city: City, mail: MailServer
) -> None:
    set_up_mail(city.app, mail)

    given = {"name": "Cho", "email": "cho@example.org", "mail": "yes"}
    page = city.post("colleagues", given).text

    (sent,) = mail.texts()
    assert set(LINK.findall(sent)) == set(LINK.findall(page)) != set()
    assert "Amal invites you" in sent
    assert mail.taken[0]["Reply-To"] == "Amal <amal@example.org>"
    assert list_colleagues(city.store, city.response)[-1].person_name == "Cho"


def test_a_colleagues_mail_that_is_refused_is_told(
    city: City, mail: MailServer
) -> None:
    set_up_mail(city.app, mail)
    mail.refused["cho@example.org"] = "550 Not here"

    given = {"name": "Cho", "email": "cho@example.org", "mail": "yes"}
    page = city.post("colleagues", given).text

    assert "550 Not here" in page
    assert "Send this link to" in page
