"""A network speaks in the themes that its workshop measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import rounds
from meter.network.errors import ThemeError
from meter.network.themes import ensure_themes, find_scored_round, list_themes
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from instruments import Instrument
    from tests.meter.network.conftest import Network


def test_themes_are_the_lowest_nodes_in_their_order(instrument: Instrument) -> None:
    assert list_themes(instrument) == ("rules", "use")


def test_the_last_scored_round_that_was_opened_names_them(
    network: Network, instrument: Instrument
) -> None:
    assert find_scored_round(network.store, network.workshop) == network.round
    drafted = rounds.draft_round(
        network.store,
        network.workshop.owner_id,
        "second",
        "Second",
        instrument,
        at=network.at,
        workshop_id=network.workshop.id,
    )
    assert find_scored_round(network.store, network.workshop) == network.round
    opened = rounds.open_round(network.store, drafted.id, network.at)
    assert find_scored_round(network.store, network.workshop) == opened


def test_a_workshop_without_rounds_has_none(network: Network) -> None:
    owner = network.workshop.owner_id
    bare = draft_workshop(network.store, owner, "bare", "Bare", at=network.at)
    assert find_scored_round(network.store, bare) is None


def test_an_unknown_theme_is_refused() -> None:
    ensure_themes(["rules"], ("rules", "use"))
    with pytest.raises(ThemeError):
        ensure_themes(["rules", "law"], ("rules", "use"))
