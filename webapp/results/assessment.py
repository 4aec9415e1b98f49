"""One response, scored: what every part of a result page is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scoring import compile_plan, make_scorecard
from scoring.errors import NotScoredError
from scoring.kernel.coding import code_answers, decode_answers
from scoring.kernel.engine import score_coded
from scoring.study.response import ResponseStudy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments import Answer, Instrument
    from instruments.model.framework import Framework
    from scoring import Scorecard
    from scoring.kernel.plan import Plan
    from webapp.wording import Wording


@dataclass(frozen=True)
class Assessment:
    """Answers with their scorecard, in the words of the reader.

    `coded` is the response as one packed row; items that do not apply are marked.
    `recalled` is its study, where that was made before.
    """

    wording: Wording
    plan: Plan
    answers: Mapping[str, Answer]
    coded: Any
    scorecard: Scorecard
    recalled: ResponseStudy | None = None

    @property
    def instrument(self) -> Instrument:
        """The instrument in the reader's words."""
        return self.wording.instrument

    @property
    def framework(self) -> Framework:
        """What is measured, in the reader's words."""
        if self.instrument.framework is None:
            raise NotScoredError(self.instrument.key)
        return self.instrument.framework

    @cached_property
    def decoded(self) -> Mapping[str, Answer]:
        """The answers as they were scored: what does not apply says so."""
        return decode_answers(self.wording.source, self.coded)

    @cached_property
    def study(self) -> ResponseStudy:
        """What blocks, what costs, what gains, and how sure it is."""
        return self.recalled or ResponseStudy(self.plan, self.coded)

    def title_of(self, node: str) -> str:
        """Give the title of a node."""
        return self.framework.nodes[node].title


def assess(
    wording: Wording,
    answers: Mapping[str, Answer],
    method: str | None = None,
    scorecard: Scorecard | None = None,
) -> Assessment:
    """Score answers; a scorecard that was kept is shown as it was kept.

    Raises:
        NotScoredError: the instrument has no framework or no method.
    """
    plan = compile_plan(wording.source, method)
    coded = code_answers(wording.source, [answers])
    if scorecard is None:
        scorecard = make_scorecard(plan, score_coded(plan, coded))
    return Assessment(wording, plan, answers, coded, scorecard)
