"""Submitted responses of a test's own making: with any scorecard, or with none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from meter.fieldwork import responses
from meter.storage.repository.responses import update_response
from meter.storage.repository.scorecards import insert_scorecard
from scoring.kernel.coding import code_answers, pack
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.scorecard import make_scorecard

if TYPE_CHECKING:
    from instruments import Answer
    from meter.storage import Connection
    from scoring import Scorecard
    from tests.meter.conftest import Workshop


def submit(workshop: Workshop, response_id: int, answers: dict[str, Answer]) -> None:
    """Answer and submit as people do."""
    store, at = workshop.store, workshop.at
    responses.save_answers(store, response_id, answers, {}, "Ana", at)
    responses.submit_response(store, response_id, "Ana", at)


def make_card(workshop: Workshop, **changes: Any) -> Scorecard:
    """Make the scorecard of a response without answers, then change it."""
    plan = compile_plan(workshop.instrument)
    blank = score_coded(plan, code_answers(workshop.instrument, [{}]))
    return replace(make_scorecard(plan, blank), **changes)


def keep(workshop: Workshop, name: str, card: Scorecard | None) -> None:
    """Add a unit that has submitted no answer, and keep this scorecard for it."""
    response_id = workshop.invite_unit(name).response_id
    values = {
        "started_at": workshop.at,
        "submitted_at": workshop.at,
        "submitted_by": "Ana",
        "coded": pack(code_answers(workshop.instrument, [{}])),
        "coded_meaning": workshop.instrument.meaning,
    }

    def job(connection: Connection) -> None:
        update_response(connection, response_id, values)
        if card is not None:
            fingerprint = workshop.round.instrument_fingerprint
            insert_scorecard(connection, response_id, card, fingerprint, workshop.at)

    workshop.store.write(job)


def replace_codes(workshop: Workshop, answers: dict[str, Answer]) -> None:
    """Put other packed answers behind the scorecard of the first unit."""
    coded = pack(code_answers(workshop.instrument, [answers]))
    values = {"coded": coded}
    workshop.store.write(
        lambda connection: update_response(connection, workshop.response_id, values)
    )
