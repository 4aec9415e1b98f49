"""The network of the sample workshop is invented, says so, and is not made twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blank_store import lay_blank_store
from meter.demo.network import PEOPLE, PROMISES, TWINS, fill_network
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.fieldwork.submission import submit_response
from meter.network.commitments import list_commitments
from meter.network.consents import list_consents
from meter.network.directory import list_public
from meter.network.milestones import list_milestones
from meter.network.twinnings import list_twinnings
from meter.storage import open_store
from meter.storage.repository import workshops as rows
from meter.workshops.workshops import draft_workshop
from tests.meter.conftest import at, instrument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from instruments import Answer, Instrument
    from meter.records import Round, Workshop
    from meter.storage import Connection, Store

__all__ = ["at", "instrument"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{lay_blank_store(tmp_path)}") as opened:
        yield opened


def gather(
    store: Store, instrument: Instrument, at: datetime
) -> tuple[Workshop, Round]:
    """Let the cities of the sample take part: some strong, the others weak."""
    owner = accounts.add_account(store, "o@example.org", "Organiser", at)
    workshop = draft_workshop(store, owner.id, "sample", "Sample", at=at)
    drafted = rounds.draft_round(
        store, owner.id, "r", "R", instrument, at=at, workshop_id=workshop.id
    )
    asked = rounds.open_round(store, drafted.id, at)
    names = dict.fromkeys([*TWINS, *(one.city for one in PEOPLE), "Bir Tamra"])
    for place, name in enumerate(names):
        unit = units.save_unit(store, owner.id, f"{name} (sample)", {}, at)
        sent, _ = invitations.invite(
            store, asked.id, unit.id, "F", f"f{place}@example.org", at
        )
        _answer(store, sent.response_id, "full" if place < 4 else "none", at)

        def job(connection: Connection, number: int = unit.id) -> None:
            rows.save_participant(connection, workshop.id, number, [], at)

        store.write(job)
    return workshop, asked


def _answer(store: Store, response: int, law: str, at: datetime) -> None:
    given: dict[str, Answer] = {
        "law": law,
        "site": "yes",
        "users": 80.0,
        "ways": ("web",),
    }
    responses.save_answers(store, response, given, {}, "F", at)
    submit_response(store, response, "F", at)


def test_the_sample_network_shows_all_of_it_once(
    store: Store, instrument: Instrument, at: datetime
) -> None:
    workshop, asked = gather(store, instrument, at)
    for _ in range(2):
        fill_network(store, workshop, asked, instrument, at)

    people = list_public(store, workshop.id)
    assert len(people) == len(PEOPLE)
    assert all("(sample)" in one.text("name") for one in people)
    promises = list_commitments(store, workshop.id)
    assert len(promises) == len(PROMISES)
    assert {one.now.state for one in promises} == {"open", "done", "given_up"}
    assert any(one.is_overdue(at.date()) for one in promises)
    assert len(list_consents(store, workshop.id)) == len(TWINS)
    states = {one.state for one in list_twinnings(store, workshop.id)}
    assert {"active", "half_agreed", "proposed"} <= states
    plan = list_milestones(store, workshop.id)
    assert all(one.title.endswith("(sample)") for one in plan)
    assert any(one.after_id for one in plan)


def test_a_city_that_does_not_take_part_gets_nothing(
    store: Store, instrument: Instrument, at: datetime
) -> None:
    owner = accounts.add_account(store, "o@example.org", "Organiser", at)
    workshop = draft_workshop(store, owner.id, "sample", "Sample", at=at)
    drafted = rounds.draft_round(
        store, owner.id, "r", "R", instrument, at=at, workshop_id=workshop.id
    )
    fill_network(store, workshop, drafted, instrument, at)
    assert list_public(store, workshop.id) == []
    assert [one.unit for one in list_commitments(store, workshop.id)] == [None]
    assert list_twinnings(store, workshop.id) == []
