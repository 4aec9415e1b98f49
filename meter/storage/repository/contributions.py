"""Rows of contributions, with their languages, ties, files and steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, insert, or_, select, update

from meter.knowledge.records import (
    CaseStudy,
    Contribution,
    Cost,
    Entry,
    Found,
    SharedFile,
    Step,
    Tied,
)
from meter.records import File
from meter.storage.inserting import insert_new
from meter.storage.repository.contribution_words import has_words
from meter.storage.tables import (
    contribution_files,
    contribution_languages,
    contribution_steps,
    contribution_ties,
    contributions,
    files,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from meter.knowledge.records import Filters
    from meter.knowledge.words import Term

_ROWS = select(contributions, units.c.name.label("unit_name")).outerjoin(
    units, units.c.id == contributions.c.unit_id
)
_NEWEST = (
    contributions.c.published_at.desc(),
    contributions.c.changed_at.desc(),
    contributions.c.id.desc(),
)
_PUBLISHED = contributions.c.published_at.is_not(None)


def insert_contribution(
    connection: Connection, entry: Entry, values: Mapping[str, Any]
) -> int | None:
    """Insert a contribution; None if its workshop has one of that key."""
    number = insert_new(connection, contributions, {**_write(entry), **values})
    if number is not None:
        _save_parts(connection, number, entry)
    return number


def update_entry(
    connection: Connection, number: int, entry: Entry, values: Mapping[str, Any]
) -> None:
    """Replace what a contribution says."""
    update_contribution(connection, number, {**_write(entry), **values})
    for table in (contribution_languages, contribution_ties):
        connection.execute(delete(table).where(table.c.contribution_id == number))
    _save_parts(connection, number, entry)


def update_contribution(
    connection: Connection, number: int, values: Mapping[str, Any]
) -> None:
    """Change columns of a contribution."""
    statement = update(contributions).where(contributions.c.id == number)
    connection.execute(statement.values(**values))


def lock_contribution(
    connection: Connection, workshop_id: int, number: int
) -> Contribution | None:
    """Find a contribution that nobody else changes before this transaction ends."""
    same = contributions.c.id == number
    connection.execute(select(contributions.c.id).where(same).with_for_update())
    return find_contribution(connection, workshop_id, number)


def find_contribution(
    connection: Connection, workshop_id: int, number: int
) -> Contribution | None:
    """Find a contribution to a workshop."""
    of_workshop = contributions.c.workshop_id == workshop_id
    query = _ROWS.where(of_workshop, contributions.c.id == number)
    return next(iter(_fetch(connection, query)), None)


def find_by_key(
    connection: Connection, workshop_id: int, key: str
) -> Contribution | None:
    """Find a contribution to a workshop by its key."""
    of_workshop = contributions.c.workshop_id == workshop_id
    query = _ROWS.where(of_workshop, contributions.c.key == key)
    return next(iter(_fetch(connection, query)), None)


def list_contributions(
    connection: Connection, workshop_id: int, *, unit_id: int | None
) -> list[Contribution]:
    """List what a unit, or the organisers, have contributed, the newest first."""
    whose = contributions.c.unit_id == unit_id
    query = _ROWS.where(contributions.c.workshop_id == workshop_id, whose)
    return _fetch(connection, query.order_by(contributions.c.id.desc()))


def list_sent(connection: Connection, workshop_id: int) -> list[Contribution]:
    """List what units have offered and is not published now, the last change first."""
    sent = (
        contributions.c.offered_at,
        contributions.c.returned_at,
        contributions.c.withdrawn_at,
    )
    query = _ROWS.where(
        contributions.c.workshop_id == workshop_id,
        contributions.c.unit_id.is_not(None),
        or_(*(one.is_not(None) for one in sent)),
        contributions.c.id.in_(
            select(contribution_steps.c.contribution_id).where(
                contribution_steps.c.event == "offered"
            )
        ),
    )
    return _fetch(connection, query.order_by(contributions.c.id.desc()))


def list_published(connection: Connection, workshop_id: int) -> list[Contribution]:
    """List everything that is published, in the order of keys."""
    query = _ROWS.where(contributions.c.workshop_id == workshop_id, _PUBLISHED)
    return _fetch(connection, query.order_by(contributions.c.key))


def search_published(
    connection: Connection,
    workshop_id: int,
    terms: Sequence[Term],
    filters: Filters,
    *,
    first: int,
    most: int,
) -> Found:
    """Find what is published and has all words; those with them in the title lead."""
    conditions = [
        contributions.c.workshop_id == workshop_id,
        _PUBLISHED,
        *_list_conditions(filters),
    ]
    order: list[ColumnElement[Any]] = list(_NEWEST)
    if terms:
        conditions.append(has_words(connection, terms))
        is_titled = has_words(connection, terms, in_title=True)
        order.insert(0, case((is_titled, 0), else_=1))
    count = select(func.count()).select_from(contributions).where(*conditions)
    query = _ROWS.where(*conditions).order_by(*order).offset(first).limit(most)
    found = _fetch(connection, query)
    return Found(tuple(found), connection.execute(count).scalar_one())


def _list_conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    if filters.kind is not None:
        yield contributions.c.kind == filters.kind
    if filters.unit_id is not None:
        yield contributions.c.unit_id == filters.unit_id
        # Whoever is not named cannot be looked for by name.
        yield contributions.c.credited
    for table, name, wanted in (
        (contribution_languages, "language", filters.language),
        (contribution_ties, "indicator", filters.indicator),
    ):
        if wanted is not None:
            some = select(table.c.contribution_id).where(table.c[name] == wanted)
            yield contributions.c.id.in_(some)


def list_tied(
    connection: Connection,
    workshop_id: int,
    indicators: Collection[str],
    unit_id: int,
) -> list[Tied]:
    """List what is published about some indicators and is not a unit's own.

    The newest comes first; a contribution comes once for each of its indicators.
    """
    query = (
        select(
            contributions.c.id,
            contributions.c.kind,
            contributions.c.title,
            contribution_ties.c.indicator,
            case((contributions.c.credited, units.c.name), else_=None),
            contribution_languages.c.language,
        )
        .join(
            contribution_ties,
            contribution_ties.c.contribution_id == contributions.c.id,
        )
        .outerjoin(units, units.c.id == contributions.c.unit_id)
        .outerjoin(
            contribution_languages,
            contribution_languages.c.contribution_id == contributions.c.id,
        )
        .where(
            contributions.c.workshop_id == workshop_id,
            _PUBLISHED,
            contribution_ties.c.indicator.in_(indicators),
            or_(contributions.c.unit_id.is_(None), contributions.c.unit_id != unit_id),
        )
        .order_by(*_NEWEST, contribution_ties.c.indicator)
        .order_by(contribution_languages.c.language)
    )
    found: dict[Tied, tuple[str, ...]] = {}
    for *row, language in connection.execute(query):
        spoken = () if language is None else (language,)
        found[Tied(*row)] = (*found.get(Tied(*row), ()), *spoken)
    return [replace(one, languages=spoken) for one, spoken in found.items()]


def list_contributing_units(
    connection: Connection, workshop_id: int
) -> list[tuple[int, str]]:
    """List the units that are named beside something published: ids and names."""
    query = (
        select(units.c.id, units.c.name)
        .join(contributions, contributions.c.unit_id == units.c.id)
        .where(
            contributions.c.workshop_id == workshop_id,
            _PUBLISHED,
            contributions.c.credited,
        )
        .distinct()
        .order_by(units.c.name, units.c.id)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def add_step(connection: Connection, number: int, step: Step) -> None:
    """Add a step to what has become of a contribution."""
    values = {
        "contribution_id": number,
        "event": step.event,
        "at": step.at,
        "who": step.who,
        "words": step.words,
        "title": step.title,
    }
    connection.execute(insert(contribution_steps).values(**values))


def list_steps(
    connection: Connection, numbers: Collection[int]
) -> dict[int, tuple[Step, ...]]:
    """List the steps of some contributions, the first first."""
    columns = contribution_steps.c
    query = (
        select(
            columns.contribution_id,
            columns.event,
            columns.at,
            columns.who,
            columns.words,
            columns.title,
        )
        .where(columns.contribution_id.in_(numbers))
        .order_by(columns.id)
    )
    found: dict[int, tuple[Step, ...]] = {}
    for number, *row in connection.execute(query):
        found[number] = (*found.get(number, ()), Step(*row))
    return found


def list_files(connection: Connection, number: int) -> list[SharedFile]:
    """List the files of a contribution in the order of adding."""
    columns = contribution_files.c
    query = (
        select(
            columns.id,
            columns.name,
            columns.media_type,
            files.c.digest,
            files.c.size,
            columns.added_at,
            columns.added_by,
        )
        .join(files, files.c.digest == columns.file_digest)
        .where(columns.contribution_id == number)
        .order_by(columns.id)
    )
    return [
        SharedFile(row[0], File(*row[1:5]), *row[5:])
        for row in connection.execute(query)
    ]


def insert_file(connection: Connection, values: Mapping[str, Any]) -> int:
    """Insert a file of a contribution; give its id."""
    statement = contribution_files.insert().values(**values)
    found: int = connection.execute(
        statement.returning(contribution_files.c.id)
    ).scalar_one()
    return found


def delete_file(connection: Connection, file_id: int) -> None:
    """Delete a file of a contribution; its content is another matter."""
    table = contribution_files
    connection.execute(delete(table).where(table.c.id == file_id))


def measure_files(connection: Connection, workshop_id: int, unit_id: int | None) -> int:
    """Add up the sizes of a contributor's files, each content once."""
    kept = (
        select(contribution_files.c.file_digest)
        .join(contributions, contributions.c.id == contribution_files.c.contribution_id)
        .where(
            contributions.c.workshop_id == workshop_id,
            contributions.c.unit_id == unit_id,
        )
        .distinct()
    )
    query = select(func.coalesce(func.sum(files.c.size), 0)).where(
        files.c.digest.in_(kept)
    )
    found: int = connection.execute(query).scalar_one()
    return found


