"""Rows of answers, of their history, and of what saves were told."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Text, bindparam, func, or_, select, tuple_, type_coerce

from instruments.model.answers import Missing
from meter.records import Change, Receipt, StoredAnswer
from meter.storage.inserting import make_insert
from meter.storage.prepared import Prepared
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.tables import answers, changes, receipts, responses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Insert, Select

    from instruments.model.answers import Answer

_VALUES = (
    answers.c.item,
    answers.c.text,
    answers.c.number,
    answers.c.chosen,
    answers.c.missing,
    answers.c.revision,
    answers.c.changed_at,
    answers.c.changed_by,
    answers.c.note,
)
_ANSWERS = select(*_VALUES).where(answers.c.response_id == bindparam("response_id"))
_ADD_CHANGES = changes.insert()
_ADD_RECEIPT = receipts.insert()
_RECEIPT = select(receipts.c.outcome, receipts.c.at).where(
    receipts.c.response_id == bindparam("response_id"),
    receipts.c.operation == bindparam("operation"),
)
_KEY = ("response_id", "item")
# One parameter for any number of items: a list of its own for each number of them
# would be written out anew on every read.
_SOME_ANSWERS = {
    "sqlite": _ANSWERS.where(
        answers.c.item.in_(
            select(func.json_each(bindparam("items")).table_valued("value").c.value)
        )
    ),
    "postgresql": _ANSWERS.where(
        answers.c.item.in_(
            select(
                func.json_array_elements_text(
                    type_coerce(bindparam("items"), Text).cast(JSON)
                ).column_valued()
            )
        )
    ),
}
_PAGE = Prepared.of(_ANSWERS)
_PART_OF_PAGE = Prepared(_SOME_ANSWERS)
_HISTORY: Select[*tuple[Any, ...]] = select(
    changes.c.item,
    changes.c.revision,
    changes.c.changed_at,
    changes.c.changed_by,
    changes.c.former,
    changes.c.answer,
    changes.c.note,
)


def load_answers(connection: Connection, response_id: int) -> dict[str, StoredAnswer]:
    """Read the answers of a response by item."""
    rows = connection.execute(_ANSWERS, {"response_id": response_id})
    return {row[0]: _read_answer(row) for row in rows.all()}


def find_answers(
    connection: Connection, response_id: int, items: Iterable[str]
) -> dict[str, StoredAnswer]:
    """Read some answers of a response by item."""
    keys = {"response_id": response_id, "items": json.dumps(sorted(items))}
    rows = connection.execute(_SOME_ANSWERS[connection.dialect.name], keys)
    return {row[0]: _read_answer(row) for row in rows.all()}


def read_answers(
    connection: Connection, response_id: int, items: Iterable[str] | None
) -> dict[str, StoredAnswer]:
    """Read the answers that a page shows, on a connection that only reads.

    None stands for all of them.
    """
    keys: dict[str, Any] = {"response_id": response_id}
    if items is None:
        rows = _PAGE.fetch(connection, keys)
    else:
        keys["items"] = json.dumps(sorted(items))
        rows = _PART_OF_PAGE.fetch(connection, keys)
    return {row[0]: _read_answer(row) for row in rows}


def load_drafts(
    connection: Connection, round_id: int
) -> dict[int, dict[str, StoredAnswer]]:
    """Read by unit the answers of a round that are not submitted."""
    query = (
        select(responses.c.unit_id, *_VALUES)
        .join(responses, responses.c.id == answers.c.response_id)
        .where(is_agreed_in(round_id), responses.c.submitted_at.is_(None))
    )
    found: dict[int, dict[str, StoredAnswer]] = {}
    for unit_id, *row in connection.execute(query):
        found.setdefault(unit_id, {})[row[0]] = _read_answer(row)
    return found


@cache
def _make_upsert(dialect: str) -> Insert:
    """Write answers with their next revisions; made once, as making it takes long."""
    insert = make_insert(dialect, answers)
    kept = [name for name in answers.c.keys() if name not in _KEY]  # noqa: SIM118
    return insert.on_conflict_do_update(
        index_elements=[answers.c[name] for name in _KEY],
        set_={name: insert.excluded[name] for name in kept},
        where=answers.c.revision == insert.excluded.revision - 1,
    )


def write_changes(
    connection: Connection,
    response_id: int,
    made: Sequence[Change],
    operation: str | None,
) -> None:
    """Write answers with their next revisions, and their history beside them."""
    key = {"response_id": response_id}
    upsert = _make_upsert(connection.dialect.name)
    connection.execute(upsert, [key | _kept(change) for change in made])
    history = [key | _recorded(change, operation) for change in made]
    connection.execute(_ADD_CHANGES, history)


def list_standing(
    connection: Connection, response_id: int, prefixes: Iterable[str]
) -> set[str]:
    """List the items whose answer stands as a save of some kinds gave it.

    `prefixes` are how the ids of such saves begin.
    """
    kinds = [changes.c.operation.startswith(one, autoescape=True) for one in prefixes]
    query = (
        select(answers.c.item)
        .join(
            changes,
            (changes.c.response_id == answers.c.response_id)
            & (changes.c.item == answers.c.item)
            & (changes.c.revision == answers.c.revision),
        )
        .where(
            answers.c.response_id == response_id,
            or_(*kinds),
        )
    )
    return set(connection.execute(query).scalars())


def find_last_change(connection: Connection, response_id: int) -> datetime | None:
    """Find when the answers of a response were changed last; None where none is."""
    last = func.max(answers.c.changed_at)
    query = select(last).where(answers.c.response_id == response_id)
    found: datetime | None = connection.execute(query).scalar_one()
    return found


def list_changes(connection: Connection, response_id: int, item: str) -> list[Change]:
    """List the history of an answer, the first change first."""
    query = _HISTORY.where(
        changes.c.response_id == response_id, changes.c.item == item
    ).order_by(changes.c.revision)
    return [Change(*row) for row in connection.execute(query)]


def find_receipt(
    connection: Connection, response_id: int, operation: str
) -> Receipt | None:
    """Find what a save was told, by the id that its sender gave it."""
    keys = {"response_id": response_id, "operation": operation}
    row = connection.execute(_RECEIPT, keys).one_or_none()
    if row is None:
        return None
    conflicts = load_revisions(connection, response_id, row.outcome["conflicts"])
    return Receipt(row.outcome["saved"], conflicts, row.at)


def keep_receipt(
    connection: Connection, response_id: int, operation: str, receipt: Receipt
) -> None:
    """Remember what a save was told."""
    stored = {item: answer.revision for item, answer in receipt.conflicts.items()}
    outcome = {"saved": dict(receipt.saved), "conflicts": stored}
    keys = {"response_id": response_id, "operation": operation}
    connection.execute(_ADD_RECEIPT, {**keys, "outcome": outcome, "at": receipt.at})


def list_conflicts(
    connection: Connection, response_id: int, since: datetime, until: datetime
) -> list[str]:
    """List the items at which a save met another's change in a period."""
    query = select(receipts.c.outcome).where(
        receipts.c.response_id == response_id,
        receipts.c.at >= since,
        receipts.c.at < until,
    )
    outcomes = connection.execute(query).scalars()
    met = {item for outcome in outcomes for item in outcome["conflicts"]}
    return sorted(met)


