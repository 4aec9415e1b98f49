"""What the page of peers shows: a unit beside its group, and its own decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.peers.bands import STEP, find_standing
from meter.peers.levels import LEVELS, find_held_back, includes
from webapp.peers.words import (
    name_level,
    say_dark,
    say_group,
    say_level,
    say_spread,
    say_standing,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from meter.peers.records import Consent, Spread
    from meter.peers.seeing import Dark, Seen, SeenNode
    from meter.records import PeerLevel
    from scoring import Scorecard
    from webapp.respond.answering import Answering

POINTS = 100


@dataclass(frozen=True)
class PeerBand:
    """The spread of peers as a score bar draws it, and in a sentence.

    `band` is the middle half and `tick` the median, of 0..1.
    """

    band: tuple[float, float]
    tick: float
    say: str


@dataclass(frozen=True)
class Origin:
    """What a spread rests on: how many, of which group, released when and by whom."""

    size: int
    group: str
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class NamedLine:
    """A unit with its name and score of 0..1."""

    name: str
    score: float


@dataclass(frozen=True)
class Choice:
    """One level that may be chosen, with what it is called."""

    level: PeerLevel
    name: str
    chosen: bool


@dataclass(frozen=True)
class NodeCard:
    """One index or part: own score, peers, and what is let be seen.

    `dark` says why there are no peers; `named` is None where no names are shown, and
    `are_names_hidden` whether they would be, if they told nothing of others.
    """

    key: str
    title: str
    score: float | None
    peers: PeerBand | None
    standing: str | None
    origin: Origin | None
    dark: str
    named: tuple[NamedLine, ...] | None
    are_names_hidden: bool
    level: str
    is_held_back: bool
    choices: tuple[Choice, ...]
    sharing: int
    naming: int


@dataclass(frozen=True)
class PeersPage:
    """The page of a unit's peers.

    `dark` is said once where it is the same of all nodes. `meanings` explain the levels
    that the round lets choose.
    """

    response_id: int
    unit_name: str
    round_title: str
    most: PeerLevel
    is_submitted: bool
    cards: tuple[NodeCard, ...]
    dark: str
    meanings: tuple[tuple[str, str], ...]
    seen: int
    last: Consent | None
    may_decide: bool
    words_language: str
    words_direction: str

    @property
    def has_peers(self) -> bool:
        """Tell whether anything of peers is seen, or names would be."""
        return any(
            card.peers or card.named is not None or card.are_names_hidden
            for card in self.cards
        )


def make_peer_band(spread: Spread) -> PeerBand | None:
    """Make what a score bar draws of a spread; None where it is withheld."""
    if spread.lower is None or spread.middle is None or spread.upper is None:
        return None
    return PeerBand(
        band=(spread.lower / POINTS, (spread.upper + STEP) / POINTS),
        tick=(spread.middle + STEP / 2) / POINTS,
        say=say_spread(spread),
    )


def make_peers_page(
    answering: Answering,
    seen: Seen,
    scorecard: Scorecard | None,
    typed: Mapping[str, PeerLevel] | None = None,
) -> PeersPage:
    """Make the page; `typed` is what was chosen and is not kept."""
    sheet = answering.sheet
    chosen = {**seen.decided.levels, **(typed or {})}
    offered = [one for one in LEVELS if includes(sheet.round.peers, one)]
    reasons = {(one.dark, one.size) for one in seen.nodes.values()}
    return PeersPage(
        response_id=sheet.response.id,
        unit_name=sheet.unit.name,
        round_title=sheet.round.title,
        most=sheet.round.peers,
        is_submitted=sheet.response.submitted_at is not None,
        cards=tuple(
            _make_card(answering, seen, one, scorecard, chosen, offered)
            for one in seen.nodes.values()
        ),
        dark=_say_once(reasons),
        meanings=tuple((name_level(one), say_level(one)) for one in offered),
        seen=seen.decided.seen,
        last=seen.decided.last,
        may_decide=not sheet.invitation.is_delegate,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _say_once(reasons: set[tuple[Dark | None, int]]) -> str:
    if len(reasons) != 1:
        return ""
    ((dark, size),) = reasons
    return say_dark(dark, size) if dark else ""


def _make_card(
    answering: Answering,
    seen: Seen,
    one: SeenNode,
    scorecard: Scorecard | None,
    chosen: Mapping[str, PeerLevel],
    offered: list[PeerLevel],
) -> NodeCard:
    found = scorecard.nodes.get(one.node) if scorecard else None
    score = found.score if found else None
    level = chosen.get(one.node, "nothing")
    spread, counts = one.spread, seen.counts
    stands = None
    if spread is not None and score is not None:
        stands = find_standing(score, spread)
    naming = counts.get((one.node, "named"), 0)
    is_held_back = _is_held_back(answering, seen, one.node)
    return NodeCard(
        key=one.node,
        title=_title(answering, one.node),
        score=score,
        peers=make_peer_band(spread) if spread else None,
        standing=say_standing(stands) if stands else None,
        origin=_tell_origin(answering, spread) if spread else None,
        dark=say_dark(one.dark, one.size) if one.dark else "",
        named=_list_named(answering, one),
        are_names_hidden=_are_names_hidden(answering, one, is_held_back=is_held_back),
        level=name_level(one.level),
        is_held_back=is_held_back,
        choices=tuple(Choice(it, name_level(it), it == level) for it in offered),
        sharing=counts.get((one.node, "spread"), 0) + naming,
        naming=naming,
    )


def _title(answering: Answering, node: str) -> str:
    framework = answering.instrument.framework
    return framework.nodes[node].title if framework else node


def _tell_origin(answering: Answering, spread: Spread) -> Origin:
    field = answering.sheet.round.peer_field
    group = say_group(answering.instrument, field, spread.group)
    return Origin(spread.size, group, spread.release.made_at, spread.release.made_by)


def _list_named(answering: Answering, one: SeenNode) -> tuple[NamedLine, ...] | None:
    """List the others by name: in the order of scores it would be a league table."""
    if one.named is None:
        return None
    own = answering.sheet.response.id
    return tuple(
        NamedLine(it.name, it.score) for it in one.named if it.response_id != own
    )


def _are_names_hidden(
    answering: Answering, one: SeenNode, *, is_held_back: bool
) -> bool:
    is_submitted = answering.sheet.response.submitted_at is not None
    is_named = one.level == "named" and not is_held_back
    return is_named and is_submitted and one.named is None


def _is_held_back(answering: Answering, seen: Seen, node: str) -> bool:
    framework = answering.wording.source.framework
    return framework is not None and node in find_held_back(
        framework, seen.decided.levels
    )
