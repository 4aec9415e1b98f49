"""The sample knowledge fits the instrument, says that it is one, and is kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import load_instrument
from meter.demo.cities import CITIES
from meter.demo.knowledge import OFFERS, fill_knowledge
from meter.fieldwork import accounts, rounds, units
from meter.knowledge.contributions import list_sent
from meter.knowledge.records import Filters
from meter.knowledge.searching import search
from meter.storage import open_store
from meter.storage.repository.workshops import save_participant
from meter.workshops.workshops import draft_workshop
from tests.meter.conftest import at

if TYPE_CHECKING:
    from datetime import datetime

    from meter.storage import Connection

__all__ = ["at"]

SAYS_SO = (
    "Invented for this sample.",
    "Inventé pour cet exemple.",
    "Inventado para esta muestra.",
    "Вымышлено для этого образца.",
    "مُختلَق لهذا النموذج.",
    "为本示例虚构。",
    "이 견본을 위해 지어낸 내용입니다.",
)


def test_a_sample_workshop_shares_resources_and_cases(
    sqlite_url: str, at: datetime
) -> None:
    with open_store(sqlite_url) as store:
        owner = accounts.add_account(store, "o@sample.example", "Sample", at)
        workshop = draft_workshop(store, owner.id, "sample", "Sample", at=at)
        rounds.draft_round(
            store,
            owner.id,
            "asked",
            "Asked",
            load_instrument("meter"),
            at=at,
            workshop_id=workshop.id,
        )
        cities = [units.save_unit(store, owner.id, one.title, {}, at) for one in CITIES]

        def gather(connection: Connection) -> None:
            for city in cities:
                save_participant(connection, workshop.id, city.id, ["en"], at)

        store.write(gather)
        fill_knowledge(store, workshop, at)
        fill_knowledge(store, workshop, at)
        found = search(store, workshop.id)
        cases = search(store, workshop.id, filters=Filters(kind="case"))
        sent = list_sent(store, workshop.id)

    entries = [one.entry for one in found.contributions]
    assert (found.count, cases.count) == (18, 6)
    assert [(one.unit_name, one.state) for one in sent] == [(OFFERS, "offered")]
    assert {tag for one in entries for tag in one.languages} == {
        "ar", "en", "es", "fr", "ko", "ru", "zh",
    }  # fmt: skip
    assert all(one.summary.endswith(SAYS_SO) for one in entries)
    assert all(one.link.endswith(".example/") for one in entries)
    assert all(one.indicators for one in entries)


def test_cities_that_do_not_take_part_are_not_named(
    sqlite_url: str, at: datetime
) -> None:
    with open_store(sqlite_url) as store:
        owner = accounts.add_account(store, "o@sample.example", "Sample", at)
        workshop = draft_workshop(store, owner.id, "sample", "Sample", at=at)
        rounds.draft_round(
            store,
            owner.id,
            "asked",
            "Asked",
            load_instrument("meter"),
            at=at,
            workshop_id=workshop.id,
        )
        fill_knowledge(store, workshop, at)
        found = search(store, workshop.id)

    assert {one.unit_id for one in found.contributions} == {None}
