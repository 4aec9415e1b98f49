"""Many people on one response: no update is lost, and every conflict is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from meter.fieldwork import responses
from meter.fieldwork.errors import ResponseSubmittedError

if TYPE_CHECKING:
    from meter.records import Change
    from tests.meter.conftest import Workshop

THREADS = 8
SAVES_EACH = 25


def count_up(workshop: Workshop, who: str) -> int:
    """Add 1 to the stored number so many times, trying again after a conflict."""
    store, response_id = workshop.store, workshop.response_id
    conflicts = 0
    for _ in range(SAVES_EACH):
        while True:
            stored = responses.load_answers(store, response_id).get("users")
            number = float(str(stored.answer)) + 1 if stored else 1.0
            seen = stored.revision if stored else 0
            receipt = responses.save_answers(
                store, response_id, {"users": number}, {"users": seen}, who, workshop.at
            )
            if "users" not in receipt.conflicts:
                break
            conflicts += 1
    return conflicts


def is_chain(history: list[Change]) -> bool:
    """Tell whether each change starts from what the one before it left."""
    formers = [change.former for change in history[1:]]
    return formers == [change.answer for change in history[:-1]]


def test_no_update_of_eight_people_is_lost(workshop: Workshop) -> None:
    with ThreadPoolExecutor(THREADS) as people:
        names = [f"person {number}" for number in range(THREADS)]
        list(people.map(lambda name: count_up(workshop, name), names))

    history = responses.history(workshop.store, workshop.response_id, "users")
    stored = responses.load_answers(workshop.store, workshop.response_id)["users"]
    # Two who write the same number at once count as one: nothing changed.
    assert stored.answer == float(stored.revision) == float(len(history))
    assert len(history) <= THREADS * SAVES_EACH
    assert is_chain(history)


def test_of_eight_different_answers_at_once_one_is_kept_and_seven_are_told(
    workshop: Workshop,
) -> None:
    def answer(number: int) -> bool:
        receipt = responses.save_answers(
            workshop.store,
            workshop.response_id,
            {"note": f"text {number}"},
            {},
            f"person {number}",
            workshop.at,
        )
        return "note" in receipt.saved

    with ThreadPoolExecutor(THREADS) as people:
        kept = list(people.map(answer, range(THREADS)))

    assert kept.count(True) == 1
    stored = responses.load_answers(workshop.store, workshop.response_id)["note"]
    assert stored.answer == f"text {kept.index(True)}"
    assert stored.changed_by == f"person {kept.index(True)}"


def test_a_save_sent_eight_times_at_once_happens_once(workshop: Workshop) -> None:
    def send(_: int) -> object:
        return responses.save_answers(
            workshop.store,
            workshop.response_id,
            {"note": "once"},
            {},
            "Ana",
            workshop.at,
            operation="a",
        )

    with ThreadPoolExecutor(THREADS) as people:
        first, *others = people.map(send, range(THREADS))

    assert others == [first] * (THREADS - 1)
    assert len(responses.history(workshop.store, workshop.response_id, "note")) == 1


def test_a_response_submitted_amid_saves_is_scored_as_it_stays(
    workshop: Workshop,
) -> None:
    store, response_id = workshop.store, workshop.response_id
    responses.save_answers(store, response_id, {"site": "no"}, {}, "Ana", workshop.at)

    def save_until_refused(item: str) -> None:
        revision, codes = 0, ("none", "partly", "full")
        while True:
            answer = codes[revision % 3] if item == "law" else f"{revision}"
            try:
                receipt = responses.save_answers(
                    store,
                    response_id,
                    {item: answer},
                    {item: revision},
                    "B",
                    workshop.at,
                )
            except ResponseSubmittedError:
                return
            revision = receipt.saved[item]

    with ThreadPoolExecutor(3) as people:
        savers = [people.submit(save_until_refused, item) for item in ("law", "note")]
        while len(responses.history(store, response_id, "law")) < 5:
            pass
        card = responses.submit_response(store, response_id, "Ana", workshop.at)
        for saver in savers:
            saver.result()

    law = responses.load_answers(store, response_id)["law"].answer
    points = {"none": 0, "partly": 1, "full": 2}[str(law)] / 2
    assert card is not None
    assert card.nodes["rules"].score == (points + 0) / 2
