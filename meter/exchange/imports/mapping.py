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
from meter.exchange.imports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from instruments.model.instrument import Instrument
    from instruments.reading.source import Source

_KEYS = ("unit", "columns", "values")

Parts = tuple[str | int, ...]


class Target(NamedTuple):
    """What a column holds: a question, or whether one of its options was chosen."""

    item: str
    option: str | None = None


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
        source = read_source(path.read_bytes(), str(path))
    except RefusedError as error:
        raise MappingFileError([str(error.finding)]) from None
    except OSError as error:
        problem = f"{path}: it cannot be read ({error.strerror})."
        raise MappingFileError([problem]) from None
    problems = [str(finding) for finding in source.findings]
    problems += [
        _say(source, at, sentence) for at, sentence in _check(source.data, instrument)
    ]
    if problems:
        raise MappingFileError(problems)
    return _build(source.data)


def _say(source: Source, at: Parts, sentence: str) -> str:
    line, column = source.find_key_place(at) if at else (1, 1)
    return f"{source.file}:{line}:{column}: {sentence}"


def _check(data: Any, instrument: Instrument) -> Iterator[tuple[Parts, str]]:
    """Find what is wrong, each with the path of its part."""
    if not isinstance(data, dict):
        yield (), f"Write a mapping with {', '.join(_KEYS)}."
        return
    for key in data:
        if key not in _KEYS:
            yield (
                (key,),
                f"'{key}' means nothing here. Write one of {', '.join(_KEYS)}.",
            )
    if not isinstance(data.get("unit", ""), str):
        yield ("unit",), "Write the heading of one column."
    yield from _check_columns(data.get("columns") or {}, instrument)
    yield from _check_values(data.get("values") or {}, instrument)


def _check_columns(columns: Any, instrument: Instrument) -> Iterator[tuple[Parts, str]]:
    if not isinstance(columns, dict):
        yield ("columns",), "Write a line for each column: its heading, then a key."
        return
    for heading, name in columns.items():
        at = ("columns", heading)
        if not isinstance(name, str):
            yield at, "Write the key of one question."
        elif name:
            yield from ((at, one) for one in _check_target(name, instrument))


def _check_target(name: str, instrument: Instrument) -> Iterator[str]:
    key, _, code = name.partition(".")
    item = instrument.items.get(key)
    if item is None:
        yield _say_unknown("question", key, instrument.items)
    elif code and not isinstance(item, MultipleItem):
        yield f"'{key}' takes one answer. Write its key alone."
    elif code and code not in (codes := _list_codes(instrument, key)):
        yield _say_unknown("option", code, codes)


def _check_values(values: Any, instrument: Instrument) -> Iterator[tuple[Parts, str]]:
    if not isinstance(values, dict):
        yield ("values",), "Write a line for each question: its key, then its values."
        return
    for key, pairs in values.items():
        at = ("values", key)
        if key not in instrument.items:
            yield at, _say_unknown("question", key, instrument.items)
        elif not isinstance(pairs, dict):
            yield at, "Write what stands in the file, and the code of an option."
        else:
            for given, meant in pairs.items():
                problem = _find_fault(instrument, key, meant)
                if problem:
                    yield (*at, given), problem


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
