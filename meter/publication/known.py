"""Known units: whose scores others have read beside their name, and what follows.

Exact scores with a name are a key to the same scores without one: by them the answers
of a unit would be found in a research package, under whatever pseudonym.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.publication.packaged import list_named, list_packages
from meter.storage.repository import agreements, consents, editions, responses

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from meter.records import Round
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class Known:
    """Units of a round by id.

    Attributes:
        open: those that agreed to be named beside their answers.
        by_name: all others whose name and scores were ever published, stood in a
            package, or were shown to their peers; what was read stays known.
    """

    open: AbstractSet[int]
    by_name: AbstractSet[int]

    @property
    def all(self) -> AbstractSet[int]:
        """All that are known, whether they agreed to it or not."""
        return self.open | self.by_name


def list_known(connection: Connection, round_id: int) -> Known:
    """List the units of a round whose name stands, or stood, beside scores."""
    unit_of = {
        one.id: one.unit_id for one in responses.list_responses(connection, round_id)
    }
    open_ones = agreements.list_standing(connection, round_id, "open")
    published = {
        unit.response_id
        for one in editions.list_editions(connection, round_id)
        for unit in one.figures.named
    }
    told_peers = set[int]().union(
        *consents.map_ever_named(connection, round_id).values()
    )
    open_units = {unit_of[one] for one in open_ones if one in unit_of}
    told = {unit_of[one] for one in published | told_peers if one in unit_of}
    packaged = list_named(list_packages(connection, round_id))
    return Known(frozenset(open_units), frozenset((told | packaged) - open_units))


def count_packaged(store: Store, asked: Round) -> int:
    """Count the units that a package holds which names nobody unasked."""
    with store.read() as connection:
        by_name = list_known(connection, asked.id).by_name
        found = responses.list_responses(connection, asked.id)
    return sum(
        one.submitted_at is not None
        and (one.accepted_at is not None or not asked.reviewed)
        and one.unit_id not in by_name
        for one in found
    )
