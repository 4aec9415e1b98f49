"""Where a unit stands, part by part: strengths, what costs most, other readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.blocks import Fact, Facts, Heading, Section, Table
from webapp.filters import show_points
from webapp.languages import gettext as _
from webapp.reports.drawings import (
    list_bars,
    make_bars,
    make_climb,
    make_fact,
    round_score,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.blocks import Block
    from webapp.results.ladders import Ladder
    from webapp.results.pages import ResultPage, Score


def tell_parts(page: ResultPage) -> Section | None:
    """Tell every part of the first index with the parts below it."""
    if not any(pillar.parts for pillar in page.main.parts):
        return None
    bars = [bar for pillar in page.main.parts for bar in list_bars(pillar)]
    return Section(
        key="parts",
        over="",
        title=_("Where you stand, part by part"),
        blocks=(make_bars(bars),),
    )


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
                "These answers keep the index farthest from full, with the weights of"
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
        *(block for index in page.indices[1:] for block in _tell_index(index)),
    ]
    if not blocks:
        return None
    return Section(
        key="others", over="", title=_("Other readings"), blocks=tuple(blocks)
    )


def _tell_ladder(ladder: Ladder) -> Iterator[Block]:
    yield Heading(ladder.title, owned=True)
    facts = [make_fact(ladder.node_title, ladder.score, owned=True)]
    if ladder.current:
        stage = Fact(_("Stage"), ladder.current.title, said_owned=True)
        facts.insert(0, stage)
    yield Facts(tuple(facts))
    yield make_climb(ladder)


def _tell_index(index: Score) -> Iterator[Block]:
    yield Heading(index.title, owned=True)
    yield make_bars(list(list_bars(index)))
