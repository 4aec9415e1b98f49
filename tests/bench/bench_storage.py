"""How fast the store is: saves a second, a round read into a frame, a page's query.

Run by `make bench`, or alone: python tests/bench/bench_storage.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import event

from instruments import Instrument, load_instrument
from instruments.model.items import ChoiceItem, MultipleItem
from meter.comparison.frames import round_answers, round_results
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.storage import open_store
from meter.storage.tables import metadata
from meter.storage.writer import DirectWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instruments import Answer
    from meter.records import AnswerSheet, Invitation, Round
    from meter.storage import Store

AT = datetime(2026, 11, 21, tzinfo=UTC)
ITEMS = 100
ANSWERS_A_SAVE = 20
CODES = ("none", "some", "half", "most", "full")
ROWS = 100_000
SLOW_COMMIT_SECONDS = 0.004
ONE_ANSWER_RATIO_MIN = 0.4
"""Saves of one answer with its history, against bare inserts with a commit each."""
WRITERS, WRITERS_P99_MS_MAX = 32, 50
READ_RATIO_MAX = 2.0
"""How much longer than a Parquet file a round may take to become a frame."""
COMPARISON_MS_MAX = 50


def make_instrument() -> Instrument:
    """Make an instrument of 100 items with five options each."""
    options = [
        {"code": code, "points": points, "say": code}
        for points, code in enumerate(CODES)
    ]
    items = [
        {"key": f"i{number}", "ask": f"Statement {number}", "scale": "extent"}
        for number in range(ITEMS)
    ]
    return Instrument.model_validate(
        {
            "key": "hundred",
            "version": "1",
            "title": "Hundred",
            "language": "en",
            "scales": {"extent": {"options": options}},
            "sections": [{"key": "all", "title": "All", "items": items}],
        }
    )


@dataclass(frozen=True)
class Field:
    """An open round with an invited unit a thread."""

    store: Store
    round: Round
    owner_id: int
    invitations: list[Invitation]


@contextmanager
def opened_field(people: int, instrument: Instrument | None = None) -> Iterator[Field]:
    """Open a round on SQLite in a folder of its own, of the hundred items or others."""
    with (
        TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder) / 'meter.sqlite'}") as store,
    ):
        owner = accounts.add_account(store, "o@example.org", "O", AT)
        drafted = rounds.draft_round(
            store, owner.id, "load", "Load", instrument or make_instrument(), at=AT
        )
        asked = rounds.open_round(store, drafted.id, AT)
        invited = [invite(store, owner.id, asked.id, n) for n in range(people)]
        yield Field(store, asked, owner.id, invited)


def invite(store: Store, owner_id: int, round_id: int, number: int) -> Invitation:
    """Add a unit to the round and invite somebody for it."""
    unit = units.save_unit(store, owner_id, f"Unit {number:06}", {}, AT)
    email = f"p{number}@example.org"
    return invitations.invite(store, round_id, unit.id, "P", email, AT)[0]


def save_often(field: Field, person: int, saves: int) -> list[float]:
    """Save 20 answers so many times; give the seconds of each save."""
    response_id = field.invitations[person].response_id
    seconds = []
    for number in range(saves):
        first = number % (ITEMS // ANSWERS_A_SAVE) * ANSWERS_A_SAVE
        code = CODES[number // (ITEMS // ANSWERS_A_SAVE) % len(CODES)]
        keys = [f"i{first + place}" for place in range(ANSWERS_A_SAVE)]
        seen = dict.fromkeys(keys, number // (ITEMS // ANSWERS_A_SAVE))
        began = time.perf_counter()
        receipt = responses.save_answers(
            field.store, response_id, dict.fromkeys(keys, code), seen, "P", AT
        )
        seconds.append(time.perf_counter() - began)
        assert len(receipt.saved) == ANSWERS_A_SAVE
    return seconds


@dataclass(frozen=True)
class Saving:
    """Saves of 20 answers by so many people at once."""

    people: int
    a_second: float
    p99_ms: float


def measure_saving(
    people: int, *, grouped: bool = True, commit_seconds: float = 0
) -> Saving:
    """Let people save at once, in grouped commits or in one for each save.

    `commit_seconds` makes every commit wait, as on a slower disk.
    """
    each = max(40, 800 // people) if not commit_seconds else 40
    with opened_field(people) as field:
        if not grouped:
            field.store._writer.close()
            field.store._writer = DirectWriter(field.store.engines.writing)
        if commit_seconds:
            engine = field.store.engines.writing
            event.listen(engine, "commit", lambda _: time.sleep(commit_seconds))
        began = time.perf_counter()
        with ThreadPoolExecutor(people) as threads:
            tries = threads.map(
                lambda person: save_often(field, person, each), range(people)
            )
            seconds = [one for person in tries for one in person]
        took = time.perf_counter() - began
    p99 = statistics.quantiles(seconds, n=100)[98]
    return Saving(people, len(seconds) / took, 1000 * p99)


def save_one_often(field: Field, person: int, saves: int) -> list[float]:
    """Save one answer so many times, as autosave does; give the seconds of each."""
    response_id = field.invitations[person].response_id
    seconds = []
    for number in range(saves):
        began = time.perf_counter()
        receipt = responses.save_answers(
            field.store,
            response_id,
            {"i0": CODES[number % len(CODES)]},
            {"i0": number},
            "P",
            AT,
            operation=f"{person}-{number}",
        )
        seconds.append(time.perf_counter() - began)
        assert receipt.saved == {"i0": number + 1}
    return seconds


def measure_one_answer(turns: int = 5) -> tuple[float, float]:
    """Measure saves of one answer a second: their ratio to bare commits, both new.

    In turns, so that both meet the same disk; medians.
    """
    found = []
    for _ in range(turns):
        bare = measure_raw_commits(1_000)
        with opened_field(1) as field:
            ours = 1_000 / sum(save_one_often(field, 0, 1_000))
        found.append((ours / bare, ours))
    ratio, a_second = (statistics.median(one) for one in zip(*found, strict=True))
    return ratio, a_second


def measure_writers() -> float:
    """Measure the p99 in milliseconds of one answer saved by 32 people at once."""
    with (
        opened_field(WRITERS) as field,
        ThreadPoolExecutor(WRITERS) as threads,
    ):
        tries = threads.map(lambda one: save_one_often(field, one, 100), range(WRITERS))
        seconds = [one for person in tries for one in person]
    return 1000 * statistics.quantiles(seconds, n=100)[98]


def measure_raw_commits(commits: int = 2_000) -> float:
    """Count the bare inserts and commits that one connection makes a second."""
    with opened_field(1) as field:
        connection = field.store.engines.writing.raw_connection()
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE bare (n INTEGER)")
        began = time.perf_counter()
        for number in range(commits):
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("INSERT INTO bare VALUES (?)", (number,))
            cursor.execute("COMMIT")
        took = time.perf_counter() - began
        connection.close()
    return commits / took


def fill_round(field: Field, rows: int) -> None:
    """Fill the round with submitted responses of random codes."""
    rng = np.random.default_rng(1)
    codes = rng.integers(8, 8 + len(CODES), (rows, ITEMS), dtype=np.uint8)
    meaning = make_instrument().meaning

    def job(connection: Any) -> None:
        tables = metadata.tables
        numbers = range(10_000, 10_000 + rows)
        connection.execute(
            tables["units"].insert(),
            [
                {
                    "id": number,
                    "owner_id": field.owner_id,
                    "name": f"Unit {number:06}",
                    "profile": {},
                    "created_at": AT,
                }
                for number in numbers
            ],
        )
        connection.execute(
            tables["responses"].insert(),
            [
                {
                    "round_id": field.round.id,
                    "unit_id": number,
                    "started_at": AT,
                    "submitted_at": AT,
                    "submitted_by": "P",
                    "coded": codes[place].tobytes(),
                    "coded_meaning": meaning,
                }
                for place, number in enumerate(numbers)
            ],
        )

    field.store.write(job)


def measure_least(work: Callable[[], object], times: int = 7) -> float:
    """Measure the least seconds of several runs: the one least disturbed."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


