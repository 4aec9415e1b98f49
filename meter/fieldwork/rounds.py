"""Rounds: one fielding of one instrument version, with its frozen copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instruments.model.instrument import Instrument
from meter.audit.records import Act
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.errors import (
    RelativeMethodError,
    RoundClosedError,
    RoundFrozenError,
    RoundKeyError,
    RoundKeyTakenError,
    UnknownMethodError,
)
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.roles import ensure_organises
from meter.peers.groups import ensure_peer_field
from meter.storage.repository import instruments as frozen
from meter.storage.repository import rounds as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, PeerLevel, Round
    from meter.storage import Connection, Store

_KEY = re.compile(r"[a-z][a-z0-9_-]{0,59}")


def draft_round(  # noqa: PLR0913  (a round is made of these)
    store: Store,
    owner_id: int,
    key: str,
    title: str,
    instrument: Instrument,
    *,
    at: datetime,
    method: str | None = None,
    closes_at: datetime | None = None,
    opens_at: datetime | None = None,
    grace_days: int = 0,
    apart: bool = False,
    reviewed: bool = False,
    workshop_id: int | None = None,
    former_round_id: int | None = None,
    peers: PeerLevel = "nothing",
    peer_field: str | None = None,
) -> Round:
    """Draft a round of an instrument as it is now; its copy is frozen with it.

    Without a method it is the instrument's default; an instrument that measures
    nothing is asked, but not scored.

    Raises:
        RoundKeyError: the key is not written as keys are.
        TitleError: the title is blank, too long or holds controls.
        RoundKeyTakenError: another round has it.
        UnknownMethodError: the instrument has no such method.
        RelativeMethodError: scores under the method depend on the other units.
        PeerFieldError: units cannot be grouped by that fact.
    """
    if not _KEY.fullmatch(key):
        raise RoundKeyError(key)
    values = {
        "key": key,
        "title": parse_title(title),
        "owner_id": owner_id,
        "instrument_fingerprint": instrument.fingerprint,
        "method": _choose_method(instrument, method),
        "created_at": at,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "grace_days": grace_days,
        "apart": apart,
        "reviewed": reviewed,
        "workshop_id": workshop_id,
        "former_round_id": former_round_id,
        "peers": peers,
        "peer_field": ensure_peer_field(instrument, peer_field),
    }

    def job(connection: Connection) -> Round:
        frozen.freeze_instrument(connection, instrument, at)
        number = rows.insert_round(connection, values)
        if number is None:
            raise RoundKeyTakenError(key)
        return get_round(connection, number)

    return store.write(job)


def _choose_method(instrument: Instrument, method: str | None) -> str | None:
    if instrument.framework is None or not instrument.methods:
        return None
    chosen = method or instrument.default_method
    if chosen not in instrument.methods:
        raise UnknownMethodError(chosen, list(instrument.methods))
    if instrument.methods[chosen].is_relative:
        raise RelativeMethodError(chosen)
    return chosen


def get_round(connection: Connection, round_id: int) -> Round:
    """Get a round on a connection.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = rows.find_round(connection, "id", round_id)
    if found is None:
        kind = "round"
        raise NotFoundError(kind, round_id)
    return found


def open_round(
    store: Store, round_id: int, at: datetime, *, by: Account | None = None
) -> Round:
    """Open a round for answers; an open one stays as it is.

    Raises:
        NotFoundError: there is no such round, or not for the account.
        RoundClosedError: it has been closed for good.
    """

    def job(connection: Connection) -> Round:
        found = get_round(connection, round_id)
        actor = ensure_organises(connection, found, by)
        if found.closed_at is not None:
            raise RoundClosedError(found.key)
        if found.opened_at is None:
            rows.update_round(connection, round_id, {"opened_at": at})
            record(connection, actor, at, Act.on_round("round_opened", found))
        return get_round(connection, round_id)

    return store.write(job)


def close_round(
    store: Store, round_id: int, at: datetime, *, by: Account | None = None
) -> Round:
    """Close a round; one that never opened counts as opened now.

    Raises:
        NotFoundError: there is no such round, or not for the account.
        RoundFrozenError: it is frozen; it has to be thawed first.
    """

    def job(connection: Connection) -> Round:
        found = get_round(connection, round_id)
        actor = ensure_organises(connection, found, by)
        if found.closed_at is None and found.frozen_at is not None:
            raise RoundFrozenError(found.key)
        if found.closed_at is None:
            values = {"opened_at": found.opened_at or at, "closed_at": at}
            rows.update_round(connection, round_id, values)
            record(connection, actor, at, Act.on_round("round_closed", found))
        return get_round(connection, round_id)

    return store.write(job)


def list_rounds(store: Store, owner_id: int) -> list[Round]:
    """List the rounds of an account, the newest first."""
    with store.read() as connection:
        return rows.list_rounds(connection, owner_id)


def list_all_rounds(store: Store) -> list[Round]:
    """List the rounds of all accounts, the oldest first."""
    with store.read() as connection:
        return [
            get_round(connection, number) for number in rows.list_round_ids(connection)
        ]


def find_round(store: Store, key: str) -> Round | None:
    """Find a round by its key."""
    with store.read() as connection:
        return rows.find_round(connection, "key", key)


def get_instrument(store: Store, asked: Round) -> Instrument:
    """Get the frozen instrument of a round; it is read once and then kept."""
    known = store.instruments.get(asked.instrument_fingerprint)
    if known is not None:
        return known
    with store.read() as connection:
        return load_instrument(store, connection, asked)


def load_instrument(store: Store, connection: Connection, asked: Round) -> Instrument:
    """Get the frozen instrument of a round within a transaction."""
    fingerprint = asked.instrument_fingerprint
    known = store.instruments.get(fingerprint)
    if known is None:
        document = frozen.find_document(connection, fingerprint)
        if document is None:
            kind = "instrument"
            raise NotFoundError(kind, fingerprint)
        known = Instrument.model_validate(document)
        store.instruments[fingerprint] = known
    return known
