"""A snapshot: the round as its package holds it, read in one moment and shielded.

Names, addresses and what people wrote in their own words are not among what is read,
but for the names of units that may be named.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from meter.comparison.disagreement import tabulate_disagreement
from meter.comparison.frames import read_answers, read_results
from meter.comparison.sureness import count_draws
from meter.exchange.errors import AllKnownError, EmptyPackageError
from meter.exchange.package.shielding import shield_units
from meter.fieldwork.reviewed import find_state
from meter.publication.errors import NoMoreAlikeError, TooFewAlikeError
from meter.publication.known import list_known
from meter.publication.packaged import Judged, Member, divide, list_packages
from meter.storage.repository import evidence, reviewed, reviews, units
from scoring.kernel.bounding import bound_scores
from scoring.kernel.results import Scores
from scoring.kernel.values import item_values
from scoring.uncertainty.sensitivity import vary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.questionnaire import ProfileField
    from meter.exchange.package.shielding import ShownUnit
    from meter.exchange.package.words import Words
    from meter.publication.known import Known
    from meter.publication.packaged import Package
    from meter.records import AnswerState, Evidence, Round, Unit
    from meter.storage import Connection, Store
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.uncertainty.sensitivity import Sensitivity

    Values = NDArray[np.float64]

MOST_DRAWN = 5_000
"""Units of which intervals are drawn: beyond them, drawing takes minutes."""


@dataclass(frozen=True)
class Terms:
    """What a package is made by.

    Attributes:
        secret: what pseudonyms are drawn by.
        words: labels, in the language of the package.
        with_names: whether units are named, and their facts told, unasked.
        version: of METER.
    """

    secret: bytes
    words: Words
    version: str
    with_names: bool = False


@dataclass(frozen=True)
class Standing:
    """The evidence beside an answer, and what a review has come to.

    Attributes:
        item: its key.
        row: of the unit.
        state: None in a round that nobody reviews.
    """

    row: int
    item: str
    links: int = 0
    files: int = 0
    state: AnswerState | None = None


@dataclass(frozen=True)
class Results:
    """What the answers came to; rows as the units of the snapshot.

    Attributes:
        scores: as they were kept at submission.
        values: what each item is worth, 0..1; NaN where it does not count.
        bounds: the scores if all that is open were answered worst, and best.
        otherwise: how many units' scores were made by another version of the method.
        drawn: how far scores and ranks rest on the method; None where it says no
            alternatives, and for very many units.
    """

    plan: Plan
    scores: Scores
    values: Mapping[str, Values]
    bounds: tuple[Values, Values]
    otherwise: int
    drawn: Sensitivity | None


@dataclass(frozen=True)
class Snapshot:
    """A round as a package holds it; a row a unit, in the order of the pseudonyms.

    Attributes:
        source: the instrument as it was asked.
        worded: the same in the language of the package.
        coded: the answers; of texts, dates and links only that they were given.
        results: None where nothing is scored.
        agreement: how far the respondents of a unit lie apart, by unit and item; None
            where nobody answers apart.
        asked_units: how many units were asked, with those whose answers do not count.
        judged: who is in it, beside which packages.
        left_out: how many of those that count would be found by scores that others
            have read beside their names.
        held: how many agreed to be named in it, and are not named yet.
    """

    round: Round
    terms: Terms
    made_at: datetime
    source: Instrument
    worded: Instrument
    units: Sequence[ShownUnit]
    coded: Coded
    results: Results | None
    standing: Sequence[Standing]
    agreement: pd.DataFrame | None
    asked_units: int
    judged: Judged
    left_out: int = 0
    held: int = 0

    @property
    def keys(self) -> list[str]:
        """The pseudonyms of the units."""
        return [unit.key for unit in self.units]

    @property
    def names_somebody(self) -> bool:
        """Tell whether a unit has its name in the package."""
        return any(unit.name is not None for unit in self.units)

    def has_numbers(self, fact: ProfileField) -> bool:
        """Tell whether a fact is told in numbers: as bands it is told in words."""
        return self.terms.with_names and fact.type == "number"

    def numbers_of(self, fact: ProfileField) -> Values:
        """Give a fact that is told in numbers; NaN where none is known."""
        told = [unit.facts.get(fact.key) or "nan" for unit in self.units]
        return np.array(told, dtype=np.float64)


def read_snapshot(
    store: Store, asked: Round, worded: Instrument, terms: Terms, at: datetime
) -> Snapshot:
    """Read a round for its package.

    Args:
        store: where it is kept.
        asked: the round.
        worded: its instrument in the language of the package.
        terms: what the package is made by.
        at: now.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
        LostScorecardError: a submitted response has no scorecard that fits.
        EmptyPackageError: no answer counts yet.
        AllKnownError: all whose answers count are known by name.
        TooFewAlikeError, NoMoreAlikeError: beside the packages before it would give
            units away.
    """
    table = tabulate_disagreement(store, asked.id) if asked.apart else None
    with store.read() as connection:
        answers = read_answers(store, connection, asked.id)
        if not answers.unit_ids:
            raise EmptyPackageError(asked.key)
        there = {one.id: one for one in units.list_units(connection, asked.id)}
        known = None if terms.with_names else list_known(connection, asked.id)
        places = _list_places(answers.unit_ids, known)
        if not places:
            raise AllKnownError(asked.key)
        packed = [answers.unit_ids[place] for place in places]
        packages = list_packages(connection, asked.id)
        newest = reviews.map_newest(connection, asked.id)
        submissions = {unit: newest.get(unit, 0) for unit in packed}
        shown = shield_units(
            [there[unit] for unit in packed],
            answers.instrument.profile,
            known.open if known else None,
            terms.secret,
            asked.id,
            _divide(asked, at, submissions, packages, known) if known else None,
        )
        judged = Judged(
            _list_members(submissions, shown),
            len(packages),
            known.by_name if known else frozenset(),
        )
        order = sorted(range(len(shown)), key=lambda row: shown[row].key)
        chosen = [places[row] for row in order]
        counted = [there[answers.unit_ids[place]] for place in chosen]
        coded = answers.coded[np.array(chosen, dtype=np.intp)]
        scores, otherwise = None, 0
        if asked.method is not None:
            found = read_results(store, connection, asked.id)
            scores = _take(found.scores, _match(found.units, counted))
            otherwise = len(found.scored_otherwise)
        standing = _list_standing(connection, asked, counted)
    ordered = [shown[row] for row in order]
    return Snapshot(
        asked,
        terms,
        at,
        answers.instrument,
        worded,
        ordered,
        coded,
        None if scores is None else _work_out(scores, coded, ordered, otherwise),
        standing,
        None if table is None else _hide_respondents(table, counted, ordered),
        len(there),
        judged,
        len(answers.unit_ids) - len(ordered),
        len(known.held) if known else 0,
    )


def _divide(
    asked: Round,
    at: datetime,
    submissions: Mapping[int, int],
    packages: Sequence[Package],
    known: Known,
) -> list[list[int]]:
    """Divide units into classes; in a round that is over, waiting is no way out."""
    try:
        return divide(submissions, packages, known.all)
    except TooFewAlikeError as error:
        if asked.frozen_at is None and not asked.takes_corrections(at):
            raise NoMoreAlikeError(error.fewest) from error
        raise


def _list_places(unit_ids: Sequence[int], known: Known | None) -> list[int]:
    """List whose answers go into a package: not those who would be found by scores."""
    return [
        place
        for place, unit in enumerate(unit_ids)
        if known is None or unit not in known.by_name
    ]


def _list_members(
    submissions: Mapping[int, int], shown: Sequence[ShownUnit]
) -> dict[int, Member]:
    """List who is in a package, those alike by a number that have the same facts."""
    numbers: dict[tuple[str, ...], int] = {}
    return {
        unit: Member(
            submission,
            numbers.setdefault(tuple(one.facts.values()), len(numbers)),
            one.name is not None,
        )
        for (unit, submission), one in zip(submissions.items(), shown, strict=True)
    }


def _match(found: Sequence[Unit], wanted: Sequence[Unit]) -> list[int]:
    row_of = {unit.id: row for row, unit in enumerate(found)}
    return [row_of[unit.id] for unit in wanted]


def _take(scores: Scores, rows: list[int]) -> Scores:
    places = np.array(rows, dtype=np.intp)
    stage = {key: held[places] for key, held in scores.stage.items()}
    return Scores(scores.plan, scores.score[places], scores.coverage[places], stage)


def _work_out(
    scores: Scores, coded: Coded, shown: Sequence[ShownUnit], otherwise: int
) -> Results:
    """Work out what scorecards do not keep: values of items, bounds, intervals."""
    plan, drawn = scores.plan, None
    declared = plan.method.alternatives
    if declared is not None and len(shown) <= MOST_DRAWN:
        draws = count_draws(declared, len(shown))
        drawn = vary(plan, coded, [unit.key for unit in shown], draws)
    bounds = bound_scores(plan, coded)
    values = item_values(plan, coded)
    ends = bounds.low, bounds.high
    return Results(plan, scores, values, ends, otherwise, drawn)


def _list_standing(
    connection: Connection, asked: Round, counted: Sequence[Unit]
) -> list[Standing]:
    row_of = {unit.id: row for row, unit in enumerate(counted)}
    pieces = {
        (unit_id, one.item): one
        for unit_id, found in evidence.list_of_round(connection, asked.id).items()
        for one in _count_pieces(found)
    }
    states = _map_states(connection, asked) if asked.reviewed else {}
    found = [
        replace(
            pieces.get(place, Standing(0, place[1])),
            row=row_of[place[0]],
            state=states.get(place, "open") if asked.reviewed else None,
        )
        for place in {*pieces, *states}
        if place[0] in row_of
    ]
    return sorted(found, key=lambda one: (one.row, one.item))


def _count_pieces(found: Iterable[Evidence]) -> Iterator[Standing]:
    """Count the links and files beside each answer of a unit."""
    links: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for one in found:
        (links if one.file is None else files)[one.item] += 1
    for item in {*links, *files}:
        yield Standing(0, item, links[item], files[item])


def _map_states(
    connection: Connection, asked: Round
) -> dict[tuple[int, str], AnswerState]:
    revisions = reviewed.map_revisions(connection, asked.id)
    touches = reviewed.map_last_touches(connection, asked.id)
    return {
        place: find_state((step,), revisions.get(place, 0), touches.get(place))
        for place, step in reviewed.map_last_steps(connection, asked.id).items()
    }


def _hide_respondents(
    table: pd.DataFrame, counted: Sequence[Unit], shown: Sequence[ShownUnit]
) -> pd.DataFrame:
    """Leave how far people lie apart, and nothing that one of them said."""
    keys: dict[Any, str] = {
        unit.name: one.key for unit, one in zip(counted, shown, strict=True)
    }
    kept = table[table["unit"].isin(list(keys))]
    kept = kept.assign(unit=kept["unit"].map(keys))
    columns = ["unit", "item", "answers", "spread", "agreement"]
    return kept[columns].sort_values("unit", kind="stable", ignore_index=True)
