"""Combinations: ways to combine that fit the children of their node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.combination import RANKING
from instruments.model.framework import FORMS
from instruments.model.items import NumberItem
from instruments.model.methods import OTHERS
from instruments.reading.checks.parts import list_combinations, list_targets
from instruments.reading.declared import form_of
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.combination import Combination
    from instruments.model.items import Item
    from instruments.model.methods import Method
    from instruments.model.normalisation import Normalisation
    from instruments.reading.declared import Declared

LEAST_CHILDREN = 2
"""For combinations that order units or children."""

EDGE = 1e-9
"""By so much shares may miss 1."""

OFF_SCALE = frozenset(
    {
        "z_score",
        "z_score_population",
        "rank",
        "borda",
        "ratio",
        "difference",
        "above_below",
    }
)
"""Normalisations whose values leave 0 to 1, whatever the values before."""

NAMES_OF_FORMS = {
    form: f"a {name}"
    for form, name in zip(
        FORMS,
        ("node of nodes", "node of items", "node of a tag", "ratio", "decision table"),
        strict=True,
    )
}


def check_shares(declared: Declared) -> Iterator[Problem]:
    """WT07: the shares of children can add up to 1."""
    for combination, placed in list_combinations(declared):
        least, most = combination.least_share or 0, combination.most_share or 1
        for node in list_targets(declared, placed):
            count = len(declared.children_of(node))
            if least * count > 1 + EDGE or most * count < 1 - EDGE:
                facts: dict[str, object] = {"count": count, "even": 1 / count}
                facts |= {"node": node, "least": least, "most": most}
                yield Problem("WT07", placed.path, facts)
                break


def check_counts(declared: Declared) -> Iterator[Problem]:
    """WT08: what orders has at least two children to order."""
    for combination, placed in list_combinations(declared):
        by, is_named = combination.by, placed.target != OTHERS
        if by not in RANKING and not (by == "median" and is_named):
            continue
        for node in list_targets(declared, placed):
            if len(declared.children_of(node)) < LEAST_CHILDREN:
                facts = {"by": by, "node": node}
                yield Problem("WT08", placed.path, facts)
                break


def check_pooled(declared: Declared) -> Iterator[Problem]:
    """WT13: pooled items lie in nodes below."""
    for combination, placed in list_combinations(declared):
        if combination.by != "pooled":
            continue
        for node in list_targets(declared, placed):
            problem = _find_unpooled(declared, node, is_named=placed.target != OTHERS)
            if problem is not None:
                facts = {"node": node, "problem": problem}
                yield Problem("WT13", placed.path, facts)
                break


def _find_unpooled(declared: Declared, node: str, *, is_named: bool) -> str | None:
    """Say what cannot be pooled; the walk passes over cycles, told elsewhere."""
    if not declared.nodes[node].of:
        return "it has none" if is_named else None
    seen: set[str] = set()
    ahead = [node]
    while ahead:
        key = ahead.pop()
        if key in seen or key not in declared.nodes:
            continue
        seen.add(key)
        ahead.extend(declared.nodes[key].of or ())
        form = form_of(declared.nodes[key])
        if form in {"ratio", "table"}:
            return f"'{key}' is {NAMES_OF_FORMS[form]}"
    return None


def check_scale(declared: Declared) -> Iterator[Problem]:
    """WT14: a mean that needs values from 0 to 1 has such values."""
    for combination, placed in list_combinations(declared):
        if not _needs_scale(combination):
            continue
        method = declared.instrument.methods[placed.method]
        search = _OffScale(declared, method)
        for node in list_targets(declared, placed):
            found = search.find_child(node)
            if found is not None:
                child, by = found
                facts = {"by": combination.by, "child": child, "normalise": by}
                yield Problem("WT14", placed.path, facts)
                break


def _needs_scale(combination: Combination) -> bool:
    exponent = combination.exponent
    power = combination.by == "power" and exponent is not None and exponent <= 0
    return power or combination.by in {"geometric", "harmonic"}


class _OffScale:
    """Looks for values that leave 0 to 1, from a node down to its items."""

    def __init__(self, declared: Declared, method: Method) -> None:
        self.declared = declared
        self.method = method
        self.known: dict[str, str | None] = {}

    def find_child(self, node: str) -> tuple[str, str] | None:
        """Find a child of a node off the scale, and the normalisation that is why."""
        for child in self.declared.children_of(node):
            by = self._find(child)
            if by is not None:
                return child, by
        return None

    def _find(self, key: str) -> str | None:
        if key not in self.known:
            self.known[key] = None  # a cycle ends here
            self.known[key] = self._search(key)
        return self.known[key]

    def _search(self, key: str) -> str | None:
        normalise = self.method.normalise
        own = normalise.get(key)
        if own is None and key in self.declared.items:
            item = self.declared.items[key]
            lacks = isinstance(item, NumberItem) and item.goalposts is None
            own = normalise.get(OTHERS) if lacks else None
        if own is not None and (own.by != "raw" or key in self.declared.items):
            return self._leave(own, self.declared.items.get(key))
        if key not in self.declared.nodes or self.method.combine_of(key) in RANKING:
            return None
        found = self.find_child(key)
        return None if found is None else found[1]

    def _leave(self, own: Normalisation, item: Item | None) -> str | None:
        """Name a normalisation whose values may leave 0 to 1; None for the others."""
        if own.by in OFF_SCALE or (own.by == "raw" and _counts_beyond(item)):
            return own.by
        return None if own.clip or _ends_at_low(own) else f"{own.by}, clip: false"


def _ends_at_low(own: Normalisation) -> bool:
    """Tell whether a cap keeps values that are not clipped from going below 0."""
    high = own.target if own.by == "distance_to_target" else own.high
    if own.low is None or high is None or own.reverse:
        return False
    if own.low < high:
        return own.cap_low is not None and own.cap_low >= own.low
    return own.cap is not None and own.cap <= own.low


def _counts_beyond(item: Item | None) -> bool:
    """Tell whether an item is a number that need not lie between 0 and 1."""
    if not isinstance(item, NumberItem):
        return False
    low, high = item.at_least, item.at_most
    return low is None or low < 0 or high is None or high > 1


CHECKS = (check_shares, check_counts, check_pooled, check_scale)
