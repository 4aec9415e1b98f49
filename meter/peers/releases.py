"""Releases: kept states of a round that peers see, each checked against all before it.

Peers see no live figures: what moves when one unit joins or corrects itself tells its
score. What can be shown of a release is decided when it is made, and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round, load_instrument
from meter.peers.bands import are_alike, find_bands
from meter.peers.cover import FEWEST, is_covered
from meter.peers.errors import NothingDeclaredError
from meter.peers.groups import find_peer_field, gather_small, name_group
from meter.peers.levels import list_peer_nodes
from meter.peers.records import Membership, Spread
from meter.storage.repository import consents
from meter.storage.repository import releases as rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.peers.cover import Table
    from meter.peers.records import Candidate, Release
    from meter.records import Account, PeerLevel, Round
    from meter.storage import Connection, Store

Standing = dict[int, dict[str, "PeerLevel"]]
Tables = dict[tuple[int, str, str], dict[int, int]]
"""Members by release, node and group."""


def make_release(
    store: Store,
    round_id: int,
    by: str,
    at: datetime,
    *,
    account: Account | None = None,
) -> list[Spread]:
    """Keep the results as they are for peers to see; give the figures that they get.

    Args:
        store: where they are kept.
        round_id: the round.
        by: the name of whoever releases it.
        at: when.
        account: theirs; None stands for METER itself.

    Raises:
        NotFoundError: there is no such round, or not for the account.
        NothingDeclaredError: the round lets peers see nothing, or measures nothing.
    """

    def job(connection: Connection) -> list[Spread]:
        rows.hold_round(connection, round_id)
        asked = get_round(connection, round_id)
        actor = ensure_organises(connection, asked, account)
        instrument = load_instrument(store, connection, asked)
        if asked.peers == "nothing" or instrument.framework is None:
            raise NothingDeclaredError(asked.key)
        scored = rows.list_candidates(connection, round_id)
        standing = consents.map_standing(connection, round_id)
        release = rows.add_release(connection, round_id, by, at)
        members = _choose_members(asked, instrument, scored, standing, release)
        found = list(_judge(connection, round_id, release, members, scored))
        rows.add_members(connection, members)
        rows.add_spreads(connection, found)
        record(connection, actor, at, Act.on_round("peers_released", asked))
        return found

    return store.write(job)


def _choose_members(
    asked: Round,
    instrument: Instrument,
    scored: Sequence[Candidate],
    standing: Standing,
    release: Release,
) -> list[Membership]:
    """Take the units that share a score of theirs, each into its group."""
    shared = {
        one.response_id: _list_shared(instrument, one, standing) for one in scored
    }
    field = find_peer_field(instrument, asked.peer_field)
    sharing = [one for one in scored if shared[one.response_id]]
    groups = gather_small(
        {one.response_id: name_group(field, one.profile) for one in sharing}
    )
    return [
        Membership(
            release.id,
            one.response_id,
            one.submission,
            groups[one.response_id],
            shared[one.response_id],
        )
        for one in sharing
    ]


def _list_shared(
    instrument: Instrument, one: Candidate, standing: Standing
) -> tuple[str, ...]:
    """List the nodes that a unit lets be seen and has a score of."""
    levels = standing.get(one.response_id, {})
    nodes = list_peer_nodes(instrument.framework) if instrument.framework else []
    return tuple(
        node
        for node in nodes
        if levels.get(node, "nothing") != "nothing"
        and node in one.scorecard.nodes
        and one.scorecard.nodes[node].score is not None
    )


def _judge(
    connection: Connection,
    round_id: int,
    release: Release,
    members: Sequence[Membership],
    scored: Iterable[Candidate],
) -> Iterator[Spread]:
    """Decide table by table, each against all shown before it, these ones too."""
    shown = list_shown(connection, round_id)
    known = consents.map_ever_named(connection, round_id)
    scores = {one.response_id: one.scorecard.nodes for one in scored}
    for (number, node, group), table in _lay_out(members).items():
        del number
        values = [scores[unit][node].score or 0.0 for unit in table]
        before = shown.setdefault(node, [])
        found = _decide(release, (node, group), table, values, before, known)
        if found.withheld is None:
            before.append(table)
        yield found


def _decide(
    release: Release,
    place: tuple[str, str],
    table: Table,
    values: Sequence[float],
    before: Sequence[Table],
    known: Mapping[str, Collection[int]],
) -> Spread:
    size, node = len(table), place[0]
    if size < FEWEST:
        return Spread(release, *place, size, None, None, None, "few")
    if not is_covered([*before, table], known.get(node, ())):
        return Spread(release, *place, size, None, None, None, "changed")
    bands = find_bands(values)
    if are_alike(bands):
        return Spread(release, *place, size, None, None, None, "alike")
    return Spread(release, *place, size, *bands, None)


def list_shown(connection: Connection, round_id: int) -> dict[str, list[Table]]:
    """List by node the members of all tables that peers of a round were ever shown.

    Those that went dark since are among them: what was seen is not forgotten.
    """
    shown = {
        (one.release.id, one.node, one.group)
        for one in rows.list_spreads(connection, round_id)
        if one.withheld is None
    }
    found: dict[str, list[Table]] = {}
    for place, table in _lay_out(rows.list_members(connection, round_id)).items():
        if place in shown:
            found.setdefault(place[1], []).append(table)
    return found


def _lay_out(members: Iterable[Membership]) -> Tables:
    """Lay members out in tables, by node in the order of release."""
    found: Tables = {}
    for one in members:
        for node in one.nodes:
            table = found.setdefault((one.release_id, node, one.group), {})
            table[one.response_id] = one.submission
    return found


def list_releases(store: Store, round_id: int) -> list[Release]:
    """List the releases of a round, the newest first."""
    with store.read() as connection:
        return rows.list_releases(connection, round_id)
