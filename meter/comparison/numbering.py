"""Numbering: numbers in place of units, for who may read scores and no names.

A number tells nothing: neither the order of names nor of entry shows in it, and the
rows stand in the order of the numbers. It stays while the same units take part.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from instruments.model.items import LinkItem, TextItem
from meter.fieldwork.rounds import get_round
from meter.storage.repository import units

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pandas as pd

    from instruments.model.instrument import Instrument
    from meter.comparison.frames import RoundResults
    from meter.records import Unit
    from meter.storage import Store

WITHHELD = ("why", "agreed_by", "agreed_at")
"""Columns of a table of disagreement in which people speak or are named."""


@dataclass(frozen=True)
class Numbering:
    """What is shown of each unit of a round, by its id: a number as id, and a name.

    A unit that agreed to be named keeps its name and facts; no other has any fact.
    """

    shown: Mapping[int, Unit]

    def hide(self, unit: Unit) -> Unit:
        """Give what is shown in place of a unit."""
        return self.shown[unit.id]


def load_numbering(
    store: Store,
    round_id: int,
    secret: bytes,
    say: Callable[[int], str],
    named: Collection[int] = (),
) -> Numbering:
    """Number the units of a round.

    Args:
        store: where the round is kept.
        round_id: the round.
        secret: what the numbers are drawn by; without it nobody finds out whose.
        say: names a unit by its number, in the words of the reader.
        named: ids of the units that agreed to be named.

    Raises:
        NotFoundError: there is no such round.
    """
    with store.read() as connection:
        get_round(connection, round_id)
        found = units.list_units(connection, round_id)
    drawn = sorted(found, key=lambda unit: draw_place(secret, f"mask:{round_id}", unit))
    return Numbering(
        {
            unit.id: replace(unit, id=number)
            if unit.id in named
            else replace(unit, id=number, name=say(number), profile={})
            for number, unit in enumerate(drawn, start=1)
        }
    )


def draw_place(secret: bytes, among: str, unit: Unit) -> bytes:
    """Draw the place of a unit among others: it says nothing without the secret."""
    return hmac.digest(secret, f"{among}:{unit.id}".encode(), hashlib.sha256)


def number_results(results: RoundResults, numbering: Numbering) -> RoundResults:
    """Show the results of a round without the names of its units."""
    shown = [numbering.hide(unit) for unit in results.units]
    order = sorted(range(len(shown)), key=lambda row: shown[row].id)
    return replace(
        results,
        units=[shown[row] for row in order],
        scores=results.scores.take(order),
        scored_otherwise=tuple(map(numbering.hide, results.scored_otherwise)),
    )


def number_disagreement(
    table: pd.DataFrame, instrument: Instrument, shown: Mapping[str, Unit]
) -> pd.DataFrame:
    """Show how far respondents lie apart without names and without free words.

    `shown` gives by the name of a unit what is shown of it.
    """
    items = instrument.items
    free = [key for key, one in items.items() if isinstance(one, TextItem | LinkItem)]
    kept = table.drop(columns=list(WITHHELD))
    kept = kept[~kept["item"].isin(free)]
    numbers = kept["unit"].map(lambda name: shown[name].id)
    kept = kept.assign(unit=kept["unit"].map(lambda name: shown[name].name))
    return kept.iloc[numbers.argsort(kind="stable")]
