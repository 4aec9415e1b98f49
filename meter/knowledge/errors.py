"""What may be wrong about a contribution, and about files of contributions.

DataError, exit 11, data (meter/errors.py)
    KindError, LanguageError, YearError, CostError, IndicatorError, ContributionKeyError
    EntryError, IncompleteEntryError
    KnowledgeFileError, KnowledgeRowsError
    CityUnknownError, DiffersError, RepeatedKeyError, YesNoError, FieldShapeError
StateError, exit 12, state
    ContributionChangedError, ContributionStateError, SharedQuotaError, SharedCountError
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import DataError, StateError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from meter.knowledge.records import State


class KindError(DataError):
    """A contribution is of no kind that there is."""

    def __init__(self, given: str, kinds: Sequence[str]) -> None:
        self.given = given
        self.kinds = tuple(kinds)
        super().__init__(f"'{given}' is no kind. Use one of: {', '.join(kinds)}.")


class LanguageError(DataError):
    """A language is not written as its tag."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f"Write languages as codes such as en or pt-BR, not '{given}'."
        )


class YearError(DataError):
    """A year is none, or out of range."""

    def __init__(self, given: str, least: int, most: int) -> None:
        self.given = given
        self.least = str(least)
        self.most = str(most)
        super().__init__(f"Write a year from {least} to {most}, not '{given}'.")


class CostError(DataError):
    """A cost lacks its amount, currency or year, or one of them cannot be read."""

    def __init__(self, amount: str, currency: str, year: str) -> None:
        self.amount = amount
        self.currency = currency
        self.year = year
        super().__init__(
            "Give a cost as digits such as 125000.50, its currency as three letters"
            " such as KRW, and the year; or leave all three empty."
        )


class IndicatorError(DataError):
    """What a contribution is tied to is not in the workshop's instrument."""

    def __init__(self, unknown: Sequence[str]) -> None:
        self.unknown = tuple(unknown)
        super().__init__(
            f"The workshop's instrument has no {', '.join(unknown)}."
            " Use keys of its framework and of its items."
        )


class ContributionKeyError(DataError):
    """The key of a contribution is not written as keys are."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f"'{key}' is no key: use up to 40 small letters, digits and -, or leave"
            " it empty."
        )


class EntryError(DataError):
    """Some fields of an entry cannot be taken; `problems` are by field."""

    def __init__(self, problems: Mapping[str, DataError]) -> None:
        self.problems = dict(problems)
        told = (f"{field}: {error}" for field, error in self.problems.items())
        super().__init__(" ".join(told))


class IncompleteEntryError(DataError):
    """An entry lacks what others need of it; `fields` names what."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(f"Fill in first: {', '.join(fields)}.")


class KnowledgeFileError(DataError):
    """A file does not hold contributions in a form that is known here."""

    def __init__(self) -> None:
        super().__init__(
            "The file cannot be read: it is no CSV and no JSON that was exported from"
            " a knowledge space."
        )


class CityUnknownError(DataError):
    """A row names a city that does not take part in the workshop."""

    def __init__(self, city: str) -> None:
        self.city = city
        super().__init__(
            f"'{city}' does not take part in the workshop. Name a participant, or"
            " leave it empty."
        )


class DiffersError(DataError):
    """A row has the key of a contribution that is here and says something else."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f"'{key}' is here already and says something else. Leave the key empty to"
            " add this as another one."
        )


class RepeatedKeyError(DataError):
    """Two rows of a file have one key."""

    def __init__(self, key: str, first: int) -> None:
        self.key = key
        self.first = first
        super().__init__(f"Row {first} has the key '{key}' too. Remove one of them.")


class YesNoError(DataError):
    """A cell says neither yes nor no."""

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(f"Write yes or no, not '{given}'.")


class FieldShapeError(DataError):
    """A field of a JSON file is missing, unknown, or not of its kind."""

    def __init__(self) -> None:
        super().__init__(
            "It is missing, unknown, or of another kind than in an export of ours."
        )


class KnowledgeRowsError(DataError):
    """Rows of a file cannot be taken, so nothing of it was; by row and field."""

    def __init__(self, problems: Sequence[tuple[int, str, DataError]]) -> None:
        self.problems = tuple(problems)
        lines = (f"Row {row}, {field}: {error}" for row, field, error in problems)
        super().__init__("\n".join((*lines, "Nothing was written.")))


class ContributionChangedError(StateError):
    """Somebody has changed a contribution since it was read."""

    def __init__(self, by: str, at: datetime) -> None:
        self.by = by
        self.at = at
        super().__init__(f"{by} has changed it at {at:%Y-%m-%d %H:%M} UTC.")


class ContributionStateError(StateError):
    """As a contribution stands now this cannot be done with it."""

    def __init__(self, state: State) -> None:
        self.state = state
        super().__init__(f"It is {state} now, so this cannot be done.")


class SharedQuotaError(StateError):
    """All files of a contributor would come to more than may be kept."""

    def __init__(self, used: int, size: int, most: int) -> None:
        self.used = used
        self.size = size
        self.most = most
        super().__init__(f"{used} bytes of {most} are used, and it has {size}.")


class SharedCountError(StateError):
    """A contribution has as many files as it may."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"It has {most} files already.")
