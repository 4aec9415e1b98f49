from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import load_instrument
from meter.comparison import sureness
from meter.comparison.frames import recall_results
from meter.comparison.sureness import FEWEST_DRAWS, rate_sureness
from meter.fieldwork import accounts
from meter.storage import open_store
from tests.crowd import BEGINNING, fill_round

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from meter.storage import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'meter.sqlite'}") as opened:
        yield opened


@pytest.fixture
def owner_id(store: Store) -> int:
    return accounts.add_account(store, "a@example.org", "Ada", BEGINNING).id


def test_the_bands_are_those_of_the_study(store: Store, owner_id: int) -> None:
    asked = fill_round(store, owner_id, 12)

    found = rate_sureness(store, asked.id)

    assert found is not None
    results = recall_results(store, asked.id)
    top = results.plan.indices[0]
    assert (found.draws, found.seed, found.moved) == (1000, 1, 0)
    assert found.nodes[top].published_rank.tolist() == results.scores.rank(top).tolist()
    low, high = found.nodes[top].rank.low, found.nodes[top].rank.high
    assert (low <= high).all()
    assert (high > low).any()


def test_what_was_drawn_is_kept_until_other_answers_count(
    store: Store, owner_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = fill_round(store, owner_id, 6)
    first = rate_sureness(store, asked.id)
    monkeypatch.setattr(sureness, "vary", None)

    assert rate_sureness(store, asked.id) is first

    other = fill_round(store, owner_id, 7, "other")
    with pytest.raises(TypeError):
        rate_sureness(store, other.id)


def test_of_very_many_units_fewer_draws_are_made(
    store: Store, owner_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = fill_round(store, owner_id, 10)
    monkeypatch.setattr(sureness, "MOST_DRAWS", 3000)
    found = rate_sureness(store, asked.id)
    assert found is not None
    assert found.draws == 300

    monkeypatch.setattr(sureness, "MOST_DRAWS", 10)
    more = rate_sureness(store, fill_round(store, owner_id, 11, "more").id)
    assert more is not None
    assert more.draws == FEWEST_DRAWS


def test_a_method_without_alternatives_has_no_bands(
    store: Store, owner_id: int
) -> None:
    asked = fill_round(store, owner_id, 5, instrument=load_instrument("ecities"))
    plain = load_instrument("ecities")
    method = next(iter(plain.methods.values())).model_copy(
        update={"alternatives": None}
    )
    bare = plain.model_copy(update={"methods": {next(iter(plain.methods)): method}})
    other = fill_round(store, owner_id, 5, "bare", bare)

    assert rate_sureness(store, asked.id) is not None
    assert rate_sureness(store, other.id) is None
