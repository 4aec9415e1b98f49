"""What an organiser sees of units side by side."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page

from meter.fieldwork.units import list_units
from stops.stop import Stop, charts, to
from walk import Walk, go, press

PUBLISHED = "/organise/{walk.workshop.key}/compare/published"


RESTATED = "/organise/{walk.workshop.key}/compare/restated"


def publish(page: Page, walk: Walk, lines: str) -> int:
    """Send a file of figures for the units of the workshop."""
    go(page, PUBLISHED.format(walk=walk))
    file = FilePayload(name="f.csv", mimeType="text/csv", buffer=lines.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[enctype="multipart/form-data"] button')


def see_published(page: Page, walk: Walk) -> int:
    units = list_units(walk.site.store, walk.workshop.id)
    rows = [f"{unit.name},0.{place:03}" for place, unit in enumerate(units, 100)]
    return publish(page, walk, "\n".join(["name,EGDI 2024", *rows, "Nowhere,0.5"]))


def publish_nonsense(page: Page, walk: Walk) -> int:
    unit = list_units(walk.site.store, walk.workshop.id)[0].name
    return publish(page, walk, f"name,EGDI 2024,OSI\n{unit},high,7\n{unit},0.1,0.2\n")


AGAIN = "sample-second-round/compare/movement"
FIRST = "/organise/{walk.workshop.key}/compare/movement"

STOPS = (
    charts("comparison", "{walk.workshop.key}/compare", 4),
    charts("room", "{walk.workshop.key}/compare?view=room", 4),
    charts("six", "{walk.workshop.key}/compare?{walk.chosen}", 6),
    charts("where it differs", "{walk.workshop.key}/compare/answers", 2),
    charts("peer groups", "{walk.workshop.key}/compare/groups?{walk.chosen}", 2),
    charts("two by two", "{walk.workshop.key}/compare/plane?{walk.chosen}", 1),
    charts("how sure", "{walk.workshop.key}/compare/ranks", 1),
    Stop("published figures", "organiser", see_published),
    Stop("figures to mend", "organiser", publish_nonsense, 422),
    Stop("methods to restate", "organiser", to(RESTATED)),
    Stop("restated", "organiser", to(f"{RESTATED}?as=arithmetic")),
    charts("clusters", "{walk.workshop.key}/compare?order=alike", 4),
    charts("movement", AGAIN, 2),
    charts("movement for the room", f"{AGAIN}?view=room", 2),
    charts("ranks for the room", "{walk.workshop.key}/compare/ranks?view=room", 1),
    Stop(
        "first round of all",
        "organiser",
        to(FIRST),
    ),
    Stop("nothing to compare", "organiser", to("/organise/{walk.empty.key}/compare")),
    Stop("no scores", "organiser", to("/organise/{walk.unscored.key}/compare")),
)
