"""YAML text as plain data with the place of every part.

Every scalar is text: nothing is guessed. What a declared instrument never needs
(anchors, tags, deep nesting, huge files) is refused while the events of the
parser go by, before anything is built of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from instruments.errors import InstrumentError
from instruments.reading.findings import Finding, make_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2_000_000
MOST_EVENTS = 200_000
MOST_DEPTH = 12
MOST_DUPLICATES = 100
MERGE_KEY = "<<"

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Control characters, those that reorder what a reader sees, and no characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)

_SYNTAX = {
    "mapping values are not allowed": "LD13",
    "cannot start any token": "LD14",
}


@dataclass(slots=True)
class Place:
    """Where a part of the file stands; lines and columns count from 1."""

    line: int
    column: int
    parts: dict[str | int, Place] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A file as plain data: mappings, lists and text, each with its place."""

    file: str
    data: Any
    root: Place
    findings: tuple[Finding, ...] = ()

    def find_place(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Find line and column of the value at a path.

        Where the file does not have the whole path, the place of the last part
        that it has is given.
        """
        place = self._descend(path)
        return place.line, place.column

    def find_key_place(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Find line and column of the key that a path ends in."""
        place = self._descend(path[:-1])
        return place.keys.get(str(path[-1]), self.find_place(path))

    def _descend(self, path: tuple[str | int, ...]) -> Place:
        place = self.root
        for part in path:
            if part not in place.parts:
                break
            place = place.parts[part]
        return place


class RefusedError(InstrumentError):
    """A text is not read on; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


def refusal(
    code: str, file: str, place: tuple[int, int], /, **facts: object
) -> RefusedError:
    """Make the error that stops the reading of a file."""
    return RefusedError(make_finding(code, file, place, **facts))


def read_source(content: bytes, file: str) -> Source:
    """Read the bytes of a YAML file.

    Raises:
        RefusedError: the text is not the plain YAML that instruments use.
    """
    return _Builder(file, decode(content, file)).build()


def decode(content: bytes, file: str) -> str:
    """Decode UTF-8 text of bounded size without hidden control characters.

    Raises:
        RefusedError: there is more of it, or there is something else in it.
    """
    if len(content) > MOST_BYTES:
        raise refusal("LD01", file, (1, 1), size=len(content), most=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        byte = f"0x{content[error.start]:02X}"
        raise refusal("LD02", file, (line, column), byte=byte) from None
    hidden = _HIDDEN.search(text)
    if hidden:
        start = hidden.start()
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        raise refusal("LD03", file, (line, column), character=_name(hidden.group()))
    return text


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


@dataclass(slots=True)
class _Open:
    """A mapping or list that the parser is inside of."""

    value: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None


class _Builder:
    """Builds data and places from the parser's events, without recursion."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.findings: list[Finding] = []
        self.open: list[_Open] = []
        self.root: tuple[Any, Place] | None = None
        self.documents = 0

    def build(self) -> Source:
        """Take every event in turn."""
        for count, event in enumerate(self._parse(), start=1):
            if count > MOST_EVENTS:
                raise self._refusal("LD08", event, most=MOST_EVENTS)
            self._take(event)
        if self.root is None:
            raise refusal("LD10", self.file, (1, 1))
        data, place = self.root
        return Source(self.file, data, place, tuple(self.findings))

    def _parse(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            raise self._explain(error) from None
        except yaml.YAMLError as error:
            problem = str(error).partition("\n")[0]
            raise refusal("LD04", self.file, (1, 1), problem=problem) from None

    def _explain(self, error: yaml.MarkedYAMLError) -> RefusedError:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "unknown"
        code = next((code for sign, code in _SYNTAX.items() if sign in problem), "LD04")
        if mark is None:
            return refusal("LD04", self.file, (1, 1), problem=problem)
        place = (mark.line + 1, mark.column + 1)
        sign = self.text[mark.index : mark.index + 1]
        sign = "tab" if sign == "\t" else f"'{sign}'"
        return refusal(code, self.file, place, problem=problem, sign=sign)

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._ensure_plain(event, event.tag)
                self._take_scalar(event)
            case yaml.MappingStartEvent():
                self._ensure_plain(event, event.tag)
                self._begin({}, event)
            case yaml.SequenceStartEvent():
                self._ensure_plain(event, event.tag)
                self._begin([], event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
            case yaml.AliasEvent():
                self._ensure_plain(event, None)
            case yaml.DocumentStartEvent():
                self._count_document(event)

    def _count_document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refusal("LD09", event)

    def _ensure_plain(self, event: yaml.NodeEvent, tag: str | None) -> None:
        if event.anchor is not None:
            raise self._refusal("LD05", event, name=event.anchor)
        if tag is not None:
            raise self._refusal("LD06", event, tag=tag)

    def _begin(self, value: dict[str, Any] | list[Any], event: yaml.Event) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise self._refusal("LD07", event, most=MOST_DEPTH)
        place = Place(*_spot(event))
        self._put(value, place, event)
        self.open.append(_Open(value, place))

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        hidden = _HIDDEN.search(event.value) if event.style == '"' else None
        if hidden:
            raise self._refusal("LD03", event, character=_name(hidden.group()))
        inside = self.open[-1] if self.open else None
        if inside and isinstance(inside.value, dict) and inside.key is None:
            self._take_key(inside, event)
        else:
            self._put(event.value, Place(*_spot(event)), event)

    def _take_key(self, inside: _Open, event: yaml.ScalarEvent) -> None:
        key = event.value
        if key == MERGE_KEY:
            raise self._refusal("LD11", event)
        first = inside.place.keys.setdefault(key, _spot(event))
        if first != _spot(event) and len(self.findings) < MOST_DUPLICATES:
            facts = {"key": key, "first": first[0]}
            place = _spot(event)
            self.findings.append(make_finding("KY01", self.file, place, **facts))
        inside.key = key

    def _put(self, value: Any, place: Place, event: yaml.Event) -> None:
        if not self.open:
            self.root = (value, place)
            return
        inside = self.open[-1]
        if isinstance(inside.value, list):
            inside.place.parts[len(inside.value)] = place
            inside.value.append(value)
        elif inside.key is None:
            raise self._refusal("LD12", event)
        else:
            inside.place.parts[inside.key] = place
            inside.value[inside.key] = value
            inside.key = None

    def _refusal(self, code: str, event: yaml.Event, **facts: object) -> RefusedError:
        return refusal(code, self.file, _spot(event), **facts)


def _spot(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
