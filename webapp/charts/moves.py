"""Moves: a later round beside an earlier one, by unit and by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.charts.chart import Chart
from webapp.charts.markup import say_difference
from webapp.charts.pairs import Ends, Pair, draw_pairs
from webapp.charts.tables import Change, Column, Points, Table
from webapp.charts.words import count_units, quote
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.charts.chart import Look

MOST_DRAWN, MOST_IN_ROOM = 8, 4
"""Of the questions that rose most, and of those that rose least; a room is far off."""
"""Questions that are drawn of those that rose most, and of those that fell most."""


@dataclass(frozen=True)
class MovedUnit:
    """A unit's points then and now; `linked` is what may be held against then."""

    name: str
    former: float | None
    later: float | None
    linked: float | None

    @property
    def pair(self) -> Pair:
        """Then and the linked score, which is the later one where nothing changed."""
        return Pair(self.name, self.former, self.linked)


@dataclass(frozen=True)
class MovedQuestion:
    """A question's mean points then and now, over the units that answered both."""

    ask: str
    former: float
    later: float
    rose: int
    fell: int
    units: int

    @property
    def pair(self) -> Pair:
        """Then and now under the question."""
        return Pair(self.ask, self.former, self.later)

    @property
    def change(self) -> float:
        """How far the room has come."""
        return self.later - self.former


def chart_moves(
    title: str,
    units: Sequence[MovedUnit],
    caption: str,
    look: Look,
    *,
    is_linked: bool = False,
) -> Chart:
    """Show every unit in both rounds, who came farthest first.

    Args:
        title: of what is measured.
        units: those that are in both rounds.
        caption: how many units it rests on, and of which day.
        look: direction and size.
        is_linked: something broke the scores, so that the later one is linked.
    """
    ordered = sorted(units, key=_rank)
    moved = [unit for unit in ordered if unit.pair.change is not None]
    return Chart(
        key="moves",
        subject=_("Movement of %(measure)s") % {"measure": quote(title)},
        finding=find_moves([unit.pair.change or 0.0 for unit in moved]),
        caption=caption,
        figure=draw_pairs([one.pair for one in look.cut(moved)], _ends(), look),
        table=_tabulate_units(ordered, look, is_linked=is_linked),
    )


def _ends() -> Ends:
    return Ends(_("Earlier"), _("Now"))


def _rank(unit: MovedUnit) -> tuple[bool, float, str]:
    change = unit.pair.change
    return change is None, -(change or 0.0), unit.name


def find_moves(changes: Sequence[float]) -> str:
    """Say how many units rose, and by how much the middle one."""
    if not changes:
        return _("No unit has a movement")
    rose = sum(change > 0 for change in changes)
    middle = sorted(changes)[(len(changes) - 1) // 2]
    return ngettext(
        "%(rose)s of %(count)s unit rose; the middle change is %(middle)s",
        "%(rose)s of %(count)s units rose; the middle change is %(middle)s",
        len(changes),
    ) % {"rose": rose, "count": len(changes), "middle": say_difference(middle)}


def _tabulate_units(
    units: Sequence[MovedUnit], look: Look, *, is_linked: bool
) -> Table:
    now = _("Now, after a break") if is_linked else _("Now")
    linked = (Column(_("Now, linked"), numeric=True),) if is_linked else ()
    return Table(
        caption=_("%(units)s, who came farthest first")
        % {"units": count_units(len(units))},
        columns=(
            Column(_("Unit")),
            Column(_("Movement"), numeric=True),
            Column(_("Earlier"), numeric=True),
            *linked,
            Column(now, numeric=True),
        ),
        rows=tuple(
            (
                unit.name,
                Change(unit.pair.change),
                Points(unit.former),
                *((Points(unit.linked),) if is_linked else ()),
                Points(unit.later),
            )
            for unit in look.cut(units)
        ),
        total=len(units),
    )


def chart_moved_questions(
    questions: Sequence[MovedQuestion], caption: str, look: Look
) -> Chart:
    """Show the questions on which the room rose most, then those on which it fell."""
    ordered = sorted(questions, key=lambda one: (-one.change, one.ask))
    most = MOST_IN_ROOM if look.room else MOST_DRAWN
    drawn = ordered
    if len(ordered) > 2 * most:
        drawn = [*ordered[:most], *ordered[-most:]]
    return Chart(
        key="moved_questions",
        subject=_("Movement by question, over the room"),
        finding=find_moved_question(ordered),
        caption=caption,
        figure=draw_pairs([one.pair for one in drawn], _ends(), look, above=True),
        table=_tabulate_questions(ordered),
        reading=_(
            "Means of what the answers are worth, over the units that answered both "
            "times. Drawn are the questions that rose most, then those that rose least."
        ),
    )


def find_moved_question(questions: Sequence[MovedQuestion]) -> str:
    """Say on which question the room came farthest."""
    first = questions[0]
    if first.change <= 0:
        return _("On no question the room has come forward")
    return ngettext(
        "The room came farthest here: %(ask)s %(rose)s of %(count)s unit rose",
        "The room came farthest here: %(ask)s %(rose)s of %(count)s units rose",
        first.units,
    ) % {"ask": quote(first.ask), "rose": first.rose, "count": first.units}


def _tabulate_questions(questions: Sequence[MovedQuestion]) -> Table:
    return Table(
        caption=_("Questions that both rounds asked alike, the largest rise first"),
        columns=(
            Column(_("Question")),
            Column(_("Movement"), numeric=True),
            Column(_("Earlier"), numeric=True),
            Column(_("Now"), numeric=True),
            Column(_("Rose"), numeric=True),
            Column(_("Fell"), numeric=True),
            Column(_("Answered both times"), numeric=True),
        ),
        rows=tuple(
            (
                one.ask,
                Change(one.change),
                Points(one.former),
                Points(one.later),
                one.rose,
                one.fell,
                one.units,
            )
            for one in questions
        ),
    )
