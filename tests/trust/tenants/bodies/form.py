"""What a body is, and how a plain form becomes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.trust.tenants.parameters import Values
from tests.trust.tenants.world import World

Body = dict[str, Any]
Writer = Callable[[World, Values], Body]
"""What writes a body for the values in an address."""


def form(**fields: str) -> Writer:
    """Send some fields, whatever the address names."""
    return lambda _world, _values: {"data": dict(fields)}
