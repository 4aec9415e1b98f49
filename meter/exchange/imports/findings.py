"""What was found in a file of answers, as a table: a row a cell, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from instruments.answers import answer_to_text
from meter.exchange.csv_texts import write_csv
from meter.exchange.imports.records import NO_PLACE, Place, say_place
from scoring.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from instruments.model.answers import Answer
    from instruments.model.items import Item
    from meter.exchange.imports.matching import ImportHeader
    from meter.exchange.imports.records import BadCell
    from meter.records import StoredAnswer

COLUMNS = (
    "row", "column", "heading", "unit", "value", "code", "what_to_do", "kept",
)  # fmt: skip

DIFFERS = "differs"
_REPLACE = "left as it is; --replace takes what the file says"
_HIDDEN = "an answer is there, a draft"


class DifferingCell(NamedTuple):
    """A cell that says something else than the answer that is kept, or beside a draft.

    `kept` is None where the answer is a draft, which only its unit reads and which may
    be the same.
    """

    row: int
    place: Place
    unit: str
    given: str
    kept: str | None

    def __str__(self) -> str:
        named = f" ({shorten(self.unit)})" if self.unit else ""
        return (
            f"row {self.row}{named}{say_place(self.place)}: the file says"
            f" '{shorten(self.given)}', and {self._say_kept()}. It was {_REPLACE}."
        )

    def _say_kept(self) -> str:
        if self.kept is None:
            return _HIDDEN
        kept = f"'{shorten(self.kept)}'" if self.kept else "blank"
        return f"the answer is {kept}"


def find_place(header: ImportHeader, item: str) -> Place:
    """Find the first column of a question."""
    where = header.fields.get(item)
    if where is None:
        return NO_PLACE
    if where.options:
        return header.places[min(where.options.values())]
    first = min(where.notes, default=None) if where.whole is None else where.whole
    return NO_PLACE if first is None else header.places[first]


def find_note_place(header: ImportHeader, item: str) -> Place:
    """Find the first column of what was said beside the answer to a question."""
    return header.places[min(header.fields[item].notes)]


def show_answers(
    items: Mapping[str, Item],
    key: str,
    given: Answer,
    kept: StoredAnswer | None,
    note: str = "",
) -> tuple[str, str | None]:
    """Write two answers to a question as files of answers have them.

    Where the file has a `note` too, both stand with theirs, in brackets.
    """
    item = items[key]
    said = _add_note(answer_to_text(item, given), note)
    if kept is None:
        return said, None
    return said, _add_note(answer_to_text(item, kept.answer), kept.note if note else "")


def _add_note(answer: str, note: str) -> str:
    return f"{answer} [{note}]".strip() if note else answer


def write_findings(bad: Iterable[BadCell], differing: Iterable[DifferingCell]) -> str:
    """Write all as CSV, in the order of the file."""
    rows = sorted([*_list_bad(bad), *_list_differing(differing)], key=_place_row)
    return write_csv([COLUMNS, *rows])


def _place_row(row: tuple[object, ...]) -> int:
    return int(str(row[0]))


def _list_bad(bad: Iterable[BadCell]) -> Iterator[tuple[object, ...]]:
    for one in bad:
        said = (one.unit, one.value, one.code, one.problem, "")
        yield (one.row, *one.place, *said)


def _list_differing(some: Iterable[DifferingCell]) -> Iterator[tuple[object, ...]]:
    for one in some:
        is_hidden = one.kept is None
        what = f"{_HIDDEN}, and is {_REPLACE}" if is_hidden else _REPLACE
        said = (one.unit, one.given, DIFFERS, what, one.kept or "")
        yield (one.row, *one.place, *said)
