"""`meter remind` sends what is due, once, and says what became of it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from instruments import Instrument
from mail_server import BASE, HOST, find_port
from meter.cli import main
from meter.clock import utc_now
from meter.fieldwork import accounts, invitations, rounds, units
from meter.mailing.outbox import list_mailings
from meter.storage import open_store
from meter.workshops.records import Entry
from meter.workshops.registering import register, switch_registration
from meter.workshops.workshops import draft_workshop
from tests.meter.conftest import DOCUMENT
from tests.webapp.mailed import mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mail_server import MailServer
    from meter.storage import Store

__all__ = ["mail"]


@pytest.fixture(autouse=True)
def _settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mail: MailServer
) -> None:
    for name in ("CONFIG", "DATABASE_URL", "SECRET_KEY"):
        monkeypatch.delenv(f"METER_{name}", raising=False)
    known = {
        "DATA": tmp_path,
        "BASE_URL": BASE,
        "SMTP_HOST": HOST,
        "SMTP_PORT": mail.port,
        "SMTP_SECURITY": "none",
        "SMTP_SENDER": "METER <meter@example.org>",
    }
    for name, value in known.items():
        monkeypatch.setenv(f"METER_{name}", str(value))


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{folder / 'meter.sqlite'}") as store:
        yield store


def settle(folder: Path, *keys: str) -> None:
    """Open rounds whose deadline is in two days, with a unit each."""
    now = utc_now()
    past = now - timedelta(days=20)
    with opened(folder) as store:
        owner = accounts.add_account(store, "ada@example.org", "Ada", past)
        for key in keys:
            asked = rounds.draft_round(
                store,
                owner.id,
                key,
                key.title(),
                Instrument.model_validate(DOCUMENT),
                at=past,
                closes_at=now + timedelta(days=2),
            )
            rounds.open_round(store, asked.id, past)
            unit = units.save_unit(store, owner.id, "Marenda", {}, past)
            email = f"{key}@example.org"
            invitations.invite(store, asked.id, unit.id, "Ana", email, past)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["remind", *words])


def test_what_is_due_in_all_rounds_is_sent_once(
    tmp_path: Path, mail: MailServer
) -> None:
    settle(tmp_path, "autumn", "winter")

    first, second = run(), run()

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == (
        "sent\tautumn\treminder\tautumn@example.org\n"
        "sent\twinter\treminder\twinter@example.org\n"
    )
    assert second.output == ""
    assert mail.recipients == ["autumn@example.org", "winter@example.org"]
    assert f"{BASE}/answer/1/" in mail.texts()[0]


def test_one_round_can_be_named(tmp_path: Path, mail: MailServer) -> None:
    settle(tmp_path, "autumn", "winter")

    assert run("winter").exit_code == 0

    assert mail.recipients == ["winter@example.org"]
    assert run("spring").exit_code == 13


def test_a_rehearsal_says_what_would_be_sent_and_leaves_it(
    tmp_path: Path, mail: MailServer
) -> None:
    settle(tmp_path, "autumn")

    assert run("--dry-run").output == (
        "would send\tautumn\treminder\tautumn@example.org\n"
    )

    assert mail.taken == []
    with opened(tmp_path) as store:
        assert list_mailings(store, 1) == []


def test_while_the_server_is_down_the_mail_waits_and_a_rehearsal_names_it(
    tmp_path: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(tmp_path, "autumn")
    with monkeypatch.context() as down:
        down.setenv("METER_SMTP_PORT", str(find_port()))
        ran = run()

    assert ran.exit_code == 12
    assert "cannot be used" in ran.output
    assert run("--dry-run").output == (
        "would send\tautumn\treminder\tautumn@example.org\n"
    )
    assert run().output.startswith("sent\t")
    assert len(mail.taken) == 1


@pytest.mark.parametrize(
    ("reply", "word"), [("550 No", "refused"), ("450 No", "put off")]
)
def test_a_mail_that_is_not_taken_is_told(
    tmp_path: Path, mail: MailServer, reply: str, word: str
) -> None:
    settle(tmp_path, "autumn")
    mail.refused["autumn@example.org"] = reply

    ran = run()

    assert ran.exit_code == 0
    assert ran.output == f"{word}\tautumn\treminder\tautumn@example.org\t{reply}\n"


def test_without_a_mail_server_nothing_is_queued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(tmp_path, "autumn")
    monkeypatch.delenv("METER_SMTP_HOST")

    ran = run()

    assert ran.exit_code == 2
    assert "METER_SMTP_HOST" in ran.output
    with opened(tmp_path) as store:
        assert list_mailings(store, 1) == []


def test_organisers_are_told_what_waits_unless_one_round_is_named(
    tmp_path: Path, mail: MailServer
) -> None:
    settle(tmp_path, "autumn")
    run()  # what people who answer are due is not the matter here
    mail.recipients.clear()
    past = utc_now() - timedelta(hours=2)
    with opened(tmp_path) as store:
        meeting = draft_workshop(store, 1, "meeting", "Meeting", at=past)
        key = switch_registration(store, meeting, on=True).register_key or ""
        register(store, key, Entry("Pelun", "Piet", "piet@pelun.example", {}, ()), past)

    assert run("autumn").output == ""
    assert run("--dry-run").output == "would send\tnotice\tada@example.org\n"
    assert mail.recipients == []
    assert run().output == "sent\tnotice\tada@example.org\n"
    assert run().output == ""

    assert mail.recipients == ["ada@example.org"]
    assert f"{BASE}/workshops/meeting/registrations" in mail.texts()[-1]
