"""Faults are tried on the same small open round as everything else of meter."""

from __future__ import annotations

from tests.meter.conftest import at, instrument, owner, store, workshop

__all__ = ["at", "instrument", "owner", "store", "workshop"]
