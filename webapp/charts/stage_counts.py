"""Stage counts: how many units stand on each step of the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.rows import LETTER_PX
from webapp.charts.tables import Column, Table
from webapp.charts.words import count_units, quote, share
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from webapp.charts.chart import Figure, Look
    from webapp.charts.room import Ladder

ROW_PX = 62
ROOM_FOR_COUNT = 1.15
"""The scale runs on past the longest bar, for the number at its end."""

BAR = 0.42
"""Thickness of a bar in rows; its label stands above it."""


def chart_stage_counts(ladder: Ladder, caption: str, look: Look) -> Chart:
    """Show how many units hold each stage, the highest stage on top."""
    return Chart(
        key="stages",
        subject=_("Stages: %(ladder)s") % {"ladder": ladder.title},
        finding=find_stage(ladder),
        caption=caption,
        figure=_draw(ladder, look),
        table=_tabulate(ladder),
    )


def find_stage(ladder: Ladder) -> str:
    """Say where on the ladder most units stand."""
    counts = [len(step.units) for step in ladder.steps]
    most = max(counts)
    if not most:
        return _("No unit holds a stage yet")
    top = [step for step in ladder.steps if len(step.units) == most]
    facts = {"count": most, "all": sum(counts) + len(ladder.without)}
    if len(top) > 1:
        titles = _(", ").join(quote(step.title) for step in top)
        return _("The stages with most units, %(count)s each: %(titles)s") % {
            **facts,
            "titles": titles,
        }
    if most == facts["all"]:
        return _("All units stand at %(stage)s") % {"stage": quote(top[0].title)}
    return _("%(count)s of %(all)s units stand at %(stage)s") % {
        **facts,
        "stage": quote(top[0].title),
    }


def _draw(ladder: Ladder, look: Look) -> Figure:
    steps = ladder.steps
    longest = max(1, *(len(step.units) for step in steps))
    return axes.make_figure(
        look,
        [_bars(ladder)],
        look.row_height(len(steps), ROW_PX) * len(steps) + 8,
        barmode="overlay",
        xaxis={
            "visible": False,
            "range": look.along(0, longest * ROOM_FOR_COUNT),
            "fixedrange": True,
        },
        yaxis=axes.hidden_axis(-0.3, len(steps) - 0.3),
        annotations=[
            axes.row_label(look, step.title, row if look.room else row + BAR / 2)
            for row, step in enumerate(steps)
        ],
        margin=_margin(ladder, look),
    )


def _margin(ladder: Ladder, look: Look) -> dict[str, float]:
    longest = max(len(step.title) for step in ladder.steps)
    start = LETTER_PX * longest + 16 if look.room else 1
    return {look.start[0]: look.scaled(start), look.end[0]: 1, "t": 0, "b": 0}


def _bars(ladder: Ladder) -> dict[str, Any]:
    steps = ladder.steps
    colours = [palette.stage_colour(row, len(steps)) for row in range(len(steps))]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [len(step.units) for step in steps],
        "y": list(range(len(steps))),
        "width": BAR,
        "marker": {"color": colours, "line": {"color": palette.MUTED, "width": 1}},
        "text": [str(len(step.units)) for step in steps],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"weight": 700},
        "cliponaxis": False,
    }


def _tabulate(ladder: Ladder) -> Table:
    every = ladder.placed + len(ladder.without)
    rows = [
        (step.title, len(step.units), share(len(step.units), every), step.units)
        for step in reversed(ladder.steps)
    ]
    if ladder.without:
        missing = len(ladder.without)
        rows.append((_("No stage"), missing, share(missing, every), ladder.without))
    return Table(
        caption=_("%(ladder)s: %(units)s by stage")
        % {"ladder": ladder.title, "units": count_units(every)},
        columns=(
            Column(_("Stage")),
            Column(_("Units"), numeric=True),
            Column(_("Share"), numeric=True),
            Column(_("Which")),
        ),
        rows=tuple(rows),
    )
