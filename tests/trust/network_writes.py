"""How each function of the network that writes is prepared and called."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from meter.network import (
    commitments,
    consents,
    directory,
    links,
    milestones,
    twinnings,
)
from meter.network.records import (
    CommitmentDraft,
    ConsentDraft,
    EntryDraft,
    MilestoneDraft,
    Reason,
)
from tests.meter.network.conftest import THEMES, make_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.network.records import Commitment, Milestone, Twinning
    from tests.meter.conftest import Workshop
    from tests.meter.network.conftest import Network

    Write = Callable[[], object]

DUE = date(2027, 6, 18)
PROMISE = CommitmentDraft("Pass the law.", "Ana", DUE, "rules")
PLAN = MilestoneDraft("Charter", DUE)
SAID = EntryDraft({"name": "Ana", "languages": ["fr"]}, frozenset({"name"}))


def _found(workshop: Workshop) -> Network:
    return make_network(
        workshop.store, workshop.owner, workshop.instrument, workshop.at
    )


def make_commitment(workshop: Workshop) -> Write:
    network = _found(workshop)
    return lambda: _promise(network)


def change_commitment(workshop: Workshop) -> Write:
    network = _found(workshop)
    made, of = _promise(network), network.workshop.id
    return lambda: commitments.change_commitment(
        network.store, made, of, PROMISE, "Ben", network.at, seen=1, themes=THEMES
    )


def _promise(network: Network) -> Commitment:
    of = network.workshop.id, network.strong.id
    return commitments.make_commitment(
        network.store, *of, PROMISE, "Ana", network.at, themes=THEMES
    )


def save_entry(workshop: Workshop) -> Write:
    network = _found(workshop)
    return lambda: _enter(network)


def withdraw_entry(workshop: Workshop) -> Write:
    network = _found(workshop)
    _enter(network)
    holder = network.holder(network.strong)
    return lambda: directory.withdraw_entry(network.store, holder)


def _enter(network: Network) -> object:
    holder = network.holder(network.strong)
    return directory.save_entry(
        network.store, holder, SAID, 0, network.at, themes=THEMES
    )


def extend_links(workshop: Workshop) -> Write:
    network = _found(workshop)
    return lambda: links.extend_links(network.store, network.workshop, network.at)


def add_milestone(workshop: Workshop) -> Write:
    network = _found(workshop)
    return lambda: _plan(network)


def change_milestone(workshop: Workshop) -> Write:
    network = _found(workshop)
    of = network.workshop.id, _plan(network).id
    return lambda: milestones.change_milestone(
        network.store, *of, PLAN, "Bea", network.at, seen=1
    )


def _plan(network: Network) -> Milestone:
    of = network.workshop.id
    return milestones.add_milestone(network.store, of, PLAN, "Ada", network.at)


def take_part(workshop: Workshop) -> Write:
    network = _found(workshop)
    return lambda: _join(network, network.weak.id)


def leave(workshop: Workshop) -> Write:
    """Leave with one twinning that is active and one that is proposed."""
    network = _found(workshop)
    _start(network)
    _join(network, network.other.id)
    _propose(network, network.other.id)
    of = network.workshop.id, network.weak.id
    return lambda: consents.leave(network.store, *of, network.at)


def propose(workshop: Workshop) -> Write:
    network = _found(workshop)
    for unit in (network.strong, network.weak):
        _join(network, unit.id)
    return lambda: _propose(network, network.strong.id)


def agree(workshop: Workshop) -> Write:
    network, made = _offer(workshop)
    return lambda: twinnings.agree(network.store, made, network.weak.id, network.at)


def decline(workshop: Workshop) -> Write:
    network, made = _offer(workshop)
    return lambda: twinnings.decline(network.store, made, network.weak.id, network.at)


def end(workshop: Workshop) -> Write:
    network = _found(workshop)
    made = _start(network)
    of = network.weak.id, "A law."
    return lambda: twinnings.end(network.store, made, *of, network.at)


def _offer(workshop: Workshop) -> tuple[Network, Twinning]:
    network = _found(workshop)
    for unit in (network.strong, network.weak):
        _join(network, unit.id)
    return network, _propose(network, network.strong.id)


def _start(network: Network) -> Twinning:
    for unit in (network.strong, network.weak):
        _join(network, unit.id)
    made = _propose(network, network.strong.id)
    for unit in (network.strong, network.weak):
        twinnings.agree(network.store, made, unit.id, network.at)
    return made


def _join(network: Network, unit_id: int) -> None:
    draft = ConsentDraft(topics={"rules": "need"})
    of = network.workshop.id, unit_id
    consents.take_part(
        network.store, *of, draft, "Ana", network.at, seen=0, themes=THEMES
    )


def _propose(network: Network, other: int) -> Twinning:
    pair, reasons = (network.weak.id, other), [Reason("rules", network.weak.id)]
    of = network.workshop.id
    return twinnings.propose(network.store, of, pair, reasons, network.at)


NETWORK_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "commitments.change_commitment": change_commitment,
    "commitments.make_commitment": make_commitment,
    "consents.leave": leave,
    "consents.take_part": take_part,
    "directory.save_entry": save_entry,
    "directory.withdraw_entry": withdraw_entry,
    "links.extend_links": extend_links,
    "milestones.add_milestone": add_milestone,
    "milestones.change_milestone": change_milestone,
    "twinnings.agree": agree,
    "twinnings.decline": decline,
    "twinnings.end": end,
    "twinnings.propose": propose,
}
