"""Scales and options: known, in order, fit for the items that use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.items import ChoiceItem, MultipleItem, OrdinalItem, YesNoItem
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instruments.model.scales import Option
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

MOST_MULTIPLE_OPTIONS = 48
YES_NO_CODES = {"yes", "no"}


def list_choice_items(declared: Declared) -> Iterator[tuple[ChoiceItem, Path]]:
    """Walk the items that have options."""
    for item, path in declared.list_items():
        if isinstance(item, ChoiceItem):
            yield item, path


def check_unknown_scale(declared: Declared) -> Iterator[Problem]:
    """SC01: the scale of an item is declared."""
    scales = declared.instrument.scales
    for item, path in list_choice_items(declared):
        if item.scale is not None and item.scale not in scales:
            facts = {"scale": item.scale, "advice": Advice(item.scale, scales)}
            about = ("scales", item.scale)
            yield Problem("SC01", (*path, "scale"), facts, about=about)


def check_order(declared: Declared) -> Iterator[Problem]:
    """SC02: points do not fall along the options of an ordinal scale or item."""
    for key, scale in declared.instrument.scales.items():
        if scale.kind == "ordinal" and key != "yes_no":
            yield from _find_falls(scale.options, ("scales", key, "options"))
    for item, path in list_choice_items(declared):
        if isinstance(item, OrdinalItem):
            yield from _find_falls(item.options or (), (*path, "options"))


def _find_falls(options: Sequence[Option], path: Path) -> Iterator[Problem]:
    before: float | None = None
    for place, option in enumerate(options):
        points = option.points
        if before is not None and points is not None and points < before:
            facts = {"code": option.code, "points": points, "before": before}
            yield Problem("SC02", (*path, place, "points"), facts)
        before = before if points is None else points


def check_kind(declared: Declared) -> Iterator[Problem]:
    """SC03: an ordinal item has an ordinal scale."""
    for item, path in list_choice_items(declared):
        scale = declared.scale_of(item)
        if isinstance(item, OrdinalItem) and scale and scale.kind == "nominal":
            facts = {"item": item.key, "scale": item.scale}
            about = ("scales", str(item.scale))
            yield Problem("SC03", (*path, "scale"), facts, about=about)


def check_unused(declared: Declared) -> Iterator[Problem]:
    """SC04: a declared scale is used."""
    used = {item.scale for item, _ in list_choice_items(declared)}
    if any(isinstance(item, YesNoItem) for item, _ in list_choice_items(declared)):
        used.add("yes_no")
    for key in declared.instrument.scales:
        if key not in used:
            yield Problem("SC04", ("scales", key), {"scale": key}, on_key=True)


def check_yes_no(declared: Declared) -> Iterator[Problem]:
    """SC05: yes_no has the options yes and no, whoever declares them."""
    own = declared.instrument.scales.get("yes_no")
    if own and not _is_yes_no(own.options):
        yield Problem("SC05", ("scales", "yes_no", "options"), {})
    for item, path in list_choice_items(declared):
        if not isinstance(item, YesNoItem):
            continue
        if item.options and not _is_yes_no(item.options):
            yield Problem("SC05", (*path, "options"), {})
        scale = None if item.scale == "yes_no" else declared.scale_of(item)
        if item.scale and scale and not _is_yes_no(scale.options):
            yield Problem(
                "SC05", (*path, "scale"), {}, about=("scales", str(item.scale))
            )


def _is_yes_no(options: Sequence[Option]) -> bool:
    return {option.code for option in options} == YES_NO_CODES


def check_alone(declared: Declared) -> Iterator[Problem]:
    """SC09: `alone` is for options of multiple items."""
    multiple = {
        item.scale
        for item, _ in list_choice_items(declared)
        if isinstance(item, MultipleItem)
    }
    for key, scale in declared.instrument.scales.items():
        if key not in multiple:
            yield from _find_alone(scale.options, ("scales", key, "options"))
    for item, path in list_choice_items(declared):
        if not isinstance(item, MultipleItem):
            yield from _find_alone(item.options or (), (*path, "options"))


def _find_alone(options: Sequence[Option], path: Path) -> Iterator[Problem]:
    for place, option in enumerate(options):
        if option.alone:
            yield Problem("SC09", (*path, place, "alone"), {"code": option.code})


def check_length(declared: Declared) -> Iterator[Problem]:
    """SC10: a multiple item has no more options than fit into one number."""
    for item, path in list_choice_items(declared):
        scale = declared.scale_of(item)
        length = len(scale.options) if scale else 0
        if isinstance(item, MultipleItem) and length > MOST_MULTIPLE_OPTIONS:
            facts: dict[str, object] = {"scale": item.scale, "length": length}
            facts["most"] = MOST_MULTIPLE_OPTIONS
            yield Problem("SC10", (*path, "scale"), facts)


CHECKS = (
    check_unknown_scale,
    check_order,
    check_kind,
    check_unused,
    check_yes_no,
    check_alone,
    check_length,
)
