"""The page of a form: what can be ticked, and what stands where others were faster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.knowledge.entries import give_entry
from webapp.knowledge.kinds import FIELDS, KINDS, name_field
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instruments import Instrument
    from meter.knowledge.records import Contribution
    from webapp.knowledge.desks import Desk
    from webapp.knowledge.forms import EntryForm


@dataclass(frozen=True)
class Topic:
    """A node that a contribution may be about, with what is below it."""

    key: str
    title: str
    items: tuple[tuple[str, str], ...]
    parts: tuple[Topic, ...]
    is_open: bool


@dataclass(frozen=True)
class Difference:
    """A field in which what stands differs from what was typed."""

    name: str
    stands: str


@dataclass(frozen=True)
class FormPage:
    """The form of a contribution; `number` is None of one that is not kept yet.

    `theirs` is what stands meanwhile, where somebody else has changed it.
    """

    number: int | None
    is_case: bool
    title: str
    kinds: tuple[tuple[str, str], ...]
    topics: tuple[Topic, ...]
    theirs: tuple[Difference, ...]
    words_language: str
    words_direction: str


def make_form_page(
    desk: Desk,
    form: EntryForm,
    number: int | None,
    theirs: Contribution | None = None,
) -> FormPage:
    """Make the page of a form, with what stands meanwhile if there is such."""
    wording = desk.wording
    ticked = frozenset(form.indicators.data or ())
    return FormPage(
        number=number,
        is_case=form.is_case,
        title=desk.workshop.title,
        kinds=tuple(
            (kind, _(words)) for kind, words in KINDS.items() if kind != "case"
        ),
        topics=tuple(_list_topics(wording.instrument, ticked)) if wording else (),
        theirs=() if theirs is None else tuple(_list_differences(form, theirs)),
        words_language=wording.language if wording else "",
        words_direction=wording.direction if wording else "",
    )


def _list_topics(instrument: Instrument, ticked: frozenset[str]) -> Iterable[Topic]:
    framework = instrument.framework
    for key in framework.index if framework else ():
        yield _make_topic(instrument, key, ticked)


def _make_topic(instrument: Instrument, key: str, ticked: frozenset[str]) -> Topic:
    """Make a node with what is below it; open at the top and where it is ticked."""
    framework = instrument.framework
    nodes, roots = (framework.nodes, framework.index) if framework else ({}, [])
    node = nodes[key]
    asked = [one for one in node.items or {} if one in instrument.items]
    parts = tuple(_make_topic(instrument, one, ticked) for one in node.of or {})
    is_inside = any(one.is_open or one.key in ticked for one in parts)
    return Topic(
        key=key,
        title=node.title,
        items=tuple((one, instrument.items[one].ask) for one in asked),
        parts=parts,
        is_open=key in roots or is_inside or not ticked.isdisjoint(asked),
    )


def _list_differences(form: EntryForm, theirs: Contribution) -> Iterable[Difference]:
    typed, stands = form.given, give_entry(theirs.entry)
    for name in FIELDS:
        if not hasattr(stands, name):
            continue
        mine, other = getattr(typed, name), getattr(stands, name)
        if isinstance(other, tuple):
            mine, other = "; ".join(sorted(mine)), "; ".join(other)
        if mine != other:
            say = {True: _("Yes"), False: _("No"), "": _("(empty)")}
            yield Difference(name_field(name), say.get(other, other))
