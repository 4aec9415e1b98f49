"""Variables: a row a unit as programs for statistics have it, in numbers with labels.

A choice is the place of its option, counted from 1. A reason why there is no answer is
a number below all answers, declared as missing: FIRST_REASON, and down from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from instruments.model.answers import Missing
from instruments.model.items import MultipleItem, NumberItem, OrdinalItem
from meter.exchange.package.score_tables import name_nodes
from scoring.kernel.codes import GIVEN, REASONS, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.model.questionnaire import ProfileField
    from meter.exchange.package.snapshot import Results, Snapshot

    Values = NDArray[np.float64]

Measure = Literal["nominal", "ordinal", "scale"]

NAME_MOST = 32
"""Characters of a name in Stata; SPSS takes 64 bytes."""

FIRST_REASON = -1


@dataclass(frozen=True)
class Variable:
    """A column of a dataset.

    Attributes:
        label: in the language of the package, whole.
        data: numbers, NaN for nothing; or texts.
        labels: what values stand for.
        reasons: what values stand for that are declared as missing.
        item: the key of the item that it is about; None for others.
        section: the key of its section or, of scores, "scores"; "" for facts.
    """

    name: str
    label: str
    measure: Measure
    data: Values | Sequence[str]
    labels: Mapping[float, str] = field(default_factory=dict)
    reasons: Mapping[float, str] = field(default_factory=dict)
    item: str | None = None
    section: str = ""

    @property
    def is_text(self) -> bool:
        """Tell whether the values are texts."""
        return not isinstance(self.data, np.ndarray)


def list_variables(snapshot: Snapshot) -> list[Variable]:
    """List the variables of a round under names that differ, whatever their case."""
    taken: set[str] = set()
    return [_rename(one, taken) for one in _make_variables(snapshot)]


def _rename(variable: Variable, taken: set[str]) -> Variable:
    from dataclasses import replace

    name, number = variable.name[:NAME_MOST], 1
    while name.lower() in taken:
        number += 1
        ending = f"_{number}"
        name = f"{variable.name[: NAME_MOST - len(ending)]}{ending}"
    taken.add(name.lower())
    return variable if name == variable.name else replace(variable, name=name)


def _make_variables(snapshot: Snapshot) -> Iterator[Variable]:
    words = snapshot.terms.words
    yield Variable("unit", words.unit, "nominal", snapshot.keys)
    if snapshot.names_somebody:
        names = [unit.name or "" for unit in snapshot.units]
        yield Variable("name", words.name, "nominal", names)
    for one in snapshot.worded.profile:
        yield _make_fact(snapshot, one)
    for key, item in snapshot.source.items.items():
        yield from _make_answers(snapshot, key, item)
    if snapshot.results is not None:
        yield from _make_scores(snapshot, snapshot.results)


def _make_fact(snapshot: Snapshot, fact: ProfileField) -> Variable:
    name = f"p_{fact.key}"
    if snapshot.has_numbers(fact):
        return Variable(name, fact.title, "scale", snapshot.numbers_of(fact))
    facts = [unit.facts.get(fact.key, "") for unit in snapshot.units]
    said = {option.code: option.say for option in fact.options or ()}
    told = [said.get(one, one) for one in facts]
    return Variable(name, fact.title, "nominal", told)


def _make_answers(snapshot: Snapshot, key: str, item: Item) -> Iterator[Variable]:
    words, worded = snapshot.terms.words, snapshot.worded
    about = {"item": key, "section": snapshot.source.section_of[key].key}
    ask, column = words.ask_of(worded, key), snapshot.coded[key]
    says = [one.say for one in words.options_of(worded, worded.items[key])]
    if isinstance(item, MultipleItem):
        codes = [one.code for one in snapshot.source.options_of(item)]
        for place, (code, say) in enumerate(zip(codes, says, strict=True)):
            label = words.chosen % {"title": ask, "option": say}
            values, reasons = _number(snapshot, column, _find_chosen(column, place))
            labels = {0.0: words.no, 1.0: words.yes}
            name = f"q_{key}_{code}"
            yield Variable(name, label, "nominal", values, labels, reasons, **about)
        return
    values, reasons = _number(snapshot, column, _find_values(item, column))
    labels = {float(n): say for n, say in enumerate(says or [words.given], 1)}
    if isinstance(item, NumberItem):
        yield Variable(f"q_{key}", ask, "scale", values, {}, reasons, **about)
        return
    measure: Measure = "ordinal" if isinstance(item, OrdinalItem) else "nominal"
    yield Variable(f"q_{key}", ask, measure, values, labels, reasons, **about)


def _find_values(item: Item, column: NDArray[Any]) -> Values:
    if isinstance(item, NumberItem):
        return np.asarray(column, dtype=np.float64)
    return column.astype(np.float64) - GIVEN + 1


def _find_chosen(column: NDArray[Any], place: int) -> Values:
    chosen: Values = (column >> np.uint64(place) & np.uint64(1)).astype(np.float64)
    return chosen


def _number(
    snapshot: Snapshot, column: NDArray[Any], given: Values
) -> tuple[Values, dict[float, str]]:
    """Put numbers that no answer has where there is none; say what each stands for."""
    state = state_of(column)
    is_given = state == GIVEN
    first = _find_first(given[is_given])
    values = np.where(is_given, given, first - state.astype(np.float64))
    words = snapshot.terms.words.reasons
    return values, {first - place: words[one] for place, one in enumerate(REASONS)}


def _find_first(given: Values) -> float:
    """Give the number of the first reason: below all answers by an order at least."""
    least = float(given.min(initial=0.0))
    first = float(FIRST_REASON)
    while first - len(Missing) >= least - 1 or (least < 0 and first > 10 * least):
        first *= 10
    return first


def _make_scores(snapshot: Snapshot, results: Results) -> Iterator[Variable]:
    words, titles, plan = snapshot.terms.words, name_nodes(snapshot), results.plan
    low, high = results.bounds
    said = {
        "s": (words.score, results.scores.score),
        "c": (words.coverage, results.scores.coverage),
        "lo": (words.low, low),
        "hi": (words.high, high),
    }
    for place, node in enumerate(plan.nodes):
        for mark, (label, values) in said.items():
            yield Variable(
                f"{mark}_{node}",
                label % {"title": titles[node]},
                "scale",
                np.array(values[:, place], dtype=np.float64),
                section="scores",
            )
    for rule in plan.rules:
        yield _make_stage(snapshot, results, rule.key)


def _make_stage(snapshot: Snapshot, results: Results, rule: str) -> Variable:
    declared: Instrument = snapshot.worded
    bands = [band.title for band in declared.stages[rule].bands]
    held = results.scores.stage[rule].astype(np.float64) + 1
    label = snapshot.terms.words.stage % {"title": declared.stages[rule].title}
    return Variable(
        f"st_{rule}",
        label,
        "ordinal",
        np.where(held > 0, held, np.nan),
        {float(place): title for place, title in enumerate(bands, 1)},
        section="scores",
    )