def load_revisions(
    connection: Connection, response_id: int, revisions: Mapping[str, int]
) -> dict[str, StoredAnswer]:
    """Read answers as they stood at certain revisions."""
    if not revisions:
        return {}
    query = _HISTORY.where(
        changes.c.response_id == response_id,
        tuple_(changes.c.item, changes.c.revision).in_(list(revisions.items())),
    )
    found = [Change(*row) for row in connection.execute(query)]
    return {
        change.item: StoredAnswer(
            change.item,
            change.answer,
            change.revision,
            change.changed_at,
            change.changed_by,
            change.note,
        )
        for change in found
    }


def load_as_of(
    connection: Connection, response_id: int, at: datetime
) -> dict[str, StoredAnswer]:
    """Read by item the answers of a response as they stood at a moment."""
    query = (
        select(changes.c.item, func.max(changes.c.revision))
        .where(changes.c.response_id == response_id, changes.c.changed_at <= at)
        .group_by(changes.c.item)
    )
    standing = {row[0]: row[1] for row in connection.execute(query)}
    return load_revisions(connection, response_id, standing)


def _read_answer(row: Sequence[Any]) -> StoredAnswer:
    item, text, number, chosen, missing, *origin = row
    answer: Answer
    if text is not None:
        answer = text
    elif number is not None:
        answer = number
    elif chosen is not None:
        answer = tuple(chosen)
    else:
        answer = Missing(missing)
    return StoredAnswer(item, answer, *origin)


def _kept(change: Change) -> dict[str, Any]:
    """Write a change as the columns of the answer that it leaves."""
    answer = change.answer
    missing = isinstance(answer, Missing)
    return {
        "item": change.item,
        "text": answer if isinstance(answer, str) and not missing else None,
        "number": answer if isinstance(answer, float) else None,
        "chosen": list(answer) if isinstance(answer, tuple) else None,
        "missing": answer.value if isinstance(answer, Missing) else None,
        "note": change.note,
        "revision": change.revision,
        "changed_at": change.changed_at,
        "changed_by": change.changed_by,
    }


def _recorded(change: Change, operation: str | None) -> dict[str, Any]:
    return {
        "item": change.item,
        "revision": change.revision,
        "changed_at": change.changed_at,
        "changed_by": change.changed_by,
        "operation": operation,
        "former": change.former,
        "answer": change.answer,
        "note": change.note,
    }
