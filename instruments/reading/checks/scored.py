"""Scored items: what a node counts can be turned into a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.conditions import list_comparisons
from instruments.model.items import (
    ChoiceItem,
    DateItem,
    LinkItem,
    MultipleItem,
    NumberItem,
    TextItem,
)
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.items import Item
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path


def list_counted(declared: Declared) -> Iterator[tuple[Item, str]]:
    """Walk the items that nodes count, each with the node."""
    for key, nodes in declared.counting_nodes.items():
        item = declared.items.get(key)
        if item is not None:
            yield from ((item, node) for node in nodes)


def list_scored_choices(declared: Declared) -> Iterator[ChoiceItem]:
    """Walk the counted items that have options, each once."""
    for key in declared.counting_nodes:
        item = declared.items.get(key)
        if isinstance(item, ChoiceItem) and declared.options_of(item):
            yield item


def check_goalposts(declared: Declared) -> Iterator[Problem]:
    """FW08: a scored number has goalposts, or every method normalises it."""
    for item, node in list_counted(declared):
        methods = declared.list_helpless(item) if isinstance(item, NumberItem) else ()
        for key in methods[:1]:
            facts = {"item": item.key, "node": node, "method": key}
            about = declared.item_paths[item.key]
            found = declared.at_weight("FW08", node, item.key, facts, about)
            yield found._replace(also=("methods", key))


def check_types(declared: Declared) -> Iterator[Problem]:
    """FW09: text, dates and links are not scored."""
    for item, node in list_counted(declared):
        if isinstance(item, TextItem | DateItem | LinkItem):
            facts = {"item": item.key, "type": item.type, "node": node}
            about = declared.item_paths[item.key]
            yield declared.at_weight("FW09", node, item.key, facts, about)


def check_points(declared: Declared) -> Iterator[Problem]:
    """SC06: every option of a scored item has points; a scale is told once."""
    told: set[Path] = set()
    for item in list_scored_choices(declared):
        for place, option in enumerate(declared.options_of(item)):
            path = (*declared.options_path(item), place)
            if option.points is None and path not in told:
                told.add(path)
                facts = {"code": option.code, "item": item.key}
                about = declared.item_paths[item.key]
                yield Problem("SC06", path, facts, about=about)


def check_spread(declared: Declared) -> Iterator[Problem]:
    """SC07: the options of a scored item differ in points; a scale is told once."""
    told: set[Path] = set()
    for item in list_scored_choices(declared):
        points = [option.points for option in declared.options_of(item)]
        path = declared.options_path(item)
        if None not in points and len(set(points)) == 1 and path not in told:
            if isinstance(item, MultipleItem) and points[0]:
                continue  # what counts is how many are chosen
            told.add(path)
            about = declared.item_paths[item.key]
            yield Problem("SC07", path, {"item": item.key}, about=about)


def check_no_loss(declared: Declared) -> Iterator[Problem]:
    """SC08: choosing one more option never lowers a score."""
    for item in list_scored_choices(declared):
        if not isinstance(item, MultipleItem):
            continue
        for place, option in enumerate(declared.options_of(item)):
            if option.points is not None and option.points < 0:
                facts = {"code": option.code, "item": item.key}
                path = (*declared.options_path(item), place, "points")
                about = declared.item_paths[item.key]
                yield Problem("SC08", path, facts, about=about)


def check_uncounted(declared: Declared) -> Iterator[Problem]:
    """FW11: what looks scored is counted somewhere."""
    if declared.instrument.framework is None:
        return
    used = set(declared.counting_nodes) | set(list_looked_at(declared))
    for item, path in declared.list_items():
        if item.key not in used and _looks_scored(item, declared):
            yield Problem("FW11", path, {"item": item.key})


def list_looked_at(declared: Declared) -> Iterator[str]:
    """Walk the items that decision tables and ratios look at."""
    for node in declared.nodes.values():
        for row in node.table or ():
            yield from (one.item for one in list_comparisons(row.when))
        if node.ratio is not None:
            yield from (node.ratio.of, node.ratio.to)


def _looks_scored(item: Item, declared: Declared) -> bool:
    """Tell whether an author who writes this wants a score.

    Points of a shared scale do not say so: opinions use the same scales.
    """
    if isinstance(item, NumberItem):
        return item.goalposts is not None
    if not isinstance(item, ChoiceItem):
        return False
    own = any(option.points is not None for option in item.options or ())
    return own or item.reverse or _is_odd_one_out(item, declared)


def _is_odd_one_out(item: ChoiceItem, declared: Declared) -> bool:
    """Tell whether all its neighbours with the same scale are counted."""
    section = next(one for one in declared.instrument.sections if item in one.items)
    alike = [
        one
        for one in section.items
        if isinstance(one, ChoiceItem) and one.scale == item.scale and one is not item
    ]
    counted = all(one.key in declared.counting_nodes for one in alike)
    return item.scale is not None and bool(alike) and counted


CHECKS = (
    check_goalposts,
    check_types,
    check_points,
    check_spread,
    check_no_loss,
    check_uncounted,
)