@dataclass(frozen=True)
class Reading:
    """Seconds to a frame of 100,000 responses of 100 answers."""

    from_store: float
    from_parquet: float

    @property
    def ratio(self) -> float:
        """How many times longer the store takes."""
        return self.from_store / self.from_parquet


def measure_reading(rows: int = ROWS) -> Reading:
    """Read a round into a frame, from the store and from a Parquet file."""
    with opened_field(1) as field, TemporaryDirectory() as folder:
        fill_round(field, rows)
        frame = round_answers(field.store, field.round.id).to_frame()
        file = Path(folder) / "round.parquet"
        frame.to_parquet(file, compression="zstd")
        assert pd.read_parquet(file).equals(frame)
        return Reading(
            measure_least(
                lambda: round_answers(field.store, field.round.id).to_frame()
            ),
            measure_least(lambda: pd.read_parquet(file)),
        )


def measure_page() -> float:
    """Measure the milliseconds in which a section page gets all it shows."""
    with opened_field(200) as field:
        for person in range(200):
            save_often(field, person, ITEMS // ANSWERS_A_SAVE)
        chance = random.Random(1)

        def load() -> AnswerSheet:
            one = chance.choice(field.invitations)
            return responses.load_page(field.store, one.response_id, one.id)

        assert len(load().answers) == ITEMS
        return 1000 * measure_least(lambda: [load() for _ in range(200)]) / 200


def measure_comparison(people: int = 200) -> float:
    """Measure the milliseconds in which the scorecards of a round are read."""
    instrument = load_instrument("meter")
    chance = random.Random(1)
    with opened_field(people, instrument) as field:
        for sent in field.invitations:
            given: dict[str, Answer] = {
                key: chance.choice(instrument.options_of(item)).code
                for key, item in instrument.items.items()
                if isinstance(item, ChoiceItem) and not isinstance(item, MultipleItem)
            }
            responses.save_answers(field.store, sent.response_id, given, {}, "P", AT)
            responses.submit_response(field.store, sent.response_id, "P", AT)
        results = round_results(field.store, field.round.id)
        assert len(results.units) == people
        return 1000 * measure_least(lambda: round_results(field.store, field.round.id))


def say(text: str) -> None:
    """Write a line of the report."""
    print(text, flush=True)


def report_saving(commit_seconds: float) -> None:
    """Say how many saves a second there are, grouped and alone."""
    say(f"\nsaves of 20 answers, {1000 * commit_seconds:g} ms added to a commit")
    for people in (1, 8, 32):
        grouped, alone = (
            measure_saving(people, grouped=way, commit_seconds=commit_seconds)
            for way in (True, False)
        )
        for way, one in (("grouped", grouped), ("alone", alone)):
            say(
                f"  {people:3} people, {way:7}: {one.a_second:7,.0f} a second,"
                f" p99 {one.p99_ms:7.1f} ms"
            )
        say(f"  {people:3} people, ratio  : {grouped.a_second / alone.a_second:7.2f}")


def report_one_answer() -> bool:
    """Say how fast one answer is saved, alone and among 32; tell if fast enough."""
    (ratio, a_second), p99 = measure_one_answer(), measure_writers()
    say(
        f"one answer with its history: {a_second:,.0f} a second, {ratio:.2f} of a bare"
        f" insert and commit (least {ONE_ANSWER_RATIO_MIN:g})"
    )
    say(f"the same by {WRITERS} at once: p99 {p99:.1f} ms (most {WRITERS_P99_MS_MAX})")
    return ratio >= ONE_ANSWER_RATIO_MIN and p99 <= WRITERS_P99_MS_MAX


def report_reading() -> bool:
    """Say how long a round takes to become a frame; tell if fast enough."""
    reading = measure_reading()
    say(
        f"\n100,000 x 100 into a frame: {reading.from_store:.3f} s from the store,"
        f" {reading.from_parquet:.3f} s from Parquet:"
        f" {reading.ratio:.2f} times (most {READ_RATIO_MAX:g})"
    )
    return reading.ratio <= READ_RATIO_MAX


def report_comparison() -> bool:
    """Say how long the scorecards of a round take; tell if fast enough."""
    found = measure_comparison()
    say(f"scorecards of 200 units of meter: {found:.1f} ms (most {COMPARISON_MS_MAX})")
    return found <= COMPARISON_MS_MAX


def main() -> int:
    """Print all measurements; 1 where one misses its bound."""
    say(f"bare insert and commit: {measure_raw_commits():,.0f} a second")
    sound = [report_one_answer()]
    for commit_seconds in (0.0, SLOW_COMMIT_SECONDS):
        report_saving(commit_seconds)
    sound.append(report_reading())
    say(f"\na page's query, all {ITEMS} answers: {measure_page():.3f} ms")
    sound.append(report_comparison())
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
