"""Entries of the audit trail, and who acts, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records import Account, Invitation, Response, Round, Unit, Workshop

ActorRole = Literal[
    "organiser",
    "co_organiser",
    "reviewer",
    "researcher",
    "administrator",
    "server",
    "focal_point",
]
Action = Literal[
    "round_opened",
    "round_closed",
    "round_frozen",
    "round_thawed",
    "unit_described",
    "registration_admitted",
    "registration_refused",
    "invited",
    "link_renewed",
    "link_withdrawn",
    "reminded",
    "answers_imported",
    "answer_verified",
    "answer_returned",
    "reopening_asked",
    "response_reopened",
    "response_accepted",
    "reviewer_named",
    "reviewer_withdrawn",
    "peers_declared",
    "peers_released",
    "figures_published",
    "figures_dropped",
    "edition_published",
    "edition_withdrawn",
    "package_made",
    "links_extended",
    "twinning_proposed",
    "contribution_published",
    "contribution_returned",
    "contribution_withdrawn",
    "member_named",
    "member_withdrawn",
    "account_added",
    "account_disabled",
    "account_enabled",
    "account_link_made",
    "administrator_named",
    "administrator_withdrawn",
    "answer_written",
    "token_made",
    "token_revoked",
    "webhook_added",
    "webhook_removed",
]
ACTIONS: tuple[Action, ...] = get_args(Action)
ON_ACCOUNTS: tuple[Action, ...] = (
    "account_added",
    "account_disabled",
    "account_enabled",
    "account_link_made",
    "administrator_named",
    "administrator_withdrawn",
    "token_made",
    "token_revoked",
)
"""What is done to accounts, and on no unit's data."""

PASSING_ON: tuple[Action, ...] = (
    "peers_released",
    "edition_published",
    "edition_withdrawn",
    "package_made",
)
"""What is done with a round as a whole, and may pass on the data of each unit."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and in which role, by the name that they have then.

    `account_id` is None for METER itself, for whoever runs its commands, and for a
    unit that asks for something.
    """

    account_id: int | None
    name: str
    role: ActorRole

    @classmethod
    def of(cls, account: Account, role: ActorRole) -> Actor:
        """Make the actor of an account."""
        return cls(account.id, account.name, role)


SERVER = Actor(None, "", "server")
"""Who acts where nobody is signed in: a command, the demonstration."""

FOCAL_POINT = Actor(None, "", "focal_point")
"""Who asks staff for something, for a unit: no name of theirs stands in the trail."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is done, and on whose data.

    `detail` holds ids, keys and counts: no answer, no secret, and no name or address of
    somebody who answers.
    """

    action: Action
    workshop_id: int | None = None
    round_id: int | None = None
    unit_id: int | None = None
    response_id: int | None = None
    item: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def on_workshop(cls, action: Action, workshop: Workshop, **detail: Any) -> Act:
        """Make an act on a workshop."""
        return cls(action, workshop.id, detail=detail)

    @classmethod
    def on_round(cls, action: Action, asked: Round, **detail: Any) -> Act:
        """Make an act on a round."""
        return cls(action, asked.workshop_id, asked.id, detail=detail)

    @classmethod
    def on_unit(
        cls, action: Action, asked: Round | None, unit: Unit, **detail: Any
    ) -> Act:
        """Make an act on a unit, for a round or for none."""
        workshop_id, round_id = (asked.workshop_id, asked.id) if asked else (None, None)
        return cls(action, workshop_id, round_id, unit.id, detail=detail)

    @classmethod
    def on_response(
        cls,
        action: Action,
        asked: Round,
        response: Response,
        item: str | None = None,
        **detail: Any,
    ) -> Act:
        """Make an act on a unit's response, or on one of its answers."""
        of = (asked.workshop_id, asked.id, response.unit_id, response.id)
        return cls(action, *of, item=item, detail=detail)

    @classmethod
    def on_invitation(
        cls, action: Action, asked: Round, invitation: Invitation, **detail: Any
    ) -> Act:
        """Make an act on a link; whose it is, is kept with the invitation alone."""
        of = (asked.workshop_id, asked.id, invitation.unit_id, invitation.response_id)
        return cls(action, *of, detail={"invitation": invitation.id, **detail})


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it stands in the trail, bound to the entry before by its hash."""

    id: int
    at: datetime
    account_id: int | None
    who: str
    role: ActorRole
    action: Action
    workshop_id: int | None
    round_id: int | None
    unit_id: int | None
    response_id: int | None
    item: str | None
    detail: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the trail: how many entries there are, and the last one's hash."""

    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Which entries are asked for: those of all that is named here.

    Where `touching`, what passed on the data of a round is an entry of each unit.
    """

    workshop_id: int | None = None
    round_id: int | None = None
    unit_id: int | None = None
    actions: tuple[Action, ...] | None = None
    touching: bool = False
