"""Cells of a fill-in workbook: what they show of an answer, and what they say."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from instruments.answers import MARKS, parse_answer
from instruments.model.answers import AnswerError, AnswerFault, Missing
from instruments.model.items import ChoiceItem, DateItem, MultipleItem, TextItem
from meter.exchange.errors import TwoAnswersError
from meter.exchange.fill_in.layout import SEPARATOR, SEPARATORS, fold
from meter.fieldwork.given.kinds import NOTE_MAX_CHARACTERS
from scoring.cells import to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from meter.records import StoredAnswer

FIRST_DAY = dt.date(1900, 3, 1)
"""Spreadsheets count days alike from here on; earlier ones are written as text."""

NOTE = TextItem(
    key="note", ask="Note", type="text", lines=3, at_most=NOTE_MAX_CHARACTERS
)
"""A note is read as a text of several lines."""

_ESCAPED = re.compile(r"_x[0-9a-fA-F]{4}_")
_BETWEEN = re.compile(f"[{SEPARATORS}]")


def show_answer(
    item: Item, answer: Answer, choices: Mapping[str, str]
) -> str | float | dt.date:
    """Give what the answer cell holds; nothing for a reason."""
    if isinstance(answer, Missing):
        return ""
    if isinstance(answer, tuple):
        return f"{SEPARATOR} ".join(choices.get(code, code) for code in answer)
    if isinstance(answer, str) and isinstance(item, ChoiceItem):
        return choices.get(answer, answer)
    if isinstance(answer, str) and isinstance(item, DateItem):
        day = dt.date.fromisoformat(answer)
        return day if day >= FIRST_DAY else answer
    return answer


def show_reason(answer: Answer, reasons: Mapping[str, str]) -> str:
    """Give what the reason cell holds; nothing for an answer."""
    mark = MARKS.get(answer, "") if isinstance(answer, Missing) else ""
    return reasons.get(mark, mark)


def read_answer(
    instrument: Instrument,
    item: Item,
    cells: tuple[Any, Any],
    lists: tuple[Mapping[str, str], Mapping[str, str]],
) -> Answer:
    """Read the answer cell and the reason cell of an item.

    Args:
        instrument: what is asked.
        item: the item.
        cells: values of the two cells, None for a blank.
        lists: codes by the folded words that each cell offers.

    Raises:
        AnswerError: what stands there is no answer to the item.
        TwoAnswersError: both cells say something.
    """
    given, reason = (_write(cell).strip() for cell in cells)
    choices, reasons = lists
    if not reason:
        return parse_answer(instrument, item, _find_codes(item, given, choices))
    if given:
        raise TwoAnswersError
    found = parse_answer(instrument, item, reasons.get(fold(reason), reason))
    if isinstance(found, Missing):
        return found
    raise AnswerError(AnswerFault.NOT_ALLOWED, reason=reason)


def read_note(instrument: Instrument, cell: Any) -> str:
    """Read the note cell.

    Raises:
        AnswerError: it is too long or holds a character that cannot be kept.
    """
    note = parse_answer(instrument, NOTE, _write(cell))
    return note if type(note) is str else ""


def give_back(stored: StoredAnswer) -> StoredAnswer:
    """Give a stored answer as a workbook gives it back if nobody touches it.

    XlsxWriter writes numbers with 16 digits, and openpyxl loses a part of texts that
    look like the escapes of such files.
    """
    answer = stored.answer
    if isinstance(answer, float):
        answer = float(f"{answer:.16G}")
    elif type(answer) is str:
        answer = _pass_through(answer) or Missing.UNANSWERED
    return replace(stored, answer=answer, note=_pass_through(stored.note))


def _pass_through(text: str) -> str:
    written = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    return _end_lines(written.replace("x005F_", "")).strip()


def _end_lines(text: str) -> str:
    """Undo how Excel writes the line ends of texts that came from elsewhere."""
    return text.replace("_x000D_\n", "\n").replace("_x000D_", "\n")


def _find_codes(item: Item, given: str, choices: Mapping[str, str]) -> str | list[str]:
    if not isinstance(item, ChoiceItem):
        return given
    if not isinstance(item, MultipleItem):
        return choices.get(fold(given), given)
    parts = [part.strip() for part in _BETWEEN.split(given) if part.strip()]
    return [choices.get(fold(part), part) for part in parts]


def _write(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return _end_lines(to_text(cell))
