"""What may be wrong about a workshop, its participants and its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError, StateError

if TYPE_CHECKING:
    from collections.abc import Sequence
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


class RegistrationClosedError(StateError):
    """Units cannot register themselves at an address any more."""

    def __init__(self) -> None:
        super().__init__("Registration is closed. Ask the organiser to invite you.")


class RegistrationsFullError(StateError):
    """As many registrations wait for a decision as may."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"{most} registrations wait already. Try again later.")


class AlreadyDecidedError(StateError):
    """A registration has been admitted or declined before."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"{unit} has been admitted or declined already.")


class NotOpenedError(StateError):
    """A second round is asked for while the first has not opened."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f'The round "{key}" has not opened: nobody has answered it.')


class UnknownRoleError(DataError):
    """Nobody can be named as what is asked for."""

    def __init__(self, role: str, known: Sequence[str]) -> None:
        self.role = role
        self.known = tuple(known)
        super().__init__(f'There is no role "{role}". Choose one: {", ".join(known)}.')


class OwnRoleError(StateError):
    """The organiser of a workshop would be named to help with it."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"{email} organises the workshop already.")
