"""What is sent to a knowledge space, by cities and by its editors."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sqlalchemy import select

from meter.knowledge.contributions import list_files
from meter.storage.tables import contributions

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_entry(world: World, values: Values) -> Body:
    del world, values
    fields = {"kind": "guide", "title": "Guide", "summary": "It.", "seen": "1"}
    return {"data": {**fields, "languages": "en", "key": "sent-by-a-test"}}


def write_shared_file(world: World, values: Values) -> Body:
    del world, values
    return {"data": {"file": (io.BytesIO(b"a shared law"), "law.txt")}}


def name_shared_file(world: World, values: Values) -> Body:
    """Name the first file of a contribution, whoever may remove it."""
    kept = list_files(world.store, values["own"])
    return {"data": {"file": str(kept[0].id) if kept else "0"}}


def say_seen(world: World, values: Values) -> Body:
    """Say that a contribution was read as it stands."""
    number = values.get("own") or values.get("contribution")
    with world.store.read() as connection:
        row = select(contributions.c.revision).where(contributions.c.id == number)
        seen = connection.execute(row).scalar_one_or_none()
    return {"data": {"seen": str(seen or 0), "words": "So it is."}}


def write_knowledge_file(world: World, values: Values) -> Body:
    del world, values
    rows = "key,kind,title,summary,languages\nfrom-a-file,guide,Guide,It.,en\n"
    return {"data": {"file": (io.BytesIO(rows.encode()), "knowledge.csv")}}


BODIES: dict[str, Writer] = {
    "knowledge.add_file": write_shared_file,
    "knowledge.create": write_entry,
    "knowledge.offer": say_seen,
    "knowledge.remove_file": name_shared_file,
    "knowledge.save": write_entry,
    "knowledge.withdraw": say_seen,
    "workshop_knowledge.add_file": write_shared_file,
    "workshop_knowledge.create": write_entry,
    "workshop_knowledge.publish": say_seen,
    "workshop_knowledge.remove_file": name_shared_file,
    "workshop_knowledge.return_": say_seen,
    "workshop_knowledge.save": write_entry,
    "workshop_knowledge.take_in": write_knowledge_file,
    "workshop_knowledge.withdraw": say_seen,
}
