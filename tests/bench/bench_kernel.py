"""How fast the kernel scores, beside a plain loop and beside polars.

Run it as a program for a table: python tests/bench/bench_kernel.py

One million responses to 100 items (yes/no and five levels in turn; 5 % not applicable,
2 % unanswered), 18 sub-themes with weights, 5 pillars, a geometric index, coverage of
at least 0.67, a ladder of four stages. Each way gives the index and the stage of every
response, and they are compared. The kernel and polars read the same columns of one
byte, on one core each; the loop reads dictionaries, a sample of them. In a process of
its own polars has two cores and the kernel still one.

Memory is measured in a process of its own: the highest resident size while blocks are
scored and index and stage are kept, above what stood before the answers were made,
over the size of the answers.
"""

from __future__ import annotations

import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.instrument import Instrument
from scoring import compile_plan, make_scorecard
from scoring.kernel.coding import code_answers, decode_answers, layout_of
from scoring.kernel.engine import score_blocks, score_coded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import polars as pl
    from numpy.typing import NDArray

    from instruments.model.answers import Answer
    from scoring.kernel.coding import Coded
    from scoring.kernel.results import Scores

    Nodes = list[tuple[str, list[tuple[str, float]]]]
    Values = NDArray[np.float64]

ROWS = 1_000_000
SAMPLE = 2_000
"""Responses that the plain loop scores; its time is scaled up."""
ITEMS, SUB_THEMES, PILLARS = 100, 18, 5
LEVELS = ("none", "little", "half", "most", "full")
LEAST, FLOOR = 0.67, 0.01
BOUNDS = (0.0, 0.25, 0.5, 0.75)
EDGE = 1e-12
ROUNDS = 7
ROOT = Path(__file__).parents[2]

LOOP_RATIO_MIN = 100
POLARS_SHARE_MAX = 0.5
MEMORY_RATIO_MAX = 1.2
GROWTH_MAX = 1.05
ONE_RESPONSE_MS_MAX = 1

