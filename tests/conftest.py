"""What tests stand on: fresh databases of both kinds, and a real browser.

Tests that need PostgreSQL or Chromium skip where it is missing and say how to get
it. Under CI they fail instead, so that a green run has run them.
"""

from __future__ import annotations

import gc
import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from blank_store import lay_blank_store
from chromium import Chromium
from compiled_statements import sharing_statements
from environment import HOW_TO_GET_CHROMIUM, find_chromium
from memory import find_memory
from meter.storage import open_store
from missing_program import give_up
from postgres_server import HOW_TO_GET_POSTGRES, PostgresServer, find_binaries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from xdist.remote import Producer
    from xdist.scheduler import LoadFileScheduling

# How long an example takes is no matter of tests: the machine may have other work.
settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("calm")


def pytest_configure() -> None:
    """Let whatever tests start write in memory, unless somebody has said where to."""
    memory = find_memory()
    if memory is not None and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = tempfile.tempdir = str(memory)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Spare the collector what stays until the end: it took half of making an app.

    Modules and tests are most of what there is; it would look through them again and
    again.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> LoadFileScheduling | None:
    """Share the tests out by file as we do, where they are shared out by file."""
    if config.getvalue("dist") != "loadfile":
        return None
    from sharing import LongestFirst

    return LongestFirst(config, log)


@pytest.fixture(scope="session", autouse=True)
def compiled_statements() -> Iterator[None]:
    """Compile each statement once a run, whatever database it goes to."""
    with sharing_statements():
        yield


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'meter.sqlite'}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Yield a server for the run: METER_TEST_POSTGRES_URL, or one of our own."""
    url = os.environ.get("METER_TEST_POSTGRES_URL")
    binaries = find_binaries()
    if url:
        yield PostgresServer(url)
    elif binaries:
        with PostgresServer.started(binaries) as server:
            yield server
    else:
        give_up(HOW_TO_GET_POSTGRES)


@pytest.fixture(scope="module")
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database that one module shares."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def blank_postgres(postgres_server: PostgresServer) -> Iterator[str]:
    """Yield the URL of a database with our tables that others are copied from."""
    with postgres_server.database() as url:
        open_store(url, durable=False).close()
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the URL of a database without tables, of each kind in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database() as url:
            yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the URL of a database with our tables, of each kind in turn, no rows."""
    if request.param == "sqlite":
        yield f"sqlite:///{lay_blank_store(tmp_path)}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database(request.getfixturevalue("blank_postgres")) as url:
            yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """Yield one Chromium for the run; make a context of your own in it."""
    path = find_chromium()
    if path is None:
        give_up(HOW_TO_GET_CHROMIUM)
    with sync_playwright() as playwright:
        chromium = Chromium(playwright.chromium, path)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Chromium) -> Iterator[Page]:
    """Yield a blank page without cookies, laptop-sized."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    with browser.losing_patience():
        context.close()
