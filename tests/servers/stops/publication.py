"""What everybody reads of a round, and who decides and publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.publication.agreements import agree, list_agreements
from meter.publication.editions import publish, withdraw_edition
from stops.stop import Stop, to
from walk import Walk, go, press
from webapp.current import utc_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from meter.publication.records import PublicLevel

EDITIONS = "/organise/{walk.workshop.key}/editions"


def see_a_former_one(page: Page, walk: Walk) -> int:
    """Read the first edition beside a later one."""
    publish(walk.site.store, walk.workshop.id, "CC0-1.0", utc_now())
    return go(page, f"/public/{walk.workshop.key}/1/")


def see_a_withdrawn_one(page: Page, walk: Walk) -> int:
    store, asked = walk.site.store, walk.workshop
    made = publish(store, asked.id, "CC0-1.0", utc_now())
    withdraw_edition(store, asked.id, made.number, utc_now())
    return go(page, f"/public/{asked.key}/{made.number}/")


def decide_too_late(page: Page, walk: Walk) -> int:
    """Decide what a colleague has decided otherwise since the page was read."""
    store, sent = walk.site.store, walk.second
    before = list_agreements(store, sent.response_id)
    go(page, f"{walk.again}/public")
    level: PublicLevel = (
        "counted" if before and before[-1].level == "named" else "named"
    )
    agree(store, sent, level, before[-1].id if before else 0, utc_now())
    page.locator('main [value="nothing"]').check()
    return press(page, "main form .btn")


def publish_nobody(page: Page, walk: Walk) -> int:
    """Publish a round in which nobody agreed, by a form that was open before."""
    go(page, EDITIONS.format(walk=walk))
    form = page.locator('form:has([name="licence"])')
    target = f"/organise/{walk.empty.key}/editions"
    form.evaluate("(one, target) => { one.action = target; }", target)
    return press(page, 'form:has([name="licence"]) .btn')


STOPS = (
    Stop("edition", "stranger", to("/public/{walk.workshop.key}/1/")),
    Stop("former edition", "stranger", see_a_former_one),
    Stop("withdrawn edition", "stranger", see_a_withdrawn_one, 410),
    Stop("what the public sees", "respondent", to("{walk.done}/public")),
    Stop("decided meanwhile for the public", "respondent", decide_too_late, 409),
    Stop("editions", "organiser", to(EDITIONS)),
    Stop("nothing to publish", "organiser", publish_nobody, 409),
)
