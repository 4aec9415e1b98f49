"""What an organiser sees of rounds, and a reviewer of responses."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page

from meter.fieldwork.rounds import close_round
from stops.stop import Stop, to
from walk import Walk, go, press
from webapp.current import utc_now

BAD_ANSWERS = "unit,l1_1\nAlpha,maybe\nNowhere,none\n"
BAD_LIST = "name,email,contact\nAlpha,alpha@city.example,Ana\nBeta,no address,Ben\n"


REVIEW = "/review/{walk.checked.key}/{walk.under_review}/"


def see_evidence_of_the_round(page: Page, walk: Walk) -> int:
    status = go(page, f"/organise/{walk.workshop.key}/evidence")
    page.locator("main details summary").first.click()
    return status


def prepare_without_a_title(page: Page, _: Walk) -> int:
    go(page, "/organise/new?instrument=meter")
    page.fill("#key", "Not A Key")
    return press(page, "main form button")


def invite_nobody(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    return press(page, 'form[action$="/invite"] button')


def invite_one(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    page.fill(
        "#name", "A city with a long name, and a very-long-word-in-its-very-middle"
    )
    page.fill("#contact", "Ana")
    page.fill("#email", "a.very.long.address.of.somebody@a-long-name.city.example")
    return press(page, 'form[action$="/invite"] button')


def invite_by_a_bad_file(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.empty.key}/")
    file = FilePayload(name="units.csv", mimeType="text/csv", buffer=BAD_LIST.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[action$="/invite-file"] button')


def import_a_bad_file(page: Page, walk: Walk) -> int:
    """Check answers of a unit that is there, of one that is not, and a bad cell."""
    go(page, f"/organise/{walk.workshop.key}/import")
    file = FilePayload(name="a.csv", mimeType="text/csv", buffer=BAD_ANSWERS.encode())
    page.set_input_files("#file", file)
    return press(page, 'form[action$="/import"] button[value="check"]')


def open_what_is_closed(page: Page, walk: Walk) -> int:
    go(page, f"/organise/{walk.stale.key}/")
    close_round(walk.site.store, walk.stale.id, utc_now())
    return press(page, 'form[action$="/open"] button')


def ask_nothing(page: Page, walk: Walk) -> int:
    """Return an answer without a question."""
    go(page, f"{REVIEW.format(walk=walk)}sections/legal")
    return press(page, '#i-l1_3 form[action$="/return"] button')


STOPS = (
    Stop("rounds", "organiser", to("/organise/")),
    Stop("choice of instrument", "organiser", to("/organise/new")),
    Stop("new round", "organiser", to("/organise/new?instrument=meter")),
    Stop("new round to correct", "organiser", prepare_without_a_title, 422),
    Stop("drafted round", "organiser", to("/organise/{walk.draft.key}/")),
    Stop("open round", "organiser", to("/organise/{walk.workshop.key}/")),
    Stop("import", "organiser", to("/organise/{walk.workshop.key}/import")),
    Stop("import to mend", "organiser", import_a_bad_file, 422),
    Stop("evidence of a round", "organiser", see_evidence_of_the_round),
    Stop("round in the grace", "organiser", to("/organise/{walk.grace.key}/")),
    Stop("closed round", "organiser", to("/organise/{walk.closed.key}/")),
    Stop("invitation to correct", "organiser", invite_nobody, 422),
    Stop("links shown once", "organiser", invite_one),
    Stop("list to mend", "organiser", invite_by_a_bad_file, 422),
    Stop("cannot be opened", "organiser", open_what_is_closed, 409),
    Stop("reviewed round", "organiser", to("/organise/{walk.checked.key}/")),
    Stop("units to review", "organiser", to("/review/{walk.checked.key}/")),
    Stop("response to review", "organiser", to(REVIEW)),
    Stop("section to review", "organiser", to(f"{REVIEW}sections/legal")),
    Stop("question to correct", "organiser", ask_nothing, 422),
    Stop("no round", "organiser", to("/organise/nothing/"), 404),
)
