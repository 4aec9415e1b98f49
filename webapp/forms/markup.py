"""Compiled items: markup rendered once, cut where each reader's answers go."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import render_template
from markupsafe import Markup, escape

from webapp.forms.given import Given, picks_one
from webapp.forms.views import view_section
from webapp.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from webapp.wording import Wording

Slot = tuple[str, str, str]
"""What goes there, the item, and the option or reason where there are several."""

# No text of an instrument can hold what a process draws when it starts.
_MARK = secrets.token_hex(8)

CHECKED = " checked"

EMPTY = Markup()

NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class ItemState:
    """What a reader sees at an item besides its words.

    `error`, `conflict` and `receipt` are markup, empty where there is nothing to say.
    """

    given: Given = NOTHING_GIVEN
    is_hidden: bool = False
    error: str = ""
    conflict: Markup = EMPTY
    receipt: Markup = EMPTY


@dataclass(frozen=True)
class CompiledSection:
    """Markup of a section in parts; the odd ones are slots, here left empty."""

    parts: tuple[str, ...]
    places: Mapping[Slot, tuple[int, ...]]
    items: Mapping[str, Item]

    def fill(self, states: Mapping[str, ItemState]) -> Markup:
        """Write the section with what each item shows."""
        parts = list(self.parts)
        for key, item in self.items.items():
            for slot, text in _list_fillings(item, states[key]):
                for place in self.places.get(slot, ()):
                    parts[place] = text
        return Markup("".join(parts))  # noqa: S704  (every filling is escaped)


def _list_fillings(item: Item, state: ItemState) -> list[tuple[Slot, str]]:
    key = item.key
    fillings = _fill_controls(item, state.given)
    if state.receipt:
        fillings.append((("receipt", key, ""), state.receipt))
    if state.is_hidden:
        fillings.append((("hidden", key, ""), " hidden"))
    if state.conflict:
        fillings.append((("conflict", key, ""), state.conflict))
    if state.error:
        fillings += [
            (("bad", key, ""), " bad"),
            (("invalid", key, ""), f' aria-invalid="true" aria-errormessage="e-{key}"'),
            (
                ("error", key, ""),
                f'<p class="wrong" id="e-{key}">{escape(state.error)}</p>',
            ),
        ]
    return fillings


def _fill_controls(item: Item, given: Given) -> list[tuple[Slot, str]]:
    key = item.key
    if picks_one(item):
        chosen = given.reason or (given.texts[0] if given.texts else "")
        return [(("checked", key, chosen), CHECKED)]
    fillings = [(("reason", key, given.reason), CHECKED)]
    if item.type == "multiple":
        return fillings + [(("checked", key, code), CHECKED) for code in given.texts]
    if given.texts:
        fillings.append((("value", key, ""), str(escape(given.texts[0]))))
    return fillings


@dataclass(frozen=True)
class MarkupSource:
    """A section to compile, told apart by what its markup depends on.

    `is_whole` says that the page holds all other sections too.
    """

    fingerprint: str
    words_language: str
    page_language: str
    section: str
    is_whole: bool
    wording: Wording = field(compare=False)


def compile_section(
    wording: Wording, section: Section, *, is_whole: bool = False
) -> CompiledSection:
    """Compile a section for the language of the page; kept for the next call."""
    source = MarkupSource(
        wording.source.fingerprint,
        wording.language,
        current_language().code,
        section.key,
        is_whole,
        wording,
    )
    return _compile(source)


@lru_cache(maxsize=512)
def _compile(source: MarkupSource) -> CompiledSection:
    instrument = source.wording.instrument
    section = next(one for one in instrument.sections if one.key == source.section)
    items = {item.key: item for item in section.items}
    page = frozenset(instrument.items if source.is_whole else items)
    view = view_section(source.wording, section, page)
    markup = render_template("items/_section.html", section=view, slot=_mark_slot)
    parts = _tidy(markup).split(_MARK)
    places: dict[Slot, tuple[int, ...]] = {}
    for place in range(1, len(parts), 2):
        kind, key, code = parts[place].split(":")
        slot = (kind, key, code)
        places[slot] = (*places.get(slot, ()), place)
        parts[place] = ""
    return CompiledSection(tuple(parts), places, items)


def _mark_slot(kind: str, key: str, code: str = "") -> Markup:
    """Leave a place in the markup that is filled for each reader."""
    return Markup(f"{_MARK}{kind}:{key}:{code}{_MARK}")  # noqa: S704


def _tidy(markup: str) -> str:
    """Drop blank lines; they cost bytes on every reply."""
    return "\n".join(line for line in markup.splitlines() if line)
