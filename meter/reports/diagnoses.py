"""Diagnoses as text: what was found, the numbers, both guards, and what clears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.lines import bullet, indent, say
from scoring.study.diagnostics import list_shared, strongest_first
from scoring.study.diagnostics.diagnosis import FALLING, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scoring.study.diagnostics import Clearing, Diagnosis, ItemValue, Shared

_COUNTS = frozenset({"claims", "unsupported", "in_place", "rank_only"})
"""Numbers without decimals."""

_GIVES = frozenset({"at_least", *LEVELS})
"""What a threshold of a number gives; others are of single items."""


def write_diagnoses(diagnoses: Iterable[Diagnosis]) -> Iterator[str]:
    """Write each diagnosis, the strongest first, then the items that they share."""
    ordered = strongest_first(diagnoses)
    if not ordered:
        return
    yield ""
    yield "Diagnostics, the strongest first"
    for one in ordered:
        yield from _write_one(one)
    titles = {one.key: one.title for one in ordered}
    for shared in list_shared(ordered):
        yield from bullet(_say_shared(shared, titles))


def _write_one(one: Diagnosis) -> Iterator[str]:
    said = " ".join(map(str, one.sentences))
    yield from bullet(f"{one.title} ({one.level.replace('_', ' ')}): {said}")
    for label, text in _list_facts(one):
        yield from indent(f"{label}: {text}", 4)


def _list_facts(one: Diagnosis) -> Iterator[tuple[str, str]]:
    """List what is to be said beside the sentences, each under its label."""
    yield "Formula", str(one.formula)
    yield "Numbers", "; ".join(_say_number(one, name) for name in one.numbers)
    if one.chance:
        yield "Chance", _say_chance(one)
        yield "Holds as", _say_stability(one)
    if one.is_reported:
        yield "Clears", _say_clearing(one.clearing)
    if one.pairs:
        yield "Claims not carried", _say_pairs(one)
    if one.is_reported:
        yield f"High, {_count(one.ahead)}", _say_items(one.ahead)
        yield f"Low, {_count(one.behind)}", _say_items(one.behind)


def _say_number(one: Diagnosis, name: str) -> str:
    """Say a number with what it is held against."""
    bounds = []
    for key, bound in one.thresholds.items():
        number, _, gives = key.partition(".")
        if number == name and gives in _GIVES:
            bounds.append(_say_bound(name, gives, bound))
    held = f" ({', '.join(bounds)})" if bounds else ""
    return f"{name} {_write(name, one.numbers[name])}{held}"


def _say_bound(name: str, gives: str, bound: float) -> str:
    if gives == "at_least":
        return f"at least {_write(name, bound)}"
    return f"{gives} {'under' if name in FALLING else 'from'} {_write(name, bound)}"


def _write(name: str, number: float | None) -> str:
    if number is None:
        return "-"
    return f"{number:.0f}" if name in _COUNTS else f"{number + 0.0:.3f}"


def _say_chance(one: Diagnosis) -> str:
    found = ", ".join(f"p = {_show_p(p)} for {name}" for name, p in one.chance.items())
    return f"{found} (a level needs {_show_p(one.most_chance)} at most)"


def _show_p(p: float) -> str:
    return f"{p:.3f}".removeprefix("0")


def _say_stability(one: Diagnosis) -> str:
    return ", ".join(
        f"{name} in {100 * share:.3g} % of draws "
        f"({100 * one.least_stable[name]:.3g} % needed)"
        for name, share in one.stability.items()
    )


def _say_clearing(clearing: Clearing | None) -> str:
    """Say which answers would have to rise, alike ones together."""
    if clearing is None:
        return "no answers to these items would."
    alike: dict[str, list[str]] = {}
    for one in clearing.raises:
        alike.setdefault(f"{say(one.now)} -> {say(one.needed)}", []).append(one.item)
    steps = "1 step" if clearing.steps == 1 else f"{clearing.steps} steps"
    rises = "; ".join(f"{', '.join(items)}: {rise}" for rise, items in alike.items())
    return f"with {steps}; {rises}"


def _say_pairs(one: Diagnosis) -> str:
    return "; ".join(
        f"{pair.front} at {100 * pair.front_value:.0f} rests on {pair.back} at "
        f"{100 * pair.back_value:.0f}"
        for pair in one.pairs
    )


def _count(items: Sequence[ItemValue]) -> str:
    return "1 item" if len(items) == 1 else f"{len(items)} items"


def _say_items(items: Iterable[ItemValue]) -> str:
    """Say what items are worth, 0 to 100, those of one worth together."""
    alike: dict[tuple[float, bool], list[str]] = {}
    for one in items:
        worth = -1.0 if one.value is None else one.value
        alike.setdefault((worth, one.given), []).append(one.item)
    ordered = sorted(alike.items(), key=lambda group: (-group[0][0], not group[0][1]))
    return "; ".join(
        f"{_say_worth(worth, given=given)}: {', '.join(keys)}"
        for (worth, given), keys in ordered
    )


def _say_worth(worth: float, *, given: bool) -> str:
    if worth < 0:
        return "left out"
    return f"{100 * worth:.0f}" if given else f"{100 * worth:.0f} without an answer"


def _say_shared(shared: Shared, titles: Mapping[str, str]) -> str:
    sides = [
        f"{side} {', '.join(items)}"
        for side, items in (("high", shared.ahead), ("low", shared.behind))
        if items
    ]
    pair = f"{titles[shared.first]} and {titles[shared.second]}"
    return f"{pair} look at the same items: {'; '.join(sides)}."
