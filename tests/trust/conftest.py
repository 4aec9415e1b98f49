"""What trust rests on is tried in two places.

Faults are tried on the same small open round as everything else of meter; attacks on
a world of two organisers who must not see anything of each other.
"""

from __future__ import annotations

from tests.meter.conftest import at, instrument, owner, store, workshop
from tests.trust.tenants.fixtures import built_world, postgres_world, world
from tests.webapp.fresh import compiled_once

__all__ = [
    "at",
    "built_world",
    "compiled_once",
    "instrument",
    "owner",
    "postgres_world",
    "store",
    "workshop",
    "world",
]
