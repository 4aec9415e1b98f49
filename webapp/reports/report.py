"""The report of a result: what its page shows, as blocks to be written as files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.reports.blocks import BlockWords
from meter.reports.paper import Tongue
from meter.reports.report import Report
from webapp.languages import current_language
from webapp.languages import gettext as _
from webapp.reports.findings import tell_patterns, tell_since, tell_sureness
from webapp.reports.glance import tell_glance
from webapp.reports.grounds import say_foot, tell_origin, tell_series
from webapp.reports.parts import tell_costs, tell_others, tell_parts, tell_strengths
from webapp.reports.steps import tell_further, tell_next, tell_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.reports.planned import PlannedStep
    from webapp.results.pages import ResultPage


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
        tell_further(page),
        tell_parts(page),
        tell_strengths(page),
        tell_patterns(page),
        tell_sureness(page),
        tell_since(page.since),
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
