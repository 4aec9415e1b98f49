"""The pack of an occasion, put together in the words of its reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from babel.dates import format_interval

from meter.comparison.consultation import is_consultation
from meter.comparison.masking import shows_distribution
from meter.reports.blocks import BlockWords
from meter.reports.pack import Pack
from meter.reports.paper import Tongue
from webapp.charts.words import quote
from webapp.compare.pages import write_caption
from webapp.compare.room import make_room
from webapp.filters import say_day
from webapp.languages import current_language
from webapp.languages import gettext as _
from webapp.pack.coming import tell_coming, tell_response
from webapp.pack.consulted import tell_consultation
from webapp.pack.naming import Naming
from webapp.pack.profiles import tell_units
from webapp.pack.room import (
    tell_differences,
    tell_lacks,
    tell_ladder,
    tell_map,
    tell_spread,
)
from webapp.pack.together import tell_groups, tell_twins
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from datetime import datetime

    from meter.comparison.occasions import Fielded, Occasion
    from meter.records import Unit
    from meter.reports.blocks import Section
    from webapp.wording import Wording


def make_pack(
    occasion: Occasion,
    at: datetime,
    *,
    named: Mapping[int, Container[int]] | None = None,
    units: Sequence[Unit] | None = None,
) -> Pack:
    """Make the pack of an occasion as it is at a moment.

    Args:
        occasion: a workshop or a round, with all that came in.
        at: when that is.
        named: by the id of a round the ids of the units that may be named with what
            they answered in it; None makes the organiser's own document, in which all
            are.
        units: those that have a page of their own; None for all.
    """
    language = current_language()
    wordings = [word_instrument(one.answers.instrument) for one in occasion.rounds]
    shown = occasion.units if units is None else units
    sections = [tell_coming(occasion, wordings)]
    for fielded, wording in zip(occasion.rounds, wordings, strict=True):
        written = Tongue(wording.language, wording.direction)
        naming = Naming(None if named is None else named[fielded.round.id])
        sections += [
            replace(one, written=written if written.tag != language.code else None)
            for one in _tell_round(fielded, wording, naming, naming.choose(shown), at)
        ]
    return Pack(
        over=_("Facilitator's pack"),
        title=occasion.title,
        lead=say_venue(occasion),
        notice=_say_whose(named),
        caption=_("As things stood on %(day)s") % {"day": say_day(at)},
        spoken=Tongue(language.code, language.direction),
        words=BlockWords(
            contents=_("Contents"), now=_("now:"), needed=_("needed:"), to=_("of 100")
        ),
        sections=tuple(sections),
    )


def _say_whose(named: Mapping[int, Container[int]] | None) -> str:
    if named is None:
        return _(
            "The organiser's own document: it names every unit with what it answered."
            " Show parts of it to others only where the units have agreed to that."
        )
    return _("For the room: only units that have agreed to it are named.")


def say_venue(occasion: Occasion) -> str:
    """Write where and when a workshop meets; empty where neither is known."""
    said = [quote(occasion.place)] if occasion.place else []
    first, last = occasion.begins_on, occasion.ends_on
    if first and last and first != last:
        language = current_language().code
        locale = "en_GB" if language == "en" else language
        said.append(format_interval(first, last, "yMMMd", locale=locale))
    elif first or last:
        said.append(say_day(first or last))  # type: ignore[arg-type]
    return _(", ").join(said)


def _tell_round(
    fielded: Fielded,
    wording: Wording,
    naming: Naming,
    units: Sequence[Unit],
    at: datetime,
) -> Iterator[Section]:
    yield tell_response(fielded, _say_caption(fielded, at), naming)
    if fielded.results is not None and _may_show(fielded.results.units, naming):
        yield from _tell_scores(fielded, wording, naming)
        if not _is_consultation(fielded):
            yield from tell_units(fielded, wording, units)
    yield from tell_consultation(fielded, wording, naming)


def _may_show(units: Sequence[Unit], naming: Naming) -> bool:
    """Tell whether results are shown: to a room where each has enough beside it."""
    return bool(units) and (naming.named is None or shows_distribution(units))


def _is_consultation(fielded: Fielded) -> bool:
    """Tell whether its answers are told rather than who stands where."""
    return is_consultation(fielded.answers.instrument, fielded.round.method)


def _say_caption(fielded: Fielded, at: datetime) -> str:
    """Write how many results there are, and of which day, as comparisons do."""
    asked = fielded.round
    day = min(filter(None, (asked.closed_at, asked.ends_at, at)))
    count, invited = len(fielded.answers.unit_ids), len(fielded.done)
    return write_caption(count, invited, day, is_reviewed=asked.reviewed)


def _tell_scores(
    fielded: Fielded, wording: Wording, naming: Naming
) -> Iterator[Section]:
    results, worded = fielded.results, wording.instrument
    assert results is not None  # noqa: S101  (asked before)
    assert worded.framework is not None  # noqa: S101  (it is scored)
    room = make_room(results, worded, results.plan.indices[0])
    told = [
        tell_ladder(room, results, naming),
        tell_spread(room),
        *tell_differences(fielded.answers, worded),
    ]
    if not _is_consultation(fielded):
        told.insert(2, tell_map(room, results, naming))
        told += [
            tell_lacks(fielded.answers, results, worded),
            tell_groups(results, fielded.done, worded.framework, naming),
            tell_twins(results, worded.framework, naming),
        ]
    key = fielded.round.key
    for one in told:
        if one is not None:
            yield replace(one, key=f"{one.key}-{key}")
