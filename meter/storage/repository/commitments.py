"""Rows of commitments: each with all that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from meter.network.records import Commitment, CommitmentVersion
from meter.records import Unit
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import commitment_versions, commitments, units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row, Select

_VERSION = (
    commitment_versions.c.revision,
    commitment_versions.c.text,
    commitment_versions.c.theme,
    commitment_versions.c.owner_name,
    commitment_versions.c.due_on,
    commitment_versions.c.state,
    commitment_versions.c.reason,
    commitment_versions.c.at,
    commitment_versions.c.who,
)
_COMMITMENTS: Select[*tuple[Any, ...]] = (
    select(commitments.c.id, *UNIT_COLUMNS, *_VERSION)
    .select_from(commitments.outerjoin(units, units.c.id == commitments.c.unit_id))
    .join(commitment_versions, commitment_versions.c.commitment_id == commitments.c.id)
    .order_by(commitments.c.id, commitment_versions.c.revision)
)


def list_commitments(connection: Connection, workshop_id: int) -> list[Commitment]:
    """List the commitments of a workshop, the first made first."""
    query = _COMMITMENTS.where(commitments.c.workshop_id == workshop_id)
    return list(_gather(connection.execute(query)))


def find_commitment(
    connection: Connection, workshop_id: int, unit_id: int | None, number: int
) -> Commitment | None:
    """Find a commitment of a unit, or with None of the network."""
    query = _COMMITMENTS.where(
        commitments.c.workshop_id == workshop_id,
        commitments.c.unit_id.is_not_distinct_from(unit_id),
        commitments.c.id == number,
    )
    return next(_gather(connection.execute(query)), None)


def insert_commitment(
    connection: Connection, workshop_id: int, unit_id: int | None
) -> int:
    """Insert a commitment, of which a first version has to follow."""
    statement = (
        commitments.insert()
        .values(workshop_id=workshop_id, unit_id=unit_id, revision=1)
        .returning(commitments.c.id)
    )
    found: int = connection.execute(statement).scalar_one()
    return found


def raise_revision(connection: Connection, number: int, revision: int) -> bool:
    """Count one more revision; False if another one stands than was read."""
    statement = update(commitments).where(
        commitments.c.id == number, commitments.c.revision == revision
    )
    raised = statement.values(revision=revision + 1)
    return connection.execute(raised).rowcount == 1


def add_version(connection: Connection, number: int, values: Mapping[str, Any]) -> None:
    """Add what a commitment is from now on."""
    given = {"commitment_id": number, **values}
    connection.execute(commitment_versions.insert(), given)


def _gather(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[Commitment]:
    """Put the versions of each commitment together; the rows are in their order."""
    met: dict[int, tuple[Unit | None, list[CommitmentVersion]]] = {}
    for number, *rest in rows:
        unit = _read_unit(rest[:4])
        met.setdefault(number, (unit, []))[1].append(CommitmentVersion(*rest[4:]))
    for number, (unit, versions) in met.items():
        yield Commitment(number, unit, tuple(versions))


def _read_unit(columns: Sequence[Any]) -> Unit | None:
    return None if columns[0] is None else Unit(*columns)
