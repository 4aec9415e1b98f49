"""Conditions: on items that are there, that were asked, with what they can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.model.items import ChoiceItem
from instruments.reading.findings import Advice
from instruments.reading.possible import find_impossible
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.conditions import Condition
    from instruments.model.items import Item
    from instruments.reading.declared import Declared, Spot
    from instruments.reading.problems import Path

VERBS = {
    "yes_no": ("equals", "in", "answered"),
    "single": ("equals", "in", "answered"),
    "ordinal": ("equals", "in", "at_least", "at_most", "answered"),
    "multiple": ("includes", "answered"),
    "number": ("equals", "in", "at_least", "at_most", "answered"),
    "text": ("answered",),
    "date": ("answered",),
    "link": ("answered",),
}
"""The comparisons that make sense for each answer type."""


class Placed(NamedTuple):
    """A condition, its path, and the item whose asking it decides, if any."""

    condition: Condition
    path: Path
    item: str | None = None


def list_conditions(declared: Declared) -> Iterator[Placed]:
    """Walk the conditions of items, decision tables and gates of nodes."""
    for item, path in declared.list_items():
        if item.when is not None:
            yield Placed(item.when, (*path, "when"), item.key)
    for key, node in declared.nodes.items():
        for place, row in enumerate(node.table or ()):
            path = ("framework", "nodes", key, "table", place, "when")
            yield Placed(row.when, path)
    for key, method in declared.instrument.methods.items():
        for place, gate in enumerate(method.gates):
            yield Placed(gate.when, ("methods", key, "gates", place, "when"))


def list_all_spots(declared: Declared) -> Iterator[tuple[Placed, Spot]]:
    """Walk every comparison of every condition."""
    for placed in list_conditions(declared):
        for spot in declared.spots_in(placed.condition, placed.path):
            yield placed, spot


def list_known_spots(declared: Declared) -> Iterator[tuple[Spot, Item]]:
    """Walk the comparisons with items that are declared."""
    for _, spot in list_all_spots(declared):
        item = declared.items.get(spot.comparison.item)
        if item is not None:
            yield spot, item


def check_unknown_items(declared: Declared) -> Iterator[Problem]:
    """CN01: a condition looks at items of the instrument."""
    for _, spot in list_all_spots(declared):
        name = spot.comparison.item
        if name not in declared.items:
            facts = {"item": name, "advice": Advice(name, declared.items)}
            yield Problem("CN01", (*spot.path, "item"), facts)


def check_earlier(declared: Declared) -> Iterator[Problem]:
    """CN02: whether an item is asked rests on what was asked before."""
    positions = declared.positions
    for placed, spot in list_all_spots(declared):
        other = spot.comparison.item
        if placed.item is None or other not in positions:
            continue
        if positions[other] >= positions[placed.item]:
            facts = {"item": placed.item, "other": other}
            about = declared.item_paths[other]
            yield Problem("CN02", (*spot.path, "item"), facts, about=about)


def check_options(declared: Declared) -> Iterator[Problem]:
    """CN03: codes in a condition are options of the item."""
    for spot, item in list_known_spots(declared):
        if not isinstance(item, ChoiceItem) or spot.comparison.verb == "answered":
            continue
        codes = declared.codes_of(item)
        for operand, path in _list_operands(spot):
            if codes and operand not in codes:
                advice = Advice(str(operand), codes)
                facts = {"code": operand, "item": item.key, "advice": advice}
                about = declared.item_paths[item.key]
                yield Problem("CN03", path, facts, about=about)


def _list_operands(spot: Spot) -> Iterator[tuple[Any, Path]]:
    verb, operand = spot.comparison.verb, spot.comparison.operand
    path = (*spot.path, verb)
    if isinstance(operand, tuple):
        for place, part in enumerate(operand):
            yield part, (*path, place)
    else:
        yield operand, path


def check_verbs(declared: Declared) -> Iterator[Problem]:
    """CN04: the comparison fits the answer type."""
    for spot, item in list_known_spots(declared):
        verb, verbs = spot.comparison.verb, VERBS[item.type]
        if verb not in verbs:
            facts: dict[str, object] = {"verb": verb, "item": item.key}
            facts |= {"type": item.type, "verbs": " or ".join(verbs)}
            about = declared.item_paths[item.key]
            path = (*spot.path, verb)
            yield Problem("CN04", path, facts, on_key=True, about=about)


def check_numbers(declared: Declared) -> Iterator[Problem]:
    """CN05: a number item is compared with numbers."""
    for spot, item in list_known_spots(declared):
        verb = spot.comparison.verb
        if item.type != "number" or verb in {"answered", "includes"}:
            continue
        for operand, path in _list_operands(spot):
            if isinstance(operand, str):
                facts = {"item": item.key, "operand": operand}
                about = declared.item_paths[item.key]
                yield Problem("CN05", path, facts, about=about)


def check_possible(declared: Declared) -> Iterator[Problem]:
    """CN06: some answer fulfils the condition (simple cases)."""
    wrong = set()
    for check in (check_unknown_items, check_options, check_verbs, check_numbers):
        wrong |= {problem.path for problem in check(declared)}
    for placed in list_conditions(declared):
        depth = len(placed.path)
        if any(path[:depth] == placed.path for path in wrong):
            continue  # already told; what it can hold is not known
        item = find_impossible(declared, placed.condition)
        if item is not None:
            about = declared.item_paths[item]
            yield Problem("CN06", placed.path, {"item": item}, about=about)


CHECKS = (
    check_unknown_items,
    check_earlier,
    check_options,
    check_verbs,
    check_numbers,
    check_possible,
)
