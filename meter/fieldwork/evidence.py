"""Evidence: links and files that show how an answer is known.

Who may change an answer may add evidence to it and remove it, as long as answers are
taken; all who share the response see it. What was added is never changed: it stands
until it is removed, and both stay in the history. A file is kept once, by its content,
and dropped when nothing refers to it any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.errors import NotFoundError
from meter.fieldwork.access import ensure_open, ensure_returned, get_locked
from meter.fieldwork.delegates import ensure_assigned
from meter.fieldwork.errors import EvidenceCountError, FileQuotaError
from meter.fieldwork.given.errors import UnknownItemError
from meter.fieldwork.given.links import parse_link
from meter.fieldwork.invitations import ensure_admits, get_again
from meter.fieldwork.rounds import load_instrument
from meter.storage.repository import evidence as rows

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.fieldwork.given.files import GivenFile
    from meter.records import Evidence, File, Invitation
    from meter.storage import Connection, Store

MOST_BESIDE_ONE = 20
"""Links and files that may stand beside one answer."""


def list_evidence(store: Store, response_id: int, item: str) -> list[Evidence]:
    """List what was ever added to an answer, also what was removed, in order."""
    with store.read() as connection:
        return rows.list_evidence(connection, response_id, item)


def group_standing(
    connection: Connection, response_id: int
) -> dict[str, tuple[Evidence, ...]]:
    """List what stands beside the answers of a response, by item."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for one in rows.list_evidence(connection, response_id):
        if one.stands:
            found[one.item] = (*found.get(one.item, ()), one)
    return found


def list_submitted(store: Store, round_id: int) -> dict[int, list[Evidence]]:
    """List by unit what stands in the submitted responses of a round, in order."""
    with store.read() as connection:
        return rows.list_of_round(connection, round_id)


def measure_files(store: Store, response_id: int) -> int:
    """Add up the bytes of a response's files, each content once."""
    with store.read() as connection:
        return rows.measure_files(connection, response_id)


def load_file(store: Store, response_id: int, evidence_id: int) -> tuple[File, bytes]:
    """Read a file that stands among the evidence of a response, with its content.

    Raises:
        NotFoundError: there is none of that id.
    """
    with store.read() as connection:
        found = rows.find_evidence(connection, response_id, evidence_id)
        return _read_file(connection, found, evidence_id)


def load_submitted_file(
    store: Store, round_id: int, evidence_id: int
) -> tuple[File, bytes]:
    """Read a file that stands in a submitted response of a round, with its content.

    Raises:
        NotFoundError: there is none of that id.
    """
    with store.read() as connection:
        of_unit = rows.list_of_round(connection, round_id, evidence_id).values()
        found = next((one for [one] in of_unit), None)
        return _read_file(connection, found, evidence_id)


def add_link(
    store: Store, invitation: Invitation, item: str, link: str, at: datetime
) -> Evidence:
    """Add a web address to an answer; one that stands there already is given back.

    Raises:
        EvidenceLinkError: it is no web address.
        EvidenceCountError: the answer has as much evidence as it may.
        UnknownItemError, NotAssignedError: the item is not asked, or not theirs.
        RoundNotOpenError, RoundClosedError, ResponseSubmittedError: nothing is taken.
        InvitationError: the invitation lets nobody in any more.
        NotSavedError: the database could not write.
    """
    url = parse_link(link)

    def job(connection: Connection) -> Evidence:
        holder = _ensure_may_change(store, connection, invitation, item, at)
        standing = rows.list_standing(connection, holder.response_id, item)
        same = next((one for one in standing if one.url == url), None)
        return same or _add(connection, holder, standing, _write(item, at, url=url))

    return store.write(job)


