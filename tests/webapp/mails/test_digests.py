"""What a digest tells a focal point."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork.responses import save_answers
from meter.fieldwork.rounds import get_instrument
from tests.meter.mailing.conftest import before
from tests.webapp.mails.conftest import take
from webapp.mails.digests import word_digest, word_digest_subject

if TYPE_CHECKING:
    from meter.mailing.outbox import Ready
    from tests.meter.mailing.conftest import Team

MONDAY = before(days=15)
TUESDAY_BEFORE = before(days=20)


def word(team: Team, ready: Ready) -> str:
    instrument = get_instrument(team.store, team.round)
    return word_digest(ready, instrument, [], "https://x.example/", MONDAY)


def test_it_counts_by_person_and_section_what_was_changed(team: Team) -> None:
    team.answer({"law": "full", "site": "no"}, "Ben", TUESDAY_BEFORE)
    team.answer({"ways": ("web",)}, "Cho", TUESDAY_BEFORE)
    team.answer({"note": "mine"}, "Ana", TUESDAY_BEFORE)

    ready = take(team, MONDAY)
    text = word(team, ready)

    assert word_digest_subject(ready) == "Marenda: what colleagues changed"
    assert "from 9 Nov 2026 00:00 UTC to 16 Nov 2026 00:00 UTC" in text
    assert "- Ben in “First”: 2 answers\n- Cho in “Second”: 1 answer\n" in text
    assert "Ana in" not in text
    assert "Have not answered anything yet" not in text


def test_it_names_who_has_not_begun(team: Team) -> None:
    team.answer({"law": "full"}, "Cho", TUESDAY_BEFORE)

    assert "Have not answered anything yet:\n- Ben\n" in word(team, take(team, MONDAY))


def test_it_names_the_questions_at_which_two_met(team: Team) -> None:
    team.answer({"law": "full"}, "Ben", TUESDAY_BEFORE)
    save_answers(
        team.store,
        team.response,
        {"law": "none"},
        {},
        "Ana",
        TUESDAY_BEFORE,
        operation="late",
    )

    ready = take(team, MONDAY)
    text = word(team, ready)

    assert ready.conflicts == ("law",)
    assert "- There is a law.\n" in text
    assert "two people" not in word(team, replace(ready, conflicts=()))
