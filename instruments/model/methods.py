"""Methods: how the answers of a questionnaire become scores and stages."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from instruments.model.conditions import Condition
from instruments.model.framework import Weights
from instruments.model.text import Key, Model, Number, Text

Combine = Literal["arithmetic", "geometric", "minimum", "maximum"]
"""How a node's children become its score."""

Treatment = Literal["leave_out", "zero"]
"""What a missing answer does: out of both sums, or counted as a score of 0."""


class MissingPolicy(Model):
    """What each missing reason does, and the coverage that a score needs."""

    not_applicable: Treatment = "leave_out"
    unanswered: Treatment = "zero"
    dont_know: Treatment = "zero"
    refused: Treatment = "leave_out"
    least_coverage: Number = Field(
        default=0, ge=0, le=1, description="Below this share a score is not printed."
    )


class NodeGate(Model):
    """A node that becomes zero, or gets no score, when a condition holds."""

    node: Key = Field(description="The node that is gated.")
    when: Condition = Field(description="A rule over answers.")
    becomes: Literal["zero", "no_score"]


class Method(Model):
    """One way to score an instrument, with a version of its own."""

    version: Text = Field(default="1", description="Changes when scores change.")
    title: Text = Field(description="What the method is called.")
    combine: dict[Key, Combine] = Field(
        default_factory=dict, description="Per node; `else` stands for the others."
    )
    floor: Number = Field(
        default=0.01,
        ge=0,
        lt=1,
        description="Geometric: scores are mapped to floor..1 and the mean back.",
    )
    missing: MissingPolicy = Field(
        default=MissingPolicy(), description="What missing answers do."
    )
    weights: dict[Key, Weights] = Field(
        default_factory=dict, description="Weights that replace a node's own."
    )
    gates: tuple[NodeGate, ...] = Field(
        default=(), description="Conditions that take a node's score away."
    )
    stages: tuple[Key, ...] = Field(
        default=(), description="Stage rules, main one first."
    )

    def combine_of(self, node: str) -> Combine:
        """Tell how a node's children are combined."""
        return self.combine.get(node, self.combine.get("else", "arithmetic"))
