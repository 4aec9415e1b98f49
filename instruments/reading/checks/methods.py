"""Methods: what they combine, weigh and gate is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

OTHERS = "else"


def list_named_nodes(declared: Declared) -> Iterator[tuple[str, Path, bool]]:
    """Walk the nodes that methods name: name, path, whether it is a key there."""
    for key, method in declared.instrument.methods.items():
        path = ("methods", key)
        for node in method.combine:
            if node != OTHERS:
                yield node, (*path, "combine", node), True
        for node in method.weights:
            yield node, (*path, "weights", node), True
        for place, gate in enumerate(method.gates):
            yield gate.node, (*path, "gates", place, "node"), False


def check_unknown_nodes(declared: Declared) -> Iterator[Problem]:
    """WT01: a method names nodes of the framework."""
    for node, path, on_key in list_named_nodes(declared):
        if node not in declared.nodes:
            facts = {"node": node, "advice": Advice(node, declared.nodes)}
            about = ("framework", "nodes", node)
            yield Problem("WT01", path, facts, on_key=on_key, about=about)


def check_weights(declared: Declared) -> Iterator[Problem]:
    """WT02: weights of a method are for exactly the children of the node."""
    for key, method in declared.instrument.methods.items():
        for node, weights in method.weights.items():
            if node not in declared.nodes or declared.nodes[node].table:
                continue
            children = declared.nodes[node].children
            problem = _compare(list(weights), list(children))
            if problem:
                facts = {"node": node, "problem": problem}
                facts["children"] = ", ".join(children)
                path = ("methods", key, "weights", node)
                about = ("framework", "nodes", node)
                yield Problem("WT02", path, dict(facts), on_key=True, about=about)


def _compare(named: list[str], children: list[str]) -> str | None:
    lacking = next((one for one in children if one not in set(named)), None)
    foreign = next((one for one in named if one not in set(children)), None)
    if foreign is not None:
        return f"'{foreign}' is none of them"
    return None if lacking is None else f"'{lacking}' is missing"


def check_tables(declared: Declared) -> Iterator[Problem]:
    """WT03: a decision table has nothing to combine or weigh."""
    for node, path, on_key in list_named_nodes(declared):
        if on_key and node in declared.nodes and declared.nodes[node].table:
            about = ("framework", "nodes", node)
            yield Problem("WT03", path, {"node": node}, on_key=True, about=about)


def check_stages(declared: Declared) -> Iterator[Problem]:
    """WT04: a method names stage rules of the instrument."""
    stages = declared.instrument.stages
    for key, method in declared.instrument.methods.items():
        for place, rule in enumerate(method.stages):
            if rule not in stages:
                facts = {"rule": rule, "advice": Advice(rule, stages)}
                path = ("methods", key, "stages", place)
                yield Problem("WT04", path, facts, about=("stages", rule))


CHECKS = (check_unknown_nodes, check_weights, check_tables, check_stages)
