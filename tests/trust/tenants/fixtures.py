"""The world as a fixture: built once a module, put back after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.trust.tenants.building import build_world
from tests.trust.tenants.world import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.trust.tenants.world import World


@pytest.fixture(scope="module")
def built_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = build_world(tmp_path_factory.mktemp("world"))
    yield made
    made.close()


@pytest.fixture
def world(built_world: World) -> Iterator[World]:
    """Yield the world as it was built; what a test writes is undone after it."""
    built_world.clock.at = TODAY
    yield built_world
    built_world.restore()
