"""Forms of nodes: tags that items carry, ratios of numbers that can be scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.items import NumberItem
from instruments.reading.declared import node_path
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.framework import Ratio
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path


def list_ratios(declared: Declared) -> Iterator[tuple[str, Ratio, Path]]:
    """Walk the ratios with their nodes and paths."""
    for key, node in declared.nodes.items():
        if node.ratio is not None:
            yield key, node.ratio, (*node_path(key), "ratio")


def check_tags(declared: Declared) -> Iterator[Problem]:
    """FW15: a tag gathers something."""
    for key, node in declared.nodes.items():
        if node.tagged is not None and node.tagged not in declared.tagged:
            facts = {"tag": node.tagged, "advice": Advice(node.tagged, declared.tagged)}
            yield Problem("FW15", (*node_path(key), "tagged"), facts)


def check_ratio_items(declared: Declared) -> Iterator[Problem]:
    """FW03: what a ratio divides are items."""
    for _, ratio, path in list_ratios(declared):
        for word in ("of", "to"):
            item = getattr(ratio, word)
            if item not in declared.items:
                facts = {"item": item, "advice": Advice(item, declared.items)}
                yield Problem("FW03", (*path, word), facts)


def check_ratio_types(declared: Declared) -> Iterator[Problem]:
    """FW16: what a ratio divides are numbers."""
    for _, ratio, path in list_ratios(declared):
        for word in ("of", "to"):
            item = declared.items.get(getattr(ratio, word))
            if item is not None and not isinstance(item, NumberItem):
                facts = {"item": item.key, "type": item.type}
                about = declared.item_paths[item.key]
                yield Problem("FW16", (*path, word), facts, about=about)


def check_ratio_scores(declared: Declared) -> Iterator[Problem]:
    """FW17: a ratio has goalposts, or every method normalises it."""
    for key, _, path in list_ratios(declared):
        if declared.nodes[key].goalposts is not None:
            continue
        for name, method in declared.instrument.methods.items():
            if key not in method.normalise:
                facts, also = {"node": key, "method": name}, ("methods", name)
                yield Problem("FW17", path, facts, on_key=True, also=also)
                break


def check_goalposts(declared: Declared) -> Iterator[Problem]:
    """FW18: goalposts of a node are those of a ratio."""
    for key, node in declared.nodes.items():
        if node.goalposts is not None and node.ratio is None:
            path = (*node_path(key), "goalposts")
            yield Problem("FW18", path, {"node": key}, on_key=True)


def check_ratio_parts(declared: Declared) -> Iterator[Problem]:
    """FW19: a ratio divides two things."""
    for _, ratio, path in list_ratios(declared):
        if ratio.of == ratio.to:
            yield Problem("FW19", (*path, "to"), {"item": ratio.to})


CHECKS = (
    check_tags,
    check_ratio_items,
    check_ratio_types,
    check_ratio_scores,
    check_goalposts,
    check_ratio_parts,
)
