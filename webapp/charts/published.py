"""Published: the self-assessment beside what others published, with the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.charts.chart import Chart
from webapp.charts.markup import say_difference
from webapp.charts.pairs import Ends, draw_pairs
from webapp.charts.tables import Change, Column, Points, Table
from webapp.charts.words import count_units, quote
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.charts.chart import Look
    from webapp.charts.pairs import Pair


def chart_published(
    measure: str, figure: str, pairs: Sequence[Pair], caption: str, look: Look
) -> Chart:
    """Show the two of each unit, the largest gap upwards first.

    Args:
        measure: the title of what the round measures.
        figure: what the published figure is called.
        pairs: of each unit what was published, then its self-assessment.
        caption: how many units it rests on, and of which day.
        look: direction and size.
    """
    ordered = sorted(pairs, key=_rank)
    both = [pair for pair in ordered if pair.change is not None]
    return Chart(
        key="published",
        subject=_("%(measure)s beside %(figure)s")
        % {"measure": quote(measure), "figure": quote(figure)},
        finding=find_gap(measure, figure, [pair.change or 0.0 for pair in both]),
        caption=caption,
        figure=draw_pairs(look.cut(both), Ends(figure, measure), look),
        table=_tabulate(measure, figure, ordered, look),
        reading=_(
            "Gap: the self-assessment less what was published, both on 0 to 100. The "
            "two do not measure the same: a gap is a question, not an error."
        ),
    )


def _rank(pair: Pair) -> tuple[bool, float, str]:
    return pair.change is None, -(pair.change or 0.0), pair.name


def find_gap(measure: str, figure: str, gaps: Sequence[float]) -> str:
    """Say how many units assess themselves above what was published."""
    if not gaps:
        return _("No unit has both figures")
    middle = sorted(gaps)[(len(gaps) - 1) // 2]
    return ngettext(
        "%(measure)s is above %(figure)s in %(above)s of %(count)s unit; the middle "
        "gap is %(middle)s",
        "%(measure)s is above %(figure)s in %(above)s of %(count)s units; the middle "
        "gap is %(middle)s",
        len(gaps),
    ) % {
        "measure": quote(measure),
        "figure": quote(figure),
        "above": sum(gap > 0 for gap in gaps),
        "count": len(gaps),
        "middle": say_difference(middle),
    }


def _tabulate(measure: str, figure: str, pairs: Sequence[Pair], look: Look) -> Table:
    return Table(
        caption=_("%(units)s, the largest gap first")
        % {"units": count_units(len(pairs))},
        columns=(
            Column(_("Unit")),
            Column(measure, numeric=True),
            Column(figure, numeric=True),
            Column(_("Gap"), numeric=True),
        ),
        rows=tuple(
            (pair.name, Points(pair.other), Points(pair.one), Change(pair.change))
            for pair in look.cut(pairs)
        ),
        total=len(pairs),
    )
