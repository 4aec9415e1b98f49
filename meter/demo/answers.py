"""How an invented city would answer: its maturity, its leanings, some noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing
from instruments.model.items import ChoiceItem, MultipleItem, NumberItem

if TYPE_CHECKING:
    import random

    from instruments import Answer, Instrument
    from instruments.model.items import Item
    from instruments.model.scales import Option
    from meter.demo.cities import SampleCity

SPREAD = 0.13
"""Standard deviation of an answer around what the city's maturity suggests."""

STEP = 0.05
"""How much harder each further item of an indicator is than the one before."""


def simulate_answers(
    instrument: Instrument, city: SampleCity, rng: random.Random
) -> dict[str, Answer]:
    """Answer the first part of the questionnaire, as far as the city has come.

    The same city and the same seed give the same answers.
    """
    depth = _depth_of_items(instrument)
    keys = list(instrument.items)
    reached = keys[: round(city.progress * len(keys))]
    answers = {
        key: _simulate_answer(instrument, instrument.items[key], city, depth, rng)
        for key in reached
    }
    return {key: answer for key, answer in answers.items() if answer is not None}


def _depth_of_items(instrument: Instrument) -> dict[str, int]:
    nodes = instrument.framework.nodes.values() if instrument.framework else ()
    return {key: place for node in nodes for place, key in enumerate(node.items or ())}


def _simulate_answer(
    instrument: Instrument,
    item: Item,
    city: SampleCity,
    depth: dict[str, int],
    rng: random.Random,
) -> Answer | None:
    section = instrument.section_of[item.key].key
    leaning = sum(city.leans.get(word, 0) for word in (section, *item.tags))
    hardness = STEP * (depth.get(item.key, 2) - 2)
    level = min(1.0, max(0.0, rng.gauss(city.maturity + leaning - hardness, SPREAD)))
    if (
        Missing.NOT_APPLICABLE in instrument.allowed_of(item)
        and rng.random() < city.not_applicable
    ):
        return Missing.NOT_APPLICABLE
    return _answer_at(instrument, item, level)


def _answer_at(instrument: Instrument, item: Item, level: float) -> Answer | None:
    """Give the answer that stands nearest to a level of 0 to 1."""
    if isinstance(item, NumberItem) and item.goalposts:
        low, high = item.goalposts.low, item.goalposts.high
        return float(round(low + level * (high - low)))
    if isinstance(item, ChoiceItem):
        options = sorted(
            instrument.options_of(item),
            key=lambda option: option.points or 0,
            reverse=item.reverse,
        )
        if isinstance(item, MultipleItem):
            return _choose_several(options, level)
        return options[round(level * (len(options) - 1))].code
    return None


def _choose_several(options: list[Option], level: float) -> tuple[str, ...]:
    """Choose a share of the options; none of them is the option that stands alone."""
    shared = [option.code for option in options if not option.alone]
    alone = [option.code for option in options if option.alone]
    chosen = shared[: round(level * len(shared))]
    return tuple(chosen or alone[:1] or shared[:1])
