"""How fast draws are scored, beside a plain loop that scores draw by draw.

Run it as a program for a table: python tests/bench/bench_uncertainty.py

200 units and 100 items on five levels (5 % not applicable, 2 % unanswered), 18
sub-themes, 5 pillars, an index that is arithmetic or geometric; the weights of every
node are drawn. The loop weighs, combines, ranks and stages unit by unit in plain Python
from values that were looked up before; it scores a few draws and its time is scaled up.
Both give the same scores. Then 193 states and 2,000 draws of the EGDI.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from bench_kernel import hold, say

from instruments import load_instrument
from instruments.model.instrument import Instrument
from scoring.frames import read_frame
from scoring.kernel.coding import layout_of
from scoring.kernel.plan import compile_plan
from scoring.kernel.values import item_values
from scoring.uncertainty.draws import draw_blocks
from scoring.uncertainty.runs import Runs
from scoring.uncertainty.sensitivity import vary
from scoring.uncertainty.space import find_space

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.uncertainty.draws import Draws

UNITS, ITEMS, SUB_THEMES, PILLARS = 200, 100, 18, 5
DRAWS, SAMPLE = 1_000, 20
ROUNDS = 5
FLOOR = 0.01
BOUNDS = (0.0, 0.25, 0.5, 0.75)
EGDI_DRAWS = 2_000

LOOP_RATIO_MIN = 50
EGDI_SECONDS_MAX = 0.5


def make_instrument() -> Instrument:
    """Make the instrument that both ways score."""
    levels = [{"code": f"l{k}", "points": k, "say": f"L{k}"} for k in range(5)]
    items = [{"key": f"i{k}", "ask": f"Q{k}", "scale": "s"} for k in range(ITEMS)]
    nodes: dict[str, Any] = {
        f"s{j}": {
            "title": "Sub-theme",
            "items": [f"i{k}" for k in range(j, ITEMS, SUB_THEMES)],
        }
        for j in range(SUB_THEMES)
    }
    for j in range(PILLARS):
        of = [f"s{k}" for k in range(j, SUB_THEMES, PILLARS)]
        nodes[f"p{j}"] = {"title": "Pillar", "of": of}
    nodes["index"] = {"title": "Index", "of": [f"p{j}" for j in range(PILLARS)]}
    bands = [
        {"key": f"b{k}", "title": "Band", "from": bound}
        for k, bound in enumerate(BOUNDS)
    ]
    method = {
        "title": "Bench",
        "floor": FLOOR,
        "stages": ["ladder"],
        "alternatives": {
            "draws": DRAWS,
            "weights": {"else": 50},
            "combine": {"index": ["arithmetic", "geometric"]},
        },
    }
    return Instrument.model_validate(
        {
            "key": "bench",
            "version": "1",
            "title": "Bench",
            "language": "en",
            "scales": {"s": {"options": levels, "allow": ["not_applicable"]}},
            "sections": [{"key": "all", "title": "All", "items": items}],
            "framework": {"index": "index", "nodes": nodes},
            "methods": {"default": method},
            "stages": {"ladder": {"title": "L", "of": "index", "bands": bands}},
        }
    )


def make_responses(instrument: Instrument) -> Coded:
    """Make random coded responses."""
    chance = np.random.default_rng(20261122)
    coded = np.zeros(UNITS, dtype=layout_of(instrument))
    shares = [0.186] * 5 + [0.05, 0.02]
    for k in range(ITEMS):
        coded[f"i{k}"] = chance.choice([8, 9, 10, 11, 12, 2, 0], UNITS, p=shares)
    return coded


# The plain loop: what one would write without any library.


def score_by_loop(plan: Plan, coded: Coded, draws: Draws, count: int) -> list[Any]:
    """Score draws one by one: the index, rank and stage of every unit in each."""
    values = {key: found.tolist() for key, found in item_values(plan, coded).items()}
    nodes = {
        step.key: [m.key for m in step.members]
        or [plan.nodes[place] for place, _ in step.children]
        for step in plan.steps
    }
    found = []
    for draw in range(count):
        weights = {node: draws.weights[node][draw].tolist() for node in nodes}
        geometric = draws.ways[draw, 0] == 1
        scores = [
            _score_one(values, nodes, weights, unit, geometric=geometric)
            for unit in range(UNITS)
        ]
        falling = sorted(scores, reverse=True)
        ranks = [falling.index(score) + 1 for score in scores]
        stages = [sum(score >= bound for bound in BOUNDS) - 1 for score in scores]
        found.append((scores, ranks, stages))
    return found


def _score_one(
    values: dict[str, list[float]],
    nodes: dict[str, list[str]],
    weights: dict[str, list[float]],
    unit: int,
    *,
    geometric: bool,
) -> float:
    score: dict[str, float] = {}
    for node, children in nodes.items():
        total = whole = 0.0
        for child, weight in zip(children, weights[node], strict=True):
            value = score[child] if child in score else values[child][unit]
            if value == value:  # noqa: PLR0124 (a NaN is not itself)
                if geometric and node == "index":
                    value = math.log(FLOOR + (1 - FLOOR) * value)
                total += weight * value
                whole += weight
        mean = total / whole if whole else math.nan
        if geometric and node == "index":
            mean = (math.exp(mean) - FLOOR) / (1 - FLOOR)
        score[node] = mean
    return score["index"]


def check(plan: Plan, coded: Coded, draws: Draws) -> None:
    """Make sure that both ways give the same scores."""
    place = plan.place_of("index")
    expected = score_by_loop(plan, coded, draws, SAMPLE)
    for scored in Runs.over(plan, find_space(plan), coded).score(draws):
        for row, score in zip(scored.rows, scored.score[place], strict=True):
            if row < SAMPLE:
                np.testing.assert_allclose(score, expected[row][0], atol=1e-12)


def time_of(work: Callable[[], object]) -> float:
    """Return the median seconds of some runs, after one to warm up."""
    work()
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def measure_draws() -> tuple[float, float]:
    """Return the seconds of all draws, and of the loop, scaled up."""
    instrument = make_instrument()
    plan, coded = compile_plan(instrument), make_responses(instrument)
    units = [f"u{k}" for k in range(UNITS)]
    draws = next(iter(draw_blocks(find_space(plan), DRAWS, 1)))
    check(plan, coded, draws)
    ours = time_of(lambda: vary(plan, coded, units))
    start = time.perf_counter()
    score_by_loop(plan, coded, draws, SAMPLE)
    return ours, (time.perf_counter() - start) * DRAWS / SAMPLE


def measure_egdi() -> float:
    """Return the seconds of 2,000 draws of the EGDI of 2018."""
    instrument = load_instrument("egdi")
    table = Path(__file__).parents[1] / "oracles" / "egdi_2018.csv"
    frame = pd.read_csv(table)[["state", "osi", "tii", "hci"]]
    read = read_frame(instrument, frame)
    plan = compile_plan(instrument, "edition_2018")
    return time_of(lambda: vary(plan, read.coded, read.units, EGDI_DRAWS))


def main() -> int:
    """Print the figures; 1 if a promised one is broken."""
    ours, loop = measure_draws()
    say(f"{DRAWS} draws, {UNITS} units, {ITEMS} items: {ours:.3f} s")
    egdi = measure_egdi()
    say(f"{EGDI_DRAWS} draws of the EGDI, 193 states")
    kept = [
        hold("times a plain loop", loop / ours, at_least=LOOP_RATIO_MIN),
        hold("s for the EGDI", egdi, EGDI_SECONDS_MAX),
    ]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
