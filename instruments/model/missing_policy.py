"""Missing policies: what a missing answer does, for a method and for a node."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from instruments.model.text import Key, Model, Number, Truth

Treatment = Literal["leave_out", "zero", "one", "mean", "drop"]
"""What a missing answer does: out of both sums; counted as a score of 0, of 1, or of
the mean of the units that answered; or the whole response gets no score."""

Childless = Literal["leave_out", "zero", "drop"]
"""What a child node without a score does to its parent: out of both sums, counted as
0, or the parent has no score either."""


class NodeMissing(Model):
    """What one node does otherwise than its method; the rest is as in the method."""

    not_applicable: Treatment | None = Field(
        default=None, description="What an answer that does not apply does here."
    )
    unanswered: Treatment | None = Field(
        default=None, description="What an open answer does here."
    )
    dont_know: Treatment | None = Field(
        default=None, description="What an answer nobody knows does here."
    )
    refused: Treatment | None = Field(
        default=None, description="What a refused answer does here."
    )
    without_score: Childless | None = Field(
        default=None, description="What a child node without a score does here."
    )
    least_coverage: Number | None = Field(
        default=None, ge=0, le=1, description="Below this it is not printed."
    )
    least_share: Number | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Below this share of known children it has no score at all.",
    )
    most_not_applicable: Number | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Share of its weight that claims of not applicable take out.",
    )


class MissingPolicy(Model):
    """What each missing reason does, and the coverage that a score needs."""

    not_applicable: Treatment = Field(
        default="leave_out", description="What an answer that does not apply does."
    )
    unanswered: Treatment = Field(
        default="zero", description="What an open answer does."
    )
    dont_know: Treatment = Field(
        default="zero", description="What an answer that nobody knows does."
    )
    refused: Treatment = Field(
        default="leave_out", description="What a refused answer does."
    )
    without_score: Childless = Field(
        default="leave_out", description="What a child node without a score does."
    )
    least_coverage: Number = Field(
        default=0, ge=0, le=1, description="Below this share a score is not printed."
    )
    least_share: Number = Field(
        default=0,
        ge=0,
        le=1,
        description="Below this share of known children a node has no score at all.",
    )
    most_not_applicable: Number = Field(
        default=1,
        ge=0,
        le=1,
        description="Share of a node's weight that claims of not applicable take out.",
    )
    bounds: Truth = Field(
        default=False,
        description="Print the score if all open answers were worst, and best.",
    )
    nodes: dict[Key, NodeMissing] = Field(
        default_factory=dict, description="What single nodes do otherwise."
    )

    def of(self, node: str) -> MissingPolicy:
        """Give the policy that holds for one node."""
        own = self.nodes.get(node)
        changed = own.model_dump(exclude_none=True) if own else {}
        return self.model_copy(update={**changed, "nodes": {}})
