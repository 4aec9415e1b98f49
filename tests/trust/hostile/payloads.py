"""Texts that would do harm where a page forgets to escape them."""

from __future__ import annotations

from typing import NamedTuple

FORMS = (
    "<script>MARK()</script>",
    "</title><script>MARK()</script>",
    "</textarea><script>MARK()</script>",
    '"><script>MARK()</script>',
    "'><script>MARK()</script>",
    '" autofocus onfocus="MARK()" x="',
    "' autofocus onfocus='MARK()' x='",
    "` onmouseover=MARK() `",
    "<img src=x onerror=MARK()>",
    "<svg/onload=MARK()>",
    "<svg><animate onbegin=MARK() attributeName=x dur=1s>",
    "<details open ontoggle=MARK()>",
    "<iframe srcdoc='<script>MARK()</script>'>",
    '<a href="javascript:MARK()">x</a>',
    "[x](javascript:MARK)",
    '<base href="//MARK.example/">',
    '<form action="//MARK.example/"><button>x',
    '<meta http-equiv="refresh" content="0;url=//MARK.example/">',
    "<style>@import '//MARK.example'</style>",
    "<!-- MARK --><![CDATA[<script>MARK()</script>]]>",
    "&lt;script&gt;MARK()&lt;/script&gt;",
    "\\u003cscript\\u003eMARK()\\u003c/script\\u003e",
    "\uff1cscript\uff1eMARK()\uff1c/script\uff1e",
    "MARK{{7*7}}${7*7}#{7*7}<%= 7*7 %>",
    "MARK{% print(7*7) %}{{config.items()}}{0.__class__}",
    "MARK%(name)s%s%d%%{}%{x}<extra>MARK</extra>",
)
"""With MARK where a word goes that says which text it was, and where it stood."""

FIELDS = (
    "round",
    "unit",
    "person",
    "delegate",
    "country",
    "note",
    "words",
    "file",
    "review",
    "network",
)
MARKUP = frozenset("<>\"'&")
TAG = frozenset("<")


class Payload(NamedTuple):
    """One of the texts as it stands in one field."""

    number: int
    field: str

    @property
    def mark(self) -> str:
        """The word by which it is found again."""
        return f"zq{self.number:02d}{self.field}"

    @property
    def text(self) -> str:
        """What is typed."""
        return FORMS[self.number].replace("MARK", self.mark)

    @property
    def evaluated(self) -> str:
        """What a template language would make of it."""
        return f"{self.mark}49"

    @property
    def must_be_escaped(self) -> bool:
        """Tell whether it holds a sign that pages never show as it was typed.

        Words of an instrument may be Markdown: that leaves quotes as they are in
        running text, and reads entities.
        """
        signs = TAG if self.field == "words" else MARKUP
        return not signs.isdisjoint(self.text)


def list_payloads() -> list[Payload]:
    """List every text in every field."""
    return [Payload(place, field) for place in range(len(FORMS)) for field in FIELDS]
