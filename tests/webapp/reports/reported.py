"""Reports for tests: of the small instrument, and of the library's own."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.webapp.city import make_instrument
from webapp.languages import speaking
from webapp.reports.planned import plan_steps
from webapp.reports.report import make_report
from webapp.results.assessment import assess
from webapp.results.pages import make_result_page
from webapp.wording import get_library_instrument, word_instrument

if TYPE_CHECKING:
    from instruments import Answer, Instrument
    from meter.reports.blocks import Section
    from meter.reports.report import Report
    from webapp.results.assessment import Assessment
    from webapp.results.pages import ResultPage

AT = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
GIVEN: dict[str, Answer] = {"level": "fully", "more": "none", "share": 60.0}
"""The middle stage of three, one answer below the highest."""


def assess_small(answers: dict[str, Answer] | None = None) -> Assessment:
    """Assess the small instrument."""
    given = GIVEN if answers is None else answers
    return assess(word_instrument(make_instrument()), given)


def make_page(answers: dict[str, Answer] | None = None) -> ResultPage:
    """Make the result page of the small instrument."""
    return make_result_page(assess_small(answers), AT, "Porto", "Spring")


def find_section(report: Report, key: str) -> Section:
    """Find a section by its key."""
    return next(one for one in report.sections if one.key == key)


def list_sections(report: Report) -> list[str]:
    """List the keys of its sections."""
    return [one.key for one in report.sections]


@lru_cache
def report_library(language: str) -> Report:
    """Report the library's own instrument, answered without much care."""
    with speaking(language):
        wording = word_instrument(get_library_instrument("meter"), language)
        found = assess(wording, _answer(wording.source))
        page = make_result_page(found, AT, "Ankor (sample)", "First round")
        return make_report(page, plan_steps(found, ()))


def _answer(instrument: Instrument) -> dict[str, Answer]:
    """Answer most questions, each a little otherwise than the one before it."""
    given: dict[str, Answer] = {}
    for number, (key, item) in enumerate(instrument.items.items()):
        if number % 11 and item.type in {"ordinal", "yes_no"}:
            options = instrument.options_of(item)
            given[key] = options[number * 7 % len(options)].code
        elif item.type == "number":
            given[key] = float(item.at_least or 0)
    return given