def add_file(
    store: Store,
    invitation: Invitation,
    item: str,
    file: GivenFile,
    at: datetime,
    *,
    quota: int,
) -> Evidence:
    """Add a file to an answer; one that stands there already is given back.

    `quota` is how many bytes all files of the response may come to.

    Raises:
        FileQuotaError: they would come to more.
        As `add_link`, but for the address.
    """
    named = {
        "file_digest": file.digest,
        "name": file.name,
        "media_type": file.media_type,
    }

    def job(connection: Connection) -> Evidence:
        holder = _ensure_may_change(store, connection, invitation, item, at)
        standing = rows.list_standing(connection, holder.response_id, item)
        same = (one for one in standing if one.file and one.file.digest == file.digest)
        known = next(same, None)
        if known is not None:
            return known
        rows.keep_content(connection, file.digest, file.content, at)
        added = _add(connection, holder, standing, _write(item, at, **named))
        used = rows.measure_files(connection, holder.response_id)
        if used > quota:
            size = len(file.content)
            raise FileQuotaError(used - size, size, quota)
        return added

    return store.write(job)


def remove_evidence(
    store: Store, invitation: Invitation, evidence_id: int, at: datetime
) -> Evidence:
    """Remove a piece of evidence; what is removed already stays so.

    Raises:
        NotFoundError: the response has none of that id.
        As `add_link`, but for the address.
    """

    def job(connection: Connection) -> Evidence:
        found = _get(connection, invitation.response_id, evidence_id)
        holder = _ensure_may_change(store, connection, invitation, found.item, at)
        # Read again, now that nobody else changes it.
        found = _get(connection, holder.response_id, evidence_id)
        if found.stands:
            rows.remove_evidence(connection, found.id, holder.person_name, at)
            if found.file is not None:
                rows.drop_content(connection, found.file.digest)
        return _get(connection, holder.response_id, evidence_id)

    return store.write(job)


def find_evidenced(instrument: Instrument, having: Collection[str]) -> frozenset[str]:
    """Name the items that count in the evidenced series.

    Those that have evidence, and those of which the instrument asks none.

    Args:
        instrument: what is asked.
        having: the items that have evidence.
    """
    return frozenset(
        key
        for key, item in instrument.items.items()
        if item.evidence == "none" or key in having
    )


def _ensure_may_change(
    store: Store,
    connection: Connection,
    invitation: Invitation,
    item: str,
    at: datetime,
) -> Invitation:
    """Give the invitation as it stands, once its holder may change an answer now."""
    response = get_locked(connection, invitation.response_id)
    asked = ensure_open(connection, response, at)
    instrument = load_instrument(store, connection, asked)
    if item not in instrument.items:
        raise UnknownItemError(item)
    ensure_returned(response, [item])
    holder = get_again(connection, invitation)
    ensure_admits(holder, at)
    ensure_assigned(holder, instrument, [item])
    return holder


def _write(item: str, at: datetime, **given: Any) -> dict[str, Any]:
    return {"item": item, "added_at": at, **given}


def _add(
    connection: Connection,
    holder: Invitation,
    standing: Collection[Evidence],
    values: dict[str, Any],
) -> Evidence:
    if len(standing) >= MOST_BESIDE_ONE:
        raise EvidenceCountError(MOST_BESIDE_ONE)
    origin = {"response_id": holder.response_id, "added_by": holder.person_name}
    number = rows.insert_evidence(connection, values | origin)
    return _get(connection, holder.response_id, number)


def _read_file(
    connection: Connection, found: Evidence | None, evidence_id: int
) -> tuple[File, bytes]:
    if found is None or found.file is None or not found.stands:
        raise _no_evidence(evidence_id)
    content = rows.find_content(connection, found.file.digest)
    if content is None:
        raise _no_evidence(evidence_id)
    return found.file, content


def _get(connection: Connection, response_id: int, evidence_id: int) -> Evidence:
    found = rows.find_evidence(connection, response_id, evidence_id)
    if found is None:
        raise _no_evidence(evidence_id)
    return found


def _no_evidence(evidence_id: int) -> NotFoundError:
    kind = "evidence"
    return NotFoundError(kind, evidence_id)
