"""How fast a section page is served, beside a bare page, and how heavy pages are.

Run as a script: `python tests/bench/bench_pages.py`. Both applications are served by
waitress with the same threads, each in a process of its own, and loaded in turns.
"""

from __future__ import annotations

import datetime as dt
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from instruments import Instrument

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

LEAST_RATIO = 0.35
FIRST_LOAD_BYTES = 40 * 1024
LATER_PAGE_BYTES = 12 * 1024

SECTIONS, ITEMS, LEVELS = 5, 20, ("none", "planned", "partly", "mostly", "fully")
CONNECTIONS, THREADS = 32, 8
TURNS, SECONDS_A_TURN = 5, 1.5

SERVER = """
import logging, sys, waitress
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
sys.path.insert(0, {root!r})
{make}
server = waitress.create_server(app, host="127.0.0.1", port=0, threads={threads})
print(server.effective_port, flush=True)
server.run()
"""

BARE = """
from flask import Flask
app = Flask("bare")
app.add_url_rule("/", view_func=lambda: "hello", endpoint="hello")
"""

OURS = """
from meter.settings import Settings
from webapp import create_app
app = create_app(Settings(data={data!r}))
"""


@dataclass(frozen=True)
class Result:
    """What was measured; requests a second are medians over the turns."""

    bare: float
    page: float
    first_load: int
    later_page: int

    @property
    def ratio(self) -> float:
        """How the page stands to the bare one."""
        return self.page / self.bare

    @property
    def is_within_bounds(self) -> bool:
        """Tell whether the page is fast and light enough."""
        return (
            self.ratio >= LEAST_RATIO
            and self.first_load <= FIRST_LOAD_BYTES
            and self.later_page <= LATER_PAGE_BYTES
        )


def main() -> Result:
    """Measure, print and return."""
    with tempfile.TemporaryDirectory() as folder:
        path, token = prepare(Path(folder))
        with Served(BARE) as bare, Served(OURS.format(data=folder)) as ours:
            cookie = enter(ours.port, token)
            runs = [
                (measure(bare.port, "/"), measure(ours.port, path, cookie))
                for _ in range(TURNS)
            ]
            first_load, later_page = weigh(ours.port, path, cookie)
    result = Result(
        statistics.median(run[0] for run in runs),
        statistics.median(run[1] for run in runs),
        first_load,
        later_page,
    )
    tell(f"bare Flask page           {result.bare:8.0f} requests/s")
    tell(f"section page of {ITEMS} items  {result.page:8.0f} requests/s")
    tell(f"ratio                     {result.ratio:8.2f} (at least {LEAST_RATIO})")
    tell(f"first load                {first_load:8} bytes (most {FIRST_LOAD_BYTES})")
    tell(f"later pages               {later_page:8} bytes (most {LATER_PAGE_BYTES})")
    return result


def tell(line: str) -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{line}\n")


def prepare(folder: Path) -> tuple[str, str]:
    """Fill a store with one answered response; give its page and its token."""
    from meter.fieldwork import accounts, invitations, responses, rounds, units
    from meter.settings import Settings
    from meter.storage import open_store

    at = dt.datetime.now(dt.UTC)  # noqa: TID251  (a script)
    store = open_store(Settings(data=folder))
    owner = accounts.add_account(store, "bench@example.org", "Bench", at).id
    made = rounds.draft_round(store, owner, "bench", "Bench", make_instrument(), at=at)
    rounds.open_round(store, made.id, at)
    unit = units.save_unit(store, owner, "Bench City", {}, at)
    invitation, token = invitations.invite(
        store, made.id, unit.id, "Bench", "bench@example.org", at=at
    )
    answers = {
        f"s{section}_{item}": LEVELS[(section + item) % len(LEVELS)]
        for section in range(SECTIONS)
        for item in range(ITEMS)
    }
    responses.save_answers(
        store, invitation.response_id, answers, {}, by="Bench", at=at
    )
    store.close()
    return f"/answer/{invitation.response_id}/sections/s1", token


def make_instrument() -> Instrument:
    """Make an instrument of 100 items in five sections."""
    from instruments import Instrument

    options = [
        {"code": code, "say": code.capitalize(), "points": points}
        for points, code in enumerate(LEVELS)
    ]
    sections = [
        {
            "key": f"s{section}",
            "title": f"Section {section}",
            "items": [
                {
                    "key": f"s{section}_{item}",
                    "ask": f"The city does thing {item} of kind {section} as needed.",
                    "help": "Shown by a **written** record of the last twelve months.",
                    "scale": "extent",
                }
                for item in range(ITEMS)
            ],
        }
        for section in range(SECTIONS)
    ]
    extent = {"allow": ["not_applicable", "dont_know"], "options": options}
    return Instrument.model_validate(
        {
            "key": "bench",
            "version": "1",
            "title": "Bench",
            "language": "en",
            "scales": {"extent": extent},
            "sections": sections,
        }
    )


class Served:
    """An application under waitress in a process of its own."""

    def __init__(self, make: str) -> None:
        script = SERVER.format(root=str(ROOT), make=make, threads=THREADS)
        self.process = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
        )
        self.port = 0

    def __enter__(self) -> Self:
        line = self.process.stdout.readline() if self.process.stdout else ""
        self.port = int(line)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def enter(port: int, token: str) -> str:
    """Open the session of an invitation; give its cookie."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/join/{token}")
    reply = connection.getresponse()
    found = re.search(r'name="csrf_token" value="([^"]+)"', reply.read().decode())
    cookie = (reply.getheader("Set-Cookie") or "").split(";")[0]
    connection.request(
        "POST",
        f"/join/{token}",
        f"csrf_token={found[1] if found else ''}",
        {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
    )
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return (reply.getheader("Set-Cookie") or cookie).split(";")[0]


def measure(port: int, path: str, cookie: str = "") -> float:
    """Count the requests a second over a few kept connections."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
        f"Cookie: {cookie}\r\n\r\n"
    ).encode()
    counts = [0] * CONNECTIONS
    end = time.monotonic() + SECONDS_A_TURN

    def load(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            while time.monotonic() < end:
                line.sendall(request)
                read_reply(line)
                counts[number] += 1

    threads = [
        threading.Thread(target=load, args=(number,)) for number in range(CONNECTIONS)
    ]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - start)


def read_reply(line: socket.socket) -> bytes:
    """Read one reply with a content length; it must be a 200."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += line.recv(65536)
    head, body = data.split(b"\r\n\r\n", 1)
    if not head.startswith(b"HTTP/1.1 200"):
        raise UnexpectedReplyError(head.decode())
    found = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    length = int(found[1]) if found else 0
    while len(body) < length:
        body += line.recv(65536)
    return body


class UnexpectedReplyError(Exception):
    """A page was not served."""


def weigh(port: int, path: str, cookie: str) -> tuple[int, int]:
    """Count the compressed bytes of a first load and of the page alone.

    The first time a browser also fetches the service worker and the files it names.
    """
    import gzip

    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    connection = HTTPConnection("127.0.0.1", port)

    def fetch(address: str) -> bytes:
        connection.request("GET", address, headers=headers)
        return connection.getresponse().read()

    def list_files(content: bytes) -> set[str]:
        return set(re.findall(r'"(/static/[^"]+)"', gzip.decompress(content).decode()))

    page = fetch(path)
    files = list_files(page)
    for worker in [one for one in files if "/worker." in one]:
        files |= list_files(fetch(worker))
    total = len(page) + sum(len(fetch(file)) for file in files)
    connection.close()
    return total, len(page)


if __name__ == "__main__":
    sys.exit(0 if main().is_within_bounds else 1)
