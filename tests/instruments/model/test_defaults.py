"""Defaults are part of the grammar: one that changes would move published scores."""

from __future__ import annotations

import pytest

from instruments import load_instrument
from instruments.model.alternatives import Alternatives
from instruments.model.combination import Combination
from instruments.model.diagnostics import (
    Competition,
    Digitalization,
    Guards,
    Integration,
    Toolkitization,
)
from instruments.model.framework import Node, Ratio
from instruments.model.goalposts import Goalposts
from instruments.model.items import MultipleItem, NumberItem, OrdinalItem
from instruments.model.methods import Method
from instruments.model.missing_policy import MissingPolicy, NodeMissing
from instruments.model.normalisation import Normalisation
from instruments.model.questionnaire import Section
from instruments.model.repeats import Repeat
from instruments.model.scales import Option, Scale
from instruments.model.stages import Band, StageRule
from instruments.model.weighting import Weighting

DEFAULTS: list[tuple[type, str, object]] = [
    (Option, "points", None),
    (Option, "alone", False),
    (Scale, "kind", "ordinal"),
    (Scale, "allow", ()),
    (Section, "repeat", None),
    (Section, "entry", None),
    (Repeat, "take", "mean"),
    (OrdinalItem, "type", "ordinal"),
    (OrdinalItem, "when", None),
    (OrdinalItem, "allow", None),
    (OrdinalItem, "required", False),
    (OrdinalItem, "reverse", False),
    (OrdinalItem, "replaces", ()),
    (MultipleItem, "full", None),
    (NumberItem, "goalposts", None),
    (NumberItem, "whole", False),
    (Goalposts, "log", False),
    (Ratio, "times", 1),
    (Node, "goalposts", None),
    (Node, "otherwise", 0),
    (MissingPolicy, "not_applicable", "leave_out"),
    (MissingPolicy, "unanswered", "zero"),
    (MissingPolicy, "dont_know", "zero"),
    (MissingPolicy, "refused", "leave_out"),
    (MissingPolicy, "without_score", "leave_out"),
    (MissingPolicy, "least_coverage", 0),
    (MissingPolicy, "least_share", 0),
    (MissingPolicy, "most_not_applicable", 1),
    (MissingPolicy, "bounds", False),
    (MissingPolicy, "nodes", {}),
    *((NodeMissing, field, None) for field in NodeMissing.model_fields),
    *((Combination, name, None) for name in Combination.model_fields if name != "by"),
    (Normalisation, "cap", None),
    (Normalisation, "cap_low", None),
    (Normalisation, "winsorise", None),
    (Normalisation, "log", False),
    (Normalisation, "reverse", False),
    (Normalisation, "low", None),
    (Normalisation, "high", None),
    (Normalisation, "clip", True),
    (Normalisation, "mean", None),
    (Normalisation, "sd", None),
    (Normalisation, "to", None),
    (Normalisation, "target", None),
    (Normalisation, "margin", None),
    (Weighting, "experts", None),
    (Weighting, "compare", None),
    (Weighting, "factors", None),
    (Method, "version", "1"),
    (Method, "floor", 0.01),
    (Method, "combine", {}),
    (Method, "normalise", {}),
    (Method, "weights", {}),
    (Method, "weighting", {}),
    (Method, "gates", ()),
    (Method, "stages", ()),
    (Method, "rank_decimals", 12),
    (Method, "alternatives", None),
    (Alternatives, "draws", 1000),
    (Alternatives, "seed", 1),
    (Alternatives, "weights", {}),
    (Alternatives, "combine", {}),
    (Alternatives, "normalise", {}),
    (Alternatives, "unanswered", ()),
    (Alternatives, "leave_out", None),
    (Band, "gates", ()),
    (Band, "classes", ()),
    (StageRule, "edge", "included"),
    (StageRule, "round_to", None),
    (Guards, "permutations", 999),
    (Guards, "most_chance", 0.05),
    (Guards, "draws", 200),
    (Guards, "least_stable", 0.9),
    (Guards, "watch_stable", 0.5),
    (Guards, "least_items", 3),
    (Competition, "watch", 0.10),
    (Competition, "finding", 0.20),
    (Competition, "concentration", 1.5),
    (Digitalization, "at_least", 0.50),
    (Digitalization, "watch", 0.10),
    (Digitalization, "finding", 0.20),
    (Digitalization, "strong", 0.35),
    (Integration, "claimed", 0.60),
    (Integration, "met", 0.50),
    (Integration, "finding", 0.25),
    (Integration, "least_claims", 4),
    (Integration, "gap", 0.10),
    (Toolkitization, "watch", 0.10),
    (Toolkitization, "finding", 0.20),
    (Toolkitization, "patchiness", 0.15),
    (Toolkitization, "links", 0.50),
    (Toolkitization, "met", 0.50),
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
        "without_score": "leave_out",
        "least_coverage": 0.67,
        "least_share": 0,
        "most_not_applicable": 1,
        "bounds": False,
        "nodes": {},
    }
