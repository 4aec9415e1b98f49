"""Exports of LimeSurvey: codes or texts of questions, codes or texts of answers.

Headings are `G1Q1`, `G1Q1[SQ001]` or `G1Q1[other]`, with `. ` and the text behind the
code, or the text alone with the part in brackets. A question with several options has
a column for each, with Y or Yes where it is chosen. What was written beside an answer
stands under `G1Q1[comment]`, `G1Q1[SQ001comment]` or `G1Q1[other]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meter.exchange.imports.layout import Layout, Reading, has_all
from meter.exchange.imports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PART = re.compile(
    r"(?P<name>.+?)\s*\[(?P<part>[^\[\]]+)\](?:\[[^\[\]]+\])?", re.DOTALL
)
_CODE = re.compile(
    r"(?P<code>[A-Za-z]\w*(?:\[[^\[\]]+\])?)\.\s+(?P<text>.+)", re.DOTALL
)
_OLD_PART = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9]*)_(?P<part>\w+)")

_LONG_FACTS = (
    "Response ID",
    "Date submitted",
    "Last page",
    "Start language",
    "Seed",
    "Date started",
    "Date last action",
    "IP address",
    "Referrer URL",
    "Token",
    "Access code",
    "Total time",
)
_FACTS = (
    "id submitdate lastpage startlanguage seed startdate datestamp ipaddr refurl token"
    " interviewtime quota_exit"
)


def _list_readings(heading: str) -> Iterator[Reading]:
    if bare := _PART.fullmatch(heading):
        yield Reading(bare["name"], bare["part"])
    yield Reading(heading)
    if split := _CODE.fullmatch(heading):
        yield from _list_readings(split["code"])
        yield from _list_readings(split["text"])
    if old := _OLD_PART.fullmatch(heading):
        yield Reading(old["name"], old["part"])


def _recognise(headings: Sequence[str]) -> bool:
    return (
        has_all(headings, "lastpage", "startlanguage")
        or has_all(headings, "submitdate", "startlanguage")
        or has_all(headings, "response id", "last page", "start language")
    )


LIMESURVEY = Layout(
    key="limesurvey",
    list_readings=_list_readings,
    recognise=_recognise,
    facts=frozenset(map(fold, _LONG_FACTS)) | frozenset(_FACTS.split()),
    blanks=frozenset({"n/a"}),
    notes=("comment", "other"),
    spelt={"-oth-": "other", "y": "yes", "n": "no"},
)
