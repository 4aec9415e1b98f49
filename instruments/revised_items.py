"""What became of one item from a version of an instrument to a later one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item

    Look = Callable[[Instrument, Item], Any]

ItemKind = Literal[
    "same", "reworded", "rescaled", "replaced_by", "not_comparable", "added"
]
"""What became of an item."""


@dataclass(frozen=True)
class ItemRevision:
    """What became of one item.

    Attributes:
        item: its key; of an added one in the new version, else in the old one.
        kind: what became of it.
        differs: what differs, by the names in WORDING, SCALING and BESIDE; `removed`
            or `type` where it is not asked on.
        successors: the items of the new version that replace it.
    """

    item: str
    kind: ItemKind
    differs: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()

    @property
    def is_comparable(self) -> bool:
        """Tell whether its answers mean the same in both versions."""
        return self.kind in {"same", "reworded"}


def compare_item(
    old: Instrument, new: Instrument, key: str, successors: tuple[str, ...] = ()
) -> ItemRevision:
    """Compare an item of the old version with the new one's of the same key.

    Args:
        old: the former version.
        new: the later one.
        key: an item of the old version.
        successors: items of the new version that replace it.
    """
    if old is new:
        return ItemRevision(key, "same")
    before, after = old.items[key], new.items.get(key)
    if after is None or after.type != before.type:
        kind: ItemKind = "replaced_by" if successors else "not_comparable"
        reason = "removed" if after is None else "type"
        return ItemRevision(key, kind, (reason,), successors)
    looks = {**WORDING, **SCALING, **BESIDE}
    differs = tuple(
        name
        for name, look in looks.items()
        if _differ(look(old, before), look(new, after))
    )
    return ItemRevision(key, _judge(differs), differs)


def _judge(differs: tuple[str, ...]) -> ItemKind:
    if not SCALING.keys().isdisjoint(differs):
        return "rescaled"
    return "same" if WORDING.keys().isdisjoint(differs) else "reworded"


def _differ(before: Any, after: Any) -> bool:
    """Compare values; of mappings only what both have."""
    if isinstance(before, dict) and isinstance(after, dict):
        return any(before[key] != after[key] for key in before.keys() & after.keys())
    return bool(before != after)


def _look(*fields: str) -> Look:
    """Look at fields of an item that some answer types do not have."""

    def look(_: Instrument, item: Item) -> Any:
        return [_plain(getattr(item, field, None)) for field in fields]

    return look


def _plain(value: Any) -> Any:
    """Write a part of an item as it means, not as it was written down."""
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    return value


def _look_at_options(instrument: Instrument, item: Item) -> Any:
    scale = instrument.scale_of(item)
    kind = scale.kind if scale and item.type == "ordinal" else None
    return kind, [(o.code, o.alone) for o in instrument.options_of(item)]


def _look_at_option_words(instrument: Instrument, item: Item) -> Any:
    return {o.code: (o.say, o.hint) for o in instrument.options_of(item)}


def _look_at_points(instrument: Instrument, item: Item) -> Any:
    return {o.code: o.points for o in instrument.options_of(item)}


def _look_at_reasons(instrument: Instrument, item: Item) -> Any:
    return sorted(instrument.allowed_of(item))


WORDING: Mapping[str, Look] = {
    "ask": _look("ask"),
    "help": _look("help"),
    "unit": _look("unit"),
    "option_words": _look_at_option_words,
}
"""Words: what may differ while answers stay comparable."""

SCALING: Mapping[str, Look] = {
    "options": _look_at_options,
    "points": _look_at_points,
    "reverse": _look("reverse"),
    "full": _look("full"),
    "bounds": _look("at_least", "at_most", "whole"),
    "goalposts": _look("goalposts"),
    "condition": _look("when"),
}
"""How an answer is given and valued, and who is asked: what ends comparability."""

BESIDE: Mapping[str, Look] = {
    "reasons": _look_at_reasons,
    "tags": _look("tags"),
    "requires": _look("requires"),
    "effort": _look("effort"),
    "evidence": _look("evidence"),
    "required": _look("required"),
}
"""What stands beside an answer: told, and no reason not to compare it."""
