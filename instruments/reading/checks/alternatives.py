"""Alternatives: something is varied, and in more than one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.alternatives import Alternatives
    from instruments.reading.declared import Declared
    from instruments.reading.problems import Path

LEAST_WAYS = 2


def list_alternatives(declared: Declared) -> Iterator[tuple[Alternatives, Path]]:
    """Walk the alternatives of the methods."""
    for key, method in declared.instrument.methods.items():
        if method.alternatives is not None:
            yield method.alternatives, ("methods", key, "alternatives")


def check_ways(declared: Declared) -> Iterator[Problem]:
    """AL01: what is drawn from has two ways at least."""
    for alternatives, path in list_alternatives(declared):
        for name, ways, end in _list_ways(alternatives):
            if len(set(ways)) < LEAST_WAYS:
                yield Problem("AL01", (*path, *end), {"name": name}, on_key=True)


def _list_ways(
    alternatives: Alternatives,
) -> Iterator[tuple[str, tuple[object, ...], Path]]:
    for word in ("combine", "normalise"):
        for name, ways in getattr(alternatives, word).items():
            yield name, ways, (word, name)
    if "unanswered" in alternatives.model_fields_set:
        yield "unanswered", alternatives.unanswered, ("unanswered",)


def check_varied(declared: Declared) -> Iterator[Problem]:
    """AL02: something is varied."""
    varied = ("weights", "combine", "normalise", "unanswered", "leave_out")
    for alternatives, path in list_alternatives(declared):
        if not any(getattr(alternatives, word) for word in varied):
            yield Problem("AL02", path, {}, on_key=True)


CHECKS = (check_ways, check_varied)
