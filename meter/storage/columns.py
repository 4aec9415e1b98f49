"""Column types of our own: times in UTC, and answers as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer, TypeDecorator
from typing_extensions import override

from instruments.model.answers import Answer, Missing

if TYPE_CHECKING:
    from sqlalchemy import Dialect

Sequence = BigInteger().with_variant(Integer, "sqlite")
"""A number that grows for ever; SQLite numbers only INTEGER keys by itself."""

Document = JSON(none_as_null=True)
"""Plain JSON values; None is a missing document."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC on databases that know time zones and on others."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Write a time in UTC; a naive time is a mistake of ours and raises."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTimeError
        return value.astimezone(UTC)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Read a time; SQLite keeps text, and the same few times are read often."""
        if dialect.name == "sqlite":
            return _parse_time
        return super().result_processor(dialect, coltype)

    @override
    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Read a time as UTC."""
        if value is None:
            return None
        return (
            value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )


@lru_cache(maxsize=65_536)
def _parse_time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


class NaiveTimeError(ValueError):
    """A time without a zone was given where only aware times are kept."""

    def __init__(self) -> None:
        super().__init__("Times are kept in UTC: give an aware time.")


class AnswerDocument(TypeDecorator[Answer]):
    """An answer as JSON: text, list of codes, or an object for a number or a reason.

    SQLite turns a bare number in a column of JSON into one of its own, which is not
    always the same in the last digit; within an object it stays as it was written.
    """

    impl = JSON(none_as_null=True)
    cache_ok = True

    @property
    @override
    def python_type(self) -> type[Any]:
        """Say that values are of several Python types."""
        return object

    @override
    def process_bind_param(self, value: Answer | None, dialect: Dialect) -> Any:
        """Write an answer as JSON values."""
        if isinstance(value, Missing):
            return {"missing": value.value}
        if isinstance(value, float):
            return {"number": value}
        return list(value) if isinstance(value, tuple) else value

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Answer | None:
        """Read an answer back; numbers come as float, also those written bare."""
        if isinstance(value, dict) and "missing" in value:
            return Missing(value["missing"])
        if isinstance(value, dict):
            value = value["number"]
        if isinstance(value, list):
            return tuple(value)
        return float(value) if isinstance(value, int) else value
