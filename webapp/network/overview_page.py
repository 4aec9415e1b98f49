"""The overview of a network: what there is, and what waits for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.network.records import Commitment, Milestone, PublicEntry
    from webapp.network.places import Place


@dataclass(frozen=True)
class OverviewPage:
    """How much there is of each; `next` is the milestone that is due first."""

    people: int
    open: int
    overdue: int
    milestones: int
    next: Milestone | None


def make_overview_page(
    place: Place,
    people: Sequence[PublicEntry],
    commitments: Sequence[Commitment],
    plan: Sequence[Milestone],
) -> OverviewPage:
    """Count what there is in a network."""
    ahead = [one for one in plan if one.state in {"planned", "begun"}]
    return OverviewPage(
        len(people),
        sum(one.now.state == "open" for one in commitments),
        sum(one.is_overdue(place.today) for one in commitments),
        len(plan),
        ahead[0] if ahead else None,
    )