HIDDEN = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""Settings that slow numpy down where they are set; both sides run without them."""


def make_instrument() -> Instrument:
    """Make the instrument that all ways score."""
    levels = [
        {"code": code, "points": points, "say": code}
        for points, code in enumerate(LEVELS)
    ]
    kinds = ({"type": "yes_no", "allow": ["not_applicable"]}, {"scale": "extent"})
    items = [{"key": f"i{k}", "ask": f"Q{k}", **kinds[k % 2]} for k in range(ITEMS)]
    nodes: dict[str, Any] = {
        f"s{j}": {
            "title": "Sub-theme",
            "items": {f"i{k}": 1 + k % 3 for k in range(j, ITEMS, SUB_THEMES)},
        }
        for j in range(SUB_THEMES)
    }
    for j in range(PILLARS):
        of = {f"s{k}": 1 + k % 2 for k in range(j, SUB_THEMES, PILLARS)}
        nodes[f"p{j}"] = {"title": "Pillar", "of": of}
    nodes["index"] = {"title": "Index", "of": [f"p{j}" for j in range(PILLARS)]}
    bands = [
        {"key": f"b{k}", "title": "Band", "from": bound}
        for k, bound in enumerate(BOUNDS)
    ]
    method = {
        "title": "Bench",
        "combine": {"index": "geometric", "else": "arithmetic"},
        "floor": FLOOR,
        "missing": {"least_coverage": LEAST},
        "stages": ["ladder"],
    }
    return Instrument.model_validate(
        {
            "key": "bench",
            "version": "1",
            "title": "Bench",
            "language": "en",
            "scales": {"extent": {"options": levels, "allow": ["not_applicable"]}},
            "sections": [{"key": "all", "title": "All", "items": items}],
            "framework": {"index": "index", "nodes": nodes},
            "methods": {"default": method},
            "stages": {"ladder": {"title": "L", "of": "index", "bands": bands}},
        }
    )


def make_responses(instrument: Instrument, rows: int) -> Coded:
    """Make random coded responses, a part at a time so that little else is held."""
    chance = np.random.default_rng(20261121)
    coded = np.zeros(rows, dtype=layout_of(instrument))
    codes = ([8, 9, 2, 0], [8, 9, 10, 11, 12, 2, 0])
    shares = ([0.465] * 2 + [0.05, 0.02], [0.186] * 5 + [0.05, 0.02])
    for start in range(0, rows, 50_000):
        part = coded[start : start + 50_000]
        for k in range(ITEMS):
            part[f"i{k}"] = chance.choice(codes[k % 2], len(part), p=shares[k % 2])
    return coded


# The plain loop: what one would write without any library.


def score_by_loop(
    instrument: Instrument, rows: list[dict[str, Answer]]
) -> list[tuple[float | None, int]]:
    """Score dictionaries of answers one by one: index and stage of each."""
    points = {
        key: {option.code: option.points or 0 for option in instrument.options_of(item)}
        for key, item in instrument.items.items()
    }
    highest = {key: max(worth.values()) for key, worth in points.items()}
    leaves, pillars = list_nodes(instrument, "s"), list_nodes(instrument, "p")
    return [_score_one(points, highest, leaves, pillars, row) for row in rows]


def list_nodes(instrument: Instrument, kind: str) -> Nodes:
    """List the nodes whose key begins so, with their children and weights."""
    framework = instrument.framework
    nodes = framework.nodes if framework else {}
    return [
        (key, list(node.children.items()))
        for key, node in nodes.items()
        if key.startswith(kind)
    ]


def _score_one(
    points: Mapping[str, Mapping[str, float]],
    highest: Mapping[str, float],
    leaves: Nodes,
    pillars: Nodes,
    answers: Mapping[str, Any],
) -> tuple[float | None, int]:
    found: dict[str, tuple[float, float]] = {}
    for node, items in leaves:
        total = applicable = answered = 0.0
        for item, weight in items:
            answer = answers.get(item, "unanswered")
            if answer == "not_applicable":
                continue
            applicable += weight
            if answer != "unanswered":
                answered += weight
                total += weight * points[item][answer] / highest[item]
        if applicable:
            found[node] = total / applicable, answered / applicable
    for node, children in pillars:
        known = [(found[child], weight) for child, weight in children if child in found]
        weights = sum(weight for _, weight in known)
        if weights:
            score = sum(score * weight for (score, _), weight in known) / weights
            cover = sum(cover * weight for (_, cover), weight in known) / weights
            found[node] = score, cover
    return _place_one([found[node] for node, _ in pillars if node in found])


def _place_one(pillars: list[tuple[float, float]]) -> tuple[float | None, int]:
    if not pillars or sum(cover for _, cover in pillars) / len(pillars) < LEAST:
        return None, -1
    logs = sum(math.log(FLOOR + (1 - FLOOR) * score) for score, _ in pillars)
    index = (math.exp(logs / len(pillars)) - FLOOR) / (1 - FLOOR)
    return index, sum(index >= bound - EDGE for bound in BOUNDS) - 1


# Polars: one lazy query over the same columns of one byte.


def write_query(instrument: Instrument, frame: pl.DataFrame) -> pl.LazyFrame:
    """Write the scoring as a query that ends in index and stage."""
    import polars as pl

    leaves = [
        expression
        for key, items in list_nodes(instrument, "s")
        for expression in _cover_leaf(key, items)
    ]
    pillars = [
        _mean_of([(pl.col(child + part), w) for child, w in children]).alias(key + part)
        for key, children in list_nodes(instrument, "p")
        for part in ("", ".cover")
    ]
    names = [key for key, _ in list_nodes(instrument, "p")]
    logs = [((FLOOR + (1 - FLOOR) * pl.col(name)).log(), 1.0) for name in names]
    index = (_mean_of(logs).exp() - FLOOR) / (1 - FLOOR)
    covered = _mean_of([(pl.col(f"{name}.cover"), 1.0) for name in names])
    stage = pl.lit(-1, dtype=pl.Int8)
    for place, bound in enumerate(BOUNDS):
        reached = pl.col("index") >= bound - EDGE
        stage = pl.when(reached).then(pl.lit(place, dtype=pl.Int8)).otherwise(stage)
    enough = covered.is_not_nan() & (covered >= LEAST)
    return (
        frame.lazy()
        .select(leaves)
        .with_columns(pillars)
        .select(pl.when(enough).then(index).alias("index"))
        .with_columns(stage.alias("stage"))
    )


def _cover_leaf(key: str, items: Iterable[tuple[str, float]]) -> list[pl.Expr]:
    """Give score and coverage of a sub-theme; unanswered counts as 0."""
    import polars as pl

    totals, applicable, answered = [], [], []
    for item, weight in items:
        code = pl.col(item)
        is_level = int(item[1:]) % 2 == 1
        steps = code - 8 if is_level else 9 - code
        value = steps.cast(pl.Float64) * (weight / (4 if is_level else 1))
        totals.append(pl.when(code >= 8).then(value).otherwise(0.0))
        answered.append(pl.when(code >= 8).then(float(weight)).otherwise(0.0))
        applicable.append(pl.when(code != 2).then(float(weight)).otherwise(0.0))
    weights = _add(applicable)
    return [
        (_add(totals) / weights).alias(key),
        (_add(answered) / weights).alias(f"{key}.cover"),
    ]


def _mean_of(children: list[tuple[pl.Expr, float]]) -> pl.Expr:
    """Give the mean of the children that are known; NaN is not."""
    import polars as pl

    totals = [child.fill_nan(0.0) * weight for child, weight in children]
    weights = [child.is_not_nan().cast(pl.Float64) * w for child, w in children]
    return _add(totals) / _add(weights)


def _add(parts: list[pl.Expr]) -> pl.Expr:
    total, *others = parts
    for other in others:
        total = total + other
    return total


# What is measured, each in a process of its own.


def measure_speed() -> dict[str, float]:
    """Time all ways on the same responses, in turns, and compare their results."""
    import polars as pl

    instrument = make_instrument()
    plan = compile_plan(instrument)
    coded = make_responses(instrument, ROWS)
    columns = {key: np.ascontiguousarray(coded[key]) for key in instrument.items}
    tenth = {key: column[: ROWS // 10].copy() for key, column in columns.items()}
    frame = pl.DataFrame(columns)
    query = write_query(instrument, frame)
    dictionaries = [decode_answers(instrument, row) for row in coded[:SAMPLE]]
    ways: dict[str, Callable[[], Any]] = {
        "plain loop": lambda: score_by_loop(instrument, dictionaries),
        "kernel": lambda: keep_index(score_blocks(plan, columns)),
        "kernel, a tenth of the rows": lambda: keep_index(score_blocks(plan, tenth)),
        "kernel, rows": lambda: keep_index(score_blocks(plan, coded)),
        "kernel, all nodes kept": lambda: score_coded(plan, columns),
        "polars": query.collect,
        "polars, streaming": lambda: query.collect(engine="streaming"),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    results: dict[str, Any] = {}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            results[name], taken = clock(way)
            times[name].append(taken)
    compare(results)
    fastest = {name: min(taken) for name, taken in times.items()}
    fastest["plain loop"] *= ROWS / SAMPLE
    return {**fastest, "one": measure_one()}


def measure_two_cores() -> dict[str, float]:
    """Give the kernel's time on one core over that of polars on all it may use."""
    import polars as pl

    instrument = make_instrument()
    plan = compile_plan(instrument)
    coded = make_responses(instrument, ROWS)
    columns = {key: np.ascontiguousarray(coded[key]) for key in instrument.items}
    query = write_query(instrument, pl.DataFrame(columns))
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(clock(lambda: keep_index(score_blocks(plan, columns)))[1])
        theirs += [clock(query.collect)[1]]
        theirs += [clock(lambda: query.collect(engine="streaming"))[1]]
    return {"two cores": min(ours) / min(theirs)}


