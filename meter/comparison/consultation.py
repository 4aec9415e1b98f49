"""Consultations: what the units of a round answered to each item, put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instruments.model.items import ChoiceItem, NumberItem, TextItem
from meter.comparison.frames import read_answers
from meter.storage.repository.counted import list_texts
from scoring.kernel.codes import GIVEN, state_of
from scoring.kernel.coding import decode_item
from scoring.kernel.plan import compile_plan

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from meter.comparison.frames import RoundAnswers
    from meter.records import Unit
    from meter.storage import Store
    from scoring.kernel.codes import Column

CONSULTING = 1 / 3
"""A round that scores fewer than two thirds of its items is a consultation."""

OPEN_LINES = 2
"""Who is given one line is asked for a fact: a name, an address, a title."""


@dataclass(frozen=True)
class Gathered:
    """What the units answered to an item.

    Attributes:
        item: its key.
        answered: how many gave an answer, and no reason for giving none.
        counts: of a closed item how many chose each option, by code in its order.
        numbers: of a number what was answered, rising.
        said: of an open one who wrote what, by name of the unit.
    """

    item: str
    answered: int
    counts: Mapping[str, int] = field(default_factory=dict)
    numbers: tuple[float, ...] = ()
    said: tuple[tuple[Unit, str], ...] = ()


def gather_answers(store: Store, round_id: int) -> list[Gathered]:
    """Put together what was answered to the items that a consultation is about.

    Of a round that mainly scores those are the items that it does not score, of another
    all of them. Items that nobody answered are left out, and facts in a line of text.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
    """
    with store.read() as connection:
        answers = read_answers(store, connection, round_id)
        items = list_consulted(answers.instrument, answers.round.method)
        free = [key for key in items if is_open(answers.instrument.items[key])]
        written = list_texts(connection, round_id, free)
    row_of = {unit_id: row for row, unit_id in enumerate(answers.unit_ids)}
    said: dict[str, list[tuple[Unit, str]]] = {}
    for item, unit, text in written:
        if answers.coded[item][row_of[unit.id]] == GIVEN:
            said.setdefault(item, []).append((unit, text))
    gathered = (_gather(answers, key, said.get(key, ())) for key in items)
    return [one for one in gathered if one is not None and one.answered]


def list_consulted(instrument: Instrument, method: str | None) -> list[str]:
    """Name the items that are put together, in the order of asking."""
    if is_consultation(instrument, method):
        return list(instrument.items)
    return _list_unscored(instrument, method)


def is_consultation(instrument: Instrument, method: str | None) -> bool:
    """Tell whether answers are more than scores here."""
    unscored = len(_list_unscored(instrument, method))
    return unscored > CONSULTING * len(instrument.items)


def _list_unscored(instrument: Instrument, method: str | None) -> list[str]:
    scored = _list_scored(instrument, method)
    return [key for key in instrument.items if key not in scored]


def _list_scored(instrument: Instrument, method: str | None) -> Container[str]:
    if method is None:
        return frozenset()
    steps = compile_plan(instrument, method).steps
    return {key for step in steps for key in step.items}


def is_open(item: Item) -> bool:
    """Tell whether an item asks for words of one's own."""
    return isinstance(item, TextItem) and item.lines >= OPEN_LINES


def _gather(
    answers: RoundAnswers, key: str, said: Sequence[tuple[Unit, str]]
) -> Gathered | None:
    """Gather one item; None for a fact, a day and a link."""
    item = answers.instrument.items[key]
    if is_open(item):
        return Gathered(key, len(said), said=tuple(said))
    column = answers.coded[key]
    given = column[state_of(column) == GIVEN]
    if isinstance(item, NumberItem):
        return Gathered(key, len(given), numbers=tuple(sorted(given.tolist())))
    if isinstance(item, ChoiceItem):
        return Gathered(key, len(given), _count(answers.instrument, key, given))
    return None


def _count(instrument: Instrument, key: str, given: Column) -> dict[str, int]:
    """Count the answers by option; several may be in one answer."""
    item, chosen = instrument.items[key], Counter[str]()
    for place in range(len(given)):
        answer = decode_item(instrument, item, given[place : place + 1])
        chosen.update(answer if isinstance(answer, tuple) else (str(answer),))
    return {option.code: chosen[option.code] for option in instrument.options_of(item)}
