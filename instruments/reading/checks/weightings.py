"""Weightings: rules and judgements that fit the children of their node."""

from __future__ import annotations

from itertools import combinations
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from instruments.model.consistency import ACCEPTED, rate_consistency
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.weighting import Weighting
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path


MOST_POWERS = 1000
"""A table of comparisons needs some tens of them."""

CLOSE = 1e-9
"""An eigenvalue that moves by less, relative to itself, is found."""


class Rule(NamedTuple):
    """A weighting, its node, the children there, and its path."""

    weighting: Weighting
    node: str
    children: tuple[str, ...]
    path: Path


def list_rules(declared: Declared) -> Iterator[Rule]:
    """Walk the weightings of nodes that have children."""
    for key, method in declared.instrument.methods.items():
        for node, weighting in method.weighting.items():
            children = declared.children_of(node) if node in declared.nodes else ()
            if children:
                path = ("methods", key, "weighting", node)
                yield Rule(weighting, node, children, path)


def check_weighed_twice(declared: Declared) -> Iterator[Problem]:
    """WT09: a node's weights are declared or found."""
    for key, method in declared.instrument.methods.items():
        for node in method.weighting:
            if node in method.weights:
                path = ("methods", key, "weighting", node)
                yield Problem("WT09", path, {"node": node}, on_key=True)


def check_experts(declared: Declared) -> Iterator[Problem]:
    """WT10: every expert gives points to the children, and to nobody else."""
    for weighting, node, children, path in list_rules(declared):
        for place, points in enumerate(weighting.experts or ()):
            problem = compare_names(list(points), children)
            if problem is None and not any(points.values()):
                problem = "no points are given"
            if problem is not None:
                facts = _tell(node, problem, children)
                about = ("framework", "nodes", node)
                spot = (*path, "experts", place)
                yield Problem("WT10", spot, facts, about=about)


def compare_names(named: list[str], children: tuple[str, ...]) -> str | None:
    """Say how names differ from the children of a node; None where they do not."""
    own, given = set(children), set(named)
    foreign = next((one for one in named if one not in own), None)
    if foreign is not None:
        return f"'{foreign}' is none of them"
    lacking = next((one for one in children if one not in given), None)
    return None if lacking is None else f"'{lacking}' is missing"


def _tell(node: str, problem: str, children: tuple[str, ...]) -> dict[str, object]:
    return {"node": node, "problem": problem, "children": ", ".join(children)}


def check_comparisons(declared: Declared) -> Iterator[Problem]:
    """WT11: each pair of children is compared once."""
    for weighting, node, children, path in list_rules(declared):
        problem = _find_flaw(weighting.compare, children) if weighting.compare else None
        if problem is not None:
            facts = _tell(node, problem, children)
            about = ("framework", "nodes", node)
            yield Problem("WT11", (*path, "compare"), facts, on_key=True, about=about)


def _find_flaw(
    compare: Mapping[str, Mapping[str, float]], children: tuple[str, ...]
) -> str | None:
    seen: set[frozenset[str]] = set()
    for first, others in compare.items():
        for second in others:
            pair = frozenset({first, second})
            foreign = next((one for one in (first, second) if one not in children), "")
            if foreign:
                return f"'{foreign}' is none of them"
            if first == second:
                return f"'{first}' is compared with itself"
            if pair in seen:
                return f"'{first}' and '{second}' are compared twice"
            seen.add(pair)
    for first, second in combinations(children, 2):
        if frozenset({first, second}) not in seen:
            return f"'{first}' and '{second}' are not compared"
    return None


def check_consistency(declared: Declared) -> Iterator[Problem]:
    """WT18: comparisons hardly contradict each other."""
    for weighting, node, children, path in list_rules(declared):
        compare = weighting.compare
        if not compare or _find_flaw(compare, children) is not None:
            continue
        largest = _find_largest(_tabulate(compare, children))
        _, ratio = rate_consistency(largest, len(children))
        if ratio > ACCEPTED:
            facts = {"node": node, "ratio": f"{ratio:.2f}", "most": ACCEPTED}
            yield Problem("WT18", (*path, "compare"), facts, on_key=True)


def _tabulate(
    compare: Mapping[str, Mapping[str, float]], children: tuple[str, ...]
) -> list[list[float]]:
    """Write comparisons, each pair once, as a table with its reciprocals."""
    table = {(child, child): 1.0 for child in children}
    for first, others in compare.items():
        for second, times in others.items():
            table[first, second], table[second, first] = times, 1 / times
    return [[table[row, column] for column in children] for row in children]


def _find_largest(table: list[list[float]]) -> float:
    """Find the principal eigenvalue of a table of positive numbers, by powers of it."""
    vector, largest = [1 / len(table)] * len(table), 0.0
    for _ in range(MOST_POWERS):
        moved = [sum(map(mul, row, vector)) for row in table]
        before, largest = largest, sum(moved)
        vector = [one / largest for one in moved]
        if abs(largest - before) < CLOSE * largest:
            break
    return largest


def check_factors(declared: Declared) -> Iterator[Problem]:
    """WT12: no more factors are kept than there are children."""
    for weighting, node, children, path in list_rules(declared):
        if weighting.factors is not None and weighting.factors > len(children):
            facts = {"factors": weighting.factors, "node": node}
            facts |= {"count": len(children)}
            about = ("framework", "nodes", node)
            yield Problem("WT12", (*path, "factors"), facts, about=about)


CHECKS = (
    check_weighed_twice,
    check_experts,
    check_comparisons,
    check_consistency,
    check_factors,
)
