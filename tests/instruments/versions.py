"""A small instrument, and versions of it with parts replaced."""

from __future__ import annotations

import copy
from typing import Any

from instruments import Instrument

ITEMS: list[dict[str, Any]] = [
    {"key": "law", "ask": "There is a law.", "scale": "extent"},
    {"key": "site", "type": "yes_no", "ask": "Is there a site?"},
    {"key": "users", "type": "number", "ask": "How many?", "unit": "residents"},
    {
        "key": "ways",
        "type": "multiple",
        "ask": "By which ways?",
        "options": [
            {"code": "web", "points": 1, "say": "Web"},
            {"code": "phone", "points": 1, "say": "Phone"},
        ],
    },
]
DOCUMENT: dict[str, Any] = {
    "key": "tiny",
    "version": "1",
    "title": "Tiny",
    "language": "en",
    "scales": {
        "extent": {
            "options": [
                {"code": "none", "points": 0, "say": "Not at all"},
                {"code": "full", "points": 2, "say": "Fully"},
            ]
        }
    },
    "sections": [{"key": "all", "title": "All", "items": ITEMS}],
    "framework": {
        "index": ["index"],
        "nodes": {
            "index": {"title": "Index", "of": {"rules": 1, "use": 1}},
            "rules": {"title": "Rules", "items": {"law": 1, "site": 1}},
            "use": {"title": "Use", "items": {"ways": 1}},
        },
    },
    "methods": {"default": {"title": "Means", "stages": ["ladder"]}},
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
}


def build(**changes: Any) -> Instrument:
    """Build the instrument with parts replaced: `items`, or keys of the document."""
    document = copy.deepcopy(DOCUMENT)
    if "items" in changes:
        document["sections"][0]["items"] = changes.pop("items")
    return Instrument.model_validate({**document, **changes})


def change_item(key: str, **changes: Any) -> list[dict[str, Any]]:
    """Give the items with one of them changed."""
    return [{**one, **(changes if one["key"] == key else {})} for one in ITEMS]
