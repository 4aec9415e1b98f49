"""Columns of scores, block by block: what `Scores.to_frame` writes, in Arrow."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

import numpy as np

from meter.exchange.ranking import Ranking
from scoring.kernel.results import place_in_classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    import pyarrow as pa
    from numpy.typing import NDArray

    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.kernel.stages import Rule

    Columns = Iterator[tuple[str, pa.Array]]


class AnyRanking(Protocol):
    """Takes scores in the order of rows, then gives their ranks in the same order."""

    def __enter__(self) -> Self:
        """Open it."""

    def __exit__(self, *_: object) -> None:
        """Let go what it holds."""

    @property
    def count(self) -> int:
        """How many scores there are, without blanks."""

    def add(self, score: NDArray[np.float64]) -> None:
        """Keep the scores of the next rows; NaN where there is none."""

    def finish(self) -> None:
        """End the adding."""

    def take(self, rows: int) -> NDArray[np.int64]:
        """Give the ranks of the next rows: 1 is best, ties share, 0 for no score."""


class ScoreColumns:
    """Turns blocks of scores into tables once all scores have been seen.

    Ranks, and classes of equal count, depend on all rows: every block is first added
    and then, in the same order, written.

    Args:
        plan: that the scores are of.
        open_ranking: opens a ranking by its decimals, always in the same order.
    """

    def __init__(
        self, plan: Plan, open_ranking: Callable[[int], AnyRanking] = Ranking
    ) -> None:
        self.plan = plan
        self._open_ranking = open_ranking
        self._stack = ExitStack()
        self._ranks = {key: self._open() for key in plan.indices}
        self._within = {
            (rule.key, number): self._open()
            for rule in plan.rules
            for number, band in enumerate(rule.bands)
            if band.classes
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _open(self) -> AnyRanking:
        return self._stack.enter_context(
            self._open_ranking(self.plan.method.rank_decimals)
        )

    def add(self, scores: Scores) -> None:
        """Keep what ranks and classes need of the next block.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        for key, ranking in self._ranks.items():
            ranking.add(scores.node(key))
        for (rule, number), ranking in self._within.items():
            held = scores.stage[rule] == number
            score = scores.score[:, self.plan.rule_of(rule).place]
            ranking.add(np.where(held, score, np.nan))

    def finish(self) -> None:
        """End the adding.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        for ranking in [*self._ranks.values(), *self._within.values()]:
            ranking.finish()

    def write(self, units: pa.Array, scores: Scores) -> pa.Table:
        """Write the next block, of the rows that were added in this place.

        Args:
            units: the names of the units, a column of text.
            scores: of these units.
        """
        import pyarrow as pa

        columns = {"unit": units}
        for place in range(len(self.plan.nodes)):
            columns |= dict(self._write_node(place, scores))
        return pa.table(columns)

    def _write_node(self, place: int, scores: Scores) -> Columns:
        key = self.plan.nodes[place]
        yield key, _write_scores(scores.score[:, place])
        yield f"{key}.coverage", _write_scores(scores.coverage[:, place])
        if scores.bounds is not None:
            for name, bound in zip(("low", "high"), scores.bounds, strict=True):
                yield f"{key}.{name}", _write_scores(bound[:, place])
        rules = [rule for rule in self.plan.rules if rule.place == place]
        for number, rule in enumerate(rules):
            ending = f".{rule.key}" if number else ""
            stage = scores.stage[rule.key]
            keys = [band.key for band in rule.bands]
            yield f"{key}.stage{ending}", _name_places(stage, keys)
            if any(band.classes for band in rule.bands):
                yield f"{key}.class{ending}", self._name_classes(rule, stage)
        if key in self._ranks:
            yield f"{key}.rank", _write_ranks(self._ranks[key].take(len(scores)))

    def _name_classes(self, rule: Rule, stage: NDArray[np.int8]) -> pa.Array:
        """Name the class of equal count within its band, as `Scores.class_keys`."""
        names: list[str] = []
        places = np.full(len(stage), -1)
        for number, band in enumerate(rule.bands):
            if not band.classes:
                continue
            ranking = self._within[rule.key, number]
            ranks = ranking.take(len(stage))
            found = place_in_classes(ranks, ranking.count, len(band.classes))
            places = np.where(stage == number, len(names) + found, places)
            names += band.classes
        return _name_places(places, names)


def _write_scores(values: NDArray[np.float64]) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, from_pandas=True)  # which makes NaN a blank


def _name_places(places: NDArray[np.integer], names: Sequence[str]) -> pa.Array:
    import pyarrow as pa

    found = pa.array(places.astype(np.int32), mask=places < 0)
    return pa.DictionaryArray.from_arrays(found, list(names)).cast(pa.string())


def _write_ranks(ranks: NDArray[np.int64]) -> pa.Array:
    import pyarrow as pa

    return pa.array(ranks, mask=ranks == 0)
