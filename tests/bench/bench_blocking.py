"""How long it takes to find the answers that block the next stage.

Run it as a program for a table: python tests/bench/bench_blocking.py

The instrument is that of the kernel: 100 items below 18 sub-themes below 5 pillars, a
geometric index, a ladder of four stages. Each list is compared with coding and scoring
the same response once, which is what a page does that shows no list.
"""

from __future__ import annotations

import statistics
import sys
from typing import TYPE_CHECKING

from bench_kernel import clock, hold, make_instrument, make_responses, say

from scoring import compile_plan
from scoring.kernel.coding import code_answers, decode_answers
from scoring.kernel.engine import score_coded
from scoring.study.blocking import blocking_list

if TYPE_CHECKING:
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

RESPONSES, ROUNDS = 20, 5
SCORINGS_MAX = 100


def measure_list(plan: Plan, row: Coded) -> tuple[float, float]:
    """Give the seconds of a list and of one scoring, each the shortest of a few."""
    answers = decode_answers(plan.instrument, row)

    def score() -> object:
        return score_coded(plan, code_answers(plan.instrument, [answers]))

    lists = min(clock(lambda: blocking_list(plan, row))[1] for _ in range(ROUNDS))
    return lists, min(clock(score)[1] for _ in range(ROUNDS))


def main() -> int:
    """Print the figures; 1 if the promised one is broken."""
    instrument = make_instrument()
    plan = compile_plan(instrument)
    rows = make_responses(instrument, RESPONSES)
    found = [measure_list(plan, row) for row in rows]
    middle = statistics.median(taken for taken, _ in found)
    say(f"{RESPONSES} responses to 100 items: what blocks the next stage")
    say(f"  {1000 * middle:6.1f} ms a list (median)")
    ratio = statistics.median(taken / once for taken, once in found)
    return int(not hold("times one response scored", ratio, SCORINGS_MAX))


if __name__ == "__main__":
    sys.exit(main())
