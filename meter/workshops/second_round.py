"""The second round: asked again after the meeting, from the answers of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.rounds import draft_round, get_instrument, open_round
from meter.workshops.errors import NotOpenedError
from meter.workshops.inviting import issue_links

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Round, Workshop
    from meter.storage import Store
    from meter.workshops.records import FreshLink


def draft_second_round(
    store: Store,
    former: Round,
    key: str,
    title: str,
    *,
    at: datetime,
    closes_at: datetime | None = None,
) -> Round:
    """Draft a round that asks the same again, of the same instrument as it was frozen.

    It is counted, reviewed and answered as the former one. Nobody is invited yet.

    Raises:
        NotOpenedError: the former round has not opened, so nothing was answered.
        RoundKeyError, RoundKeyTakenError, TitleError: as for any round.
    """
    if former.opened_at is None:
        raise NotOpenedError(former.key)
    return draft_round(
        store,
        former.owner_id,
        key,
        title,
        get_instrument(store, former),
        at=at,
        method=former.method,
        closes_at=closes_at,
        grace_days=former.grace_days,
        apart=former.apart,
        reviewed=former.reviewed,
        workshop_id=former.workshop_id,
        former_round_id=former.id,
    )


def open_workshop_round(
    store: Store,
    workshop: Workshop,
    asked: Round,
    at: datetime,
    *,
    by: Account | None = None,
) -> list[FreshLink]:
    """Open a round, and invite the participants who have no link to it yet.

    In a second round each response then starts from the answers of the first.

    Raises:
        RoundClosedError: it has been closed for good.
    """
    opened = open_round(store, asked.id, at, by=by)
    if opened.former_round_id is None:
        return []
    return issue_links(store, workshop, [opened], None, at, by=by)
