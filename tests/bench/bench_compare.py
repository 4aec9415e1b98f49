"""How fast and how heavy the pages of comparison are, beside the bare query.

Run as a script: `python tests/bench/bench_compare.py`. A page goes through the whole
application, without a server; the bare query reads the scorecards that it rests on, as
the store gives them. Both are taken in turns in one process.
"""

from __future__ import annotations

import html
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from meter.records import Account, Round
    from meter.storage import Store

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

MOST_RATIO = 4.0
BYTES_OF = {200: 300_000, 5_000: 1_000_000}
"""By units the most bytes of a page with all its figures, uncompressed."""

TURNS = 5
FIGURE = re.compile(r'data-figure="([^"]+)"')
WAYS = (
    "",
    "?order=alike",
    "/answers",
    "/groups?by=region",
    "/plane",
    "/ranks",
    "/published",
    "/movement",
    "/restated?as=arithmetic",
)
OF_TWO = {"/movement"}
"""Pages that rest on the scorecards of two rounds."""


@dataclass(frozen=True)
class Result:
    """What one page came to; times in milliseconds are medians over the turns.

    Attributes:
        bare: the query alone.
        first: the first view since the server started, which loads code and templates.
        cold: nothing kept of the round, as after a submission.
        page: with what was kept of the former view.
    """

    units: int
    way: str
    bare: float
    first: float
    cold: float
    page: float
    size: int
    figures: int

    @property
    def ratio(self) -> float:
        """How the page stands to the bare query."""
        return self.page / self.bare

    @property
    def cold_ratio(self) -> float:
        """How the page stands to the bare query after a submission."""
        return self.cold / self.bare

    @property
    def is_within_bounds(self) -> bool:
        """Tell whether the page is fast and light enough."""
        return (
            max(self.ratio, self.cold_ratio) <= MOST_RATIO
            and self.size + self.figures <= BYTES_OF[self.units]
        )


def main() -> list[Result]:
    """Measure, print and return."""
    tell(
        "units, page, bare ms, first ms, cold ms, ratio, ms, ratio, page kB, figures kB"
    )
    results = [one for units in BYTES_OF for one in measure_room(units)]
    for one in results:
        tell(
            f"{one.units:5}  /compare{one.way:19} {one.bare:6.0f} {one.first:8.0f}"
            f" {one.cold:6.0f} {one.cold_ratio:6.2f}"
            f" {one.page:6.0f} {one.ratio:6.2f} {one.size / 1000:8.0f}"
            f" {one.figures / 1000:8.0f}"
        )
    return results


def tell(line: str) -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{line}\n")


def measure_room(units: int) -> list[Result]:
    """Measure every page of a round of so many units."""
    from meter.fieldwork import accounts
    from meter.settings import Settings
    from tests.crowd import BEGINNING, fill_round
    from webapp import create_app

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder), database_url=None))
        store = app.extensions["meter"].store
        owner = accounts.add_account(store, "bench@example.org", "Bench", BEGINNING)
        former = fill_round(store, owner.id, units, "former")
        asked = fill_round(store, owner.id, units)
        publish(store, asked)
        client = enter(app.test_client(), store, owner)
        found = [
            measure_way(store, client, (former, asked), units, way) for way in WAYS
        ]
        store.close()
    return found


def publish(store: Store, asked: Round) -> None:
    """Let something be published about every unit."""
    from meter.comparison.published import keep_figures
    from meter.fieldwork.units import list_units
    from tests.crowd import BEGINNING

    values = {unit.id: (unit.id % 100) / 100 for unit in list_units(store, asked.id)}
    keep_figures(store, asked.id, {"EGDI": values}, BEGINNING)


def enter(client: FlaskClient, store: Store, owner: Account) -> FlaskClient:
    """Sign the organiser in."""
    from meter.fieldwork import sessions
    from webapp.current import utc_now
    from webapp.staff.accounts import SESSION

    token = sessions.start_session(store, utc_now(), account_id=owner.id)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = owner.uniquifier, True
        session[SESSION] = token
    return client


def measure_way(
    store: Store,
    client: FlaskClient,
    rounds: tuple[Round, Round],
    units: int,
    way: str,
) -> Result:
    """Measure one page: first, then cold and warm in turns with the bare query."""
    from meter.comparison.shelf import shelf_of
    from meter.storage.repository.scorecards import list_scorecards

    address = f"/organise/{rounds[1].key}/compare{way}"
    read = rounds if way in OF_TWO else rounds[1:]

    def ask_bare() -> None:
        for one in read:
            with store.read() as connection:
                list_scorecards(connection, one.id)

    def ask_page() -> None:
        if client.get(address).status_code != 200:
            raise UnexpectedReplyError(address)

    def ask_cold() -> None:
        shelf_of(store).clear()
        ask_page()

    first = clock(ask_cold)
    jobs = ask_bare, ask_cold, ask_page
    turns = [[clock(job) for job in jobs] for _ in range(TURNS)]
    bare, cold, warm = map(statistics.median, zip(*turns, strict=True))
    reply = client.get(address)
    figures = [html.unescape(one) for one in FIGURE.findall(reply.text)]
    return Result(
        units,
        way,
        bare,
        first,
        cold,
        warm,
        len(reply.data),
        sum(len(client.get(one).data) for one in figures),
    )


def clock(job: Callable[[], None]) -> float:
    """Take the time of a job in milliseconds."""
    start = time.perf_counter()
    job()
    return 1000 * (time.perf_counter() - start)


class UnexpectedReplyError(Exception):
    """A page was not served."""


if __name__ == "__main__":
    sys.exit(0 if all(one.is_within_bounds for one in main()) else 1)
