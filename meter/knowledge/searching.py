"""Searching: what is published and has all words that somebody types.

The words are looked up by the database's own full-text index; how they are cut is the
same everywhere (`meter.knowledge.words`), and so are what is found and its order: what
has the words in its title comes first, then the newest. Nothing that is typed is taken
for a sign of a query language: of a query only letters and digits are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.knowledge.records import Filters, Found
from meter.knowledge.words import read_query
from meter.storage.repository import contributions as rows

if TYPE_CHECKING:
    from meter.knowledge.records import Contribution
    from meter.storage import Store

EVERYTHING = Filters()

PAGE = 20
"""How many are found at a time."""


def search(
    store: Store,
    workshop_id: int,
    words: str = "",
    filters: Filters = EVERYTHING,
    *,
    page: int = 1,
) -> Found:
    """Find what is published in a workshop; no words find everything.

    Args:
        store: where it is kept.
        workshop_id: the workshop.
        words: what was typed. All of it has to be in the title, the summary or the
            case; a word may go on after what was typed.
        filters: what it must be beside that.
        page: which twenty of what is found, from 1.
    """
    terms = read_query(words)
    if words.strip() and not terms:
        return Found((), 0)
    with store.read() as connection:
        return rows.search_published(
            connection,
            workshop_id,
            terms,
            filters,
            first=(page - 1) * PAGE,
            most=PAGE,
        )


def list_published(store: Store, workshop_id: int) -> list[Contribution]:
    """List all that is published in a workshop, in the order of keys."""
    with store.read() as connection:
        return rows.list_published(connection, workshop_id)


def list_contributors(store: Store, workshop_id: int) -> list[tuple[int, str]]:
    """List the units that are credited with something: ids and names, by name."""
    with store.read() as connection:
        return rows.list_contributing_units(connection, workshop_id)
