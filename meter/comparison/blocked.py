"""What blocks the next stage of each unit of a round: searched once, then kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scoring.kernel.coding import ByFingerprint, pack, unpack
from scoring.kernel.plan import compile_plan
from scoring.study.blocking import blocking_list

if TYPE_CHECKING:
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.study.blocking import Blocking

KEPT = 2_000
"""Blocking lists; each takes some hundredths of a second to find and 2 kB to keep."""


def recall_blocking(plan: Plan, row: Coded, rule: str) -> Blocking:
    """Find what blocks the next stage of a response.

    All that it rests on is asked for again: who answers otherwise is searched anew.

    Args:
        plan: a method of the instrument itself.
        row: one coded response.
        rule: key of a stage rule.
    """
    instrument = plan.instrument
    source = ByFingerprint(instrument.fingerprint, instrument)
    return _search(source, plan.method_key, rule, pack(row))


@lru_cache(maxsize=KEPT)
def _search(source: ByFingerprint, method: str, rule: str, packed: bytes) -> Blocking:
    plan = compile_plan(source.instrument, method)
    return blocking_list(plan, unpack(source.instrument, [packed]), rule)
