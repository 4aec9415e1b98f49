"""What to do: the answers that lead on, further steps, and the work plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.blocks import Section, Sentences, Table
from meter.reports.unit_blocks import Needed, Way
from webapp.charts.words import quote
from webapp.filters import show_bound, show_points, show_short_of
from webapp.languages import gettext as _
from webapp.reports.drawings import round_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from meter.reports.blocks import Block
    from webapp.reports.planned import PlannedStep
    from webapp.results.ladders import Ladder
    from webapp.results.pages import ResultPage
    from webapp.results.roadmap import Roadmap, RoadmapStep


def tell_next(page: ResultPage) -> Section | None:
    """Tell what leads to the next stage; None on top, and before there is an index."""
    ladder = page.ladder
    if ladder is None or not ladder.next or lacks_answers(ladder):
        return None
    return Section(
        key="next",
        over="",
        title=say_aim(ladder),
        notes=tuple(_say_needs(ladder, page.roadmap)),
        blocks=tuple(_list_needs(ladder, page.roadmap.to_stage)),
    )


def lacks_answers(ladder: Ladder) -> bool:
    """Tell whether more answers are needed before any stage is held."""
    return ladder.current is None and bool(ladder.needed)


def say_aim(ladder: Ladder) -> str:
    """Say where the answers of a ladder lead."""
    return _("To reach “%(title)s”") % {"title": ladder.next}


def _say_needs(ladder: Ladder, road: Roadmap) -> Iterator[str]:
    if not ladder.is_reachable:
        yield _("No change of the answers to the questions asked would reach it.")
    elif road.to_stage and ladder.current:
        yield f"{road.say_enough} {road.say_resting}".strip()
        yield _say_distance(ladder)


def _say_distance(ladder: Ladder) -> str:
    if ladder.held_back:
        return _("The index is high enough already; a minimum is not met.")
    if ladder.score is None or ladder.next_lower is None:
        return ""
    needed = show_bound(ladder.next_lower)
    if ladder.includes_bounds:
        now = show_short_of(ladder.score, ladder.next_lower)
        said = _("The index is at %(now)s and must reach %(needed)s.")
    else:
        now = show_points(ladder.score)
        said = _("The index is at %(now)s and must be above %(needed)s.")
    return said % {"now": now, "needed": needed}


def _list_needs(ladder: Ladder, steps: Sequence[RoadmapStep]) -> Iterator[Block]:
    if ladder.gates:
        yield Sentences(ladder.gates)
    if steps:
        yield make_way(steps)


def make_way(steps: Iterable[RoadmapStep], *, in_full: bool = True) -> Way:
    """Make the answers of steps; `in_full` tells what each adds and takes, too."""
    return Way(
        _("Question"),
        _("Now"),
        _("Needed"),
        _("Adds"),
        _("What there is to know"),
        tuple(
            _word_step(one) if in_full else Needed(one.ask, one.now, one.needed)
            for one in steps
        ),
    )


def _word_step(step: RoadmapStep) -> Needed:
    gain = step.gain
    return Needed(
        step.ask,
        step.now,
        step.needed,
        "" if gain is None else show_points(gain),
        round_score(gain),
        tuple(_list_notes(step)),
    )


def _list_notes(step: RoadmapStep) -> Iterator[str]:
    if step.begin:
        yield f"{_('Begin here')}{_(': ')}{step.begin}"
    if step.effort_said:
        yield step.effort_said
    for one in step.first:
        yield f"{_('First:')} {one}"
    if step.teachers:
        named = (f"{quote(one.name)} ({one.why})" for one in step.teachers)
        yield f"{_('Who can teach it:')} {_('; ').join(named)}"


def tell_further(page: ResultPage) -> Section | None:
    """Tell further steps, each by itself."""
    road = page.roadmap
    if page.main.score is None or not road.further:
        return None
    most = _("What else would add most")
    if road.has_efforts:
        most = _("What else would add most for its effort")
    return Section(
        key="further",
        over="",
        title=most,
        notes=(
            _(
                "One level up on each of these, by itself. It is arithmetic of the"
                " questionnaire: an answer counts once it is true."
            ),
        ),
        blocks=(make_way(road.further),),
    )


def tell_plan(steps: tuple[PlannedStep, ...]) -> Section | None:
    """Tell what is to be done; None where there is nothing."""
    if not steps:
        return None
    note = "" if any(one.is_kept for one in steps) else _(
        "The result suggests these steps. Say who takes each, and until when."
    )  # fmt: skip
    return Section(
        key="plan",
        over="",
        title=_("Work plan"),
        notes=(note,) if note else (),
        blocks=(
            Table(
                _("Work plan"),
                (_("Step"), _("Question"), _("Who"), _("Until"), _("Done")),
                tuple(
                    (one.words, one.ask, one.who, one.due, one.done) for one in steps
                ),
                owned=(1,),
                wide=(0,),
            ),
        ),
    )
