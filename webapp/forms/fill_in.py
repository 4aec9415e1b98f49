"""Fill-in workbooks in the words of a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.items import MultipleItem
from meter.exchange.fill_in.layout import (
    ANSWER,
    HOW,
    KEY,
    NOTE,
    QUESTION,
    REASON,
    About,
    FillInWorkbook,
    WorkbookRow,
    WorkbookSection,
    label_options,
)
from webapp.forms.condition_words import word_condition
from webapp.forms.views import view_section
from webapp.languages import gettext as _
from webapp.markdown import strip_markdown
from webapp.wording import word_heading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from instruments.model.questionnaire import Section
    from meter.records import StoredAnswer
    from webapp.forms.views import ItemView, SectionView
    from webapp.wording import Wording


def make_workbook(
    wording: Wording,
    *,
    response: int | None = None,
    unit_name: str = "",
    answers: Mapping[str, StoredAnswer] | None = None,
    closed: Collection[str] = (),
) -> FillInWorkbook:
    """Make the workbook of an instrument, with the answers so far if there are any.

    Args:
        wording: the instrument in the reader's words.
        response: whose answers it is for; without one it is a blank for anybody.
        unit_name: whom it is for.
        answers: what is stored, by item.
        closed: keys of the sections that are not the reader's to answer.
    """
    source = wording.source
    title = wording.instrument.title
    return FillInWorkbook(
        about=About(source.key, source.version, source.fingerprint, response),
        title=f"{unit_name} - {title}" if unit_name else title,
        guide_name=_("How to fill in"),
        guide=_write_guide(),
        headings=word_headings(),
        stop=_("Choose from the list, or give a value as the cell beside it says."),
        sections=tuple(
            _make_section(wording, one, answers or {}, may_change=one.key not in closed)
            for one in wording.instrument.sections
        ),
        is_mirrored=wording.direction == "rtl",
    )


def word_headings() -> dict[str, str]:
    """Name the columns of a workbook as its reader sees them."""
    return {
        KEY: _("Key"),
        QUESTION: _("Question"),
        ANSWER: _("Answer"),
        REASON: _("Or a reason"),
        NOTE: _("Note"),
        HOW: _("How to answer"),
    }


def _write_guide() -> tuple[str, ...]:
    return (
        _("Answer in the framed cells of the sheets that follow, a sheet a section."),
        _("Where there is a list, choose from it: press Alt and the down arrow."),
        _(
            "Where several options may be given, write their words or their codes into"
            " one cell, with a semicolon between them."
        ),
        _(
            "If you cannot answer, choose a reason instead, where one is offered, and"
            " leave the answer empty."
        ),
        _(
            "Leave a question empty if it does not apply, or if you have no answer yet."
            " To take an answer back, empty its cell."
        ),
        _(
            "Save the file as an Excel workbook (.xlsx) and send it on the page from"
            " which you downloaded it. Answers that colleagues have changed meanwhile"
            " are not replaced: the page shows you both."
        ),
    )


def _make_section(
    wording: Wording,
    section: Section,
    answers: Mapping[str, StoredAnswer],
    *,
    may_change: bool,
) -> WorkbookSection:
    view = view_section(wording, section, frozenset(), takes_notes=True)
    rows = tuple(
        _make_row(wording, one, answers.get(one.key), may_change=may_change)
        for one in view.items
    )
    return WorkbookSection(word_heading(section), _write_intro(section, view), rows)


def _write_intro(section: Section, view: SectionView) -> str:
    """Write what a section is about, and what its levels mean."""
    levels = [
        f"{option.say}: {option.hint}" for scale in view.scales for option in scale
    ]
    return "\n".join(filter(None, (section.intro, *levels)))


def _make_row(
    wording: Wording, view: ItemView, stored: StoredAnswer | None, *, may_change: bool
) -> WorkbookRow:
    item = wording.instrument.items[view.key]
    options = [(one.code, one.say) for one in view.options]
    choices = label_options(options)
    return WorkbookRow(
        item=item,
        ask=_join(view.ask, _word_when(wording, view.key)),
        how=_explain(view, choices, wording),
        choices=choices,
        reasons=label_options([(one.mark, one.say) for one in view.reasons]),
        rule=_join(view.rule, view.unit or ""),
        takes_note=view.takes_note,
        may_change=may_change,
        stored=stored,
    )


def _word_when(wording: Wording, key: str) -> str:
    condition = wording.instrument.items[key].when
    return word_condition(wording.instrument, condition) if condition else ""


def _explain(view: ItemView, choices: Mapping[str, str], wording: Wording) -> str:
    """Write how to answer: what must be, the bounds, the options, the help."""
    item = wording.instrument.items[view.key]
    several = isinstance(item, MultipleItem)
    hints = [f"{one.say}: {one.hint}" for one in view.options if one.hint]
    return _join(
        _("Required.") if view.required else "",
        view.rule,
        view.unit or "",
        _("Write one or several, with a semicolon between them:") if several else "",
        *([f"{words} ({code})" for code, words in choices.items()] if several else []),
        *hints,
        strip_markdown(item.help) if item.help else "",
    )


def _join(*lines: str) -> str:
    return "\n".join(filter(None, lines))
