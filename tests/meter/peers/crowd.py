"""A crowd: a round with units that have any scores, and decide what peers see."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from instruments import Instrument
from meter.fieldwork import accounts, invitations, responses, rounds, units
from meter.peers.consents import decide, load_decided
from meter.peers.releases import make_release
from meter.peers.seeing import look, look_at_spreads
from meter.storage.repository.responses import update_response
from meter.storage.repository.scorecards import insert_scorecard
from scoring.kernel.coding import code_answers, pack
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.scorecard import make_scorecard

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.peers.consents import Decided
    from meter.peers.records import Spread
    from meter.peers.seeing import Seen
    from meter.records import Account, AnswerSheet, Invitation, PeerLevel, Round
    from meter.storage import Connection, Store
    from scoring import Scorecard

PARTS = ("law", "policy", "skills")
NODES = ("whole", *PARTS)
DOCUMENT: dict[str, Any] = {
    "key": "parts",
    "version": "1",
    "title": "Parts",
    "language": "en",
    "profile": [
        {"key": "population", "type": "number", "title": "Population", "at_least": 0},
        {
            "key": "region",
            "type": "single",
            "title": "Region",
            "options": [
                {"code": "north", "say": "North"},
                {"code": "south", "say": "South"},
            ],
        },
        {"key": "country", "type": "text", "title": "Country"},
    ],
    "sections": [
        {
            "key": "all",
            "title": "All",
            "items": [
                {"key": f"{part}_plan", "type": "yes_no", "ask": f"Is there {part}?"}
                for part in PARTS
            ],
        }
    ],
    "framework": {
        "index": ["whole"],
        "nodes": {
            "whole": {"title": "Whole", "of": dict.fromkeys(PARTS, 1)},
            **{
                part: {"title": part.title(), "items": {f"{part}_plan": 1}}
                for part in PARTS
            },
        },
    },
    "methods": {"default": {"title": "Means"}},
}


@dataclass
class Crowd:
    """A round and who takes part in it, by name of the unit."""

    store: Store
    at: datetime
    owner: Account
    instrument: Instrument
    round: Round
    invited: dict[str, Invitation] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def join(
        self,
        name: str,
        score: float,
        level: PeerLevel = "spread",
        **profile: str | float,
    ) -> None:
        """Let a unit submit with one score of all nodes, and decide alike on all."""
        self.invite(name, **profile)
        self.submit(name, dict.fromkeys(NODES, score))
        self.decide(name, dict.fromkeys(NODES, level))

    def invite(self, name: str, **profile: str | float) -> None:
        """Invite a unit that submits nothing."""
        unit = units.save_unit(self.store, self.owner.id, name, profile, self.at)
        email = f"{unit.id}@example.org"
        self.invited[name], self.tokens[name] = invitations.invite(
            self.store, self.round.id, unit.id, f"Focal {name}", email, self.at
        )

    def fill(
        self, count: int, level: PeerLevel = "spread", **profile: Any
    ) -> list[str]:
        """Let many units join, their scores spread evenly."""
        start = len(self.invited)
        names = [f"City {start + place:02d}" for place in range(count)]
        for place, name in enumerate(names):
            self.join(name, (place + 0.5) / count, level, **profile)
        return names

    def submit(self, name: str, scores: Mapping[str, float | None]) -> None:
        """Keep another scorecard of a unit."""
        response = self.id_of(name)
        card = self._make_card(scores)
        coded = code_answers(self.instrument, [{}])
        values = {
            "started_at": self.at,
            "submitted_at": self.at,
            "submitted_by": name,
            "coded": pack(coded),
            "coded_meaning": self.instrument.meaning,
        }

        def job(connection: Connection) -> None:
            update_response(connection, response, values)
            fingerprint = self.round.instrument_fingerprint
            insert_scorecard(connection, response, card, fingerprint, self.at)

        self.store.write(job)

    def decide(self, name: str, levels: Mapping[str, PeerLevel]) -> Decided:
        seen = load_decided(self.store, self.round, self.id_of(name)).seen
        return decide(self.store, self.invited[name], levels, seen, self.at)

    def withdraw(self, name: str) -> None:
        self.decide(name, dict.fromkeys(NODES, "nothing"))

    def release(self) -> dict[tuple[str, str], Spread]:
        """Make a release; give its figures by node and group."""
        found = make_release(self.store, self.round.id, "Organiser", self.at)
        return {(one.node, one.group): one for one in found}

    def look(self, name: str) -> Seen:
        return look(self.store, self.sheet(name))

    def look_at_spreads(self, name: str) -> dict[str, Spread]:
        return look_at_spreads(self.store, self.sheet(name))

    def sheet(self, name: str) -> AnswerSheet:
        sent = self.invited[name]
        return responses.load_page(self.store, sent.response_id, sent.id)

    def id_of(self, name: str) -> int:
        return self.invited[name].response_id

    def _make_card(self, scores: Mapping[str, float | None]) -> Scorecard:
        plan = compile_plan(self.instrument)
        blank = score_coded(plan, code_answers(self.instrument, [{}]))
        card = make_scorecard(plan, blank)
        nodes = {
            key: replace(node, score=scores.get(key), coverage=1.0)
            for key, node in card.nodes.items()
        }
        return replace(card, nodes=nodes)


def make_crowd(
    store: Store,
    at: datetime,
    peers: PeerLevel = "named",
    peer_field: str | None = None,
    key: str = "crowd",
) -> Crowd:
    """Open a round in which peers see that much of each other at most."""
    instrument = Instrument.model_validate(DOCUMENT)
    owner = accounts.find_account(store, "organiser@example.org")
    if owner is None:
        owner = accounts.add_account(store, "organiser@example.org", "Organiser", at)
    drafted = rounds.draft_round(
        store,
        owner.id,
        key,
        "Crowd",
        instrument,
        at=at,
        peers=peers,
        peer_field=peer_field,
    )
    return Crowd(store, at, owner, instrument, rounds.open_round(store, drafted.id, at))
