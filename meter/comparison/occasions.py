"""Occasions: what a facilitator's pack is about, a workshop or a round by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.comparison.completion import completion, count_units
from meter.comparison.consultation import gather_answers
from meter.comparison.frames import round_answers, round_results
from meter.workshops.workshops import list_participants, list_rounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from meter.comparison.completion import Completion
    from meter.comparison.consultation import Gathered
    from meter.comparison.frames import RoundAnswers, RoundResults
    from meter.records import Round, Unit, Workshop
    from meter.storage import Store


@dataclass(frozen=True)
class Fielded:
    """A round with all that came in.

    Attributes:
        done: how far each unit is.
        answers: the coded answers that count.
        results: their scores; None where nothing is scored.
        gathered: what is put together as a consultation.
    """

    round: Round
    done: Sequence[Completion]
    answers: RoundAnswers
    results: RoundResults | None
    gathered: Sequence[Gathered]


@dataclass(frozen=True)
class Occasion:
    """A meeting of units.

    Attributes:
        units: who is coming, by name.
        languages: by id of the unit the languages that it works in, as tags.
    """

    title: str
    units: Sequence[Unit]
    rounds: Sequence[Fielded]
    languages: dict[int, Sequence[str]]
    place: str = ""
    begins_on: date | None = None
    ends_on: date | None = None


def read_workshop(store: Store, workshop: Workshop, at: datetime) -> Occasion:
    """Read all that a workshop's pack tells.

    Of rounds of the same instrument it is the one in which most have submitted.

    Raises:
        LostScorecardError: a submitted response has no scorecard that fits.
        StaleCodesError: answers have to be coded anew first.
    """
    taking_part = list_participants(store, workshop)
    chosen = choose_rounds(store, list_rounds(store, workshop))
    fielded = [read_fielded(store, one, at) for one in chosen]
    units = {one.unit.id: one.unit for one in taking_part}
    units |= {one.unit.id: one.unit for part in fielded for one in part.done}
    return Occasion(
        workshop.title,
        sorted(units.values(), key=lambda unit: (unit.name, unit.id)),
        fielded,
        {one.unit.id: one.languages for one in taking_part},
        workshop.place,
        workshop.begins_on,
        workshop.ends_on,
    )


def read_round(store: Store, asked: Round, at: datetime) -> Occasion:
    """Read all that the pack of a round by itself tells.

    Raises:
        LostScorecardError: a submitted response has no scorecard that fits.
        StaleCodesError: answers have to be coded anew first.
    """
    fielded = read_fielded(store, asked, at)
    return Occasion(asked.title, [one.unit for one in fielded.done], [fielded], {})


def choose_rounds(store: Store, rounds: Iterable[Round]) -> list[Round]:
    """Choose the round of each instrument in which most have submitted.

    Of equals it is the last one: a second round that has just been opened does not take
    the first one's place.
    """
    chosen: dict[str, tuple[int, Round]] = {}
    for asked in rounds:
        _, submitted = count_units(store, asked.id)
        most, _ = chosen.get(asked.instrument_key, (0, None))
        if submitted >= most:
            chosen[asked.instrument_key] = submitted, asked
    return [asked for _, asked in chosen.values()]


def read_fielded(store: Store, asked: Round, at: datetime) -> Fielded:
    """Read a round with all that came in.

    Raises:
        LostScorecardError: a submitted response has no scorecard that fits.
        StaleCodesError: the answers have to be coded anew first.
    """
    return Fielded(
        asked,
        completion(store, asked.id, at),
        round_answers(store, asked.id),
        None if asked.method is None else round_results(store, asked.id),
        gather_answers(store, asked.id),
    )
