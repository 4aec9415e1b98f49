"""Changes: what one unit answers otherwise than in a former round, and what it moves.

Only answers to questions that both rounds asked in the same way are set side by side,
and scores are linked over what they have in common, as for a whole room
(`meter.comparison.movement`). The rest is named as not comparable.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.answers import Missing
from instruments.revisions import compare_versions
from meter.comparison.shelf import UNITS, shelf_of
from meter.fieldwork.rounds import get_round, load_instrument
from meter.storage.repository import answers as rows
from meter.storage.repository import responses, scorecards
from scoring.kernel.coding import asked_items, code_answers
from scoring.kernel.plan import compile_plan
from scoring.scorecard import make_scores
from scoring.study.chaining import NO_ROUND, Fielding, chain_scores
from scoring.study.diagnostics import Earlier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.revised_items import ItemRevision
    from meter.records import Response, Round
    from meter.storage import Connection, Store
    from scoring.scorecard import Scorecard
    from scoring.study.breaks import Break
    from scoring.study.chaining import Chain


@dataclass(frozen=True)
class ItemChange:
    """An answer before and after; a reason stands for what was not given."""

    item: str
    former: Answer
    later: Answer

    @property
    def is_changed(self) -> bool:
        """Tell whether it is another answer now; text that reads like a reason is."""
        same = self.former == self.later and type(self.former) is type(self.later)
        return not same


@dataclass(frozen=True)
class NodeChange:
    """A score before and after, 0..1; None for no score.

    Attributes:
        linked: the later score linked to the former one; None where the rounds have
            nothing in common for the node.
        broken: why the two are not to be compared as they are; None where they are.
    """

    node: str
    former: float | None
    later: float | None
    linked: float | None
    broken: Break | None

    @property
    def change(self) -> float | None:
        """The linked score less the former one; None where either is missing."""
        if self.former is None or self.linked is None:
            return None
        return self.linked - self.former


@dataclass(frozen=True)
class Changes:
    """A unit in two rounds.

    Attributes:
        then: what the former round asked, `now` what the later one asks.
        items: all that both asked in the same way, as the later one asks it.
        left_out: what became of the items that cannot be compared.
        nodes: those that both score, as the later round has them; empty where a round
            is not scored.
    """

    former: Round
    then: Instrument
    now: Instrument
    items: tuple[ItemChange, ...]
    left_out: tuple[ItemRevision, ...]
    nodes: tuple[NodeChange, ...]

    @property
    def changed(self) -> tuple[ItemChange, ...]:
        """List the items that have another answer now."""
        return tuple(one for one in self.items if one.is_changed)


@dataclass(frozen=True)
class _Given:
    """What a unit gave in a round."""

    round: Round
    instrument: Instrument
    answers: Mapping[str, Answer]
    card: Scorecard | None

    def find(self, item: str, asked: Iterable[str]) -> Answer:
        if item not in asked:
            return Missing.NOT_ASKED
        return self.answers.get(item, Missing.UNANSWERED)


def find_changes(
    store: Store, response: Response, former_round_id: int | None
) -> Changes | None:
    """Set what a unit has submitted beside what it submitted in a former round.

    None where it has not submitted in both. What was found is kept until either is
    submitted anew: answers do not change as long as they are submitted.
    """
    if former_round_id is None or response.submitted_at is None:
        return None
    with store.read() as connection:
        former = responses.find_submitted(connection, former_round_id, response.unit_id)
        if former is None:
            return None
        both = (former, response)
        key = ("changes", *(_mark(connection, one) for one in both))

        def compare() -> Changes:
            before, after = (_read(store, connection, one) for one in both)
            nodes = tuple(_compare_nodes(before, after, response))
            return replace(_compare(before, after), nodes=nodes)

        found = shelf_of(store, UNITS).take(key, compare)
        asked = get_round(connection, former_round_id)
    return replace(found, former=asked)  # its title may have changed meanwhile


def foresee_changes(
    store: Store, response: Response, former_round_id: int | None
) -> Changes | None:
    """Set answers that may change yet beside those submitted in a former round.

    As `find_changes` does once they are submitted, without the scores; nothing is kept.
    """
    if former_round_id is None:
        return None
    with store.read() as connection:
        former = responses.find_submitted(connection, former_round_id, response.unit_id)
        if former is None:
            return None
        before, after = (_read(store, connection, one) for one in (former, response))
    return _compare(before, after)


def find_earlier(changes: Changes) -> Earlier | None:
    """Give what was answered in the former round, where that asked just the same."""
    if changes.then.meaning != changes.now.meaning:
        return None
    given = {
        one.item: one.former
        for one in changes.items
        if one.former is not Missing.NOT_ASKED
    }
    return Earlier(code_answers(changes.now, [given]))


def _mark(connection: Connection, response: Response) -> tuple[object, ...]:
    """Tell apart what was submitted: each submission has a scorecard of its own."""
    last = scorecards.find_last_submission(connection, response.id)
    return response.id, response.submitted_at, last


def _compare(before: _Given, after: _Given) -> Changes:
    """Set the answers of two rounds side by side; scores come after them."""
    revision = compare_versions(before.instrument, after.instrument)
    comparable = set(revision.comparable)
    return Changes(
        before.round,
        before.instrument,
        after.instrument,
        tuple(_compare_items(before, after, comparable)),
        tuple(one for one in revision.items if not one.is_comparable),
        (),
    )


def _read(store: Store, connection: Connection, response: Response) -> _Given:
    asked = get_round(connection, response.round_id)
    stored = rows.load_answers(connection, response.id)
    return _Given(
        asked,
        load_instrument(store, connection, asked),
        {key: one.answer for key, one in stored.items()},
        scorecards.find_scorecard(connection, response.id),
    )


def _compare_items(
    before: _Given, after: _Given, comparable: set[str]
) -> Iterator[ItemChange]:
    then = asked_items(before.instrument, before.answers)
    now = asked_items(after.instrument, after.answers)
    for item in after.instrument.items:
        if item in comparable:
            yield ItemChange(item, before.find(item, then), after.find(item, now))


def _compare_nodes(
    before: _Given, after: _Given, response: Response
) -> Iterator[NodeChange]:
    if before.round.method is None or after.round.method is None:
        return
    fieldings = [_field(one, str(response.unit_id)) for one in (before, after)]
    shared = [
        node for node in fieldings[1].plan.nodes if node in fieldings[0].plan.nodes
    ]
    chain = chain_scores(fieldings, shared)
    for column, node in enumerate(chain.nodes):
        yield _read_node(chain, column, node)


def _field(given: _Given, unit: str) -> Fielding:
    plan = compile_plan(given.instrument, given.round.method)
    coded = code_answers(given.instrument, [given.answers])
    card = given.card if given.card is not None and given.card.fits(plan) else None
    published = None if card is None else make_scores(plan, [card])
    return Fielding(given.round.key, plan, [unit], coded, published)


def _read_node(chain: Chain, column: int, node: str) -> NodeChange:
    before, after = chain.rounds
    goes_on = after.former[0, column] != NO_ROUND
    return NodeChange(
        node,
        _known(before.raw[0, column]),
        _known(after.raw[0, column]),
        _known(after.linked[0, column]) if goes_on else None,
        after.breaks.get((0, node)),
    )


def _known(score: float) -> float | None:
    return None if np.isnan(score) else float(score)
