"""Diagnostics: over nodes and tags that are there, with thresholds that rise."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from instruments.model.diagnostics import (
    Competition,
    Digitalization,
    Integration,
    Toolkitization,
)
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.diagnostics import Diagnostic
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

SIDES: dict[type, tuple[str, str]] = {
    Competition: ("visible", "foundation"),
    Integration: ("front", "back"),
    Toolkitization: ("tool", "glue"),
}
"""The two tags that a pattern holds against each other."""

THRESHOLDS = ("watch", "finding", "strong")


class Named(NamedTuple):
    """A node that a diagnostic names, and its path."""

    node: str
    path: Path


def list_diagnostics(declared: Declared) -> Iterator[tuple[Diagnostic, Path]]:
    """Walk the diagnostics with their paths."""
    for key, diagnostic in declared.instrument.diagnostics.items():
        yield diagnostic, ("diagnostics", key)


def _list_nodes(diagnostic: Diagnostic, path: Path) -> Iterator[Named]:
    if isinstance(diagnostic, Digitalization):
        yield Named(diagnostic.node, (*path, "node"))
        for place, node in enumerate(diagnostic.others):
            yield Named(node, (*path, "others", place))
    elif isinstance(diagnostic, Toolkitization):
        for place, node in enumerate(diagnostic.themes):
            yield Named(node, (*path, "themes", place))


def check_nodes(declared: Declared) -> Iterator[Problem]:
    """DG01: a diagnostic names nodes of the framework."""
    if not declared.nodes:
        return
    for diagnostic, path in list_diagnostics(declared):
        for node, spot in _list_nodes(diagnostic, path):
            if node not in declared.nodes:
                facts = {"node": node, "advice": Advice(node, declared.nodes)}
                about = ("framework", "nodes", node)
                yield Problem("DG01", spot, facts, about=about)


def check_tags(declared: Declared) -> Iterator[Problem]:
    """DG02: both sides have enough scored items."""
    for diagnostic, path in list_diagnostics(declared):
        needed = diagnostic.guards.least_items
        for side in SIDES.get(type(diagnostic), ()):
            tag = getattr(diagnostic, side)
            counted = declared.counting_nodes
            count = sum(
                tag in declared.items[k].tags for k in counted if k in declared.items
            )
            if count < needed:
                facts = {"tag": tag, "count": count, "needed": needed}
                yield Problem("DG02", (*path, side), facts)


def check_thresholds(declared: Declared) -> Iterator[Problem]:
    """DG03: thresholds do not fall."""
    for diagnostic, path in list_diagnostics(declared):
        names = [one for one in THRESHOLDS if hasattr(diagnostic, one)]
        for lower, higher in pairwise(names):
            low, high = getattr(diagnostic, lower), getattr(diagnostic, higher)
            if low > high:
                facts = {"lower": lower, "low": low, "higher": higher, "high": high}
                spot = (
                    path if lower not in diagnostic.model_fields_set else (*path, lower)
                )
                yield Problem("DG03", spot, facts)


def check_others(declared: Declared) -> Iterator[Problem]:
    """DG04: a node is not held against itself."""
    for diagnostic, path in list_diagnostics(declared):
        if isinstance(diagnostic, Digitalization):
            for place, node in enumerate(diagnostic.others):
                if node == diagnostic.node:
                    spot = (*path, "others", place)
                    yield Problem("DG04", spot, {"node": node})


def check_sides(declared: Declared) -> Iterator[Problem]:
    """DG05: a tag is not held against itself."""
    for diagnostic, path in list_diagnostics(declared):
        first, second = SIDES.get(type(diagnostic), ("kind", "kind"))
        tag = getattr(diagnostic, first)
        if first != second and tag == getattr(diagnostic, second):
            facts = {"first": first, "second": second, "tag": tag}
            yield Problem("DG05", (*path, second), facts)


CHECKS = (check_nodes, check_tags, check_thresholds, check_others, check_sides)
