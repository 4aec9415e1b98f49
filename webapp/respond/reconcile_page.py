"""Reconciling: what a focal point sees of answers given apart, and what is agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from meter.comparison.disagreement import compare_answers, tell_apart
from webapp.forms.problems import ANCHOR
from webapp.respond.apart_words import (
    say_alpha,
    say_basis,
    say_kappa,
    say_sheet,
    say_spread,
)
from webapp.respond.evidence_page import view_evidence
from webapp.wording import word_heading
from webapp.words import say_answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from instruments import Answer
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.comparison.disagreement import Disagreement, ItemSpread
    from meter.fieldwork.apart import Collected
    from meter.records import Apart, StoredAnswer
    from scoring.quality.agreement import Concord
    from webapp.respond.answering import Answering
    from webapp.respond.evidence_page import EvidenceLine
    from webapp.states import State

BY_DISAGREEMENT, AS_ASKED = "apart", "asked"
ORDERS = (BY_DISAGREEMENT, AS_ASKED)


@dataclass(frozen=True)
class PersonLine:
    """Somebody who answers apart, and what can be done about it."""

    id: int
    name: str
    state: State
    handed_in_at: dt.datetime | None
    handed_in_by: str | None
    is_reader: bool
    may_be_given_back: bool


@dataclass(frozen=True)
class Figures:
    """A coefficient of agreement in words, and on what it rests."""

    alpha: str
    kappa: str
    basis: str


@dataclass(frozen=True)
class SectionLine:
    """How far a section is reconciled."""

    key: str
    title: str
    agreed: int
    asked: int
    alike: int
    shared: int
    figures: Figures | None


@dataclass(frozen=True)
class ReconcilePage:
    """Everybody who answers apart, the agreement, and the sections to reconcile.

    `own_id` is the reader's own response apart; `alike` names the items that can be
    agreed in one step. `is_collecting` is whether somebody is still waited for: nobody
    is once a review has returned some answers alone.
    """

    response_id: int
    unit_name: str
    round_title: str
    people: tuple[PersonLine, ...]
    own_id: int | None
    is_shared: bool
    is_collecting: bool
    is_open: bool
    shown: int
    whole: Figures | None
    sections: tuple[SectionLine, ...]
    alike: tuple[str, ...]
    words_language: str
    words_direction: str


@dataclass(frozen=True)
class Voice:
    """Who gave an answer, what they said beside it, and what shows it."""

    name: str
    note: str
    evidence: tuple[EvidenceLine, ...] = ()


@dataclass(frozen=True)
class SaidAnswer:
    """An answer that somebody gave; `take` is how a button names it."""

    words: str
    take: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class AgreedLine:
    """What is agreed on an item, since when and by whose hand."""

    words: str
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class Typed:
    """What could not be saved of an item, to be shown again: `why` as it was typed."""

    item: str
    why: str
    error: str = ""
    is_conflict: bool = False


@dataclass(frozen=True)
class ItemLine:
    """An item with all that was answered, how far apart, and what is agreed."""

    key: str
    target: str
    ask: str
    state: State
    agreement: float | None
    ends: tuple[str, str] | None
    said: tuple[SaidAnswer, ...]
    agreed: AgreedLine | None
    seen: int
    why: str
    applies: bool
    may_change: bool
    error: str = ""
    is_conflict: bool = False


@dataclass(frozen=True)
class ReconcileSectionPage:
    """The items of a section with what everybody answered, side by side.

    `is_returned` is whether a review lets some of them alone be changed.
    """

    response_id: int
    unit_name: str
    key: str
    title: str
    order: str
    items: tuple[ItemLine, ...]
    next: str | None
    is_returned: bool
    refusal: str
    words_language: str
    words_direction: str


def compare_collected(answering: Answering, collected: Collected) -> Disagreement:
    """Compare the answers that the reader may see, in the order of `shown`."""
    given = [
        {key: one.answer for key, one in collected.answers[who.response.id].items()}
        for who in collected.shown
    ]
    method = answering.sheet.round.method
    return compare_answers(answering.wording.source, method, given)


def make_reconcile_page(answering: Answering, collected: Collected) -> ReconcilePage:
    """Make the overview of a unit whose people answer apart."""
    sheet, found = answering.sheet, compare_collected(answering, collected)
    is_round_open = sheet.round.state(answering.at) == "open"
    takes_more = is_round_open and answering.is_open and not sheet.response.returned
    return ReconcilePage(
        response_id=sheet.response.id,
        unit_name=sheet.unit.name,
        round_title=sheet.round.title,
        people=tuple(
            _make_person(one, collected, takes_more=takes_more)
            for one in collected.people
        ),
        own_id=collected.own_id,
        is_shared=collected.is_shared,
        is_collecting=takes_more and collected.is_collecting,
        is_open=answering.is_open,
        shown=len(collected.shown),
        whole=_figure(found.whole),
        sections=tuple(
            _make_section(answering, found, part)
            for part in answering.instrument.sections
        ),
        alike=tuple(list_alike(answering, found)),
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def list_alike(answering: Answering, found: Disagreement) -> list[str]:
    """List the items that all answered alike and on which nothing is agreed yet.

    While a review has returned some answers, no others can be agreed on.
    """
    response = answering.sheet.response
    return [
        key
        for key, one in found.items.items()
        if one.common is not None
        and not answering.is_answered(key)
        and response.lets_change([key])
    ]


def _make_person(one: Apart, collected: Collected, *, takes_more: bool) -> PersonLine:
    is_reader = one.response.id == collected.own_id
    has_seen = is_reader and len(collected.shown) > 1
    return PersonLine(
        id=one.response.id,
        name=one.person_name,
        state=say_sheet(one),
        handed_in_at=one.response.handed_in_at,
        handed_in_by=one.handed_in_by,
        is_reader=is_reader,
        may_be_given_back=takes_more and one.is_handed_in and not has_seen,
    )


def _make_section(
    answering: Answering, found: Disagreement, part: Section
) -> SectionLine:
    items = [found.items[item.key] for item in part.items]
    return SectionLine(
        key=part.key,
        title=word_heading(part),
        agreed=sum(answering.is_answered(one.item) for one in items),
        asked=len(answering.list_asked(part)),
        alike=sum(one.common is not None for one in items),
        shared=sum(len(one.given) > 1 for one in items),
        figures=_figure(found.sections.get(part.key)),
    )


def _figure(found: Concord | None) -> Figures | None:
    if found is None:
        return None
    return Figures(say_alpha(found), say_kappa(found), say_basis(found))


def make_reconcile_section(
    answering: Answering,
    collected: Collected,
    part: Section,
    order: str,
    typed: Typed | None = None,
    refusal: str = "",
) -> ReconcileSectionPage:
    """Make the page of a section, with what could not be saved shown again."""
    found = compare_collected(answering, collected)
    spreads = [found.items[item.key] for item in part.items]
    if order == BY_DISAGREEMENT:
        spreads.sort(key=_rank)
    keys = [one.key for one in answering.instrument.sections]
    following = keys[keys.index(part.key) + 1 :]
    return ReconcileSectionPage(
        response_id=answering.sheet.response.id,
        unit_name=answering.sheet.unit.name,
        key=part.key,
        title=word_heading(part),
        order=order,
        items=tuple(_make_item(answering, collected, one, typed) for one in spreads),
        next=following[0] if following else None,
        is_returned=answering.is_open and answering.sheet.response.returned is not None,
        refusal=refusal,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _rank(one: ItemSpread) -> tuple[bool, float, float]:
    """Put first what fewest pairs agree on, and what lies furthest apart of that."""
    return one.agreement is None, one.agreement or 0.0, -(one.spread or 0.0)


def _make_item(
    answering: Answering, collected: Collected, one: ItemSpread, typed: Typed | None
) -> ItemLine:
    item = answering.instrument.items[one.item]
    stored = answering.sheet.answers.get(one.item)
    again = typed if typed is not None and typed.item == one.item else None
    return ItemLine(
        key=one.item,
        target=ANCHOR.format(one.item),
        ask=item.ask,
        state=say_spread(one),
        agreement=one.agreement,
        ends=_say_ends(answering, item, one),
        said=tuple(_list_said(answering, collected, item, one)),
        agreed=_make_agreed(answering, item, stored),
        seen=stored.revision if stored else 0,
        why=again.why if again else stored.note if stored else "",
        applies=answering.applies(item),
        may_change=answering.may_change_item(
            answering.instrument.section_of[one.item], item
        ),
        error=again.error if again else "",
        is_conflict=again.is_conflict if again else False,
    )


def _say_ends(
    answering: Answering, item: Item, one: ItemSpread
) -> tuple[str, str] | None:
    if not one.spread or one.ends is None:
        return None
    lowest, highest = (
        say_answer(answering.instrument, item, one.answers[place]) for place in one.ends
    )
    return lowest, highest


def _list_said(
    answering: Answering, collected: Collected, item: Item, one: ItemSpread
) -> Iterable[SaidAnswer]:
    """List each answer that was given with all who gave it, in order of handing in."""
    groups: dict[object, list[tuple[Apart, Answer]]] = {}
    for who, answer in zip(collected.shown, one.answers, strict=True):
        groups.setdefault(tell_apart(answer), []).append((who, answer))
    for group in groups.values():
        (first, answer), *_others = group
        stored = [
            collected.answers[who.response.id].get(item.key) for who, _answer in group
        ]
        yield SaidAnswer(
            say_answer(answering.instrument, item, answer),
            _name_take(first, stored[0]) if _can_be_taken(answer) else "",
            tuple(
                Voice(
                    who.person_name,
                    kept.note if kept else "",
                    _list_evidence(collected, who, item),
                )
                for (who, _answer), kept in zip(group, stored, strict=True)
            ),
        )


def _list_evidence(
    collected: Collected, who: Apart, item: Item
) -> tuple[EvidenceLine, ...]:
    found = collected.evidence[who.response.id].get(item.key, ())
    return tuple(view_evidence(one) for one in found)


def _name_take(who: Apart, stored: StoredAnswer | None) -> str:
    return f"{who.response.id}:{stored.revision}" if stored else ""


def _can_be_taken(answer: Answer) -> bool:
    return answer is not Missing.UNANSWERED and answer is not Missing.NOT_ASKED


def _make_agreed(
    answering: Answering, item: Item, stored: StoredAnswer | None
) -> AgreedLine | None:
    if stored is None or stored.answer is Missing.UNANSWERED:
        return None
    words = say_answer(answering.instrument, item, stored.answer)
    return AgreedLine(words, stored.changed_at, stored.changed_by)


def find_taken(collected: Collected, item: str, take: str) -> Answer | None:
    """Find the answer that a button names, as it was shown; None where it is gone."""
    of, _, revision = take.partition(":")
    by_response: Mapping[str, Mapping[str, StoredAnswer]] = {
        str(key): given for key, given in collected.answers.items()
    }
    stored = by_response.get(of, {}).get(item)
    if stored is None or str(stored.revision) != revision:
        return None
    return stored.answer if _can_be_taken(stored.answer) else None


def list_givers(collected: Collected, item: str, answer: Answer) -> list[int]:
    """List the responses in which an item was answered so."""
    return [
        key
        for key, given in collected.answers.items()
        if item in given and tell_apart(given[item].answer) == tell_apart(answer)
    ]
