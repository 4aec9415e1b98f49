"""Who can teach: cities that take part in twinning, by what they are strong in.

Nobody is named who did not agree to take part in twinning, nor to a city that takes no
part in it itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.network.matching import load_board
from meter.network.twinnings import list_twinnings
from meter.workshops.workshops import find_workshop_of
from scoring.study.twinning import TERMS
from webapp.current import store
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from meter.network.matching import Board
    from meter.network.records import Topic, Twinning
    from scoring import Scorecard
    from webapp.respond.answering import Answering

MOST_TEACHERS = 3


@dataclass(frozen=True)
class Teacher:
    """A city that can teach something, and how that is known."""

    name: str
    why: str
    is_twin: bool = False


@dataclass(frozen=True)
class Teachers:
    """Who can teach what, by part; twins first.

    `takes_part` is None where the round belongs to no workshop, else whether the unit
    takes part in twinning: where it does not, nobody is named to it.
    """

    by_part: Mapping[str, tuple[Teacher, ...]] = field(default_factory=dict)
    takes_part: bool | None = None


def find_teachers(answering: Answering, scorecard: Scorecard) -> Teachers:
    """Find who can teach the unit; nobody where its round belongs to no workshop."""
    sheet = answering.sheet
    workshop = find_workshop_of(store(), sheet.round)
    if workshop is None:
        return Teachers()
    board = load_board(store(), workshop)
    known = list_twinnings(store(), workshop.id, sheet.unit.id)
    scores = {key: one.score or 0 for key, one in scorecard.nodes.items()}
    strong = {key for key, score in scores.items() if score >= TERMS.least_level}
    return make_teachers(sheet.unit.id, board, known, strong)


def make_teachers(
    unit_id: int,
    board: Board,
    twinnings: Iterable[Twinning],
    strong: Collection[str] = (),
) -> Teachers:
    """Choose who can teach a unit, by part, a few each.

    In what it is `strong` in itself only its twins are named.
    """
    if unit_id not in board.consents:
        return Teachers(takes_part=False)
    twins = {one.partner_of(unit_id).id for one in twinnings if one.state == "active"}
    found: dict[str, list[Teacher]] = {}
    for topic in board.topics:
        if topic.kind != "offer" or topic.unit_id == unit_id:
            continue
        if topic.theme not in strong or topic.unit_id in twins:
            found.setdefault(topic.theme, []).append(_make(topic, board, twins))
    return Teachers(
        {theme: _choose(several) for theme, several in found.items()}, takes_part=True
    )


def _make(topic: Topic, board: Board, twins: set[int]) -> Teacher:
    is_twin = topic.unit_id in twins
    why = _("strong by its result") if topic.is_drawn else _("offers to teach it")
    if is_twin:
        why = _("your twin")
    return Teacher(board.consents[topic.unit_id].unit.name, why, is_twin)


def _choose(several: list[Teacher]) -> tuple[Teacher, ...]:
    """Take twins first, the others by name."""
    ordered = sorted(several, key=lambda one: (not one.is_twin, one.name))
    return tuple(ordered[:MOST_TEACHERS])
