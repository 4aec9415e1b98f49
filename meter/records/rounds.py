"""Rounds: when they take answers, and who checks these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

RoundState = Literal["draft", "open", "closed"]

PeerLevel = Literal["nothing", "spread", "named"]


@dataclass(frozen=True, slots=True)
class Round:
    """One fielding of one instrument version.

    `opens_at` and `closes_at` are planned; `opened_at` and `closed_at` happened. Late
    answers are taken for `grace_days` after `closes_at`. `apart`: the respondents of a
    unit answer independently, and the focal point records what they agree on.
    `reviewed`: answers are checked before a result counts. `former_round_id` names the
    round that it starts from. While it is frozen nothing of it changes. `peers`: the
    most that units see of each other, `peer_field` the field of their profile by which
    they are grouped for it. `time_zone` is that of its workshop, None without one.
    """

    id: int
    key: str
    title: str
    owner_id: int
    instrument_key: str
    instrument_version: str
    instrument_fingerprint: str
    method: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    grace_days: int = 0
    apart: bool = False
    reviewed: bool = False
    workshop_id: int | None = None
    former_round_id: int | None = None
    frozen_at: datetime | None = None
    peers: PeerLevel = "nothing"
    peer_field: str | None = None
    time_zone: str | None = None

    @property
    def ends_at(self) -> datetime | None:
        """The end of the grace: nothing is taken from then on."""
        return self.closes_at and self.closes_at + timedelta(days=self.grace_days)

    def state(self, at: datetime) -> RoundState:
        """Tell whether answers are not yet, now or no longer taken."""
        if self.closed_at is not None or self.frozen_at is not None:
            return "closed"
        if self.opened_at is None or (self.opens_at and at < self.opens_at):
            return "draft"
        return "closed" if self.ends_at and at >= self.ends_at else "open"

    def is_after_deadline(self, at: datetime) -> bool:
        """Tell whether something came after the deadline, as in the days of grace."""
        return self.closes_at is not None and at >= self.closes_at

    def takes_corrections(self, at: datetime) -> bool:
        """Tell whether what was returned may be answered now.

        Review takes the time it takes: in a reviewed round that is until the round is
        closed by hand, whatever its deadline.
        """
        state = self.state(at)
        over = state == "closed" and self.closed_at is None and self.frozen_at is None
        return state == "open" or (self.reviewed and over)

    def is_late(self, at: datetime) -> bool:
        """Tell whether the deadline is over and answers are still taken."""
        return self.is_after_deadline(at) and self.state(at) == "open"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A member of staff who checks the answers of a round beside its organiser."""

    account_id: int
    name: str
    email: str
