"""Saving: what was posted goes to the store; what could not is told item by item."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from meter.fieldwork.delegates import ensure_assigned
from meter.fieldwork.given.kinds import NOTE_MAX_CHARACTERS
from meter.fieldwork.responses import save_answers
from webapp.current import store
from webapp.forms.sections import read_answers
from webapp.languages import current_language
from webapp.respond.receipts import KEEP_NAME, say_kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments.model.items import Item
    from meter.records import Receipt, StoredAnswer
    from webapp.forms.sections import Reading
    from webapp.respond.answering import Answering

_SEEN = re.compile(r"([a-z][a-z0-9_]*):([0-9]{1,9})")


@dataclass(frozen=True)
class Outcome:
    """What became of a post. Without a receipt nothing could be kept."""

    reading: Reading
    seen: Mapping[str, int]
    receipt: Receipt | None

    @property
    def conflicts(self) -> Mapping[str, StoredAnswer]:
        """The answers that others gave to posted items in the meantime."""
        return self.receipt.conflicts if self.receipt else {}

    @property
    def is_clean(self) -> bool:
        """Tell whether everything that was posted is saved."""
        return not (self.receipt is None or self.conflicts or self.reading.errors)

    def has_saved(self, key: str) -> bool:
        """Tell whether what was posted for an item is what is stored."""
        return self.receipt is not None and key in self.receipt.saved


def read_posted(answering: Answering, items: Sequence[Item], posted: Any) -> Reading:
    """Read what was posted for some items, in the reader's language."""
    language = current_language().code
    reading = read_answers(answering.instrument, items, posted, language)
    kept = {
        item.key: _keep_theirs(answering, item, reading.notes.get(item.key, ""))
        for item in items
        if KEEP_NAME.format(item.key) in posted and item.key in answering.sheet.answers
    }
    return replace(reading, notes={**reading.notes, **kept})


def _keep_theirs(answering: Answering, item: Item, note: str) -> str:
    """Add to a note what stands in the store, which the posted answer replaces."""
    theirs = answering.sheet.answers[item.key]
    line = say_kept(answering.instrument, item, theirs)
    return "\n".join(filter(None, (note, theirs.note, line)))[:NOTE_MAX_CHARACTERS]


def save_reading(
    answering: Answering,
    reading: Reading,
    seen: Mapping[str, int],
    operation: str | None = None,
) -> Outcome:
    """Save the answers that can be taken, and only those.

    Raises:
        NotAssignedError: answers of a section that is not the reader's.
        RoundNotOpenError, RoundClosedError, ResponseSubmittedError: nothing is taken.
        NotSavedError: the database could not write.
    """
    sheet = answering.sheet
    given = {**reading.answers, **reading.notes}
    ensure_assigned(sheet.invitation, answering.wording.source, given)
    receipt = save_answers(
        store(),
        sheet.response.id,
        reading.answers,
        seen,
        by=sheet.invitation.person_name,
        at=answering.at,
        operation=operation,
        notes=reading.notes,
    )
    return Outcome(reading, seen, receipt)


def parse_seen(text: str) -> dict[str, int]:
    """Read the revisions that a page knew, written as `item:revision item:...`."""
    return {key: int(revision) for key, revision in _SEEN.findall(text)}


def write_seen(revisions: Mapping[str, int]) -> str:
    """Write the revisions that a page knows."""
    return " ".join(f"{key}:{revision}" for key, revision in revisions.items())
