"""Blank questionnaires on paper, in the words of a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.items import ChoiceItem, TextItem
from meter.reports.paper import (
    Paper,
    PaperItem,
    PaperOption,
    PaperSection,
    PaperWords,
    Tongue,
)
from webapp.forms.condition_words import word_condition
from webapp.forms.views import view_section
from webapp.languages import current_language, mark, ngettext
from webapp.languages import gettext as _
from webapp.markdown import strip_markdown
from webapp.wording import word_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instruments.model.questionnaire import Section
    from webapp.forms.views import ItemView, OptionView
    from webapp.wording import Wording

MOST_LINES = 12
"""Of room for a text; who needs more adds a sheet."""

EVIDENCE = {
    "none": "",
    "optional": mark("Document or page that shows it, if there is one"),
    "expected": mark("Document or page that shows it"),
}
"""What is asked of a proof, in the source language."""


def make_paper(wording: Wording) -> Paper:
    """Make the blank questionnaire of an instrument."""
    instrument, language = wording.instrument, current_language()
    return Paper(
        title=instrument.title,
        over=_word_edition(wording),
        summary=instrument.summary or "",
        extent=_word_extent(len(instrument.items)),
        spoken=Tongue(language.code, language.direction),
        written=Tongue(wording.language, wording.direction),
        words=_word_surroundings(),
        sections=tuple(
            _make_section(wording, str(place), one)
            for place, one in enumerate(instrument.sections, start=1)
        ),
    )


def _word_edition(wording: Wording) -> str:
    version = _("version %(version)s") % {"version": wording.source.version}
    return f"{wording.source.key}{_(', ')}{version}"


def _word_extent(items: int) -> str:
    questions = ngettext("%(num)s question", "%(num)s questions", items)
    return questions % {"num": items}


def _word_surroundings() -> PaperWords:
    return PaperWords(
        guide=_(
            "Prepare the answers with colleagues on this paper. They count once they"
            " are given on the site or in the workbook."
        ),
        sections=_("Sections"),
        required=_("required"),
        or_reason=_("Or a reason"),
        note=_("Note"),
    )


def _make_section(wording: Wording, number: str, section: Section) -> PaperSection:
    view = view_section(wording, section, frozenset(), takes_notes=True)
    return PaperSection(
        number=number,
        title=word_heading(section),
        intro=section.intro or "",
        scales=tuple(_list_options(scale) for scale in view.scales),
        items=tuple(
            _make_item(wording, f"{number}.{place}", one)
            for place, one in enumerate(view.items, start=1)
        ),
    )


def _make_item(wording: Wording, number: str, view: ItemView) -> PaperItem:
    instrument = wording.instrument
    item = instrument.items[view.key]
    evidence = EVIDENCE[item.evidence]
    return PaperItem(
        number=number,
        key=view.key,
        ask=view.ask,
        when=word_condition(instrument, item.when) if item.when else "",
        help=tuple(strip_markdown(item.help).splitlines()) if item.help else (),
        rule=view.rule,
        unit=view.unit or "",
        is_required=view.required,
        options=_list_options(view.options),
        side_by_side=view.layout != "rows",
        reasons=tuple(one.say for one in view.reasons),
        lines=0 if isinstance(item, ChoiceItem) else min(view.lines, MOST_LINES),
        is_short=not isinstance(item, TextItem | ChoiceItem),
        evidence=_(evidence) if evidence else "",
        takes_note=view.takes_note,
    )


def _list_options(options: Iterable[OptionView]) -> tuple[PaperOption, ...]:
    return tuple(PaperOption(one.say, one.hint) for one in options)
