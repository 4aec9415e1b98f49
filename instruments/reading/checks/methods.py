"""Methods: what they combine, weigh and gate is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from instruments.model.combination import RANKING
from instruments.model.methods import OTHERS
from instruments.reading.checks.combinations import NAMES_OF_FORMS
from instruments.reading.checks.weightings import compare_names
from instruments.reading.declared import form_of
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.framework import Weights
    from instruments.model.methods import Method
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path


class Named(NamedTuple):
    """A node that a method names, the path, and whether it is a key there.

    `is_weighed` tells that the node needs children to combine or to weigh.
    """

    node: str
    path: Path
    on_key: bool = True
    is_weighed: bool = True


def list_named_nodes(declared: Declared) -> Iterator[Named]:
    """Walk the nodes that methods name, without `else` where it may stand."""
    for key, method in declared.instrument.methods.items():
        path = ("methods", key)
        yield from _list_weighed(method, path)
        for node in method.missing.nodes:
            yield Named(node, (*path, "missing", "nodes", node), is_weighed=False)
        for place, gate in enumerate(method.gates):
            spot = (*path, "gates", place, "node")
            yield Named(gate.node, spot, on_key=False, is_weighed=False)


def _list_weighed(method: Method, path: Path) -> Iterator[Named]:
    for node in method.combine.keys() - {OTHERS}:
        yield Named(node, (*path, "combine", node))
    for word in ("weights", "weighting"):
        for node in getattr(method, word):
            yield Named(node, (*path, word, node))
    for word in ("weights", "combine") if method.alternatives else ():
        for node in getattr(method.alternatives, word).keys() - {OTHERS}:
            yield Named(node, (*path, "alternatives", word, node))


def check_unknown_nodes(declared: Declared) -> Iterator[Problem]:
    """WT01: a method names nodes of the framework."""
    for node, path, on_key, _ in list_named_nodes(declared):
        if node not in declared.nodes:
            facts = {"node": node, "advice": Advice(node, declared.nodes)}
            about = ("framework", "nodes", node)
            yield Problem("WT01", path, facts, on_key=on_key, about=about)


def list_weights(declared: Declared) -> Iterator[tuple[str, Weights, Path]]:
    """Walk the weights that methods declare for nodes that are there."""
    for key, method in declared.instrument.methods.items():
        for node, weights in method.weights.items():
            if node in declared.nodes:
                yield node, weights, ("methods", key, "weights", node)


def check_weights(declared: Declared) -> Iterator[Problem]:
    """WT02: weights of a method are for exactly the children of the node."""
    for node, weights, path in list_weights(declared):
        children = tuple(declared.nodes[node].children)
        problem = compare_names(list(weights), children) if children else None
        if problem is not None:
            facts: dict[str, object] = {"node": node, "problem": problem}
            facts["children"] = ", ".join(children)
            about = ("framework", "nodes", node)
            yield Problem("WT02", path, facts, on_key=True, about=about)


def check_childless(declared: Declared) -> Iterator[Problem]:
    """WT03: tables and ratios have nothing to combine or weigh."""
    for node, path, _, is_weighed in list_named_nodes(declared):
        if not is_weighed or node not in declared.nodes:
            continue
        form = form_of(declared.nodes[node])
        if form in {"table", "ratio"}:
            facts = {"node": node, "form": NAMES_OF_FORMS[form]}
            about = ("framework", "nodes", node)
            yield Problem("WT03", path, facts, on_key=True, about=about)


def check_idle_weights(declared: Declared) -> Iterator[Problem]:
    """WT16: weights are for nodes whose children they can weigh."""
    methods = declared.instrument.methods
    for node, _, path in list_weights(declared):
        about = ("framework", "nodes", node)
        if declared.nodes[node].tagged is not None:
            why = f"the items of '{node}' are found by a tag and weigh equally"
        elif methods[str(path[1])].combine_of(node) == "pooled":
            why = f"'{node}' is pooled: its items keep the weights of their own nodes"
        else:
            continue
        yield Problem("WT16", path, {"why": why}, on_key=True, about=about)


def check_idle_caps(declared: Declared) -> Iterator[Problem]:
    """WT17: claims are capped where they are taken out of a mean."""
    for key, method in declared.instrument.methods.items():
        for node, policy in method.missing.nodes.items():
            cap = policy.most_not_applicable
            if cap is None or cap == 1 or node not in declared.nodes:
                continue
            why = _find_capless(declared, method, node)
            if why is not None:
                path = ("methods", key, "missing", "nodes", node, "most_not_applicable")
                facts = {"node": node, "why": why}
                about = ("framework", "nodes", node)
                yield Problem("WT17", path, facts, on_key=True, about=about)


def _find_capless(declared: Declared, method: Method, node: str) -> str | None:
    """Say why claims cannot be capped in a node; None where they can."""
    form, by = form_of(declared.nodes[node]), method.combine_of(node)
    if by == "pooled":
        return None
    if form not in {"items", "tagged"}:
        return f"it is {NAMES_OF_FORMS[form]}"
    return f"it takes '{by}', which is no mean" if by in NO_MEANS else None


def check_relative(declared: Declared) -> Iterator[Problem]:
    """WT15: the default method does not look at the other units."""
    instrument = declared.instrument
    if instrument.methods and instrument.method().is_relative:
        key = instrument.default_method
        yield Problem("WT15", ("methods", key), {"method": key}, on_key=True)


def check_stages(declared: Declared) -> Iterator[Problem]:
    """WT04: a method names stage rules of the instrument."""
    stages = declared.instrument.stages
    for key, method in declared.instrument.methods.items():
        for place, rule in enumerate(method.stages):
            if rule not in stages:
                facts = {"rule": rule, "advice": Advice(rule, stages)}
                path = ("methods", key, "stages", place)
                yield Problem("WT04", path, facts, about=("stages", rule))


NO_MEANS = RANKING | {"median", "minimum", "maximum"}
"""Combinations that add no weights up."""

CHECKS = (
    check_unknown_nodes,
    check_weights,
    check_childless,
    check_idle_weights,
    check_idle_caps,
    check_relative,
    check_stages,
)
