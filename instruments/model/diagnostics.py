"""Diagnostics: patterns of scores that a ladder does not show, with thresholds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from instruments.model.text import NUMBER, Key, Model, Number, Text, Whole

Share = Annotated[float, Field(ge=0, le=1), NUMBER]


class Guards(Model):
    """What keeps chance out of a finding."""

    permutations: Whole = Field(
        default=999, ge=19, le=99_999, description="How often tags are shuffled."
    )
    most_chance: Share = Field(
        default=0.05, description="Highest p of the permutation test."
    )
    draws: Whole = Field(
        default=200, ge=20, le=10_000, description="How often weights are drawn."
    )
    least_stable: Share = Field(
        default=0.9, description="Share of draws in which a finding holds."
    )
    watch_stable: Share = Field(
        default=0.5, description="Share of draws from which it is worth a watch."
    )
    least_items: Whole = Field(default=3, ge=1, description="Items on each side.")


class Pattern(Model):
    """What all diagnostics declare."""

    title: Text = Field(description="What the pattern is called.")
    about: Text | None = Field(default=None, description="What it means for a city.")
    guards: Guards = Field(default=Guards(), description="What keeps chance out.")


class Competition(Pattern):
    """What outside rankings count is ahead of what it rests on."""

    kind: Literal["competition"] = Field(description="Which of the four patterns.")
    visible: Key = Field(description="Tag of items that outside rankings count.")
    foundation: Key = Field(description="Tag of items that they rest on.")
    watch: Share = Field(default=0.10, description="Gap worth a watch.")
    finding: Share = Field(default=0.20, description="Gap that is a finding.")
    concentration: Number = Field(
        default=1.5, gt=0, description="Share of the gain over share of the weight."
    )


class Digitalization(Pattern):
    """Technology is ahead of law, policy, organisation and commitment."""

    kind: Literal["digitalization"] = Field(description="Which of the four patterns.")
    node: Key = Field(description="The node of technology.")
    others: tuple[Key, ...] = Field(min_length=2, description="The other nodes.")
    at_least: Share = Field(default=0.50, description="Least score of technology.")
    watch: Share = Field(default=0.10, description="Gap worth a watch.")
    finding: Share = Field(default=0.20, description="Gap that is a finding.")
    strong: Share = Field(default=0.35, description="Gap that is a strong one.")


class Integration(Pattern):
    """Front-office claims rest on back-office work that is not reported."""

    kind: Literal["integration"] = Field(description="Which of the four patterns.")
    front: Key = Field(description="Tag of front-office items.")
    back: Key = Field(description="Tag of back-office items.")
    claimed: Share = Field(default=0.60, description="Value at which it is a claim.")
    met: Share = Field(default=0.50, description="Value that supports a claim.")
    finding: Share = Field(default=0.25, description="Share of unsupported claims.")
    least_claims: Whole = Field(
        default=4, ge=1, description="Fewer claims than this are never a finding."
    )
    gap: Share = Field(default=0.10, description="Least lead of the front.")


class Toolkitization(Pattern):
    """Tools are in place, what joins them is not."""

    kind: Literal["toolkitization"] = Field(description="Which of the four patterns.")
    tool: Key = Field(description="Tag of tools.")
    glue: Key = Field(description="Tag of what joins them.")
    themes: tuple[Key, ...] = Field(
        min_length=2, description="Nodes whose spread is looked at."
    )
    watch: Share = Field(default=0.10, description="Gap worth a watch.")
    finding: Share = Field(default=0.20, description="Gap that is a finding.")
    patchiness: Share = Field(default=0.15, description="Spread of the themes.")
    links: Share = Field(default=0.50, description="Share of requirements in place.")
    met: Share = Field(default=0.50, description="Value that a requirement needs.")


Diagnostic = Annotated[
    Competition | Digitalization | Integration | Toolkitization,
    Field(discriminator="kind"),
]
"""One of the four patterns."""
