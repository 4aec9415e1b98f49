"""Tests of workshops stand on a store of each kind and on an organiser."""

from __future__ import annotations

from tests.meter.conftest import at, instrument, owner, store
from tests.meter.workshops.gathered import gathered

__all__ = ["at", "gathered", "instrument", "owner", "store"]
