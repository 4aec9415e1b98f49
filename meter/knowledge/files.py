"""Files of contributions: the kinds that are taken as evidence, kept by their content.

The files of a unit in a workshop have a quota of their own, beside that of its
evidence: what is shared with others must not crowd out what proves an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.knowledge.contributions import find_visible, lock_own, no_contribution
from meter.knowledge.errors import (
    ContributionStateError,
    SharedCountError,
    SharedQuotaError,
)
from meter.storage.repository import contributions as rows
from meter.storage.repository.evidence import drop_content, find_content, keep_content

if TYPE_CHECKING:
    from datetime import datetime

    from meter.fieldwork.given.files import GivenFile
    from meter.knowledge.records import Contribution, Contributor, SharedFile
    from meter.records import File
    from meter.storage import Connection, Store

MOST_OF_ONE = 10
"""Files that a contribution may have."""


def measure_shared(store: Store, workshop_id: int, unit_id: int | None) -> int:
    """Add up the bytes of a contributor's files, each content once."""
    with store.read() as connection:
        return rows.measure_files(connection, workshop_id, unit_id)


def load_shared(
    store: Store, workshop_id: int, number: int, file_id: int, unit_id: int | None
) -> tuple[File, bytes]:
    """Read a file of a contribution that a unit or an organiser may read.

    Raises:
        NotFoundError: there is none for them.
    """
    found = find_visible(store, workshop_id, number, unit_id)
    with store.read() as connection:
        kept = _find(rows.list_files(connection, found.id), file_id)
        digest = kept.file.digest if kept else ""
        content = find_content(connection, digest)
    if kept is None or content is None:
        raise no_contribution(file_id)
    return kept.file, content


def add_shared(
    store: Store,
    by: Contributor,
    number: int,
    file: GivenFile,
    at: datetime,
    *,
    quota: int,
) -> SharedFile:
    """Add a file to what is one's own; one that is there already is given back.

    Raises:
        NotFoundError: the contributor has none of that id.
        ContributionStateError: it is offered or published, so that it stands.
        SharedCountError: it has as many files as it may.
        SharedQuotaError: all files of the contributor would come to more than `quota`.
        InvitationError: the invitation lets nobody in any more.
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> SharedFile:
        found = _lock_changing(connection, by, number, at)
        kept = rows.list_files(connection, number)
        same = next((one for one in kept if one.file.digest == file.digest), None)
        if same is not None:
            return same
        if len(kept) >= MOST_OF_ONE:
            raise SharedCountError(MOST_OF_ONE)
        added = _insert(connection, found, file, by, at)
        used = rows.measure_files(connection, by.workshop_id, by.unit_id)
        if used > quota:
            size = len(file.content)
            raise SharedQuotaError(used - size, size, quota)
        return added

    return store.write(job)


def remove_shared(
    store: Store, by: Contributor, number: int, file_id: int, at: datetime
) -> None:
    """Remove a file of what is one's own, and its content if nothing else needs it.

    Raises:
        NotFoundError: there is none of that id.
        ContributionStateError: the contribution is offered or published.
        InvitationError: the invitation lets nobody in any more.
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> None:
        _lock_changing(connection, by, number, at)
        kept = _find(rows.list_files(connection, number), file_id)
        if kept is None:
            raise no_contribution(file_id)
        rows.delete_file(connection, file_id)
        drop_content(connection, kept.file.digest)
        _touch(connection, number, by, at)

    store.write(job)


def _lock_changing(
    connection: Connection, by: Contributor, number: int, at: datetime
) -> Contribution:
    found = lock_own(connection, by, number, at)
    if not found.may_change:
        raise ContributionStateError(found.state)
    return found


def _insert(
    connection: Connection,
    found: Contribution,
    file: GivenFile,
    by: Contributor,
    at: datetime,
) -> SharedFile:
    keep_content(connection, file.digest, file.content, at)
    values = {
        "contribution_id": found.id,
        "file_digest": file.digest,
        "name": file.name,
        "media_type": file.media_type,
        "added_at": at,
        "added_by": by.name,
    }
    file_id = rows.insert_file(connection, values)
    _touch(connection, found.id, by, at)
    added = _find(rows.list_files(connection, found.id), file_id)
    if added is None:
        raise no_contribution(file_id)
    return added


def _touch(connection: Connection, number: int, by: Contributor, at: datetime) -> None:
    """Say who has changed a contribution last; its words stay, and so its revision.

    A form that is open beside it may still be saved.
    """
    values = {"changed_at": at, "changed_by": by.name}
    rows.update_contribution(connection, number, values)


def _find(kept: list[SharedFile], file_id: int) -> SharedFile | None:
    return next((one for one in kept if one.id == file_id), None)
