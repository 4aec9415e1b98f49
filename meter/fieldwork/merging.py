"""Merging: what a workbook says, what it said when it was written, what stands now.

A cell that still says what it said is left alone. One that was changed is saved as if
its sender had just read the revision that the workbook holds, so that an answer which
somebody else has changed since is a conflict, and not replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from meter.exchange.fill_in.cells import give_back
from meter.fieldwork.responses import load_former, save_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from meter.exchange.fill_in.reading import GivenRow
    from meter.records import Invitation, StoredAnswer
    from meter.storage import Store


@dataclass(frozen=True)
class Changed:
    """What was changed in a workbook, by item; a note apart from its answer."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def items(self) -> frozenset[str]:
        """The items of which something was changed."""
        return frozenset(self.answers) | frozenset(self.notes)

    def only(self, items: Iterable[str]) -> Changed:
        """Give what was changed of some items."""
        kept = set(items)
        return Changed(
            {key: one for key, one in self.answers.items() if key in kept},
            {key: one for key, one in self.notes.items() if key in kept},
        )


@dataclass(frozen=True)
class Merge:
    """What became of the rows of a workbook.

    Attributes:
        changed: what was changed in it and may be changed by its sender.
        saved: items that now have what the workbook says.
        unchanged: items that were left alone.
        conflicts: by item, what somebody else answered since.
        not_assigned: changed items of sections that are not the sender's.
    """

    changed: Changed
    saved: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    conflicts: Mapping[str, StoredAnswer] = field(default_factory=dict)
    not_assigned: tuple[str, ...] = ()


def merge_answers(
    store: Store,
    response_id: int,
    invitation: Invitation,
    instrument: Instrument,
    rows: Iterable[GivenRow],
    at: datetime,
) -> Merge:
    """Save what was changed in a workbook of a response, all that can be.

    Raises:
        RoundNotOpenError, RoundClosedError, ResponseSubmittedError: nothing is taken.
        NotSavedError: the database could not write.
    """
    given = {row.item: row for row in rows}
    seen = {key: row.seen for key, row in given.items()}
    bases = load_former(store, response_id, seen)
    changed = find_changed(given.values(), bases)
    theirs = {
        key
        for key in changed.items
        if not invitation.covers(instrument.section_of[key].key)
    }
    mine = changed.only(changed.items - theirs)
    kept: Mapping[str, int] = {}
    conflicts: Mapping[str, StoredAnswer] = {}
    if mine.items:
        receipt = save_answers(
            store,
            response_id,
            mine.answers,
            seen,
            by=invitation.person_name,
            at=at,
            notes=mine.notes,
        )
        kept, conflicts = receipt.saved, receipt.conflicts
    return Merge(
        mine,
        saved=tuple(key for key in given if key in kept),
        unchanged=tuple(
            key
            for key, row in given.items()
            if key not in changed.items and row.answer is not None
        ),
        conflicts={key: conflicts[key] for key in given if key in conflicts},
        not_assigned=tuple(key for key in given if key in theirs),
    )


def find_changed(
    rows: Iterable[GivenRow], bases: Mapping[str, StoredAnswer]
) -> Changed:
    """Find what rows say otherwise than when their workbook was written.

    `bases` are the answers at the revisions that the workbook holds.
    """
    answers: dict[str, Answer] = {}
    notes: dict[str, str] = {}
    for row in rows:
        base = bases.get(row.item)
        former = give_back(base) if base else None
        answer = former.answer if former else Missing.UNANSWERED
        note = former.note if former else ""
        if row.answer is not None and not _is_same(row.answer, answer):
            answers[row.item] = row.answer
        if row.note is not None and row.note != note:
            notes[row.item] = row.note
    return Changed(answers, notes)


def _is_same(one: Answer, other: Answer) -> bool:
    # Text that reads like a reason is not that reason.
    return one == other and type(one) is type(other)
