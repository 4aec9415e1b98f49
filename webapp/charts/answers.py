"""Answers: how the units' answers to some questions spread over their options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.tables import Column, Points, Table
from webapp.charts.words import quote, share
from webapp.filters import say_points
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from webapp.charts.chart import Figure, Look

MOST_DRAWN = 8
"""Questions that one drawing holds."""

ROW_PX, BAR, AXIS_PX = 64, 0.44, 8
"""Thickness of a bar in rows; the question stands above it."""

LEAST_SHARE = 0.08
"""Below this share of the answers a part of a bar has no room for words."""

FIRST_DARK = 3
"""From this shade on words are white."""

Ends = Literal["divided", "united"]


@dataclass(frozen=True)
class Answered:
    """An option, how many units chose it, and its `level` on the scale, 0..1."""

    words: str
    count: int
    level: float


@dataclass(frozen=True)
class Question:
    """A question with the answers of the room, from the lowest option to the highest.

    `consensus` is 0 (half at either end) to 100 (all alike).
    """

    ask: str
    section: str
    answers: tuple[Answered, ...]
    consensus: float

    @property
    def answered(self) -> int:
        """Count the units that answered."""
        return sum(one.count for one in self.answers)


def chart_answers(
    questions: Sequence[Question], caption: str, look: Look, ends: Ends
) -> Chart:
    """Show the questions at one end: where the room is divided most, or united most.

    The table of the divided holds all questions, the most divided first.

    Args:
        questions: the most divided first.
        caption: how many units it rests on, and of which day.
        look: direction and size.
        ends: which end is drawn.
    """
    is_divided = ends == "divided"
    rising = list(questions) if is_divided else list(reversed(questions))
    drawn = rising[:MOST_DRAWN]
    return Chart(
        key=ends,
        subject=_("Where the room is divided") if is_divided else _("Where it agrees"),
        finding=find_divided(drawn[0]) if is_divided else find_united(drawn[0]),
        caption=caption,
        figure=_draw(drawn, look),
        table=_tabulate(rising if is_divided else drawn),
        reading=_explain(),
    )


def _explain() -> str:
    return _(
        "Each bar is all who answered, from the lowest option at the start to the "
        "highest. Consensus: 100 where all answer alike, 0 where half of them stand at "
        "either end. Yes and no have no middle, so that they divide a room sooner."
    )


def find_divided(question: Question) -> str:
    """Say which question divides the room most."""
    facts = {
        "ask": quote(question.ask),
        "low": question.answers[0].count,
        "low_words": quote(question.answers[0].words),
        "high": question.answers[-1].count,
        "high_words": quote(question.answers[-1].words),
    }
    return (
        _(
            "Divided most: %(ask)s %(low)s say %(low_words)s, %(high)s say "
            "%(high_words)s"
        )
        % facts
    )


def find_united(question: Question) -> str:
    """Say on which question the room agrees most."""
    most = max(question.answers, key=lambda one: one.count)
    return ngettext(
        "United most: %(ask)s %(count)s of %(all)s unit says %(words)s",
        "United most: %(ask)s %(count)s of %(all)s units say %(words)s",
        question.answered,
    ) % {
        "ask": quote(question.ask),
        "count": most.count,
        "all": question.answered,
        "words": quote(most.words),
    }


def _draw(questions: Sequence[Question], look: Look) -> Figure:
    row = look.row_height(len(questions), ROW_PX)
    return axes.make_figure(
        look,
        list(_bars(questions, look)),
        row * len(questions) + AXIS_PX,
        barmode="stack",
        xaxis={"visible": False, "range": look.along(0, 100), "fixedrange": True},
        yaxis=axes.hidden_axis(0.3 - len(questions), 0.9),
        margin={"l": 2, "r": 2, "t": 0, "b": 4, "pad": 0},
        uniformtext={"mode": "hide", "minsize": look.scaled(12)},
        annotations=[
            part
            for place, question in enumerate(questions)
            for part in _name_row(question, place, look)
        ],
    )


def _name_row(question: Question, place: int, look: Look) -> Iterator[dict[str, Any]]:
    height = -place + BAR / 2
    # No line runs behind these labels.
    bare = {"bgcolor": axes.TRANSPARENT}
    yield {**axes.label_above(look, question.ask, height), **bare}
    text = say_points(question.consensus)
    if not place:
        text = _("Consensus %(consensus)s") % {"consensus": text}
    side = {"x": 0 if look.rtl else 1, "xanchor": look.end, "name": "value"}
    muted = {"font": {"color": palette.MUTED}}
    yield {**axes.label_above(look, text, height), **side, **muted, **bare}


def _bars(questions: Sequence[Question], look: Look) -> Iterator[dict[str, Any]]:
    """Draw the first options of all questions, then the second ones, and so on."""
    for step in range(max(len(question.answers) for question in questions)):
        rows = [
            (-place, question.answers[step], question.answered)
            for place, question in enumerate(questions)
            if step < len(question.answers)
        ]
        shades = [_shade(one) for _y, one, _all in rows]
        yield {
            "type": "bar",
            "orientation": "h",
            "y": [height for height, _one, _all in rows],
            "x": [round(100 * one.count / every, 2) for _y, one, every in rows],
            "width": BAR,
            "marker": {
                "color": [palette.STAGES[shade] for shade in shades],
                "line": {"color": palette.MUTED, "width": 1},
            },
            "text": [_name_part(one, every, look) for _y, one, every in rows],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "insidetextfont": {
                "size": look.scaled(13),
                "color": [
                    palette.INK if shade < FIRST_DARK else palette.PAPER
                    for shade in shades
                ],
            },
        }


def _shade(one: Answered) -> int:
    return round(one.level * (len(palette.STAGES) - 1))


def _name_part(one: Answered, every: int, look: Look) -> str:
    """Write how many chose an option beside its words, where there is room."""
    if one.count / every < LEAST_SHARE:
        return ""
    return look.label(f"{one.words} {one.count}")


def _tabulate(questions: Sequence[Question]) -> Table:
    return Table(
        caption=_("Answers to each question, the lowest option first"),
        columns=(
            Column(_("Question")),
            Column(_("Section")),
            Column(_("Consensus"), numeric=True),
            Column(_("Answered"), numeric=True),
            Column(_("Answers")),
        ),
        rows=tuple(
            (
                question.ask,
                question.section,
                Points(question.consensus),
                question.answered,
                _list_answers(question),
            )
            for question in questions
        ),
    )


def _list_answers(question: Question) -> tuple[str, ...]:
    return tuple(
        f"{one.words}: {one.count} ({share(one.count, question.answered)})"
        for one in question.answers
    )
