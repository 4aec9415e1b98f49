"""Instruments drawn in a line or two, for tests of what is scored.

Items are ordinal on five levels worth 0, 1, 2, 3, 4 points unless they say otherwise,
so that a level's value is its points / 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments.model.framework import FORMS
from instruments.model.instrument import Instrument
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments.model.answers import Answer
    from scoring.kernel.results import Scores

LEVELS = ("none", "little", "half", "most", "full")

ALL_REASONS = ("not_applicable", "dont_know", "refused")

SCALES = {
    "level": {
        "allow": ALL_REASONS,
        "options": [
            {"code": code, "points": points, "say": code}
            for points, code in enumerate(LEVELS)
        ],
    }
}


def options(**points: float | None) -> list[dict[str, Any]]:
    """Draw options by code and points."""
    return [
        {"code": code, "say": code, "points": worth} for code, worth in points.items()
    ]


def draw(
    items: Mapping[str, Mapping[str, Any]] | Sequence[str],
    nodes: Mapping[str, Any] | None = None,
    *,
    index: str | list[str] = "index",
    stages: Mapping[str, Any] | None = None,
    scales: Mapping[str, Any] | None = None,
    **method: Any,
) -> Instrument:
    """Draw an instrument.

    Args:
        items: fields by key; a plain list makes items of five levels.
        nodes: nodes by key: a list or weights of items, or a whole node; without
            nodes one index holds all items.
        index: the index, or several.
        stages: stage rules; all of them are used.
        scales: scales beside `level`.
        method: fields of the one method.
    """
    drawn = items if hasattr(items, "items") else {key: {} for key in items}
    nodes = nodes or {"index": list(drawn)}
    return Instrument.model_validate(
        {
            "key": "drawn",
            "version": "1",
            "title": "Drawn",
            "language": "en",
            "scales": {**SCALES, **(scales or {})},
            "sections": [
                {
                    "key": "all",
                    "title": "All",
                    "items": [_item(key, dict(of)) for key, of in drawn.items()],
                }
            ],
            "framework": {
                "index": index,
                "nodes": {key: _node(node) for key, node in nodes.items()},
            },
            "methods": {
                "default": {"title": "Drawn", "stages": list(stages or {}), **method}
            },
            "stages": stages or {},
        }
    )


def _item(key: str, fields: dict[str, Any]) -> dict[str, Any]:
    if not fields.keys() & {"type", "scale", "options"}:
        fields["scale"] = "level"
    return {"key": key, "ask": f"What about {key}?", "allow": ALL_REASONS, **fields}


def _node(node: Any) -> dict[str, Any]:
    if isinstance(node, dict) and node.keys() & {*FORMS}:
        return {"title": "Node", **node}
    return {"title": "Node", "items": node}


def ladder(*bounds: float, of: str = "index", **fields: Any) -> dict[str, Any]:
    """Draw a stage rule with bands s0, s1 ... at the given lower bounds."""
    gates = fields.pop("gates", {})
    bands = [
        {"key": f"s{k}", "title": f"S{k}", "from": lower, "gates": gates.get(k, [])}
        for k, lower in enumerate(bounds)
    ]
    return {"title": "Ladder", "of": of, "bands": bands, **fields}


def score_all(instrument: Instrument, *answers: Mapping[str, Answer]) -> Scores:
    """Score several responses in one batch."""
    return score_coded(compile_plan(instrument), code_answers(instrument, answers))
