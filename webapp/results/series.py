"""The same answers on stricter grounds: declared, evidenced and verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.evidence import find_evidenced

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from webapp.results.assessment import Assessment


@dataclass(frozen=True)
class SeriesLine:
    """An index as declared, and as far as evidence and review go; 0..1, None for none.

    `coverage` is the share of the weight that rests on answers with evidence,
    `verified` None also where nothing is reviewed.
    """

    key: str
    title: str
    declared: float | None
    evidenced: float | None
    coverage: float | None
    verified: float | None = None


@dataclass(frozen=True)
class Series:
    """The indices in each series.

    `asked` counts the scored answers of which the instrument asks evidence, `having`
    those of them beside which some stands. `is_floor` tells whether the others count
    as zero; else they are left out. `verified` counts the scored answers that a
    reviewer has verified, of `answered` there are; None where nothing is reviewed.
    """

    lines: tuple[SeriesLine, ...]
    asked: int
    having: int
    is_floor: bool
    answered: int = 0
    verified: int | None = None

    @property
    def main(self) -> SeriesLine:
        """The first index."""
        return self.lines[0]


def make_series(
    assessment: Assessment,
    evidence: Mapping[str, int],
    verified: Collection[str] | None = None,
) -> Series | None:
    """Score a response once more by evidence and review; None where there is neither.

    Args:
        assessment: the response as declared.
        evidence: how many links and files stand beside its answers, by item.
        verified: the items that a reviewer has verified; None without a review.
    """
    source, plan = assessment.wording.source, assessment.plan
    answered = _list_answered(assessment)
    asked = [key for key in answered if source.items[key].evidence != "none"]
    if not asked and verified is None:
        return None
    counting = find_evidenced(source, evidence)
    study = assessment.study
    evidenced = study.score_in(assessment.answers, counting)
    checked = None if verified is None else study.score_in(assessment.answers, verified)
    lines = (
        SeriesLine(
            key=key,
            title=assessment.title_of(key),
            declared=assessment.scorecard.nodes[key].score,
            evidenced=evidenced[key].score,
            coverage=evidenced[key].coverage,
            verified=None if checked is None else checked[key].score,
        )
        for key in plan.indices
    )
    return Series(
        lines=tuple(lines),
        asked=len(asked),
        having=sum(key in counting for key in asked),
        is_floor=plan.method.missing.unanswered == "zero",
        answered=len(answered),
        verified=None if verified is None else sum(key in verified for key in answered),
    )


def _list_answered(assessment: Assessment) -> list[str]:
    """List the scored items that have an answer, and not a reason for none."""
    scored = {key for step in assessment.plan.steps for key in step.items}
    return [
        key
        for key, answer in assessment.decoded.items()
        if key in scored and not isinstance(answer, Missing)
    ]
