"""What tests of packages stand on: a surveyed round, and its package, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from meter.exchange.package.package import write_package
from meter.exchange.package.tables import list_tables
from meter.storage import open_store
from tests.meter.exchange.package.surveyed import survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from meter.exchange.package.columns import Table
    from meter.exchange.package.snapshot import Snapshot
    from tests.meter.exchange.package.surveyed import Surveyed


@pytest.fixture(scope="session")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surveyed]:
    url = f"sqlite:///{tmp_path_factory.mktemp('package') / 'meter.sqlite'}"
    with open_store(url, durable=False) as store:
        yield survey(store)


@pytest.fixture(scope="session")
def snapshot(surveyed: Surveyed) -> Snapshot:
    return surveyed.read()


@pytest.fixture(scope="session")
def tables(snapshot: Snapshot) -> dict[str, Table]:
    return {one.name: one for one in list_tables(snapshot)}


@pytest.fixture(scope="session")
def frames(tables: dict[str, Table]) -> dict[str, pd.DataFrame]:
    return {
        name: pa.table({one.name: one.data for one in table.columns}).to_pandas()
        for name, table in tables.items()
    }


@pytest.fixture(scope="session")
def folder(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package that no test may change."""
    place = tmp_path_factory.mktemp("package") / "seoul"
    write_package(snapshot, place)
    return place
