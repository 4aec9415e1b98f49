"""Frames: the responses of a round that count, as scored then or as coded answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from meter.comparison.errors import LostScorecardError, StaleCodesError
from meter.comparison.shelf import shelf_of
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import scorecards
from meter.storage.repository.packed import has_other_meaning, stream_packed
from scoring.kernel.coding import check_lengths, unpack_rows
from scoring.kernel.plan import compile_plan
from scoring.scorecard import make_scores

if TYPE_CHECKING:
    import pandas as pd

    from instruments.model.instrument import Instrument
    from meter.records import Round, Unit
    from meter.storage import Connection, Store
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.scorecard import Scorecard

MANY_ROWS = 250_000
"""Responses that are read at a time, where all of them are wanted."""


@dataclass(frozen=True)
class RoundAnswers:
    """The coded answers of a round: a row a submitted response, by id of its unit.

    Attributes:
        coded: not for writing.
    """

    round: Round
    instrument: Instrument
    unit_ids: list[int]
    names: list[str]
    coded: Coded

    def to_frame(self) -> pd.DataFrame:
        """Write the codes as a frame: `unit`, then a column an item."""
        import numpy as np
        import pandas as pd
        import pyarrow as pa

        text: Any = pd.StringDtype("pyarrow", na_value=np.nan)
        # A list would be looked through for what is in it, name by name.
        names = text.__from_arrow__(pa.array(self.names, pa.string()))
        columns = {key: self.coded[key] for key in self.instrument.items}
        return pd.DataFrame({"unit": names, **columns}, copy=False)


@dataclass(frozen=True)
class RoundResults:
    """The scored responses of a round by unit name; row i of `scores` is `units[i]`.

    Attributes:
        scores: as they were kept at submission, whatever the kernel says today.
        scored_otherwise: units whose scorecard names another method than the round's
            frozen one; their scores are among the others.
    """

    instrument: Instrument
    plan: Plan
    units: list[Unit]
    scores: Scores
    scored_otherwise: tuple[Unit, ...] = ()


def round_answers(store: Store, round_id: int, *, whole: bool = False) -> RoundAnswers:
    """Read the coded answers of the responses of a round that count.

    Those are the submitted ones, and in a reviewed round the accepted ones; `whole`
    adds what is submitted and not accepted yet.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
    """
    with store.read() as connection:
        return read_answers(store, connection, round_id, whole=whole)


def read_answers(
    store: Store, connection: Connection, round_id: int, *, whole: bool = False
) -> RoundAnswers:
    """Read the coded answers of the responses of a round on a connection.

    They are those that count; `whole` adds what is submitted and not accepted yet.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
    """
    asked = get_round(connection, round_id)
    instrument = load_instrument(store, connection, asked)
    ensure_current(connection, asked, instrument)
    found = list(stream_packed(connection, asked.id, MANY_ROWS, whole=whole))
    for block in found:
        check_lengths(instrument, (block.shortest, block.longest))
    return RoundAnswers(
        asked,
        instrument,
        [one for block in found for one in block.unit_ids],
        [one for block in found for one in block.names],
        unpack_rows(instrument, b"".join(block.coded for block in found)),
    )


def ensure_current(
    connection: Connection, asked: Round, instrument: Instrument
) -> None:
    """Refuse to read packed answers that were coded with another meaning.

    Raises:
        StaleCodesError: they have to be coded anew first.
    """
    if has_other_meaning(connection, asked.id, instrument.meaning):
        raise StaleCodesError(asked.key)


def round_results(store: Store, round_id: int, *, whole: bool = False) -> RoundResults:
    """Read the newest scorecards of the responses of a round that count.

    `whole` adds those of what is submitted and not accepted yet.

    Raises:
        NotFoundError: there is no such round.
        NotScoredError: its instrument measures nothing.
        LostScorecardError: a submitted response has no scorecard that fits.
    """
    with store.read() as connection:
        return read_results(store, connection, round_id, whole=whole)


def recall_results(store: Store, round_id: int) -> RoundResults:
    """Give what `round_results` reads; scorecards that were read before are kept.

    A scorecard never changes: whether the same ones count is asked every time.

    Raises:
        NotFoundError, NotScoredError, LostScorecardError: as `round_results` does.
    """
    with store.read() as connection:
        asked = get_round(connection, round_id)
        marked = scorecards.list_marks(connection, round_id)
        key = (
            "results",
            round_id,
            asked.instrument_fingerprint,
            asked.method,
            tuple((unit.id, unit.name, mark) for unit, mark in marked),
        )
        kept = shelf_of(store).take(
            key, lambda: read_results(store, connection, round_id)
        )
    # The facts about a unit may have changed meanwhile.
    who = {unit.id: unit for unit, _ in marked}
    otherwise = tuple(who[unit.id] for unit in kept.scored_otherwise)
    return replace(kept, units=list(who.values()), scored_otherwise=otherwise)


def read_results(
    store: Store, connection: Connection, round_id: int, *, whole: bool = False
) -> RoundResults:
    """Read the newest scorecards of the responses of a round on a connection.

    They are those that count; `whole` adds what is submitted and not accepted yet.

    Raises:
        NotFoundError, NotScoredError, LostScorecardError: as `round_results` does.
    """
    asked = get_round(connection, round_id)
    instrument = load_instrument(store, connection, asked)
    found = scorecards.list_scorecards(connection, round_id, whole=whole)
    plan = compile_plan(instrument, asked.method)
    who = [unit for unit, _ in found]
    cards = [_ensure_kept(asked, plan, unit, card) for unit, card in found]
    otherwise = tuple(
        unit
        for unit, card in zip(who, cards, strict=True)
        if card.method_fingerprint != plan.method_fingerprint
    )
    return RoundResults(instrument, plan, who, make_scores(plan, cards), otherwise)


def _ensure_kept(
    asked: Round, plan: Plan, unit: Unit, card: Scorecard | None
) -> Scorecard:
    if card is None or not card.fits(plan):
        raise LostScorecardError(asked.key, unit.name)
    return card
