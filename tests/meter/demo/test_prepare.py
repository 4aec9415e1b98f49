from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from meter.demo.cities import CITIES
from meter.demo.prepare import (
    DONE,
    EGDI,
    HALF_WAY,
    WORKSHOP,
    prepare_demo,
    renew_links,
)
from meter.errors import NotFoundError
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.settings import Settings
from meter.storage import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from meter.storage import Store

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("demo")
    opened = open_store(Settings(data=folder))
    prepare_demo(opened, AT)
    yield opened
    opened.close()


def submitted(store: Store, key: str) -> dict[str, float | None]:
    found = rounds.find_round(store, key)
    assert found is not None
    names = {unit.id: unit.name for unit in units.list_units(store, found.id)}
    cards = {
        names[response.unit_id]: responses.load_scorecard(store, response.id)
        for response in responses.list_responses(store, found.id)
    }
    return {
        name: next(iter(card.nodes.values())).score
        for name, card in cards.items()
        if card is not None
    }


def test_every_sample_city_says_that_it_is_a_sample(store: Store) -> None:
    found = rounds.find_round(store, WORKSHOP)
    assert found is not None
    names = [unit.name for unit in units.list_units(store, found.id)]
    assert len(names) == 24
    assert all(name.endswith("(sample)") for name in names)


def test_the_workshop_holds_cities_at_every_stage(store: Store) -> None:
    found = rounds.find_round(store, WORKSHOP)
    assert found is not None
    cards = [
        responses.load_scorecard(store, response.id)
        for response in responses.list_responses(store, found.id)
    ]
    stages = {card.stages["ladder"] for card in cards if card is not None}
    assert stages == {
        "emerging",
        "enhanced",
        "interactive",
        "transactional",
        "connected",
    }


def test_only_cities_that_are_done_have_scores(store: Store) -> None:
    done = {city.title for city in CITIES if city.progress == 1}
    assert submitted(store, WORKSHOP).keys() == done


def test_the_published_index_of_denmark_is_reproduced(store: Store) -> None:
    scores = submitted(store, EGDI)
    assert len(scores) == 193
    assert scores["Denmark"] == pytest.approx((0.99924 + 0.99662 + 0.95841) / 3)


def test_preparing_again_adds_nothing(store: Store) -> None:
    prepare_demo(store, AT + dt.timedelta(days=1))
    found = rounds.find_round(store, WORKSHOP)
    assert found is not None
    assert len(units.list_units(store, found.id)) == 24


def test_the_printed_links_lead_to_the_cities_they_name(store: Store) -> None:
    links = renew_links(store, AT)
    found = rounds.find_round(store, WORKSHOP)
    assert found is not None
    names = {unit.id: unit.name for unit in units.list_units(store, found.id)}
    half_way = invitations.admit(store, links.half_way, AT)
    done = invitations.admit(store, links.done, AT)
    assert names[half_way.unit_id] == f"{HALF_WAY} (sample)"
    assert names[done.unit_id] == f"{DONE} (sample)"
    answered = responses.load_answers(store, half_way.response_id)
    assert 30 < len(answered) < 80


def test_links_can_be_renewed_each_time_the_demo_starts(store: Store) -> None:
    first, second = renew_links(store, AT), renew_links(store, AT)
    assert first.password != second.password
    assert first.done != second.done
    account = accounts.find_account(store, second.email)
    assert account is not None
    assert account.active


def test_a_city_that_has_submitted_is_not_called_half_way(tmp_path: Path) -> None:
    own = open_store(Settings(data=tmp_path))
    prepare_demo(own, AT)
    first = invitations.admit(own, renew_links(own, AT).half_way, AT)
    responses.submit_response(own, first.response_id, "Focal point", AT)
    second = invitations.admit(own, renew_links(own, AT).half_way, AT)
    assert second.response_id != first.response_id
    assert responses.get_response(own, second.response_id).submitted_at is None
    own.close()


def test_renewing_without_a_demo_says_that_it_is_not_there(tmp_path: Path) -> None:
    empty = open_store(Settings(data=tmp_path))
    with pytest.raises(NotFoundError):
        renew_links(empty, AT)
    empty.close()
