"""What blocks the next stage of each unit of a round: searched once, then kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scoring.kernel.coding import ByFingerprint, pack, unpack
from scoring.kernel.plan import compile_plan
from scoring.study.blocking import describe_blocking
from scoring.study.climb import Climb
from scoring.study.next_stage import search_next_stage
from scoring.study.rescoring import open_row
from scoring.study.way import lead_on

if TYPE_CHECKING:
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.study.blocking import Blocking
    from scoring.study.roadmap import Way

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
    return _recall(plan, row, rule)[0]


def recall_way(plan: Plan, row: Coded, rule: str) -> Way | None:
    """Find the answers that lead to the next stage, as the unit's own result has them.

    None where none do, and without a score of the node that is staged. What is passed
    is as for `recall_blocking`, which finds it at once.
    """
    return _recall(plan, row, rule)[1]


def _recall(plan: Plan, row: Coded, rule: str) -> tuple[Blocking, Way | None]:
    instrument = plan.instrument
    source = ByFingerprint(instrument.fingerprint, instrument)
    return _search(source, plan.method_key, rule, pack(row))


@lru_cache(maxsize=KEPT)
def _search(
    source: ByFingerprint, method: str, rule: str, packed: bytes
) -> tuple[Blocking, Way | None]:
    plan = compile_plan(source.instrument, method)
    row = unpack(source.instrument, [packed])
    ladder = plan.rule_of(rule)
    found = search_next_stage(plan, row, ladder)
    blocking = describe_blocking(found)
    if blocking.index_now is None:
        return blocking, None
    climb = Climb(plan, open_row(plan, row), plan.nodes[ladder.place], ladder)
    return blocking, lead_on(climb, found)
