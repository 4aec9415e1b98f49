"""The page of what changed: each answer and each score, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.model.items import ChoiceItem, MultipleItem
from webapp.compare.movement import FATES, say_change
from webapp.languages import gettext as _
from webapp.states import State
from webapp.wording import word_ask, word_heading, word_instrument
from webapp.words import say_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from instruments.revised_items import ItemRevision
    from meter.comparison.changes import Changes, ItemChange, NodeChange
    from webapp.respond.answering import Answering


@dataclass(frozen=True)
class ItemLine:
    """An answer before and after, with the section where it is asked."""

    section: str
    ask: str
    former: str
    later: str
    move: State


@dataclass(frozen=True)
class NodeLine:
    """A score before and after; `depth` counts the nodes above it.

    `note` says why the two cannot be compared as they are; empty where they can.
    """

    title: str
    depth: int
    former: float | None
    later: float | None
    change: str
    note: str


@dataclass(frozen=True)
class LeftOutLine:
    """A question that cannot be compared, and why."""

    ask: str
    why: str


@dataclass(frozen=True)
class ChangesPage:
    """What a unit answers otherwise than before, and what that moved."""

    former: str
    nodes: tuple[NodeLine, ...]
    changed: tuple[ItemLine, ...]
    same: int
    left_out: tuple[LeftOutLine, ...]
    words_language: str
    words_direction: str


def make_changes_page(changes: Changes, answering: Answering) -> ChangesPage:
    """Lay out the changes of a response in the words of the reader."""
    now = answering.wording
    then = word_instrument(changes.then).instrument
    changed = changes.changed
    return ChangesPage(
        former=changes.former.title,
        nodes=tuple(_list_nodes(changes, now.instrument)),
        changed=tuple(_make_line(one, then, now.instrument) for one in changed),
        same=len(changes.items) - len(changed),
        left_out=tuple(
            _leave_out(one, then, now.instrument) for one in changes.left_out
        ),
        words_language=now.language,
        words_direction=now.direction,
    )


def _make_line(one: ItemChange, then: Instrument, now: Instrument) -> ItemLine:
    item = now.items[one.item]
    return ItemLine(
        section=word_heading(now.section_of[one.item]),
        ask=word_ask(now, one.item),
        former=say_answer(then, then.items[one.item], one.former),
        later=say_answer(now, item, one.later),
        move=_say_move(now, item, one),
    )


def _say_move(instrument: Instrument, item: Item, one: ItemChange) -> State:
    """Say whether an answer is worth more or less now, where it is worth points."""
    before = _find_points(instrument, item, one.former)
    after = _find_points(instrument, item, one.later)
    if before is None or after is None or before == after:
        return State(_("Changed"), "none")
    if after > before:
        return State(_("Higher"), "done")
    return State(_("Lower"), "stop")


def _find_points(instrument: Instrument, item: Item, answer: Answer) -> float | None:
    if not isinstance(item, ChoiceItem) or isinstance(item, MultipleItem):
        return None
    found = {one.code: one.points for one in instrument.options_of(item)}
    points = found.get(answer) if isinstance(answer, str) else None
    return -points if points is not None and item.reverse else points


def _list_nodes(changes: Changes, worded: Instrument) -> Iterator[NodeLine]:
    """List the nodes as a tree, each once, indices first."""
    framework = worded.framework
    if framework is None:
        return
    found = {one.node: one for one in changes.nodes}
    seen: set[str] = set()

    def walk(key: str, depth: int) -> Iterator[NodeLine]:
        if key in seen:
            return
        seen.add(key)
        if key in found:
            yield _make_node(found[key], framework.nodes[key].title, depth)
        for child in framework.nodes[key].of or {}:
            yield from walk(child, depth + 1)

    for index in framework.index:
        yield from walk(index, 0)


def _make_node(one: NodeChange, title: str, depth: int) -> NodeLine:
    change = "" if one.change is None else say_change(one.change)
    note = ""
    if one.broken and one.change is not None:
        note = _("over what both rounds asked and counted alike")
    elif one.broken:
        note = _("nothing was asked and counted alike")
    return NodeLine(title, depth, one.former, one.later, change, note)


def _leave_out(one: ItemRevision, then: Instrument, now: Instrument) -> LeftOutLine:
    fate = one.kind if one.kind != "not_comparable" else one.differs[0]
    asked = now if one.kind == "added" else then
    return LeftOutLine(asked.items[one.item].ask, _(FATES[fate]))
