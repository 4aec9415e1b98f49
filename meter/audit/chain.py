"""The chain: each entry's hash is over its content and the hash of the one before.

An entry that is edited, moved or deleted breaks the chain there. Its end may be cut off
unseen, and all of it written anew: a hash that was written down elsewhere shows both.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from meter.audit.errors import BrokenTrailError, CutTrailError
from meter.audit.records import Entry, Head
from meter.storage.repository import audit as rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from meter.storage import Store

BEGINNING = "0" * 64
"""What the first entry is bound to."""
_HASHED = tuple(one.name for one in fields(Entry) if one.name != "hash")


def hash_entry(values: Mapping[str, Any]) -> str:
    """Hash all of an entry but its hash: the SHA-256 of its canonical JSON.

    Keys are sorted, nothing stands between the signs, letters beyond ASCII are escaped,
    and times are in UTC.
    """
    content = {name: _write(values[name]) for name in _HASHED}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _write(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def follow(entries: Iterable[Entry], written_down: str | None = None) -> Head:
    """Follow the chain from its beginning to its end, and give the end.

    Args:
        entries: all of them, the first one first.
        written_down: the hash that an entry had, as somebody noted it.

    Raises:
        BrokenTrailError: names the first entry that does not fit.
        CutTrailError: no entry has the hash that was written down.
    """
    head = Head(0, BEGINNING)
    is_there = written_down in {None, BEGINNING}
    for entry in entries:
        values = {name: getattr(entry, name) for name in _HASHED}
        is_next = (entry.id, entry.previous) == (head.count + 1, head.hash)
        if not is_next or entry.hash != hash_entry(values):
            raise BrokenTrailError(entry.id)
        head = Head(entry.id, entry.hash)
        is_there = is_there or entry.hash == written_down
    if written_down is not None and not is_there:
        raise CutTrailError(written_down, head.count)
    return head


def verify_chain(store: Store, written_down: str | None = None) -> Head:
    """Follow the chain of a store as it stands in one moment.

    Raises:
        BrokenTrailError: names the first entry that does not fit.
        CutTrailError: no entry has the hash that was written down.
    """
    with store.read() as connection:
        return follow(rows.stream_entries(connection), written_down)
