"""What cities and organisers see of a knowledge space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload

from stops.stop import Stop, mistake, to
from walk import Walk, go, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

CITY, DESK = "{walk.done}/knowledge/", "/workshops/sample/knowledge/"
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
    Stop("knowledge at the desk", "organiser", to(DESK)),
    Stop("resource at the desk", "organiser", open_at_the_desk),
    Stop("new resource at the desk", "organiser", to(f"{DESK}new")),
    Stop("resources from a file", "organiser", to(f"{DESK}import")),
    Stop("resources to mend", "organiser", send_bad_table, 422),
    Stop(
        "knowledge yet empty",
        "organiser",
        to("/workshops/{walk.own_workshop}/knowledge/"),
    ),
)
