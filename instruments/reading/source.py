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

from instruments.reading.findings import Finding, make_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2_000_000
MOST_EVENTS = 200_000
MOST_DEPTH = 12
MERGE_KEY = "<<"

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u202a-\u202e\u2066-\u2069"  # they reorder the text that a reader sees
    "\ufffe\uffff]"
)


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

        Parts of the path that the file does not have are skipped, so that the
        nearest known place is given.
        """
        place = self.root
        for part in path:
            place = place.parts.get(part, place)
        return place.line, place.column

    def find_key_place(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Find line and column of the key that a path ends in."""
        place = self.root
        for part in path[:-1]:
            place = place.parts.get(part, place)
        return place.keys.get(str(path[-1]), self.find_place(path))


class RefusedError(Exception):
    """The text is not read on; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


def read_source(content: bytes, file: str) -> Source:
    """Read the bytes of a YAML file.

    Raises:
        RefusedError: the text is not the plain YAML that instruments use.
    """
    if len(content) > MOST_BYTES:
        _refuse("LD01", file, (1, 1), size=len(content), most=MOST_BYTES)
    text = decode(content, file)
    return _Builder(file).build(text)


def decode(content: bytes, file: str) -> str:
    """Decode UTF-8 text without hidden control characters.

    Raises:
        RefusedError: other bytes or characters are in it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        _refuse("LD02", file, (line, column), byte=f"0x{content[error.start]:02X}")
    hidden = _FORBIDDEN.search(text)
    if hidden:
        start = hidden.start()
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        character = f"U+{ord(hidden.group()):04X}"
        _refuse("LD03", file, (line, column), character=character)
    return text


def _refuse(code: str, file: str, place: tuple[int, int], **facts: object) -> Any:
    raise RefusedError(make_finding(code, file, place, **facts))


@dataclass(slots=True)
class _Open:
    """A mapping or list that the parser is inside of."""

    value: dict[str, Any] | list[Any]
    place: Place
    key: str | None = None


class _Builder:
    """Builds data and places from the parser's events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.open: list[_Open] = []
        self.root: tuple[Any, Place] | None = None
        self.documents = 0

    def build(self, text: str) -> Source:
        """Take every event in turn."""
        for count, event in enumerate(self._events(text)):
            if count > MOST_EVENTS:
                self._refuse("LD08", event, most=MOST_EVENTS)
            self._take(event)
        if self.root is None:
            _refuse("LD10", self.file, (1, 1))
        data, root = self.root
        return Source(self.file, data, root, tuple(self.findings))

    def _events(self, text: str) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            _refuse("LD04", self.file, place, problem=error.problem or error.context)
        except yaml.YAMLError as error:
            _refuse("LD04", self.file, (1, 1), problem=str(error).partition("\n")[0])

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._take_node(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse("LD09", event)

    def _take_node(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._refuse("LD05", event, name=event.anchor)
        if getattr(event, "tag", None) is not None:
            self._refuse("LD06", event, tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
            return
        if len(self.open) >= MOST_DEPTH:
            self._refuse("LD07", event, most=MOST_DEPTH)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        place = self._place(event)
        self._put(value, place, event)
        self.open.append(_Open(value, place))

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        inside = self.open[-1] if self.open else None
        if inside and isinstance(inside.value, dict) and inside.key is None:
            self._take_key(inside, event)
        else:
            self._put(event.value, self._place(event), event)

    def _take_key(self, inside: _Open, event: yaml.ScalarEvent) -> None:
        key = event.value
        place = self._place(event)
        if key == MERGE_KEY:
            self._refuse("LD11", event)
        if key in inside.place.keys:
            first = inside.place.keys[key][0]
            spot = (place.line, place.column)
            facts = {"key": key, "first": first}
            self.findings.append(make_finding("KY01", self.file, spot, **facts))
        else:
            inside.place.keys[key] = (place.line, place.column)
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
            self._refuse("LD12", event)
        else:
            inside.place.parts[inside.key] = place
            inside.value[inside.key] = value
            inside.key = None

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(mark.line + 1, mark.column + 1)

    def _refuse(self, code: str, event: yaml.Event, **facts: object) -> None:
        mark = event.start_mark
        _refuse(code, self.file, (mark.line + 1, mark.column + 1), **facts)
