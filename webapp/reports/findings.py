"""What was found: how sure the result is, patterns in it, what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.blocks import (
    Fact,
    Facts,
    Heading,
    Paragraph,
    Section,
    Sentences,
    Table,
)
from meter.reports.unit_blocks import Needed, Way
from webapp.charts.words import quote
from webapp.filters import round_points, show_number, show_points
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.reports.drawings import round_score

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from meter.reports.blocks import Block
    from webapp.results.diagnostics import DiagnosisCard
    from webapp.results.pages import ResultPage
    from webapp.results.since import Movement, SinceFormer
    from webapp.results.sureness import Recalculations


def tell_sureness(page: ResultPage) -> Section | None:
    """Tell how sure index and stage are."""
    found = page.sureness
    drawn = None if found is None else found.recalculated
    otherwise = () if page.series is None else page.series.otherwise
    if drawn is None and not otherwise:
        return None
    return Section(
        key="sureness",
        over="",
        title=_("How sure it is"),
        notes=(*otherwise, *(_explain(drawn) if drawn else ())),
        blocks=tuple(_list_recalculations(drawn)) if drawn else (),
    )


def _explain(drawn: Recalculations) -> Iterator[str]:
    yield _(
        "The method says what could have been decided otherwise. Each"
        " recalculation decides all of it anew and scores your answers again."
        " It does not say whether an answer is true."
    )
    yield _("Decided anew: %(list)s.") % {"list": _("; ").join(drawn.varied)}


def _list_recalculations(found: Recalculations) -> Iterator[Block]:
    ends = (
        (_("Lowest index of the middle 90 of 100"), found.low),
        (_("Highest index of the middle 90 of 100"), found.high),
    )
    yield Facts(
        (
            Fact(_("Recalculations"), show_number(found.draws), found.draws),
            *(
                Fact(label, show_points(end, 2), round_points(100 * end, 2))
                for label, end in ends
            ),
        )
    )
    if found.stages:
        yield Table(
            _("How sure it is"),
            (_("Stage"), _("Recalculations")),
            tuple((one.title, show_number(one.draws)) for one in found.stages),
            numeric=(1,),
            owned=(0,),
            values=tuple((None, float(one.draws)) for one in found.stages),
        )


def tell_patterns(page: ResultPage) -> Section | None:
    """Tell what the diagnostics say: at length of what is there."""
    if not page.diagnoses:
        return None
    blocks = [block for one in page.found for block in _list_card(one)]
    if page.not_found:
        blocks.append(Sentences(tuple(map(_say_not_found, page.not_found))))
    return Section(
        key="patterns",
        over="",
        title=_("Patterns that a ladder does not show"),
        blocks=tuple(blocks),
    )


def _say_not_found(one: DiagnosisCard) -> str:
    return f"{one.title}{_(': ')}{one.state.word}. {one.say[0]}"


def _list_card(one: DiagnosisCard) -> Iterator[Block]:
    yield Heading(one.title, owned=True)
    yield Paragraph(f"{one.state.word}. {' '.join(one.say)}")
    if one.about:
        yield Paragraph(one.about, "quiet", owned=True)
    yield Facts(
        tuple(Fact(line.title, line.say, after=line.held) for line in one.numbers)
    )
    if one.guards:
        yield Sentences(one.guards)
    yield from _list_clearing(one)


def _list_clearing(one: DiagnosisCard) -> Iterator[Block]:
    if one.clears:
        count = ngettext("%(num)s step in all.", "%(num)s steps in all.", one.steps)
        said = count % {"num": one.steps}
        yield Paragraph(f"{_('What would clear it')}{_(': ')}{said}")
        answers = (Needed(it.ask, it.now, it.needed) for it in one.clears)
        yield Way(_("Question"), _("Now"), _("Needed"), "", "", tuple(answers))
    elif one.is_there:
        yield Paragraph(_("No answers to these questions alone would clear it."))


def tell_since(since: SinceFormer | None) -> Section | None:
    """Tell what changed since the former round, and what cannot be compared."""
    if since is None:
        return None
    return Section(
        key="since",
        over="",
        title=_("Since %(round)s") % {"round": quote(since.former)},
        notes=(_say_since(since),),
        blocks=(_tabulate_moves(since.moves),) if since.moves else (),
    )


def _say_since(since: SinceFormer) -> str:
    changed = ngettext(
        "%(num)s answer is another one now",
        "%(num)s answers are others now",
        since.changed,
    )
    same = ngettext("%(num)s is as it was.", "%(num)s are as they were.", since.same)
    said = f"{changed % {'num': since.changed}}{_(', ')}{same % {'num': since.same}}"
    if not since.left_out:
        return said
    left = ngettext(
        "%(num)s question cannot be compared and is left out.",
        "%(num)s questions cannot be compared and are left out.",
        since.left_out,
    )
    return f"{said} {left % {'num': since.left_out}}"


def _tabulate_moves(moves: Sequence[Movement]) -> Table:
    return Table(
        _("What changed"),
        (_("Part"), _("Before"), _("Now"), _("Change")),
        tuple(
            (
                one.title,
                show_points(one.former),
                show_points(one.later),
                one.change or _("cannot be told"),
            )
            for one in moves
        ),
        numeric=(1, 2, 3),
        owned=(0,),
        values=tuple(
            (None, round_score(one.former), round_score(one.later)) for one in moves
        ),
    )
