"""Revisions: what one version of an instrument says otherwise than a former one.

Answers to an item may be compared over versions where it is the same or only its words
differ. What changed its scale, its type or its key is said, so that nobody reads a
change of the question as a movement of the unit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.revised_items import ItemRevision, compare_item
from instruments.revised_parts import PartRevision, compare_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.instrument import Instrument
    from instruments.revised_items import ItemKind

__all__ = ["ItemRevision", "PartRevision", "Revision", "compare_versions"]


@dataclass(frozen=True)
class Revision:
    """Two versions of an instrument, held against each other part by part.

    Attributes:
        old, new: the versions as they call themselves.
        items: first those of the old version in its order, then the added ones. An
            item that replaces others is told with those it replaces.
        nodes, methods, stages: every part of either version by its key.
    """

    old: str
    new: str
    items: tuple[ItemRevision, ...]
    nodes: tuple[PartRevision, ...]
    methods: tuple[PartRevision, ...]
    stages: tuple[PartRevision, ...]

    @property
    def comparable(self) -> tuple[str, ...]:
        """The items whose answers mean the same in both versions."""
        return tuple(one.item for one in self.items if one.is_comparable)

    @property
    def replaced(self) -> Mapping[str, tuple[str, ...]]:
        """The items that others follow by declaration, with those that do."""
        return {one.item: one.successors for one in self.items if one.successors}

    @property
    def is_same(self) -> bool:
        """Tell whether no item, node, method or rule differs, not even in words."""
        parts = (*self.nodes, *self.methods, *self.stages)
        return all(one.kind == "same" and not one.differs for one in self.items) and (
            all(part.kind == "same" for part in parts)
        )

    def count(self) -> Mapping[ItemKind, int]:
        """Count the items of each kind."""
        return Counter(one.kind for one in self.items)

    def item(self, key: str) -> ItemRevision:
        """Find what became of an item, or that it was added.

        Raises:
            KeyError: neither version asks it.
        """
        for one in self.items:
            if key == one.item or key in one.successors:
                return one
        raise KeyError(key)


def compare_versions(old: Instrument, new: Instrument) -> Revision:
    """Compare two versions of an instrument item by item and part by part.

    Items, nodes, methods and stage rules are the same ones where their keys are. An
    item of the old version is, in this order: `same` or `reworded` (only its words
    differ), `rescaled` (other options, points, goalposts, bounds and the like),
    `replaced_by` (its key is gone or of another type, and items of the new version
    declare `replaces`), else `not_comparable`. Items of the new version that neither
    go on nor replace are `added`.

    Args:
        old: the former version.
        new: the later one; the two need not have the same key.
    """
    return Revision(
        old.version,
        new.version,
        tuple(_compare_items(old, new)),
        *(compare_parts(group, old, new) for group in ("nodes", "methods", "stages")),
    )


def _compare_items(old: Instrument, new: Instrument) -> Iterator[ItemRevision]:
    successors = _find_successors(old, new)
    for key in old.items:
        yield compare_item(old, new, key, successors.get(key, ()))
    following = {key for keys in successors.values() for key in keys}
    for key in new.items:
        if key not in old.items and key not in following:
            yield ItemRevision(key, "added")


def _find_successors(old: Instrument, new: Instrument) -> dict[str, tuple[str, ...]]:
    """Find the items that declare that they replace one that does not go on."""
    found: dict[str, tuple[str, ...]] = {}
    for key, item in new.items.items():
        for former in item.replaces:
            if former != key and former in old.items and _ends(old, new, former):
                found[former] = (*found.get(former, ()), key)
    return found


def _ends(old: Instrument, new: Instrument, key: str) -> bool:
    return key not in new.items or new.items[key].type != old.items[key].type
