"""The two sides that each diagnostic holds against each other, for many responses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.model.diagnostics import (
    Competition,
    Digitalization,
    Integration,
)
from scoring.kernel.fitting import fit_plan
from scoring.kernel.values import list_valued
from scoring.study.diagnostics.binding import bind_pattern
from scoring.study.diagnostics.samples import observe

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from instruments.model.diagnostics import Diagnostic
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]

NAMES = {
    "competition": ("visible", "foundation"),
    "digitalization": ("T", "median"),
    "integration": ("front", "back"),
    "toolkitization": ("tool", "glue"),
}
"""By kind the numbers of what would stand too high, and too low."""


@dataclass(frozen=True, eq=False)
class Sides:
    """What one diagnostic holds against each other, one value a response.

    Attributes:
        ahead: what would stand too high, 0..1; NaN for none.
        behind: what would stand too low.
        gap: the lead of the one from which on a finding is possible.
        least: the least that the one must come to; 0 for anything.
    """

    key: str
    kind: str
    title: str
    ahead: Values
    behind: Values
    gap: float
    least: float = 0.0


def read_sides(plan: Plan, rows: Coded) -> dict[str, Sides]:
    """Read the sides of every declared diagnostic, by its key.

    They are the numbers that `diagnose` tells of one response. A finding asks for more
    than the gap: it must not be chance, and hold under other weights.

    Raises:
        UnknownNodeError: a diagnostic names a node that the plan does not score.
    """
    if not plan.instrument.diagnostics or not len(rows):
        return {}
    fitted = fit_plan(plan, rows)
    scored = list_valued(fitted)
    patterns = {
        key: bind_pattern(fitted, declared, scored, None)
        for key, declared in plan.instrument.diagnostics.items()
    }
    # All patterns read one sample: valuing every item is what takes the time.
    asked = dict.fromkeys(node for one in patterns.values() for node in one.nodes)
    sample = observe(fitted, rows, asked)
    found = {}
    for key, declared in plan.instrument.diagnostics.items():
        numbers = patterns[key].read(sample)
        ahead, behind = (numbers[name] for name in NAMES[declared.kind])
        gap, least = _find_bounds(declared)
        found[key] = Sides(
            key, declared.kind, declared.title, ahead, behind, gap, least
        )
    return found


def _find_bounds(declared: Diagnostic) -> tuple[float, float]:
    if isinstance(declared, Integration):
        return declared.gap, 0.0
    if isinstance(declared, Digitalization):
        return declared.finding, declared.at_least
    if isinstance(declared, Competition):
        return declared.finding, 0.0
    return declared.finding, 0.0
