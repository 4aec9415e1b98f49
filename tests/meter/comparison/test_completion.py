"""Completion tells how far each unit has come, submitted or not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.comparison.completion import completion, count_units
from meter.comparison.errors import StaleCodesError
from meter.errors import NotFoundError
from meter.fieldwork import invitations, responses
from meter.storage.repository.responses import update_response

if TYPE_CHECKING:
    from datetime import datetime

    from instruments import Answer
    from tests.meter.conftest import Workshop

# Of the six items one is asked only where there is a site.
ASKED_WITHOUT_SITE, ASKED_WITH_SITE = 5, 6


def save(workshop: Workshop, answers: dict[str, Answer], at: datetime) -> None:
    responses.save_answers(workshop.store, workshop.response_id, answers, {}, "Ana", at)


def test_a_unit_that_has_not_begun(workshop: Workshop) -> None:
    (row,) = completion(workshop.store, workshop.round.id, workshop.at)

    assert row.unit == workshop.unit
    assert row.response_id == workshop.response_id
    assert (row.answered, row.asked) == (0, ASKED_WITHOUT_SITE)
    assert row.invitation_state == "sent"
    assert row.last_saved_at is None
    assert row.submitted_at is None


def test_a_unit_half_way(workshop: Workshop) -> None:
    later = workshop.at + timedelta(hours=1)
    save(workshop, {"law": Missing.DONT_KNOW, "site": "yes"}, workshop.at)
    save(workshop, {"note": "n"}, later)

    (row,) = completion(workshop.store, workshop.round.id, later)

    assert (row.answered, row.asked) == (3, ASKED_WITH_SITE)
    assert row.last_saved_at == later


def test_an_answer_to_what_is_no_longer_asked_does_not_count(
    workshop: Workshop,
) -> None:
    save(workshop, {"site": "no", "users": 5.0}, workshop.at)

    (row,) = completion(workshop.store, workshop.round.id, workshop.at)

    assert (row.answered, row.asked) == (1, ASKED_WITHOUT_SITE)


def test_a_submitted_unit_counts_as_it_did_before(workshop: Workshop) -> None:
    save(
        workshop, {"site": "yes", "ways": ("web",), "since": "2020-01-31"}, workshop.at
    )
    (before,) = completion(workshop.store, workshop.round.id, workshop.at)
    later = workshop.at + timedelta(hours=1)

    responses.submit_response(workshop.store, workshop.response_id, "Ana", later)
    (after,) = completion(workshop.store, workshop.round.id, later)

    assert (after.answered, after.asked) == (3, ASKED_WITH_SITE)
    assert (after.answered, after.asked) == (before.answered, before.asked)
    assert after.submitted_at == after.last_saved_at == later


def test_the_best_invitation_of_a_unit_tells_its_state(workshop: Workshop) -> None:
    _, token = invitations.invite(
        workshop.store,
        workshop.round.id,
        workshop.unit.id,
        "Ben",
        "ben@example.org",
        workshop.at,
    )
    invitations.admit(workshop.store, token, workshop.at)
    invitations.revoke(workshop.store, workshop.invitation.id, workshop.at)

    (row,) = completion(workshop.store, workshop.round.id, workshop.at)

    assert row.invitation_state == "joined"


def test_units_are_listed_by_name(workshop: Workshop) -> None:
    workshop.invite_unit("Zelen")
    workshop.invite_unit("Akoru")

    rows = completion(workshop.store, workshop.round.id, workshop.at)

    assert [row.unit.name for row in rows] == ["Akoru", "Marenda", "Zelen"]


def test_units_are_counted_with_those_that_have_submitted(workshop: Workshop) -> None:
    workshop.invite_unit("Zelen")
    save(workshop, {"site": "no"}, workshop.at)
    responses.submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)

    assert count_units(workshop.store, workshop.round.id) == (2, 1)


def test_codes_of_another_meaning_are_refused_with_what_to_run(
    workshop: Workshop,
) -> None:
    save(workshop, {"site": "no"}, workshop.at)
    responses.submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    stale = {"coded_meaning": "0" * 64}
    workshop.store.write(
        lambda connection: update_response(connection, workshop.response_id, stale)
    )

    with pytest.raises(StaleCodesError, match="meter db recode"):
        completion(workshop.store, workshop.round.id, workshop.at)


def test_a_round_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        completion(workshop.store, 99, workshop.at)
