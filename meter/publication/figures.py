"""Figures of an edition: stages, spreads and names, none that gives a unit away.

The public knows the units that are named, and has read all editions before. So no
figure is told in which a unit without its name could be worked out: five others at
least stand with it, beside every edition before (`meter.peers.cover`), and not all on
one stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.peers.bands import are_alike, find_bands
from meter.peers.cover import FEWEST, is_covered, keeps_cover
from meter.peers.levels import list_peer_nodes
from meter.publication.records import (
    NAMED,
    Counted,
    Figures,
    NamedUnit,
    PublicSpread,
    StageCounts,
)
from scoring import compile_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from instruments.model.instrument import Instrument
    from meter.peers.cover import Table
    from meter.peers.records import Withheld
    from meter.publication.records import Agreed
    from scoring.kernel.stages import Rule

Shown = dict[str, list["Table"]]
"""By node, the members of every table that was ever published."""


def make_figures(
    instrument: Instrument,
    method: str | None,
    submitted: int,
    agreed: Sequence[Agreed],
    shown: Shown,
    known: Collection[int],
) -> Figures:
    """Make the figures of the units that agreed, each against all shown before it.

    Args:
        instrument: with a framework.
        method: of the round; None takes the instrument's own.
        submitted: how many results count in the round.
        agreed: the units that let the public see something.
        shown: what the editions before have shown.
        known: the responses whose name was ever published.
    """
    framework = instrument.framework
    nodes = list_peer_nodes(framework) if framework else []
    plan = compile_plan(instrument, method)
    named = _choose_named(agreed, nodes, shown, set(known))
    rules = [rule for rule in plan.rules if plan.nodes[rule.place] in nodes]
    return Figures(
        submitted,
        len(agreed),
        tuple(
            _count_stages(rule, plan.nodes[rule.place], agreed, shown, named)
            for rule in rules
        ),
        tuple(_find_spread(node, agreed, shown, named) for node in nodes),
        tuple(
            _name(one, [rule.key for rule in rules], nodes)
            for one in agreed
            if one.level in NAMED and one.response_id in named
        ),
    )


def _choose_named(
    agreed: Iterable[Agreed], nodes: Iterable[str], shown: Shown, known: set[int]
) -> set[int]:
    """Choose whose name may be known: no new one that uncovers others in figures."""
    wanted = known | {one.response_id for one in agreed if one.level in NAMED}
    hides = all(keeps_cover(shown.get(node, []), wanted) for node in nodes)
    return wanted if hides else known


def list_counted(agreed: Iterable[Agreed], nodes: Iterable[str]) -> list[Counted]:
    """List who is in an edition, with the nodes of which each has a score."""
    kept = list(nodes)
    return [
        Counted(
            one.response_id,
            one.submission,
            tuple(node for node in kept if _score(one, node) is not None),
        )
        for one in agreed
    ]


def _score(one: Agreed, node: str) -> float | None:
    found = one.scorecard.nodes.get(node)
    return found.score if found else None


def _having(node: str, agreed: Iterable[Agreed]) -> list[Agreed]:
    return [one for one in agreed if _score(one, node) is not None]


def _find_spread(
    node: str, agreed: Sequence[Agreed], shown: Shown, named: Collection[int]
) -> PublicSpread:
    having = _having(node, agreed)
    withheld = _find_reason(node, having, shown, named)
    if withheld is None:
        bands = find_bands([_score(one, node) or 0.0 for one in having])
        if not are_alike(bands):
            return PublicSpread(node, len(having), *bands)
        withheld = "alike"
    return PublicSpread(node, len(having), None, None, None, withheld)


def _count_stages(
    rule: Rule,
    node: str,
    agreed: Sequence[Agreed],
    shown: Shown,
    named: Collection[int],
) -> StageCounts:
    having = _having(node, agreed)
    held = [one.scorecard.stages.get(rule.key) for one in having]
    withheld = _find_reason(node, having, shown, named)
    unnamed = {
        stage
        for one, stage in zip(having, held, strict=True)
        if one.response_id not in named
    }
    if withheld is None and len(unnamed) == 1:
        withheld = "alike"
    counts = tuple(held.count(band.key) for band in rule.bands)
    shape = rule.key, node, len(having)
    return StageCounts(*shape, None if withheld else counts, withheld)


def _find_reason(
    node: str, having: Sequence[Agreed], shown: Shown, named: Collection[int]
) -> Withheld | None:
    """Find why figures of a node are withheld; None where they may be told."""
    if len(having) < FEWEST:
        return "few"
    table = {one.response_id: one.submission for one in having}
    return None if is_covered([*shown.get(node, []), table], named) else "changed"


def _name(one: Agreed, rules: Iterable[str], nodes: Iterable[str]) -> NamedUnit:
    scores = {node: _score(one, node) for node in nodes}
    return NamedUnit(
        one.response_id,
        one.name,
        {rule: one.scorecard.stages.get(rule) for rule in rules},
        {node: score for node, score in scores.items() if score is not None},
    )
