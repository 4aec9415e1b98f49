"""Rows of evidence, and of the files among it: each content is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from meter.records import Evidence, File
from meter.storage.inserting import insert_into
from meter.storage.prepared import Prepared
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.tables import contribution_files, evidence, files, responses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

_ROWS = select(
    evidence.c.id,
    evidence.c.item,
    evidence.c.url,
    evidence.c.name,
    evidence.c.media_type,
    files.c.digest,
    files.c.size,
    evidence.c.added_at,
    evidence.c.added_by,
    evidence.c.removed_at,
    evidence.c.removed_by,
).outerjoin(files, files.c.digest == evidence.c.file_digest)
_STANDS = evidence.c.removed_at.is_(None)
_COUNTS = Prepared.of(
    select(evidence.c.item, func.count())
    .where(evidence.c.response_id == bindparam("response_id"), _STANDS)
    .group_by(evidence.c.item)
)
COUNT_STANDING = (
    select(func.count())
    .select_from(evidence)
    .where(evidence.c.response_id == responses.c.id, _STANDS)
    .scalar_subquery()
    .label("standing_evidence")
)
"""Read with a response, so that a page learns without a query more of none."""


def list_evidence(
    connection: Connection, response_id: int, item: str | None = None
) -> list[Evidence]:
    """List what was ever added to a response, or to one of its answers, in order."""
    query = _ROWS.where(evidence.c.response_id == response_id)
    if item is not None:
        query = query.where(evidence.c.item == item)
    return _fetch(connection, query.order_by(evidence.c.id))


def list_standing(
    connection: Connection, response_id: int, item: str
) -> list[Evidence]:
    """List what stands beside one answer, in order."""
    found = list_evidence(connection, response_id, item)
    return [one for one in found if one.stands]


def list_of_round(
    connection: Connection, round_id: int, evidence_id: int | None = None
) -> dict[int, list[Evidence]]:
    """List by unit what stands in the submitted responses of a round, in order.

    With an id only that piece of evidence.
    """
    query = (
        _ROWS.add_columns(responses.c.unit_id)
        .join(responses, responses.c.id == evidence.c.response_id)
        .where(
            is_agreed_in(round_id),
            responses.c.submitted_at.is_not(None),
            _STANDS,
        )
        .order_by(evidence.c.id)
    )
    if evidence_id is not None:
        query = query.where(evidence.c.id == evidence_id)
    found: dict[int, list[Evidence]] = {}
    for *row, unit_id in connection.execute(query):
        found.setdefault(unit_id, []).append(_read(row))
    return found


def find_evidence(
    connection: Connection, response_id: int, evidence_id: int
) -> Evidence | None:
    """Find a piece of evidence of a response, removed or not."""
    query = _ROWS.where(
        evidence.c.response_id == response_id, evidence.c.id == evidence_id
    )
    found = _fetch(connection, query)
    return found[0] if found else None


def count_evidence(connection: Connection, response_id: int) -> dict[str, int]:
    """Count by item what stands, on a connection that only reads."""
    rows = _COUNTS.fetch(connection, {"response_id": response_id})
    return {row[0]: row[1] for row in rows}


def find_last_touches(connection: Connection, response_id: int) -> dict[str, datetime]:
    """Find by item when evidence was last added or removed."""
    moment = func.max(func.coalesce(evidence.c.removed_at, evidence.c.added_at))
    query = (
        select(evidence.c.item, moment)
        .where(evidence.c.response_id == response_id)
        .group_by(evidence.c.item)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def measure_files(connection: Connection, response_id: int) -> int:
    """Add up the sizes of a response's files that stand, each content once."""
    standing = (
        select(evidence.c.file_digest)
        .where(evidence.c.response_id == response_id, _STANDS)
        .distinct()
    )
    query = select(func.coalesce(func.sum(files.c.size), 0)).where(
        files.c.digest.in_(standing)
    )
    found: int = connection.execute(query).scalar_one()
    return found


def insert_evidence(connection: Connection, values: Mapping[str, Any]) -> int:
    """Insert a piece of evidence; give its id."""
    statement = evidence.insert().values(**values).returning(evidence.c.id)
    found: int = connection.execute(statement).scalar_one()
    return found


def remove_evidence(
    connection: Connection, evidence_id: int, by: str, at: datetime
) -> None:
    """Mark a piece of evidence as removed."""
    statement = update(evidence).where(evidence.c.id == evidence_id)
    connection.execute(statement.values(removed_at=at, removed_by=by))


def keep_content(
    connection: Connection, digest: str, content: bytes, at: datetime
) -> None:
    """Keep the content of a file; once is enough.

    The row is locked until the transaction ends, so that nobody drops it meanwhile.
    """
    insert = insert_into(connection, files).values(
        digest=digest, size=len(content), content=content, added_at=at
    )
    statement = insert.on_conflict_do_update(
        index_elements=[files.c.digest],
        set_={"content": insert.excluded.content},
        where=files.c.content.is_(None),
    )
    connection.execute(statement)


def copy_evidence(
    connection: Connection, one: Evidence, response_id: int, by: str, at: datetime
) -> None:
    """Put the same evidence beside the same item of another response.

    The content of a file is shared.
    """
    file = one.file
    values = {
        "response_id": response_id,
        "item": one.item,
        "url": one.url,
        "file_digest": file.digest if file else None,
        "name": file.name if file else None,
        "media_type": file.media_type if file else None,
        "added_at": at,
        "added_by": by,
    }
    insert_evidence(connection, values)


def drop_content(connection: Connection, digest: str) -> None:
    """Drop the content of a file that nothing refers to any more.

    First the row is locked: whoever adds the same file meanwhile is waited for, and
    the second statement sees what they added.
    """
    same = files.c.digest == digest
    connection.execute(select(files.c.digest).where(same).with_for_update())
    used = select(evidence.c.id).where(evidence.c.file_digest == digest, _STANDS)
    shared = select(contribution_files.c.id).where(
        contribution_files.c.file_digest == digest
    )
    unused = ~used.exists(), ~shared.exists()
    connection.execute(update(files).where(same, *unused).values(content=None))


def find_content(connection: Connection, digest: str) -> bytes | None:
    """Find the content of a file; None where it is not kept any more."""
    query = select(files.c.content).where(files.c.digest == digest)
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else bytes(found)


def _fetch(connection: Connection, query: Select[Any]) -> list[Evidence]:
    return [_read(row) for row in connection.execute(query)]


def _read(row: Sequence[Any]) -> Evidence:
    number, item, url, name, media_type, digest, size, *origin = row
    file = None if digest is None else File(name, media_type, digest, size)
    return Evidence(number, item, url, file, *origin)
