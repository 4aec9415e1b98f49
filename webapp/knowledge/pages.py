"""The page of one contribution: what it says, what became of it, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.fieldwork.given.files import KINDS as FILE_KINDS
from meter.fieldwork.given.links import name_host
from meter.knowledge.entries import TOLD
from webapp.knowledge.kinds import EVENTS, name_field, name_kind, name_language
from webapp.knowledge.lists import name_credit, name_state
from webapp.languages import gettext as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from meter.knowledge.records import Contribution, SharedFile, Step
    from webapp.knowledge.desks import Desk
    from webapp.states import State


@dataclass(frozen=True)
class Passage:
    """A field of a case study under its name."""

    name: str
    text: str


@dataclass(frozen=True)
class StepLine:
    """What was done with a contribution.

    `sentence` is in the source language, with places for name and time.
    """

    sentence: str
    who: str
    at: dt.datetime
    words: str


@dataclass(frozen=True)
class ContributionPage:
    """One contribution, and what its reader may do with it."""

    id: int
    revision: int
    kind: str
    title: str
    summary: str
    passages: tuple[Passage, ...]
    facts: tuple[tuple[str, str], ...]
    link: str
    host: str
    files: tuple[SharedFile, ...]
    about: tuple[str, ...]
    credit: str
    state: State
    steps: tuple[StepLine, ...]
    is_own: bool
    may_change: bool
    may_offer: bool
    may_publish: bool
    may_return: bool
    may_withdraw: bool
    endings: tuple[str, ...]
    words_language: str
    words_direction: str


def make_contribution_page(
    desk: Desk,
    found: Contribution,
    files: Sequence[SharedFile],
    steps: Sequence[Step],
) -> ContributionPage:
    """Make the page of one contribution for who is at a desk."""
    entry = found.entry
    is_own = found.unit_id == desk.by.unit_id
    may_write = desk.may_write and is_own
    wording = desk.wording
    return ContributionPage(
        id=found.id,
        revision=found.revision,
        kind=name_kind(entry.kind),
        title=entry.title,
        summary=entry.summary,
        passages=tuple(_list_passages(found)),
        facts=tuple(_list_named_facts(found)),
        link=entry.link,
        host=name_host(entry.link) if entry.link else "",
        files=tuple(files),
        about=tuple(desk.title_of(key) for key in entry.indicators),
        credit=name_credit(found) if not desk.is_organiser else found.unit_name or "",
        state=name_state(found),
        steps=tuple(map(_make_step_line, steps)) if is_own or desk.is_organiser else (),
        is_own=is_own,
        may_change=may_write and found.may_change,
        may_offer=may_write and found.may_change and not desk.is_organiser,
        may_publish=desk.is_organiser
        and (found.state == "offered" or (is_own and found.may_change)),
        may_return=desk.is_organiser and found.state == "offered",
        may_withdraw=(may_write and found.state != "withdrawn")
        or (desk.is_organiser and found.state == "published"),
        endings=tuple(FILE_KINDS),
        words_language=wording.language if wording else "",
        words_direction=wording.direction if wording else "",
    )


def _list_named_facts(found: Contribution) -> Iterable[tuple[str, str]]:
    entry = found.entry
    languages = _(", ").join(map(name_language, entry.languages))
    cost = entry.case.cost if entry.case else None
    spent = f"{cost.amount} {cost.currency} ({cost.year})" if cost else ""
    told = {
        "languages": languages,
        "country": entry.country,
        "year": str(entry.year or ""),
        "licence": entry.licence,
        "cost": spent,
    }
    for name, text in told.items():
        if text:
            yield name_field(name), text


def _list_passages(found: Contribution) -> Iterable[Passage]:
    case = found.entry.case
    for name in TOLD if case else ():
        text = getattr(case, name)
        if text:
            yield Passage(name_field(name), text)


def _make_step_line(step: Step) -> StepLine:
    return StepLine(EVENTS[step.event], step.who, step.at, step.words)
