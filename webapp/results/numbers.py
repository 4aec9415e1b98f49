"""Every number of a result, from the index down to the answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.combining import score_columns
from scoring.study.contributions import contributions_by_node
from webapp.languages import mark
from webapp.results.answer_words import say_given
from webapp.results.diagnostics import make_diagnoses
from webapp.results.ladders import find_main, make_ladders
from webapp.results.roadmap import make_roadmap
from webapp.results.sureness import make_sureness
from webapp.wording import word_ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.study.contributions import Contribution
    from webapp.results.assessment import Assessment
    from webapp.results.diagnostics import DiagnosisCard
    from webapp.results.ladders import Ladder
    from webapp.results.roadmap import Roadmap
    from webapp.results.series import Series
    from webapp.results.sureness import Sureness

COMBINING = {
    "arithmetic": mark("arithmetic mean"),
    "geometric": mark("geometric mean"),
    "harmonic": mark("harmonic mean"),
    "power": mark("power mean"),
    "median": mark("median"),
    "minimum": mark("the lowest"),
    "maximum": mark("the highest"),
    "pooled": mark("pooled points"),
    "borda": mark("Borda count"),
    "copeland": mark("Copeland's rule"),
    "kemeny": mark("Kemeny's rule"),
    "benefit_of_the_doubt": mark("benefit of the doubt"),
    "table": mark("decision table"),
    "ratio": mark("ratio"),
}


@dataclass(frozen=True)
class NodeRow:
    """A node: its share among its siblings, its score and how it comes about.

    `depth` counts from 0 at the index; `share`, `score` and `coverage` are 0..1.
    `computed` is the score that its parent is computed from, where too little coverage
    keeps it from being printed. `at` is its place on the page, empty where the same
    node has stood before.
    """

    depth: int
    at: str
    title: str
    combine: str
    share: float
    score: float | None
    coverage: float | None
    computed: float | None = None


@dataclass(frozen=True)
class ItemRow:
    """An item: its share, its answer, its value and its part in the index.

    Values are 0..1 and None where the item does not count; `at` as of a node. `section`
    is where it is asked, `asked` the item that stands there: of a list that of its
    first entry.
    """

    depth: int
    at: str
    section: str
    asked: str
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

    @property
    def has_unprinted(self) -> bool:
        """Tell whether a row stands without a score that its parent counts."""
        return any(
            isinstance(row, NodeRow) and row.computed is not None for row in self.rows
        )


@dataclass(frozen=True)
class NumbersPage:
    """All numbers of a result; `places` are the nodes and items that can be led to."""

    unit_name: str | None
    indices: tuple[IndexNumbers, ...]
    places: frozenset[str]
    least_coverage: float
    words_language: str
    words_direction: str
    ladders: tuple[Ladder, ...]
    sureness: Sureness | None
    roadmap: Roadmap
    diagnoses: tuple[DiagnosisCard, ...]
    series: Series | None = None
    is_provisional: bool = False


def make_numbers_page(
    assessment: Assessment,
    unit_name: str | None = None,
    series: Series | None = None,
    *,
    is_provisional: bool = False,
) -> NumbersPage:
    """Make the page with every number."""
    seen: set[str] = set()
    ladders = make_ladders(assessment)
    main = find_main(ladders, assessment.plan.indices[0])
    indices = tuple(_list_indices(assessment, seen))
    return NumbersPage(
        unit_name=unit_name,
        indices=indices,
        places=frozenset(seen),
        least_coverage=assessment.plan.method.missing.least_coverage,
        words_language=assessment.wording.language,
        words_direction=assessment.wording.direction,
        ladders=ladders,
        sureness=make_sureness(assessment, main),
        roadmap=make_roadmap(assessment),
        diagnoses=make_diagnoses(assessment),
        series=series,
        is_provisional=is_provisional,
    )


def _list_indices(assessment: Assessment, seen: set[str]) -> Iterator[IndexNumbers]:
    """Make the indices, then the nodes that a pooled index passes over."""
    tops = assessment.plan.indices
    for key in (*tops, *assessment.framework.walk(*tops)):
        if f"node-{key}" not in seen:
            yield _make_index(assessment, key, seen)


def _make_index(assessment: Assessment, index: str, seen: set[str]) -> IndexNumbers:
    parts = contributions_by_node(assessment.plan, assessment.coded, index)
    walk = _Walk(assessment, parts, _compute_all(assessment), seen)
    return IndexNumbers(
        title=assessment.title_of(index),
        rows=tuple(walk.list_rows(index, 1.0, 0)),
        contribution=sum(p.contribution for p in parts.values()) if parts else None,
        lost=sum(part.lost for part in parts.values()) if parts else None,
    )


def _compute_all(assessment: Assessment) -> dict[str, float]:
    """Compute the scores of all nodes that have one, printed or not."""
    plan = assessment.plan
    columns = slice_columns(plan, np.atleast_1d(np.asarray(assessment.coded)))
    raw = score_columns(plan, columns).raw
    scores = dict(zip(plan.nodes, raw[:, 0].tolist(), strict=True))
    return {key: score for key, score in scores.items() if not math.isnan(score)}


@dataclass(frozen=True)
class _Walk:
    """A walk down the framework, with each item's part in the index by its node.

    `seen` are the places that stand on the page so far.
    """

    assessment: Assessment
    parts: dict[tuple[str, str], Contribution]
    computed: dict[str, float]
    seen: set[str]

    def _place(self, at: str) -> str:
        """Name a place on the page, once."""
        if at in self.seen:
            return ""
        self.seen.add(at)
        return at

    def list_rows(
        self, key: str, share: float, depth: int
    ) -> Iterator[NodeRow | ItemRow]:
        yield self._show_node(key, share, depth)
        step = self.assessment.plan.step_of(key)
        # A decision table knows no weights: its items share it equally.
        weights = step.weights or dict.fromkeys(step.items, 1.0)
        total = sum(weights.values())
        for child, weight in weights.items():
            if step.children:
                yield from self.list_rows(child, weight / total, depth + 1)
            else:
                yield self._show_item(key, child, weight / total, depth + 1)

    def _show_node(self, key: str, share: float, depth: int) -> NodeRow:
        found = self.assessment.scorecard.nodes[key]
        step = self.assessment.plan.step_of(key)
        combine: str = step.combination.by
        if step.table or step.ratio:
            combine = "table" if step.table else "ratio"
        return NodeRow(
            depth=depth,
            at=self._place(f"node-{key}"),
            title=self.assessment.title_of(key),
            combine=COMBINING[combine],
            share=share,
            score=found.score,
            coverage=found.coverage,
            computed=self.computed.get(key) if found.score is None and depth else None,
        )

    def _show_item(self, node: str, key: str, share: float, depth: int) -> ItemRow:
        part, instrument = self.parts.get((node, key)), self.assessment.instrument
        asked = instrument.repeated.get(key, (key,))[0]
        return ItemRow(
            depth=depth,
            at=self._place(f"item-{key}"),
            section=instrument.section_of[asked].key,
            asked=asked,
            ask=word_ask(instrument, key),
            answer=say_given(self.assessment, key),
            share=share,
            value=part.value if part else None,
            contribution=part.contribution if part else None,
            lost=part.lost if part else None,
        )