def clock(way: Callable[[], Any]) -> tuple[Any, float]:
    """Run something and give its result and the seconds it took."""
    start = time.perf_counter()
    result = way()
    return result, time.perf_counter() - start


def keep_index(blocks: Iterable[Scores]) -> tuple[Values, NDArray[np.int8]]:
    """Keep index and stage of every block and let the rest go."""
    index, stage = np.empty(ROWS), np.empty(ROWS, dtype=np.int8)
    start = 0
    for block in blocks:
        rows = slice(start, start + len(block))
        index[rows], stage[rows] = block.node("index"), block.stage["ladder"]
        start = rows.stop
    return index, stage


def compare(results: Mapping[str, Any]) -> None:
    """Refuse to report speeds of ways that do not agree."""
    index, stage = results["kernel"]
    by_loop = results["plain loop"]
    looped = np.array([np.nan if one is None else one for one, _ in by_loop])
    np.testing.assert_allclose(index[:SAMPLE], looped, atol=1e-12, rtol=0)
    np.testing.assert_array_equal(stage[:SAMPLE], [place for _, place in by_loop])
    found = results["polars"]
    np.testing.assert_allclose(index, found["index"].to_numpy(), atol=1e-12, rtol=0)
    np.testing.assert_array_equal(stage, found["stage"].to_numpy())
    np.testing.assert_array_equal(results["kernel, rows"][0], index)


