"""What tests of webhooks listen to: a workshop with a round, units that submit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import invitations, responses, rounds, units
from meter.fieldwork.submission import submit_response
from meter.integration.hooks import list_deliveries
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from meter.integration.records import Webhook
    from meter.records import Round
    from meter.records import Workshop as Meeting
    from meter.storage import Store
    from tests.meter.conftest import Workshop


def list_events(store: Store, hook: Webhook) -> list[str]:
    """List what a webhook is told of, the newest first."""
    return [one.event for one in list_deliveries(store, hook.id)]


def make_workshop(workshop: Workshop) -> tuple[Meeting, Round]:
    """Make a workshop with an open round of its own."""
    store, at, owner = workshop.store, workshop.at, workshop.owner
    meeting = draft_workshop(store, owner.id, "meeting", "Meeting", at=at)
    drafted = rounds.draft_round(
        store,
        owner.id,
        "at-meeting",
        "At the meeting",
        workshop.instrument,
        at=at,
        workshop_id=meeting.id,
    )
    return meeting, rounds.open_round(store, drafted.id, at)


def listen(workshop: Workshop, asked: Round, name: str) -> int:
    """Let a unit answer a round and submit; give the id of its response."""
    store, at = workshop.store, workshop.at
    unit = units.save_unit(store, workshop.owner.id, name, {}, at)
    email = f"{name.lower()}@example.org"
    sent, _ = invitations.invite(store, asked.id, unit.id, name, email, at)
    given = {"law": "full", "site": "yes"}
    responses.save_answers(store, sent.response_id, given, {}, name, at)
    submit_response(store, sent.response_id, name, at)
    return sent.response_id
