"""Lists of units to invite, from a file; every bad row is named with its remedy.

Columns: `name` of the unit, `email` and `contact` of the person, and a column for
each fact that the instrument's profile asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.errors import DataError
from meter.exchange.sheets import read_sheet
from meter.fieldwork.errors import (
    LongRowError,
    RepeatedRowError,
    SheetColumnsError,
    StrangeColumnError,
)
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.languages import parse_languages
from meter.fieldwork.given.profiles import parse_profile_value
from meter.fieldwork.given.titles import parse_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from instruments.model.questionnaire import ProfileField

MOST_UNITS = 5_000
COLUMNS = ("name", "email", "contact")
NEEDED = ("name", "email")
LANGUAGES = "languages"
"""The column of the languages in which a unit works, where they are asked for."""


@dataclass(frozen=True)
class UnitRow:
    """One unit to invite; `row` is where it stands in the file, from 1."""

    row: int
    name: str
    email: str
    contact: str
    profile: Mapping[str, str | float] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitProblem:
    """What is wrong in a row of the file, and what to do."""

    row: int
    error: DataError

    @property
    def message(self) -> str:
        """What is wrong and what to do, in English."""
        return str(self.error)

    def __str__(self) -> str:
        return f"Row {self.row}: {self.message}"


def read_unit_list(
    content: str | bytes,
    profile: Sequence[ProfileField] = (),
    *,
    takes_languages: bool = False,
) -> tuple[list[UnitRow], list[UnitProblem]]:
    """Read a list of units; a row with a problem is not among the units.

    Args:
        content: text of a CSV file, or the bytes of a CSV or XLSX file.
        profile: the facts that the instrument asks for about units.
        takes_languages: whether a column names the languages in which a unit works;
            the profile has no fact of that name then.

    Raises:
        SheetError, SheetSizeError: the file cannot be read, or is too long.
        SheetColumnsError: it has no column `name` or `email`.
    """
    rows = read_sheet(content, MOST_UNITS)
    head = [cell.casefold() for cell in rows[0][1]] if rows else []
    lacking = [column for column in NEEDED if column not in head]
    if lacking:
        raise SheetColumnsError(lacking, COLUMNS)
    facts = {one.key: one for one in profile}
    reader = _RowReader(head, facts, takes_languages=takes_languages)
    units = [reader.read(number, cells) for number, cells in rows[1:]]
    found = [unit for unit in units if unit is not None]
    return found, [*reader.check_head(rows[0][0]), *reader.problems]


class _RowReader:
    """Reads rows one by one and remembers what was wrong with which."""

    def __init__(
        self,
        head: list[str],
        profile: Mapping[str, ProfileField],
        *,
        takes_languages: bool,
    ) -> None:
        self.problems: list[UnitProblem] = []
        self._head = head
        self._profile = profile
        self._takes_languages = takes_languages
        self._seen: dict[tuple[str, str], int] = {}

    def check_head(self, row: int) -> list[UnitProblem]:
        """Name the columns that mean nothing here; they are ignored."""
        known = {*COLUMNS, *self._profile, ""}
        if self._takes_languages:
            known.add(LANGUAGES)
        strange = [column for column in self._head if column not in known]
        names = sorted(known - {""})
        return [UnitProblem(row, StrangeColumnError(one, names)) for one in strange]

    def read(self, row: int, cells: list[str]) -> UnitRow | None:
        """Read one row; None if anything in it is wrong."""
        if any(cells[len(self._head) :]):
            self._note(row, LongRowError())
            return None
        given = dict(zip(self._head, cells, strict=False))
        name = self._try(row, parse_title, given["name"])
        email = self._try(row, parse_email, given.get("email", ""))
        contact = given.get("contact", "") or (email or "")
        contact = self._try(row, parse_title, contact) if contact else None
        profile = self._read_profile(row, given)
        languages = self._read_languages(row, given)
        if name is None or email is None or contact is None:
            return None
        if profile is None or languages is None:
            return None
        if self._is_repeated(row, name, email):
            return None
        return UnitRow(row, name, email, contact, profile, languages)

    def _read_languages(
        self, row: int, given: Mapping[str, str]
    ) -> tuple[str, ...] | None:
        if not self._takes_languages:
            return ()
        found: tuple[str, ...] | None = self._try(
            row, parse_languages, given.get(LANGUAGES, "")
        )
        return found

    def _read_profile(
        self, row: int, given: Mapping[str, str]
    ) -> dict[str, str | float] | None:
        values = {
            key: self._try(row, parse_profile_value, one, given[key])
            for key, one in self._profile.items()
            if given.get(key)
        }
        known = {key: value for key, value in values.items() if value is not None}
        return known if len(known) == len(values) else None

    def _is_repeated(self, row: int, name: str, email: str) -> bool:
        first = self._seen.setdefault((name, email), row)
        if first != row:
            self._note(row, RepeatedRowError(name, email, first))
        return first != row

    def _try(self, row: int, parse: Callable[..., Any], *given: Any) -> Any:
        try:
            return parse(*given)
        except DataError as error:
            self._note(row, error)
            return None

    def _note(self, row: int, error: DataError) -> None:
        self.problems.append(UnitProblem(row, error))
