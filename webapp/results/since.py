"""What changed since the former round, in a line: the page of changes has it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.compare.movement import say_change

if TYPE_CHECKING:
    from meter.comparison.changes import Changes, NodeChange
    from webapp.results.assessment import Assessment


@dataclass(frozen=True)
class Movement:
    """How a node moved; `is_linked` is whether only over what both rounds asked alike.

    Scores are 0..1; `change` is in words, empty where it cannot be told.
    """

    key: str
    title: str
    former: float | None
    later: float | None
    change: str
    is_linked: bool


@dataclass(frozen=True)
class SinceFormer:
    """The first index and its parts since the former round.

    `changed` and `same` count answers to what both rounds asked alike, `left_out` the
    questions that cannot be compared.
    """

    former: str
    index: Movement | None
    parts: tuple[Movement, ...]
    changed: int
    same: int
    left_out: int

    @property
    def moves(self) -> tuple[Movement, ...]:
        """The index and its parts."""
        return () if self.index is None else (self.index, *self.parts)


def make_since(changes: Changes, assessment: Assessment) -> SinceFormer:
    """Sum up what changed in a response since the former round."""
    found = {one.node: one for one in changes.nodes}
    top = assessment.plan.indices[0]
    parts = assessment.framework.nodes[top].of or {}
    changed = len(changes.changed)
    return SinceFormer(
        former=changes.former.title,
        index=_move(assessment, found[top]) if top in found else None,
        parts=tuple(_move(assessment, found[key]) for key in parts if key in found),
        changed=changed,
        same=len(changes.items) - changed,
        left_out=len(changes.left_out),
    )


def _move(assessment: Assessment, one: NodeChange) -> Movement:
    return Movement(
        key=one.node,
        title=assessment.title_of(one.node),
        former=one.former,
        later=one.later,
        change="" if one.change is None else say_change(one.change),
        is_linked=one.broken is not None,
    )
