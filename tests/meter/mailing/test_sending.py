"""Sending: at least once, hardly ever twice, and nothing in silence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from mail_server import find_port
from meter.mailing.errors import MailServerError
from meter.mailing.outbox import CLAIM_MINUTES, list_mailings, queue_due
from meter.mailing.post import Post
from meter.mailing.sending import Outcome, send_waiting
from tests.meter.mailing.conftest import before, write_plainly

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from mail_server import MailServer
    from meter.mailing.letters import Letter
    from meter.settings import Settings
    from tests.meter.mailing.conftest import Team

WEEK = before(days=7)


def run(team: Team, settings: Settings, at: datetime = WEEK) -> list[Outcome]:
    queue_due(team.store, team.round.id, at)
    with Post(settings) as post:
        return list(send_waiting(team.store, post, write_plainly, lambda: at))


def states(team: Team) -> dict[str, str]:
    found = list_mailings(team.store, team.round.id)
    return {one.person_name: one.state for one in found}


def test_everybody_gets_what_is_due_once(
    team: Team, mail: MailServer, tmp_path: Path
) -> None:
    settings = mail.settings(tmp_path)

    assert [one.failure for one in run(team, settings)] == ["", ""]
    assert run(team, settings, WEEK + timedelta(hours=2)) == []

    assert mail.recipients == ["ana@example.org", "ben@example.org"]
    assert states(team) == {"Ana": "sent", "Ben": "sent"}


def test_two_senders_at_once_send_each_mail_once(
    team: Team, mail: MailServer, tmp_path: Path
) -> None:
    settings = mail.settings(tmp_path)
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: run(team, settings), range(6)))

    assert sorted(mail.recipients) == ["ana@example.org", "ben@example.org"]
    assert sum(len(one) for one in done) == 2


def test_a_refusal_is_final_and_a_delay_is_not(
    team: Team, mail: MailServer, tmp_path: Path
) -> None:
    settings = mail.settings(tmp_path)
    mail.refused["ana@example.org"] = "550 Nobody of that name"
    mail.refused["ben@example.org"] = "451 Come back later"

    assert [(one.failure, one.is_final) for one in run(team, settings)] == [
        ("550 Nobody of that name", True),
        ("451 Come back later", False),
    ]
    mail.refused.clear()
    run(team, settings)

    assert mail.recipients == ["ben@example.org"]
    assert states(team) == {"Ana": "failed", "Ben": "sent"}


def test_while_the_server_is_down_everything_waits_and_says_why(
    team: Team, mail: MailServer, tmp_path: Path
) -> None:
    down = mail.settings(tmp_path, smtp_port=find_port())
    with pytest.raises(MailServerError):
        run(team, down)

    assert states(team) == {"Ana": "waiting", "Ben": "waiting"}
    assert "refused" in (list_mailings(team.store, team.round.id)[1].failure or "")

    assert len(run(team, mail.settings(tmp_path))) == 2
    assert states(team) == {"Ana": "sent", "Ben": "sent"}


class KilledError(BaseException):
    """Stands for the end of the process."""


class DyingPost(Post):
    """Sends a letter, and dies before anybody can note it."""

    def send(self, letter: Letter, at: datetime) -> None:
        super().send(letter, at)
        raise KilledError


def test_a_sender_killed_before_its_note_doubles_one_mail_under_one_name(
    team: Team, mail: MailServer, tmp_path: Path
) -> None:
    settings = mail.settings(tmp_path)
    queue_due(team.store, team.round.id, WEEK)
    with DyingPost(settings) as post, pytest.raises(KilledError):
        list(send_waiting(team.store, post, write_plainly, lambda: WEEK))

    run(team, settings, WEEK + timedelta(minutes=1))
    assert mail.recipients == ["ana@example.org", "ben@example.org"]

    run(team, settings, WEEK + timedelta(minutes=CLAIM_MINUTES + 1))
    run(team, settings, WEEK + timedelta(minutes=3 * CLAIM_MINUTES))
    assert mail.recipients == ["ana@example.org", "ben@example.org", "ana@example.org"]
    first, _, again = mail.taken
    assert first["Message-ID"] == again["Message-ID"]
