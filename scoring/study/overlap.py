"""Overlap: two rounds scored alike, by what both asked in the same way.

The former round's framework and method are restricted to the common items and compiled
again, so that the one kernel scores both rounds; weights, references and all else are
those by which the former round was scored.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.kernel.codes import NOT_ASKED, QUIET_NAN
from scoring.kernel.compiling import framework_of
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_method

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from instruments.model.framework import Node
    from scoring.kernel.coding import Coded
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan


def restrict_plan(plan: Plan, items: Collection[str], coded: Coded) -> Plan | None:
    """Restrict a plan to the nodes that some items alone can measure.

    A node of items or nodes stays while one of its children does, with the weights
    that the plan has; a decision table, a ratio and a gated node stay while all the
    items do that they ask about. Stages are left out. What the plan has learned from
    a population stays learned; only a ranking of other children is learned anew.

    Args:
        plan: how a round was scored; fitted.
        items: the items that are kept.
        coded: the responses of that round, in the plan's layout.

    Returns:
        A fitted plan of the same layout; None where no node can be measured.
    """
    kept = set(items)
    measured = _find_measured(plan, kept)
    if not measured:
        return None
    if measured == set(plan.nodes) and kept.issuperset(_list_items(plan)):
        return plan
    policy = plan.method.missing.model_copy(update={"bounds": False})
    update: dict[str, Any] = {
        "weights": {},
        "weighting": {},
        "gates": tuple(gate for gate in plan.method.gates if gate.node in measured),
        "stages": (),
        "missing": policy,
    }
    method = plan.method.model_copy(update=update)
    framework = framework_of(plan.instrument).model_copy(
        update={
            "index": tuple(_find_tops(plan, measured)),
            "nodes": {
                key: _restrict_node(plan, key, measured, kept)
                for key in plan.nodes
                if key in measured
            },
        }
    )
    instrument = plan.instrument.model_copy(update={"framework": framework})
    restricted = compile_method(instrument, method, plan.method_key)
    return _keep_learned(fit_plan(restricted, coded), plan)


def take_answers(
    plan: Plan, items: Collection[str], other: Plan, coded: Coded
) -> Coded:
    """Lay out the answers to some items as the responses of another round.

    All other items become not asked.

    Args:
        plan: whose layout is wanted.
        items: what both instruments ask in the same way.
        other: the plan whose layout the responses have; may be the same.
        coded: the responses.
    """
    taken = np.zeros(len(coded), dtype=plan.coder.wire)
    given = np.ascontiguousarray(coded).view(other.coder.wire)
    for key in plan.coder.layout.names or ():
        if key in items:
            taken[key] = given[key]
        else:
            is_number = plan.coder.layout[key].kind == "f"
            taken[key] = (QUIET_NAN if is_number else 0) + NOT_ASKED
    return taken.view(plan.coder.layout)


def list_items_below(plan: Plan, node: str) -> set[str]:
    """List the items that a node's score depends on."""
    walked = framework_of(plan.instrument).walk(node)
    steps = (plan.step_of(key) for key in walked)
    return {key for step in steps for key in _asked_by(step)}


def _list_items(plan: Plan) -> set[str]:
    return {key for step in plan.steps for key in _asked_by(step)}


def _asked_by(step: NodePlan) -> Iterator[str]:
    yield from step.items
    for gate in step.gates:
        yield from gate.items


def _find_measured(plan: Plan, kept: set[str]) -> set[str]:
    """Name the nodes that can be measured, in one pass from the bottom."""
    nodes, measured = framework_of(plan.instrument).nodes, set[str]()
    for step in plan.steps:
        needed = {key for gate in step.gates for key in gate.items}
        if step.table is not None or step.ratio is not None:
            needed.update(step.items)
        children = nodes[step.key].of
        some = measured & children.keys() if children else kept & set(step.items)
        if some and needed <= kept:
            measured.add(step.key)
    return measured


def _find_tops(plan: Plan, measured: set[str]) -> Iterator[str]:
    """Name the nodes that no measured node has as its child."""
    nodes = framework_of(plan.instrument).nodes
    below = {child for key in measured for child in nodes[key].of or {}}
    return (key for key in plan.nodes if key in measured and key not in below)


def _restrict_node(plan: Plan, key: str, measured: set[str], kept: set[str]) -> Node:
    node, step = framework_of(plan.instrument).nodes[key], plan.step_of(key)
    if node.of is not None:
        weights = step.weights if step.children else node.of
        below = {child: weights[child] for child in node.of if child in measured}
        return node.model_copy(update={"of": below})
    if not step.members:
        return node
    weighed = {
        member.key: member.weight
        for member in step.members
        if any(item.key in kept for item in member.items)
    }
    return node.model_copy(update={"items": weighed, "tagged": None})


def _keep_learned(restricted: Plan, plan: Plan) -> Plan:
    """Put what a plan has learned in the place of what its restriction learned."""

    def keep(step: NodePlan) -> NodePlan:
        former = plan.step_of(step.key)
        learned = {member.key: member for member in former.members}
        members = tuple(
            replace(learned[member.key], weight=member.weight)
            for member in step.members
        )
        same = former.weights.keys() == step.weights.keys()
        ordering = former.ordering if same else step.ordering
        return replace(
            step, members=members, transform=former.transform, ordering=ordering
        )

    return replace(restricted, steps=tuple(keep(step) for step in restricted.steps))
