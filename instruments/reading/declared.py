"""An instrument beside the data that it was read from, as checks look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.model.conditions import AllOf, AnyOf, Comparison, Not
from instruments.model.framework import FORMS
from instruments.model.items import ChoiceItem, NumberItem, YesNoItem
from instruments.model.methods import OTHERS
from instruments.model.repeats import name_for
from instruments.model.scales import YES_NO
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.conditions import Condition
    from instruments.model.framework import Node
    from instruments.model.instrument import Instrument
    from instruments.model.items import BaseItem, Item
    from instruments.model.scales import Option, Scale
    from instruments.reading.problems import Path


class Spot(NamedTuple):
    """A comparison and its path in the file."""

    comparison: Comparison
    path: Path


@dataclass(frozen=True)
class Declared:
    """An instrument of right shape, perhaps of wrong meaning, and its data."""

    instrument: Instrument
    data: Any

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items by key; where a key is declared twice, the first."""
        found: dict[str, Item] = {}
        for item, _ in self.list_items():
            found.setdefault(item.key, item)
        return found

    @cached_property
    def item_paths(self) -> Mapping[str, Path]:
        """Where each item is declared."""
        paths: dict[str, Path] = {}
        for item, path in self.list_items():
            paths.setdefault(item.key, path)
        return paths

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The order in which items are asked, from 0."""
        return {key: position for position, key in enumerate(self.items)}

    def list_items(self) -> Iterator[tuple[Item, Path]]:
        """Walk all items, those with a key in use too, with their paths."""
        for i, section in enumerate(self.instrument.sections):
            for j, item in enumerate(section.items):
                yield item, ("sections", i, "items", j)

    def scale_of(self, item: ChoiceItem) -> Scale | None:
        """Find the declared scale of an item; None where its name is unknown."""
        if item.scale is not None:
            return self.instrument.scales.get(item.scale)
        if isinstance(item, YesNoItem) and item.options is None:
            return self.instrument.scales.get("yes_no", YES_NO)
        return None

    def options_of(self, item: BaseItem) -> tuple[Option, ...]:
        """List the options of an item; empty where they are not declared."""
        if not isinstance(item, ChoiceItem):
            return ()
        scale = self.scale_of(item)
        return scale.options if scale else item.options or ()

    def codes_of(self, item: BaseItem) -> list[str]:
        """List the option codes of an item; empty where they are not declared."""
        return [option.code for option in self.options_of(item)]

    def options_path(self, item: ChoiceItem) -> Path:
        """Say where the options of an item are declared."""
        if item.options is not None:
            return (*self.item_paths[item.key], "options")
        return ("scales", item.scale or "yes_no", "options")

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes by key; empty without a framework."""
        framework = self.instrument.framework
        return framework.nodes if framework else {}

    @cached_property
    def _spots(self) -> dict[Path, tuple[Spot, ...]]:
        return {}

    def spots_in(self, condition: Condition, path: Path) -> tuple[Spot, ...]:
        """List the comparisons of a condition at a path; several checks want them."""
        found = self._spots.get(path)
        if found is None:
            found = self._spots[path] = tuple(list_spots(condition, path))
        return found

    @cached_property
    def indices(self) -> tuple[str, ...]:
        """The indices that are declared nodes."""
        framework = self.instrument.framework
        return (
            tuple(key for key in framework.index if key in self.nodes)
            if framework
            else ()
        )

    @cached_property
    def counting_nodes(self) -> Mapping[str, list[str]]:
        """The nodes that weigh each item, by name or by tag, by item key."""
        counting: dict[str, list[str]] = {}
        for key, node in self.nodes.items():
            for item in () if node.of else self.children_of(key):
                counting.setdefault(item, []).append(key)
        return counting

    def children_of(self, node: str) -> tuple[str, ...]:
        """List the nodes or items that a node weighs; none for tables and ratios."""
        declared = self.nodes[node]
        if declared.tagged is not None:
            return self.tagged.get(declared.tagged, ())
        return tuple(declared.children)

    @cached_property
    def tagged(self) -> Mapping[str, tuple[str, ...]]:
        """The items with points or goalposts that carry each tag."""
        found: dict[str, tuple[str, ...]] = {}
        for key, item in self.items.items():
            for tag in item.tags if self.has_value(item) else ():
                found[tag] = (*found.get(tag, ()), key)
        return found

    def has_value(self, item: Item) -> bool:
        """Tell whether answers to an item have a value, so that a tag counts it."""
        if isinstance(item, NumberItem):
            methods = self.instrument.methods
            return not self.list_helpless(item) and (bool(methods or item.goalposts))
        return any(one.points is not None for one in self.options_of(item))

    def list_helpless(self, item: NumberItem) -> list[str]:
        """List the methods under which a number has no value."""
        return [
            key
            for key, method in self.instrument.methods.items()
            if item.goalposts is None
            and not {item.key, OTHERS} & method.normalise.keys()
        ]

    @cached_property
    def section_of(self) -> Mapping[str, int]:
        """The place of the section that asks each item."""
        return {key: int(path[1]) for key, path in self.item_paths.items()}

    @cached_property
    def repeated(self) -> Mapping[str, tuple[str, ...]]:
        """The keys under which the items of repeated sections are asked."""
        found: dict[str, tuple[str, ...]] = {}
        for key, place in self.section_of.items():
            repeat = self.instrument.sections[place].repeat
            if repeat is not None:
                found[key] = tuple(name_for(key, one.key) for one in repeat.over)
        return found

    def at_weight(
        self,
        code: str,
        node: str,
        child: str,
        facts: Mapping[str, object],
        about: Path | None = None,
    ) -> Problem:
        """Put a problem on a child's name in the list or mapping of its node."""
        path, on_key = self._weight_paths[node, child]
        return Problem(code, path, facts, on_key=on_key, about=about)

    @cached_property
    def _weight_paths(self) -> dict[tuple[str, str], tuple[Path, bool]]:
        """Where each child is named, and whether it is a key there."""
        paths: dict[tuple[str, str], tuple[Path, bool]] = {}
        for key, node in self.nodes.items():
            path = (*node_path(key), form_of(node))
            names = self.data["framework"]["nodes"][key].get(path[-1])
            listed = isinstance(names, list)
            for place, child in enumerate(self.children_of(key)):
                end = (place if listed else child,) if node.children else ()
                paths[key, child] = ((*path, *end), bool(end) and not listed)
        return paths


def form_of(node: Node) -> str:
    """Name the one form that a node has."""
    return next(form for form in FORMS if getattr(node, form) is not None)


def node_path(key: str) -> Path:
    """Say where a node is declared."""
    return ("framework", "nodes", key)


def list_spots(condition: Condition, path: Path) -> Iterator[Spot]:
    """Walk the comparisons of a condition with their paths."""
    match condition:
        case Comparison():
            yield Spot(condition, path)
        case Not():
            yield from list_spots(condition.part, (*path, "not"))
        case AllOf() | AnyOf():
            word = "all" if isinstance(condition, AllOf) else "any"
            for place, part in enumerate(condition.parts):
                yield from list_spots(part, (*path, word, place))
