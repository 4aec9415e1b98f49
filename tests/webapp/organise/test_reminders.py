"""What the page of a round says of mails."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import pytest

from meter.records import Mailing, MailingKind, MailingState
from webapp.organise.reminders import make_reminders, say_kind, say_mailing
from webapp.states import State

if TYPE_CHECKING:
    from meter.records import Round

AT = datetime(2026, 11, 24, tzinfo=UTC)
LATER = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def asked() -> Round:
    from tests.webapp.test_deadlines import make_round

    return make_round()


def make_mailing(**more: object) -> Mailing:
    known = {
        "id": 1,
        "response_id": 1,
        "person_id": 1,
        "kind": "reminder",
        "due_at": AT,
        "queued_at": AT,
        "sent_at": None,
        "failed_at": None,
        "failure": None,
        "person_name": "Ana",
        "person_email": "ana@example.org",
        "unit_name": "Marenda",
        "round_key": "autumn",
    }
    return Mailing(**{**known, **more})  # type: ignore[arg-type]


def test_a_mail_tells_since_when_it_is_how_it_is(asked: Round) -> None:
    mailings = [
        make_mailing(),
        make_mailing(sent_at=LATER),
        make_mailing(failed_at=LATER, failure="550 nobody"),
    ]

    panel = make_reminders(asked, [], {}, 0, mailings, AT, can_send=True)

    assert [(one.state, one.at, one.failure) for one in panel.mailings] == [
        (State("Waits to be sent", "none"), AT, ""),
        (State("Sent", "done"), LATER, ""),
        (State("Not sent", "stop"), LATER, "550 nobody"),
    ]
    assert panel.failed == 1
    assert (panel.is_open, panel.has_deadline, panel.has_grace) == (True, True, True)
    assert (panel.people, panel.rows, panel.lines) == (0, 1, "")


def test_every_kind_and_state_has_a_name_of_its_own() -> None:
    kinds = {say_kind(kind) for kind in get_args(MailingKind)}
    states = {say_mailing(state) for state in get_args(MailingState)}

    assert len(kinds) == len(get_args(MailingKind))
    assert len(states) == len(get_args(MailingState))
