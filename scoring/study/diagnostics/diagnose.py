"""The four diagnostics of an instrument, put to one response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.values import item_values
from scoring.study.diagnostics.binding import bind_pattern
from scoring.study.diagnostics.clearing import Case, find_clearing
from scoring.study.diagnostics.diagnosis import (
    REPORTED,
    Diagnosis,
    ItemValue,
    Sentence,
)
from scoring.study.diagnostics.guards import (
    Guarded,
    find_level,
    guard,
    least_share,
)
from scoring.study.diagnostics.values import given_items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.study.diagnostics.diagnosis import Fact, Level
    from scoring.study.diagnostics.earlier import Earlier
    from scoring.study.diagnostics.pattern import Pattern
    from scoring.study.diagnostics.samples import Sample

NOT_ENOUGH = (
    "Too few answers to tell: {ahead} on one side and {behind} on the other, where "
    "each side needs {needed}."
)

CALLED = "This pattern is called {title}."


def diagnose(
    plan: Plan, row: np.void | Coded, *, seed: int = 1, earlier: Earlier | None = None
) -> list[Diagnosis]:
    """Put all declared diagnostics to one response, in the order declared.

    A level needs three things: the numbers reach the thresholds; chance explains them
    in at most the declared share of permutations; they hold in the declared share of
    draws. Same seed, same result.

    Args:
        plan: a compiled instrument and method; fitted, where the method is relative.
        row: one coded response.
        seed: of permutations and draws.
        earlier: the same unit in an earlier round of an instrument with this meaning.

    Raises:
        UnknownNodeError: a diagnostic names a node that the plan does not score.
    """
    coded = np.atleast_1d(np.asarray(row))
    scored = tuple(item_values(plan, coded))
    before = None if earlier is None else np.atleast_1d(np.asarray(earlier.row))
    return [
        _diagnose_case(
            key,
            Case(plan, bind_pattern(plan, declared, scored, earlier), coded, before),
            seed,
        )
        for key, declared in plan.instrument.diagnostics.items()
    ]


def _diagnose_case(key: str, case: Case, seed: int) -> Diagnosis:
    pattern, sample = case.pattern, case.observe()
    given = given_items(case.plan, case.row, sample.columns)
    numbers, guarded, names = pattern.read(sample), Guarded({}, {}), list[str]()
    criteria, guards = pattern.judge(numbers), pattern.declared.guards
    level: Level = "not_enough"
    if _is_enough(pattern, given) and not np.isnan(numbers[criteria[0].tested][0]):
        guarded = guard(pattern, sample, key, seed)
        level, names = find_level(criteria, guarded, guards)
    clearing = find_clearing(case, sample, level, names) if names else None
    said = {name: _to_number(value[0]) for name, value in numbers.items()}
    return Diagnosis(
        key=key,
        kind=pattern.declared.kind,
        title=pattern.declared.title,
        level=level,
        formula=pattern.formula,
        numbers=said,
        thresholds=pattern.thresholds(),
        ahead=_list_values(sample, pattern.ahead, given),
        behind=_list_values(sample, pattern.behind, given),
        chance=guarded.chance,
        most_chance=guards.most_chance,
        stability=guarded.stability,
        least_stable={one.name: least_share(one, guards) for one in criteria},
        strength=pattern.measure(said),
        pairs=pattern.find_pairs(sample),
        clearing=clearing,
        sentences=tuple(_say(pattern, level, said, given)),
    )


def _is_enough(pattern: Pattern, given: Collection[str]) -> bool:
    least = pattern.declared.guards.least_items
    sides = (pattern.ahead, pattern.behind)
    return all(len(set(side) & set(given)) >= least for side in sides)


def _to_number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _list_values(
    sample: Sample, items: Sequence[str], given: Collection[str]
) -> tuple[ItemValue, ...]:
    values = sample.values[0, sample.places(items)]
    return tuple(
        ItemValue(item, _to_number(value), item in given)
        for item, value in zip(items, values, strict=True)
    )


def _say(
    pattern: Pattern,
    level: Level,
    numbers: Mapping[str, float | None],
    given: Collection[str],
) -> Iterator[Sentence]:
    if level == "not_enough":
        sides = (pattern.ahead, pattern.behind)
        counts = (len(set(side) & set(given)) for side in sides)
        facts: dict[str, Fact] = dict(zip(("ahead", "behind"), counts, strict=True))
        facts["needed"] = pattern.declared.guards.least_items
        yield Sentence(NOT_ENOUGH, facts)
        return
    yield from pattern.say(level, numbers)
    if level in REPORTED:
        yield Sentence(CALLED, {"title": pattern.declared.title})
