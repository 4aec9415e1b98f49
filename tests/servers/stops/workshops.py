"""What an organiser sees of a workshop, and who registers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload

from meter.fieldwork.accounts import find_account_by_id
from meter.workshops.records import Entry
from meter.workshops.registering import (
    decline_registration,
    list_registrations,
    register,
)
from meter.workshops.workshops import find_workshop_of
from stops.stop import Stop, mistake, to
from walk import Walk, go, press
from webapp.current import utc_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESK = "/workshops/sample/"
OWN = "/workshops/{walk.own_workshop}/"
BAD_PEOPLE = (
    "name,email,contact,languages\n"
    "A city with a long name of many words,ana@city.example,Ana,fr; ar\n"
    "Beta,no address,Ben,fr\n"
    "Gamma,gamma@city.example,Gia,the language of the sea\n"
)


def send_people(page: Page, walk: Walk) -> int:
    """Send a list of which two rows are to be mended."""
    go(page, f"{OWN.format(walk=walk)}participants/")
    file = FilePayload(name="p.csv", mimeType="text/csv", buffer=BAD_PEOPLE.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[action$="/file"] button')


def add_one(page: Page, walk: Walk) -> int:
    """Add a participant, whose links are shown this once."""
    go(page, f"{OWN.format(walk=walk)}participants/")
    page.fill("#name", f"A city with a very-long-word-in-its-middle {walk.language}")
    page.fill("#contact", "Ana")
    page.fill("#email", "a.very.long.address.of.somebody@a-long-name.city.example")
    return press(page, 'form[action$="/participants/"] button')


def ask_to_take_part(page: Page, walk: Walk) -> int:
    go(page, f"/register/{walk.register_key}")
    page.fill("#name", f"Newcomer {walk.language}")
    page.fill("#contact", "Nia")
    page.fill("#email", f"nia.{walk.language}@newcomer.example")
    return press(page, 'main form[method="post"] button')


def admit_too_late(page: Page, walk: Walk) -> int:
    """Admit a unit that a colleague has declined meanwhile."""
    store, at, name = walk.site.store, utc_now(), f"Latecomer {walk.language}"
    address = f"late.{walk.language}@newcomer.example"
    assert walk.register_key is not None
    register(store, walk.register_key, Entry(name, "Lea", address), at)
    workshop = find_workshop_of(store, walk.workshop)
    owner = find_account_by_id(store, walk.workshop.owner_id)
    assert workshop is not None
    assert owner is not None
    go(page, f"{DESK}registrations")
    found = list_registrations(store, workshop)
    asked = next(one for one in found if one.unit_name == name)
    decline_registration(store, workshop, asked.id, owner, at)
    return press(page, f'form[action$="/registrations/{asked.id}/admit"] button')


def send_no_file(page: Page, walk: Walk) -> int:
    go(page, f"{OWN.format(walk=walk)}participants/")
    return press(page, 'form[action$="/file"] button')


STOPS = (
    Stop("workshops", "organiser", to("/workshops/")),
    Stop("new workshop", "organiser", to("/workshops/new")),
    Stop(
        "new workshop to correct",
        "organiser",
        mistake(
            "/workshops/new",
            {"key": "Not A Key", "begins_on": "2031-05-04", "ends_on": "2031-05-01"},
            "main form button",
        ),
        422,
    ),
    Stop("desk", "organiser", to(DESK)),
    Stop("desk of a workshop to come", "organiser", to(OWN)),
    Stop(
        "second round to correct",
        "organiser",
        mistake(
            DESK, {"closes_on": "2001-01-01"}, 'form[action$="/second-round"] button'
        ),
        422,
    ),
    Stop("place and days", "organiser", to(f"{DESK}edit")),
    Stop(
        "place and days to correct",
        "organiser",
        mistake(
            f"{DESK}edit", {"title": "", "time_zone": "Moon/Base"}, "main form button"
        ),
        422,
    ),
    Stop("participants", "organiser", to(f"{DESK}participants/")),
    Stop("no participants yet", "organiser", to(f"{OWN}participants/")),
    Stop(
        "participant to correct",
        "organiser",
        mistake(
            f"{OWN}participants/",
            {"name": "", "email": "nowhere"},
            'form[action$="/participants/"] button',
        ),
        422,
    ),
    Stop("people to mend", "organiser", send_people, 422),
    Stop("people without a file", "organiser", send_no_file, 422),
    Stop("links of a participant", "organiser", add_one),
    Stop("registrations", "organiser", to(f"{DESK}registrations")),
    Stop("registration decided meanwhile", "organiser", admit_too_late, 409),
    Stop("registrations shut", "organiser", to(f"{OWN}registrations")),
    Stop("registration", "stranger", to("/register/{walk.register_key}")),
    Stop(
        "registration to correct",
        "stranger",
        mistake(
            "/register/{walk.register_key}",
            {"name": "", "email": "nowhere"},
            'main form[method="post"] button',
        ),
        422,
    ),
    Stop("registered", "stranger", ask_to_take_part),
    Stop("no registration", "stranger", to("/register/unknown"), 404),
    Stop("pack", "organiser", to(f"{DESK}pack")),
    Stop("pack for the room", "organiser", to(f"{DESK}pack?names=agreed")),
    Stop("pack of a round", "organiser", to("/organise/{walk.workshop.key}/pack")),
    Stop("pack of nobody", "organiser", to(f"{OWN}pack")),
)
