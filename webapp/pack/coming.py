"""Who is coming, and how far their answers are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from meter.reports.blocks import Section, Table
from webapp.charts.words import share
from webapp.filters import show_number
from webapp.languages import current_language, ngettext
from webapp.languages import gettext as _
from webapp.organise.pages import count_progress, make_unit_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from instruments.model.questionnaire import ProfileField
    from meter.comparison.occasions import Fielded, Occasion
    from meter.records import Unit
    from webapp.pack.naming import Naming
    from webapp.wording import Wording

MOST_FACTS = 5
"""Columns of facts that fit beside the name and the languages."""


def tell_coming(occasion: Occasion, wordings: Sequence[Wording]) -> Section:
    """Tell who is coming, with the facts of their profiles."""
    facts = list_facts(occasion.units, wordings)[:MOST_FACTS]
    speaks = [_("Languages it works in")] if any(occasion.languages.values()) else []
    rows = tuple(
        (
            unit.name,
            *(say_fact(fact, unit) for fact in facts),
            *(_say_languages(occasion.languages.get(unit.id, ())) for _one in speaks),
        )
        for unit in occasion.units
    )
    count = len(occasion.units)
    return Section(
        key="coming",
        over=_("Who is coming"),
        title=ngettext("%(num)s unit takes part", "%(num)s units take part", count)
        % {"num": count},
        blocks=(
            Table(
                _("Who is coming"),
                (_("Unit"), *(fact.title for fact in facts), *speaks),
                rows,
                tuple(n for n, one in enumerate(facts, 1) if one.type == "number"),
            ),
        ),
    )


def list_facts(
    units: Iterable[Unit], wordings: Iterable[Wording]
) -> list[ProfileField]:
    """List the facts that are known of any unit, each once."""
    known = {key for unit in units for key in unit.profile}
    fields = {
        field.key: field
        for wording in reversed(list(wordings))
        for field in wording.instrument.profile
        if field.key in known
    }
    return list(fields.values())


def say_fact(field: ProfileField, unit: Unit, *, with_unit: bool = False) -> str:
    """Write one fact about a unit; empty where it is not known."""
    value = unit.profile.get(field.key)
    if value is None:
        return ""
    if isinstance(value, float | int):
        said = show_number(value, 0 if float(value).is_integer() else 1)
        return f"{said} {field.unit}" if field.unit and with_unit else said
    says = {option.code: option.say for option in field.options or ()}
    return says.get(value, value)


def _say_languages(tags: Iterable[str]) -> str:
    return _(", ").join(map(_name_language, tags))


def _name_language(tag: str) -> str:
    """Name a language in that of the reader; a tag that is not known stays."""
    try:
        spoken = Locale.parse(current_language().code, sep="-")
        return Locale.parse(tag, sep="-").get_display_name(spoken) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def tell_response(fielded: Fielded, caption: str, naming: Naming) -> Section:
    """Tell how far the answers of each unit of a round are."""
    lines = [make_unit_line(done, fielded.round) for done in fielded.done]
    submitted = sum(done.submitted_at is not None for done in fielded.done)
    shown = [one for one in fielded.done if naming.allows(one.unit.id)]
    covered = _list_coverage(fielded)
    columns = [_("Unit"), _("State"), _("Answered"), _("Coverage")]
    width = 4 if covered else 3
    rows = tuple(
        (
            done.unit.name,
            make_unit_line(done, fielded.round).state.word,
            _("%(part)s of %(whole)s") % {"part": done.answered, "whole": done.asked},
            covered.get(done.unit.id, ""),
        )[:width]
        for done in shown
    )
    said = ngettext(
        "%(submitted)s of %(num)s unit has submitted its answers",
        "%(submitted)s of %(num)s units have submitted their answers",
        len(fielded.done),
    )
    return Section(
        key=f"response-{fielded.round.key}",
        over=fielded.round.title,
        title=said % {"submitted": submitted, "num": len(fielded.done)},
        notes=(
            caption,
            _(", ").join(count_progress(lines)),
            *naming.say_left_out(done.unit for done in fielded.done),
        ),
        blocks=(
            Table(
                _("Response and coverage"),
                tuple(columns[:width]),
                rows,
                numeric=tuple(range(2, width)),
            ),
        )
        if rows
        else (),
    )


def _list_coverage(fielded: Fielded) -> dict[int, str]:
    """Tell by unit what share of the weight of the index is answered."""
    results = fielded.results
    if results is None:
        return {}
    covered = results.scores.coverage_of(results.plan.indices[0]).tolist()
    return {
        unit.id: share(one, 1)
        for unit, one in zip(results.units, covered, strict=True)
        if not math.isnan(one)
    }
