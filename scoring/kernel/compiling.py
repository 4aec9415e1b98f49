"""Compiling: from a declared node and a method to the plan of the node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.conditions import list_comparisons, point_condition
from instruments.model.items import NumberItem
from instruments.model.methods import OTHERS
from instruments.model.normalisation import Normalisation
from instruments.model.repeats import name_for
from scoring.errors import NotScoredError
from scoring.kernel.aggregation import compile_aggregation
from scoring.kernel.conditions import compile_condition
from scoring.kernel.members import Member
from scoring.kernel.missing import tabulate_missing
from scoring.kernel.nodes import NodeGate, NodePlan, TableScore
from scoring.kernel.normalisation import is_scored
from scoring.kernel.transforms import Transform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.framework import Framework, Node, TableRow
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.model.methods import Method
    from instruments.model.weighting import Weighting


def framework_of(instrument: Instrument) -> Framework:
    """Get the framework of an instrument.

    Raises:
        NotScoredError: it has none.
    """
    if instrument.framework is None:
        raise NotScoredError(instrument.key)
    return instrument.framework


def compile_node(instrument: Instrument, method: Method, key: str) -> NodePlan:
    """Compile one node; what has to be learned from a population is still open."""
    framework = framework_of(instrument)
    node, nodes = framework.nodes[key], framework.list_nodes()
    pooled = method.combine_of(key) == "pooled"
    below = {} if pooled else node.of or {}
    weights, rule = weigh_children(instrument, method, key)
    normalisation = _normalise_node(node, method.normalise.get(key))
    return NodePlan(
        key,
        nodes.index(key),
        method.combination_of(key),
        compile_aggregation(method.combination_of(key), method.floor),
        weights,
        tabulate_missing(method.missing.of(key)),
        () if below else tuple(_compile_members(instrument, method, key, weights)),
        _compile_table(instrument, node),
        node.ratio,
        tuple((nodes.index(child), weights[child]) for child in below),
        tuple(_compile_gates(instrument, method, key)),
        None if normalisation is None else Transform(normalisation),
        rule,
    )


def weigh_children(
    instrument: Instrument, method: Method, key: str
) -> tuple[Mapping[str, float], Weighting | None]:
    """Give the weights of a node's children, and the rule that is still to find them.

    Until a rule has found weights in a population, the declared ones stand.
    """
    weights = _declare_weights(instrument, method, key)
    rule = method.weighting.get(key)
    if rule is None or rule.is_relative:
        return weights, rule
    from scoring.kernel.weighing import find_weights

    return find_weights(rule, weights, None), None


def _declare_weights(
    instrument: Instrument, method: Method, key: str
) -> Mapping[str, float]:
    framework = framework_of(instrument)
    node = framework.nodes[key]
    if node.tagged is not None:
        return dict.fromkeys(list_tagged(instrument, method, node.tagged), 1.0)
    if node.of is not None and method.combine_of(key) == "pooled":
        return {
            item: weight
            for leaf in framework.leaves(key)
            for item, weight in _declare_weights(instrument, method, leaf).items()
        }
    own = method.weights.get(key, node.children)
    return {child: own[child] for child in node.children}


def list_tagged(instrument: Instrument, method: Method, tag: str) -> list[str]:
    """List what a node of tagged items weighs: scored items, lists by their group."""
    group_of = {
        key: group for group, keys in instrument.repeated.items() for key in keys
    }
    found = (
        name
        for key, item in instrument.items.items()
        if tag in item.tags
        and can_be_scored(instrument, method, name := group_of.get(key, key), item)
    )
    return list(dict.fromkeys(found))


def can_be_scored(
    instrument: Instrument, method: Method, name: str, item: Item
) -> bool:
    """Tell whether answers to an item have a value under a method.

    Args:
        instrument: what was asked.
        method: how it is scored.
        name: what nodes and methods call the item; of one asked over a list, its group.
        item: the item, or the one of any entry.
    """
    if is_scored(instrument, item):
        return True
    numbers = isinstance(item, NumberItem)
    return numbers and _normalise_item(method, name, item) is not None


def _normalise_item(method: Method, name: str, item: Item) -> Normalisation | None:
    own = method.normalise.get(name)
    if own is not None or not isinstance(item, NumberItem):
        return own
    return None if item.goalposts else method.normalise.get(OTHERS)


def _normalise_node(node: Node, declared: Normalisation | None) -> Normalisation | None:
    """Give what a method declares, or the goalposts of a ratio."""
    if declared is not None or node.goalposts is None:
        return declared
    posts = node.goalposts
    return Normalisation(by="goalposts", low=posts.low, high=posts.high, log=posts.log)


def _compile_members(
    instrument: Instrument, method: Method, node: str, weights: Mapping[str, float]
) -> Iterator[Member]:
    missing = tabulate_missing(method.missing.of(node))
    for key, weight in weights.items():
        keys = instrument.repeated.get(key, (key,))
        items = tuple(instrument.items[one] for one in keys)
        if not can_be_scored(instrument, method, key, items[0]):
            continue
        normalisation = _normalise_item(method, key, items[0])
        yield Member(
            instrument,
            key,
            items,
            instrument.take_of(key) if key in instrument.repeated else "mean",
            weight,
            None if normalisation is None else Transform(normalisation),
            missing,
        )


def _compile_table(instrument: Instrument, node: Node) -> TableScore | None:
    """Compile a decision table; one over a list decides for each entry apart."""
    if node.table is None:
        return None
    asked = {c.item for row in node.table for c in list_comparisons(row.when)}
    groups = [key for key in asked if key in instrument.repeated]
    if not groups:
        return _compile_rows(instrument, node, node.table)
    section = instrument.section_of[instrument.repeated[groups[0]][0]]
    entries = [entry.key for entry in section.repeat.over] if section.repeat else []
    apart = tuple(
        _compile_rows(instrument, node, _point_rows(node.table, groups, entry))
        for entry in entries
    )
    items = dict.fromkeys(item for table in apart for item in table.items)
    take = instrument.take_of(groups[0])
    return TableScore((), node.otherwise, tuple(items), apart, take)


def _compile_rows(
    instrument: Instrument, node: Node, rows: tuple[TableRow, ...]
) -> TableScore:
    asked = (c.item for row in rows for c in list_comparisons(row.when))
    return TableScore(
        tuple((compile_condition(instrument, row.when), row.score) for row in rows),
        node.otherwise,
        tuple(dict.fromkeys(asked)),
    )


def _point_rows(
    rows: tuple[TableRow, ...], groups: list[str], entry: str
) -> tuple[TableRow, ...]:
    """Let the rows of a table ask about one entry of a list."""
    names = {group: name_for(group, entry) for group in groups}
    return tuple(
        row.model_copy(update={"when": point_condition(row.when, names)})
        for row in rows
    )


def _compile_gates(
    instrument: Instrument, method: Method, key: str
) -> Iterator[NodeGate]:
    for gate in method.gates:
        if gate.node == key:
            asked = (comparison.item for comparison in list_comparisons(gate.when))
            test = compile_condition(instrument, gate.when)
            zero = gate.becomes == "zero"
            yield NodeGate(test, zero, tuple(dict.fromkeys(asked)))
