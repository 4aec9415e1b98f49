"""Recoding: packed answers made anew from the answers that they were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import answers, responses, rounds
from scoring.kernel.coding import code_answers, pack

if TYPE_CHECKING:
    from meter.records import Response
    from meter.storage import Connection, Store


def list_submitted(store: Store) -> list[Response]:
    """List the submitted responses of all rounds."""
    with store.read() as connection:
        found = [
            response
            for round_id in rounds.list_round_ids(connection)
            for response in responses.list_responses(connection, round_id)
        ]
    return [response for response in found if response.submitted_at is not None]


def recode_response(store: Store, response: Response) -> bool:
    """Code a submitted response anew; tell whether anything changed.

    Its scorecard stays as it is: what was published does not move.
    """

    def job(connection: Connection) -> bool:
        asked = get_round(connection, response.round_id)
        instrument = load_instrument(store, connection, asked)
        stored = answers.load_answers(connection, response.id)
        given = {item: answer.answer for item, answer in stored.items()}
        coded = pack(code_answers(instrument, [given]))
        former = responses.find_coded(connection, response.id)
        if former == (coded, instrument.meaning):
            return False
        values = {"coded": coded, "coded_meaning": instrument.meaning}
        responses.update_response(connection, response.id, values)
        return True

    return store.write(job)
