"""What the trial shows: every section on one page, with what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.forms.compiled import compile_section
from webapp.forms.given import NAME, REASON_NAME
from webapp.forms.problems import list_problems
from webapp.forms.states import ItemState
from webapp.timing import estimate_minutes
from webapp.wording import word_heading

if TYPE_CHECKING:
    from markupsafe import Markup

    from instruments.model.questionnaire import Section
    from webapp.forms.problems import Problem
    from webapp.forms.sections import Reading
    from webapp.wording import Wording


@dataclass(frozen=True)
class TrialSection:
    """A section of the page."""

    key: str
    title: str
    intro: str | None
    items: Markup


@dataclass(frozen=True)
class TrialPage:
    """The whole questionnaire of an instrument."""

    key: str
    title: str
    summary: str | None
    minutes: int
    sections: tuple[TrialSection, ...]
    problems: tuple[Problem, ...]
    words_language: str
    words_direction: str


def make_trial_page(wording: Wording, reading: Reading | None = None) -> TrialPage:
    """Make the page, with what was typed where it was posted before."""
    instrument = wording.instrument
    items = list(instrument.items.values())
    return TrialPage(
        key=instrument.key,
        title=instrument.title,
        summary=instrument.summary,
        minutes=estimate_minutes(len(items)),
        sections=_fill_sections(wording, reading),
        problems=list_problems(items, reading.errors if reading else {}),
        words_language=wording.language,
        words_direction=wording.direction,
    )


def _fill_sections(
    wording: Wording, reading: Reading | None
) -> tuple[TrialSection, ...]:
    return tuple(
        TrialSection(
            section.key,
            word_heading(section),
            section.intro,
            compile_section(wording, section, is_whole=True).fill(
                _see_items(section, reading) if reading else {}
            ),
        )
        for section in wording.instrument.sections
    )


def _see_items(section: Section, reading: Reading) -> dict[str, ItemState]:
    return {
        item.key: ItemState(
            reading.given[item.key], error=reading.errors.get(item.key, "")
        )
        for item in section.items
        if item.key in reading.given
    }


def list_hidden_fields(reading: Reading) -> list[tuple[str, str]]:
    """List what was typed as fields, so that a later page can post it again."""
    fields = []
    for key, given in reading.given.items():
        fields += [(NAME.format(key), text) for text in given.texts]
        if given.reason:
            fields.append((REASON_NAME.format(key), given.reason))
    return fields
