"""What somebody else answered meanwhile, told so that a page can show both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.forms.given import show_answer
from webapp.languages import current_language
from webapp.respond.receipts import receipt_of, say_kept, write_conflict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.questionnaire import Section
    from meter.records import StoredAnswer
    from webapp.respond.answering import Answering


def tell_theirs(answering: Answering, theirs: StoredAnswer) -> dict[str, Any]:
    """Tell a stored answer: as it was given, in words, and as a receipt."""
    instrument, reader = answering.instrument, answering.sheet.invitation
    item = instrument.items[theirs.item]
    given = show_answer(item, theirs.answer, theirs.note)
    return {
        "revision": theirs.revision,
        "html": write_conflict(instrument, item, theirs),
        "receipt": receipt_of(theirs, reader.person_name, current_language().code),
        "texts": list(given.texts),
        "reason": given.reason,
        "their_note": given.note,
        "as_note": say_kept(instrument, item, theirs),
    }


def list_changes(
    answering: Answering, section: Section, seen: Mapping[str, int]
) -> dict[str, dict[str, Any]]:
    """Tell the answers of a section that are newer than what a page has seen."""
    stored = answering.sheet.answers
    newer = [
        stored[item.key]
        for item in section.items
        if item.key in stored and stored[item.key].revision > seen.get(item.key, 0)
    ]
    return {one.item: tell_theirs(answering, one) for one in newer}
