"""The same answers on stricter grounds: declared, evidenced and verified.

Where those grounds alone would give another stage than the declared one, it is said so,
with both stages and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.evidence import find_evidenced
from webapp.charts.words import quote
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from scoring.series import SeriesCard
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
    `otherwise` says which stage each of the grounds alone would give, where that is
    another one than the declared.
    """

    lines: tuple[SeriesLine, ...]
    asked: int
    having: int
    is_floor: bool
    answered: int = 0
    verified: int | None = None
    otherwise: tuple[str, ...] = ()

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
            evidenced=evidenced.nodes[key].score,
            coverage=evidenced.nodes[key].coverage,
            verified=None if checked is None else checked.nodes[key].score,
        )
        for key in plan.indices
    )
    found = Series(
        lines=tuple(lines),
        asked=len(asked),
        having=sum(key in counting for key in asked),
        is_floor=plan.method.missing.unanswered == "zero",
        answered=len(answered),
        verified=None if verified is None else sum(key in verified for key in answered),
    )
    return replace(found, otherwise=tuple(_say(assessment, found, evidenced, checked)))


def _say(
    assessment: Assessment,
    series: Series,
    evidenced: SeriesCard,
    checked: SeriesCard | None,
) -> Iterator[str]:
    """Say which stage stricter grounds would give, where it is another one."""
    ladder = assessment.study.ladder
    held = None if ladder is None else assessment.scorecard.stages[ladder.key]
    if ladder is None or held is None:
        return
    stages = assessment.instrument.stages[ladder.key].bands
    titles = {band.key: quote(band.title) for band in stages}
    backed = evidenced.stages[ladder.key]
    if series.having and backed != held:
        yield _say_evidenced(series, titles[held], titles.get(backed or ""))
    if checked is not None and (seen := checked.stages[ladder.key]) != held:
        yield _say_verified(series, titles[held], titles.get(seen or ""))


def _say_evidenced(series: Series, held: str, backed: str | None) -> str:
    said = _("By evidence alone the stage would be “%(stage)s” and not “%(held)s”.")
    if backed is None:
        said = _("By evidence alone there would be no stage yet and not “%(held)s”.")
    return f"{said % {'stage': backed, 'held': held}} {count_evidenced(series)}"


def _say_verified(series: Series, held: str, seen: str | None) -> str:
    said = _("By review alone the stage would be “%(stage)s” and not “%(held)s”.")
    if seen is None:
        said = _("By review alone there would be no stage yet and not “%(held)s”.")
    return f"{said % {'stage': seen, 'held': held}} {count_verified(series)}"


def count_evidenced(series: Series) -> str:
    """Say beside how many answers evidence stands."""
    said = ngettext(
        "%(having)s of %(num)s scored answer has a link or a file as evidence.",
        "%(having)s of %(num)s scored answers have a link or a file as evidence.",
        series.asked,
    )
    return said % {"having": series.having, "num": series.asked}


def count_verified(series: Series) -> str:
    """Say how many answers a reviewer has verified."""
    said = ngettext(
        "%(verified)s of %(num)s scored answer was verified by the review."
        " “Verified” counts the others as unanswered.",
        "%(verified)s of %(num)s scored answers were verified by the review."
        " “Verified” counts the others as unanswered.",
        series.answered,
    )
    return said % {"verified": series.verified, "num": series.answered}


def _list_answered(assessment: Assessment) -> list[str]:
    """List the scored items that have an answer, and not a reason for none."""
    scored = {key for step in assessment.plan.steps for key in step.items}
    return [
        key
        for key, answer in assessment.decoded.items()
        if key in scored and not isinstance(answer, Missing)
    ]
