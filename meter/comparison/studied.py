"""Studied responses: what the study of a response came to, as long as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.comparison.shelf import UNITS, shelf_of
from scoring.study.response import ResponseStudy

if TYPE_CHECKING:
    from meter.storage import Store
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.study.diagnostics import Earlier


def recall_study(
    store: Store, plan: Plan, row: Coded, earlier: Earlier | None = None
) -> ResponseStudy:
    """Give the study of a coded response; what was worked out before is kept.

    The key is all that a study rests on: instrument, method and answers.
    """
    key = (
        "study",
        plan.instrument.fingerprint,
        plan.method_key,
        plan.method_fingerprint,
        row.tobytes(),
        None if earlier is None else (earlier.row.tobytes(), earlier.rank_now),
    )
    shelf = shelf_of(store, UNITS)
    return shelf.take(key, lambda: ResponseStudy(plan, row, earlier))
