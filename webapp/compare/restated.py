"""What the page of a restated round shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.comparison.restated import list_other_methods
from scoring.method_table import SHORT
from scoring.restatement import find_change, list_stages, pick_ladders
from webapp.charts.chart import MOST_ROWS
from webapp.compare.method_words import word_difference
from webapp.compare.pages import Link
from webapp.compare.selection import Selection
from webapp.compare.turning import turn_rows
from webapp.filters import say_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.instrument import Instrument
    from meter.comparison.restated import Restated
    from meter.records import Round
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.kernel.stages import Rule
    from webapp.compare.method_words import DifferenceRow
    from webapp.compare.turning import Turning


@dataclass(frozen=True)
class MethodView:
    """A method as the page names it; `mark` begins its fingerprint."""

    title: str
    version: str
    mark: str


@dataclass(frozen=True)
class Side:
    """A unit's score of 0..1, rank and stage by one of the two methods."""

    score: float | None
    rank: int | None
    stage: str | None


@dataclass(frozen=True)
class RestatedRow:
    """A unit by both methods; `change` is in points, with its sign."""

    unit: str
    published: Side
    restated: Side
    change: str | None


@dataclass(frozen=True)
class IndexTable:
    """An index by both methods."""

    title: str
    has_stages: bool
    # Those that the page shows.
    rows: tuple[RestatedRow, ...]


@dataclass(frozen=True)
class Outcome:
    """A round restated under a method."""

    published: MethodView
    restated: MethodView
    is_relative: bool
    scored_otherwise: int
    differences: tuple[DifferenceRow, ...]
    tables: tuple[IndexTable, ...]


@dataclass(frozen=True)
class RestatedPage:
    """A round, the methods that it can be restated under, and the chosen one."""

    key: str
    title: str
    caption: str
    choices: tuple[Link, ...]
    outcome: Outcome | None
    turning: Turning | None = None


def make_restated_page(
    asked: Round,
    worded: Instrument,
    caption: str,
    found: Restated | None,
    first: int = 0,
) -> RestatedPage:
    """Make the page; without a restatement it offers the methods alone.

    Of very many units it shows some, from the place `first` on.
    """
    chosen = found.restated.plan if found else None
    return RestatedPage(
        key=asked.key,
        title=asked.title,
        caption=caption,
        choices=tuple(_list_choices(asked, worded, chosen)),
        outcome=_make_outcome(worded, found, first) if found else None,
        turning=_turn(found, chosen.method_key, first) if found and chosen else None,
    )


def _turn(found: Restated, method: str, first: int) -> Turning | None:
    return turn_rows(len(found.units), Selection(first=first, method=method))


def _list_choices(
    asked: Round, worded: Instrument, chosen: Plan | None
) -> Iterator[Link]:
    titles = {key: method.title for key, method in worded.methods.items()}
    current = chosen.method_key if chosen else None
    if chosen is not None:  # one of a file in the library has a title once it is read
        titles.setdefault(chosen.method_key, chosen.method.title)
    for key in list_other_methods(worded, asked.method):
        query = Selection(method=key).link()
        yield Link(titles.get(key, key), query, key == current)


def _make_outcome(worded: Instrument, found: Restated, first: int) -> Outcome:
    plan = found.restated.plan
    # What the instrument does not declare comes with the file of the method.
    both = worded.with_method(
        plan.method_key,
        worded.methods.get(plan.method_key, plan.method),
        {key: plan.instrument.stages[key] for key in _list_strange(worded, plan)},
    )
    return Outcome(
        published=_view_method(both, found.published.plan),
        restated=_view_method(both, plan),
        is_relative=plan.is_relative,
        scored_otherwise=len(found.scored_otherwise),
        differences=tuple(
            word_difference(both, one) for one in found.list_differences()
        ),
        tables=tuple(_make_table(both, found, index, first) for index in plan.indices),
    )


def _list_strange(worded: Instrument, plan: Plan) -> list[str]:
    return [key for key in plan.instrument.stages if key not in worded.stages]


def _view_method(worded: Instrument, plan: Plan) -> MethodView:
    method = worded.methods[plan.method_key]
    return MethodView(method.title, method.version, plan.method_fingerprint[:SHORT])


def _make_table(
    worded: Instrument, found: Restated, index: str, first: int
) -> IndexTable:
    ladders = pick_ladders(found.published.plan, found.restated.plan, index)
    sides = [
        _list_sides(worded, one, index, ladder)
        for one, ladder in zip((found.published, found.restated), ladders, strict=True)
    ]
    changes = find_change(found.published, found.restated, index).tolist()
    rows = [
        RestatedRow(unit, one, other, _say_change(change))
        for unit, one, other, change in zip(found.units, *sides, changes, strict=True)
    ]
    rows.sort(
        key=lambda row: (row.published.rank is None, row.published.rank, row.unit)
    )
    return IndexTable(
        title=worded.framework.nodes[index].title if worded.framework else index,
        has_stages=any(
            side.stage for row in rows for side in (row.published, row.restated)
        ),
        rows=tuple(rows[first : first + MOST_ROWS]),
    )


def _list_sides(
    worded: Instrument, scores: Scores, index: str, ladder: Rule | None
) -> list[Side]:
    bands = worded.stages[ladder.key].bands if ladder else ()
    titles = {band.key: band.title for band in bands}
    held = list_stages(scores, ladder) or [None] * len(scores)
    return [
        Side(
            None if math.isnan(score) else score,
            rank or None,
            None if stage is None else titles[stage],
        )
        for score, rank, stage in zip(
            scores.node(index).tolist(), scores.rank(index).tolist(), held, strict=True
        )
    ]


def _say_change(change: float) -> str | None:
    """Write a change of 0..1 in points with its sign; None where there is none."""
    if math.isnan(change):
        return None
    points = say_points(abs(change) * 100)
    if points == say_points(0):
        return points
    return f"+{points}" if change > 0 else f"\N{MINUS SIGN}{points}"
