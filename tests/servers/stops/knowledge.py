"""What cities and organisers see of a knowledge space."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload

from meter.knowledge.contributions import (
    draft_contribution,
    make_key,
    save_contribution,
)
from meter.knowledge.records import Contributor, Entry
from meter.knowledge.steps import offer, withdraw
from meter.workshops.workshops import find_workshop_of
from stops.stop import Stop, mistake, to
from walk import Walk, find_invitation, go, press
from webapp.current import utc_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from meter.knowledge.records import Contribution

CITY, DESK = "{walk.done}/knowledge/", "/workshops/sample/knowledge/"
FORM = 'main form[method="post"] button'
GUIDE = Entry(
    kind="guide",
    title="Signatures in ten steps (sample)",
    summary="How a city came to sign without paper. Invented for the sample workshop.",
    languages=("en", "fr"),
    year=2024,
    link="https://guide.city.example/signatures",
    indicators=("l1",),
    credited=True,
)
BAD_TABLE = "kind,title\nguide,\npoem,An ode\n"


def open_one(page: Page, walk: Walk) -> int:
    """Open what stands first in the list."""
    go(page, CITY.format(walk=walk))
    return press(page, "li.card h3 a >> nth=0")


def open_at_the_desk(page: Page, _: Walk) -> int:
    go(page, DESK)
    return press(page, "li.card h3 a >> nth=0")


def send_bad_table(page: Page, _: Walk) -> int:
    go(page, f"{DESK}import")
    file = FilePayload(name="k.csv", mimeType="text/csv", buffer=BAD_TABLE.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[enctype="multipart/form-data"] button')


def contribute(walk: Walk) -> tuple[Contributor, Contribution]:
    """Let a colleague of a city draft a guide."""
    workshop = find_workshop_of(walk.site.store, walk.workshop)
    assert workshop is not None
    unit_id = find_invitation(walk, walk.done).unit_id
    by = Contributor(workshop.id, "Bea (sample)", unit_id)
    return by, draft_contribution(walk.site.store, by, make_key(), GUIDE, utc_now())


def change_too_late(page: Page, walk: Walk) -> int:
    """Change a resource that a colleague has changed meanwhile."""
    store, (by, made) = walk.site.store, contribute(walk)
    go(page, f"{CITY}{made.id}/edit".format(walk=walk))
    page.fill("#title", "Signatures on a phone")
    theirs = replace(GUIDE, title="Signatures step by step", year=2025)
    save_contribution(store, by, made.id, theirs, made.revision, utc_now())
    return press(page, FORM)


def change_what_is_offered(page: Page, walk: Walk) -> int:
    """Change a resource that a colleague has offered to the organiser meanwhile."""
    store, (by, made) = walk.site.store, contribute(walk)
    go(page, f"{CITY}{made.id}/edit".format(walk=walk))
    page.fill("#title", "Signatures on a phone")
    offer(store, by, made.id, made.revision, utc_now())
    return press(page, FORM)


def ask_too_late(page: Page, walk: Walk) -> int:
    """Return a resource with a question that its city has offered anew meanwhile."""
    store, at, (by, made) = walk.site.store, utc_now(), contribute(walk)
    offered = offer(store, by, made.id, made.revision, at)
    go(page, f"{DESK}{made.id}/")
    page.locator("details.confirm").first.evaluate("one => { one.open = true; }")
    page.fill("#question", "Which law do you mean?")
    withdraw(store, by, made.id, "", at)
    offer(store, by, made.id, offered.revision, at)
    return press(page, 'form[action$="/return"] button')


def publish_too_late(page: Page, walk: Walk) -> int:
    """Publish a resource that its city has taken back meanwhile."""
    store, at, (by, made) = walk.site.store, utc_now(), contribute(walk)
    offer(store, by, made.id, made.revision, at)
    go(page, f"{DESK}{made.id}/")
    withdraw(store, by, made.id, "", at)
    return press(page, 'form[action$="/publish"] button')


STOPS = (
    Stop("knowledge", "respondent", to(CITY)),
    Stop("knowledge found", "respondent", to(f"{CITY}?q=signature")),
    Stop("knowledge in vain", "respondent", to(f"{CITY}?q=zebra")),
    Stop("resource", "respondent", open_one),
    Stop("new resource", "respondent", to(f"{CITY}new")),
    Stop("new case", "respondent", to(f"{CITY}new?kind=case")),
    Stop(
        "resource to correct",
        "respondent",
        mistake(
            f"{CITY}new",
            {"title": "", "link": "city.example", "year": "soon"},
            'main form[method="post"] button',
        ),
        422,
    ),
    Stop("resource changed meanwhile", "respondent", change_too_late, 409),
    Stop("resource offered meanwhile", "respondent", change_what_is_offered, 409),
    Stop("knowledge at the desk", "organiser", to(DESK)),
    Stop("resource at the desk", "organiser", open_at_the_desk),
    Stop("new resource at the desk", "organiser", to(f"{DESK}new")),
    Stop("resource offered anew meanwhile", "organiser", ask_too_late, 409),
    Stop("resource taken back meanwhile", "organiser", publish_too_late, 409),
    Stop("resources from a file", "organiser", to(f"{DESK}import")),
    Stop("resources to mend", "organiser", send_bad_table, 422),
    Stop(
        "knowledge yet empty",
        "organiser",
        to("/workshops/{walk.own_workshop}/knowledge/"),
    ),
)
