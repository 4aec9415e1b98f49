"""The report of a result: what its page shows, as blocks to be written as files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.reports.blocks import (
    BlockWords,
    Climb,
    Fact,
    Facts,
    Heading,
    Needed,
    Paragraph,
    Peers,
    Rung,
    Scores,
    Section,
    Sentences,
    Table,
    Way,
)
from meter.reports.blocks import Score as Bar
from meter.reports.paper import Tongue
from meter.reports.report import Report
from webapp.filters import (
    round_points,
    say_day,
    say_moment,
    show_bound,
    show_points,
    show_short_of,
)
from webapp.languages import current_language, ngettext
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meter.reports.blocks import Block
    from webapp.results.ladders import Ladder, NeededAnswer
    from webapp.results.pages import ResultPage, Score
    from webapp.results.report_plan import PlannedStep
    from webapp.results.series import Series

MOST_FIRST = 5
"""Answers that are told on the first sheet."""


def make_report(page: ResultPage, steps: Iterable[PlannedStep] = ()) -> Report:
    """Word the report of a result in the language that is spoken.

    `steps` are those of the work plan, or what is suggested for it.
    """
    language = current_language()
    written = None
    if page.words_language != language.code:
        written = Tongue(page.words_language, page.words_direction)
    sections = (
        tell_glance(page),
        tell_next(page),
        tell_parts(page),
        tell_strengths(page),
        tell_costs(page),
        tell_others(page),
        tell_series(page.series),
        tell_plan(tuple(steps)),
        tell_origin(page),
    )
    return Report(
        over=page.round_title or page.origin.instrument,
        title=page.unit_name or _("Your result"),
        caption=say_foot(page),
        day=(page.origin.at.year, page.origin.at.month, page.origin.at.day),
        spoken=Tongue(language.code, language.direction),
        words=BlockWords(
            contents=_("Contents"), now=_("now:"), needed=_("needed:"), to=_("of 100")
        ),
        sections=tuple(
            replace(one, written=written) for one in sections if one is not None
        ),
    )


def say_foot(page: ResultPage) -> str:
    """Write coverage, method and version in a line."""
    origin = page.origin
    parts = [
        _("%(title)s %(version)s") % {"title": one, "version": version}
        for one, version in (
            (origin.instrument, origin.version),
            (origin.method, origin.method_version),
        )
    ]
    if page.main.coverage is not None:
        said = _("%(share)s per cent of the weight answered")
        parts.append(said % {"share": show_points(page.main.coverage, 0)})
    parts.append(_("scored on %(day)s") % {"day": say_day(origin.at)})
    return " \N{MIDDLE DOT} ".join(parts)


def tell_glance(page: ResultPage) -> Section:
    """Tell what a mayor understands in a minute."""
    return Section(
        key="glance", over="", title=_("At a glance"), blocks=tuple(_list_glance(page))
    )


def _list_glance(page: ResultPage) -> Iterator[Block]:
    if page.is_provisional:
        yield Paragraph(
            _(
                "This result is provisional: the answers are in review. It counts, and"
                " others see it, once they are accepted."
            ),
            "notice",
        )
    if page.main.score is None:
        yield Paragraph(_say_no_index(page), "notice")
    yield Facts(tuple(_list_figures(page)), large=True)
    if page.ladder is not None:
        if page.ladder.current and page.ladder.current.about:
            yield Paragraph(page.ladder.current.about, owned=True)
        yield make_climb(page.ladder)
        yield from (Paragraph(said, "lead") for said in _say_away(page.ladder))
    if page.main.parts:
        yield _make_bars([make_bar(part) for part in page.main.parts], page)
    yield from _list_first_needs(page.ladder)
    if page.strengths:
        yield Heading(_("What others can learn from you"))
        yield Sentences(
            tuple(
                _("%(title)s: %(points)s")
                % {"title": one.title, "points": show_points(one.score)}
                for one in page.strengths
            ),
            owned=True,
        )


def _list_first_needs(ladder: Ladder | None) -> Iterator[Block]:
    """List the first answers that lead on; the others have a section of their own."""
    if ladder is None or not ladder.needed:
        return
    yield Heading(_say_aim(ladder))
    yield _make_way(ladder.needed[:MOST_FIRST])
    count = len(ladder.needed) - MOST_FIRST
    if count > 0:
        said = ngettext("and %(num)s more answer", "and %(num)s more answers", count)
        yield Paragraph(said % {"num": count}, "quiet")


def _make_way(needed: Iterable[NeededAnswer]) -> Way:
    return Way(
        _("Question"),
        _("Now"),
        _("Needed"),
        tuple(Needed(one.ask, one.now, one.needed) for one in needed),
    )


def _say_no_index(page: ResultPage) -> str:
    said = _(
        "The answers cover %(share)s per cent of the weight of “%(title)s”; an index is"
        " shown from %(least)s per cent on."
    )
    least = page.origin.least_coverage
    return said % {
        "share": show_short_of(page.main.coverage or 0, least, 0),
        "title": page.main.title,
        "least": show_bound(least),
    }


def _list_figures(page: ResultPage) -> Iterator[Fact]:
    if page.ladder and page.ladder.current:
        yield Fact(_("Stage"), page.ladder.current.title, said_owned=True)
    yield _make_fact(page.main.title, page.main.score, owned=True)
    series = page.series
    if series is not None and series.having:
        yield _make_fact(_("Evidenced"), series.main.evidenced)
    if series is not None and series.verified is not None:
        yield _make_fact(_("Verified"), series.main.verified)


def _make_fact(label: str, score: float | None, *, owned: bool = False) -> Fact:
    after = "" if score is None else _("of 100")
    return Fact(label, show_points(score), round_score(score), owned, after=after)


def round_score(score: float | None) -> float | None:
    """Give a score of 0..1 as the points that are told of it."""
    return None if score is None else round_points(100 * score)


def make_climb(ladder: Ladder) -> Climb:
    """Make a ladder with the unit's own place on it."""
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


