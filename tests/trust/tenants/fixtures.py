"""The world as a fixture: built once a module, put back after each test."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher

from meter.settings import Settings
from tests.trust.tenants.building import build_world
from tests.trust.tenants.world import TODAY
from tests.webapp.desk import CHEAP
from webapp.staff.guesses import GuessLimit
from webapp.staff.sign_in import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postgres_server import PostgresServer
    from tests.trust.tenants.world import World

MAILING: dict[str, Any] = {
    "base_url": "http://localhost",
    "smtp_host": "mail.invalid",
    "smtp_sender": "METER <meter@example.org>",
    # No test asks as often as programs may.
    "api_requests_per_minute": 1_000_000,
}
"""Mails could be sent, and fill the outbox; no call of the tests sends one."""


@contextmanager
def hashing_cheaply() -> Iterator[None]:
    """Make passwords cheap to check; that each check costs a hash is still told."""
    with pytest.MonkeyPatch.context() as patched:
        cheap = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr("meter.fieldwork.accounts.PasswordHasher", cheap)
        patched.setitem(SETTINGS, "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS", CHEAP)
        yield


@pytest.fixture(scope="module")
def built_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Yield the world that the tests of a module share: most ask for `world`."""
    folder = tmp_path_factory.mktemp("world")
    with hashing_cheaply():
        made = build_world(Settings(data=folder, database_url=None, **MAILING))
    made.keep()
    yield made
    made.close()


@pytest.fixture
def world(built_world: World) -> Iterator[World]:
    """Yield the world as it was built; what a test writes is undone after it."""
    with hashing_cheaply():
        yield built_world
    built_world.clock.at = TODAY
    built_world.app.extensions["meter_guesses"] = GuessLimit()
    built_world.restore()


@pytest.fixture
def postgres_world(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[World]:
    """Yield the world on PostgreSQL; what a test writes there stays."""
    with postgres_server.database() as url:
        # The PostgreSQL of the tests promises no durability.
        settings = Settings(data=tmp_path, database_url=url, durable=False, **MAILING)
        with hashing_cheaply():
            made = build_world(settings)
            yield made
            made.close()
