"""Prepared reads: SQL written out once, rows as plain tuples.

For the few reads that every page makes. They skip what SQLAlchemy does around a
statement each time it is executed, which takes thrice as long as the read itself; the
statement, the types of its columns and the connection are still SQLAlchemy's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Select

    Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Form:
    """A statement as one kind of database takes it.

    `order` names the parameters where they go by place; None where by name.
    """

    sql: str
    order: tuple[str, ...] | None


@dataclass(frozen=True, eq=False)
class Prepared:
    """A statement that is read often, by dialect where dialects differ."""

    statements: Mapping[str, Select[Any]]

    @classmethod
    def of(cls, statement: Select[Any]) -> Prepared:
        """Prepare a statement that is the same for every dialect."""
        return cls({"sqlite": statement, "postgresql": statement})

    def fetch(
        self, connection: Connection, values: Mapping[str, Any]
    ) -> list[list[Any]]:
        """Read all rows, on a connection that reads and does nothing else."""
        form = _write_out(self, connection.dialect)
        given: Any = values
        if form.order is not None:
            given = tuple(values[name] for name in form.order)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(form.sql, given)
            types = tuple(column[1] for column in cursor.description)
            rows = cursor.fetchall()
        finally:
            cursor.close()
        readers = _find_readers(self, connection.dialect, types)
        return [_read(row, readers) for row in rows]


def hold_moment(connection: Connection) -> None:
    """Let the prepared reads that follow see one moment, until the connection ends."""
    if connection.dialect.name == "sqlite":  # the drivers of others begin by themselves
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN")
        cursor.close()


@lru_cache(maxsize=256)
def _write_out(prepared: Prepared, dialect: Dialect) -> Form:
    """Write a statement out, once for each engine."""
    compiled = prepared.statements[dialect.name].compile(dialect=dialect)
    by_place = compiled.positiontup
    return Form(str(compiled), None if by_place is None else tuple(by_place))


@lru_cache(maxsize=256)
def _find_readers(
    prepared: Prepared, dialect: Dialect, types: tuple[Any, ...]
) -> tuple[tuple[int, Reader], ...]:
    """Find, by column, what turns the driver's values into ours."""
    columns = prepared.statements[dialect.name].selected_columns
    found = (
        column.type.dialect_impl(dialect).result_processor(dialect, code)
        for column, code in zip(columns, types, strict=True)
    )
    return tuple(
        (place, reader) for place, reader in enumerate(found) if reader is not None
    )


def _read(row: Sequence[Any], readers: tuple[tuple[int, Reader], ...]) -> list[Any]:
    values = list(row)
    for place, reader in readers:
        values[place] = reader(values[place])
    return values
