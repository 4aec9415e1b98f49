from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from instruments import Instrument
from meter.comparison.completion import Completion
from meter.records import Invitation, Round, Unit
from tests.webapp.desk import BEGINNING, DOCUMENT
from webapp.organise.pages import (
    count_progress,
    find_progress,
    make_round_line,
    make_round_page,
    make_unit_line,
)
from webapp.states import PROGRESS

NEW = Completion(Unit(1, 1, "Arva", {}), 1, "sent", 0, 10, None, None)
ROUND = Round(
    1, "seoul", "Seoul", 1, "small", "1", "f" * 64, "default",
    None, None, BEGINNING, None,
)  # fmt: skip


def unit(name: str, **more: Any) -> Completion:
    return replace(NEW, unit=Unit(hash(name) % 1000, 1, name, {}), **more)


SAVED: dict[str, Any] = {
    "answered": 4,
    "last_saved_at": BEGINNING,
    "invitation_state": "joined",
}


@pytest.mark.parametrize(
    ("done", "progress"),
    [
        (NEW, "invited"),
        (replace(NEW, invitation_state=None), "uninvited"),
        (replace(NEW, invitation_state="expired"), "uninvited"),
        (replace(NEW, invitation_state="joined"), "opened"),
        (replace(NEW, **SAVED), "answering"),
        (replace(NEW, **{**SAVED, "invitation_state": "revoked"}), "uninvited"),
        (replace(NEW, submitted_at=BEGINNING, invitation_state=None), "submitted"),
    ],
)
def test_progress_follows_from_what_is_stored(done: Completion, progress: str) -> None:
    assert find_progress(done) == progress


def test_the_bar_is_as_long_as_the_answered_share() -> None:
    line = make_unit_line(replace(NEW, answered=3, asked=8))

    assert line.width == 100 * 3 / 8
    assert make_unit_line(replace(NEW, asked=0)).width == 0


def test_units_that_need_a_word_come_first() -> None:
    done = [
        unit("Dune", submitted_at=BEGINNING, answered=10),
        unit("Cori", **{**SAVED, "answered": 9}),
        unit("Belo", **SAVED),
        unit("Arva"),
        unit("Erro", invitation_state=None),
        unit("Fano", reopened_at=BEGINNING),
    ]

    page = make_round_page(
        ROUND, Instrument.model_validate(DOCUMENT), done, [], BEGINNING
    )

    assert [line.name for line in page.units] == [
        "Erro",
        "Arva",
        "Belo",
        "Cori",
        "Fano",
        "Dune",
    ]
    assert [PROGRESS.index(line.progress) for line in page.units] == [0, 1, 3, 3, 4, 6]


def test_whoever_asks_to_be_reopened_comes_before_all_others() -> None:
    done = [unit("Arva"), replace(unit("Belo", submitted_at=BEGINNING), response_id=7)]

    page = make_round_page(
        ROUND, Instrument.model_validate(DOCUMENT), done, [], BEGINNING, asking={7}
    )

    assert [(line.name, line.is_asking) for line in page.units] == [
        ("Belo", True),
        ("Arva", False),
    ]


def test_a_reviewed_round_tells_how_far_its_reviews_are() -> None:
    done = [
        unit("Arva", submitted_at=BEGINNING, accepted_at=BEGINNING),
        unit("Belo", submitted_at=BEGINNING),
        unit("Cori", reopened_at=BEGINNING),
    ]
    asked = replace(ROUND, reviewed=True)

    page = make_round_page(
        asked, Instrument.model_validate(DOCUMENT), done, [], BEGINNING
    )

    assert [(line.name, line.state.word) for line in page.units] == [
        ("Cori", "Returned"),
        ("Belo", "In review"),
        ("Arva", "Accepted"),
    ]
    assert page.counts == ("1 is accepted", "1 is in review", "1 is returned")
    assert (page.submitted, page.has_results, page.is_reviewed) == (2, True, True)
    assert [line.response_id for line in page.units] == [1, 1, 1]


def test_counts_are_written_in_words_and_leave_out_nobody() -> None:
    joined = replace(NEW, invitation_state="joined")
    lines = [make_unit_line(one) for one in (NEW, NEW, joined, replace(NEW, **SAVED))]

    assert list(count_progress(lines)) == [
        "1 is answering",
        "1 has opened the link",
        "2 have not begun",
    ]


def test_a_closed_round_names_no_closing_time_in_the_list() -> None:
    due = replace(ROUND, closes_at=BEGINNING + timedelta(days=1))

    before = make_round_line(due, 3, 1, BEGINNING)
    after = make_round_line(due, 3, 1, BEGINNING + timedelta(days=1))

    assert (before.state.word, before.closes_at) == ("Open", due.closes_at)
    assert (after.state.word, after.closes_at) == ("Closed", None)


def test_a_revoked_or_expired_invitation_does_not_stand() -> None:
    sent = Invitation(
        1, 1, 1, 1, "Ana", "ana@example.org",
        BEGINNING, BEGINNING + timedelta(days=30), None, None,
    )  # fmt: skip
    gone = replace(sent, id=2, revoked_at=BEGINNING)
    old = replace(sent, id=3, expires_at=BEGINNING)

    page = make_round_page(
        ROUND, Instrument.model_validate(DOCUMENT), [NEW], [sent, gone, old], BEGINNING
    )

    assert [line.stands for line in page.invitations] == [True, False, False]
    assert [line.state.word for line in page.invitations] == [
        "Sent, not used yet",
        "Withdrawn",
        "Expired",
    ]
