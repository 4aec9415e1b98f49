"""The next stage: the band above the one held, and the search for what reaches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.kernel.engine import score_coded
from scoring.study.search import Search
from scoring.study.trials import Trials

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.kernel.stages import Rule


@dataclass(frozen=True)
class NextStage:
    """How far one response is on one ladder, and what would bring it a band up.

    Attributes:
        plan: what the response is scored with.
        row: the response, as a batch of one.
        rule: the ladder.
        index: score of the staged node; NaN for none.
        held: the place of the band held; -1 for none.
        search: the search that has ended; None where the highest band is held.
        changes: the few new answers it found, as bits by item; None where none reach
            the next band, or there is none.
    """

    plan: Plan
    row: Coded
    rule: Rule
    index: float
    held: int
    search: Search | None = None
    changes: Mapping[str, int] | None = None

    @property
    def name(self) -> str | None:
        """The key of the next band; None where the highest is held."""
        return None if self.search is None else self.rule.bands[self.held + 1].key


def search_next_stage(
    plan: Plan, row: Coded, rule: Rule, scores: Scores | None = None
) -> NextStage:
    """Search for the few answers that bring a response to the next band of a ladder.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: the response, as a batch of one.
        rule: the ladder.
        scores: what the plan makes of the row; None scores it.
    """
    scores = score_coded(plan, row) if scores is None else scores
    index = float(scores.score[0, rule.place])
    held = int(scores.stage[rule.key][0])
    if held + 1 == len(rule.bands):
        return NextStage(plan, row, rule, index, held)
    search = Search(Trials(plan, rule, held + 1), row)
    return NextStage(plan, row, rule, index, held, search, search.find_changes())
