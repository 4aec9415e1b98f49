"""A release is kept, and shows what cannot be taken apart by those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.peers.declaring import declare_peers
from meter.peers.errors import NothingDeclaredError
from meter.peers.releases import list_releases
from tests.meter.peers.crowd import NODES, make_crowd

if TYPE_CHECKING:
    from datetime import datetime

    from meter.storage import Store
    from tests.meter.peers.crowd import Crowd

LAW = ("law", "")


def test_six_that_share_are_shown_and_five_are_not(crowd: Crowd) -> None:
    crowd.fill(5)
    few = crowd.release()[LAW]
    crowd.join("Marenda", 0.95)
    shown = crowd.release()[LAW]

    assert (few.withheld, few.size, few.middle) == ("few", 5, None)
    assert (shown.withheld, shown.size) == (None, 6)
    assert shown.lower is not None
    assert shown.upper is not None
    assert shown.lower < shown.upper


def test_who_shares_nothing_or_has_no_score_is_not_counted(crowd: Crowd) -> None:
    crowd.fill(7)
    crowd.join("Silent", 0.5, "nothing")
    crowd.submit("City 00", {"whole": 0.5, "law": None})

    found = crowd.release()

    assert (found["whole", ""].size, found[LAW].size) == (7, 6)


def test_one_more_is_withheld_and_six_more_are_not(crowd: Crowd) -> None:
    crowd.fill(8)
    crowd.release()
    crowd.fill(1)
    assert crowd.release()[LAW].withheld == "changed"

    crowd.fill(5)
    assert crowd.release()[LAW].withheld is None


def test_few_that_submit_anew_are_withheld(crowd: Crowd) -> None:
    names = crowd.fill(12)
    crowd.release()
    for name in names[:5]:
        crowd.submit(name, dict.fromkeys(NODES, 0.99))
    assert crowd.release()[LAW].withheld == "changed"

    crowd.submit(names[5], dict.fromkeys(NODES, 0.99))
    assert crowd.release()[LAW].withheld is None


def test_units_that_are_alike_are_withheld(crowd: Crowd) -> None:
    for place in range(8):
        crowd.join(f"City {place}", 0.51 + place / 1000)

    assert crowd.release()[LAW].withheld == "alike"


def test_groups_are_shown_apart_and_small_ones_together(
    store: Store, at: datetime
) -> None:
    crowd = make_crowd(store, at, "spread", peer_field="region")
    crowd.fill(7, region="north")
    crowd.fill(4, region="south")
    crowd.fill(2)

    found = crowd.release()

    assert {(node, group) for node, group in found if node == "law"} == {
        ("law", "north"),
        ("law", ""),
    }
    assert (found["law", "north"].size, found["law", ""].size) == (7, 6)


def test_a_group_that_grows_out_of_the_rest_is_not_shown_against_it(
    store: Store, at: datetime
) -> None:
    crowd = make_crowd(store, at, "spread", peer_field="region")
    crowd.fill(5, region="north")
    crowd.fill(5, region="south")
    assert crowd.release()["law", ""].withheld is None
    crowd.fill(2, region="north")

    found = crowd.release()

    assert found["law", "north"].withheld == "changed"
    assert found["law", ""].withheld == "few"


def test_what_names_have_told_counts_no_more_as_cover(crowd: Crowd) -> None:
    crowd.fill(4, "spread")
    crowd.fill(8, "named")

    assert crowd.release()[LAW].withheld == "changed"


def test_a_round_that_shows_nothing_releases_nothing(crowd: Crowd) -> None:
    crowd.fill(6)
    declare_peers(crowd.store, crowd.round.id, "nothing", crowd.at)

    with pytest.raises(NothingDeclaredError):
        crowd.release()

    assert list_releases(crowd.store, crowd.round.id) == []


def test_releases_are_listed_the_newest_first(crowd: Crowd) -> None:
    crowd.release()
    crowd.fill(6)
    crowd.release()

    found = list_releases(crowd.store, crowd.round.id)

    assert [one.made_by for one in found] == ["Organiser", "Organiser"]
    assert found[0].id > found[1].id
