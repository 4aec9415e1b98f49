"""Cells: what stands in them, as the answer to a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instruments.answers import MISSING_MARKS, parse_answer
from instruments.model.answers import Missing
from instruments.model.items import DateItem, MultipleItem, YesNoItem
from meter.exchange.formulas import take_off
from meter.exchange.imports.splitting import split_options
from meter.exchange.imports.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer
    from instruments.model.items import Item
    from meter.exchange.imports.layout import Layout
    from meter.exchange.imports.mapping import ColumnMapping
    from meter.exchange.imports.words import Words

_CHOSEN = frozenset({"1", "1.0", "true", "x", "y"})
_LEFT = frozenset({"0", "0.0", "false", "n"})
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9:.]+(?:Z|[+-][0-9:]+)?")
_OTHER = "other"

_KEPT = 65_536
"""How many different cells are remembered with what they mean."""


class MarkError(ValueError):
    """A cell of an option says neither that it was chosen nor that it was not."""


class CellReader:
    """Reads cells of one layout; what was read once is known."""

    def __init__(self, words: Words, layout: Layout, mapping: ColumnMapping) -> None:
        self.words = words
        self.layout = layout
        self.mapping = mapping
        self._known: dict[tuple[str, str], Answer] = {}

    def read(self, item: Item, text: str) -> Answer:
        """Read the cell of a question; a blank is unanswered.

        Raises:
            AnswerError: what stands there is no answer to it.
        """
        pair = (item.key, text)
        found = self._known.get(pair)
        if found is None:
            found = self._read(item, text)
            if len(self._known) < _KEPT:
                self._known[pair] = found
        return found

    def _read(self, item: Item, text: str) -> Answer:
        meant = self.mapping.values.get(item.key, {}).get(fold(text))
        if meant is not None:
            return self._parse(item, meant)
        if isinstance(item, MultipleItem):
            return self._read_several(item, text)
        if self.words.instrument.options_of(item):
            return self._read_one(item, text)
        if self._is_blank(text):
            return Missing.UNANSWERED
        if isinstance(item, DateItem) and (day := _TIME.fullmatch(text)):
            text = day[1]
        return self._parse(item, take_off(text) if self.layout.guards else text)

    def _read_one(self, item: Item, text: str) -> Answer:
        code = self._find_code(item, text)
        if code is None and self._is_blank(text):
            return Missing.UNANSWERED
        return self._parse(item, code or text)

    def _read_several(self, item: MultipleItem, text: str) -> Answer:
        if self._is_blank(text):
            return Missing.UNANSWERED
        if text in MISSING_MARKS:
            return self._parse(item, text)
        pairs = self.mapping.values.get(item.key, {})
        known = {**self.words.list_options(item), **pairs}
        parts = split_options(text, known, self.layout.separators)
        return self._parse(item, [self._find_part(item, one) for one in parts])

    def _find_part(self, item: Item, part: str) -> str:
        meant = self.mapping.values.get(item.key, {}).get(fold(part))
        return meant or self._find_code(item, part) or part

    def _find_code(self, item: Item, text: str) -> str | None:
        """Find an option by its code, its words, or what the program writes for it."""
        code = self.words.find_option(item, text)
        spelt = self.layout.spelt.get(fold(text))
        if code is None and spelt is not None:
            code = self.words.find_option(item, spelt)
        if code is None and isinstance(item, YesNoItem):
            code = self._find_truth(item, text)
        return code

    def _find_truth(self, item: Item, text: str) -> str | None:
        if fold(text) in _CHOSEN | self.words.affirmed:
            return self.words.find_option(item, "yes")
        if fold(text) in _LEFT | self.words.denied:
            return self.words.find_option(item, "no")
        return None

    def _is_blank(self, text: str) -> bool:
        return not text or fold(text) in self.layout.blanks

    def _parse(self, item: Item, text: str | list[str]) -> Answer:
        return parse_answer(self.words.instrument, item, text)

    def read_marks(self, item: MultipleItem, marks: Mapping[str, str]) -> Answer:
        """Read the cells of a question that has a column for each option.

        Raises:
            AnswerError: so many cannot be chosen, or not together.
        """
        chosen = [code for code, mark in marks.items() if self.is_chosen(code, mark)]
        return self._parse(item, chosen)

    def read_note(self, text: str) -> str:
        """Read what was said beside an answer; nothing where it is a mark, or blank."""
        marks = _LEFT | _CHOSEN | self.words.denied | self.words.affirmed
        return "" if self._is_blank(text) or fold(text) in marks else text.strip()

    def is_chosen(self, code: str, mark: str) -> bool:
        """Tell whether the cell of an option says that it was chosen.

        What was meant by another option may be written in words, and counts.

        Raises:
            MarkError: it says neither.
        """
        folded = fold(mark)
        if self._is_blank(mark) or folded in _LEFT | self.words.denied:
            return False
        if folded in _CHOSEN | self.words.affirmed or code == _OTHER:
            return True
        raise MarkError
