"""A view: a round as one request looks at it, with what it reads of the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from meter.comparison.frames import recall_results, round_answers
from meter.comparison.masking import (
    list_named_units,
    mask_movement,
    mask_results,
)
from meter.comparison.movement import compare_rounds, list_former_rounds
from meter.comparison.published import load_figures
from meter.comparison.sureness import rate_sureness
from meter.comparison.tallies import tally_room
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.units import count_units
from meter.settings import load_secret_key
from scoring.study.diagnostics.sides import read_sides
from webapp.compare.drawing import Drawing
from webapp.compare.pages import write_caption
from webapp.compare.room import list_tops, make_room
from webapp.current import now, settings, store
from webapp.masking import show_results
from webapp.peers.words import say_unit
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.instrument import Instrument
    from meter.comparison.frames import RoundResults
    from meter.comparison.movement import Movement
    from meter.comparison.sureness import Sureness
    from meter.comparison.tallies import RoomTally
    from meter.records import Round
    from scoring.kernel.coding import Coded
    from scoring.study.diagnostics.sides import Sides
    from webapp.charts.chart import Look
    from webapp.charts.room import Room
    from webapp.compare.selection import Selection


@dataclass(frozen=True, eq=False)
class View:
    """A scored round under a selection; each thing is read when it is first needed."""

    asked: Round
    worded: Instrument
    selection: Selection
    look: Look

    @cached_property
    def results(self) -> RoundResults:
        """What was kept at each submission that counts, as the reader may see it."""
        if not self.selection.room:
            return self._whole
        secret = load_secret_key(settings())
        return mask_results(self._whole, self.named, secret, say_unit)

    @cached_property
    def _whole(self) -> RoundResults:
        return show_results(self.asked, recall_results(store(), self.asked.id))

    @cached_property
    def named(self) -> set[int]:
        """The units whose names a room may see beside what is looked at."""
        framework = self.worded.framework
        parts = framework.nodes[self.top].of or {} if framework else {}
        return list_named_units(store(), self.asked, (self.top, *parts))

    @cached_property
    def rows(self) -> list[int]:
        """Where each unit of the results stands in those of the organiser."""
        places = {unit.id: place for place, unit in enumerate(self._whole.units)}
        return [places[unit.id] for unit in self.results.units]

    @property
    def top(self) -> str:
        """The part that is looked at."""
        framework = self.worded.framework
        tops = list_tops(framework) if framework else []
        return self.selection.node if self.selection.node in tops else tops[0]

    @cached_property
    def room(self) -> Room:
        """The units with their scores on the part that is looked at."""
        return make_room(self.results, self.worded, self.top, self.selection.units)

    @cached_property
    def caption(self) -> str:
        """How many units it rests on, and of which day."""
        return write_round_caption(self.asked, len(self.results.units))

    @cached_property
    def drawing(self) -> Drawing:
        """What the charts of the room are drawn from."""
        return Drawing(
            room=self.room,
            caption=self.caption,
            look=self.look,
            sort=self.selection.sort,
            scored_otherwise=len(self.results.scored_otherwise),
            alike=self.selection.is_alike,
        )

    @cached_property
    def coded(self) -> Coded:
        """The coded answers, a row a unit of the results."""
        answers = round_answers(store(), self.asked.id)
        row_of = {unit_id: row for row, unit_id in enumerate(answers.unit_ids)}
        return answers.coded[[row_of[unit.id] for unit in self.results.units]]

    @cached_property
    def tally(self) -> RoomTally:
        """How the units answered each question."""
        return tally_room(self.worded, self.coded)

    @cached_property
    def sides(self) -> Mapping[str, Sides]:
        """What the diagnostics hold against each other."""
        declared = self.worded.diagnostics
        return {
            key: replace(one, title=declared[key].title)
            for key, one in read_sides(self.results.plan, self.coded).items()
        }

    @cached_property
    def sureness(self) -> Sureness | None:
        """The bands of ranks; None where the method declares no alternatives."""
        return rate_sureness(store(), self.asked.id)

    @cached_property
    def figures(self) -> Mapping[str, Mapping[int, float]]:
        """What others published about the units, by name of the figure, 0..1."""
        found = load_figures(store(), self.asked.id)
        if not self.selection.room:
            return found
        # A published figure tells whose it is, so a room sees those of the named.
        return {
            name: {unit: value for unit, value in values.items() if unit in self.named}
            for name, values in found.items()
        }

    @cached_property
    def former_rounds(self) -> Mapping[str, Round]:
        """The earlier rounds that this one can be held against, the newest first."""
        return {one.key: one for one in list_former_rounds(store(), self.asked)}

    @cached_property
    def former(self) -> Round | None:
        """The earlier round that was chosen; the newest where none was."""
        chosen = self.selection.former or next(iter(self.former_rounds), "")
        return self.former_rounds.get(chosen)

    @cached_property
    def movement(self) -> Movement | None:
        """This round beside the earlier one; None without one."""
        if self.former is None:
            return None
        found = compare_rounds(store(), self.former.id, self.asked.id)
        if not self.selection.room:
            return found
        secret = load_secret_key(settings())
        return mask_movement(found, self.named, secret, say_unit)

    @cached_property
    def former_worded(self) -> Instrument | None:
        """The earlier round's instrument in the words of the reader."""
        return word_round(self.former) if self.former else None


def write_round_caption(asked: Round, count: int) -> str:
    """Write how many units of a round a page rests on, and of which day."""
    ends = (asked.closed_at, asked.frozen_at, asked.ends_at, now())
    at = min(filter(None, ends))
    return write_caption(
        count,
        count_units(store(), asked.id),
        at,
        is_reviewed=asked.reviewed,
        is_frozen=asked.frozen_at == at,
    )


def word_round(asked: Round) -> Instrument:
    """Give the instrument of a round in the words of the reader."""
    return word_instrument(get_instrument(store(), asked)).instrument
