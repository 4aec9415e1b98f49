"""What the sample cities let the public see, and the edition that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import list_responses
from meter.publication.agreements import agree
from meter.publication.editions import publish

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.publication.records import PublicLevel
    from meter.records import Account, Invitation, Round
    from meter.storage import Store

NAMED = ("San Telmo", "Marenda", "Hallowick")
OPEN = "Hallowick"
SILENT = ("Baeksan", "Batu Hijau", "Adoma")


def publish_sample(
    store: Store,
    workshop: Round,
    sent: Mapping[str, Invitation],
    at: datetime,
    by: Account | None,
) -> None:
    """Let most cities be counted and some be named, and publish an edition.

    Args:
        store: where the sample is kept.
        workshop: its round.
        sent: the invitations of its cities, by name.
        at: now.
        by: the organiser, whose name stands on the edition.
    """
    done = {one.id for one in list_responses(store, workshop.id) if one.submitted_at}
    for name, invitation in sent.items():
        if invitation.response_id in done and name not in SILENT:
            level: PublicLevel = "named" if name in NAMED else "counted"
            if name == OPEN:
                level = "open"
            agree(store, invitation, level, 0, at)
    publish(store, workshop.id, "CC-BY-4.0", at, by=by)
