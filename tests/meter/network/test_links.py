"""Links of a workshop go on for its network, at the organiser's word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork import invitations, rounds
from meter.network.links import NETWORK_DAYS, Links, count_links, extend_links

if TYPE_CHECKING:
    from tests.meter.network.conftest import Network


def test_only_links_that_work_go_on(everywhere: Network) -> None:
    store, at, workshop = everywhere.store, everywhere.at, everywhere.workshop.id
    strong, weak, other = everywhere.sent.values()
    invitations.revoke(store, weak.id, at)
    late = at + timedelta(days=20)
    newer, _ = invitations.reissue(store, other.id, late)
    rounds.close_round(store, everywhere.round.id, late)
    end = at + timedelta(days=30)
    assert count_links(store, workshop, late) == Links(2, 0, end)

    # By then the first has expired.
    then = end + timedelta(days=1)
    assert count_links(store, workshop, then) == Links(1, 1, newer.expires_at)
    assert extend_links(store, everywhere.workshop, then) == 1

    until = then + timedelta(days=NETWORK_DAYS)
    assert count_links(store, workshop, then) == Links(1, 1, until)
    states = {
        one.id: found.state(then)
        for one in (strong, weak, newer)
        if (found := invitations.find_invitation(store, one.id))
    }
    assert states == {strong.id: "expired", weak.id: "revoked", newer.id: "sent"}


def test_a_link_that_works_longer_is_not_cut_short(network: Network) -> None:
    store, at, workshop = network.store, network.at, network.workshop.id
    extend_links(store, network.workshop, at)
    assert extend_links(store, network.workshop, at - timedelta(days=1)) == 0
    until = at + timedelta(days=NETWORK_DAYS)
    assert count_links(store, workshop, at).next_end == until