def _say_away(ladder: Ladder) -> Iterator[str]:
    if ladder.current and ladder.next and ladder.needed:
        count = len(ladder.needed)
        said = ngettext(
            "“%(title)s” is %(num)s answer away.",
            "“%(title)s” is %(num)s answers away.",
            count,
        )
        yield said % {"title": ladder.next, "num": count}


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


def _make_bars(bars: list[Bar], page: ResultPage) -> Scores:
    said = [_("0 to 100. The hatched part rests on no answer.")]
    if page.has_peers:
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


def tell_next(page: ResultPage) -> Section | None:
    """Tell what leads to the next stage, or to a first one."""
    ladder = page.ladder
    if ladder is None or not (ladder.next or ladder.needed):
        return None
    return Section(
        key="next",
        over="",
        title=_say_aim(ladder),
        notes=tuple(_say_needs(ladder)),
        blocks=tuple(_list_needs(ladder)),
    )


def _say_aim(ladder: Ladder) -> str:
    if ladder.current or not ladder.needed:
        return _("To reach “%(title)s”") % {"title": ladder.next}
    count = len(ladder.needed)
    said = ngettext(
        "Answer at least %(num)s more question to see an index and a stage.",
        "Answer at least %(num)s more questions to see an index and a stage.",
        count,
    )
    return said % {"num": count}


def _say_needs(ladder: Ladder) -> Iterator[str]:
    if not ladder.is_reachable:
        yield _("No change of the answers to the questions asked would reach it.")
    elif ladder.needed and ladder.current:
        count = len(ladder.needed)
        said = ngettext(
            "This one answer suffices.",
            "These %(num)s answers together suffice, and none of them can be left out.",
            count,
        )
        yield said % {"num": count}
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


def _list_needs(ladder: Ladder) -> Iterator[Block]:
    if ladder.gates:
        yield Sentences(ladder.gates)
    if ladder.needed:
        yield _make_way(ladder.needed)


def tell_parts(page: ResultPage) -> Section | None:
    """Tell every part of the first index with the parts below it."""
    if not any(pillar.parts for pillar in page.main.parts):
        return None
    bars = [bar for pillar in page.main.parts for bar in _list_bars(pillar)]
    return Section(
        key="parts",
        over="",
        title=_("Where you stand, part by part"),
        blocks=(_make_bars(bars, page),),
    )


def _list_bars(score: Score, level: int = 0) -> Iterator[Bar]:
    yield make_bar(score, level)
    for part in score.parts:
        yield from _list_bars(part, level + 1)


def tell_strengths(page: ResultPage) -> Section | None:
    """Tell what is strong, with what it is about."""
    if not any(one.about for one in page.strengths):
        return None
    return Section(
        key="strengths",
        over="",
        title=_("What others can learn from you"),
        blocks=(
            Table(
                _("What others can learn from you"),
                (_("Part"), _("What it is"), _("Score")),
                tuple(
                    (one.title, one.about or "", show_points(one.score))
                    for one in page.strengths
                ),
                numeric=(2,),
                owned=(0, 1),
                values=tuple(
                    (None, None, round_score(one.score)) for one in page.strengths
                ),
            ),
        ),
    )


def tell_costs(page: ResultPage) -> Section | None:
    """Tell which answers keep the index farthest from 100."""
    if not page.costs:
        return None
    title = _("What costs most")
    return Section(
        key="costs",
        over="",
        title=title,
        notes=(
            _(
                "These answers keep the index farthest from 100, with the weights of"
                " the method."
            ),
        ),
        blocks=(
            Table(
                title,
                (_("Question"), _("Answer"), _("Points lost")),
                tuple(
                    (one.ask, one.answer, show_points(one.lost)) for one in page.costs
                ),
                numeric=(2,),
                owned=(0, 1),
                values=tuple((None, None, round_score(one.lost)) for one in page.costs),
            ),
        ),
    )


