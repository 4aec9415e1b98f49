"""What is kept of releases cannot be rewritten, neither here nor in the database."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from tests.meter.peers.crowd import Crowd


def test_figures_stay_as_they_were_released(crowd: Crowd) -> None:
    crowd.fill(6)
    spread = crowd.release()["law", ""]

    with pytest.raises(FrozenInstanceError):
        spread.size = 7  # type: ignore[misc]


@pytest.mark.parametrize(
    "table", ["consents", "releases", "members_of_releases", "spreads"]
)
def test_the_database_refuses_to_forget(crowd: Crowd, table: str) -> None:
    crowd.fill(6)
    crowd.release()

    with pytest.raises(DBAPIError, match=f"{table} are only added"):
        crowd.store.write(lambda it: it.execute(text(f"DELETE FROM {table}")))  # noqa: S608
