"""Tests of backups stand on a data folder with a small open round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blank_store import lay_blank_store
from meter.settings import Settings, load_secret_key
from tests.meter.conftest import at, instrument, owner, store, workshop

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["at", "instrument", "owner", "store", "workshop"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Name a data folder with a key and a database without rows."""
    (tmp_path / "data").mkdir()
    lay_blank_store(tmp_path / "data")
    settings = Settings(data=tmp_path / "data", database_url=None)
    load_secret_key(settings)
    return settings


@pytest.fixture
def database_url(settings: Settings) -> str:
    return settings.database


@pytest.fixture
def new(tmp_path: Path) -> Settings:
    """Name a data folder that is not there."""
    return Settings(data=tmp_path / "new", database_url=None)
