"""Items and profile fields: complete, with bounds that leave room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments.model.items import (
    DateItem,
    MultipleItem,
    NumberItem,
    YesNoItem,
)
from instruments.reading.checks.scales import list_choice_items
from instruments.reading.cycles import find_cycles
from instruments.reading.declared import node_path
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.goalposts import Goalposts
    from instruments.model.questionnaire import ProfileField
    from instruments.model.scales import Option
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

PROFILE_KEYS = {
    "number": {"unit", "at_least", "at_most"},
    "single": {"options"},
    "text": set[str](),
}
"""What each type of profile field may have beside key, type and title."""


def check_options(declared: Declared) -> Iterator[Problem]:
    """IT01: an item to choose from has something to choose."""
    for item, path in list_choice_items(declared):
        free = isinstance(item, YesNoItem)
        if not free and item.scale is None and item.options is None:
            yield Problem("IT01", path, {"item": item.key})


def check_two_sources(declared: Declared) -> Iterator[Problem]:
    """IT02: options come from one place."""
    for item, path in list_choice_items(declared):
        if item.scale is not None and item.options is not None:
            yield Problem("IT02", (*path, "options"), {"item": item.key}, on_key=True)


def check_bounds(declared: Declared) -> Iterator[Problem]:
    """IT03: bounds leave room for an answer."""
    for item, path in declared.list_items():
        if isinstance(item, NumberItem | DateItem):
            yield from _find_crossed(item, path)
    for place, part in enumerate(declared.instrument.profile):
        yield from _find_crossed(part, ("profile", place))


def _find_crossed(
    part: NumberItem | DateItem | ProfileField, path: Path
) -> Iterator[Problem]:
    low: Any = part.at_least
    high: Any = part.at_most
    if low is not None and high is not None and low > high:
        yield Problem("IT03", (*path, "at_least"), {"low": low, "high": high})


def check_goalposts(declared: Declared) -> Iterator[Problem]:
    """IT04: goalposts are two."""
    for posts, path in _list_goalposts(declared):
        if posts.low == posts.high:
            yield Problem("IT04", path, {"value": posts.low})


def check_log_goalposts(declared: Declared) -> Iterator[Problem]:
    """IT11: goalposts of logarithms are above 0."""
    for posts, path in _list_goalposts(declared):
        for word in ("low", "high") if posts.log else ():
            value = getattr(posts, word)
            if value <= 0:
                yield Problem("IT11", (*path, word), {"key": word, "value": value})


def _list_goalposts(declared: Declared) -> Iterator[tuple[Goalposts, Path]]:
    """Walk the goalposts of items, then those of ratios."""
    for item, path in declared.list_items():
        if isinstance(item, NumberItem) and item.goalposts is not None:
            yield item.goalposts, (*path, "goalposts")
    for key, node in declared.nodes.items():
        if node.goalposts is not None:
            yield node.goalposts, (*node_path(key), "goalposts")


def check_choices(declared: Declared) -> Iterator[Problem]:
    """IT05: no more can be chosen than there are options."""
    for item, path in list_choice_items(declared):
        if not isinstance(item, MultipleItem) or item.at_most is None:
            continue
        length = len(declared.options_of(item))
        if length and item.at_most > length:
            facts = {"at_most": item.at_most, "length": length}
            yield Problem("IT05", (*path, "at_most"), facts)


def check_requires(declared: Declared) -> Iterator[Problem]:
    """IT06: what an item requires is an item."""
    for item, path in declared.list_items():
        for place, other in enumerate(item.requires):
            if other not in declared.items:
                facts = {"item": other, "advice": Advice(other, declared.items)}
                yield Problem("IT06", (*path, "requires", place), facts)


def check_requires_cycles(declared: Declared) -> Iterator[Problem]:
    """IT07: no item requires itself, not by way of others either."""
    links = {key: item.requires for key, item in declared.items.items()}
    for cycle in find_cycles(links):
        path = declared.item_paths[cycle[0]]
        facts = {"item": cycle[0], "way": " > ".join((*cycle, cycle[0]))}
        yield Problem("IT07", (*path, "requires"), facts, on_key=True)


def check_replaced(declared: Declared) -> Iterator[Problem]:
    """IT12: what an item replaces is no longer asked."""
    for item, path in declared.list_items():
        for place, former in enumerate(item.replaces):
            if former in declared.items:
                facts = {"item": item.key, "former": former}
                yield Problem("IT12", (*path, "replaces", place), facts)


def check_replaced_twice(declared: Declared) -> Iterator[Problem]:
    """IT13: a former item is replaced by one."""
    first: dict[str, str] = {}
    for item, path in declared.list_items():
        for place, former in enumerate(item.replaces):
            other = first.setdefault(former, item.key)
            if other != item.key:
                facts = {"former": former, "other": other}
                about = declared.item_paths[other]
                spot = (*path, "replaces", place)
                yield Problem("IT13", spot, facts, about=about)


def check_full(declared: Declared) -> Iterator[Problem]:
    """IT08: full points can be reached."""
    for item, path in list_choice_items(declared):
        if not isinstance(item, MultipleItem):
            continue
        options = declared.options_of(item)
        reach = _find_reach(options, item.at_most or len(options))
        full = item.full or sum(option.points or 0 for option in options)
        if 0 < reach < full:
            facts = {"item": item.key, "reach": reach, "full": full}
            yield Problem("IT08", path, facts)


def _find_reach(options: tuple[Option, ...], at_most: int) -> float:
    together = [one.points or 0 for one in options if not one.alone]
    alone = [one.points or 0 for one in options if one.alone]
    return max([sum(sorted(together, reverse=True)[:at_most]), *alone])


def check_profile_keys(declared: Declared) -> Iterator[Problem]:
    """IT09: a profile field has what belongs to its type."""
    for place, part in enumerate(declared.instrument.profile):
        given = part.model_fields_set - {"key", "type", "title"}
        for key in sorted(given - PROFILE_KEYS[part.type]):
            facts = {"field": part.key, "type": part.type, "key": key}
            yield Problem("IT09", ("profile", place, key), facts, on_key=True)


def check_profile_options(declared: Declared) -> Iterator[Problem]:
    """IT10: a profile field to choose from has options."""
    for place, part in enumerate(declared.instrument.profile):
        if part.type == "single" and part.options is None:
            yield Problem("IT10", ("profile", place), {"field": part.key})


CHECKS = (
    check_options,
    check_two_sources,
    check_bounds,
    check_goalposts,
    check_log_goalposts,
    check_choices,
    check_requires,
    check_requires_cycles,
    check_replaced,
    check_replaced_twice,
    check_full,
    check_profile_keys,
    check_profile_options,
)
