"""Normalisations: of what is there, with bounds that leave room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from instruments.model.items import ChoiceItem, DateItem, LinkItem, NumberItem, TextItem
from instruments.model.methods import OTHERS
from instruments.reading.checks.parts import list_normalisations
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.items import Item
    from instruments.model.methods import Method
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

LOGGED = ("cap", "cap_low", "low", "high", "target", "to")
"""Bounds whose logarithms are taken with those of the values."""


def list_normalised(declared: Declared) -> Iterator[tuple[str, Path]]:
    """Walk the names that are normalised, each list of alternatives once."""
    for key, method in declared.instrument.methods.items():
        for name in method.normalise:
            yield name, ("methods", key, "normalise", name)
        for name in method.alternatives.normalise if method.alternatives else ():
            yield name, ("methods", key, "alternatives", "normalise", name)


def check_names(declared: Declared) -> Iterator[Problem]:
    """NM01: what is normalised is an item or a node."""
    known = {**declared.items, **declared.nodes}
    for name, path in list_normalised(declared):
        if name not in known and name != OTHERS:
            facts = {"name": name, "advice": Advice(name, known)}
            about = ("framework", "nodes", name)
            yield Problem("NM01", path, facts, on_key=True, about=about)


def check_types(declared: Declared) -> Iterator[Problem]:
    """NM02: what is normalised can be scored."""
    for name, path in list_normalised(declared):
        item = declared.items.get(name)
        if item is None or name in declared.nodes:
            continue
        if isinstance(item, TextItem | DateItem | LinkItem):
            facts = {"item": name, "type": item.type}
            about = declared.item_paths[name]
            yield Problem("NM02", path, facts, on_key=True, about=about)


def check_counted(declared: Declared) -> Iterator[Problem]:
    """NM06: an item that is normalised is weighed by a node."""
    counted = declared.counting_nodes.keys() | declared.nodes.keys()
    for name, path in list_normalised(declared):
        item = declared.items.get(name)
        if isinstance(item, ChoiceItem | NumberItem) and name not in counted:
            about = declared.item_paths[name]
            yield Problem("NM06", path, {"item": name}, on_key=True, about=about)


def check_spread(declared: Declared) -> Iterator[Problem]:
    """NM03: the values that score 0 and 1 are two."""
    for part, placed in list_normalisations(declared):
        end = "target" if part.by == "distance_to_target" else "high"
        high = getattr(part, end)
        if part.low is not None and part.low == high:
            facts = {"end": end, "value": high}
            yield Problem("NM03", (*placed.path, "low"), facts)


def check_logarithms(declared: Declared) -> Iterator[Problem]:
    """NM04: bounds of logarithms are above 0."""
    for part, placed in list_normalisations(declared):
        for key in LOGGED if part.log else ():
            value = getattr(part, key)
            if isinstance(value, float) and value <= 0:
                facts = {"key": key, "value": value}
                yield Problem("NM04", (*placed.path, key), facts)


def check_references(declared: Declared) -> Iterator[Problem]:
    """NM08: what values are divided by is not 0, nor is its logarithm."""
    for part, placed in list_normalisations(declared):
        nothing = 1 if part.log else 0
        if isinstance(part.to, float) and part.to == nothing:
            value = "1, whose logarithm is 0" if part.log else "0"
            facts = {"by": part.by, "value": value}
            yield Problem("NM08", (*placed.path, "to"), facts)


def check_caps(declared: Declared) -> Iterator[Problem]:
    """NM05: caps leave room between them."""
    for part, placed in list_normalisations(declared):
        if part.cap is None or part.cap_low is None or part.cap_low < part.cap:
            continue
        facts = {"low": part.cap_low, "high": part.cap}
        yield Problem("NM05", (*placed.path, "cap_low"), facts)


def check_zeros(declared: Declared) -> Iterator[Problem]:
    """NM07: what counts as 0 without an answer is not the mean of the units."""
    for key, method in declared.instrument.methods.items():
        for name, part in method.normalise.items():
            zero = _find_zero(declared, method, name) if part.by in CENTRED else None
            if zero is not None:
                node, reason = zero
                facts = {"by": part.by, "what": MARKS[reason], "node": node}
                path = ("methods", key, "normalise", name)
                yield Problem("NM07", path, facts | {"reason": reason}, on_key=True)


def _find_zero(
    declared: Declared, method: Method, name: str
) -> tuple[str, Missing] | None:
    """Find a node, and a reason that may be given there, that counts as 0 in it."""
    for item in _list_normalised(declared, method, name):
        for node in declared.counting_nodes.get(item.key, ()):
            policy = method.missing.of(node)
            for reason in (Missing.UNANSWERED, *_list_allowed(declared, item)):
                if getattr(policy, reason.value) == "zero":
                    return node, reason
    return None


def _list_normalised(declared: Declared, method: Method, name: str) -> list[Item]:
    """List the items that an entry of a method normalises."""
    if name != OTHERS:
        return [declared.items[name]] if name in declared.items else []
    return [
        item
        for key, item in declared.items.items()
        if isinstance(item, NumberItem)
        and item.goalposts is None
        and key not in method.normalise
    ]


def _list_allowed(declared: Declared, item: Item) -> tuple[Missing, ...]:
    """List the reasons that the form of an item offers."""
    if item.allow is None and isinstance(item, ChoiceItem):
        scale = declared.scale_of(item)
        return scale.allow if scale else ()
    return item.allow or ()


MARKS = {
    Missing.UNANSWERED: "a blank",
    Missing.DONT_KNOW: "'DK'",
    Missing.REFUSED: "'RF'",
    Missing.NOT_APPLICABLE: "'NA'",
}
"""What stands in a file for each reason that may be given."""

CENTRED = frozenset({"z_score", "z_score_population", "difference", "above_below"})
"""Normalisations whose 0 is the mean."""

CHECKS = (
    check_zeros,
    check_names,
    check_types,
    check_counted,
    check_spread,
    check_logarithms,
    check_references,
    check_caps,
)