def tell_others(page: ResultPage) -> Section | None:
    """Tell further ladders, and further indices with their parts."""
    blocks = [
        *(block for ladder in page.other_ladders for block in _tell_ladder(ladder)),
        *(block for index in page.indices[1:] for block in _tell_index(index, page)),
    ]
    if not blocks:
        return None
    return Section(
        key="others", over="", title=_("Other readings"), blocks=tuple(blocks)
    )


def _tell_ladder(ladder: Ladder) -> Iterator[Block]:
    yield Heading(ladder.title, owned=True)
    facts = [_make_fact(ladder.node_title, ladder.score, owned=True)]
    if ladder.current:
        stage = Fact(_("Stage"), ladder.current.title, said_owned=True)
        facts.insert(0, stage)
    yield Facts(tuple(facts))
    yield make_climb(ladder)


def _tell_index(index: Score, page: ResultPage) -> Iterator[Block]:
    yield Heading(index.title, owned=True)
    yield _make_bars(list(_list_bars(index)), page)


def tell_series(series: Series | None) -> Section | None:
    """Tell the indices as declared, evidenced and verified."""
    if series is None:
        return None
    return Section(
        key="known",
        over="",
        title=_("How it is known"),
        notes=tuple(_say_known(series)),
        blocks=(_tabulate_series(series),),
    )


def _say_known(series: Series) -> Iterator[str]:
    if series.asked:
        said = ngettext(
            "%(having)s of %(num)s scored answer has a link or a file as evidence.",
            "%(having)s of %(num)s scored answers have a link or a file as evidence.",
            series.asked,
        )
        yield said % {"having": series.having, "num": series.asked}
        yield _say_evidenced(series)
    if series.verified is not None:
        said = ngettext(
            "%(verified)s of %(num)s scored answer was verified by the review."
            " “Verified” counts the others as unanswered.",
            "%(verified)s of %(num)s scored answers were verified by the review."
            " “Verified” counts the others as unanswered.",
            series.answered,
        )
        yield said % {"verified": series.verified, "num": series.answered}


def _say_evidenced(series: Series) -> str:
    if series.is_floor:
        return _(
            "“Evidenced” counts the others as unanswered, which is zero under this"
            " method: it says how much of what was declared is backed."
        )
    return _(
        "“Evidenced” counts the others as unanswered, which this method leaves out: it"
        " is shown where enough is backed."
    )


def _tabulate_series(series: Series) -> Table:
    headings = [_("Index"), _("Declared")]
    names = ["declared"]
    if series.asked:
        headings += [_("Evidenced"), _("Weight with evidence, per cent")]
        names += ["evidenced", "coverage"]
    if series.verified is not None:
        headings.append(_("Verified"))
        names.append("verified")
    scores = [[getattr(one, name) for name in names] for one in series.lines]
    return Table(
        _("How it is known"),
        tuple(headings),
        tuple(
            (one.title, *map(show_points, row))
            for one, row in zip(series.lines, scores, strict=True)
        ),
        numeric=tuple(range(1, len(headings))),
        owned=(0,),
        values=tuple((None, *map(round_score, row)) for row in scores),
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


def tell_origin(page: ResultPage) -> Section:
    """Tell how the numbers came about."""
    return Section(
        key="origin",
        over="",
        title=_("How this was computed"),
        blocks=tuple(_list_origin(page)),
    )


def _list_origin(page: ResultPage) -> Iterator[Block]:
    if page.main.coverage is not None:
        said = _("%(share)s per cent of the weight that applies rests on answers.")
        yield Paragraph(said % {"share": show_points(page.main.coverage, 0)})
    if page.reasons:
        yield Sentences(tuple(_say_reasons(page)))
    origin = page.origin
    instrument, method = (
        _("%(title)s, %(version)s") % {"title": title, "version": version}
        for title, version in (
            (origin.instrument, origin.version),
            (origin.method, origin.method_version),
        )
    )
    prints = f"{origin.meaning[:16]} {origin.method_fingerprint[:16]}"
    yield Facts(
        (
            Fact(_("Instrument"), instrument, said_owned=True),
            Fact(_("Method"), method, said_owned=True),
            Fact(_("Scored"), say_moment(origin.at)),
            Fact(_("Fingerprints"), prints),
        )
    )
    if origin.source:
        yield Paragraph(origin.source, "quiet", owned=True)


def _say_reasons(page: ResultPage) -> Iterator[str]:
    for reason in page.reasons:
        count = ngettext("%(num)s question", "%(num)s questions", reason.items)
        is_zero = reason.treatment == "zero"
        treated = _("counted as zero") if is_zero else _("left out of the weights")
        yield _("%(reason)s: %(questions)s, %(treatment)s") % {
            "reason": reason.say,
            "questions": count % {"num": reason.items},
            "treatment": treated,
        }
