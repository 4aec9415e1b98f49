"""What numbers rest on: evidence and review, coverage, method and version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.blocks import Fact, Facts, Paragraph, Section, Sentences, Table
from webapp.filters import say_day, say_moment, show_points
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.reports.drawings import round_score
from webapp.results.series import count_evidenced, count_verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.blocks import Block
    from webapp.results.pages import ResultPage
    from webapp.results.series import Series


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
        yield count_evidenced(series)
        yield _say_evidenced(series)
    if series.verified is not None:
        yield count_verified(series)


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
    yield Facts(
        (
            Fact(_("Instrument"), instrument, said_owned=True),
            Fact(_("Method"), method, said_owned=True),
            Fact(_("Scored"), say_moment(origin.at)),
            Fact(_("Fingerprint of the meaning"), origin.meaning[:16]),
            Fact(_("Fingerprint of the method"), origin.method_fingerprint[:16]),
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
