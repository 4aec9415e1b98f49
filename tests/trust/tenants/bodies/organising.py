"""What is sent about a round."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from meter.fieldwork.rounds import find_round, get_instrument
from meter.fieldwork.units import list_units
from tests.trust.tenants.bodies.form import form

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_unit_list(world: World, values: Values) -> Body:
    del world, values
    rows = "name,email,contact\nNewtown,nina@example.org,Nina\n"
    return {"data": {"list": rows, "go": "invite"}}


def write_answers(world: World, values: Values) -> Body:
    """Take over an answer of a unit that is added for it."""
    key = values["round_key"]
    asked = find_round(world.store, key) if key.isprintable() else None
    item = next(iter(get_instrument(world.store, asked).items)) if asked else "law"
    rows = f"unit,{item}\nNewtown,\n"
    return {"data": {"list": rows, "add_units": "yes", "go": "take"}}


def write_figures(world: World, values: Values) -> Body:
    """Publish a figure about a unit of the round, if it is one with units."""
    key = values["round_key"]
    asked = find_round(world.store, key) if key.isprintable() else None
    there = list_units(world.store, asked.id) if asked else []
    name = there[0].name if there else "Newtown"
    file = io.BytesIO(f'name,EGDI\n"{name}",0.5\n'.encode())
    return {"data": {"file": (file, "egdi.csv"), "scale": "1"}}


BODIES: dict[str, Writer] = {
    "importing.import_file": write_answers,
    "inviting.invite_file": write_unit_list,
    "inviting.invite_one": form(name="Newtown", contact="Nina", email="n@example.org"),
    "inviting.reissue": form(),
    "inviting.withdraw": form(),
    "organise.close": form(),
    "publishing_editions.add": form(licence="CC0-1.0"),
    "publishing_editions.withdraw": form(),
    "organise.create": form(title="A new round", method="edition_2024"),
    "organise.open_": form(),
    "package.make": form(language="en"),
    "publishing.remove": form(figure="OSI"),
    "publishing.take_in": write_figures,
    "reminding.remind": form(),
}
