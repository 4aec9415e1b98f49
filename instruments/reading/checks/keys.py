"""Keys: declared once, listed once, not taken by the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments.reading.declared import node_path
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from instruments.model.stages import StageRule
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

RESERVED_ITEMS = frozenset({"unit"})
RESERVED_NODES = frozenset({"unit", "else"})

NAME_LISTS = frozenset(
    {
        "index",
        "of",
        "items",
        "requires",
        "replaces",
        "tags",
        "allow",
        "stages",
        "others",
        "themes",
    }
)
"""Keys whose lists hold names (or, for `items` of a section, more than names)."""


def check_declared_twice(declared: Declared) -> Iterator[Problem]:
    """KY05: sections, items, options, bands and the like have keys of their own."""
    instrument = declared.instrument
    yield from _find_keys_twice("section", instrument.sections, ("sections",))
    items = ((item.key, (*path, "key")) for item, path in declared.list_items())
    yield from _find_twice("item", items)
    yield from _find_keys_twice("profile field", instrument.profile, ("profile",))
    for place, section in enumerate(instrument.sections):
        path: Path = ("sections", place, "repeat", "over")
        over = section.repeat.over if section.repeat else ()
        yield from _find_keys_twice("entry", over, path)
    for key, rule in instrument.stages.items():
        path = ("stages", key, "bands")
        yield from _find_keys_twice("band", rule.bands, path)
        yield from _find_twice("class", _list_classes(rule, path))
    for path, options in _list_option_lists(declared):
        codes = ((one.code, (*path, i, "code")) for i, one in enumerate(options))
        yield from _find_twice("option", codes)


def _find_keys_twice(kind: str, parts: Sequence[Any], path: Path) -> Iterator[Problem]:
    keys = ((one.key, (*path, place, "key")) for place, one in enumerate(parts))
    yield from _find_twice(kind, keys)


def _list_classes(rule: StageRule, path: Path) -> Iterator[tuple[str, Path]]:
    for i, band in enumerate(rule.bands):
        for j, key in enumerate(band.classes):
            yield key, (*path, i, "classes", j)


def _list_option_lists(declared: Declared) -> Iterator[tuple[Path, Any]]:
    instrument = declared.instrument
    for key, scale in instrument.scales.items():
        yield ("scales", key, "options"), scale.options
    for place, part in enumerate(instrument.profile):
        yield ("profile", place, "options"), part.options or ()
    for item, path in declared.list_items():
        yield (*path, "options"), getattr(item, "options", None) or ()


def _find_twice(kind: str, keys: Iterable[tuple[str, Path]]) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for key, path in keys:
        if key in first:
            facts = {"kind": kind, "key": key, "first": first[key]}
            yield Problem("KY05", path, facts, about=first[key])
        else:
            first[key] = path


def check_listed_twice(declared: Declared) -> Iterator[Problem]:
    """KY06: a list of names holds each once."""
    yield from _find_listed_twice(declared.data, ())


def _find_listed_twice(data: Any, path: Path) -> Iterator[Problem]:
    if isinstance(data, dict):
        for key, part in data.items():
            if isinstance(part, list) and key in NAME_LISTS | {"in"}:
                yield from _find_repeated(part, (*path, key))
            if not isinstance(part, str):
                yield from _find_listed_twice(part, (*path, key))
    elif isinstance(data, list):
        for place, part in enumerate(data):
            yield from _find_listed_twice(part, (*path, place))


def _find_repeated(names: list[Any], path: Path) -> Iterator[Problem]:
    seen = set()
    for place, name in enumerate(names):
        if not isinstance(name, str | float):
            continue
        if name in seen:
            yield Problem("KY06", (*path, place), {"key": name})
        seen.add(name)


def check_reserved(declared: Declared) -> Iterator[Problem]:
    """KY07: keys that files of answers and scores need for themselves."""
    for item, path in declared.list_items():
        if item.key in RESERVED_ITEMS:
            yield Problem("KY07", (*path, "key"), {"key": item.key})
    for key in declared.nodes:
        if key in RESERVED_NODES:
            yield Problem("KY07", node_path(key), {"key": key}, on_key=True)


def check_shared_names(declared: Declared) -> Iterator[Problem]:
    """KY08: a node named like an item."""
    asked = {one: key for key, keys in declared.repeated.items() for one in keys}
    for key in declared.nodes:
        item = key if key in declared.items else asked.get(key)
        if item is not None:
            path = node_path(key)
            about = declared.item_paths[item]
            yield Problem("KY08", path, {"key": key}, on_key=True, about=about)


CHECKS = (
    check_declared_twice,
    check_listed_twice,
    check_reserved,
    check_shared_names,
)
