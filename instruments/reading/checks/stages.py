"""Stage rules: bands that rise from 0, gates on what is there."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from instruments.model.items import NumberItem, OrdinalItem
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.items import Item
    from instruments.model.stages import Gate
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path


class PlacedGate(NamedTuple):
    """A gate of a band and its path."""

    gate: Gate
    path: Path


def list_gates(declared: Declared) -> Iterator[PlacedGate]:
    """Walk the gates of all stage rules."""
    for key, rule in declared.instrument.stages.items():
        for i, band in enumerate(rule.bands):
            for j, gate in enumerate(band.gates):
                yield PlacedGate(gate, ("stages", key, "bands", i, "gates", j))


def list_item_gates(declared: Declared) -> Iterator[tuple[PlacedGate, Item]]:
    """Walk the gates on items that are declared."""
    for placed in list_gates(declared):
        item = declared.items.get(placed.gate.item or "")
        if item is not None:
            yield placed, item


def check_node(declared: Declared) -> Iterator[Problem]:
    """ST01: a ladder stands over a node."""
    for key, rule in declared.instrument.stages.items():
        if declared.nodes and rule.of not in declared.nodes:
            facts = {"node": rule.of, "advice": Advice(rule.of, declared.nodes)}
            about = ("framework", "nodes", rule.of)
            yield Problem("ST01", ("stages", key, "of"), facts, about=about)


def check_first_band(declared: Declared) -> Iterator[Problem]:
    """ST02: the lowest stage begins at 0."""
    for key, rule in declared.instrument.stages.items():
        lower = rule.bands[0].lower
        if lower > 0:
            path = ("stages", key, "bands", 0, "from")
            yield Problem("ST02", path, {"lower": lower})


def check_rise(declared: Declared) -> Iterator[Problem]:
    """ST03: every band begins above the one before."""
    for key, rule in declared.instrument.stages.items():
        for place, (before, band) in enumerate(pairwise(rule.bands), start=1):
            if band.lower <= before.lower:
                facts: dict[str, object] = {"band": band.key, "lower": band.lower}
                facts["before"] = before.lower
                path = ("stages", key, "bands", place, "from")
                yield Problem("ST03", path, facts)


def check_gate_nodes(declared: Declared) -> Iterator[Problem]:
    """ST04: a gate on a node has its node."""
    for gate, path in list_gates(declared):
        if gate.node is not None and declared.nodes and gate.node not in declared.nodes:
            facts = {"node": gate.node, "advice": Advice(gate.node, declared.nodes)}
            about = ("framework", "nodes", gate.node)
            yield Problem("ST04", (*path, "node"), facts, about=about)


def check_gate_items(declared: Declared) -> Iterator[Problem]:
    """ST05: a gate on an item has its item."""
    for gate, path in list_gates(declared):
        if gate.item is not None and gate.item not in declared.items:
            facts = {"item": gate.item, "advice": Advice(gate.item, declared.items)}
            yield Problem("ST05", (*path, "item"), facts)


def check_gate_types(declared: Declared) -> Iterator[Problem]:
    """ST06: a minimum needs an order."""
    for (_, path), item in list_item_gates(declared):
        if not isinstance(item, OrdinalItem | NumberItem):
            facts = {"item": item.key, "type": item.type}
            about = declared.item_paths[item.key]
            yield Problem("ST06", (*path, "item"), facts, about=about)


def check_unused(declared: Declared) -> Iterator[Problem]:
    """ST07: a stage rule is used by a method."""
    used = {rule for one in declared.instrument.methods.values() for rule in one.stages}
    for key in declared.instrument.stages:
        if key not in used:
            yield Problem("ST07", ("stages", key), {"rule": key}, on_key=True)


def check_gate_scores(declared: Declared) -> Iterator[Problem]:
    """ST08: a score is held to a score."""
    for gate, path in list_gates(declared):
        if gate.node is not None and not _is_score(gate.at_least):
            facts = {"operand": gate.at_least}
            yield Problem("ST08", (*path, "at_least"), facts)


def _is_score(operand: str | float) -> bool:
    return isinstance(operand, float | int) and 0 <= operand <= 1


def check_gate_levels(declared: Declared) -> Iterator[Problem]:
    """ST10: the level of a gate is one of the item's."""
    for (gate, path), item in list_item_gates(declared):
        about = declared.item_paths[item.key]
        codes = declared.codes_of(item)
        if isinstance(item, OrdinalItem) and codes and gate.at_least not in codes:
            facts: dict[str, object] = {"code": gate.at_least, "item": item.key}
            facts["advice"] = Advice(str(gate.at_least), codes)
            yield Problem("ST10", (*path, "at_least"), facts, about=about)


def check_gate_numbers(declared: Declared) -> Iterator[Problem]:
    """CN05: the level of a gate on a number is a number."""
    for (gate, path), item in list_item_gates(declared):
        if isinstance(item, NumberItem) and isinstance(gate.at_least, str):
            facts = {"item": item.key, "operand": gate.at_least}
            about = declared.item_paths[item.key]
            yield Problem("CN05", (*path, "at_least"), facts, about=about)


def check_classes(declared: Declared) -> Iterator[Problem]:
    """ST11: a band has no classes, or at least two."""
    for key, rule in declared.instrument.stages.items():
        for place, band in enumerate(rule.bands):
            if len(band.classes) == 1:
                path = ("stages", key, "bands", place, "classes")
                yield Problem("ST11", path, {"band": band.key}, on_key=True)


CHECKS = (
    check_node,
    check_first_band,
    check_rise,
    check_gate_nodes,
    check_gate_items,
    check_gate_types,
    check_unused,
    check_gate_scores,
    check_gate_levels,
    check_gate_numbers,
    check_classes,
)
