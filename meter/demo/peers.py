"""What the sample cities let each other see: most a spread, some their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import list_responses
from meter.fieldwork.rounds import get_instrument
from meter.peers.consents import decide, load_decided
from meter.peers.levels import list_peer_nodes
from meter.peers.releases import make_release

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records import Invitation, PeerLevel, Round
    from meter.storage import Store

PEER_FIELD = "population"
NAMED = ("San Telmo", "Marenda", "Sejong-ri", "Port Merrow")
WITHDREW = "Batu Hijau"


def add_sample_peers(
    store: Store,
    workshop: Round,
    sent: Mapping[str, Invitation],
    by: str,
    at: datetime,
) -> None:
    """Let the cities that have submitted decide, one withdraw, and make a release.

    Args:
        store: where the sample is kept.
        workshop: its round.
        sent: the invitations of its cities, by name.
        by: the organiser, who lets the cities see the comparison.
        at: now.
    """
    done = {one.id for one in list_responses(store, workshop.id) if one.submitted_at}
    for name, invitation in sent.items():
        if invitation.response_id in done:
            _decide(store, workshop, invitation, "spread", at)
        if name in NAMED:
            _decide(store, workshop, invitation, "named", at)
    _decide(store, workshop, sent[WITHDREW], "nothing", at)
    make_release(store, workshop.id, by, at)


def _decide(
    store: Store,
    workshop: Round,
    invitation: Invitation,
    level: PeerLevel,
    at: datetime,
) -> None:
    framework = get_instrument(store, workshop).framework
    nodes = list_peer_nodes(framework) if framework else []
    seen = load_decided(store, workshop, invitation.response_id).seen
    decide(store, invitation, dict.fromkeys(nodes, level), seen, at)
