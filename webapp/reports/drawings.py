"""The drawings of a report: a ladder, and parts with their scores as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.blocks import Fact
from meter.reports.unit_blocks import Climb, Peers, Rung, Scores
from meter.reports.unit_blocks import Score as Bar
from webapp.filters import round_points, show_bound, show_points
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from webapp.results.ladders import Ladder
    from webapp.results.pages import Score
    from webapp.results.sureness import Sureness


def round_score(score: float | None) -> float | None:
    """Give a score of 0..1 as the points that are told of it."""
    return None if score is None else round_points(100 * score)


def make_fact(label: str, score: float | None, *, owned: bool = False) -> Fact:
    """Make a fact of an index or a part."""
    after = "" if score is None else _("of 100")
    return Fact(label, show_points(score), round_score(score), owned, after=after)


def make_climb(ladder: Ladder, sureness: Sureness | None = None) -> Climb:
    """Make a ladder with the unit's own place on it, and how sure that is."""
    drawn = sureness.recalculated if sureness else None
    return Climb(
        alt=_say_climb(ladder),
        stage=_("Stage"),
        lower=_("From"),
        score=ladder.node_title,
        here=_("you are here"),
        rungs=tuple(
            Rung(
                stage.title,
                stage.lower * 100,
                show_bound(stage.lower),
                stage.state,  # type: ignore[arg-type]
                stage.shade,
            )
            for stage in ladder.stages
        ),
        points=round_score(ladder.score),
        said=show_points(ladder.score),
        foothold=ladder.reached or 0,
        between=(100 * drawn.low, 100 * drawn.high) if drawn else None,
    )


def _say_climb(ladder: Ladder) -> str:
    steps = _("; ").join(
        _("%(title)s from %(lower)s")
        % {"title": stage.title, "lower": show_bound(stage.lower)}
        for stage in ladder.stages
    )
    words = {"title": ladder.title, "steps": steps}
    if ladder.current is None:
        return _("%(title)s: %(steps)s. No stage is held yet.") % words
    words |= {"stage": ladder.current.title, "points": show_points(ladder.score)}
    return _("%(title)s: %(steps)s. At %(points)s, the stage is %(stage)s.") % words


def make_bar(score: Score, level: int = 0) -> Bar:
    """Make a part with its score as it is drawn."""
    coverage = score.coverage
    note = ""
    if coverage is not None and coverage < 1:
        said = _("%(share)s per cent of the weight answered")
        note = said % {"share": show_points(coverage, 0)}
    peers = None
    if score.peers is not None:
        low, high = score.peers.band
        middle = score.peers.tick
        peers = Peers(100 * low, 100 * middle, 100 * high, score.peers.say)
    return Bar(
        score.title,
        round_score(score.score),
        _("no score") if score.score is None else show_points(score.score),
        0.0 if coverage is None else round_points(100 * coverage, 0),
        show_points(coverage, 0),
        note,
        peers,
        level,
    )


def make_bars(bars: Sequence[Bar]) -> Scores:
    """Put parts below each other, with how they are read."""
    said = [_("From 0 to 100. The hatched part rests on no answer.")]
    if any(bar.peers for bar in bars):
        said.append(
            _("The thin band is the middle half of your peers, the tick their median.")
        )
    pairs = (
        _("%(title)s: %(points)s") % {"title": bar.title, "points": bar.said}
        for bar in bars
    )
    return Scores(
        alt=_("; ").join(pairs),
        caption=" ".join(said),
        part=_("Part"),
        score=_("Score"),
        answered=_("Weight answered, per cent"),
        beside=_("Your peers"),
        scores=tuple(bars),
    )


def list_bars(score: Score, level: int = 0) -> Iterator[Bar]:
    """List a part with all parts below it."""
    yield make_bar(score, level)
    for part in score.parts:
        yield from list_bars(part, level + 1)
