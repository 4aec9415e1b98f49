"""What the organiser sees of consents and releases on the page of a round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.peers.bands import STEP
from meter.peers.levels import LEVELS
from webapp.languages import gettext as _
from webapp.peers.words import declare_level, name_level, say_group, say_withheld

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.peers.overview import Overview
    from meter.peers.records import Release, Spread
    from meter.records import PeerLevel, Round


@dataclass(frozen=True)
class NodeCount:
    """How many units let how much be seen of an index or a part."""

    title: str
    spread: int
    named: int


@dataclass(frozen=True)
class UnitLevels:
    """What one unit lets be seen, in the order of the nodes."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class ShownSpread:
    """What the newest release shows of a group: the bands' ends, or why nothing."""

    title: str
    group: str
    size: int
    low: int | None
    middle: int | None
    high: int | None
    withheld: str


@dataclass(frozen=True)
class LevelChoice:
    """A level that the round may declare from here on."""

    level: PeerLevel
    say: str
    chosen: bool


@dataclass(frozen=True)
class PeersPanel:
    """What units see of each other: declared, consented to, released."""

    level: PeerLevel
    say: str
    choices: tuple[LevelChoice, ...]
    fact: str | None
    counts: tuple[NodeCount, ...]
    units: tuple[UnitLevels, ...]
    releases: tuple[Release, ...]
    spreads: tuple[ShownSpread, ...]

    @property
    def last(self) -> datetime | None:
        """When units were last let to see; None before any release."""
        return self.releases[0].made_at if self.releases else None


def make_peers_panel(
    asked: Round, worded: Instrument, overview: Overview
) -> PeersPanel | None:
    """Make the panel; None where nothing is scored, so that nothing can be shown."""
    if worded.framework is None or asked.method is None:
        return None
    fields = {fact.key: fact.title for fact in worded.profile}
    return PeersPanel(
        level=asked.peers,
        say=declare_level(asked.peers),
        choices=tuple(
            LevelChoice(one, declare_level(one), one == asked.peers) for one in LEVELS
        ),
        fact=fields.get(asked.peer_field or ""),
        counts=tuple(_count(worded, overview, node) for node in overview.nodes),
        units=tuple(
            UnitLevels(
                one.unit.name,
                tuple(
                    name_level(one.levels.get(node, "nothing"))
                    for node in overview.nodes
                ),
            )
            for one in overview.units
        ),
        releases=tuple(overview.releases),
        spreads=tuple(_show(asked, worded, overview)),
    )


def _count(worded: Instrument, overview: Overview, node: str) -> NodeCount:
    spread, named = overview.count(node, "spread"), overview.count(node, "named")
    return NodeCount(_title(worded, node), spread, named)


def _show(
    asked: Round, worded: Instrument, overview: Overview
) -> Iterable[ShownSpread]:
    for one in overview.spreads:
        is_gone = (one.node, one.group) in overview.gone
        yield ShownSpread(
            title=_title(worded, one.node),
            group=say_group(worded, asked.peer_field, one.group),
            size=one.size,
            low=one.lower,
            middle=one.middle,
            high=None if one.upper is None else one.upper + STEP,
            withheld=_say_withheld(one, is_gone=is_gone),
        )


def _say_withheld(spread: Spread, *, is_gone: bool) -> str:
    if spread.withheld:
        return say_withheld(spread.withheld)
    return _("dark: a unit has withdrawn since") if is_gone else ""


def _title(worded: Instrument, node: str) -> str:
    return worded.framework.nodes[node].title if worded.framework else node
