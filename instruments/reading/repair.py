"""Stand-ins for parts of wrong shape, so that the meaning of the rest is checked.

The instrument that comes out of it is never used; it only lets all findings of a
file be told at once. What is said about a repaired part itself is not trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments.model.framework import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instruments.reading.problems import Path, Problem

STAND_INS = {
    "ask": "?",
    "code": "stand_in",
    "key": "stand_in",
    "language": "en",
    "say": "?",
    "title": "?",
    "version": "?",
}

UNKNOWN_NAMES = frozenset(
    [
        "CN01",
        "DG01",
        "FW01",
        "FW02",
        "FW03",
        "IT06",
        "NM01",
        "SC01",
        "ST01",
        "ST04",
        "ST05",
        "WT01",
        "WT04",
    ]
)

ENTITY_DEPTHS = {
    "diagnostics": 2,
    "framework": 3,
    "methods": 2,
    "profile": 2,
    "scales": 2,
    "stages": 2,
    "sections": 4,
}
"""How many parts of a path name one declared thing, by where it stands."""


def list_doubtful(problems: Iterable[Problem]) -> frozenset[Path]:
    """List the declared things that cannot be trusted after a repair."""
    return frozenset(find_entity(path) for one in problems for path in _touched(one))


def _touched(problem: Problem) -> Iterator[Path]:
    if problem.code == "KY03":
        yield (*problem.path, str(problem.facts["key"]))
        return
    yield problem.path
    if problem.code == "KY02":  # the key that was probably meant
        yield (*problem.path[:-1], str(problem.facts["closest"]))


def rests_on(problem: Problem, doubtful: frozenset[Path]) -> bool:
    """Tell whether a problem may come from the repair alone.

    A repair never invents a name, so a name that is not known stays a problem of
    the author's unless what it names was repaired.
    """
    own = () if problem.code in UNKNOWN_NAMES else problem.path
    return any(
        path[:length] in doubtful
        for path in (own, problem.about or (), problem.also or ())
        for length in range(1, len(path) + 1)
    )


def find_entity(path: Path) -> Path:
    """Find the declared thing that a path lies in: an item, a node, a scale."""
    depth = ENTITY_DEPTHS.get(str(path[0]), 1) if path else 0
    return path[:depth]


def repair(data: dict[str, Any], problems: Iterable[Problem]) -> None:
    """Take out what is wrong, or put a stand-in in its place."""
    # From the end, so that the positions in lists before it stay what they were.
    for problem in sorted(problems, key=lambda one: _order(one.path), reverse=True):
        _repair_one(data, problem)


def _order(path: Path) -> tuple[str, ...]:
    return tuple(f"{part:09}" if isinstance(part, int) else part for part in path)


def _repair_one(data: dict[str, Any], problem: Problem) -> None:
    if problem.code == "KY03":
        _stand_in(_find(data, problem.path), str(problem.facts["key"]))
    elif problem.code == "FW12":
        _keep_first_form(_find(data, problem.path))
    elif problem.path:
        _take_out(_find(data, problem.path[:-1]), problem.path)


def _stand_in(holder: Any, key: str) -> None:
    if isinstance(holder, dict) and key in STAND_INS:
        holder[key] = STAND_INS[key]


def _keep_first_form(node: Any) -> None:
    forms = [form for form in FORMS if form in node]
    for form in forms[1:]:
        del node[form]


def _take_out(holder: Any, path: Path) -> None:
    part = path[-1]
    if isinstance(holder, dict) and part in holder:
        del holder[part]
        _stand_in(holder, str(part))
    elif isinstance(part, int) and path != find_entity(path):
        # A part of an entity; taking out a whole item would move those behind it.
        del holder[part]


def _find(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data
