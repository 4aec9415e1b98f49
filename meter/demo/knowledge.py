"""Sample knowledge: invented resources and cases, each of which says so."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

from meter.knowledge.contributions import draft_contribution
from meter.knowledge.exchange import import_rows, read_file
from meter.knowledge.records import Contributor, Entry
from meter.knowledge.steps import offer
from meter.storage.repository.contributions import find_by_key
from meter.workshops.workshops import list_participants

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Workshop
    from meter.storage import Store

WAITING = Entry(
    kind="guide",
    title="A checklist for the first month of a service",
    summary="What to count, whom to ask, when to stop. Invented for this sample.",
    languages=("en",),
    country="Nusara",
    year=2025,
    link="https://first-month.example/",
    indicators=("c3", "o2"),
    credited=True,
)
"""What one of the cities offers; the sample organiser has not read it yet."""

OFFERS = "Batu Hijau (sample)"


def fill_knowledge(store: Store, workshop: Workshop, at: datetime) -> None:
    """Let the cities of a sample workshop share what they know, unless they do.

    A city that does not take part leaves what it would have shared to the organiser.
    """
    cities = {one.unit.name: one.unit.id for one in list_participants(store, workshop)}
    file = resources.files("meter.demo") / "knowledge.json"
    rows = [
        one
        if one.city in cities
        else replace(one, city="", given=replace(one.given, credited=False))
        for one in read_file(file.read_bytes())
    ]
    with store.read() as connection:
        if find_by_key(connection, workshop.id, rows[0].key) is not None:
            return
    import_rows(store, workshop, rows, "Sample organiser", at)
    if OFFERS in cities:
        by = Contributor(workshop.id, "Focal point of Batu Hijau", cities[OFFERS])
        made = draft_contribution(store, by, "sample-first-month", WAITING, at)
        offer(store, by, made.id, made.revision, at)
