"""The plan: an instrument and one of its methods, compiled for the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from scoring.errors import (
    NotScoredError,
    UnknownMethodError,
    UnknownNodeError,
    UnknownRuleError,
)
from scoring.kernel.coding import ByFingerprint, coder_of
from scoring.kernel.compiling import compile_node, framework_of
from scoring.kernel.stages import compile_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.framework import Node
    from instruments.model.instrument import Instrument
    from instruments.model.methods import Method
    from scoring.kernel.coding import Coder
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.stages import Rule


@dataclass(frozen=True)
class Plan:
    """Everything that turns coded answers into scores; immutable.

    Attributes:
        nodes: keys of all scored nodes, top down: the columns of the results.
        indices: the nodes that are indices.
        steps: the nodes in the order of work, children before parents.
        rules: the stage rules of the method, main ones first.
        is_fitted: whether all that the method takes from a population was learned.
    """

    instrument: Instrument
    method_key: str
    method: Method
    coder: Coder
    nodes: tuple[str, ...]
    indices: tuple[str, ...]
    steps: tuple[NodePlan, ...]
    rules: tuple[Rule, ...]
    is_fitted: bool = True

    @property
    def is_relative(self) -> bool:
        """Tell whether a score depends on the population that the plan is fitted on."""
        return self.method.is_relative

    @cached_property
    def method_fingerprint(self) -> str:
        """Hash everything that turns coded answers into scores and stages."""
        return self.instrument.method_fingerprint(self.method_key)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def _steps(self) -> Mapping[int, NodePlan]:
        return {step.place: step for step in self.steps}

    @cached_property
    def valuing(self) -> Mapping[str, NodePlan]:
        """By item the node that says what it is worth: of several the first one.

        That is one that weighs it, or that divides it in a ratio.
        """
        found: dict[str, NodePlan] = {}
        for node in self.nodes:
            step = self.step_of(node)
            if step.members or step.ratio is not None:
                for item in step.items:
                    found.setdefault(item, step)
        return found

    def place_of(self, node: str) -> int:
        """Find the column of a node.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        if node not in self._places:
            raise UnknownNodeError(node, self.nodes)
        return self._places[node]

    def step_of(self, node: str) -> NodePlan:
        """Find how a node is scored.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        return self._steps[self.place_of(node)]

    def walk(self, node: str) -> Iterator[NodePlan]:
        """Walk a node and those below it, parents before children, each once.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        seen: set[str] = set()
        ahead = [node]
        while ahead:
            key = ahead.pop()
            if key not in seen:
                seen.add(key)
                step = self.step_of(key)
                yield step
                ahead += [self.nodes[place] for place, _ in reversed(step.children)]

    def rule_of(self, key: str | None = None) -> Rule:
        """Find a stage rule of the method; None takes the first.

        Raises:
            UnknownRuleError: the method uses no such rule.
        """
        found = next((rule for rule in self.rules if key in {None, rule.key}), None)
        if found is None:
            raise UnknownRuleError(key, [rule.key for rule in self.rules])
        return found


def compile_plan(instrument: Instrument, method: str | None = None) -> Plan:
    """Compile an instrument and a method; kept for the next call.

    Args:
        instrument: what was asked and what is measured.
        method: key of a method; None takes the instrument's default.

    Raises:
        NotScoredError: the instrument has no framework or no method.
        UnknownMethodError: it has no method of that name.
    """
    framework_of(instrument)
    if not instrument.methods:
        raise NotScoredError(instrument.key)
    key = method or instrument.default_method
    if key not in instrument.methods:
        raise UnknownMethodError(instrument.key, key, instrument.methods)
    return _compile(ByFingerprint(instrument.fingerprint, instrument), key)


@lru_cache(maxsize=64)
def _compile(source: ByFingerprint, method_key: str) -> Plan:
    method = source.instrument.methods[method_key]
    return compile_method(source.instrument, method, method_key)


def compile_method(instrument: Instrument, method: Method, key: str) -> Plan:
    """Compile a method that the instrument need not have, such as an alternative.

    Raises:
        NotScoredError: the instrument has no framework.
    """
    framework = framework_of(instrument)
    nodes = framework.list_nodes()
    steps = tuple(
        compile_node(instrument, method, node)
        for node in _order_of_work(framework.nodes, framework.index)
    )
    return Plan(
        instrument,
        key,
        method,
        coder_of(instrument),
        tuple(nodes),
        framework.index,
        steps,
        tuple(compile_rule(instrument, rule, nodes) for rule in method.stages),
        is_fitted=not method.is_relative,
    )


def _order_of_work(nodes: Mapping[str, Node], roots: tuple[str, ...]) -> list[str]:
    order: dict[str, None] = {}

    def visit(key: str) -> None:
        for child in nodes[key].of or {}:
            visit(child)
        order.setdefault(key)

    for root in roots:
        visit(root)
    return list(order)
