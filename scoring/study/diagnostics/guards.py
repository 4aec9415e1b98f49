"""The two guards: could chance explain it, and does it hold under other choices."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.study.diagnostics.samples import shuffle, vary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments.model.diagnostics import Guards
    from scoring.study.diagnostics.diagnosis import Level
    from scoring.study.diagnostics.pattern import Criterion, Pattern
    from scoring.study.diagnostics.samples import Sample

_TIE = 1e-12
"""Shuffles this close to what was observed reach it."""


@dataclass(frozen=True)
class Guarded:
    """What the guards say of one pattern in one response.

    Attributes:
        chance: p by the number tested.
        stability: share of draws in which a criterion holds, by its name.
    """

    chance: Mapping[str, float]
    stability: Mapping[str, float]

    def passes(self, criterion: Criterion, guards: Guards) -> bool:
        """Tell whether a criterion holds in the response and past both guards."""
        return (
            bool(criterion.holds[0])
            and self.chance[criterion.tested] <= guards.most_chance
            and self.stability[criterion.name] >= least_share(criterion, guards)
        )


def least_share(criterion: Criterion, guards: Guards) -> float:
    """Give the share of draws in which a criterion has to hold."""
    return guards.watch_stable if criterion.level == "watch" else guards.least_stable


def guard(pattern: Pattern, sample: Sample, key: str, seed: int) -> Guarded:
    """Put a pattern past both guards.

    The generators depend on the seed and the key of the diagnostic alone: neither the
    other diagnostics nor the number of shuffles changes what is drawn.
    """
    entropy = np.random.SeedSequence([seed, zlib.crc32(key.encode())])
    first, second = (np.random.default_rng(s) for s in entropy.spawn(2))
    guards = pattern.declared.guards
    drawn = vary(sample, [*pattern.ahead, *pattern.behind], guards.draws, second)
    criteria = pattern.judge(pattern.read(drawn))
    return Guarded(
        measure_chance(pattern, sample, guards.permutations, first),
        {one.name: float(one.holds.mean()) for one in criteria},
    )


def measure_chance(
    pattern: Pattern, sample: Sample, count: int, rng: np.random.Generator
) -> dict[str, float]:
    """Give p = (1 + shuffles that reach what was observed) / (1 + shuffles).

    Values are shuffled among the items of both sides, which is the same as shuffling
    their tags. A number that is not there has p = 1.
    """
    items = [*pattern.ahead, *pattern.behind]
    here = pattern.read(sample.on_items())
    there = pattern.read(shuffle(sample, items, count, rng))
    tested = {one.tested for one in pattern.judge(here)}
    return {
        name: 1.0
        if np.isnan(here[name][0])
        else float(1 + (there[name] >= here[name][0] - _TIE).sum()) / (1 + count)
        for name in sorted(tested)
    }


def find_level(
    criteria: Sequence[Criterion], guarded: Guarded, guards: Guards
) -> tuple[Level, list[str]]:
    """Find the level and what has to hold no longer to clear it.

    For a watch these are its own criteria; for more than that all that give a finding.
    """
    passed = [one for one in criteria if guarded.passes(one, guards)]
    if not passed:
        return "none", []
    level = passed[0].level
    if level == "watch":
        return level, [one.name for one in passed]
    return level, [one.name for one in passed if one.level != "watch"]
