"""Reads pages as a browser does, and names what could act in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from typing_extensions import override

from tests.meter.reports.pdf_reading import read_pdf
from tests.trust.hostile.payloads import list_payloads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

ACTIVE = {
    "applet",
    "base",
    "embed",
    "extra",
    "frame",
    "iframe",
    "img",
    "math",
    "object",
    "style",
}
"""Elements that our pages never hold."""

ADDRESSES = {"action", "data", "formaction", "href", "poster", "src", "xlink:href"}
PLAIN = {"as_note", "error", "errors", "hovertext", "texts", "their_note"}
"""Keys of JSON under which plain text stands. Our scripts put none of it anywhere as
markup; charts are static, so that no text of theirs is ever drawn at the pointer."""

DOWNLOAD = re.compile(r"data:text/csv;charset=utf-8;base64,[A-Za-z0-9+/=]*")
OURS = re.compile(r"/(static|assets)/[\w.-]+(\?v=[\w.]+)?")

RAW = [one.text for one in list_payloads() if one.must_be_escaped]
EVALUATED = [one.evaluated for one in list_payloads()]


@dataclass
class Page(HTMLParser):
    """What a page shows, and what of it could act."""

    texts: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    _script: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def __hash__(self) -> int:
        return id(self)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.texts += given.values()
        self._script = tag == "script"
        if tag in ACTIVE or "zq" in tag:
            self.active.append(f"<{tag}>")
        if tag == "script" and not OURS.fullmatch(given.get("src", "")):
            self.active.append(f"<script {given}>")
        if tag == "meta" and "http-equiv" in given:
            self.active.append(f"<meta {given}>")
        for name, value in given.items():
            if name.startswith("on") or name in {"style", "srcdoc"} or "zq" in name:
                self.active.append(f"<{tag} {name}={value!r}>")
            if name in ADDRESSES and not _is_harmless(tag, value):
                self.active.append(f"<{tag} {name}={value!r}>")

    @override
    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.active.append(f"script {data[:60]!r}")
        self.texts.append(data)

    @override
    def handle_endtag(self, tag: str) -> None:
        self._script = False


def _is_harmless(tag: str, address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "data":
        return bool(DOWNLOAD.fullmatch(address))
    if tag == "a" and parts.scheme in {"http", "https"}:
        return True  # a link that somebody may follow or not
    return not parts.scheme and not parts.netloc and not address.startswith("//")


@dataclass(frozen=True)
class Reading:
    """What was found in one reply."""

    shown: str
    faults: list[str]


def read_reply(reply: TestResponse) -> Reading:
    """Read a page, or the texts in JSON; name what is not as it was typed.

    A file of JSON that is saved is markup nowhere; still no tag stands in it.
    """
    if reply.mimetype == "application/json" and _is_saved(reply):
        return Reading("", ["a tag in a file of JSON"] if "<" in reply.text else [])
    if reply.mimetype == "application/json":
        found = [read_text(one) for one in _list_markup(reply.get_json())]
        shown = "\n".join(one.shown for one in found)
        return Reading(shown, [fault for one in found for fault in one.faults])
    if reply.mimetype == "text/html":
        return read_text(reply.text)
    if reply.mimetype == "application/pdf":
        return _read_pdf(reply.data)
    return Reading("", [])


def _is_saved(reply: TestResponse) -> bool:
    return "attachment" in reply.headers.get("Content-Disposition", "")


def _read_pdf(content: bytes) -> Reading:
    found = read_pdf(content)
    shown = "\n".join((found.title, *found.outline, *found.pages))
    return Reading(shown, [*found.acting, *(one for one in EVALUATED if one in shown)])


def read_text(text: str) -> Reading:
    page = Page()
    page.feed(text)
    page.close()
    shown = "\n".join(page.texts)
    raw = [f"raw {one!r}" for one in RAW if one in text]
    evaluated = [one for one in EVALUATED if one in text]
    return Reading(shown, page.active + raw + evaluated)


def _list_markup(value: Any) -> Iterator[str]:
    """List every text in a JSON value that is read as markup; keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            if key not in PLAIN:
                yield from _list_markup(part)
    elif isinstance(value, list):
        for part in value:
            yield from _list_markup(part)
