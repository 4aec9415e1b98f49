"""Random histories of a workshop, and their replay from the audit trail alone."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.errors import MeterError
from meter.fieldwork import accounts, invitations, reviewers, rounds, units
from meter.fieldwork.reopening import accept, reopen
from meter.fieldwork.responses import save_answers
from meter.fieldwork.reviewed import load_review
from meter.fieldwork.reviewing import return_answer, verify_answers
from meter.fieldwork.submission import submit_response
from meter.storage import tables
from meter.workshops.members import MEMBER_ROLES, name_member, withdraw_member
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    import random
    from datetime import datetime

    from instruments import Instrument
    from meter.audit.records import Entry
    from meter.records import Account, Invitation, Round, Workshop
    from meter.storage import Store

STEPS = 50
STAFF_EVENTS = {"returned", "reopened", "accepted"}


@dataclass
class Replayed:
    """What a history has come to, from the trail or from the tables.

    Attributes:
        links: by id of an organiser's invitation, whether it is withdrawn.
        members: role by workshop and account.
        reviewers: pairs of round and account.
        opened, closed: ids of rounds.
        events: what staff let become of responses, in order.
        steps: what was verified or asked, in order.
    """

    links: dict[int, bool] = field(default_factory=dict)
    members: dict[tuple[int, int], str] = field(default_factory=dict)
    reviewers: set[tuple[int, int]] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    events: list[tuple[int, str, datetime, str]] = field(default_factory=list)
    steps: list[tuple[int, str, str, int, datetime, str]] = field(default_factory=list)


def replay(store: Store) -> Replayed:
    """Make out what happened from the entries of the trail alone."""
    found = Replayed()
    standing: dict[tuple[int | None, int], int] = {}
    for entry in list_entries(store, Scope())[::-1]:
        if entry.action in {"invited", "link_renewed"}:
            person = (entry.response_id, entry.detail["person"])
            if person in standing:
                found.links[standing[person]] = True
            standing[person] = entry.detail["invitation"]
            found.links[entry.detail["invitation"]] = False
        elif entry.action == "link_withdrawn":
            found.links[entry.detail["invitation"]] = True
        else:
            _replay_staff(found, entry)
            _replay_review(found, entry)
    return found


def _replay_staff(found: Replayed, entry: Entry) -> None:
    workshop, asked = entry.workshop_id or 0, entry.round_id or 0
    account = entry.detail.get("account", 0)
    if entry.action == "member_named":
        found.members[workshop, account] = entry.detail["role"]
    elif entry.action == "member_withdrawn":
        del found.members[workshop, account]
    elif entry.action == "reviewer_named":
        found.reviewers.add((asked, account))
    elif entry.action == "reviewer_withdrawn":
        found.reviewers.remove((asked, account))
    elif entry.action == "round_opened":
        found.opened.add(asked)
    elif entry.action == "round_closed":
        found.opened.add(asked)
        found.closed.add(asked)


def _replay_review(found: Replayed, entry: Entry) -> None:
    response = entry.response_id or 0
    kinds = {"answer_verified": "verified", "answer_returned": "question"}
    if entry.action in kinds:
        step = (kinds[entry.action], entry.detail["revision"])
        where = (response, entry.item or "")
        found.steps.append((*where, *step, entry.at, entry.who))
    events = {
        "answer_returned": "returned",
        "response_reopened": "reopened",
        "response_accepted": "accepted",
    }
    if entry.action in events and entry.detail.get("taken_back", True):
        event = events[entry.action]
        found.events.append((response, event, entry.at, entry.who))


def read_tables(store: Store) -> Replayed:
    """Read what the tables say, without the trail."""
    links, events = tables.invitations, tables.submissions
    steps, rounds_ = tables.reviews, tables.rounds
    with store.read() as connection:
        own = select(links.c.id, links.c.revoked_at).where(links.c.invited_by.is_(None))
        return Replayed(
            {row[0]: row[1] is not None for row in connection.execute(own)},
            {
                (row.workshop_id, row.account_id): row.role
                for row in connection.execute(select(tables.members))
            },
            {
                (row.round_id, row.account_id)
                for row in connection.execute(select(tables.reviewers))
            },
            {
                row.id
                for row in connection.execute(select(rounds_))
                if row.opened_at is not None
            },
            {
                row.id
                for row in connection.execute(select(rounds_))
                if row.closed_at is not None
            },
            [
                (row.response_id, row.event, row.at, row.who)
                for row in connection.execute(select(events).order_by(events.c.id))
                if row.event in STAFF_EVENTS
            ],
            [
                (row.response_id, row.item, row.kind, row.revision, row.at, row.who)
                for row in connection.execute(select(steps).order_by(steps.c.id))
                if row.kind != "reply"
            ],
        )


@dataclass
class History:
    """A workshop to which things happen by chance, a minute after each other."""

    store: Store
    instrument: Instrument
    rng: random.Random
    at: datetime
    tag: str
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        add = accounts.add_account
        self.staff = [
            add(self.store, f"{self.tag}-{name}@x.org", f"{name} {self.tag}", self.at)
            for name in ("sera", "colin", "rea")
        ]
        self.owner: Account = self.staff[0]
        owner_id = self.owner.id
        self.workshop: Workshop = draft_workshop(
            self.store, owner_id, self.tag, self.tag, at=self.at
        )
        self.round: Round = rounds.draft_round(
            self.store,
            owner_id,
            self.tag,
            self.tag,
            self.instrument,
            at=self.at,
            reviewed=True,
            workshop_id=self.workshop.id,
        )
        rounds.open_round(self.store, self.round.id, self.at, by=self.owner)
        self.sent: list[Invitation] = []

    def go_on(self) -> None:
        """Let one thing happen, or be refused: also that leaves the two alike."""
        self.at += timedelta(minutes=1)
        (act,) = self.rng.choices(list(ACTS), list(ACTS.values()))
        by = self.rng.choice([self.owner, self.owner, *self.staff])
        with suppress(MeterError, IndexError):
            getattr(self, act)(by)
            self.done[act] += 1

    def open(self, by: Account) -> None:
        rounds.open_round(self.store, self.round.id, self.at, by=by)

    def close(self, by: Account) -> None:
        rounds.close_round(self.store, self.round.id, self.at, by=by)

    def invite(self, by: Account) -> None:
        name = self.rng.choice("ABC")
        unit = units.save_unit(
            self.store, self.owner.id, name, {}, self.at, asked=self.round, by=by
        )
        email = f"{self.rng.choice('xy')}@example.org"
        of = (self.store, self.round.id, unit.id, "X", email, self.at)
        self.sent.append(invitations.invite(*of, by=by)[0])

    def renew(self, by: Account) -> None:
        sent = self.rng.choice(self.sent)
        made, _ = invitations.reissue(self.store, sent.id, self.at, by=by)
        self.sent.append(made)

    def revoke(self, by: Account) -> None:
        sent = self.rng.choice(self.sent)
        invitations.revoke(self.store, sent.id, self.at, by=by)

    def name(self, by: Account) -> None:
        email, role = self.rng.choice(self.staff).email, self.rng.choice(MEMBER_ROLES)
        name_member(self.store, self.workshop, email, role, by, self.at)

    def withdraw(self, by: Account) -> None:
        who = self.rng.choice(self.staff[1:]).id
        withdraw_member(self.store, self.workshop, who, by, self.at)

    def name_reviewer(self, by: Account) -> None:
        email = self.rng.choice(self.staff).email
        reviewers.name_reviewer(self.store, self.round, email, self.at, by=by)

    def withdraw_reviewer(self, by: Account) -> None:
        who = self.rng.choice(self.staff[1:]).id
        reviewers.withdraw_reviewer(self.store, self.round, who, self.at, by=by)

    def submit(self, _by: Account) -> None:
        response = self.rng.choice(self.sent).response_id
        seen = {key: self._revision(response, key) for key in ("law", "site")}
        answers = {"law": self.rng.choice(("none", "full")), "site": "no"}
        with suppress(MeterError):
            save_answers(self.store, response, answers, seen, "X", self.at)
        submit_response(self.store, response, "X", self.at)

    def verify(self, by: Account) -> None:
        response = self.rng.choice(self.sent).response_id
        items = self.rng.sample(["law", "site", "note"], 2)
        seen = {item: self._revision(response, item) for item in items}
        verify_answers(self.store, response, seen, by, self.at)

    def ask(self, by: Account) -> None:
        response = self.rng.choice(self.sent).response_id
        item = self.rng.choice(["law", "site"])
        seen = item, self._revision(response, item)
        return_answer(self.store, response, seen, "Since when?", by, self.at)

    def accept(self, by: Account) -> None:
        response = self.rng.choice(self.sent).response_id
        accept(self.store, response, "So be it.", by, self.at)

    def reopen(self, by: Account) -> None:
        response = self.rng.choice(self.sent).response_id
        reopen(self.store, response, "Once more.", by, self.at)

    def _revision(self, response: int, item: str) -> int:
        return load_review(self.store, response).revision_of(item)


ACTS = {
    "open": 1.0,
    "close": 0.1,
    "invite": 3.0,
    "renew": 1.0,
    "revoke": 1.0,
    "name": 2.0,
    "withdraw": 2.0,
    "name_reviewer": 2.0,
    "withdraw_reviewer": 2.0,
    "submit": 4.0,
    "verify": 4.0,
    "ask": 2.0,
    "accept": 2.0,
    "reopen": 1.0,
}
"""How often things happen, by the names of the methods above."""


def live(history: History, steps: int = STEPS) -> dict[str, Any]:
    """Let things happen; give how often each did."""
    for _ in range(steps):
        history.go_on()
    return dict(history.done)
