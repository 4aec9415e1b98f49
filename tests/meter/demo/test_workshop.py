"""The sample workshop shows what a workshop can be, and says that it is invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from meter.comparison.completion import completion
from meter.comparison.movement import compare_rounds
from meter.demo.prepare import WORKSHOP, prepare_demo
from meter.demo.workshop import CONSULTATION, KEY, REVISED, REVISING, SECOND
from meter.fieldwork.planning import list_steps
from meter.fieldwork.rounds import find_round
from meter.storage import open_store
from meter.workshops.registering import find_alike, list_registrations
from meter.workshops.workshops import (
    find_workshop,
    find_workshop_of,
    list_participants,
    list_rounds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from meter.records import Workshop
    from meter.storage import Store

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("sample")
    with open_store(f"sqlite:///{folder / 'meter.sqlite'}", durable=False) as opened:
        prepare_demo(opened, AT)
        yield opened


@pytest.fixture(scope="module")
def sample(store: Store) -> Workshop:
    found = find_workshop(store, KEY)
    assert found is not None
    return found


def test_it_has_days_participants_and_three_rounds(
    store: Store, sample: Workshop
) -> None:
    keys = [one.key for one in list_rounds(store, sample)]

    assert keys == [WORKSHOP, CONSULTATION, SECOND]
    assert sample.begins_on == (AT + timedelta(weeks=7)).date()
    people = list_participants(store, sample)
    assert len(people) == 24
    assert all("(sample)" in one.unit.name for one in people)
    assert {tag for one in people for tag in one.languages} >= {"ar", "fr", "ko", "ru"}
    first = find_round(store, WORKSHOP)
    assert first is not None
    assert find_workshop_of(store, first) == sample


def test_the_second_round_is_under_way_and_has_moved(
    store: Store, sample: Workshop
) -> None:
    first, _, second = list_rounds(store, sample)
    found = compare_rounds(store, first.id, second.id)

    assert len(found.units) == REVISED
    moved = [one.change for one in found.list_moved("readiness")]
    assert any(one != pytest.approx(0) for one in moved if one is not None)
    states = completion(store, second.id, AT)
    begun = [one for one in states if one.last_saved_at and not one.submitted_at]
    assert len(begun) == REVISING


def test_some_have_a_plan_and_some_were_consulted(
    store: Store, sample: Workshop
) -> None:
    _, consulted, second = list_rounds(store, sample)
    done = [one for one in completion(store, consulted.id, AT) if one.submitted_at]
    assert 8 < len(done) < 24

    planned = [
        list_steps(store, one.response_id)
        for one in completion(store, second.id, AT)
        if one.submitted_at
    ]
    assert all(len(steps) == 2 for steps in planned)


def test_two_registrations_wait_and_one_is_of_a_city_that_takes_part(
    store: Store, sample: Workshop
) -> None:
    waiting = list_registrations(store, sample)

    alike = find_alike(store, sample, waiting)
    assert [one.admitted for one in waiting] == [None, None]
    assert sorted(alike[one.id].takes_part for one in waiting) == [False, True]
