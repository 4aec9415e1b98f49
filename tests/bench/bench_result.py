"""How fast the result of a city is, beside the bare query of its data.

Run as a script: `python tests/bench/bench_result.py`. The page goes through the whole
application, without a server, over the sample workshop: peers, knowledge space,
twinning and a former round are all there. The bare query reads the rows that the page
rests on, as the store gives them, and makes nothing of them. Both are taken in turns in
one process, in processor time, so that what else the machine does counts little.

Before each first view the response is taken back and submitted again. It is cold where
nobody has studied it, and nothing is kept of the other rounds either; else the thread
of `meter serve` has made the study at submission.
"""

from __future__ import annotations

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

    from flask import Flask
    from flask.testing import FlaskClient

    from meter.records import Invitation, Round
    from meter.storage import Store

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

MOST_RATIO = 3.0
TURNS = 15
COLD_TURNS = 5
PATIENCE = 60.0
ROUNDS = ("sample-workshop", "sample-second-round")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Result:
    """What one page came to; times in milliseconds are medians over the turns.

    Attributes:
        bare: the query alone.
        study: what is worked out beside the pages after a submission.
        cold: the first view where nobody has studied the response, nothing kept.
        first: the first view after the study was made at submission.
        later: the view after it.
    """

    round: str
    bare: float
    study: float
    cold: float
    first: float
    later: float

    @property
    def is_within_bounds(self) -> bool:
        """Tell whether the page is fast enough once its study is made."""
        return max(self.first, self.later) <= MOST_RATIO * self.bare


def main() -> list[Result]:
    """Measure, print and return."""
    from meter.demo.prepare import prepare_demo
    from meter.fieldwork.rounds import find_round
    from meter.settings import Settings
    from webapp import create_app
    from webapp.current import utc_now

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder), database_url=None))
        store = app.extensions["meter"].store
        prepare_demo(store, utc_now())
        rounds = [find_round(store, key) for key in ROUNDS]
        results = [measure(app, store, asked) for asked in rounds if asked]
        store.close()
    tell("round, ms               bare  study    cold          first         later")
    for one in results:
        cold, first, later = (
            f"{view:7.1f} ({view / one.bare:4.1f})"
            for view in (one.cold, one.first, one.later)
        )
        tell(f"{one.round:20} {one.bare:7.1f} {one.study:6.0f} {cold} {first} {later}")
    tell(
        f"In brackets how many times the bare query; first, later at most {MOST_RATIO}."
    )
    return results


def tell(line: str) -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{line}\n")


def measure(app: Flask, store: Store, asked: Round) -> Result:
    """Measure the result of one city of a round, in turns with the bare query."""
    from meter.comparison.shelf import ROOMS, UNITS, shelf_of
    from webapp.studying import set_up_student

    client, invitation = enter(app, store, asked)
    address = f"/answer/{invitation.response_id}/result"
    student = set_up_student(app)
    student.start()

    def ask_bare() -> None:
        read_rows(store, invitation, asked)

    def ask_page() -> None:
        if client.get(address).status_code != 200:
            raise UnexpectedReplyError(address)

    def study() -> None:
        student.ask(invitation.response_id, invitation.id)
        student.wait(PATIENCE)

    def take_turn(*, is_cold: bool) -> list[float]:
        submit_again(store, invitation)
        shelf_of(store, UNITS).clear()
        if is_cold:
            shelf_of(store, ROOMS).clear()
        made = 0.0 if is_cold else clock(study)
        return [clock(ask_bare), made, clock(ask_page), clock(ask_page)]

    ask_page()
    cold = [take_turn(is_cold=True) for _ in range(COLD_TURNS)]
    turns = [take_turn(is_cold=False) for _ in range(TURNS)]
    student.stop()
    bare, made, first, later = map(statistics.median, zip(*turns, strict=True))
    nobody = statistics.median(turn[2] for turn in cold)
    return Result(asked.key, bare, made, nobody, first, later)


def submit_again(store: Store, invitation: Invitation) -> None:
    """Take a response back and submit it as it is."""
    from meter.fieldwork.accounts import list_accounts
    from meter.fieldwork.reopening import reopen
    from meter.fieldwork.submission import submit_response
    from webapp.current import utc_now

    response, by = invitation.response_id, list_accounts(store)[0]
    reopen(store, response, "To measure.", by, utc_now())
    submit_response(store, response, invitation.person_name, utc_now())


def enter(app: Flask, store: Store, asked: Round) -> tuple[FlaskClient, Invitation]:
    """Come in as a city that has submitted, by a fresh link."""
    from meter.fieldwork.invitations import list_invitations, reissue
    from meter.fieldwork.responses import list_responses
    from webapp.current import utc_now

    done = {one.id for one in list_responses(store, asked.id) if one.submitted_at}
    known = list_invitations(store, asked.id)
    invitation = next(
        one for one in known if one.response_id in done and one.revoked_at is None
    )
    made, token = reissue(store, invitation.id, utc_now())
    client = app.test_client()
    found = TOKEN.search(client.get(f"/join/{token}").text)
    proof = found[1] if found else ""
    client.post(f"/join/{token}", data={"csrf_token": proof})
    return client, made


def read_rows(store: Store, invitation: Invitation, asked: Round) -> None:
    """Read what the result of a city rests on, table by table."""
    from meter.fieldwork.responses import load_page, load_scorecard
    from meter.knowledge.offering import list_offered
    from meter.network.consents import list_consents, list_declared
    from meter.network.themes import list_scored_rounds
    from meter.network.twinnings import list_twinnings
    from meter.peers.seeing import look_at_spreads
    from meter.storage.repository import answers, responses, scorecards
    from meter.workshops.workshops import find_workshop_of

    sheet = load_page(store, invitation.response_id, invitation.id)
    load_scorecard(store, invitation.response_id)
    look_at_spreads(store, sheet)
    former = asked.former_round_id or sheet.former_round_id
    if former is not None:
        with store.read() as connection:
            before = responses.find_submitted(connection, former, sheet.unit.id)
            if before is not None:
                answers.load_answers(connection, before.id)
                scorecards.find_scorecard(connection, before.id)
    workshop = find_workshop_of(store, asked)
    if workshop is not None:
        list_offered(store, workshop.id, list(sheet.answers), sheet.unit.id)
        list_consents(store, workshop.id)
        list_declared(store, workshop.id)
        list_twinnings(store, workshop.id, sheet.unit.id)
        for one in list_scored_rounds(store, workshop):
            with store.read() as connection:
                scorecards.list_scorecards(connection, one.id)


def clock(job: Callable[[], None]) -> float:
    """Take the processor time of a job in milliseconds, on whatever thread."""
    start = time.process_time()
    job()
    return 1000 * (time.process_time() - start)


class UnexpectedReplyError(Exception):
    """A page was not served."""


if __name__ == "__main__":
    sys.exit(0 if all(one.is_within_bounds for one in main()) else 1)
