"""Editions: states of a round that the organiser publishes, each by its own number.

An edition stays as it is at its own address. What it tells is decided when it is made;
only names go, as soon as their unit takes its agreement back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round, load_instrument
from meter.peers.levels import list_peer_nodes
from meter.publication.errors import (
    EditionWithdrawnError,
    NobodyAgreedError,
    NothingMeasuredError,
)
from meter.publication.figures import list_counted, make_figures
from meter.publication.known import list_hidden
from meter.publication.records import NAMED
from meter.publication.related import hold_related
from meter.storage.repository import agreements
from meter.storage.repository import editions as rows
from meter.storage.repository.responses import count_results, list_responses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from meter.publication.figures import Shown
    from meter.publication.records import Agreed, Edition, Figures, Licence, PublicLevel
    from meter.records import Account, Round
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class Prospect:
    """What the next edition would tell, and what the units of the round decided.

    Attributes:
        levels: how many units of the round let the public see how much.
        figures: None where nobody agreed, or nothing is scored.
        editions: all made so far, the newest first.
        unnamed: how many units agreed to be named and are not, as a package holds their
            answers.
        held: how many agreed to be named beside their answers and are not yet, as that
            uncovers others.
    """

    levels: Mapping[PublicLevel, int]
    figures: Figures | None
    editions: Sequence[Edition]
    unnamed: int = 0
    held: int = 0


def look_ahead(store: Store, asked: Round) -> Prospect:
    """Make what an edition would tell that was made now."""
    with store.read() as connection:
        levels = agreements.count_standing(connection, asked.id)
        found = rows.list_editions(connection, asked.id)
        agreed = agreements.list_agreed(connection, asked.id)
        if not agreed or asked.method is None:
            return Prospect(levels, None, found)
        told = _shelter(connection, asked.id, agreed)
        figures, _ = _make(store, connection, asked, told)
        pairs = zip(agreed, told, strict=True)
        lowered = Counter(a.level for a, b in pairs if a.level != b.level)
        return Prospect(levels, figures, found, lowered["named"], lowered["open"])


def publish(
    store: Store,
    round_id: int,
    licence: Licence,
    at: datetime,
    *,
    by: Account | None = None,
) -> Edition:
    """Publish the results as they are, as the next edition of a round.

    Raises:
        NotFoundError: there is no such round, or not for the account.
        NothingMeasuredError: the round scores nothing.
        NobodyAgreedError: no unit lets the public see anything.
    """

    def job(connection: Connection) -> Edition:
        hold_related(connection, round_id)
        asked = get_round(connection, round_id)
        actor = ensure_organises(connection, asked, by)
        if asked.method is None:
            raise NothingMeasuredError(asked.key)
        agreed = agreements.list_agreed(connection, round_id)
        if not agreed:
            raise NobodyAgreedError(asked.key)
        told = _shelter(connection, round_id, agreed)
        figures, nodes = _make(store, connection, asked, told)
        made = rows.add_edition(
            connection, round_id, (at, actor.name), licence, figures
        )
        rows.add_counted(connection, made.id, list_counted(agreed, nodes))
        act = Act.on_round("edition_published", asked, edition=made.number)
        record(connection, actor, at, act)
        return made

    return store.write(job)


def _shelter(
    connection: Connection, round_id: int, agreed: Sequence[Agreed]
) -> list[Agreed]:
    """Count, and do not name, the units whose answers a package tells without a name.

    By their scores they would be found there. Who agreed to be named beside its answers
    is named, unless that uncovers others, and so is who was before.
    """
    hidden = list_hidden(connection, round_id)
    found = list_responses(connection, round_id)
    sheltered = {one.id for one in found if one.unit_id in hidden}
    return [
        replace(one, level="counted")
        if one.level in NAMED and one.response_id in sheltered
        else one
        for one in agreed
    ]


def _make(
    store: Store, connection: Connection, asked: Round, agreed: Sequence[Agreed]
) -> tuple[Figures, list[str]]:
    instrument = load_instrument(store, connection, asked)
    nodes = list_peer_nodes(instrument.framework) if instrument.framework else []
    figures = make_figures(
        instrument,
        asked.method,
        count_results(connection, asked.id),
        agreed,
        _list_shown(connection, asked.id),
        _list_known(connection, asked.id),
    )
    return figures, nodes


def _list_known(connection: Connection, round_id: int) -> set[int]:
    """List the responses whose name was ever published: what was read stays known."""
    found = rows.list_editions(connection, round_id)
    return {unit.response_id for one in found for unit in one.figures.named}


def _list_shown(connection: Connection, round_id: int) -> Shown:
    """List the members of all tables that were ever published, withdrawn ones too."""
    told = {
        one.id: {
            *(spread.node for spread in one.figures.spreads if not spread.withheld),
            *(ladder.node for ladder in one.figures.ladders if not ladder.withheld),
        }
        for one in rows.list_editions(connection, round_id)
    }
    tables: dict[tuple[int, str], dict[int, int]] = {}
    for edition, one in rows.list_counted(connection, round_id):
        for node in told[edition].intersection(one.nodes):
            tables.setdefault((edition, node), {})[one.response_id] = one.submission
    found: Shown = {}
    for (_, node), table in tables.items():
        found.setdefault(node, []).append(table)
    return found


def withdraw_edition(
    store: Store, round_id: int, number: int, at: datetime, *, by: Account | None = None
) -> None:
    """Show an edition no more; its address says so. Withdrawn twice is withdrawn.

    Raises:
        NotFoundError: there is no such round or edition, or not for the account.
    """

    def job(connection: Connection) -> None:
        asked = get_round(connection, round_id)
        actor = ensure_organises(connection, asked, by)
        found = rows.get_edition(connection, round_id, number)
        if found.withdrawn_at is not None:
            return
        rows.withdraw_edition(connection, found.id, at)
        act = Act.on_round("edition_withdrawn", asked, edition=number)
        record(connection, actor, at, act)

    store.write(job)


def read_edition(store: Store, round_id: int, number: int) -> Edition:
    """Read an edition as the public sees it now: with the names that still agree.

    Raises:
        NotFoundError: there is no such edition.
        EditionWithdrawnError: it is withdrawn.
    """
    with store.read() as connection:
        found = rows.get_edition(connection, round_id, number)
        if found.withdrawn_at is not None:
            raise EditionWithdrawnError(number)
        standing = agreements.list_standing(connection, round_id, *NAMED)
    named = tuple(one for one in found.figures.named if one.response_id in standing)
    return replace(found, figures=replace(found.figures, named=named))


def list_editions(store: Store, round_id: int) -> list[Edition]:
    """List the editions of a round that are not withdrawn, the newest first."""
    with store.read() as connection:
        found = rows.list_editions(connection, round_id)
    return [one for one in found if one.withdrawn_at is None]
