"""The first sheet: what a mayor understands in a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.blocks import Fact, Facts, Heading, Paragraph, Section, Sentences
from webapp.charts.words import quote
from webapp.filters import show_bound, show_points, show_short_of
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.reports.drawings import make_bar, make_bars, make_climb, make_fact
from webapp.reports.steps import lacks_answers, make_way, say_aim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.blocks import Block
    from webapp.results.ladders import Ladder
    from webapp.results.pages import ResultPage
    from webapp.results.roadmap import Roadmap

MOST_FIRST = 5
"""Answers that are told on the first sheet."""


def tell_glance(page: ResultPage) -> Section:
    """Tell what a mayor understands in a minute."""
    return Section(
        key="glance", over="", title=_("At a glance"), blocks=tuple(_list_glance(page))
    )


def _list_glance(page: ResultPage) -> Iterator[Block]:
    yield from _list_notices(page)
    yield Facts(tuple(_list_figures(page)), large=True)
    if page.sureness and page.sureness.say:
        yield Paragraph(" ".join(page.sureness.say))
    if page.series is not None:
        yield from (Paragraph(said) for said in page.series.otherwise)
    if page.ladder is not None:
        yield from _list_ladder(page, page.ladder)
    if page.since and page.since.index and page.since.index.change:
        said = _("Since %(round)s:") % {"round": quote(page.since.former)}
        yield Paragraph(f"{said} {page.since.index.change}")
    if page.main.parts:
        yield make_bars([make_bar(part) for part in page.main.parts])
    yield from _list_first_needs(page)
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


def _list_notices(page: ResultPage) -> Iterator[Block]:
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
    if page.ladder is not None and lacks_answers(page.ladder):
        yield Paragraph(_say_lacking(len(page.ladder.needed)), "notice")


def _say_lacking(count: int) -> str:
    said = ngettext(
        "Answer at least %(num)s more question to see an index and a stage.",
        "Answer at least %(num)s more questions to see an index and a stage.",
        count,
    )
    return said % {"num": count}


def _list_ladder(page: ResultPage, ladder: Ladder) -> Iterator[Block]:
    if ladder.current and ladder.current.about:
        yield Paragraph(ladder.current.about, owned=True)
    yield make_climb(ladder, page.sureness)
    yield from (Paragraph(said, "lead") for said in _say_away(ladder, page.roadmap))


def _list_first_needs(page: ResultPage) -> Iterator[Block]:
    """List the first answers that lead on; the others have a section of their own."""
    ladder, steps = page.ladder, page.roadmap.to_stage
    if ladder is None or not steps:
        return
    yield Heading(say_aim(ladder))
    yield make_way(steps[:MOST_FIRST], in_full=False)
    count = len(steps) - MOST_FIRST
    if count > 0:
        said = ngettext("and %(num)s more answer", "and %(num)s more answers", count)
        yield Paragraph(said % {"num": count}, "quiet")


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
    yield make_fact(page.main.title, page.main.score, owned=True)
    series = page.series
    if series is not None and series.having:
        yield make_fact(_("Evidenced"), series.main.evidenced)
    if series is not None and series.verified is not None:
        yield make_fact(_("Verified"), series.main.verified)


def _say_away(ladder: Ladder, road: Roadmap) -> Iterator[str]:
    if ladder.current and ladder.next and road.to_stage:
        count = len(road.to_stage)
        said = ngettext(
            "“%(title)s” is %(num)s answer away.",
            "“%(title)s” is %(num)s answers away.",
            count,
        )
        yield said % {"title": ladder.next, "num": count}
