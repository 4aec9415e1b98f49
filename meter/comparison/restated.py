"""Restated results: kept or published scores beside those of another method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import find_method
from instruments.library import list_method_files
from meter.comparison.frames import round_answers, round_results
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.method_facts import list_differences
from scoring.provenance import RestatedProvenance
from scoring.restatement import set_side_by_side

if TYPE_CHECKING:
    import pandas as pd

    from instruments.model.instrument import Instrument
    from meter.storage import Store
    from scoring.kernel.results import Scores
    from scoring.method_facts import Difference


@dataclass(frozen=True)
class Restated:
    """Two results of the same units, a row each, in the same order.

    Attributes:
        units: their names.
        published: what stands, as it was kept or by the method that was published.
        restated: what the same answers score under the other method.
        scored_otherwise: units whose kept scores were made by another version of the
            published method.
    """

    units: list[str]
    published: Scores
    restated: Scores
    scored_otherwise: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Write both as `scoring.restatement.set_side_by_side` describes."""
        return set_side_by_side(self.published, self.restated, self.units)

    def list_differences(self) -> list[Difference]:
        """List what the two methods say differently."""
        plan = self.restated.plan
        published = self.published.plan.method_key
        return list_differences(plan.instrument, published, plan.method_key)

    @property
    def provenance(self) -> RestatedProvenance:
        """By what instrument and methods both were made."""
        return RestatedProvenance.of_both(self.published.plan, self.restated.plan)


def restate_round(store: Store, round_id: int, other: str) -> Restated:
    """Set the kept scorecards of a round beside what another method would say.

    The published side is read and never computed; the restated side is scored from
    the kept answers. A relative method takes the submitted responses as its
    population. Nothing is changed.

    Args:
        store: where the round is kept.
        round_id: the round.
        other: key of a method, or path of a method file.

    Raises:
        NotFoundError: there is no such round.
        NotScoredError: its instrument measures nothing.
        NoSuchMethodError: there is no such method.
        MethodFindingsError: the file of the method has errors.
        LostScorecardError: a submitted response has no scorecard that fits.
        StaleCodesError: the answers have to be coded anew first.
    """
    kept = round_results(store, round_id)
    plan = compile_plan(*find_method(kept.instrument, other))
    answers = round_answers(store, round_id)
    row_of = {unit_id: row for row, unit_id in enumerate(answers.unit_ids)}
    coded = answers.coded[[row_of[unit.id] for unit in kept.units]]
    return Restated(
        [unit.name for unit in kept.units],
        kept.scores,
        score_coded(plan, coded),
        tuple(unit.name for unit in kept.scored_otherwise),
    )


def list_other_methods(instrument: Instrument, published: str | None) -> list[str]:
    """Name the methods under which a round can be restated by key.

    These are the other ones of its instrument and those that the library has in
    files for it.
    """
    known = (*instrument.methods, *list_method_files(instrument.key))
    return [key for key in dict.fromkeys(known) if key != published]
