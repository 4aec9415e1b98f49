"""Packed answers: the coded responses of a round that count, many in one row.

The database joins them: a hundred thousand rows, handed over one by one, would take
twice as long as all that is done with them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    LargeBinary,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
)

from meter.storage.repository.agreed import is_agreed_in
from meter.storage.repository.responses import counts
from meter.storage.tables import answers, responses, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

ROWS_AT_ONCE = 25_000

BEFORE_ALL = -1
"""Below the id of every unit."""


@dataclass(frozen=True)
class Packed:
    """Some submitted responses of a round in columns, in the order of their units' ids.

    Attributes:
        coded: the packed rows one after the other.
        shortest: the bytes of the shortest of them.
    """

    unit_ids: list[int]
    names: list[str]
    coded: bytes
    shortest: int

    @property
    def longest(self) -> int:
        """The most bytes that a row can have, beside others that are the shortest."""
        return len(self.coded) - self.shortest * (len(self.unit_ids) - 1)


def stream_packed(
    connection: Connection,
    round_id: int,
    rows: int = ROWS_AT_ONCE,
    *,
    whole: bool = False,
) -> Iterator[Packed]:
    """Read the coded answers of the responses of a round that count.

    Args:
        connection: one that reads; as long as it is lent it sees one moment.
        round_id: the round.
        rows: how many are read at a time, at most.
        whole: adds those that are submitted and not accepted yet.
    """
    query = _join_rows(connection.dialect.name, round_id, whole=whole)
    for above, last in pairwise(_find_bounds(connection, round_id, rows)):
        row = connection.execute(query, {"above": above, "last": last}).one()
        if row.shortest is not None:
            yield _read(row)


def _find_bounds(connection: Connection, round_id: int, rows: int) -> Iterator[int]:
    """Find ids of units between which so many have a response: an index tells."""
    of_round = is_agreed_in(round_id)
    following = (
        select(responses.c.unit_id)
        .where(of_round, responses.c.unit_id > bindparam("above"))
        .order_by(responses.c.unit_id)
        .limit(1)
        .offset(rows - 1)
    )
    above: int | None = BEFORE_ALL
    while above is not None:
        yield above
        found = connection.execute(following, {"above": above})
        above = found.scalar_one_or_none()
    last = select(func.max(responses.c.unit_id)).where(of_round)
    end = connection.execute(last).scalar_one()
    if end is not None:
        yield end


def _join_rows(dialect: str, round_id: int, *, whole: bool) -> Select[Any]:
    """Join the rows of units between two ids into one."""
    chosen = responses.c.submitted_at.is_not(None) if whole else counts(round_id)
    collect = func.json_group_array if dialect == "sqlite" else func.json_agg
    # A query within this one, in order and limited, would be read twice as slowly.
    return (
        select(
            collect(responses.c.unit_id).label("unit_ids"),
            collect(units.c.name).label("names"),
            _join_bytes(dialect, responses.c.coded).label("coded"),
            func.min(func.length(responses.c.coded)).label("shortest"),
        )
        .join_from(responses, units, units.c.id == responses.c.unit_id)
        .where(is_agreed_in(round_id), chosen)
        .where(responses.c.unit_id > bindparam("above"))
        .where(responses.c.unit_id <= bindparam("last"))
    )


def _join_bytes(dialect: str, column: ColumnElement[bytes]) -> ColumnElement[bytes]:
    if dialect == "sqlite":
        # Bytes pass through what is called text there as they are.
        return cast(func.group_concat(column, ""), LargeBinary)
    return func.string_agg(column, literal(b"", LargeBinary))


def _read(row: Any) -> Packed:
    # A list comes as its text from SQLite, as a list from PostgreSQL.
    unit_ids, names = (
        json.loads(one) if isinstance(one, str) else one
        for one in (row.unit_ids, row.names)
    )
    return sort_packed(Packed(unit_ids, names, bytes(row.coded), row.shortest))


def sort_packed(found: Packed) -> Packed:
    """Put rows in the order of their units' ids: a database joins them in any.

    Packed rows that differ in length, which nobody can read, stay where they are.
    """
    ids = found.unit_ids
    if ids == sorted(ids) or found.shortest != found.longest:
        return found
    order = sorted(range(len(ids)), key=ids.__getitem__)
    size = found.shortest
    rows = [found.coded[size * place : size * (place + 1)] for place in order]
    return replace(
        found,
        unit_ids=[ids[place] for place in order],
        names=[found.names[place] for place in order],
        coded=b"".join(rows),
    )


def list_texts(
    connection: Connection, round_id: int, unit_ids: Sequence[int], items: Iterable[str]
) -> dict[tuple[int, str], str]:
    """Read what units wrote, by unit and item: words are not in the packed answers.

    Args:
        connection: one that reads.
        round_id: the round.
        unit_ids: rising; units between the first and the last may come too.
        items: what is read of each.
    """
    query = (
        select(responses.c.unit_id, answers.c.item, answers.c.text)
        .join(responses, responses.c.id == answers.c.response_id)
        .where(
            is_agreed_in(round_id),
            responses.c.unit_id.between(unit_ids[0], unit_ids[-1]),
            answers.c.item.in_(sorted(items)),
            answers.c.text.is_not(None),
        )
    )
    rows = connection.execute(query)
    return {(unit_id, item): text for unit_id, item, text in rows}


def has_other_meaning(connection: Connection, round_id: int, meaning: str) -> bool:
    """Tell whether a response of a round was coded with a meaning other than this."""
    one = select(responses.c.id).where(responses.c.round_id == round_id)
    below = one.where(responses.c.coded_meaning < meaning).exists()
    above = one.where(responses.c.coded_meaning > meaning).exists()
    return bool(connection.execute(select(or_(below, above))).scalar_one())
