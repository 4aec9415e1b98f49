"""Storage: the only place that knows the database."""

from __future__ import annotations

from sqlalchemy import Connection

from meter.storage.store import Store, open_store

__all__ = ["Connection", "Store", "open_store"]
