"""The roadmap: what would reach the next stage, what gains most, what a budget buys.

Every figure comes from scoring the response again with other answers. Gains are
arithmetic of the questionnaire, not predicted effects: nobody's services get better by
an answer that is not true.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.study.budget import plan_budget
from scoring.study.climb import Climb
from scoring.study.next_stage import search_next_stage
from scoring.study.rescoring import open_row
from scoring.study.shortening import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from instruments.model.answers import Answer
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule
    from scoring.study.climb import Outcome
    from scoring.study.next_stage import NextStage
    from scoring.study.rescoring import Answers

BUDGET = 10
"""Effort that a plan may cost, unless another is given."""

AT_ONCE = 20
"""Ways of gains that are scored together; who wants but a few need not score all."""

_GAIN = 1e-12


@dataclass(frozen=True)
class Move:
    """One answer that changes, in the order of a plan.

    Attributes:
        item: its key.
        ask: what it asks.
        now: the present answer.
        target: the answer to reach.
        steps: how many steps that is; a number rises in quarters of its way.
        effort: steps times the declared effort, 1 to 3; 2 where none is declared.
        index_before: score of the node before this move, after those above it; None
            for none.
        index_after: after it.
        stage_after: key of the stage held after it; None for none.
        required_by: moves of the plan for which it has to come first; where the plan
            has it only for them, leaving it out need not lose the stage.
    """

    item: str
    ask: str
    now: Answer | None
    target: Answer | None
    steps: int
    effort: int
    index_before: float | None
    index_after: float | None
    stage_after: str | None
    required_by: tuple[str, ...]


@dataclass(frozen=True)
class Way:
    """Some moves, what is required first.

    Attributes:
        moves: in order.
        effort: of all moves.
        gain: what the score of the node rises by; None where it has none.
        is_best: whether nothing better exists: to a stage, no fewer answers before what
            they require was added; within a budget, no higher score.
    """

    moves: tuple[Move, ...]
    effort: int
    gain: float | None
    is_best: bool = False


@dataclass(frozen=True)
class Roadmap:
    """The three lists for one response.

    Attributes:
        node: the node whose score is looked at.
        index: its score now; None for none.
        stage: key of the stage held now.
        next_stage: key of the next one; None where the highest is held, or without
            stages.
        to_stage: the way there; None where there is no next stage, or none leads there.
        gains: one step up on each item with what it requires, most gain per effort
            first.
        budget: the effort that `within_budget` may cost.
        within_budget: the best way found.
    """

    node: str
    index: float | None
    stage: str | None
    next_stage: str | None
    to_stage: Way | None
    gains: tuple[Way, ...]
    budget: int
    within_budget: Way

    def to_rows(self) -> list[dict[str, Any]]:
        """Write all moves as rows for a CSV file.

        Columns: list (stage, gain, budget), place (1 for the first way of the list),
        then those of `Move`.
        """
        ways = [("stage", 1, self.to_stage)] if self.to_stage else []
        ways += [("gain", place, way) for place, way in enumerate(self.gains, 1)]
        ways += [("budget", 1, self.within_budget)]
        return [
            {"list": name, "place": place, **_write(move)}
            for name, place, way in ways
            for move in way.moves
        ]


def _write(move: Move) -> dict[str, Any]:
    cells = {name: getattr(move, name) for name in Move.__dataclass_fields__}
    cells["required_by"] = ";".join(move.required_by)
    for name in ("now", "target"):
        answer = cells[name]
        cells[name] = ";".join(answer) if isinstance(answer, tuple) else answer
    return cells


def make_roadmap(
    plan: Plan,
    row: np.void | Coded,
    node: str | None = None,
    rule: str | None = None,
    budget: int = BUDGET,
    found: NextStage | None = None,
) -> Roadmap:
    """Find ways up for one response.

    The way to the next stage changes few answers; without any one of them the stage is
    lost, unless another one requires it (`required_by`). An item is in place for those
    that require it at half of its way.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: one coded response.
        node: whose score is looked at; None takes the first index.
        rule: key of a stage rule; None takes the node's first, or else the method's.
        budget: effort that the best plan may cost.
        found: what was searched for this response on that ladder; None searches.

    Raises:
        UnknownNodeError: the plan scores no such node.
        UnknownRuleError: the method uses no such rule.
    """
    coded = np.atleast_1d(np.asarray(row))
    top = node or plan.indices[0]
    ladder = find_ladder(plan, top, rule)
    if found is None and ladder is not None:
        found = search_next_stage(plan, coded, ladder)
    climb = Climb(plan, open_row(plan, coded), top, ladder)
    now = climb.run([{}])
    best, is_best = plan_budget(climb, budget)
    return Roadmap(
        top,
        _number(now.index[0]),
        climb.name_stage(int(now.stage[0])),
        None if found is None else found.name,
        None if found is None else _reach_stage(climb, found),
        tuple(list_gains(climb)),
        budget,
        make_way(climb, best, is_best=is_best),
    )


def find_ladder(plan: Plan, node: str, key: str | None = None) -> Rule | None:
    """Find the ladder that a roadmap of a node looks at; None without stage rules.

    Args:
        plan: a compiled instrument and method.
        node: whose score is looked at.
        key: key of a stage rule; None takes the node's first, or else the method's.

    Raises:
        UnknownNodeError: the plan scores no such node.
        UnknownRuleError: the method uses no such rule.
    """
    place = plan.place_of(node)
    if key is None and not plan.rules:
        return None
    own = (rule for rule in plan.rules if key is None and rule.place == place)
    return next(own, None) or plan.rule_of(key)


def _reach_stage(climb: Climb, found: NextStage) -> Way | None:
    """Find the way to a stage: what blocks it, with all that this requires."""
    closed = close_changes(climb, found)
    if found.search is None or closed is None:
        return None
    return make_way(climb, closed, is_best=found.search.is_fewest)


def close_changes(climb: Climb, found: NextStage) -> Answers | None:
    """Add to what blocks a stage all that this requires and that is not in place.

    What that makes needless is taken back. None where nothing reaches the stage, or
    something required cannot be put in place.
    """
    if found.search is None or found.changes is None:
        return None
    closed = climb.requirements.close(found.changes)
    if closed is None or closed == found.changes:
        return closed
    return shorten(climb, closed, found.held + 1, found.search.levels_of)


def list_gains(climb: Climb) -> Iterator[Way]:
    """List one step up on each item, the most gain per effort first.

    Each brings what it requires and is not in place before it.
    """
    firsts = ({item: rungs[0]} for item, rungs in climb.rungs.items())
    closed = [one for one in map(climb.requirements.close, firsts) if one is not None]
    gains = climb.run([{}, *closed]).index
    if np.isnan(gains[0]):
        return
    ways = [
        (float(gain - gains[0]) / climb.sum_effort(one), one)
        for gain, one in zip(gains[1:], closed, strict=True)
        if gain - gains[0] > _GAIN
    ]
    ordered = [one for _, one in sorted(ways, key=lambda way: -round(way[0], 12))]
    for start in range(0, len(ordered), AT_ONCE):
        yield from _make_ways(climb, ordered[start : start + AT_ONCE])


def make_way(climb: Climb, answers: Mapping[str, int], *, is_best: bool = False) -> Way:
    """Describe answers one after the other."""
    [way] = _make_ways(climb, [answers])
    return replace(way, is_best=is_best)


def _make_ways(climb: Climb, several: Sequence[Mapping[str, int]]) -> list[Way]:
    """Describe several sets of answers, all scored together."""
    sets = [list(_list_stages(answers)) for answers in several]
    outcome = climb.run([one for stages in sets for one in stages])
    ends = np.cumsum([len(stages) for stages in sets])
    return [
        _describe(climb, answers, outcome.cut(slice(end - len(stages), end)))
        for answers, stages, end in zip(several, sets, ends.tolist(), strict=True)
    ]


def _list_stages(answers: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
    """List none of the answers, the first one, the first two and so on."""
    for count in range(len(answers) + 1):
        yield dict(islice(answers.items(), count))


def _describe(climb: Climb, answers: Mapping[str, int], outcome: Outcome) -> Way:
    """Describe answers of which it is known what each of them comes to."""
    items = list(answers)
    needed = climb.requirements.required_by(items)
    moves = tuple(
        Move(
            key,
            climb.items[key].item.ask,
            climb.items[key].decode(),
            climb.items[key].decode(answers[key]),
            climb.items[key].count_steps(answers[key]),
            climb.items[key].effort(answers[key]),
            _number(outcome.index[place]),
            _number(outcome.index[place + 1]),
            climb.name_stage(int(outcome.stage[place + 1])),
            needed[key],
        )
        for place, key in enumerate(items)
    )
    gain = _number(outcome.index[-1] - outcome.index[0])
    return Way(moves, sum(move.effort for move in moves), gain)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