def measure_one() -> float:
    """Time one response, coded, scored and made a scorecard: seconds, the median."""
    instrument = make_instrument()
    answers = decode_answers(instrument, make_responses(instrument, 1))
    plan = compile_plan(instrument)

    def submit() -> object:
        scores = score_coded(plan, code_answers(instrument, [answers]))
        return make_scorecard(plan, scores)

    submit()
    return statistics.median(clock(submit)[1] for _ in range(501))


def measure_memory() -> dict[str, float]:
    """Measure the highest resident size over the size of the answers."""
    instrument = make_instrument()
    plan = compile_plan(instrument)
    keep_index(score_blocks(plan, make_responses(instrument, 20_000)))
    before = read_resident()
    coded = make_responses(instrument, ROWS)
    keep_index(score_blocks(plan, coded))
    return {"memory": (read_highest() - before) / coded.nbytes}


def read_resident() -> int:
    """Read the bytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def read_highest() -> int:
    """Read the most bytes of memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


MEASURES = {
    "speed": measure_speed,
    "two cores": measure_two_cores,
    "memory": measure_memory,
}


def run_apart(name: str, cores: int = 1) -> dict[str, float]:
    """Measure in a fresh process where polars may use so many cores."""
    kept = {key: value for key, value in os.environ.items() if key not in HIDDEN}
    paths = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH")]))
    ran = subprocess.run(
        [sys.executable, __file__, name],
        env={**kept, "POLARS_MAX_THREADS": str(cores), "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def say(text: str) -> None:
    """Write a line of the report."""
    print(text, flush=True)


BESIDE = frozenset({"one", "two cores", "memory"})
"""Figures that are no seconds of a way to score."""


def report(found: dict[str, float]) -> int:
    """Print all figures; 1 if a promised one is broken."""
    say(f"{ROWS:,} responses of {ITEMS} items: index and stage")
    ways = {name: s for name, s in found.items() if name not in BESIDE}
    growth = math.log10(ways["kernel"] / ways["kernel, a tenth of the rows"])
    for name, seconds in ways.items():
        say(f"  {name:28}{seconds:8.3f} s {seconds / ways['kernel']:8.1f} times kernel")
    loop = ways["plain loop"] / ways["kernel"]
    polars = ways["kernel"] / min(ways["polars"], ways["polars, streaming"])
    kept = [
        hold("times a plain loop", loop, at_least=LOOP_RATIO_MIN),
        hold("of polars' time, one core each", polars, POLARS_SHARE_MAX),
        hold("of its time on two cores", found["two cores"], POLARS_SHARE_MAX),
        hold("exponent of growth with the rows", growth, GROWTH_MAX),
        hold("times the coded answers in memory", found["memory"], MEMORY_RATIO_MAX),
        hold("ms for one response", 1000 * found["one"], ONE_RESPONSE_MS_MAX),
    ]
    return int(not all(kept))


def hold(
    what: str, found: float, at_most: float = math.inf, at_least: float = 0
) -> bool:
    """Say whether a figure is where it was promised to be."""
    kept = at_least <= found <= at_most
    bound = f"at least {at_least:g}" if at_least else f"at most {at_most:g}"
    say(f"{'held' if kept else 'BROKEN':8}{found:8.2f} {what} ({bound})")
    return kept


def main() -> int:
    """Measure apart and report, or take one measurement as JSON."""
    if sys.argv[1:]:
        say(json.dumps(MEASURES[sys.argv[1]]()))
        return 0
    two_cores = run_apart("two cores", cores=2)
    return report({**run_apart("speed"), **two_cores, **run_apart("memory")})


if __name__ == "__main__":
    sys.exit(main())
