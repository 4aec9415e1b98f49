"""Tests of the audit trail stand on a store of each kind and a small open round."""

from __future__ import annotations

from tests.meter.conftest import at, instrument, owner, store, workshop

__all__ = ["at", "instrument", "owner", "store", "workshop"]
