"""Items and sections as the templates draw them: words, options, reasons."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from instruments import MISSING_MARKS, Missing
from instruments.model.conditions import list_comparisons
from instruments.model.items import (
    ChoiceItem,
    DateItem,
    LinkItem,
    MultipleItem,
    NumberItem,
    TextItem,
)
from webapp.forms.conditions import write_condition
from webapp.forms.given import NAME, REASON_NAME, picks_one
from webapp.languages import current_language, mark
from webapp.languages import gettext as _
from webapp.markdown import render_markdown
from webapp.wording import word_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instruments import Instrument
    from instruments.model.conditions import Condition
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from instruments.model.scales import Option, Scale
    from webapp.wording import Wording

REASONS = {
    Missing.NOT_APPLICABLE: mark("Not applicable"),
    Missing.DONT_KNOW: mark("Don't know"),
    Missing.REFUSED: mark("Prefer not to say"),
}

MARKS = {reason: code for code, reason in MISSING_MARKS.items()}

LEVELS_MOST, LEVEL_LONGEST, WORD_LONGEST = 6, 40, 13
"""Up to six levels stand side by side as steps where their words fit, in characters;
others stand below each other."""

TEXT_MOST_UNSAID = 4000
"""The limit of a text is told where it is lower than what nobody reaches."""


@dataclass(frozen=True)
class OptionView:
    """One option; `hint` is empty where a key above the items explains the scale."""

    code: str
    say: str
    hint: str


@dataclass(frozen=True)
class ReasonView:
    """A reason instead of an answer."""

    mark: str
    say: str


@dataclass(frozen=True)
class ItemView:
    """An item as its partial draws it.

    `takes_note` is whether there is room for a note and evidence beside the answer;
    `rule` tells the bounds in words; `low` and `high` are for the date control;
    `when` is the attribute with the condition where the page can judge it alone.
    """

    key: str
    type: str
    name: str
    reason_name: str
    ask: str
    help: Markup | None
    required: bool
    is_judged: bool
    picks_one: bool
    options: tuple[OptionView, ...]
    layout: str
    reasons: tuple[ReasonView, ...]
    rule: str
    unit: str | None
    low: str
    high: str
    lines: int
    is_whole: bool
    takes_note: bool
    expects_evidence: bool
    when: Markup


@dataclass(frozen=True)
class SectionView:
    """A section as it is compiled.

    `foreign` tells that the words are in another language than the page.
    """

    key: str
    items: tuple[ItemView, ...]
    scales: tuple[tuple[OptionView, ...], ...]
    language: str
    direction: str
    foreign: bool
    is_first: bool


def view_section(
    wording: Wording, section: Section, page: frozenset[str], *, takes_notes: bool
) -> SectionView:
    """Prepare a section for a page that holds the items `page`.

    `takes_notes` offers room for a note beside answers, where answers are kept.
    """
    instrument = wording.instrument
    keyed = _list_keyed_scales(instrument, section)
    return SectionView(
        key=section.key,
        items=tuple(
            _view_item(instrument, one, page, keyed, takes_note=takes_notes)
            for one in section.items
        ),
        scales=tuple(
            _view_options(instrument.scales[name].options, hints=True) for name in keyed
        ),
        language=wording.language,
        direction=wording.direction,
        foreign=wording.language != current_language().code,
        is_first=section is instrument.sections[0],
    )


def _list_keyed_scales(instrument: Instrument, section: Section) -> list[str]:
    """Name the scales that several items share and that explain their options."""
    choices = [item for item in section.items if isinstance(item, ChoiceItem)]
    used = [item.scale for item in choices if item.scale]
    shared = [name for name in dict.fromkeys(used) if used.count(name) > 1]
    return [name for name in shared if _explains(instrument.scales[name])]


def _explains(scale: Scale) -> bool:
    return any(option.hint for option in scale.options)


def _view_options(options: Iterable[Option], *, hints: bool) -> tuple[OptionView, ...]:
    return tuple(
        OptionView(one.code, one.say, (one.hint or "") if hints else "")
        for one in options
    )


def _view_item(
    instrument: Instrument,
    item: Item,
    page: frozenset[str],
    keyed: list[str],
    *,
    takes_note: bool,
) -> ItemView:
    is_keyed = getattr(item, "scale", None) in keyed
    options = _view_options(word_options(instrument, item), hints=not is_keyed)
    return ItemView(
        key=item.key,
        type=item.type,
        name=NAME.format(item.key),
        reason_name=REASON_NAME.format(item.key),
        ask=item.ask,
        help=render_markdown(item.help) if item.help else None,
        required=item.required,
        is_judged=item.type in {"ordinal", "yes_no"},
        picks_one=picks_one(item),
        options=options,
        layout=_lay_out(item, options),
        reasons=tuple(
            ReasonView(MARKS[reason], _(REASONS[reason]))
            for reason in instrument.allowed_of(item)
        ),
        rule=_tell_rule(item),
        unit=getattr(item, "unit", None),
        low=_iso(item, "at_least"),
        high=_iso(item, "at_most"),
        lines=getattr(item, "lines", 1),
        is_whole=getattr(item, "whole", False),
        takes_note=takes_note and not isinstance(item, TextItem),
        expects_evidence=item.evidence == "expected",
        when=_write_condition(instrument, item.when, page),
    )


def _lay_out(item: Item, options: tuple[OptionView, ...]) -> str:
    """Lay levels side by side, rising, where they are few and short."""
    if item.type == "yes_no":
        return "rows pair"
    fits = len(options) <= LEVELS_MOST and all(_is_short(one) for one in options)
    return f"levels n{len(options)}" if fits and item.type == "ordinal" else "rows"


def _is_short(option: OptionView) -> bool:
    """Tell whether an option fits into a narrow column."""
    longest = max(len(word) for word in option.say.split())
    fits = len(option.say) <= LEVEL_LONGEST and longest <= WORD_LONGEST
    return fits and not option.hint


def _iso(item: Item, bound: str) -> str:
    if not isinstance(item, DateItem):
        return ""
    day = getattr(item, bound)
    return day.isoformat() if day else ""


def _tell_rule(item: Item) -> str:
    if isinstance(item, NumberItem):
        return _tell_bounds(item)
    if isinstance(item, DateItem):
        way = _("Choose a day, or write it like 2026-11-30.")
        return f"{way} {_tell_bounds(item)}".rstrip()
    if isinstance(item, MultipleItem) and item.at_most:
        return _("Choose up to %(most)s.") % {"most": item.at_most}
    if isinstance(item, LinkItem):
        return _("A web address that begins with https://")
    if isinstance(item, TextItem) and item.at_most < TEXT_MOST_UNSAID:
        return _("Up to %(most)s characters.") % {"most": item.at_most}
    return ""


def _tell_bounds(item: NumberItem | DateItem) -> str:
    low, high = _plain(item.at_least), _plain(item.at_most)
    if low and high:
        return _("From %(low)s to %(high)s.") % {"low": low, "high": high}
    if low:
        return _("%(low)s or more.") % {"low": low}
    return _("%(high)s or less.") % {"high": high} if high else ""


def _plain(bound: object) -> str:
    if bound is None:
        return ""
    return f"{bound:.15g}" if isinstance(bound, float) else str(bound)


def _write_condition(
    instrument: Instrument, condition: Condition | None, page: frozenset[str]
) -> Markup:
    """Write a condition for the script, if all it asks about is on the page."""
    if condition is None:
        return Markup()
    if any(part.item not in page for part in list_comparisons(condition)):
        return Markup()
    rule = json.dumps(write_condition(instrument, condition), separators=(",", ":"))
    return Markup(' data-when="{}"').format(rule)
