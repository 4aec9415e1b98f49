"""Fingerprints of a package, each named by what it is of, as pages name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.exchange.package.guide import Guide
    from meter.exchange.package.snapshot import Snapshot


def name_instrument_prints(snapshot: Snapshot) -> dict[str, str]:
    """Name the fingerprints of the instrument."""
    guide, source = snapshot.terms.words.guide, snapshot.source
    return {guide.content: source.fingerprint, guide.meaning: source.meaning}


def name_method_prints(snapshot: Snapshot) -> dict[str, str]:
    """Name the fingerprint of the method; none where nothing is scored."""
    if snapshot.results is None:
        return {}
    method = snapshot.results.plan.method_fingerprint
    return {snapshot.terms.words.guide.method: method}


def cite_sources(snapshot: Snapshot) -> Iterator[str]:
    """Say what was asked and how it was scored, each with its fingerprints."""
    guide, source = snapshot.terms.words.guide, snapshot.source
    yield guide.asked_with % {"key": source.key, "version": source.version}
    yield from _say(guide, name_instrument_prints(snapshot))
    if snapshot.results is not None:
        plan = snapshot.results.plan
        fact = {"key": plan.method_key, "version": plan.method.version}
        yield guide.scored_by % fact
        yield from _say(guide, name_method_prints(snapshot))


def _say(guide: Guide, prints: dict[str, str]) -> Iterator[str]:
    for name, digits in prints.items():
        yield f"{name}{guide.colon}{digits}."
