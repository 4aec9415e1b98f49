"""A program killed in the middle of saving has lost nothing that it acknowledged."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.killing.disk import tmp_path
from tests.trust.ledger import Ledger, prepare, read_stored

SAVER = Path(__file__).with_name("saver.py")
KILLS = 8
"""Enough to catch a program that acknowledges too early; long tests kill 200 times."""

__all__ = ["tmp_path"]


def run_and_kill(
    url: str, response_ids: list[int], ledger: Ledger, lines: int, *options: str
) -> None:
    """Let the saver say so many lines, kill it, and note all that it said."""
    command = [sys.executable, str(SAVER), url, *map(str, response_ids), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as saver:
        assert saver.stdout is not None
        for number, line in enumerate(saver.stdout):
            ledger.note(line)
            if number == lines:
                saver.send_signal(signal.SIGKILL)
    assert saver.returncode == -signal.SIGKILL


def kill_often(url: str, kills: int, seed: int) -> Ledger:
    """Kill a saving program again and again; look after each time."""
    chance = random.Random(seed)
    ledger = Ledger()
    response_ids = list(prepare(url))
    for _ in range(kills):
        run_and_kill(url, response_ids, ledger, chance.randint(80, 400))
        assert ledger.list_faults(read_stored(url, response_ids)) == []
    return ledger


def test_nothing_acknowledged_is_lost_in_8_kills(sqlite_url: str) -> None:
    ledger = kill_often(sqlite_url, KILLS, seed=1)

    assert ledger.acknowledgements >= 400


def test_nothing_acknowledged_is_lost_on_postgresql(postgres_url: str) -> None:
    ledger = kill_often(postgres_url, 3, seed=2)

    assert ledger.acknowledgements >= 100


@pytest.mark.long
def test_nothing_acknowledged_is_lost_in_200_kills(sqlite_url: str) -> None:
    ledger = kill_often(sqlite_url, 200, seed=3)

    assert ledger.acknowledgements >= 10_000


def test_a_program_that_acknowledges_too_early_is_caught(sqlite_url: str) -> None:
    chance = random.Random(4)
    ledger = Ledger()
    response_ids = list(prepare(sqlite_url))

    faults: list[str] = []
    for _ in range(KILLS):
        run_and_kill(
            sqlite_url, response_ids, ledger, chance.randint(80, 400), "--early"
        )
        faults = ledger.list_faults(read_stored(sqlite_url, response_ids))
        if faults:
            break

    assert "was acknowledged" in faults[0]


def test_an_invented_answer_is_caught() -> None:
    ledger = Ledger()
    ledger.note("try 1 5")

    assert ledger.list_faults({1: 5}) == []
    assert "was tried last" in ledger.list_faults({1: 6})[0]


@pytest.fixture
def torn_copies(sqlite_url: str, tmp_path: Path) -> tuple[Path, int]:
    """Cut copies of a log at random places, as a power cut may; give what is whole."""
    response_ids = list(prepare(sqlite_url))
    run_and_kill(sqlite_url, response_ids, Ledger(), 300)
    return tmp_path, response_ids[0]


def test_a_log_cut_anywhere_opens_at_an_earlier_commit(
    torn_copies: tuple[Path, int], sqlite_url: str
) -> None:
    folder, response_id = torn_copies
    file = folder / "meter.sqlite"
    log = file.with_name("meter.sqlite-wal").read_bytes()
    kept = file.read_bytes()
    whole = read_stored(sqlite_url, [response_id])[response_id]
    chance = random.Random(5)

    counted = [
        _count_in_copy(folder, kept, log[: chance.randint(0, len(log))], response_id)
        for _ in range(50)
    ]

    assert max(counted) <= whole
    assert min(counted) < whole


def _count_in_copy(folder: Path, file: bytes, log: bytes, response_id: int) -> int:
    """Open a copy with a log cut short; it has to be sound, and give its count."""
    copy = folder / "copy.sqlite"
    copy.write_bytes(file)
    copy.with_name("copy.sqlite-wal").write_bytes(log)
    copy.with_name("copy.sqlite-shm").unlink(missing_ok=True)
    connection = sqlite3.connect(copy)
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        assert verdict == "ok"
        query = "SELECT count(*) FROM changes WHERE response_id = ?"
        (steps,) = connection.execute(query, (response_id,)).fetchone()
        stored = "SELECT revision FROM answers WHERE response_id = ?"
        row = connection.execute(stored, (response_id,)).fetchone()
    except sqlite3.OperationalError:
        # Cut so early that the tables are not there yet.
        return 0
    finally:
        connection.close()
    assert steps == (row[0] if row else 0)
    return int(steps)
