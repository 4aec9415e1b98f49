"""Every number of a result, from the index down to the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.study.contributions import contributions
from webapp.languages import mark
from webapp.results.pages import say_given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.framework import Node
    from scoring.study.contributions import Contribution
    from webapp.results.assessment import Assessment

COMBINING = {
    "arithmetic": mark("arithmetic mean"),
    "geometric": mark("geometric mean"),
    "minimum": mark("the lowest"),
    "maximum": mark("the highest"),
    "table": mark("decision table"),
}


@dataclass(frozen=True)
class NodeRow:
    """A node: its share among its siblings, its score and how it comes about.

    `depth` counts from 0 at the index; `share`, `score` and `coverage` are 0..1.
    """

    depth: int
    title: str
    combine: str
    share: float
    score: float | None
    coverage: float | None


@dataclass(frozen=True)
class ItemRow:
    """An item: its share, its answer, its value and its part in the index.

    Values are 0..1 and None where the item does not count.
    """

    depth: int
    ask: str
    answer: str
    share: float
    value: float | None
    contribution: float | None
    lost: float | None


@dataclass(frozen=True)
class IndexNumbers:
    """The table of one index, top down."""

    title: str
    rows: tuple[NodeRow | ItemRow, ...]
    contribution: float | None
    lost: float | None


@dataclass(frozen=True)
class NumbersPage:
    """All numbers of a result."""

    unit_name: str | None
    indices: tuple[IndexNumbers, ...]
    words_language: str
    words_direction: str


def make_numbers_page(
    assessment: Assessment, unit_name: str | None = None
) -> NumbersPage:
    """Make the page with every number."""
    return NumbersPage(
        unit_name=unit_name,
        indices=tuple(_make_index(assessment, key) for key in assessment.plan.indices),
        words_language=assessment.wording.language,
        words_direction=assessment.wording.direction,
    )


def _make_index(assessment: Assessment, index: str) -> IndexNumbers:
    parts = contributions(assessment.plan, assessment.coded, index)
    walk = _Walk(assessment, {part.item: part for part in parts})
    return IndexNumbers(
        title=assessment.title_of(index),
        rows=tuple(walk.list_rows(index, 1.0, 0)),
        contribution=sum(part.contribution for part in parts) if parts else None,
        lost=sum(part.lost for part in parts) if parts else None,
    )


@dataclass(frozen=True)
class _Walk:
    """A walk down the framework, with each item's part in the index."""

    assessment: Assessment
    parts: dict[str, Contribution]

    def list_rows(
        self, key: str, share: float, depth: int
    ) -> Iterator[NodeRow | ItemRow]:
        framework = self.assessment.instrument.framework
        if framework is None:
            return
        node = framework.nodes[key]
        yield self._show_node(key, node, share, depth)
        weights = self.assessment.plan.step_of(key).weights
        total = sum(weights.values())
        for child, weight in weights.items():
            if node.of:
                yield from self.list_rows(child, weight / total, depth + 1)
            else:
                yield self._show_item(child, weight / total, depth + 1)

    def _show_node(self, key: str, node: Node, share: float, depth: int) -> NodeRow:
        found = self.assessment.scorecard.nodes[key]
        combine = self.assessment.plan.method.combine_of(key)
        return NodeRow(
            depth=depth,
            title=node.title,
            combine=COMBINING["table" if node.table else combine],
            share=share,
            score=found.score,
            coverage=found.coverage,
        )

    def _show_item(self, key: str, share: float, depth: int) -> ItemRow:
        part = self.parts.get(key)
        return ItemRow(
            depth=depth,
            ask=self.assessment.instrument.items[key].ask,
            answer=say_given(self.assessment, key),
            share=share,
            value=part.value if part else None,
            contribution=part.contribution if part else None,
            lost=part.lost if part else None,
        )
