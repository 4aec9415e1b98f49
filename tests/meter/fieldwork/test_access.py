"""Whether a response may be changed is asked inside the change itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import access, responses, rounds
from meter.fieldwork.errors import (
    ResponseSubmittedError,
    RoundClosedError,
    RoundNotOpenError,
)
from meter.records import Response

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Round
    from meter.storage import Connection
    from tests.meter.conftest import Workshop


def ask(workshop: Workshop, at: datetime) -> Round:
    def job(connection: Connection) -> Round:
        response = access.get_locked(connection, workshop.response_id)
        return access.ensure_open(connection, response, at)

    return workshop.store.write(job)


def test_an_open_round_is_given(workshop: Workshop) -> None:
    assert ask(workshop, workshop.at) == workshop.round


def test_a_response_that_is_not_there_is_not_found(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        workshop.store.write(lambda connection: access.get_locked(connection, 99))


def test_a_closed_round_is_refused(workshop: Workshop) -> None:
    rounds.close_round(workshop.store, workshop.round.id, workshop.at)

    with pytest.raises(RoundClosedError):
        ask(workshop, workshop.at)


def test_a_submitted_response_is_refused_as_such_also_when_the_round_has_closed(
    workshop: Workshop,
) -> None:
    responses.save_answers(
        workshop.store, workshop.response_id, {"site": "no"}, {}, "Ana", workshop.at
    )
    responses.submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    rounds.close_round(workshop.store, workshop.round.id, workshop.at)

    with pytest.raises(ResponseSubmittedError):
        ask(workshop, workshop.at)


def test_a_round_before_its_time_is_refused(workshop: Workshop) -> None:
    drafted = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "next",
        "Next",
        workshop.instrument,
        at=workshop.at,
        opens_at=workshop.at + timedelta(days=1),
    )
    opened = rounds.open_round(workshop.store, drafted.id, workshop.at)

    assert opened.state(workshop.at) == "draft"
    with pytest.raises(RoundNotOpenError):
        workshop.store.write(
            lambda connection: access.ensure_open(
                connection,
                Response(1, opened.id, workshop.unit.id, None, None),
                workshop.at,
            )
        )
