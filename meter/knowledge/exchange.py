"""Export and import: what is published goes into a file, and comes from one, whole.

A file holds what is published, with links and without uploaded files. Every row that
cannot be taken is named, and unless all can be nothing is written. A row whose key is
here already, and which says the same, is left alone, so that a file may be sent twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.knowledge.contributions import insert_draft, make_key, parse_key
from meter.knowledge.csv_files import read_csv, write_csv
from meter.knowledge.entries import ensure_complete, parse_entry
from meter.knowledge.errors import (
    CityUnknownError,
    ContributionKeyError,
    DiffersError,
    EntryError,
    IncompleteEntryError,
    KnowledgeRowsError,
    RepeatedKeyError,
)
from meter.knowledge.file_rows import FileRow, make_row
from meter.knowledge.indicators import find_instrument, list_indicators
from meter.knowledge.json_files import read_json, write_json
from meter.knowledge.records import Contributor
from meter.knowledge.steps import take
from meter.storage.repository import contributions as rows
from meter.storage.repository.workshops import list_participants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from meter.errors import DataError
    from meter.knowledge.records import Contribution, Entry
    from meter.records import Account, Workshop
    from meter.storage import Connection, Store

KINDS = {"csv": write_csv, "json": write_json}
"""The kinds of files, and how each is written."""


@dataclass(frozen=True)
class Imported:
    """What an import has done: contributions that were added, and left as they are."""

    added: int
    unchanged: int


@dataclass(frozen=True)
class _Row:
    """A row that can be taken."""

    key: str
    unit_id: int | None
    entry: Entry


@dataclass
class _Checked:
    """The rows of a file that can be taken, and what is wrong with the others."""

    sound: list[_Row] = field(default_factory=list)
    problems: list[tuple[int, str, DataError]] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)


def export_file(store: Store, workshop: Workshop, kind: str) -> str:
    """Write what is published in a workshop as text of a kind: csv or json."""
    with store.read() as connection:
        found = rows.list_published(connection, workshop.id)
    return KINDS[kind](make_row(place, one) for place, one in enumerate(found, start=1))


def read_file(content: bytes) -> list[FileRow]:
    """Read a file of either kind: JSON begins with a brace.

    Raises:
        KnowledgeFileError, SheetError, SheetSizeError, SheetColumnsError: it cannot be
            read.
    """
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return read_json(bare) if bare.startswith(b"{") else read_csv(content)


def import_rows(
    store: Store,
    workshop: Workshop,
    given: Iterable[FileRow],
    who: str,
    at: datetime,
    *,
    account: Account | None = None,
) -> Imported:
    """Publish the contributions of a file, all or none.

    `who` is the name that is kept with them, `account` that of the organiser who sends
    the file; None stands for METER itself.

    Raises:
        KnowledgeRowsError: names everything that is wrong; nothing was written.
        NotSavedError: the database could not write.
    """
    known = list_indicators(find_instrument(store, workshop))
    told = list(given)

    def job(connection: Connection) -> Imported:
        taking = list_participants(connection, workshop.id)
        cities = {one.unit.name: one.unit.id for one in taking}
        checked = _Checked()
        for row in told:
            _check(checked, row, known, cities)
        fresh = _leave_alone(connection, workshop.id, checked, told)
        if checked.problems:
            raise KnowledgeRowsError(sorted(checked.problems, key=_place))
        for one in fresh:
            by = Contributor(workshop.id, who, one.unit_id, account=account)
            _publish(connection, by, one, at)
        return Imported(len(fresh), len(told) - len(fresh))

    return store.write(job)


def _check(
    checked: _Checked,
    row: FileRow,
    known: frozenset[str],
    cities: Mapping[str, int],
) -> None:
    """Read a row; what is wrong is noted field by field."""
    wrong: dict[str, DataError] = dict(row.problems)
    entry = None
    if not wrong:
        try:
            entry = parse_entry(row.given, known)
            ensure_complete(entry, has_files=True)
        except EntryError as error:
            wrong |= error.problems
        except IncompleteEntryError as error:
            wrong |= dict.fromkeys(error.fields, error)
        wrong |= _check_names(checked, row, cities)
    checked.problems += [(row.row, name, error) for name, error in wrong.items()]
    if entry is not None and not wrong:
        checked.sound.append(_Row(row.key, cities.get(row.city), entry))


def _check_names(
    checked: _Checked, row: FileRow, cities: Mapping[str, int]
) -> dict[str, DataError]:
    """Check the key of a row and the city that it names."""
    wrong: dict[str, DataError] = {}
    if row.city and row.city not in cities:
        wrong["city"] = CityUnknownError(row.city)
    if row.key:
        try:
            parse_key(row.key)
        except ContributionKeyError as error:
            wrong["key"] = error
        first = checked.keys.setdefault(row.key, row.row)
        if first != row.row:
            wrong["key"] = RepeatedKeyError(row.key, first)
    return wrong


def _leave_alone(
    connection: Connection, workshop_id: int, checked: _Checked, told: list[FileRow]
) -> list[_Row]:
    """Give the rows that are not here yet; what is here and differs is a problem."""
    places = {row.key: row.row for row in told}
    fresh = []
    for one in checked.sound:
        found = one.key and rows.find_by_key(connection, workshop_id, one.key)
        if not found:
            fresh.append(one)
        elif not _is_same(found, one):
            place = places[one.key]
            checked.problems.append((place, "key", DiffersError(one.key)))
    return fresh


def _is_same(found: Contribution, row: _Row) -> bool:
    is_theirs = found.unit_id == row.unit_id
    return is_theirs and found.state == "published" and found.entry == row.entry


def _publish(connection: Connection, by: Contributor, row: _Row, at: datetime) -> None:
    made = insert_draft(connection, by, row.key or make_key(), row.entry, at)
    take(connection, made, "published", by, at)


def _place(problem: tuple[int, str, DataError]) -> int:
    return problem[0]
