"""Checks of meaning: one function a code, all of them run, none raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.reading.checks import (
    alternatives,
    combinations,
    conditions,
    diagnostics,
    forms,
    framework,
    items,
    keys,
    methods,
    normalisations,
    parts,
    repeats,
    scales,
    scored,
    stages,
    weightings,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instruments.reading.declared import Declared
    from instruments.reading.problems import Problem

    Check = Callable[[Declared], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    *keys.CHECKS,
    *scales.CHECKS,
    *items.CHECKS,
    *repeats.CHECKS,
    *conditions.CHECKS,
    *framework.CHECKS,
    *forms.CHECKS,
    *scored.CHECKS,
    *methods.CHECKS,
    *parts.CHECKS,
    *combinations.CHECKS,
    *normalisations.CHECKS,
    *weightings.CHECKS,
    *alternatives.CHECKS,
    *stages.CHECKS,
    *diagnostics.CHECKS,
)


def list_problems(declared: Declared) -> Iterator[Problem]:
    """Run all checks of meaning."""
    for check in CHECKS:
        yield from check(declared)
