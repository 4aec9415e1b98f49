"""Methods: how the answers of a questionnaire become scores and stages."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from instruments.model.alternatives import Alternatives
from instruments.model.combination import RANKING, Combination, Combine, Combining
from instruments.model.conditions import Condition
from instruments.model.framework import Weights
from instruments.model.missing_policy import MissingPolicy
from instruments.model.normalisation import Normalising
from instruments.model.text import Key, Model, Number, Text, Whole
from instruments.model.weighting import Weighing

OTHERS = "else"
"""Stands for all nodes that a mapping does not name."""


class NodeGate(Model):
    """A node that becomes zero, or gets no score, when a condition holds."""

    node: Key = Field(description="The node that is gated.")
    when: Condition = Field(description="A rule over answers.")
    becomes: Literal["zero", "no_score"] = Field(
        description="What its score becomes where the rule holds."
    )


class Method(Model):
    """One way to score an instrument, with a version of its own."""

    version: Text = Field(default="1", description="Changes when scores change.")
    title: Text = Field(description="What the method is called.")
    combine: dict[Key, Combining] = Field(
        default_factory=dict, description="Per node; `else` stands for the others."
    )
    floor: Number = Field(
        default=0.01,
        ge=0,
        lt=1,
        description="Geometric: scores are mapped to floor..1 and the mean back.",
    )
    normalise: dict[Key, Normalising] = Field(
        default_factory=dict,
        description="Per item or node; `else` stands for other number items.",
    )
    missing: MissingPolicy = Field(
        default=MissingPolicy(), description="What missing answers do."
    )
    weights: dict[Key, Weights] = Field(
        default_factory=dict, description="Weights that replace a node's own."
    )
    weighting: dict[Key, Weighing] = Field(
        default_factory=dict, description="Per node, a rule that finds its weights."
    )
    gates: tuple[NodeGate, ...] = Field(
        default=(), description="Conditions that take a node's score away."
    )
    stages: tuple[Key, ...] = Field(
        default=(), description="Stage rules, main one first."
    )
    rank_decimals: Whole = Field(
        default=12,
        ge=0,
        le=15,
        description="Decimals to which scores are rounded before they are ranked.",
    )
    alternatives: Alternatives | None = Field(
        default=None, description="What is varied to see how sure a score is."
    )

    def combination_of(self, node: str) -> Combination:
        """Tell how a node's children are combined, with the parameters."""
        return self.combine.get(node, self.combine.get(OTHERS, ARITHMETIC))

    def combine_of(self, node: str) -> Combine:
        """Name how a node's children are combined."""
        return self.combination_of(node).by

    @property
    def is_relative(self) -> bool:
        """Tell whether a score under this method depends on the other units."""
        return (
            any(one.is_relative for one in self.normalise.values())
            or any(one.is_relative for one in self.weighting.values())
            or any(one.by in RANKING for one in self.combine.values())
            or self._imputes
        )

    @property
    def _imputes(self) -> bool:
        policies = [self.missing, *map(self.missing.of, self.missing.nodes)]
        reasons = ("not_applicable", "unanswered", "dont_know", "refused")
        return any(getattr(p, reason) == "mean" for p in policies for reason in reasons)


ARITHMETIC = Combination(by="arithmetic")
