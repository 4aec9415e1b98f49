"""Candidates: the items whose answers bear on a stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.model.conditions import list_comparisons
from instruments.model.items import NumberItem
from scoring.kernel.compiling import framework_of
from scoring.kernel.stages import NodeMinimum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instruments.model.conditions import Comparison
    from scoring.kernel.conditions import Test
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Minimum, Rule


@dataclass(frozen=True)
class Candidate:
    """An item whose answer could be raised.

    Attributes:
        item: its key.
        gates: tests that gates of the wanted stages put to it.
        operands: numbers that conditions hold it against.
        stands_in_table: whether it counts in a decision table, or below a node that
            is turned round, where more points need not be better.
    """

    item: str
    gates: tuple[Test, ...] = ()
    operands: tuple[float, ...] = ()
    stands_in_table: bool = False


def list_candidates(
    plan: Plan, rule: Rule, minima: Iterable[Minimum]
) -> list[Candidate]:
    """List the items that bear on a stage, in the order in which they are asked.

    They stand below the staged node or below a gated one, or in a gate themselves.
    """
    instrument = plan.instrument
    gates: dict[str, list[Test]] = {}
    operands: dict[str, list[object]] = {}
    roots = {plan.nodes[rule.place]: None}
    for gate in minima:
        if isinstance(gate, NodeMinimum):
            roots.setdefault(plan.nodes[gate.place])
        else:
            gates.setdefault(gate.item, []).append(gate.test)
            operands.setdefault(gate.item, []).append(gate.gate.at_least)
    nodes = {step.key for root in roots for step in plan.walk(root)}
    compared = list(_list_comparisons(plan, nodes))
    for comparison in compared:
        operands.setdefault(comparison.item, []).append(comparison.operand)
    tabled = {comparison.item for comparison in compared}
    tabled |= {
        key
        for node in _list_turned(plan, nodes)
        for step in plan.walk(node)
        for key in step.items
    }
    scored = {key for node in nodes for key in plan.step_of(node).items}
    return [
        Candidate(
            key,
            tuple(gates.get(key, ())),
            _numbers(operands.get(key, [])) if isinstance(item, NumberItem) else (),
            stands_in_table=key in tabled,
        )
        for key, item in instrument.items.items()
        if key in gates or key in tabled or key in scored
    ]


def _list_turned(plan: Plan, nodes: set[str]) -> Iterator[str]:
    """List the nodes whose score falls as their children rise."""
    for node in nodes:
        step = plan.step_of(node)
        turned = step.transform is not None and step.transform.is_turning
        if turned and step.ratio is None:
            yield node


def _list_comparisons(plan: Plan, nodes: set[str]) -> Iterator[Comparison]:
    """List what decision tables and gates of nodes compare."""
    framework = framework_of(plan.instrument)
    for key in sorted(nodes):
        for row in framework.nodes[key].table or ():
            yield from list_comparisons(row.when)
    for gate in plan.method.gates:
        if gate.node in nodes:
            yield from list_comparisons(gate.when)


def _numbers(operands: list[object]) -> tuple[float, ...]:
    flat = [one for o in operands for one in (o if isinstance(o, tuple) else (o,))]
    return tuple(
        float(one)
        for one in flat
        if isinstance(one, (str, float, int)) and not isinstance(one, bool)
    )
