"""Importing: answers that were collected elsewhere, taken over as drafts of units.

An answer that is there is never overwritten: where a file says something else, the cell
is named and left, unless it is asked for that the file's answer replaces it, and then
the former one stays in the history. So a file that is imported twice changes nothing,
and one whose import was cut off goes on where it ended.

Whoever imports reads no drafts, and learns nothing of them by comparing: what a unit
answered and has not submitted is told as an answer that is there, whatever the file
says. What an import gave is known, and is compared. Where anything is there that the
unit gave by itself, the unit submits, and no import does.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.access import get_locked
from meter.fieldwork.drafts import find_drafts, has_drafts
from meter.fieldwork.errors import (
    HandedInError,
    IncompleteError,
    NotReturnedError,
    OpenQuestionsError,
    ResponseSubmittedError,
)
from meter.fieldwork.imports.errors import ApartImportError, UnitDraftsError
from meter.fieldwork.imports.participants import ensure_import_response
from meter.fieldwork.imports.records import Difference, ImportOutcome, LeftRow
from meter.fieldwork.responses import Given, save_within
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.submission import submit_within
from meter.storage.repository import answers as stored_answers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from instruments.model.answers import Answer
    from meter.errors import StateError
    from meter.exchange.imports.records import GivenRow
    from meter.fieldwork.imports.participants import Participants
    from meter.fieldwork.imports.records import ImportOrigin, ImportTerms
    from meter.records import Receipt, Response, Round, StoredAnswer
    from meter.storage import Connection, Store

BATCH_ROWS = 200
"""Rows of one transaction: other people's saves wait no longer than that takes."""

_FINAL = (ResponseSubmittedError, NotReturnedError, HandedInError)
_UNREADY = (IncompleteError, OpenQuestionsError, UnitDraftsError)


class _UndoneError(Exception):
    """Undoes a trial; carries what would have become of the rows."""

    def __init__(self, outcome: ImportOutcome) -> None:
        self.outcome = outcome


def import_answers(
    store: Store,
    asked: Round,
    participants: Participants,
    rows: Iterable[GivenRow],
    origin: ImportOrigin,
    terms: ImportTerms,
) -> ImportOutcome:
    """Take over the answers of rows, BATCH_ROWS in a transaction, all that can be.

    Raises:
        ApartImportError: the people of a unit answer apart.
        NotFoundError: the round is not there for the account.
        RoundNotOpenError, RoundClosedError, RoundFrozenError: it takes no answers now.
        NotSavedError: the database could not write; batches before it stay.
    """
    ensure_together(asked)
    total = ImportOutcome()
    for batch in _cut(rows):
        total.add(_import_batch(store, asked, participants, batch, (origin, terms)))
    return total


def ensure_together(asked: Round) -> None:
    """Raise where the people of a unit answer apart.

    Raises:
        ApartImportError: they do.
    """
    if asked.apart:
        raise ApartImportError(asked.key)


def _cut(rows: Iterable[GivenRow]) -> Iterator[list[GivenRow]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH_ROWS)):
        yield batch


def _import_batch(
    store: Store,
    asked: Round,
    participants: Participants,
    batch: list[GivenRow],
    how: tuple[ImportOrigin, ImportTerms],
) -> ImportOutcome:
    origin, terms = how

    def job(connection: Connection) -> ImportOutcome:
        actor = ensure_organises(connection, asked, origin.account)
        importer = _Importer(store, connection, asked, origin, terms)
        find = partial(ensure_import_response, connection, asked, participants)
        found = [(find(row.unit, origin.at), row) for row in batch]
        # In one order, as two imports at a time would wait for each other in a circle.
        for made, row in sorted(found, key=lambda pair: pair[0].response_id):
            if made.unit is not None:
                importer.acts.append(
                    Act.on_unit("unit_described", asked, made.unit, facts=[])
                )
            importer.take(get_locked(connection, made.response_id), row)
        record(connection, actor, origin.at, *importer.acts)
        if terms.is_trial:
            raise _UndoneError(importer.outcome)
        return importer.outcome

    try:
        return store.write(job)
    except _UndoneError as undone:
        return undone.outcome


