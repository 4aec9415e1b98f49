"""Rows of figures that others published about the units of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from meter.storage.tables import published_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection


def replace_figures(
    connection: Connection, round_id: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Put figures in the place of those that the round had under the same names."""
    names = {row["name"] for row in rows}
    former = delete(published_figures).where(
        published_figures.c.round_id == round_id, published_figures.c.name.in_(names)
    )
    connection.execute(former)
    connection.execute(published_figures.insert(), list(rows))


def delete_figure(connection: Connection, round_id: int, name: str) -> None:
    """Forget one figure of a round."""
    connection.execute(
        delete(published_figures).where(
            published_figures.c.round_id == round_id, published_figures.c.name == name
        )
    )


def list_figures(connection: Connection, round_id: int) -> list[tuple[str, int, float]]:
    """List name, unit and value of the figures of a round, by name."""
    query = (
        select(
            published_figures.c.name,
            published_figures.c.unit_id,
            published_figures.c.value,
        )
        .where(published_figures.c.round_id == round_id)
        .order_by(published_figures.c.name, published_figures.c.unit_id)
    )
    return [(name, unit, value) for name, unit, value in connection.execute(query)]
