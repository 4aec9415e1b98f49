"""Rounds that cities are asked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import rounds
from tests.trust.tenants.world import BEGINNING

if TYPE_CHECKING:
    from meter.records import Account, Round
    from tests.trust.tenants.world import World


def list_keys(tag: str) -> tuple[str, str]:
    return tag, f"{tag}-done"


def draft_round(
    world: World,
    owner: Account,
    tag: str,
    key: str,
    *,
    apart: bool = False,
    reviewed: bool = False,
    workshop_id: int | None = None,
) -> Round:
    """Draft a round; whoever may see `tag` may know its title."""
    title = f"Round {world.plant(tag, 'round title')}"
    return rounds.draft_round(
        world.store,
        owner.id,
        key,
        title,
        world.instrument,
        at=BEGINNING,
        apart=apart,
        reviewed=reviewed,
        workshop_id=workshop_id,
        peers="named",
    )
