"""A crowd: a round in which very many units have submitted, written in bulk.

Rows go in as a submission would leave them, but all at once: answers packed, scored in
one batch, a scorecard each.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import func, select

from instruments import load_instrument
from instruments.model.items import ChoiceItem, NumberItem
from meter.fieldwork import rounds
from meter.storage.tables import responses, scorecards, units
from scoring.kernel.codes import GIVEN, UNANSWERED
from scoring.kernel.coding import code_answers, pack
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.scorecard import make_scorecard

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from instruments import Instrument
    from meter.records import Round
    from meter.storage import Store
    from scoring.kernel.coding import Coded

BEGINNING = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
REGIONS = ("africa", "asia", "europe", "latin_america", "oceania")
SILENT = 0.03
"""The share of items that nobody answered."""


def draw_answers(instrument: Instrument, count: int, seed: int = 1) -> Coded:
    """Answer for some units: each has a level of its own around which it answers."""
    rng = np.random.default_rng(seed)
    coded = np.repeat(code_answers(instrument, [{}]), count)
    level = rng.beta(2, 2, count)
    for key, item in instrument.items.items():
        if not isinstance(item, ChoiceItem) or item.type == "multiple":
            continue
        top = len(instrument.options_of(item)) - 1
        place = np.clip(rng.normal(level, 0.2) * (top + 1), 0, top).astype(np.uint8)
        silent = rng.random(count) < SILENT
        coded[key] = np.where(silent, UNANSWERED, GIVEN + place)
    for key, item in instrument.items.items():
        if isinstance(item, NumberItem) and item.goalposts:
            low, high = item.goalposts.low, item.goalposts.high
            coded[key] = np.round(low + (high - low) * level, 1)
    return coded


def fill_round(
    store: Store,
    owner_id: int,
    count: int,
    key: str = "crowd",
    instrument: Instrument | None = None,
) -> Round:
    """Open a round of the METER instrument in which some units have submitted.

    The units of one owner are the same in every round.
    """
    asked = rounds.draft_round(
        store,
        owner_id,
        key,
        f"A crowd of {count}",
        instrument or load_instrument("meter"),
        at=BEGINNING,
    )
    asked = rounds.open_round(store, asked.id, BEGINNING)
    coded = draw_answers(rounds.get_instrument(store, asked), count, seed=asked.id)
    store.write(lambda connection: _insert(connection, store, asked, coded))
    return asked


def _insert(connection: Connection, store: Store, asked: Round, coded: Coded) -> None:
    instrument = rounds.load_instrument(store, connection, asked)
    plan = compile_plan(instrument, asked.method)
    scores = score_coded(plan, coded)
    who = _ensure_units(connection, asked.owner_id, len(coded))
    first = _next_id(connection, responses)
    given = [
        {
            "id": first + row,
            "round_id": asked.id,
            "unit_id": unit,
            "started_at": BEGINNING,
            "submitted_at": BEGINNING,
            "submitted_by": "Crowd",
            "coded": pack(coded[row : row + 1]),
            "coded_meaning": instrument.meaning,
        }
        for row, unit in enumerate(who)
    ]
    connection.execute(responses.insert(), given)
    cards = [
        {
            "response_id": first + row,
            "submission": 1,
            "instrument_fingerprint": asked.instrument_fingerprint,
            "method_fingerprint": plan.method_fingerprint,
            "document": make_scorecard(plan, scores, row).to_document(),
            "made_at": BEGINNING,
        }
        for row in range(len(who))
    ]
    connection.execute(scorecards.insert(), cards)


def _ensure_units(connection: Connection, owner_id: int, count: int) -> list[int]:
    """Give the ids of the owner's units; make as many as are missing."""
    mine = select(units.c.id).where(units.c.owner_id == owner_id).order_by(units.c.id)
    there = list(connection.execute(mine.limit(count)).scalars())
    rng = np.random.default_rng(len(there))
    first = _next_id(connection, units)
    new = [
        {
            "id": first + row,
            "owner_id": owner_id,
            "name": f"Municipality of Place {owner_id}-{first + row:05}",
            "profile": {
                "region": REGIONS[row % len(REGIONS)],
                "population": float(round(10 ** rng.uniform(3.5, 7))),
            },
            "created_at": BEGINNING,
        }
        for row in range(count - len(there))
    ]
    if new:
        connection.execute(units.insert(), new)
    return [*there, *(first + row for row in range(len(new)))]


def _next_id(connection: Connection, table: Table) -> int:
    found = connection.execute(select(func.max(table.c.id))).scalar_one()
    return (found or 0) + 1
