"""How long a save takes while 200 delegates save at once, on both databases.

Run by `make bench`, or alone: python tests/bench/bench_autosave.py
The server is `meter serve` as it comes. Each delegate saves an answer every 1.2 s on
average, which is 100,000 saves in ten minutes of the whole room.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

if __name__ == "__main__":
    root = Path(__file__).parents[2]
    sys.path[:0] = [str(root), str(root / "tests/servers")]

from bench_pages import ITEMS, LEVELS, SECTIONS, enter, make_instrument

from meter.fieldwork import accounts, delegates, invitations, rounds, units
from meter.storage import open_store
from postgres_server import SAFE, PostgresServer, find_binaries
from tests.trust.killing.server import serve

UNITS = 40
SAVES_EACH = 100
PAUSE_SECONDS = 1.2
MOST_P95_MS = 300
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Delegate:
    """A person who answers one section of a response, one question after the other."""

    link: str
    response_id: int
    section: int
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def work(self, port: int) -> None:
        """Come in, open the section, and save with pauses."""
        cookie = enter(port, self.link)
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        address = f"/answer/{self.response_id}/sections/s{self.section}"
        line.request("GET", address, headers={"Cookie": cookie})
        found = TOKEN.search(line.getresponse().read().decode())
        headers = {
            "Cookie": cookie,
            "Content-Type": "application/json",
            "X-CSRFToken": found[1] if found else "",
        }
        chance = random.Random(self.link)
        for number in range(SAVES_EACH):
            time.sleep(chance.uniform(0, 2 * PAUSE_SECONDS))
            self._save(line, headers, number)
        line.close()

    def _save(self, line: HTTPConnection, headers: dict[str, str], number: int) -> None:
        turn, place = divmod(number, ITEMS)
        item = f"s{self.section}_{place}"
        body = {
            "operation": f"{self.section}-{number}",
            "answers": {item: {"texts": [LEVELS[turn % len(LEVELS)]]}},
            "seen": {item: turn},
        }
        began = time.perf_counter()
        address = f"/answer/{self.response_id}/save"
        line.request("POST", address, json.dumps(body), headers)
        reply = line.getresponse()
        text = reply.read().decode()
        self.seconds.append(time.perf_counter() - began)
        if reply.status != 200 or json.loads(text)["saved"].get(item) != turn + 1:
            self.errors.append(f"{reply.status} {text[:120]}")


def prepare(url: str) -> list[Delegate]:
    """Open a round of forty cities, each with a delegate for each of five sections."""
    at = dt.datetime.now(dt.UTC)  # noqa: TID251  (a script)
    with open_store(url) as store:
        owner = accounts.add_account(store, "bench@example.org", "Bench", at).id
        instrument = make_instrument()
        made = rounds.draft_round(store, owner, "bench", "Bench", instrument, at=at)
        rounds.open_round(store, made.id, at)
        room = []
        for number in range(UNITS):
            unit = units.save_unit(store, owner, f"City {number}", {}, at)
            focal, _link = invitations.invite(
                store, made.id, unit.id, "Focal", f"f{number}@example.org", at
            )
            for section in range(SECTIONS):
                email = f"d{number}.{section}@example.org"
                one, link = delegates.invite_delegate(
                    store, focal, f"D{section}", email, [f"s{section}"], at
                )
                room.append(Delegate(link, one.response_id, section))
        return room


@dataclass(frozen=True)
class Result:
    """What the room met: saves, those that failed, and how long they took."""

    saves: int
    errors: list[str]
    a_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float


def measure(url: str, folder: Path) -> Result:
    """Let the room save over a database."""
    room = prepare(url)
    with (
        serve(folder, METER_DATABASE_URL=url) as server,
        ThreadPoolExecutor(len(room)) as threads,
    ):
        began = time.perf_counter()
        list(threads.map(lambda one: one.work(server.port), room))
        took = time.perf_counter() - began
    seconds = [one for delegate in room for one in delegate.seconds]
    cuts = statistics.quantiles(seconds, n=100)
    return Result(
        len(seconds),
        [error for delegate in room for error in delegate.errors],
        len(seconds) / took,
        *(1000 * cuts[place] for place in (49, 94, 98)),
    )


def report(name: str, result: Result) -> bool:
    """Write what was measured; tell whether it is within the bounds."""
    sys.stdout.write(
        f"{UNITS * SECTIONS} delegates on {name}: {result.saves:,} saves,"
        f" {result.a_second:.0f} a second, {len(result.errors)} errors;"
        f" p50 {result.p50_ms:.0f} ms, p95 {result.p95_ms:.0f} ms"
        f" (most {MOST_P95_MS}), p99 {result.p99_ms:.0f} ms\n"
    )
    for error in result.errors[:5]:
        sys.stdout.write(f"  {error}\n")
    return not result.errors and result.p95_ms <= MOST_P95_MS


def main() -> int:
    """Measure on SQLite and on a PostgreSQL that survives a crash."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'meter.sqlite'}"
        sound = report("SQLite", measure(url, folder))
    binaries = find_binaries()
    if binaries is None:
        sys.stdout.write("PostgreSQL is not installed; nothing was measured on it\n")
        return 1
    with (
        TemporaryDirectory() as name,
        PostgresServer.started(binaries, SAFE) as server,
        server.database() as url,
    ):
        sound = report("PostgreSQL", measure(url, Path(name))) and sound
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
