"""The result page: index and stage, how sure, what to do, pillars, how computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from webapp.results.answer_words import say_given
from webapp.results.diagnostics import make_diagnoses
from webapp.results.ladders import find_main, make_ladders
from webapp.results.roadmap import make_roadmap
from webapp.results.sureness import make_sureness
from webapp.wording import word_ask
from webapp.words import say_missing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from webapp.peers.pages import PeerBand
    from webapp.results.assessment import Assessment
    from webapp.results.diagnostics import DiagnosisCard
    from webapp.results.ladders import Ladder
    from webapp.results.roadmap import Roadmap
    from webapp.results.series import Series
    from webapp.results.since import SinceFormer
    from webapp.results.sureness import Sureness
    from webapp.results.teachers import Teachers

STRENGTHS_MOST, COSTS_MOST = 3, 5

STRONG = 0.5
"""A sub-theme below half of its scale is nobody's strength."""


@dataclass(frozen=True)
class Score:
    """A node of the framework with its score; 0..1, None where there is none.

    `peers` is the spread of the peers, where the unit sees one.
    """

    key: str
    title: str
    about: str | None
    score: float | None
    coverage: float | None
    parts: tuple[Score, ...] = ()
    peers: PeerBand | None = None


@dataclass(frozen=True)
class Cost:
    """An item and what it keeps the index from 100; `lost` is 0..1 of the index."""

    item: str
    ask: str
    answer: str
    lost: float


@dataclass(frozen=True)
class ReasonCount:
    """How many items that count have no answer, by reason."""

    say: str
    items: int
    treatment: str


@dataclass(frozen=True)
class Origin:
    """What the numbers were computed from and by."""

    instrument: str
    version: str
    source: str | None
    method: str
    method_version: str
    meaning: str
    method_fingerprint: str
    at: dt.datetime
    least_coverage: float


@dataclass(frozen=True)
class ResultPage:
    """What a result page shows; `unit_name` and `round_title` are None on trial.

    A result is provisional as long as the answers behind it are in review. `sureness`
    is None without an index, `since` without a former round; `takes_part` says whether
    the unit takes part in twinning, None where its round belongs to no workshop.
    """

    unit_name: str | None
    round_title: str | None
    indices: tuple[Score, ...]
    ladders: tuple[Ladder, ...]
    strengths: tuple[Score, ...]
    costs: tuple[Cost, ...]
    reasons: tuple[ReasonCount, ...]
    origin: Origin
    words_language: str
    words_direction: str
    sureness: Sureness | None
    diagnoses: tuple[DiagnosisCard, ...]
    roadmap: Roadmap
    series: Series | None = None
    since: SinceFormer | None = None
    takes_part: bool | None = None
    is_provisional: bool = False

    @property
    def main(self) -> Score:
        """The first index."""
        return self.indices[0]

    @property
    def has_peers(self) -> bool:
        """Tell whether a part of the first index is shown beside its peers."""
        return any(part.peers for part in self.main.parts)

    @property
    def ladder(self) -> Ladder | None:
        """The first ladder over the first index; None where there is none."""
        return find_main(self.ladders, self.main.key)

    @property
    def other_ladders(self) -> tuple[Ladder, ...]:
        """The ladders beside that one: further ones, and those over other nodes."""
        return tuple(one for one in self.ladders if one is not self.ladder)

    @property
    def found(self) -> tuple[DiagnosisCard, ...]:
        """The diagnostics that say something is there, the strongest first."""
        return tuple(one for one in self.diagnoses if one.is_there)

    @property
    def not_found(self) -> tuple[DiagnosisCard, ...]:
        """The other diagnostics."""
        return tuple(one for one in self.diagnoses if not one.is_there)


