"""Confirming: a former answer that is still true becomes an answer of this round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import save_answers
from webapp.current import store
from webapp.respond.offers import is_shown
from webapp.respond.saving import parse_seen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from webapp.respond.answering import Answering
    from webapp.respond.offers import Offer, Offers

CONFIRM, FORMER = "confirm", "former"
"""Fields of a section's form: the offers that a button names, and their round."""


def choose_confirmed(
    answering: Answering,
    offers: Offers | None,
    posted: Mapping[str, str],
    refused: Collection[str] = (),
) -> list[Offer]:
    """Choose the offers that a button names, as they were shown and still stand.

    An item that has got an answer has no offer any more, so none is replaced; one of
    which the answer that was typed is `refused` waits for the reader's word.
    """
    if offers is None or posted.get(FORMER) != str(offers.round_id):
        return []
    named = parse_seen(posted.get(CONFIRM, ""))
    return [
        offer
        for key, offer in offers.by_item.items()
        if named.get(key) == offer.stored.revision
        and is_shown(answering, key)
        and key not in refused
    ]


def save_confirmed(answering: Answering, confirmed: list[Offer]) -> None:
    """Save former answers as the reader's; a note that stands beside them stays.

    Raises:
        RoundNotOpenError, RoundClosedError, ResponseSubmittedError: nothing is taken.
        NotSavedError: the database could not write.
    """
    stored = answering.sheet.answers
    noted = {key for key, one in stored.items() if one.note}
    save_answers(
        store(),
        answering.sheet.response.id,
        {offer.key: offer.stored.answer for offer in confirmed},
        {key: one.revision for key, one in stored.items()},
        by=answering.sheet.invitation.person_name,
        at=answering.at,
        notes={
            offer.key: offer.stored.note
            for offer in confirmed
            if offer.stored.note and offer.key not in noted
        },
    )
