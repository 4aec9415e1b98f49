"""What became of the nodes, methods and stage rules of an instrument."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.instrument import Instrument
    from instruments.model.text import Model

PartKind = Literal["same", "changed", "added", "removed"]
PartGroup = Literal["nodes", "methods", "stages"]

WORDS = frozenset({"title", "about", "source"})
"""Fields of words, told as `words`."""

STILL = frozenset({"words", "version", "alternatives"})
"""What may differ without moving a score."""

_CHILDREN = ("of", "items")


@dataclass(frozen=True)
class PartRevision:
    """What became of a node, a method or a stage rule.

    Attributes:
        key: its key in either version.
        kind: what became of it.
        differs: its fields that differ, as files name them. Besides `words` stands for
            the title and the like, `index` for a node that is an index in one version
            alone, `children` for what a node is made of, and `weights` for children
            that stay and weigh otherwise relative to each other.
    """

    key: str
    kind: PartKind
    differs: tuple[str, ...] = ()

    @property
    def moves_scores(self) -> bool:
        """Tell whether something differs that a score could depend on."""
        return self.kind in {"added", "removed"} or not STILL.issuperset(self.differs)


def compare_parts(
    group: PartGroup, old: Instrument, new: Instrument
) -> tuple[PartRevision, ...]:
    """Compare the parts of one group: first the old ones, then the added ones."""
    before, after = _list_parts(group, old), _list_parts(group, new)
    keys = dict.fromkeys((*before, *after))
    return tuple(_compare(key, before.get(key), after.get(key)) for key in keys)


def weigh_alike(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Tell whether what both weigh has the same weights relative to each other."""
    shared = [key for key in one if key in other]
    totals = sum(one[key] for key in shared), sum(other[key] for key in shared)
    return all(
        math.isclose(one[key] * totals[1], other[key] * totals[0]) for key in shared
    )


def _list_parts(group: PartGroup, instrument: Instrument) -> dict[str, dict[str, Any]]:
    """List the parts by key, each as its fields; defaults leave no trace."""
    parts: Mapping[str, Model]
    framework = instrument.framework
    if group == "nodes":
        parts = framework.nodes if framework else {}
    else:
        parts = getattr(instrument, group)
    written = {
        key: part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for key, part in parts.items()
    }
    if framework and group == "nodes":
        for key in framework.index:
            written[key]["index"] = True
    return written


def _compare(
    key: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> PartRevision:
    if before is None:
        return PartRevision(key, "added")
    if after is None:
        return PartRevision(key, "removed")
    differs = tuple(dict.fromkeys(_list_differences(before, after)))
    return PartRevision(key, "changed" if differs else "same", differs)


def _list_differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    children = _take_children(before), _take_children(after)
    if children[0].keys() != children[1].keys():
        yield "children"
    if not weigh_alike(*children):
        yield "weights"
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name), after.get(name)
        is_told = name in _CHILDREN and isinstance(one or other, dict)
        if one != other and not is_told:
            is_worded = name in WORDS or _leave_words(one) == _leave_words(other)
            yield "words" if is_worded else name


def _leave_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _leave_words(v) for k, v in value.items() if k not in WORDS}
    return [_leave_words(v) for v in value] if isinstance(value, list) else value


def _take_children(part: dict[str, Any]) -> dict[str, float]:
    """Give the children of a node with their weights; of other parts none."""
    return next((part[n] for n in _CHILDREN if isinstance(part.get(n), dict)), {})
