"""The instrument of the trust tests: every kind of item, scored, with a ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments import Instrument

if TYPE_CHECKING:
    from instruments import Answer

EXTENT = [
    {"code": "none", "points": 0, "say": "Not at all"},
    {"code": "partly", "points": 1, "say": "Partly"},
    {"code": "full", "points": 2, "say": "Fully"},
]
SECTION = "all"
ITEMS: list[dict[str, Any]] = [
    {"key": "law", "ask": "There is a law.", "scale": "extent"},
    {"key": "site", "type": "yes_no", "ask": "Is there a site?"},
    {
        "key": "users",
        "type": "number",
        "ask": "How many use it?",
        "at_least": 0,
        "goalposts": {"low": 0, "high": 100},
        "allow": ["dont_know"],
    },
    {
        "key": "ways",
        "type": "multiple",
        "ask": "By which ways?",
        "options": [
            {"code": "web", "points": 1, "say": "Web"},
            {"code": "phone", "points": 1, "say": "Phone"},
        ],
    },
    {
        "key": "body",
        "type": "single",
        "ask": "Who runs it?",
        "options": [
            {"code": "city", "points": 1, "say": "The city"},
            {"code": "state", "points": 0, "say": "The state"},
        ],
    },
    {"key": "note", "type": "text", "ask": "Anything else?", "lines": 3},
    {"key": "since", "type": "date", "ask": "Since when?"},
    {"key": "proof", "type": "link", "ask": "Where can it be seen?"},
]
DOCUMENT: dict[str, Any] = {
    "key": "small",
    "version": "1",
    "title": "Small",
    "language": "en",
    "profile": [
        {"key": "population", "type": "number", "title": "Population", "at_least": 0},
        {"key": "country", "type": "text", "title": "Country"},
    ],
    "scales": {"extent": {"options": EXTENT}},
    "sections": [{"key": SECTION, "title": "All", "items": ITEMS}],
    "framework": {
        "index": ["index"],
        "nodes": {
            "index": {"title": "Index", "of": {"rules": 1, "use": 1, "people": 1}},
            "rules": {"title": "Rules", "items": {"law": 1, "site": 1}},
            "use": {"title": "Use", "items": {"users": 1, "ways": 1}},
            "people": {"title": "People", "items": {"body": 1}},
        },
    },
    "stages": {
        "ladder": {
            "title": "Ladder",
            "of": "index",
            "bands": [
                {"key": "low", "title": "Low", "from": 0},
                {"key": "high", "title": "High", "from": 0.5},
            ],
        }
    },
    "methods": {
        "default": {"title": "Means", "stages": ["ladder"]},
        "lowest": {"title": "The lowest", "combine": {"else": "minimum"}},
    },
}


def make_instrument() -> Instrument:
    return Instrument.model_validate(DOCUMENT)


def make_answers(note: str, proof: str, users: float = 40) -> dict[str, Answer]:
    """Answer every item; free text and link are what a test wants to find again."""
    return {
        "law": "partly",
        "site": "yes",
        "users": users,
        "ways": ("web",),
        "body": "city",
        "note": note,
        "since": "2020-02-29",
        "proof": proof,
    }
