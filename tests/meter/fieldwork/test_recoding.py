"""Recoding makes packed answers again from the answers that they were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import recoding, responses
from meter.storage.repository.responses import find_coded, update_response

if TYPE_CHECKING:
    from meter.records import Response
    from tests.meter.conftest import Workshop


def submit(workshop: Workshop) -> Response:
    responses.save_answers(
        workshop.store,
        workshop.response_id,
        {"site": "yes", "users": 3.0},
        {},
        "Ana",
        workshop.at,
    )
    responses.submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    return responses.get_response(workshop.store, workshop.response_id)


def test_only_submitted_responses_have_codes_to_make(workshop: Workshop) -> None:
    workshop.invite_unit("Kharagai")
    submitted = submit(workshop)

    assert recoding.list_submitted(workshop.store) == [submitted]


def test_codes_that_are_right_stay(workshop: Workshop) -> None:
    assert not recoding.recode_response(workshop.store, submit(workshop))


def test_codes_that_are_wrong_are_made_again_and_the_scorecard_stays(
    workshop: Workshop,
) -> None:
    submitted = submit(workshop)
    card = responses.load_scorecard(workshop.store, submitted.id)
    with workshop.store.read() as connection:
        right = find_coded(connection, submitted.id)
    spoiled = {"coded": b"\0", "coded_meaning": "0" * 64}
    workshop.store.write(
        lambda connection: update_response(connection, submitted.id, spoiled)
    )

    assert recoding.recode_response(workshop.store, submitted)

    with workshop.store.read() as connection:
        assert find_coded(connection, submitted.id) == right
    assert responses.load_scorecard(workshop.store, submitted.id) == card
