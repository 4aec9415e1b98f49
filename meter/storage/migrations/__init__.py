"""Migrations: bring the tables of a database to what this version needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, text

from meter.storage.errors import SchemaError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

HEAD = "0019"
"""The newest revision. Known here so that opening a store need not import Alembic."""

LOCK = 20_100_412
"""The number of PostgreSQL's advisory lock under which a database is upgraded."""


def read_revision(connection: Connection) -> str | None:
    """Read a database's revision; None if it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    query = text("SELECT version_num FROM alembic_version")
    return connection.execute(query).scalar_one_or_none()


def ensure_current(engine: Engine) -> None:
    """Raise unless the tables are those of this version; fill an empty database.

    Raises:
        SchemaError: the database has other tables.
    """
    with engine.begin() as connection:
        found = read_revision(connection)
        if found is None and not inspect(connection).get_table_names():
            _upgrade(connection)
        elif found != HEAD:
            raise SchemaError(found, HEAD)


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Bring a database to this version, whole or not at all; name both revisions."""
    with engine.begin() as connection:
        found = read_revision(connection)
        _upgrade(connection)
        return found, HEAD


def find_drift(connection: Connection) -> list[Any]:
    """List the differences between the tables found and those declared."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from meter.storage.tables import metadata

    options = {"compare_type": True, "include_name": _is_declared}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, metadata))


def _is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the full text: each database keeps it in tables of its own making."""
    return kind != "table" or not (name or "").startswith("knowledge_text")


def make_config(connection: Connection) -> Config:
    """Make Alembic's configuration; it works on the connection given."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": LOCK})
    command.upgrade(make_config(connection), "head")
