"""Parts of methods: what a combination, normalisation or weighting may be given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from instruments.model.combination import Combination
from instruments.model.methods import OTHERS
from instruments.model.normalisation import Normalisation
from instruments.model.weighting import Weighting
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from instruments.model.methods import Method
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

    Part = Combination | Normalisation | Weighting

CUTS = frozenset({"cap", "cap_low", "winsorise", "log"})
"""What every normalisation takes, for it is done to the values before."""

TAKEN: Mapping[type, Mapping[str, frozenset[str]]] = {
    Combination: {
        "geometric": frozenset({"floor"}),
        "harmonic": frozenset({"floor"}),
        "power": frozenset({"exponent", "floor"}),
        "benefit_of_the_doubt": frozenset({"least_share", "most_share"}),
    },
    Normalisation: {
        "goalposts": frozenset({"low", "high", "clip", "reverse"}) | CUTS,
        "raw": CUTS,
        "min_max": frozenset({"low", "high", "reverse"}) | CUTS,
        "z_score": frozenset({"mean", "sd", "reverse"}) | CUTS,
        "ratio": frozenset({"to", "reverse"}) | CUTS,
        "difference": frozenset({"to", "reverse"}) | CUTS,
        "distance_to_target": frozenset({"low", "target", "clip", "reverse"}) | CUTS,
        "above_below": frozenset({"margin", "reverse"}) | CUTS,
    },
    Weighting: {
        "budget": frozenset({"experts"}),
        "ahp": frozenset({"compare"}),
        "pca": frozenset({"factors"}),
        "factor": frozenset({"factors"}),
    },
}
"""The parameters that each way takes; what is not named here takes OTHERWISE."""

OTHERWISE: Mapping[type, frozenset[str]] = {
    Combination: frozenset(),
    Normalisation: frozenset({"reverse"}) | CUTS,
    Weighting: frozenset(),
}

NEEDED: Mapping[str, tuple[str, ...]] = {
    "power": ("exponent",),
    "goalposts": ("low", "high"),
    "ratio": ("to",),
    "difference": ("to",),
    "distance_to_target": ("target",),
    "budget": ("experts",),
    "ahp": ("compare",),
}
"""The parameters that a way cannot do without."""

PAIRS: Mapping[str, tuple[str, str]] = {
    "min_max": ("low", "high"),
    "z_score": ("mean", "sd"),
}
"""The parameters that a way takes both or neither of."""


class PlacedPart(NamedTuple):
    """A part of a method: whom it is for, where it stands, in which method."""

    part: Part
    target: str
    path: Path
    method: str


def list_parts(declared: Declared) -> Iterator[PlacedPart]:
    """Walk combinations, normalisations, weightings, and those to draw from."""
    for key, method in declared.instrument.methods.items():
        for word in ("combine", "normalise", "weighting"):
            for target, part in getattr(method, word).items():
                yield PlacedPart(part, target, ("methods", key, word, target), key)
        for word in ("combine", "normalise") if method.alternatives else ():
            for target, parts in getattr(method.alternatives, word).items():
                path = ("methods", key, "alternatives", word, target)
                for place, part in enumerate(parts):
                    yield PlacedPart(part, target, (*path, place), key)


def list_combinations(
    declared: Declared,
) -> Iterator[tuple[Combination, PlacedPart]]:
    """Walk the combinations alone."""
    for placed in list_parts(declared):
        if isinstance(placed.part, Combination):
            yield placed.part, placed


def list_normalisations(
    declared: Declared,
) -> Iterator[tuple[Normalisation, PlacedPart]]:
    """Walk the normalisations alone."""
    for placed in list_parts(declared):
        if isinstance(placed.part, Normalisation):
            yield placed.part, placed


def list_targets(declared: Declared, placed: PlacedPart) -> list[str]:
    """List the nodes with children that a combination is for."""
    method = declared.instrument.methods[placed.method]
    names = [placed.target]
    if placed.target == OTHERS:
        names = [key for key in declared.nodes if key not in _list_named(method)]
    return [one for one in names if one in declared.nodes and declared.children_of(one)]


def _list_named(method: Method) -> Iterable[str]:
    drawn = method.alternatives.combine if method.alternatives else {}
    return {*method.combine, *drawn}


def check_taken(declared: Declared) -> Iterator[Problem]:
    """WT05: a way is given only what it takes."""
    for part, _, path, _ in list_parts(declared):
        ways = TAKEN[type(part)]
        taken = ways.get(part.by, OTHERWISE[type(part)])
        for key in sorted(part.model_fields_set - {"by"} - taken):
            owners = " or ".join(f"'{by}'" for by, keys in ways.items() if key in keys)
            facts = {"by": part.by, "key": key, "owners": owners}
            yield Problem("WT05", (*path, key), facts, on_key=True)
        if isinstance(part, Combination) and _has_idle_floor(part):
            facts = {"by": "power", "key": "floor", "owners": "an exponent up to 0"}
            yield Problem("WT05", (*path, "floor"), facts, on_key=True)


def _has_idle_floor(part: Combination) -> bool:
    rises = part.exponent is not None and part.exponent > 0
    return part.by == "power" and rises and part.floor is not None


def check_needed(declared: Declared) -> Iterator[Problem]:
    """WT06: a way is given all that it needs."""
    for part, _, path, _ in list_parts(declared):
        given = {key for key in part.model_fields_set if getattr(part, key) is not None}
        for key in NEEDED.get(part.by, ()):
            if key not in given:
                yield Problem("WT06", path, {"by": part.by, "needed": f"'{key}'"})
        first, second = PAIRS.get(part.by, ("", ""))
        if (first in given) is not (second in given):
            needed = f"both '{first}' and '{second}', or neither"
            yield Problem("WT06", path, {"by": part.by, "needed": needed})


CHECKS = (check_taken, check_needed)
