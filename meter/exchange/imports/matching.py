"""Matching: which column of a file is which question, or an option of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instruments.model.items import MultipleItem, TextItem
from instruments.names import find_closest
from meter.exchange.imports.errors import NoQuestionError, NoUnitHeadingError
from meter.exchange.imports.mapping import Target
from meter.exchange.imports.records import BadCell, Place
from meter.exchange.imports.rows import name_column
from meter.exchange.imports.words import fold
from scoring.cells import HEADER_ROW, LIMIT
from scoring.table_warnings import UnknownColumnWarning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from instruments.model.items import Item
    from meter.exchange.imports.layout import Layout
    from meter.exchange.imports.mapping import ColumnMapping
    from meter.exchange.imports.words import Words


@dataclass
class Field:
    """Where the answer to a question stands: in one column, or one for each option.

    `notes` are the columns of what was said beside it, with what goes before that.
    """

    whole: int | None = None
    options: dict[str, int] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportHeader:
    """What the columns of a file are.

    Attributes:
        unit: the place of the column that names the units.
        fields: by item where its answer stands.
        places: letter and heading of every column.
        bad: headings that may mean several things, as bad cells of row 1.
        warnings: of each column that is left out.
    """

    unit: int
    fields: Mapping[str, Field]
    places: Sequence[Place]
    bad: Sequence[BadCell]
    warnings: Sequence[UnknownColumnWarning]


def match_columns(
    name: str,
    headings: Sequence[str],
    words: Words,
    layout: Layout,
    mapping: ColumnMapping,
    unit: str | None,
) -> ImportHeader:
    """Match the columns of a file to the questions of an instrument.

    What a mapping says goes first, then keys, then words in any language. Where
    several questions have the same words and as many columns are headed so, the
    columns follow the order of asking.

    Raises:
        NoUnitHeadingError: no column names the units.
        NoQuestionError: none is a question.
    """
    matcher = _Matcher(headings, words, layout, mapping)
    matcher.unit = _find_unit(headings, layout, unit or mapping.unit)
    matcher.match()
    if not matcher.fields and not matcher.bad:
        raise NoQuestionError(name, words.instrument.key, layout.key)
    return ImportHeader(
        matcher.unit,
        matcher.fields,
        matcher.places,
        matcher.bad,
        list(matcher.list_warnings()),
    )


def _find_unit(headings: Sequence[str], layout: Layout, asked: str | None) -> int:
    folded = [fold(one) for one in headings]
    wanted = [fold(asked)] if asked is not None else layout.unit_headings
    for one in wanted:
        if one in folded:
            return folded.index(one)
    if asked is None and layout.takes_first and headings:
        return 0
    raise NoUnitHeadingError(headings, asked, layout.key)


class _Matcher:
    """Goes through the columns one by one, and remembers what is taken."""

    def __init__(
        self,
        headings: Sequence[str],
        words: Words,
        layout: Layout,
        mapping: ColumnMapping,
    ) -> None:
        self.words = words
        self.layout = layout
        self.mapping = mapping
        self.unit = 0
        self.fields: dict[str, Field] = {}
        self.bad: list[BadCell] = []
        self.unknown: list[str] = []
        self.places = [
            Place(name_column(at), heading) for at, heading in enumerate(headings)
        ]
        self._counts = Counter(map(fold, headings))
        self._asked: Counter[str] = Counter()

    def match(self) -> None:
        for at, place in enumerate(self.places):
            if at != self.unit and place.heading.strip():
                self._match_column(at, place)

    def list_warnings(self) -> Iterator[UnknownColumnWarning]:
        """Name the columns that are left out, and which question they may mean."""
        absent = [key for key in self.words.instrument.items if key not in self.fields]
        for number, heading in enumerate(self.unknown):
            # To look for what was meant takes long where many are unknown.
            near = find_closest(heading, absent) if number < LIMIT else None
            yield UnknownColumnWarning(heading, near)

    def _match_column(self, at: int, place: Place) -> None:
        folded = fold(place.heading)
        if folded in self.mapping.columns:
            target = self.mapping.columns[folded]
            if target is not None:
                self._take(at, place, target)
            return
        target = self._find_target(place.heading)
        if target is not None:
            self._take(at, place, target)
        elif several := self.words.list_asked(place.heading):
            self._refuse(place, "ambiguous_column", _say_several(several))
        elif not self._is_known(place.heading):
            self.unknown.append(place.heading)

    def _is_known(self, heading: str) -> bool:
        """Tell whether a column is a fact of the program, or of the unit's profile."""
        profile = {one.key for one in self.words.instrument.profile}
        return self.layout.is_fact(heading) or heading.strip() in profile

    def _find_target(self, heading: str) -> Target | None:
        if self.layout.is_fact(heading):
            return None
        for name, part in self.layout.list_readings(heading.strip()):
            found = self._find_whole(name) if part is None else self._find(name, part)
            if found is not None:
                return found
        return None

    def _find_whole(self, name: str) -> Target | None:
        key = self.words.find_item(name) or self._find_next(name)
        return Target(key) if key else None

    def _find_next(self, name: str) -> str | None:
        """Find the next of several questions with the same words, a column for each."""
        folded = fold(name)
        several = self.words.list_asked(name)
        if not several or self._counts[folded] != len(several):
            return None
        self._asked[folded] += 1
        return several[self._asked[folded] - 1]

    def _find(self, name: str, part: str) -> Target | None:
        key = self.words.find_item(name)
        item = self.words.instrument.items.get(key) if key else None
        note = self._find_note(item, part) if item else None
        if isinstance(item, MultipleItem):
            code = self.words.find_option(item, part)
            # What was meant by another option stands in its own column.
            return Target(item.key, code, note and note.note) if code else note
        row = self.words.find_part(name, part)
        return Target(row) if row else note

    def _find_note(self, item: Item, part: str) -> Target | None:
        """Find what a part beside an answer is said of: all of it, or one option."""
        said = next((one for one in self.layout.notes if fold(part).endswith(one)), "")
        if not said or isinstance(item, TextItem):
            return None
        code = part[: -len(said)].strip()
        if not code:
            return Target(item.key, note="")
        found = self.words.find_option(item, code)
        named = (one for one in self.words.instrument.options_of(item))
        label = next((one.say for one in named if one.code == found), None)
        return None if label is None else Target(item.key, note=f"{label}: ")

    def _take(self, at: int, place: Place, target: Target) -> None:
        taken = self.fields.setdefault(target.item, Field())
        if target.note is not None:
            taken.notes[at] = target.note
            if target.option is None:
                return
        former = (
            taken.whole if target.option is None else taken.options.get(target.option)
        )
        if former is not None:
            letter = self.places[former].letter
            problem = (
                f"column {letter} is of '{target.item}' too. Take one of them out, or"
                " leave it out by a mapping file."
            )
            self._refuse(place, "repeated_column", problem)
        elif target.option is None:
            taken.whole = at
        else:
            taken.options[target.option] = at

    def _refuse(self, place: Place, code: str, problem: str) -> None:
        self.bad.append(BadCell(HEADER_ROW, place, "", place.heading, code, problem))


def _say_several(keys: Sequence[str]) -> str:
    names = ", ".join(keys[:LIMIT])
    return (
        f"several questions have these words ({names}). Say by a mapping file which"
        " one it is."
    )