def _write(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "title": entry.title,
        "summary": entry.summary,
        "country": entry.country,
        "year": entry.year,
        "licence": entry.licence,
        "link": entry.link,
        "credited": entry.credited,
        "case_study": None if entry.case is None else _write_case(entry.case),
    }


def _write_case(told: CaseStudy) -> dict[str, Any]:
    cost = told.cost
    return {
        "problem": told.problem,
        "solution": told.solution,
        "technology": told.technology,
        "cost": cost
        and {
            "amount": cost.amount,
            "currency": cost.currency,
            "year": cost.year,
        },
        "results": told.results,
        "lessons": told.lessons,
        "contact": told.contact,
    }


def _save_parts(connection: Connection, number: int, entry: Entry) -> None:
    for table, name, values in (
        (contribution_languages, "language", entry.languages),
        (contribution_ties, "indicator", entry.indicators),
    ):
        rows = [{"contribution_id": number, name: value} for value in values]
        if rows:
            connection.execute(insert(table), rows)


def _fetch(connection: Connection, query: Select[Any]) -> list[Contribution]:
    rows = connection.execute(query).mappings().all()
    numbers = [row["id"] for row in rows]
    languages = _list_parts(connection, contribution_languages.c.language, numbers)
    ties = _list_parts(connection, contribution_ties.c.indicator, numbers)
    return [
        _read(row, languages.get(row["id"], ()), ties.get(row["id"], ()))
        for row in rows
    ]