class _Importer:
    """Takes over row by row within a transaction, and remembers what became of each."""

    def __init__(
        self,
        store: Store,
        connection: Connection,
        asked: Round,
        origin: ImportOrigin,
        terms: ImportTerms,
    ) -> None:
        self.store = store
        self.connection = connection
        self.asked = asked
        self.origin = origin
        self.terms = terms
        self.outcome = ImportOutcome()
        self.acts: list[Act] = []

    def take(self, response: Response, row: GivenRow) -> None:
        """Take over a row, or leave it and say why."""
        stored = stored_answers.find_answers(self.connection, response.id, row.items)
        drafts = find_drafts(self.connection, response, stored)
        try:
            receipt = self._save(response, row, stored, drafts)
        except _FINAL as error:
            self._leave(response, row, stored, drafts, error)
            return
        added, replaced = _count(receipt, stored, row, drafts)
        self._note(response, row, receipt.conflicts)
        self.outcome.unchanged += len(receipt.saved) - added - replaced
        self.outcome.added += added
        self.outcome.replaced += replaced
        is_submitted = self._submit(response, row, receipt)
        if added or replaced or is_submitted:
            self.outcome.units += 1
            act = Act.on_response(
                "answers_imported",
                self.asked,
                response,
                added=added,
                replaced=replaced,
                submitted=is_submitted,
            )
            self.acts.append(act)

    def _save(
        self,
        response: Response,
        row: GivenRow,
        stored: Mapping[str, StoredAnswer],
        drafts: set[str],
    ) -> Receipt:
        """Save as somebody who has seen nothing, or all where it is to be replaced.

        A note beside an answer that had none takes the place of nothing. A draft is
        replaced as a whole, note and all, and even by what is the same: else it would
        tell later what it was. A note without an answer leaves it.
        """
        taken = drafts & row.answers.keys() if self.terms.replace else set()
        kept = drafts - taken
        seen = {
            item: one.revision
            for item, one in stored.items()
            if self.terms.replace or (item not in drafts and _is_new_note(row, one))
        }
        origin = (self.origin.name, self.origin.at, self.origin.operation)
        receipt = save_within(
            self.store,
            self.connection,
            response,
            _give(row, kept, taken),
            seen,
            origin,
        )
        left = {item: stored[item] for item in kept}
        return replace(receipt, conflicts={**receipt.conflicts, **left})

    def _submit(self, response: Response, row: GivenRow, receipt: Receipt) -> bool:
        if not self.terms.submit:
            return False
        # What was just saved has started it.
        now = get_locked(self.connection, response.id)
        origin = (self.origin.name, self.origin.at)
        try:
            # First of all: what is said of drafts does not hang on what they are.
            self._ensure_no_drafts(now)
            if receipt.conflicts:
                return False
            submit_within(self.store, self.connection, now, origin)
        except _UNREADY as error:
            self.outcome.left.append(LeftRow(row.row, row.unit, error))
            return False
        self.outcome.submitted += 1
        return True

    def _ensure_no_drafts(self, response: Response) -> None:
        if has_drafts(self.connection, response):
            raise UnitDraftsError(response.id)

    def _leave(
        self,
        response: Response,
        row: GivenRow,
        stored: Mapping[str, StoredAnswer],
        drafts: Collection[str],
        error: StateError,
    ) -> None:
        """Leave a response that is final; where the file says the same, all is well."""
        differing = {
            item: one
            for item, one in stored.items()
            if item in drafts
            or not _is_same(one.answer, row.answers.get(item, one.answer))
            or row.notes.get(item, one.note) != one.note
        }
        self._note(response, row, differing)
        self.outcome.unchanged += len(stored) - len(differing)
        if differing or {*row.items} - stored.keys():
            self.outcome.left.append(LeftRow(row.row, row.unit, error))

    def _note(
        self,
        response: Response,
        row: GivenRow,
        differing: Mapping[str, StoredAnswer],
    ) -> None:
        for item, one in sorted(differing.items()):
            shown = None if response.submitted_at is None else one
            self.outcome.differing.append(
                Difference(
                    row.row,
                    row.unit,
                    item,
                    shown,
                    row.answers.get(item, Missing.UNANSWERED),
                    row.notes.get(item, ""),
                )
            )


def _give(row: GivenRow, kept: set[str], taken: set[str]) -> Given:
    """Give what a row says but of drafts that are kept; others are given anew."""
    notes = dict.fromkeys(taken, "") | dict(row.notes)
    return Given(
        {item: one for item, one in row.answers.items() if item not in kept},
        {item: one for item, one in notes.items() if item not in kept},
        taken,
    )


def _count(
    receipt: Receipt,
    stored: Mapping[str, StoredAnswer],
    row: GivenRow,
    drafts: Collection[str],
) -> tuple[int, int]:
    """Count the answers that are new, and those that took the place of others."""
    changed = [
        item
        for item, revision in receipt.saved.items()
        if item not in stored or revision != stored[item].revision
    ]
    added = sum(
        item not in stored or (item not in drafts and _is_new_note(row, stored[item]))
        for item in changed
    )
    return added, len(changed) - added


def _is_new_note(row: GivenRow, stored: StoredAnswer) -> bool:
    """Tell whether a row says something beside an answer that is there, and no more."""
    given = row.answers.get(stored.item, stored.answer)
    has_note = bool(row.notes.get(stored.item)) and not stored.note
    return has_note and _is_same(given, stored.answer)


def _is_same(one: Answer, other: Answer) -> bool:
    # Text that reads like a reason is not that reason.
    return one == other and type(one) is type(other)
