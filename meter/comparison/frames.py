"""Frames: the submitted responses of a round, read packed and scored together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.errors import StaleCodesError
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import responses, units
from scoring.kernel.coding import unpack
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan

if TYPE_CHECKING:
    import pandas as pd

    from instruments.model.instrument import Instrument
    from meter.records import Round, Unit
    from meter.storage import Connection, Store
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores


@dataclass(frozen=True)
class RoundAnswers:
    """The coded answers of a round: a row a submitted response, by id of its unit."""

    round: Round
    instrument: Instrument
    unit_ids: list[int]
    names: list[str]
    coded: Coded

    def to_frame(self) -> pd.DataFrame:
        """Write the codes as a frame: `unit`, then a column an item."""
        import pandas as pd

        columns = {key: self.coded[key] for key in self.instrument.items}
        return pd.DataFrame({"unit": self.names, **columns}, copy=False)


@dataclass(frozen=True)
class RoundResults:
    """The scored responses of a round by unit name; row i of `scores` is `units[i]`."""

    instrument: Instrument
    plan: Plan
    units: list[Unit]
    scores: Scores


def round_answers(store: Store, round_id: int) -> RoundAnswers:
    """Read the coded answers of the submitted responses of a round.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
    """
    with store.read() as connection:
        return _read_answers(store, connection, round_id)


def round_results(store: Store, round_id: int) -> RoundResults:
    """Score the submitted responses of a round by its method.

    Raises:
        NotFoundError: there is no such round.
        NotScoredError: its instrument measures nothing.
        StaleCodesError: the answers have to be coded anew first.
    """
    with store.read() as connection:
        found = _read_answers(store, connection, round_id)
        who = units.list_units(connection, round_id, submitted=True)
    plan = compile_plan(found.instrument, found.round.method)
    row_of = {unit_id: row for row, unit_id in enumerate(found.unit_ids)}
    by_name = found.coded[[row_of[unit.id] for unit in who]]
    return RoundResults(found.instrument, plan, who, score_coded(plan, by_name))


def _read_answers(store: Store, connection: Connection, round_id: int) -> RoundAnswers:
    asked = get_round(connection, round_id)
    instrument = load_instrument(store, connection, asked)
    meaning = instrument.meaning
    if responses.has_other_meaning(connection, round_id, meaning):
        raise StaleCodesError(asked.key)
    packed = responses.list_packed(connection, round_id)
    coded = unpack(instrument, packed.coded)
    return RoundAnswers(asked, instrument, packed.unit_ids, packed.names, coded)
