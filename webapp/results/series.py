"""The same answers on stricter grounds: declared, and evidenced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.evidence import find_evidenced
from scoring.series import score_series

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.results.assessment import Assessment


@dataclass(frozen=True)
class SeriesLine:
    """An index as declared, and as far as evidence goes; 0..1, None for no score.

    `coverage` is the share of the weight that rests on answers with evidence.
    """

    title: str
    declared: float | None
    evidenced: float | None
    coverage: float | None


@dataclass(frozen=True)
class Series:
    """The indices in each series.

    `asked` counts the scored answers of which the instrument asks evidence, `having`
    those of them beside which some stands. `is_floor` tells whether the others count
    as zero; else they are left out.
    """

    lines: tuple[SeriesLine, ...]
    asked: int
    having: int
    is_floor: bool

    @property
    def main(self) -> SeriesLine:
        """The first index."""
        return self.lines[0]


def make_series(assessment: Assessment, evidence: Mapping[str, int]) -> Series | None:
    """Score a response once more by its evidence; None where none is asked for.

    Args:
        assessment: the response as declared.
        evidence: how many links and files stand beside its answers, by item.
    """
    source, plan = assessment.wording.source, assessment.plan
    scored = {key for step in plan.steps for key in step.items}
    asked = [
        key
        for key, answer in assessment.decoded.items()
        if key in scored
        and source.items[key].evidence != "none"
        and not isinstance(answer, Missing)
    ]
    if not asked:
        return None
    counting = find_evidenced(source, evidence)
    scores = score_series(plan, assessment.answers, counting)
    lines = (
        SeriesLine(
            title=assessment.title_of(key),
            declared=assessment.scorecard.nodes[key].score,
            evidenced=scores[key].score,
            coverage=scores[key].coverage,
        )
        for key in plan.indices
    )
    return Series(
        lines=tuple(lines),
        asked=len(asked),
        having=sum(key in counting for key in asked),
        is_floor=plan.method.missing.unanswered == "zero",
    )
