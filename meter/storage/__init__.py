"""Storage: the only place that knows the database."""

from __future__ import annotations

from sqlalchemy import Connection

from meter.storage.checking import list_problems
from meter.storage.copying import (
    copy_database,
    find_database_file,
    inspect_copy,
    make_address,
)
from meter.storage.store import Store, name_database, open_store, upgrade_database

__all__ = [
    "Connection",
    "Store",
    "copy_database",
    "find_database_file",
    "inspect_copy",
    "list_problems",
    "make_address",
    "name_database",
    "open_store",
    "upgrade_database",
]
