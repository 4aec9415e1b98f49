"""The plan: an instrument and one of its methods, compiled for the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from instruments.model.conditions import list_comparisons
from scoring.errors import (
    NotScoredError,
    UnknownMethodError,
    UnknownNodeError,
    UnknownRuleError,
)
from scoring.kernel.aggregation import Aggregation
from scoring.kernel.coding import ByFingerprint, coder_of
from scoring.kernel.conditions import compile_condition
from scoring.kernel.lookups import compile_lookups
from scoring.kernel.missing import tabulate_missing
from scoring.kernel.stages import compile_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.framework import Framework, Node
    from instruments.model.instrument import Instrument
    from instruments.model.methods import Method
    from scoring.kernel.coding import Coder
    from scoring.kernel.conditions import Test
    from scoring.kernel.lookups import Lookups
    from scoring.kernel.missing import MissingTable
    from scoring.kernel.stages import Rule


@dataclass(frozen=True)
class TableScore:
    """A decision table: the tests in order with their scores.

    Attributes:
        items: the items that the tests ask about.
        otherwise: the score where no test holds.
    """

    rows: tuple[tuple[Test, float], ...]
    otherwise: float
    items: tuple[str, ...]


@dataclass(frozen=True)
class NodeGate:
    """A node that becomes zero, or loses its score, where a test holds."""

    test: Test
    becomes_zero: bool


@dataclass(frozen=True)
class NodePlan:
    """How one node is scored: from items, from a table or from other nodes.

    Attributes:
        place: the column of the node in the results.
        weights: declared weights of its children by key, as the method has them.
        lookups: for a node of items; None for the others.
        table: for a node with a decision table; None for the others.
        children: columns and weights of child nodes; empty for the others.
    """

    key: str
    place: int
    aggregation: Aggregation
    weights: Mapping[str, float]
    lookups: Lookups | None
    table: TableScore | None
    children: tuple[tuple[int, float], ...]
    gates: tuple[NodeGate, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items of a node of items or of its table; none for a node of nodes."""
        if self.table is not None:
            return self.table.items
        return () if self.lookups is None else tuple(self.weights)


@dataclass(frozen=True)
class Plan:
    """Everything that turns coded answers into scores; immutable.

    Attributes:
        nodes: keys of all scored nodes, top down: the columns of the results.
        indices: the nodes that are indices.
        steps: the nodes in the order of work, children before parents.
        rules: the stage rules of the method, main ones first.
    """

    instrument: Instrument
    method_key: str
    method: Method
    coder: Coder
    missing: MissingTable
    nodes: tuple[str, ...]
    indices: tuple[str, ...]
    steps: tuple[NodePlan, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def method_fingerprint(self) -> str:
        """Hash everything that turns coded answers into scores and stages."""
        return self.instrument.method_fingerprint(self.method_key)

    def place_of(self, node: str) -> int:
        """Find the column of a node.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        if node not in self.nodes:
            raise UnknownNodeError(node, self.nodes)
        return self.nodes.index(node)

    def step_of(self, node: str) -> NodePlan:
        """Find how a node is scored.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        place = self.place_of(node)
        return next(step for step in self.steps if step.place == place)

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


def framework_of(instrument: Instrument) -> Framework:
    """Get the framework of an instrument.

    Raises:
        NotScoredError: it has none.
    """
    if instrument.framework is None:
        raise NotScoredError(instrument.key)
    return instrument.framework


@lru_cache(maxsize=64)
def _compile(source: ByFingerprint, method_key: str) -> Plan:
    instrument = source.instrument
    framework = framework_of(instrument)
    method = instrument.methods[method_key]
    nodes = framework.list_nodes()
    missing = tabulate_missing(method.missing)
    steps = tuple(
        _compile_node(instrument, method, missing, key)
        for key in _order_of_work(framework.nodes, framework.index)
    )
    rules = tuple(compile_rule(instrument, key, nodes) for key in method.stages)
    return Plan(
        instrument,
        method_key,
        method,
        coder_of(instrument),
        missing,
        tuple(nodes),
        framework.index,
        steps,
        rules,
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


def _compile_node(
    instrument: Instrument, method: Method, missing: MissingTable, key: str
) -> NodePlan:
    framework = framework_of(instrument)
    node, nodes = framework.nodes[key], framework.list_nodes()
    weights = method.weights.get(key, node.children)
    aggregation = Aggregation(method.combine_of(key), method.floor)
    lookups = (
        compile_lookups(instrument, weights, aggregation, missing)
        if node.items
        else None
    )
    return NodePlan(
        key,
        nodes.index(key),
        aggregation,
        weights,
        lookups,
        _compile_table(instrument, node),
        tuple((nodes.index(child), weights[child]) for child in node.of or {}),
        _compile_gates(instrument, method, key),
    )


def _compile_table(instrument: Instrument, node: Node) -> TableScore | None:
    if node.table is None:
        return None
    asked = [c.item for row in node.table for c in list_comparisons(row.when)]
    return TableScore(
        tuple(
            (compile_condition(instrument, row.when), row.score) for row in node.table
        ),
        node.otherwise,
        tuple(dict.fromkeys(asked)),
    )


def _compile_gates(
    instrument: Instrument, method: Method, key: str
) -> tuple[NodeGate, ...]:
    return tuple(
        NodeGate(compile_condition(instrument, gate.when), gate.becomes == "zero")
        for gate in method.gates
        if gate.node == key
    )
