"""An organiser sees who is not finished, and has them reminded."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.rounds import close_round
from meter.mailing.outbox import list_mailings, note_refused
from meter.storage.repository.rounds import update_round
from tests.webapp.mailed import mail, set_up_mail

if TYPE_CHECKING:
    from mail_server import MailServer
    from tests.webapp.desk import Desk

__all__ = ["mail"]

BUTTON = "who has not finished"


def test_a_press_queues_a_mail_for_everybody_and_sends_none_itself(
    desk: Desk, mail: MailServer
) -> None:
    set_up_mail(desk.app, mail)
    asked = desk.open()
    desk.invite(asked, "Arva")
    desk.answer(asked, "Belm", 50, 50, 50)
    assert "Remind 1 person who has not finished" in desk.get("/organise/seoul/").text

    reply = desk.post("/organise/seoul/remind")

    assert reply.status_code == 303
    assert reply.location.endswith("/organise/seoul/#reminders")
    page = desk.get("/organise/seoul/").text
    assert "Waits to be sent" in page
    assert BUTTON not in page
    assert "has been reminded at your request today" in page
    (one,) = list_mailings(desk.store, asked.id)
    assert (one.unit_name, one.kind, one.state) == ("Arva", "request", "waiting")
    assert mail.taken == []


def test_the_next_day_one_may_remind_again(desk: Desk, mail: MailServer) -> None:
    set_up_mail(desk.app, mail)
    asked = desk.open()
    desk.invite(asked, "Arva")
    desk.post("/organise/seoul/remind")
    desk.post("/organise/seoul/remind")
    assert len(list_mailings(desk.store, asked.id)) == 1

    desk.clock.go_on(days=1)
    desk.client = desk.enter(desk.owner)
    assert BUTTON in desk.get("/organise/seoul/").text
    desk.post("/organise/seoul/remind")

    assert len(list_mailings(desk.store, asked.id)) == 2


def test_what_the_mail_server_refused_is_shown(desk: Desk, mail: MailServer) -> None:
    set_up_mail(desk.app, mail)
    asked = desk.open()
    desk.invite(asked, "Arva")
    desk.post("/organise/seoul/remind")
    (one,) = list_mailings(desk.store, asked.id)
    note_refused(desk.store, one.id, "550 <nobody>", desk.clock())

    page = desk.get("/organise/seoul/").text

    assert html.escape("550 <nobody>") in page
    assert "1 not sent" in page


def test_without_a_mail_server_the_page_gives_the_list_to_copy(desk: Desk) -> None:
    asked = desk.open()
    desk.invite(asked, "=Arva")

    page = html.unescape(desk.get("/organise/seoul/").text)

    assert "This server sends no mails" in page
    assert "'=Arva\tFocal =Arva\tfocal.1@example.org" in page
    assert BUTTON not in page
    assert desk.post("/organise/seoul/remind").status_code == 409
    assert list_mailings(desk.store, asked.id) == []


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_where_nobody_can_answer_nobody_is_reminded(
    desk: Desk, mail: MailServer, state: str
) -> None:
    set_up_mail(desk.app, mail)
    asked = desk.draft() if state == "draft" else desk.open()
    desk.invite(asked, "Arva")
    if state == "closed":
        close_round(desk.store, asked.id, desk.clock())

    assert BUTTON not in desk.get("/organise/seoul/").text
    assert desk.post("/organise/seoul/remind").status_code == 409
    assert list_mailings(desk.store, asked.id) == []


def test_another_organisers_round_is_not_there(desk: Desk, mail: MailServer) -> None:
    set_up_mail(desk.app, mail)
    desk.open("theirs", owner_id=desk.other.id)

    assert desk.post("/organise/theirs/remind").status_code == 404


def test_who_submitted_in_the_grace_is_told(desk: Desk) -> None:
    asked = desk.open(closes_at=desk.clock())
    desk.store.write(lambda one: update_round(one, asked.id, {"grace_days": 3}))
    desk.clock.go_on(hours=1)
    desk.answer(asked, "Belm", 50, 50, 50)
    page = desk.get("/organise/seoul/").text
    assert "the deadline was" in page
    assert "late answers are taken until" in page

    assert '<span class="state stop">late</span>' in desk.get("/organise/seoul/").text
