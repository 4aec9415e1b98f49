"""Binding: a declared diagnostic with the items and nodes that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.diagnostics import (
    Competition,
    Digitalization,
    Integration,
    Toolkitization,
)
from scoring.kernel.engine import score_coded
from scoring.study.diagnostics.competition import CompetitionPattern
from scoring.study.diagnostics.digitalization import DigitalizationPattern
from scoring.study.diagnostics.integration import IntegrationPattern
from scoring.study.diagnostics.toolkitization import ToolkitizationPattern
from scoring.study.diagnostics.values import list_edges, split_tags
from scoring.study.weights import effective_weights

if TYPE_CHECKING:
    from collections.abc import Collection

    from instruments.model.diagnostics import Diagnostic
    from scoring.kernel.plan import Plan
    from scoring.study.diagnostics.earlier import Earlier
    from scoring.study.diagnostics.pattern import Pattern


def bind_pattern(
    plan: Plan, declared: Diagnostic, scored: Collection[str], earlier: Earlier | None
) -> Pattern:
    """Bind a declared diagnostic to the scored items of a plan.

    Raises:
        UnknownNodeError: it names a node that the plan does not score.
    """
    if isinstance(declared, Competition):
        return _bind_competition(plan, declared, scored, earlier)
    if isinstance(declared, Digitalization):
        return _bind_digitalization(plan, declared, scored)
    if isinstance(declared, Integration):
        return _bind_integration(plan, declared, scored)
    return _bind_toolkitization(plan, declared, scored)


def _bind_competition(
    plan: Plan, declared: Competition, scored: Collection[str], earlier: Earlier | None
) -> Pattern:
    sides = split_tags(plan.instrument, scored, declared.visible, declared.foundation)
    index, before = plan.indices[0], None
    if earlier is not None:
        before = float(score_coded(plan, earlier.row).node(index)[0])
    return CompetitionPattern(declared, *sides, index, earlier, before)


def _bind_digitalization(
    plan: Plan, declared: Digitalization, scored: Collection[str]
) -> Pattern:
    below = [effective_weights(plan, n) for n in (declared.node, *declared.others)]
    ahead = set(below[0])
    behind = {item for weights in below[1:] for item in weights} - ahead
    return DigitalizationPattern(
        declared,
        tuple(item for item in scored if item in ahead),
        tuple(item for item in scored if item in behind),
        _title_of(plan, declared.node),
    )


def _title_of(plan: Plan, node: str) -> str:
    framework = plan.instrument.framework
    return framework.nodes[node].title if framework else node


def _bind_integration(
    plan: Plan, declared: Integration, scored: Collection[str]
) -> Pattern:
    front, back = split_tags(plan.instrument, scored, declared.front, declared.back)
    edges = list_edges(plan.instrument, scored, front)
    kept = tuple(edge for edge in edges if edge[1] in back)
    return IntegrationPattern(declared, front, back, kept)


def _bind_toolkitization(
    plan: Plan, declared: Toolkitization, scored: Collection[str]
) -> Pattern:
    tool, glue = split_tags(plan.instrument, scored, declared.tool, declared.glue)
    edges = tuple(list_edges(plan.instrument, scored, tool))
    return ToolkitizationPattern(declared, tool, glue, edges)
