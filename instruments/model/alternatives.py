"""Alternatives: the choices of a method that could have been made otherwise."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from instruments.model.combination import Combining
from instruments.model.missing_policy import Treatment
from instruments.model.normalisation import Normalising
from instruments.model.text import NUMBER, Key, Model, Whole

Concentration = Annotated[float, Field(gt=0, le=1_000_000), NUMBER]


class Alternatives(Model):
    """What is varied, all at a time, to see how sure a score is.

    Every draw takes weights from a Dirichlet distribution around the declared ones
    and one of each list, each with the same chance.
    """

    draws: Whole = Field(
        default=1000, ge=10, le=1_000_000, description="How often all is drawn."
    )
    seed: Whole = Field(default=1, ge=0, description="Same seed, same interval.")
    weights: dict[Key, Concentration] = Field(
        default_factory=dict,
        description="Per node (or else): the higher, the closer to declared weights.",
    )
    combine: dict[Key, tuple[Combining, ...]] = Field(
        default_factory=dict, description="Per node (or else): combinations drawn from."
    )
    normalise: dict[Key, tuple[Normalising, ...]] = Field(
        default_factory=dict, description="Per item or node: normalisations drawn from."
    )
    unanswered: tuple[Treatment, ...] = Field(
        default=(), description="Treatments of unanswered items that are drawn from."
    )
    leave_out: Literal["item", "node"] | None = Field(
        default=None, description="One item, or one lowest node, is left out."
    )
