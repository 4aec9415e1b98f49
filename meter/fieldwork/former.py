"""Former answers: what a unit answered the last time that it was asked the same.

A later round of an instrument can begin with what the unit submitted before. Nothing of
that is an answer in the later round until somebody confirms it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from instruments.revisions import compare_versions
from meter.fieldwork.given.errors import WrongAnswerError
from meter.fieldwork.given.kinds import ensure_fits
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import answers as rows
from meter.storage.repository import responses
from scoring.kernel.coding import ByFingerprint, asked_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.instrument import Instrument
    from instruments.revisions import Revision
    from meter.records import AnswerSheet, Response, Round, StoredAnswer
    from meter.storage import Connection, Store

NOTHING_SAID = frozenset({Missing.UNANSWERED, Missing.DONT_KNOW, Missing.REFUSED})
"""Reasons that say nothing about the unit: what was not known is asked anew."""


@dataclass(frozen=True)
class FormerAnswers:
    """What a unit submitted in a former round, as far as it can be said again.

    Attributes:
        round: the former round.
        instrument: what it asked, in its words.
        answers: by item, where the item is comparable and takes the answer today.
        reworded: those of the items whose words differ.
    """

    round: Round
    instrument: Instrument
    answers: Mapping[str, StoredAnswer]
    reworded: frozenset[str]


def load_former(store: Store, sheet: AnswerSheet) -> FormerAnswers | None:
    """Read what the unit of a response submitted in the round that the sheet names.

    None where it names none, or where the response is not submitted any more.
    """
    if sheet.former_round_id is None:
        return None
    with store.read() as connection:
        response = responses.find_submitted(
            connection, sheet.former_round_id, sheet.unit.id
        )
        if response is None:
            return None
        return read_former(store, connection, response, sheet.round)


def read_former(
    store: Store, connection: Connection, response: Response, asked: Round
) -> FormerAnswers:
    """Read of a former response what can be said again in a later round."""
    former = get_round(connection, response.round_id)
    then = load_instrument(store, connection, former)
    now = load_instrument(store, connection, asked)
    stored = _drop_hidden(then, rows.load_answers(connection, response.id))
    revision = _compare(_keep(then), _keep(now))
    answers = {
        key: stored[key]
        for key in revision.comparable
        if key in stored and _can_be_said(now, stored[key])
    }
    reworded = {one.item for one in revision.items if one.kind == "reworded"}
    return FormerAnswers(former, then, answers, frozenset(reworded & answers.keys()))


def _drop_hidden(
    instrument: Instrument, stored: Mapping[str, StoredAnswer]
) -> dict[str, StoredAnswer]:
    """Leave out what a condition had hidden: it was never submitted."""
    given = {key: one.answer for key, one in stored.items()}
    asked = asked_items(instrument, given)
    return {key: one for key, one in stored.items() if key in asked}


def _can_be_said(instrument: Instrument, stored: StoredAnswer) -> bool:
    if isinstance(stored.answer, Missing) and stored.answer in NOTHING_SAID:
        return False
    try:
        ensure_fits(instrument, {stored.item: stored.answer})
    except WrongAnswerError:  # a reason that the item does not take any more
        return False
    return True


def _keep(instrument: Instrument) -> ByFingerprint:
    return ByFingerprint(instrument.fingerprint, instrument)


@lru_cache(maxsize=64)
def _compare(then: ByFingerprint, now: ByFingerprint) -> Revision:
    return compare_versions(then.instrument, now.instrument)
