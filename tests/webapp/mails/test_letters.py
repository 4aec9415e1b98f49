"""The mails of the outbox, worded for whoever gets them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import vobject

from meter.fieldwork.invitations import admit, find_invitation, reissue
from meter.fieldwork.rounds import get_instrument
from tests.meter.mailing.conftest import after, before
from tests.webapp.mails.conftest import take
from webapp.languages import list_languages
from webapp.mails.letters import write_invitation, write_letter
from webapp.mails.phrases import Asker

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from meter.mailing.letters import Letter
    from meter.mailing.outbox import Ready
    from tests.meter.mailing.conftest import Team

BASE = "https://meter.example.org/"


def word(team: Team, ready: Ready, at: datetime | None = None) -> Letter:
    return write_letter(team.store, BASE, ready, at or before(days=7))


def test_a_reminder_tells_what_is_left_until_when_and_the_way_back(team: Team) -> None:
    team.answer({"law": "full"}, "Ana", before(days=20))

    letter = word(team, take(team))

    assert letter.subject == "Marenda: answers are taken until 1 Dec 2026 00:00 UTC"
    assert (letter.person, letter.email) == ("Ana", "ana@example.org")
    assert letter.reply_to == ("Organiser", "organiser@example.org")
    assert letter.text == (
        "Hello Ana,\n\n"
        "The answers of Marenda in “Autumn” are not submitted yet.\n\n"
        "The deadline is 1 Dec 2026 00:00 UTC. Late answers are taken until"
        " 4 Dec 2026 00:00 UTC.\n\n"
        "- First: 1 of 2 answered\n"
        "- Second: 0 of 2 answered\n"
        "About 2 minutes are left.\n\n"
        f"https://meter.example.org/answer/{team.response}/\n"
        "This address opens on a device on which you have used your invitation link."
        " On another one, use that link again. If you no longer have it, answer this"
        " mail: Organiser makes a new one.\n\n"
        "Sent by METER for Organiser, because you answer in “Autumn”.\n"
    )


def test_a_delegate_is_told_of_their_own_sections_and_asks_the_focal_point(
    team: Team,
) -> None:
    letter = word(team, take(team, place=1))

    assert letter.email == "ben@example.org"
    assert letter.reply_to == ("Ana", "ana@example.org")
    assert "- First: 0 of 2 answered" in letter.text
    assert "Second" not in letter.text
    assert "answers that were given to you for Marenda are open" in letter.text


def test_in_the_grace_the_mail_says_that_the_deadline_is_over(team: Team) -> None:
    letter = word(team, take(team, after(days=1)), after(days=1))

    assert letter.subject == (
        "Marenda: late answers are taken until 4 Dec 2026 00:00 UTC"
    )
    assert "The deadline was 1 Dec 2026 00:00 UTC. Late answers are" in letter.text
    assert letter.calendar == b""


def test_the_deadline_comes_as_a_calendar_file(team: Team) -> None:
    (calendar,) = vobject.readComponents(word(team, take(team)).calendar.decode())

    assert calendar.vevent.dtend.value == team.round.closes_at
    assert (
        calendar.vevent.url.value
        == f"https://meter.example.org/answer/{team.response}/"
    )


def test_what_is_answered_is_to_be_submitted(team: Team) -> None:
    given = {"law": "full", "site": "no", "ways": ("web",), "since": "2020-01-01"}
    team.answer(given, "Ana", before(days=20))

    text = word(team, take(team)).text

    assert "Everything is answered for Marenda in “Autumn”, but not submitted" in text
    assert "minutes are left" not in text


def test_a_digest_says_where_to_stop_it_and_holds_no_answer(team: Team) -> None:
    team.answer({"law": "full", "note": "A secret of ours"}, "Ben", before(days=20))

    letter = word(team, take(team, before(days=15)), before(days=15))

    hub = f"https://meter.example.org/answer/{team.response}/"
    assert letter.preferences == f"{hub}#digest"
    assert "Ben in “First”: 1 answer" in letter.text
    assert "secret" not in letter.text
    assert "Fully" not in letter.text


@pytest.mark.parametrize("code", list(list_languages()))
def test_a_mail_is_in_the_language_of_its_reader(team: Team, code: str) -> None:
    ready = take(team)
    known = replace(ready.sheet.invitation, language=code)

    letter = word(team, replace(ready, sheet=replace(ready.sheet, invitation=known)))

    assert letter.language == code
    assert "%(" not in letter.text + letter.subject


def test_names_in_a_language_that_runs_the_other_way_are_isolated(team: Team) -> None:
    ready = take(team)
    known = replace(ready.sheet.invitation, language="ar")

    letter = word(team, replace(ready, sheet=replace(ready.sheet, invitation=known)))

    assert "\u2068Marenda\u2069" in letter.text


def test_without_a_language_of_their_own_it_is_the_questionnaires(team: Team) -> None:
    instrument = get_instrument(team.store, team.round)

    assert word(team, take(team)).language == instrument.language


def test_the_language_is_what_was_read_when_the_link_was_used(team: Team) -> None:
    renewed, token = reissue(team.store, team.ana.id, before(days=20), days=60)
    admit(team.store, token, before(days=19), "fr")

    assert word(team, take(team, place=1)).language == "fr"
    again, _token = reissue(team.store, renewed.id, before(days=18), days=60)
    found = find_invitation(team.store, again.id)
    assert found is not None
    assert found.language == "fr"


def test_an_invitation_carries_its_link(team: Team, app: Flask) -> None:
    asker = Asker("Ada", "ada@example.org")
    link = "https://meter.example.org/join/a-token"
    with app.test_request_context("/"):
        letter = write_invitation(
            team.ana, team.round, "Marenda", asker, link, before(days=20)
        )

    assert letter.subject == "You are invited to answer for Marenda"
    assert f"\n\n{link}\n" in letter.text
    assert "Ada invites you to answer for Marenda in “Autumn”." in letter.text
    assert letter.reply_to == ("Ada", "ada@example.org")


def test_the_address_in_a_mail_is_one_of_the_site(team: Team, app: Flask) -> None:
    address = f"/answer/{team.response}/"

    assert app.url_map.bind("localhost").match(address) == (
        "respond.hub",
        {"response": team.response},
    )
    assert address in word(team, take(team)).text
