"""What may be wrong about a workshop, its participants and its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError, StateError

if TYPE_CHECKING:
    from datetime import date


class WorkshopKeyError(DataError):
    """The key of a workshop is not written as keys are."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"'{key}' is no key of a workshop.")


class WorkshopKeyTakenError(StateError):
    """Another workshop has the key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"Another workshop has the key '{key}'.")


class TimeZoneError(DataError):
    """A time zone is not one of the IANA database."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"'{name}' is no time zone such as Asia/Seoul.")


class VenueDaysError(DataError):
    """A workshop would end before it begins."""

    def __init__(self, begins_on: date, ends_on: date) -> None:
        self.begins_on = begins_on
        self.ends_on = ends_on
        super().__init__(f"It begins on {begins_on} and would end on {ends_on}.")
