"""The store: where everything is kept, opened once a process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import make_url

from meter.settings import Settings
from meter.storage.durability import ensure_durable
from meter.storage.engine import make_engines
from meter.storage.errors import StoreClosedError
from meter.storage.migrations import ensure_current, upgrade
from meter.storage.writer import DirectWriter, GroupWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from sqlalchemy import Connection

    from instruments.model.instrument import Instrument
    from meter.storage.engine import Engines
    from meter.storage.writer import Writer

T = TypeVar("T")


class Store:
    """Reads and durable writes on one database, from any number of threads.

    `instruments` holds frozen instruments by fingerprint: they never change, so what
    was read once is kept.
    """

    def __init__(self, engines: Engines) -> None:
        self.engines = engines
        self.instruments: dict[str, Instrument] = {}
        self._writer = _make_writer(engines)
        self._closed = False

    def write(self, job: Callable[[Connection], T]) -> T:
        """Run a job in a transaction; return after a commit that survives a crash.

        The job writes on the connection it is given, and nowhere else: if it raises,
        nothing of it stays.

        Raises:
            NotSavedError: the database could not write.
            StoreClosedError: the store was closed before.
        """
        return self._writer.write(job)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend a connection that sees one moment and cannot write."""
        if self._closed:
            raise StoreClosedError
        with self.engines.reading.connect() as connection:
            yield connection

    def close(self) -> None:
        """Finish the writes that wait, then close all connections."""
        self._closed = True
        self._writer.close()
        self.engines.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _make_writer(engines: Engines) -> Writer:
    if engines.writing.dialect.name == "sqlite":
        return GroupWriter(engines.writing)
    return DirectWriter(engines.writing)


def open_store(source: Settings | str, *, durable: bool | None = None) -> Store:
    """Open the database of some settings, or at an address.

    An empty database is given its tables. `durable=False` leaves out the check of
    the settings that make a commit survive a crash: for tests and rehearsals.

    Raises:
        UnsafeDatabaseError: a crash could lose what was saved.
        SchemaError: the tables are not those of this version.
    """
    if durable is None:
        durable = source.durable if isinstance(source, Settings) else True
    engines = make_engines(_find_address(source))
    try:
        _ensure_usable(engines, durable=durable)
    except BaseException:
        engines.dispose()
        raise
    return Store(engines)


def upgrade_database(source: Settings | str) -> tuple[str | None, str]:
    """Bring the tables of a database to this version; name the revisions, old and new.

    All of it happens or nothing.
    """
    engines = make_engines(_find_address(source))
    try:
        return upgrade(engines.writing)
    finally:
        engines.dispose()


def name_database(source: Settings | str) -> str:
    """Name a database for people, without its password."""
    return make_url(_find_address(source)).render_as_string(hide_password=True)


def _find_address(source: Settings | str) -> str:
    return source.database if isinstance(source, Settings) else source


def _ensure_usable(engines: Engines, *, durable: bool) -> None:
    if durable:
        with engines.writing.connect() as connection:
            ensure_durable(connection)
    ensure_current(engines.writing)
