"""What a reminder is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.meter.mailing.conftest import after, before
from tests.webapp.mails.conftest import take
from webapp.mails.reminders import word_subject, word_text

if TYPE_CHECKING:
    from tests.meter.mailing.conftest import Team


def test_without_a_deadline_the_subject_names_the_round(team: Team) -> None:
    ready = take(team)
    endless = replace(team.round, closes_at=None)
    ready = replace(ready, sheet=replace(ready.sheet, round=endless))

    assert word_subject(ready, before(days=7)) == (
        "Marenda: your answers in “Autumn” are awaited"
    )
    text = word_text(ready, [], "https://x.example/", before(days=7))
    assert "taken until" not in text


def test_the_subject_tells_the_end_that_counts(team: Team) -> None:
    ready = take(team)

    assert "answers are taken until 1 Dec" in word_subject(ready, before(days=1))
    assert "late answers are taken until 4 Dec" in word_subject(ready, after(days=1))
