"""A small instrument over rounds: numbers from 0 to 100 that score 0 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments import Instrument
from scoring.kernel.coding import code_answers
from scoring.kernel.plan import compile_plan
from scoring.study.chaining import Fielding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments import Answer

Answers = dict[str, float]


def number(key: str, **changes: Any) -> dict[str, Any]:
    """Declare an item that scores a hundredth of its number."""
    posts = {"low": 0, "high": 100}
    return {"key": key, "type": "number", "ask": key, "goalposts": posts, **changes}


def build(
    items: list[dict[str, Any]],
    nodes: dict[str, Any],
    method: dict[str, Any] | None = None,
    **changes: Any,
) -> Instrument:
    """Build an instrument; a node is written as what its `items` or `of` weigh."""
    keys = {item["key"] for item in items}
    declared = {
        key: {
            "title": key,
            **(
                node
                if "title" in node
                else {"items" if keys >= node.keys() else "of": node}
            ),
        }
        for key, node in nodes.items()
    }
    return Instrument.model_validate(
        {
            "key": "tiny",
            "version": "1",
            "title": "Tiny",
            "language": "en",
            "sections": [{"key": "all", "title": "All", "items": items}],
            "framework": {"index": [next(iter(nodes))], "nodes": declared},
            "methods": {"default": {"title": "Default", **(method or {})}},
            **changes,
        }
    )


def field(key: str, instrument: Instrument, answers: Mapping[str, Any]) -> Fielding:
    """Field a round: answers by unit and item."""
    rows: list[Mapping[str, Answer]] = list(answers.values())
    coded = code_answers(instrument, rows)
    return Fielding(key, compile_plan(instrument), list(answers), coded)
