"""The server, killed in the middle of saving, has lost nothing it acknowledged."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.clock import utc_now
from meter.fieldwork import accounts, invitations, rounds, units
from meter.storage import open_store
from tests.trust.killing.delegate import Delegate
from tests.trust.killing.disk import tmp_path
from tests.trust.killing.ledger import Ledger, read_steps
from tests.trust.killing.server import EARLY_METER, METER, serve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.trust.killing.server import Server

ITEMS = ("streets", "offices")
DOCUMENT = {
    "key": "counter",
    "version": "1",
    "title": "Counter",
    "language": "en",
    "sections": [
        {
            "key": "all",
            "title": "All",
            "items": [
                {"key": key, "type": "number", "ask": f"How many {key}?"}
                for key in ITEMS
            ],
        }
    ],
}
PATIENCE_SECONDS = 60
KILLS = 8
"""Enough to catch a server that acknowledges too early; long tests kill 200 times."""

__all__ = ["tmp_path"]


def prepare(folder: Path, ledger: Ledger) -> list[Delegate]:
    """Open a round of two cities, each with two delegates on the same response."""
    at = utc_now()
    with open_store(f"sqlite:///{folder / 'meter.sqlite'}") as store:
        owner = accounts.add_account(store, "o@example.org", "O", at)
        instrument = Instrument.model_validate(DOCUMENT)
        asked = rounds.draft_round(store, owner.id, "load", "Load", instrument, at=at)
        rounds.open_round(store, asked.id, at)
        delegates = []
        for city in ("North", "South"):
            unit = units.save_unit(store, owner.id, city, {}, at)
            for item in ITEMS:
                email = f"{city}.{item}@example.org"
                sent, link = invitations.invite(
                    store, asked.id, unit.id, item, email, at
                )
                delegates.append(Delegate(link, sent.response_id, item, ledger))
    return delegates


def kill_under_load(
    server: Server, delegates: list[Delegate], acknowledgements: int
) -> None:
    """Let all save at once; kill the server after so many acknowledgements."""
    ledger = delegates[0].ledger
    goal = ledger.acknowledgements + acknowledgements
    deadline = time.monotonic() + PATIENCE_SECONDS
    with ThreadPoolExecutor(len(delegates)) as pool:
        saving = [pool.submit(one.save_on, server.port) for one in delegates]
        while ledger.acknowledgements < goal and time.monotonic() < deadline:
            time.sleep(0.002)
        server.kill()
        for one in saving:
            one.result()


def kill_often(
    folder: Path, kills: int, seed: int, program: Sequence[str] = METER
) -> tuple[Ledger, list[str]]:
    """Kill a server again and again over one folder; stop at the first fault."""
    chance = random.Random(seed)
    ledger = Ledger()
    delegates = prepare(folder, ledger)
    places = [(one.response_id, one.item) for one in delegates]
    for _ in range(kills):
        with serve(folder, program) as server:
            for one in delegates:
                if not one.token:
                    one.join(server.port)
            kill_under_load(server, delegates, chance.randint(50, 120))
        faults = ledger.list_faults(read_steps(folder, places))
        if faults:
            return ledger, faults
    return ledger, []


def test_nothing_acknowledged_is_lost_in_8_kills(tmp_path: Path) -> None:
    ledger, faults = kill_often(tmp_path, KILLS, seed=1)

    assert faults == []
    assert ledger.acknowledgements >= 400
    assert len(ledger.sent) == 4


@pytest.mark.long
def test_nothing_acknowledged_is_lost_in_200_kills(tmp_path: Path) -> None:
    ledger, faults = kill_often(tmp_path, 200, seed=2)

    assert faults == []
    assert ledger.acknowledgements >= 10_000


def test_a_server_that_acknowledges_too_early_is_caught(tmp_path: Path) -> None:
    _, faults = kill_often(tmp_path, KILLS, seed=3, program=EARLY_METER)

    assert "was acknowledged as" in faults[0]


def test_the_log_of_a_killed_server_holds_no_link(tmp_path: Path) -> None:
    delegates = prepare(tmp_path, Ledger())

    with serve(tmp_path) as server:
        for one in delegates:
            one.join(server.port)
        kill_under_load(server, delegates, 20)

    log = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert [one.link for one in delegates if one.link in log] == []


def test_the_ledger_sees_what_is_lost_changed_repeated_or_invented() -> None:
    ledger, place = Ledger(), (1, "streets")
    for number in (1, 2, 3):
        ledger.note_sent(place, number)
        ledger.note_acknowledged(place, number, number)
    ledger.note_sent(place, 4)

    def judge(*steps: tuple[int, float]) -> bool:
        return ledger.list_faults({place: list(steps)}) == []

    assert judge((1, 1), (2, 2), (3, 3))
    assert judge((1, 1), (2, 2), (3, 3), (4, 4))
    assert not judge((1, 1), (2, 2))
    assert not judge((1, 1), (2, 2), (3, 5))
    assert not judge((1, 1), (2, 2), (3, 3), (4, 3))
    assert not judge((1, 1), (2, 2), (3, 3), (4, 4), (5, 5))
    assert not judge()
