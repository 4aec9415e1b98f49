"""An instrument beside the data that it was read from, as checks look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.model.conditions import AllOf, AnyOf, Comparison, Not
from instruments.model.items import ChoiceItem, YesNoItem
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
        """The nodes that weigh each item, by item key."""
        counting: dict[str, list[str]] = {}
        for key, node in self.nodes.items():
            for item in node.items or {}:
                counting.setdefault(item, []).append(key)
        return counting

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
            form = "of" if node.of else "items"
            path = (*node_path(key), form)
            names = self.data["framework"]["nodes"][key].get(form, ())
            listed = isinstance(names, list)
            for place, name in enumerate(names):
                spot = (*path, place if listed else name)
                paths[key, name] = (spot, not listed)
        return paths


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
