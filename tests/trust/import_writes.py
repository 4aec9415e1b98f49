"""Imports, prepared so that any of their statements may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.imports.records import GivenRow
from meter.fieldwork.imports.importing import import_answers
from meter.fieldwork.imports.participants import list_participants
from meter.fieldwork.imports.records import ImportOrigin, ImportTerms

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def import_file(workshop: Workshop) -> Write:
    """Take over answers of a unit that is there and of one that is not."""
    store, asked = workshop.store, workshop.round
    rows = (
        GivenRow(2, "Marenda", {"law": "full", "site": "no"}),
        GivenRow(3, "Solta", {"law": "none", "site": "no"}),
    )
    origin = ImportOrigin(workshop.owner, "Organiser", workshop.at, "import-1")
    terms = ImportTerms(submit=True, add_units=True)
    known = list_participants(store, asked)
    return lambda: import_answers(store, asked, known, rows, origin, terms)


IMPORT_WRITES = {"importing.import_answers": import_file}
