"""A unit sees what it lets be seen of its own, and what is withdrawn goes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.peers.declaring import declare_peers
from meter.storage.repository.responses import update_response
from tests.meter.peers.crowd import NODES, make_crowd

if TYPE_CHECKING:
    from datetime import datetime

    from meter.peers.seeing import SeenNode
    from meter.storage import Store
    from tests.meter.peers.crowd import Crowd


def see(crowd: Crowd, name: str, node: str = "law") -> SeenNode:
    return crowd.look(name).nodes[node]


def names(crowd: Crowd, viewer: str, node: str = "law") -> list[str] | None:
    found = see(crowd, viewer, node).named
    return None if found is None else [one.name for one in found]


def test_a_unit_sees_the_spread_of_what_it_shares(crowd: Crowd) -> None:
    crowd.fill(6)
    crowd.join("Silent", 0.5, "nothing")
    crowd.release()

    shown = see(crowd, "City 00")
    assert shown.spread is not None
    assert (shown.spread.size, shown.dark) == (6, None)
    assert (see(crowd, "Silent").spread, see(crowd, "Silent").dark) == (
        None,
        "unshared",
    )
    assert set(crowd.look_at_spreads("City 00")) == set(NODES)
    assert crowd.look_at_spreads("Silent") == {}


def test_nothing_is_seen_before_a_release_and_before_submission(crowd: Crowd) -> None:
    crowd.fill(7)
    assert see(crowd, "City 00").dark == "unreleased"
    crowd.release()
    taken_back = {
        "submitted_at": None,
        "submitted_by": None,
        "coded": None,
        "coded_meaning": None,
    }
    crowd.store.write(
        lambda connection: update_response(
            connection, crowd.id_of("City 00"), taken_back
        )
    )

    assert see(crowd, "City 00").dark == "unsubmitted"
    assert see(crowd, "City 01").spread is not None


def test_too_few_are_said_to_be_too_few(crowd: Crowd) -> None:
    crowd.fill(4)
    crowd.release()

    assert (see(crowd, "City 00").dark, see(crowd, "City 00").size) == ("few", 4)


def test_units_that_are_alike_are_not_told_so(crowd: Crowd) -> None:
    for place in range(8):
        crowd.join(f"City {place}", 0.51 + place / 1000)
    crowd.release()

    assert see(crowd, "City 0").dark == "changed"


def test_the_last_figures_that_could_be_shown_stay(crowd: Crowd) -> None:
    crowd.fill(8)
    crowd.release()
    crowd.fill(1)
    crowd.release()

    shown = see(crowd, "City 08")

    assert shown.spread is not None
    assert (shown.spread.size, shown.dark) == (8, None)


def test_a_withdrawal_makes_its_group_dark_at_once(crowd: Crowd) -> None:
    crowd.fill(8)
    crowd.release()
    assert see(crowd, "City 00").spread is not None

    crowd.decide("City 05", {"law": "nothing"})

    assert see(crowd, "City 00").dark == "withdrawn"
    assert see(crowd, "City 00", "whole").spread is not None
    crowd.release()
    assert see(crowd, "City 00").dark == "changed"


def test_a_withdrawal_leaves_other_groups_alone(store: Store, at: datetime) -> None:
    crowd = make_crowd(store, at, "spread", peer_field="region")
    north = crowd.fill(6, region="north")
    south = crowd.fill(6, region="south")
    crowd.release()

    crowd.withdraw(south[0])

    assert see(crowd, north[0]).spread is not None
    assert see(crowd, south[1]).dark == "withdrawn"


def test_a_group_comes_back_when_six_have_gone(crowd: Crowd) -> None:
    names = crowd.fill(12)
    crowd.release()
    for name in names[:6]:
        crowd.withdraw(name)

    crowd.release()

    shown = see(crowd, names[8]).spread
    assert shown is not None
    assert shown.size == 6


def test_who_comes_late_sees_the_group_of_its_like(store: Store, at: datetime) -> None:
    crowd = make_crowd(store, at, "spread", peer_field="region")
    crowd.fill(6, region="north")
    crowd.release()
    crowd.join("Late", 0.3, region="north")
    crowd.join("Alone", 0.3, region="south")

    shown = see(crowd, "Late").spread
    assert shown is not None
    assert shown.size == 6
    assert see(crowd, "Alone").dark == "unreleased"


def test_names_are_seen_by_those_who_are_named_too(crowd: Crowd) -> None:
    crowd.fill(6)
    crowd.join("Ana", 0.4, "named")
    crowd.join("Bo", 0.8, "named")

    assert names(crowd, "Ana") == ["Ana", "Bo"]
    assert names(crowd, "City 00") is None


def test_a_name_goes_at_the_next_look(crowd: Crowd) -> None:
    crowd.join("Ana", 0.4, "named")
    crowd.join("Bo", 0.8, "named")
    assert names(crowd, "Ana") == ["Ana", "Bo"]

    crowd.decide("Bo", {"law": "spread"})

    assert names(crowd, "Ana") == ["Ana"]
    assert names(crowd, "Ana", "policy") == ["Ana", "Bo"]
    assert names(crowd, "Bo") is None


def test_an_index_is_named_with_all_its_parts_or_not(crowd: Crowd) -> None:
    crowd.join("Ana", 0.4, "named")
    crowd.join("Bo", 0.8, "named")

    crowd.decide("Bo", {"law": "nothing"})

    assert names(crowd, "Ana", "whole") == ["Ana"]
    assert names(crowd, "Bo", "whole") is None
    assert names(crowd, "Ana", "policy") == ["Ana", "Bo"]


def test_names_that_would_uncover_the_others_are_withheld(crowd: Crowd) -> None:
    crowd.fill(5)
    crowd.join("Ana", 0.4)
    crowd.join("Bo", 0.8)
    crowd.release()
    for name in ("Ana", "Bo"):
        crowd.decide(name, dict.fromkeys(NODES, "named"))
    assert names(crowd, "Ana") == ["Ana", "Bo"]

    crowd.decide("City 00", dict.fromkeys(NODES, "named"))

    assert names(crowd, "Ana") is None


def test_a_round_that_declares_less_shows_less_at_once(crowd: Crowd) -> None:
    crowd.fill(6)
    crowd.join("Ana", 0.4, "named")
    crowd.join("Bo", 0.8, "named")
    crowd.release()
    assert names(crowd, "Ana") == ["Ana", "Bo"]

    declare_peers(crowd.store, crowd.round.id, "spread", crowd.at)
    assert names(crowd, "Ana") is None
    assert see(crowd, "Ana").spread is not None
    assert crowd.look("Ana").counts["law", "spread"] == 8

    declare_peers(crowd.store, crowd.round.id, "nothing", crowd.at)
    assert see(crowd, "Ana").spread is None
