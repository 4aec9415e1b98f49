"""The server killed in the middle of saves has lost nothing that it acknowledged."""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from tests.trust.ledger import ITEM, Ledger, prepare, read_stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLS = 20
GONE = (URLError, http.client.HTTPException, ConnectionError)
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run the server that a user runs; it is ready when this begins."""
    server = subprocess.Popen(
        [sys.executable, "-m", "meter", "serve", "--port", str(port)],
        env={**os.environ, "METER_DATA": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with server:
        assert server.stdout is not None
        assert any("Ctrl-C" in line for line in server.stdout)
        yield server
        server.kill()


@dataclass
class Delegate:
    """A browser that came in by a link and saves a growing number without end.

    After the line was cut it sends the save that it is not sure of once more.
    """

    base: str
    response_id: int
    ledger: Ledger
    number: int = 0
    revision: int = 0

    def __post_init__(self) -> None:
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self._csrf = ""

    def join(self, token: str) -> None:
        """Come in by the link's button, and open the page with the item."""
        address = f"{self.base}/join/{token}"
        form = urlencode({"csrf_token": self._find_token(address)}).encode()
        self._open(address, form, timeout=20).close()
        page = f"{self.base}/answer/{self.response_id}/sections/all"
        self._csrf = self._find_token(page)

    def save_on(self) -> None:
        """Save until the server is gone."""
        while True:
            self.ledger.note(f"try {self.response_id} {self.number + 1}")
            try:
                reply = self._save(self.number + 1)
            except GONE:
                return
            assert ITEM in reply["saved"], reply
            self.number += 1
            self.revision = reply["saved"][ITEM]
            self.ledger.note(f"ack {self.response_id} {self.number}")

    def _save(self, number: int) -> Any:
        body = {
            "operation": f"save {number}",
            "answers": {ITEM: {"texts": [str(number)]}},
            "seen": {ITEM: self.revision},
        }
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._csrf}
        address = f"{self.base}/answer/{self.response_id}/save"
        request = Request(address, json.dumps(body).encode(), headers)  # noqa: S310
        with self._open(request, timeout=20) as reply:
            return json.load(reply)

    def _find_token(self, address: str) -> str:
        with self._open(address, timeout=20) as reply:
            found = TOKEN.search(reply.read().decode())
        assert found is not None
        return found[1]


def save_until(
    server: subprocess.Popen[str], delegates: list[Delegate], acknowledgements: int
) -> None:
    """Let all delegates save at once, and kill the server after so many."""
    ledger = delegates[0].ledger
    threads = [threading.Thread(target=one.save_on) for one in delegates]
    for thread in threads:
        thread.start()
    while ledger.acknowledgements < acknowledgements and any(
        thread.is_alive() for thread in threads
    ):
        threads[0].join(0.001)
    server.send_signal(signal.SIGKILL)
    for thread in threads:
        thread.join()
    assert ledger.acknowledgements >= acknowledgements


@pytest.fixture
def delegates(tmp_path: Path) -> list[Delegate]:
    url = f"sqlite:///{tmp_path / 'meter.sqlite'}"
    base, ledger = f"http://127.0.0.1:{free_port()}", Ledger()
    links = prepare(url)
    found = [Delegate(base, response_id, ledger) for response_id in links]
    with serving(tmp_path, int(base.rpartition(":")[2])):
        for delegate in found:
            delegate.join(links[delegate.response_id])
    return found


def test_nothing_acknowledged_is_lost_in_20_kills_of_the_server(
    tmp_path: Path, delegates: list[Delegate]
) -> None:
    chance = random.Random(6)
    ledger = delegates[0].ledger
    port = int(delegates[0].base.rpartition(":")[2])
    url = f"sqlite:///{tmp_path / 'meter.sqlite'}"

    for _ in range(KILLS):
        with serving(tmp_path, port) as server:
            more = ledger.acknowledgements + chance.randint(50, 150)
            save_until(server, delegates, more)
        stored = read_stored(url, [one.response_id for one in delegates])
        assert ledger.list_faults(stored) == []

    assert ledger.acknowledgements >= KILLS * 50
