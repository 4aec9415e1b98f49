"""A pack is of the round of each instrument in which most have submitted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from meter.comparison.occasions import choose_rounds, read_round, read_workshop
from meter.fieldwork import invitations, responses, rounds, units
from meter.storage.repository import workshops as rows
from meter.workshops.workshops import draft_workshop
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from meter.records import Round
    from tests.meter.conftest import Workshop


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def field(workshop: Workshop, key: str, *names: str, **more: Any) -> Round:
    """Open a round; those whose names begin with a capital letter submit."""
    instrument = Instrument.model_validate({**DOCUMENT, **more.pop("document", {})})
    store, owner, at = workshop.store, workshop.owner.id, workshop.at
    drafted = rounds.draft_round(store, owner, key, key, instrument, at=at, **more)
    asked = rounds.open_round(store, drafted.id, at)
    for name in names:
        unit = units.save_unit(store, owner, name.title(), {}, at)
        email = f"{name.lower()}@example.org"
        sent, _ = invitations.invite(store, asked.id, unit.id, name, email, at)
        if name[0].isupper():
            responses.save_answers(
                store, sent.response_id, {"site": "yes"}, {}, name, at
            )
            responses.submit_response(store, sent.response_id, name, at)
    return asked


def test_the_round_with_most_answers_stands_for_its_instrument(
    workshop: Workshop,
) -> None:
    other = {"key": "other"}
    first = field(workshop, "first", "Arbon", "Cori")
    second = field(workshop, "second", "Arbon", "Cori", "belo")
    third = field(workshop, "third", "Arbon", "cori")
    asked = field(workshop, "asked", document=other)
    later = field(workshop, "later", document=other)

    chosen = choose_rounds(workshop.store, [first, second, third, asked, later])

    assert [one.key for one in chosen] == ["second", "later"]


def test_a_round_is_read_with_all_that_came_in(workshop: Workshop) -> None:
    asked = field(workshop, "first", "Zelen", "Arbon", "belo")

    occasion = read_round(workshop.store, asked, workshop.at)

    assert [unit.name for unit in occasion.units] == ["Arbon", "Belo", "Zelen"]
    (fielded,) = occasion.rounds
    assert fielded.results is not None
    assert [unit.name for unit in fielded.results.units] == ["Arbon", "Zelen"]
    assert len(fielded.answers.coded) == 2
    assert [one.item for one in fielded.gathered] == []


def test_a_round_that_is_not_scored_has_answers_alone(workshop: Workshop) -> None:
    parts = {key: value for key, value in DOCUMENT.items() if key != "methods"}
    del parts["framework"]
    instrument = Instrument.model_validate({**parts, "key": "plain"})
    store, at = workshop.store, workshop.at
    drafted = rounds.draft_round(
        store, workshop.owner.id, "plain", "Plain", instrument, at=at
    )

    (fielded,) = read_round(store, drafted, at).rounds

    assert fielded.results is None
    assert len(fielded.answers.coded) == 0


def test_a_workshop_is_read_with_who_takes_part(workshop: Workshop) -> None:
    store, at = workshop.store, workshop.at
    meeting = draft_workshop(
        store, workshop.owner.id, "busan", "Busan", at=at, place="Hall"
    )
    field(workshop, "first", "Zelen", workshop_id=meeting.id)
    guest = units.save_unit(store, workshop.owner.id, "Guest", {}, at)
    store.write(
        lambda connection: rows.save_participant(
            connection, meeting.id, guest.id, ["fr", "ar"], at
        )
    )

    occasion = read_workshop(store, meeting, at)

    assert (occasion.title, occasion.place) == ("Busan", "Hall")
    assert [unit.name for unit in occasion.units] == ["Guest", "Zelen"]
    assert occasion.languages == {guest.id: ("fr", "ar")}
    assert [one.round.key for one in occasion.rounds] == ["first"]
    assert occasion == replace(occasion)
