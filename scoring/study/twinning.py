"""Twinning: which city can learn most from which other, among those that take part.

What b can teach a is t(b, a) = sum over sub-themes of w min(b - a, most_lead), where b
stands high enough, leads by enough, and can show it. Its value is t (1 + sim) / 2 with
the similarity of the two cities. Each city learns from one at most and teaches a few;
the sum of the values is as high as it can be.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scoring.errors import ScoringError
from scoring.study.similarity import measure_similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.study.similarity import Fact

    Values = NDArray[np.float64]

_EDGE = 1e-9
"""Levels this close to a bound are on it: binary sums miss decimal bounds."""


class RepeatedCandidateError(ScoringError):
    """Two units that take part have one name."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(f"Two candidates are named '{unit}'. Name each unit once.")


class ThemeWeightsError(ScoringError):
    """The weights of sub-themes cannot be taken as shares."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        listed = ", ".join(f"{key} {weight:g}" for key, weight in weights.items())
        super().__init__(
            f"These weights of sub-themes give no shares: {listed or 'none'}. Give "
            "each 0 or more, and at least one more than 0."
        )


@dataclass(frozen=True)
class Terms:
    """What makes a lesson.

    Attributes:
        least_level: score from which a sub-theme can be taught.
        least_lead: lead from which there is something to learn.
        most_lead: lead that counts at most: who is too far ahead teaches less.
        capacity: how many cities one teaches at most; 0 or more.
        runners_up: how many other teachers are named for each city.
    """

    least_level: float = 0.70
    least_lead: float = 0.15
    most_lead: float = 0.40
    capacity: int = 2
    runners_up: int = 2


TERMS = Terms()


@dataclass(frozen=True)
class Candidate:
    """A unit that could be twinned.

    Attributes:
        scores: by sub-theme, 0..1; None where there is none.
        context: facts for the similarity; see `scoring.study.similarity.context_of`.
        takes_part: whether it agreed to be twinned; else it appears nowhere.
        names_levels: whether it agreed that a twin sees its scores.
        documented: sub-themes with evidence that is at least documented, the only ones
            it can teach; None where no evidence is asked for.
    """

    unit: str
    scores: Mapping[str, float | None]
    context: Mapping[str, Fact] = field(default_factory=dict)
    takes_part: bool = False
    names_levels: bool = False
    documented: frozenset[str] | None = None


@dataclass(frozen=True)
class Lesson:
    """A sub-theme that one unit can learn from another.

    Attributes:
        learner: score of the learner; None unless both agreed to name levels.
        teacher: score of the teacher; None likewise.
    """

    theme: str
    learner: float | None
    teacher: float | None

    @property
    def levels(self) -> tuple[float | str, float | str]:
        """The two scores, or the words `developing` and `strong` in their place."""
        if self.learner is None or self.teacher is None:
            return "developing", "strong"
        return self.learner, self.teacher


@dataclass(frozen=True)
class Pair:
    """A unit and the one that it is to learn from.

    Attributes:
        lessons: what there is to learn, most first.
        similarity: 0..1.
        credit: t, what can be taught; None unless both agreed to name levels.
        value: t (1 + similarity) / 2; None likewise.
        is_mutual: whether the learner has something to teach in return.
        runners_up: the next best teachers, best first.
    """

    learner: str
    teacher: str
    lessons: tuple[Lesson, ...]
    similarity: float
    credit: float | None
    value: float | None
    is_mutual: bool
    runners_up: tuple[str, ...]


@dataclass(frozen=True)
class Exchange:
    """Two units that can learn from each other.

    Attributes:
        learned_by_first: what the second teaches the first.
        learned_by_second: what the first teaches the second.
        score: sqrt(t t) of both ways; None unless both agreed to name levels.
    """

    first: str
    second: str
    learned_by_first: tuple[Lesson, ...]
    learned_by_second: tuple[Lesson, ...]
    similarity: float
    score: float | None


@dataclass(frozen=True)
class Twinning:
    """Who learns from whom.

    Attributes:
        pairs: the most valuable first.
        exchanges: all units that can learn from each other, the best two first.
        unmatched: units that take part and learn from none, in alphabetical order.
    """

    pairs: tuple[Pair, ...]
    exchanges: tuple[Exchange, ...]
    unmatched: tuple[str, ...]


def find_twins(
    candidates: Iterable[Candidate], weights: Mapping[str, float], terms: Terms = TERMS
) -> Twinning:
    """Match the units that take part, each with at most one teacher.

    What b can teach a is t = sum w min(b - a, most_lead) over the sub-themes where b
    stands at `least_level`, leads by `least_lead` and can show it; its value is
    t (1 + similarity) / 2. The matching has the highest sum of values that there is, an
    assignment problem that is solved exactly, and does not depend on the order of the
    candidates. Sources: Gower (1971) for the similarity; the rest is ours, as
    docs/methods.md says.

    Args:
        candidates: the units, with scores from 0 to 1; those that do not take part are
            left out before anything is computed.
        weights: by sub-theme, 0 or more; they are taken as shares. A sub-theme that is
            not named does not count, one without a score is neither taught nor learned.
        terms: what makes a lesson, and how many a unit may teach.

    Returns:
        A pair for each unit that has a teacher, the most valuable first; an exchange
        for each two units that can teach each other; and the names of those that take
        part and have no teacher. Scores, credits and values (0..1) are None unless both
        units agreed to name them.

    Raises:
        RepeatedCandidateError: two units that take part have one name.
        ThemeWeightsError: a weight is below 0, or none is above.
    """
    taking_part = [one for one in candidates if one.takes_part]
    counts = Counter(one.unit for one in taking_part)
    for unit, count in counts.items():
        if count > 1:
            raise RepeatedCandidateError(unit)
    table = _Table.lay_out(sorted(taking_part, key=_name), weights, terms)
    matched = _match(table.value, terms.capacity)
    pairs = sorted(matched, key=lambda pair: (-table.value[pair], pair))
    learners = {learner for _, learner in matched}
    return Twinning(
        tuple(table.describe_pair(*pair) for pair in pairs),
        tuple(table.list_exchanges()),
        tuple(one.unit for k, one in enumerate(table.candidates) if k not in learners),
    )


def _name(candidate: Candidate) -> str:
    return candidate.unit


@dataclass(frozen=True)
class _Table:
    """All that is known of all pairs: (teachers, learners), and by theme before.

    Attributes:
        lessons: (themes, teachers, learners), what each theme adds to the credit.
    """

    candidates: Sequence[Candidate]
    themes: tuple[str, ...]
    terms: Terms
    lessons: Values
    similarity: Values

    @classmethod
    def lay_out(
        cls,
        candidates: Sequence[Candidate],
        weights: Mapping[str, float],
        terms: Terms,
    ) -> _Table:
        """Compare every unit with every other.

        Raises:
            ThemeWeightsError: a weight is below 0, or none is above.
        """
        themes, total = tuple(weights), sum(weights.values())
        if not total > 0 or min(weights.values()) < 0:
            raise ThemeWeightsError(weights)
        lessons = [
            weights[theme] / total * _compare(candidates, theme, terms)
            for theme in themes
        ]
        size = len(candidates)
        return cls(
            candidates,
            themes,
            terms,
            np.array(lessons).reshape(len(themes), size, size),
            measure_similarity([one.context for one in candidates]),
        )

    @cached_property
    def credit(self) -> Values:
        """What the first can teach the second."""
        credit: Values = self.lessons.sum(axis=0)
        return credit

    @cached_property
    def value(self) -> Values:
        """The credit, worth half between units that have nothing in common."""
        value: Values = self.credit * (1 + self.similarity) / 2
        return value

    def describe_pair(self, teacher: int, learner: int) -> Pair:
        """Tell all of a pair that its units agreed to."""
        named, value = self._names(teacher, learner), self.value
        others = np.argsort(-value[:, learner], kind="stable").tolist()
        next_best = [k for k in others if k != teacher and value[k, learner] > 0]
        return Pair(
            self.candidates[learner].unit,
            self.candidates[teacher].unit,
            self._list_lessons(teacher, learner),
            float(self.similarity[teacher, learner]),
            float(self.credit[teacher, learner]) if named else None,
            float(value[teacher, learner]) if named else None,
            bool(self.credit[learner, teacher] > 0),
            tuple(self.candidates[k].unit for k in next_best[: self.terms.runners_up]),
        )

    def list_exchanges(self) -> list[Exchange]:
        """List units that can teach each other, by sqrt(t t), the best first."""
        score = np.sqrt(self.credit * self.credit.T)
        firsts, seconds = np.nonzero(np.triu(score))
        order = np.lexsort((seconds, firsts, -score[firsts, seconds]))
        return [
            self._describe_exchange(int(firsts[k]), int(seconds[k]), score)
            for k in order
        ]

    def _describe_exchange(self, first: int, second: int, score: Values) -> Exchange:
        return Exchange(
            self.candidates[first].unit,
            self.candidates[second].unit,
            self._list_lessons(second, first),
            self._list_lessons(first, second),
            float(self.similarity[first, second]),
            float(score[first, second]) if self._names(first, second) else None,
        )

    def _names(self, first: int, second: int) -> bool:
        return all(self.candidates[k].names_levels for k in (first, second))

    def _list_lessons(self, teacher: int, learner: int) -> tuple[Lesson, ...]:
        adds, named = self.lessons[:, teacher, learner], self._names(teacher, learner)
        order = [k for k in np.argsort(-adds, kind="stable").tolist() if adds[k] > 0]
        scores = [self.candidates[k].scores for k in (learner, teacher)]
        return tuple(
            Lesson(theme, *(s[theme] if named else None for s in scores))
            for theme in (self.themes[k] for k in order)
        )


def _compare(candidates: Sequence[Candidate], theme: str, terms: Terms) -> Values:
    """Give min(lead, most_lead) in a theme where it makes a lesson, else 0."""
    score = np.array([_level(one.scores.get(theme)) for one in candidates])
    shown = [one.documented is None or theme in one.documented for one in candidates]
    lead = score[:, None] - score[None, :]
    with np.errstate(invalid="ignore"):
        able = (score >= terms.least_level - _EDGE) & np.array(shown, dtype=np.bool_)
        teaches = able[:, None] & (lead >= terms.least_lead - _EDGE)
    return np.where(teaches, np.minimum(lead, terms.most_lead), 0.0)


def _level(score: float | None) -> float:
    return np.nan if score is None else score


def _match(value: Values, capacity: int) -> list[tuple[int, int]]:
    """Choose (teacher, learner) so that the sum of the values is highest.

    A teacher stands in as many columns as it has places. This integer programme is an
    assignment problem, which is solved exactly and faster than by branch and bound.
    """
    from scipy.optimize import linear_sum_assignment

    places = np.repeat(value.T, capacity, axis=1)
    learners, columns = linear_sum_assignment(places, maximize=True)
    return [
        (column // capacity, learner)
        for learner, column in zip(learners.tolist(), columns.tolist(), strict=True)
        if places[learner, column] > 0
    ]
