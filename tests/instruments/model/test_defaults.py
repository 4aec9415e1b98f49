"""Defaults are part of the grammar: one that changes would move published scores."""

from __future__ import annotations

import pytest

from instruments import load_instrument
from instruments.model.framework import Node
from instruments.model.items import MultipleItem, NumberItem, OrdinalItem
from instruments.model.methods import Method, MissingPolicy
from instruments.model.scales import Option, Scale
from instruments.model.stages import Band, StageRule

DEFAULTS: list[tuple[type, str, object]] = [
    (Option, "points", None),
    (Option, "alone", False),
    (Scale, "kind", "ordinal"),
    (Scale, "allow", ()),
    (OrdinalItem, "type", "ordinal"),
    (OrdinalItem, "when", None),
    (OrdinalItem, "allow", None),
    (OrdinalItem, "required", False),
    (OrdinalItem, "reverse", False),
    (MultipleItem, "full", None),
    (NumberItem, "goalposts", None),
    (NumberItem, "whole", False),
    (Node, "otherwise", 0),
    (MissingPolicy, "not_applicable", "leave_out"),
    (MissingPolicy, "unanswered", "zero"),
    (MissingPolicy, "dont_know", "zero"),
    (MissingPolicy, "refused", "leave_out"),
    (MissingPolicy, "least_coverage", 0),
    (Method, "floor", 0.01),
    (Method, "combine", {}),
    (Method, "weights", {}),
    (Method, "gates", ()),
    (Band, "gates", ()),
    (StageRule, "edge", "included"),
    (StageRule, "round_to", None),
]


@pytest.mark.parametrize(("model", "field", "value"), DEFAULTS)
def test_a_default_stays_what_it_was(model: type, field: str, value: object) -> None:
    declared = model.model_fields[field]  # type: ignore[attr-defined]
    assert declared.get_default(call_default_factory=True) == value


def test_a_frozen_instrument_spells_its_defaults_out() -> None:
    method = load_instrument("meter").to_document()["methods"]["default"]
    assert method["floor"] == 0.01
    assert method["missing"] == {
        "not_applicable": "leave_out",
        "unanswered": "zero",
        "dont_know": "zero",
        "refused": "leave_out",
        "least_coverage": 0.67,
    }
