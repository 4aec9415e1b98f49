"""Checks of meaning: one function a code, all of them run, none raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.reading.checks import (
    conditions,
    framework,
    items,
    keys,
    methods,
    scales,
    scored,
    stages,
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
    *conditions.CHECKS,
    *framework.CHECKS,
    *scored.CHECKS,
    *methods.CHECKS,
    *stages.CHECKS,
)


def list_problems(declared: Declared) -> Iterator[Problem]:
    """Run all checks of meaning."""
    for check in CHECKS:
        yield from check(declared)
