"""The organiser sees who shares what, and what the newest release shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.peers.declaring import declare_peers
from meter.peers.overview import load_overview

if TYPE_CHECKING:
    from tests.meter.peers.crowd import Crowd


def test_units_that_let_something_be_seen_are_listed(crowd: Crowd) -> None:
    crowd.fill(6)
    crowd.join("Ana", 0.4, "named")
    crowd.join("Silent", 0.5, "nothing")

    found = load_overview(crowd.store, crowd.round)

    assert len(found.units) == 7
    assert (found.count("law", "spread"), found.count("law", "named")) == (6, 1)
    assert (found.releases, found.spreads) == ([], [])


def test_the_newest_release_is_shown_with_what_went_dark(crowd: Crowd) -> None:
    crowd.fill(8)
    crowd.release()
    crowd.release()
    crowd.decide("City 03", {"law": "nothing"})

    found = load_overview(crowd.store, crowd.round)

    assert len(found.releases) == 2
    assert [one.node for one in found.spreads] == list(found.nodes)
    assert found.gone == {("law", "")}


def test_a_round_that_shows_nothing_has_no_overview(crowd: Crowd) -> None:
    crowd.fill(2)
    narrowed = declare_peers(crowd.store, crowd.round.id, "nothing", crowd.at)

    assert load_overview(crowd.store, narrowed).units == []
