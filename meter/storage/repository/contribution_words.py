"""Full text of contributions: SQLite's FTS5 or PostgreSQL's `tsvector`.

Words come cut and folded, as letters and digits alone, and are kept as they are; those
of a title stand a second time behind a mark that no folded word begins with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, column, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from meter.storage.tables import contributions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from meter.knowledge.words import Term

TITLE_MARK = "\N{SUPERSCRIPT ONE}"

_DROP = {
    "sqlite": text("DELETE FROM knowledge_text WHERE rowid = :number"),
    "postgresql": text("DELETE FROM knowledge_text WHERE contribution_id = :number"),
}
_KEEP = {
    "sqlite": text(
        "INSERT INTO knowledge_text (rowid, words) VALUES (:number, :words)"
    ),
    "postgresql": text(
        "INSERT INTO knowledge_text (contribution_id, words)"
        " VALUES (:number, array_to_tsvector(:words))"
    ).bindparams(bindparam("words", type_=ARRAY(Text))),
}
_LIST = {
    "sqlite": text("SELECT rowid, words FROM knowledge_text ORDER BY rowid"),
    "postgresql": text(
        "SELECT contribution_id, array_to_string(tsvector_to_array(words), ' ')"
        " FROM knowledge_text ORDER BY contribution_id"
    ),
}


def save_words(
    connection: Connection, number: int, title: Sequence[str], others: Sequence[str]
) -> None:
    """Keep the words of a contribution in place of former ones."""
    dialect = connection.dialect.name
    words = list(dict.fromkeys([*title, *others, *(TITLE_MARK + one for one in title)]))
    connection.execute(_DROP[dialect], {"number": number})
    kept = " ".join(words) if dialect == "sqlite" else words
    connection.execute(_KEEP[dialect], {"number": number, "words": kept})


def list_words(connection: Connection) -> dict[int, frozenset[str]]:
    """List the words that are kept, by contribution."""
    rows = connection.execute(_LIST[connection.dialect.name])
    return {row[0]: frozenset(row[1].split()) for row in rows}


def has_words(
    connection: Connection, terms: Sequence[Term], *, in_title: bool = False
) -> ColumnElement[bool]:
    """Make the condition that a contribution, or its title, has all of some words."""
    mark = TITLE_MARK if in_title else ""
    if connection.dialect.name == "sqlite":
        query = " AND ".join(
            f'"{mark}{one.text}"' + ("" if one.whole else " *") for one in terms
        )
        found = text(
            "SELECT rowid FROM knowledge_text WHERE knowledge_text MATCH :query"
        )
        chosen = found.bindparams(bindparam("query", query, unique=True))
        return contributions.c.id.in_(chosen.columns(column("rowid")).scalar_subquery())
    query = " & ".join(
        f"'{mark}{one.text}'" + ("" if one.whole else ":*") for one in terms
    )
    found = text(
        "SELECT contribution_id FROM knowledge_text"
        " WHERE words @@ CAST(:query AS tsquery)"
    )
    chosen = found.bindparams(bindparam("query", query, unique=True))
    columns = chosen.columns(column("contribution_id"))
    return contributions.c.id.in_(columns.scalar_subquery())
