"""Known units: whose scores others have read beside their name, and what follows.

Exact scores with a name are a key to the same scores without one: by them the answers
of a unit would be found in a research package, under whatever pseudonym. Answers are
copied into second rounds, so what is told in one of them is known in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from meter.publication.packaged import (
    list_named,
    list_packages,
    list_sheltered,
    list_uncovering,
)
from meter.publication.related import list_related
from meter.storage.repository import agreements, consents, editions, responses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from meter.publication.packaged import Package
    from meter.records import Round
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class Known:
    """Units of a round by id.

    Attributes:
        open: those that count, agreed to be named beside their answers, and may be.
        by_name: all others whose name and scores were ever published, stood in a
            package, or were shown to their peers; what was read stays known.
        held: those that agreed to it and are not named yet: by their names rows without
            one would be found, of others or in the package of a related round.
    """

    open: AbstractSet[int]
    by_name: AbstractSet[int]
    held: AbstractSet[int] = frozenset()

    @property
    def all(self) -> AbstractSet[int]:
        """All that are known, whether they agreed to it or not."""
        return self.open | self.by_name


@dataclass(frozen=True)
class Packaged:
    """How many units a package holds, and what becomes of the others that count.

    Attributes:
        units: whose answers are in it.
        left_out: that are known by name.
        held: that agreed to be named in it, and are not named yet.
    """

    units: int
    left_out: int
    held: int


@dataclass(frozen=True)
class _Told:
    """What was told of the units of one round, by their ids."""

    counting: AbstractSet[int]
    agreed: AbstractSet[int]
    published: AbstractSet[int]
    shown: AbstractSet[int]
    packages: Sequence[Package]

    @property
    def known(self) -> AbstractSet[int]:
        """Those whose name and scores others have read."""
        return self.published | self.shown | list_named(self.packages)


def list_known(connection: Connection, round_id: int) -> Known:
    """List the units of a round whose name stands, or stood, beside scores."""
    return _sort_out(_read_told(connection, round_id), round_id)


def list_hidden(connection: Connection, round_id: int) -> set[int]:
    """List the units that are not to be named beside their scores in a round.

    By them their answers would be found in a package that holds these without a name.
    """
    told = _read_told(connection, round_id)
    rows = (list_sheltered(one.packages) - one.published for one in told.values())
    return set(chain.from_iterable(rows)) - _sort_out(told, round_id).open


def count_packaged(store: Store, asked: Round) -> Packaged:
    """Count the units that a package holds which names nobody unasked."""
    with store.read() as connection:
        known = list_known(connection, asked.id)
        found = responses.list_counting(connection, asked.id)
    left_out = len(found & known.by_name)
    return Packaged(len(found) - left_out, left_out, len(known.held))


def _sort_out(told: Mapping[int, _Told], round_id: int) -> Known:
    own = told[round_id]
    known = set(chain.from_iterable(one.known for one in told.values()))
    agreed = own.agreed & own.counting
    held: set[int] = set()
    # Whoever is held back hides others no less than before, and may be too few then.
    while found := _find_held(told, round_id, known, agreed - known - held):
        held |= found
    opened = agreed - held
    return Known(frozenset(opened), frozenset(known - opened), frozenset(held))


def _find_held(
    told: Mapping[int, _Told],
    round_id: int,
    known: AbstractSet[int],
    wanted: AbstractSet[int],
) -> set[int]:
    """Find those whose names would tell more than they agreed to."""
    found: set[int] = set()
    for number, one in told.items():
        found |= list_uncovering(one.packages, known, wanted)
        if number != round_id:
            found |= (list_sheltered(one.packages) & wanted) - one.agreed
    return found


def _read_told(connection: Connection, round_id: int) -> dict[int, _Told]:
    """Read what was told of a round and of those that are related to it."""
    return {one: _read(connection, one) for one in list_related(connection, round_id)}


def _read(connection: Connection, round_id: int) -> _Told:
    given = responses.list_responses(connection, round_id)
    unit_of = {one.id: one.unit_id for one in given}

    def list_units(response_ids: Iterable[int]) -> frozenset[int]:
        return frozenset(unit_of[one] for one in response_ids if one in unit_of)

    published = (
        unit.response_id
        for one in editions.list_editions(connection, round_id)
        for unit in one.figures.named
    )
    shown = consents.map_ever_named(connection, round_id).values()
    return _Told(
        responses.list_counting(connection, round_id),
        list_units(agreements.list_standing(connection, round_id, "open")),
        list_units(published),
        list_units(chain.from_iterable(shown)),
        list_packages(connection, round_id),
    )
