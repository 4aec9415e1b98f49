"""Repeats: keys of repeated items that are free, and named only where they are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from instruments.model.conditions import list_comparisons
from instruments.model.repeats import name_for
from instruments.reading.checks.conditions import list_all_spots
from instruments.reading.checks.stages import list_gates
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.reading.checks.conditions import Placed
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

LONGEST_KEY = 40


class Written(NamedTuple):
    """A section or item that is written out, the keys it gets, and its path."""

    kind: str
    key: str
    keys: tuple[str, ...]
    path: Path


def list_written(declared: Declared) -> Iterator[Written]:
    """Walk the repeated sections and their items."""
    for place, section in enumerate(declared.instrument.sections):
        entries = section.repeat.over if section.repeat else ()
        if entries:
            keys = tuple(name_for(section.key, one.key) for one in entries)
            yield Written("section", section.key, keys, ("sections", place))
    for item, keys in declared.repeated.items():
        yield Written("item", item, keys, declared.item_paths[item])


def check_length(declared: Declared) -> Iterator[Problem]:
    """RP01: the keys that are written out are short enough; told once for each."""
    for kind, key, keys, path in list_written(declared):
        longest = max(keys, key=len)
        if len(longest) > LONGEST_KEY:
            facts: dict[str, object] = {"kind": kind, "own": key, "key": longest}
            facts |= {"length": len(longest), "most": LONGEST_KEY}
            yield Problem("RP01", (*path, "key"), facts)


def check_free(declared: Declared) -> Iterator[Problem]:
    """RP02: the keys that are written out are free."""
    sections = declared.instrument.sections
    taken = {("section", one.key): one.key for one in sections}
    taken |= {("item", key): key for key in declared.items}
    for kind, own, keys, path in list_written(declared):
        for key in dict.fromkeys(keys):
            other = taken.setdefault((kind, key), own)
            if other != own:
                facts = {"kind": kind, "own": own, "key": key, "other": other}
                about = declared.item_paths.get(other)
                yield Problem("RP02", (*path, "key"), facts, about=about)


def check_named(declared: Declared) -> Iterator[Problem]:
    """RP03: an item asked several times is named within its section, or by a table.

    A table that names one decides for each entry, so that all such items of the table
    are of one section.
    """
    for name, section, path in _list_named(declared):
        if name in declared.repeated and declared.section_of[name] != section:
            key = declared.instrument.sections[declared.section_of[name]].key
            facts = {"item": name, "section": key}
            about = declared.item_paths[name]
            yield Problem("RP03", path, facts, about=about)


def _list_named(declared: Declared) -> Iterator[tuple[str, int | None, Path]]:
    """Walk the items that answers are looked up of, and the section where."""
    for placed, spot in list_all_spots(declared):
        section = _find_section(declared, placed)
        yield spot.comparison.item, section, (*spot.path, "item")
    for gate, path in list_gates(declared):
        if gate.item is not None:
            yield gate.item, None, (*path, "item")
    for key, node in declared.nodes.items():
        for word in ("of", "to") if node.ratio else ():
            path = ("framework", "nodes", key, "ratio", word)
            yield getattr(node.ratio, word), None, path
    for item, path in declared.list_items():
        for place, other in enumerate(item.requires):
            spot_path = (*path, "requires", place)
            yield other, declared.section_of[item.key], spot_path


def _find_section(declared: Declared, placed: Placed) -> int | None:
    """Find the section whose repeated items a condition may name, if any."""
    if "table" in placed.path:
        return _find_list(declared, str(placed.path[2]))
    return declared.section_of.get(placed.item or "")


def _find_list(declared: Declared, node: str) -> int | None:
    """Find the repeated section that a decision table decides over, if any."""
    rows = declared.nodes[node].table or ()
    asked = (one.item for row in rows for one in list_comparisons(row.when))
    repeated = (key for key in asked if key in declared.repeated)
    first = next(repeated, None)
    return None if first is None else declared.section_of[first]


CHECKS = (check_length, check_free, check_named)
