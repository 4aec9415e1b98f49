"""What writes in the knowledge space, prepared so that each statement can fail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.fieldwork.given.files import GivenFile
from meter.knowledge import contributions, exchange, files, steps
from meter.knowledge.records import Contributor, Entry
from meter.storage.repository.rounds import update_round
from meter.storage.repository.workshops import save_participant
from meter.workshops.workshops import draft_workshop, find_workshop

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.knowledge.records import Contribution
    from meter.storage import Connection
    from tests.meter.conftest import Workshop

    Write = Callable[[], object]

GUIDE = Entry(
    kind="guide",
    title="A guide",
    summary="To laws.",
    languages=("en", "fr"),
    link="https://guide.example/",
    indicators=("law",),
)
FILE = GivenFile("law.txt", "text/plain", b"Law")


def draft_contribution(workshop: Workshop) -> Write:
    by, _ = _gather(workshop)
    return lambda: _draft(workshop, by)


def save_contribution(workshop: Workshop) -> Write:
    by, _ = _gather(workshop)
    made = _draft(workshop, by)
    entry = replace(GUIDE, title="Another", indicators=("site",), languages=("ar",))
    return lambda: contributions.save_contribution(
        workshop.store, by, made.id, entry, made.revision, workshop.at
    )


def add_shared(workshop: Workshop) -> Write:
    by, _ = _gather(workshop)
    made = _draft(workshop, by)
    return lambda: _add(workshop, by, made)


def remove_shared(workshop: Workshop) -> Write:
    by, _ = _gather(workshop)
    made = _draft(workshop, by)
    added = _add(workshop, by, made)
    return lambda: files.remove_shared(workshop.store, by, made.id, added, workshop.at)


def offer(workshop: Workshop) -> Write:
    by, _ = _gather(workshop)
    made = _draft(workshop, by)
    return lambda: steps.offer(workshop.store, by, made.id, 1, workshop.at)


def publish(workshop: Workshop) -> Write:
    offered, organiser = _offer(workshop)
    return lambda: steps.publish(
        workshop.store, organiser, offered.id, offered.revision, workshop.at
    )


def send_back(workshop: Workshop) -> Write:
    offered, organiser = _offer(workshop)
    seen = offered.revision
    return lambda: steps.send_back(
        workshop.store, organiser, offered.id, seen, "Why?", workshop.at
    )


def withdraw(workshop: Workshop) -> Write:
    by, _ = _gather(workshop)
    made = _draft(workshop, by)
    return lambda: steps.withdraw(workshop.store, by, made.id, "Old.", workshop.at)


def import_rows(workshop: Workshop) -> Write:
    _gather(workshop)
    text = b"kind,title,summary,languages,indicators\nlaw,One,It.,en;fr,law\n"
    rows = exchange.read_file(text)
    gathered = find_workshop(workshop.store, "gathered")
    assert gathered is not None
    return lambda: exchange.import_rows(
        workshop.store, gathered, rows, "Ada", workshop.at
    )


def _gather(workshop: Workshop) -> tuple[Contributor, Contributor]:
    """Let the round belong to a workshop; give a focal point and an organiser."""
    made = draft_workshop(
        workshop.store, workshop.owner.id, "gathered", "Gathered", at=workshop.at
    )

    def gather(connection: Connection) -> None:
        update_round(connection, workshop.round.id, {"workshop_id": made.id})
        save_participant(connection, made.id, workshop.unit.id, [], workshop.at)

    workshop.store.write(gather)
    invitation = workshop.invitation
    by = Contributor(made.id, "Ana", workshop.unit.id, invitation)
    return by, Contributor(made.id, workshop.owner.name)


def _draft(workshop: Workshop, by: Contributor) -> Contribution:
    return contributions.draft_contribution(
        workshop.store, by, "key", GUIDE, workshop.at
    )


def _offer(workshop: Workshop) -> tuple[Contribution, Contributor]:
    by, organiser = _gather(workshop)
    made = _draft(workshop, by)
    offered = steps.offer(workshop.store, by, made.id, made.revision, workshop.at)
    return offered, organiser


def _add(workshop: Workshop, by: Contributor, made: Contribution) -> int:
    return files.add_shared(
        workshop.store, by, made.id, FILE, workshop.at, quota=1000
    ).id
