"""Tests here sit in front of one room, which nobody changes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from meter.settings import Settings
from tests.webapp.desk import Clock, Desk, add_account
from tests.webapp.pack.rooms import fill
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.records import Round


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Yield a desk as others have it, for all tests of a module."""
    clock = Clock()
    folder = tmp_path_factory.mktemp("desk")
    app = create_app(Settings(data=folder, database_url=None), clock=clock)
    store = app.extensions["meter"].store
    with closing(store):
        owner, other = add_account(store, "ada"), add_account(store, "bea")
        desk = Desk(app, store, clock, owner, other, app.test_client())
        desk.client = desk.enter(owner)
        yield desk


@pytest.fixture(scope="module")
def asked(desk: Desk) -> Round:
    """Give a filled round."""
    return fill(desk)


@pytest.fixture
def _reading(desk: Desk) -> Iterator[None]:
    """Let the test read as a page does."""
    with desk.app.test_request_context("/"):
        yield
