"""Mapping files: which column is which question, and which value which option.

unit: Name of your city
columns:
Q7: l1_1            # a question by its key
Q9[SQ001]: ways.web # an option of one with several
Remarks:            # left out
values:
l1_1: {A1: none, A2: partly, A3: NA}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.answers import parse_answer
from instruments.model.answers import AnswerError
from instruments.model.items import MultipleItem
from instruments.names import find_closest
from instruments.reading.source import RefusedError, read_source
from meter.exchange.imports.errors import MappingFileError
from meter.exchange.imports.records import MappingProblem
from meter.exchange.imports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from instruments.model.instrument import Instrument
    from instruments.reading.findings import Finding
    from instruments.reading.source import Source

_KEYS = ("unit", "columns", "values")

Parts = tuple[str | int, ...]
_Found = tuple[Parts, str, str]
"""Where something is wrong, a code for programs, and what to do."""


class Target(NamedTuple):
    """What a column holds: a question, or whether one of its options was chosen.

    `note` says that it holds words beside the answer, and what goes before them; with
    an option, that it holds them where it holds more than a mark.
    """

    item: str
    option: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ColumnMapping:
    """What somebody has said about the columns and values of a file.

    Attributes:
        unit: the heading of the column that names the units.
        columns: targets by folded heading; None for a column that is left out.
        values: by item, what is to be read in place of a folded value.
    """

    unit: str | None = None
    columns: Mapping[str, Target | None] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NO_MAPPING = ColumnMapping()


def read_mapping(path: Path, instrument: Instrument) -> ColumnMapping:
    """Read a mapping file, and see that all that it names is there.

    Raises:
        MappingFileError: names everything that is wrong, with its place.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = f"it cannot be read ({error.strerror})."
        found = MappingProblem(str(path), 1, 1, "unreadable", "", problem)
        raise MappingFileError([found]) from None
    return parse_mapping(content, str(path), instrument)


def parse_mapping(content: bytes, name: str, instrument: Instrument) -> ColumnMapping:
    """Parse what stands in a mapping file of some name, as `read_mapping` does.

    Raises:
        MappingFileError: names everything that is wrong, with its place.
    """
    try:
        source = read_source(content, name)
    except RefusedError as error:
        raise MappingFileError([_take_over(error.finding)]) from None
    problems = [_take_over(finding) for finding in source.findings]
    problems += [_place(source, *found) for found in _check(source.data, instrument)]
    if problems:
        raise MappingFileError(problems)
    return _build(source.data)


def _take_over(finding: Finding) -> MappingProblem:
    """Take over what the reader of YAML says."""
    said = f"{finding.code} {finding.severity}: {finding.message} {finding.remedy}"
    place = finding.file, finding.line, finding.column
    return MappingProblem(*place, "yaml", "", said)


def _place(source: Source, at: Parts, code: str, problem: str) -> MappingProblem:
    place = source.find_key_place(at) if at else (1, 1)
    part = str(at[-1]) if at else ""
    return MappingProblem(source.file, *place, code, part, problem)


def _check(data: Any, instrument: Instrument) -> Iterator[_Found]:
    """Find what is wrong, each with the path of its part."""
    if not isinstance(data, dict):
        yield (), "parts", f"Write a mapping with {', '.join(_KEYS)}."
        return
    for key in data:
        if key not in _KEYS:
            problem = f"'{key}' means nothing here. Write one of {', '.join(_KEYS)}."
            yield (key,), "parts", problem
    if not isinstance(data.get("unit", ""), str):
        yield ("unit",), "one_heading", "Write the heading of one column."
    yield from _check_columns(data.get("columns") or {}, instrument)
    yield from _check_values(data.get("values") or {}, instrument)


def _check_columns(columns: Any, instrument: Instrument) -> Iterator[_Found]:
    if not isinstance(columns, dict):
        problem = "Write a line for each column: its heading, then a key."
        yield ("columns",), "columns", problem
        return
    for heading, name in columns.items():
        at = ("columns", heading)
        if not isinstance(name, str):
            yield at, "one_key", "Write the key of one question."
        elif name:
            yield from ((at, *one) for one in _check_target(name, instrument))


def _check_target(name: str, instrument: Instrument) -> Iterator[tuple[str, str]]:
    key, _, code = name.partition(".")
    item = instrument.items.get(key)
    if item is None:
        yield "question", _say_unknown("question", key, instrument.items)
    elif code and not isinstance(item, MultipleItem):
        yield "one_answer", f"'{key}' takes one answer. Write its key alone."
    elif code and code not in (codes := _list_codes(instrument, key)):
        yield "option", _say_unknown("option", code, codes)


def _check_values(values: Any, instrument: Instrument) -> Iterator[_Found]:
    if not isinstance(values, dict):
        problem = "Write a line for each question: its key, then its values."
        yield ("values",), "values", problem
        return
    for key, pairs in values.items():
        at = ("values", key)
        if key not in instrument.items:
            yield at, "question", _say_unknown("question", key, instrument.items)
        elif not isinstance(pairs, dict):
            problem = "Write what stands in the file, and the code of an option."
            yield at, "pairs", problem
        else:
            for given, meant in pairs.items():
                problem = _find_fault(instrument, key, meant)
                if problem:
                    yield (*at, given), "value", problem


def _find_fault(instrument: Instrument, key: str, meant: Any) -> str:
    if not isinstance(meant, str):
        return "Write the code of one option."
    try:
        parse_answer(instrument, instrument.items[key], meant)
    except AnswerError as error:
        return str(error)
    return ""


def _list_codes(instrument: Instrument, key: str) -> list[str]:
    return [one.code for one in instrument.options_of(instrument.items[key])]


def _say_unknown(kind: str, name: str, known: Any) -> str:
    near = find_closest(name, known)
    hint = f" Did you mean '{near}'?" if near else ""
    return f"There is no {kind} '{name}'.{hint}"


def _build(data: Mapping[str, Any]) -> ColumnMapping:
    columns = {
        fold(heading): _read_target(name)
        for heading, name in (data.get("columns") or {}).items()
    }
    values = {
        key: {fold(given): meant for given, meant in pairs.items()}
        for key, pairs in (data.get("values") or {}).items()
    }
    return ColumnMapping(data.get("unit") or None, columns, values)


def _read_target(name: str) -> Target | None:
    key, _, code = name.partition(".")
    return Target(key, code or None) if key else None
