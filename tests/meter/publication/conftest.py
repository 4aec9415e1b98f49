"""What tests of publication stand on: a crowd of units that have submitted."""

from __future__ import annotations

from tests.meter.peers.conftest import crowd, store

__all__ = ["crowd", "store"]