def make_result_page(  # noqa: PLR0913  (a result is shown with all of these)
    assessment: Assessment,
    at: dt.datetime,
    unit_name: str | None = None,
    round_title: str | None = None,
    series: Series | None = None,
    *,
    is_provisional: bool = False,
    peers: Mapping[str, PeerBand] | None = None,
    teachers: Teachers | None = None,
    since: SinceFormer | None = None,
) -> ResultPage:
    """Make the result page of an assessment; `at` is when it was scored.

    `peers` holds the spreads of peers by node, where there are some to see, `teachers`
    who can teach what, and `since` what changed since the former round.
    """
    plan = assessment.plan
    indices = tuple(_make_score(assessment, key, peers) for key in plan.indices)
    ladders = make_ladders(assessment)
    return ResultPage(
        unit_name=unit_name,
        round_title=round_title,
        indices=indices,
        ladders=ladders,
        strengths=_list_strengths(assessment),
        costs=_list_costs(assessment),
        reasons=_count_reasons(assessment),
        origin=_tell_origin(assessment, at),
        words_language=assessment.wording.language,
        words_direction=assessment.wording.direction,
        sureness=make_sureness(assessment, find_main(ladders, plan.indices[0])),
        diagnoses=make_diagnoses(assessment),
        roadmap=make_roadmap(assessment, teachers.by_part if teachers else None),
        series=series,
        since=since,
        takes_part=teachers.takes_part if teachers else None,
        is_provisional=is_provisional,
    )


def _make_score(
    assessment: Assessment, key: str, peers: Mapping[str, PeerBand] | None = None
) -> Score:
    """Make a node with the nodes below it."""
    node = assessment.framework.nodes[key]
    found = assessment.scorecard.nodes[key]
    parts = tuple(_make_score(assessment, child, peers) for child in node.of or {})
    return Score(
        key,
        node.title,
        node.about,
        found.score,
        found.coverage,
        parts,
        (peers or {}).get(key),
    )


def _list_strengths(assessment: Assessment) -> tuple[Score, ...]:
    """Choose the highest sub-themes of the first index, none of them below half."""
    index = assessment.plan.indices[0]
    leaves = [
        _make_score(assessment, key)
        for key in assessment.framework.leaves(index)
        if key != index
    ]
    strong = [leaf for leaf in leaves if (leaf.score or 0) >= STRONG]
    strong.sort(key=lambda leaf: -(leaf.score or 0))
    return tuple(strong[:STRENGTHS_MOST])


def _list_costs(assessment: Assessment) -> tuple[Cost, ...]:
    """Choose the items that keep the first index farthest from 100."""
    costly = sorted(assessment.study.contributions, key=lambda part: -part.lost)[
        :COSTS_MOST
    ]
    return tuple(
        Cost(
            part.item,
            word_ask(assessment.instrument, part.item),
            say_given(assessment, part.item),
            part.lost,
        )
        for part in costly
        if part.lost > 0
    )


def _count_reasons(assessment: Assessment) -> tuple[ReasonCount, ...]:
    """Count the items of the first index without an answer, by reason."""
    policy = assessment.plan.method.missing
    found = [assessment.decoded.get(key) for key in _list_items(assessment)]
    reasons = (
        (Missing.UNANSWERED, policy.unanswered),
        (Missing.DONT_KNOW, policy.dont_know),
        (Missing.NOT_APPLICABLE, policy.not_applicable),
        (Missing.REFUSED, policy.refused),
        (Missing.NOT_ASKED, "leave_out"),
    )
    return tuple(
        ReasonCount(say_missing(reason), found.count(reason), treatment)
        for reason, treatment in reasons
        if reason in found
    )


def _list_items(assessment: Assessment) -> list[str]:
    """List the items under the first index, those of decision tables too."""
    plan = assessment.plan
    leaves = assessment.framework.leaves(plan.indices[0])
    return list(
        dict.fromkeys(key for leaf in leaves for key in plan.step_of(leaf).items)
    )


def _tell_origin(assessment: Assessment, at: dt.datetime) -> Origin:
    instrument, plan = assessment.instrument, assessment.plan
    card = assessment.scorecard
    return Origin(
        instrument=instrument.title,
        version=card.version,
        source=instrument.source,
        method=instrument.methods[card.method].title,
        method_version=instrument.methods[card.method].version,
        meaning=card.meaning,
        method_fingerprint=card.method_fingerprint,
        at=at,
        least_coverage=plan.method.missing.least_coverage,
    )
