"""Contributions as JSON: a document of a version, checked field by field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from meter.knowledge.entries import TOLD, GivenEntry
from meter.knowledge.errors import FieldShapeError, KnowledgeFileError
from meter.knowledge.file_rows import MOST_ROWS, FileRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

FORMAT, VERSION = "meter-knowledge", 1

_INERT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""Signs of markup, as JSON may write them: what opens the file finds no tag in it."""

_STRICT = ConfigDict(strict=True, extra="forbid")


class _Cost(BaseModel):
    model_config = _STRICT

    amount: str
    currency: str
    year: int


class _Case(BaseModel):
    model_config = _STRICT

    problem: str = ""
    solution: str = ""
    technology: str = ""
    cost: _Cost | None = None
    results: str = ""
    lessons: str = ""
    contact: str = ""


class _Contribution(BaseModel):
    model_config = _STRICT

    key: str = ""
    kind: str
    title: str
    summary: str = ""
    languages: list[str] = []
    country: str = ""
    year: int | None = None
    licence: str = ""
    link: str = ""
    indicators: list[str] = []
    city: str | None = None
    credited: bool = False
    case: _Case | None = None


class _Document(BaseModel):
    model_config = _STRICT

    format: Literal["meter-knowledge"]
    version: Literal[1]
    contributions: list[Any] = Field(max_length=MOST_ROWS)


def write_json(rows: Iterable[FileRow]) -> str:
    """Write contributions as a JSON document."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "contributions": [_write_row(row) for row in rows],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.translate(_INERT) + "\n"


def read_json(content: bytes) -> list[FileRow]:
    """Read the contributions of a document; what is wrong in them stands with them.

    Raises:
        KnowledgeFileError: it is no JSON, or of another format or version.
    """
    try:
        document = _Document.model_validate_json(content)
    except ValidationError as error:
        raise KnowledgeFileError from error
    return [
        _read_row(place, given)
        for place, given in enumerate(document.contributions, start=1)
    ]


def _write_row(row: FileRow) -> dict[str, Any]:
    given = row.given
    return {
        "key": row.key,
        "kind": given.kind,
        "title": given.title,
        "summary": given.summary,
        "languages": list(given.languages),
        "country": given.country,
        "year": int(given.year) if given.year else None,
        "licence": given.licence,
        "link": given.link,
        "indicators": list(given.indicators),
        "city": row.city or None,
        "credited": given.credited,
        "case": _write_case(given) if given.kind == "case" else None,
    }


def _write_case(given: GivenEntry) -> dict[str, Any]:
    cost = {
        "amount": given.cost,
        "currency": given.currency,
        "year": int(given.cost_year) if given.cost_year else 0,
    }
    told = {name: getattr(given, name) for name in TOLD}
    return {**told, "cost": cost if given.cost else None}


def _read_row(place: int, given: Any) -> FileRow:
    try:
        read = _Contribution.model_validate(given)
    except ValidationError as error:
        problems = {_name(one): FieldShapeError() for one in error.errors()}
        return FileRow(place, "", "", GivenEntry(), problems)
    case = read.case or _Case()
    cost = case.cost
    entry = GivenEntry(
        **read.model_dump(include=_ALIKE),
        languages=tuple(read.languages),
        indicators=tuple(read.indicators),
        year="" if read.year is None else str(read.year),
        **case.model_dump(include=set(TOLD)),
        cost=cost.amount if cost else "",
        currency=cost.currency if cost else "",
        cost_year=str(cost.year) if cost else "",
    )
    return FileRow(place, read.key, read.city or "", entry)


_ALIKE = {"kind", "title", "summary", "country", "licence", "link", "credited"}
"""Fields that are the same in a document and in a form."""


def _name(error: ErrorDetails) -> str:
    """Name the field of an error as a path: `case.cost.year`."""
    return ".".join(map(str, error["loc"])) or "contribution"