def _list_parts(
    connection: Connection, part: ColumnElement[str], numbers: Collection[int]
) -> dict[int, tuple[str, ...]]:
    table = part.table
    query = (
        select(table.c.contribution_id, part)
        .where(table.c.contribution_id.in_(numbers))
        .order_by(part)
    )
    found: dict[int, tuple[str, ...]] = {}
    for number, value in connection.execute(query) if numbers else ():
        found[number] = (*found.get(number, ()), value)
    return {number: tuple(sorted(values)) for number, values in found.items()}


def _read(
    row: Mapping[Any, Any], languages: tuple[str, ...], ties: tuple[str, ...]
) -> Contribution:
    entry = Entry(
        kind=row["kind"],
        title=row["title"],
        summary=row["summary"],
        languages=languages,
        country=row["country"],
        year=row["year"],
        licence=row["licence"],
        link=row["link"],
        indicators=ties,
        credited=row["credited"],
        case=None if row["case_study"] is None else _read_case(row["case_study"]),
    )
    return Contribution(
        **{name: row[name] for name in _OWN},
        entry=entry,
    )


_OWN = (
    "id",
    "workshop_id",
    "key",
    "unit_id",
    "unit_name",
    "revision",
    "changed_at",
    "changed_by",
    "offered_at",
    "returned_at",
    "published_at",
    "withdrawn_at",
)
"""What a contribution has beside its entry, as columns name it."""


def _read_case(document: Mapping[str, Any]) -> CaseStudy:
    cost = document["cost"]
    return CaseStudy(**{**document, "cost": None if cost is None else Cost(**cost)})
