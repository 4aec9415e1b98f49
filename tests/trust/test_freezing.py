"""A freeze that races with saves: what was acknowledged stands, the rest is refused."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING

from meter.fieldwork.errors import RoundFrozenError
from meter.fieldwork.freezing import freeze_rounds
from meter.fieldwork.responses import history, load_answers, save_answers
from tests.meter.conftest import at, instrument, owner, store, workshop

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop

__all__ = ["at", "instrument", "owner", "store", "workshop"]

WRITERS, SAVES = 4, 12


def test_a_freeze_among_saves_loses_nothing_and_takes_nothing_after(
    workshop: Workshop,
) -> None:
    people = [workshop.invite_unit(f"City {number}") for number in range(WRITERS)]
    start = Barrier(WRITERS + 1)
    kept: dict[int, list[str]] = {one.response_id: [] for one in people}
    refused: list[int] = []

    def write(response: int) -> None:
        start.wait()
        for number in range(SAVES):
            words = f"Note {number}"
            try:
                receipt = save_answers(
                    workshop.store,
                    response,
                    {"note": words},
                    {"note": number},
                    "Ana",
                    workshop.at,
                )
            except RoundFrozenError:
                refused.append(response)
                return
            assert receipt.saved == {"note": number + 1}
            kept[response].append(words)

    threads = [Thread(target=write, args=(one.response_id,)) for one in people]
    for thread in threads:
        thread.start()
    start.wait()
    freeze_rounds(workshop.store, [workshop.round.id], workshop.at)
    at_freeze = {key: load_answers(workshop.store, key) for key in kept}
    for thread in threads:
        thread.join()

    for key, words in kept.items():
        told = [change.answer for change in history(workshop.store, key, "note")]
        assert told == words
        # Nothing came after the freeze.
        assert load_answers(workshop.store, key) == at_freeze[key]
    assert len(refused) == sum(len(words) < SAVES for words in kept.values())
