"""Tables of answers: a row a unit, and a row a unit and item."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.answers import answer_to_text
from instruments.model.answers import Missing
from instruments.model.items import MultipleItem, NumberItem
from meter.exchange.package.columns import UNIT, Table, coded_column, cross, text_column
from scoring.kernel.codes import GIVEN, REASONS, state_of
from scoring.kernel.coding import decode_item

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.items import Item
    from meter.exchange.package.snapshot import Snapshot

GIVEN_MARK = "given"
"""Stands for a text, a date or a link: what it says is withheld."""


def make_wide_answers(snapshot: Snapshot) -> Table:
    """List what each unit answered to every item, as files of answers have it."""
    words, worded = snapshot.terms.words, snapshot.worded
    columns = [text_column(UNIT, words.unit, snapshot.keys)]
    for key, item in worded.items.items():
        texts = write_answers(snapshot, key)
        codes = {one.code: one.say for one in words.options_of(worded, item)}
        title = words.ask_of(worded, key)
        free = {} if isinstance(item, MultipleItem) else codes
        column = text_column(key, title, texts, free)
        is_number = isinstance(item, NumberItem)
        columns.append(replace(column, kind="mixed") if is_number else column)
    title = words.titles.tables["answers_wide"]
    return Table("answers_wide", title, (UNIT,), tuple(columns))


def write_answers(snapshot: Snapshot, key: str) -> list[str | None]:
    """Write the answers to an item as files of answers have them; None for a blank."""
    item, column = snapshot.source.items[key], snapshot.coded[key]
    distinct, places = np.unique(_bits(column), return_inverse=True)
    firsts = {int(place): row for row, place in reversed(list(enumerate(places)))}
    said = [
        _say(snapshot, item, column[firsts[place] : firsts[place] + 1]) or None
        for place in range(len(distinct))
    ]
    return [said[place] for place in places.tolist()]


def _bits(column: NDArray[Any]) -> NDArray[Any]:
    """Give the bits of codes: two reasons of a number are not one NaN."""
    return np.ascontiguousarray(column).view(f"u{column.dtype.itemsize}")


def _say(snapshot: Snapshot, item: Item, code: NDArray[Any]) -> str:
    answer = decode_item(snapshot.source, item, code)
    return GIVEN_MARK if answer is None else answer_to_text(item, answer)


def make_long_answers(snapshot: Snapshot) -> Table:
    """List each answer, or the reason why there is none."""
    words, keys = snapshot.terms.words, list(snapshot.source.items)
    told = words.titles.columns
    sections = [snapshot.source.section_of[key].key for key in keys]
    titles = {one.key: one.title for one in snapshot.worded.sections}
    units, places = cross(len(snapshot.units), len(keys))
    answers = [text for key in keys for text in write_answers(snapshot, key)]
    states = [_find_reasons(snapshot.coded[key]) for key in keys]
    reasons = {reason.value: words.reasons[reason] for reason in Missing}
    items = {key: words.ask_of(snapshot.worded, key) for key in keys}
    marks = {answer_to_text(snapshot.source.items[keys[0]], one) for one in Missing}
    answers = [None if text in marks else text for text in answers]
    return Table(
        "answers",
        words.titles.tables["answers"],
        (UNIT, "item"),
        (
            coded_column(UNIT, words.unit, snapshot.keys, units),
            coded_column("section", told["section"], sections, places, titles),
            coded_column("item", told["item"], keys, places, items),
            text_column("answer", told["answer"], answers),
            coded_column(
                "missing",
                told["missing"],
                [reason.value for reason in REASONS],
                np.concatenate(states) if states else np.empty(0, dtype=np.intp),
                reasons,
            ),
        ),
    )


def _find_reasons(column: NDArray[Any]) -> NDArray[np.intp]:
    state = state_of(column).astype(np.intp)
    return np.where(state == GIVEN, -1, state)
