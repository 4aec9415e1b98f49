"""What those see who answer apart and agree afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.responses import load_answers, save_answers
from stops.stop import Stop, to
from walk import Walk, go, press
from webapp.current import utc_now

if TYPE_CHECKING:
    from playwright.sync_api import Page

AGREEING = "/answer/{walk.agreeing.response_id}"


def see_who_is_done(page: Page, walk: Walk) -> int:
    status = go(page, f"/answer/{walk.collecting.response_id}/apart")
    for summary in page.locator("main details > summary").all():
        summary.click()
    return status


def see_agreement(page: Page, walk: Walk) -> int:
    status = go(page, f"/answer/{walk.agreeing.response_id}/apart")
    for summary in page.locator("main details > summary").all():
        summary.click()
    return status


def take_an_answer(page: Page, walk: Walk) -> int:
    go(page, f"/answer/{walk.agreeing.response_id}/apart/sections/legal")
    page.fill("#w-l1_1", "The gazette settles it.")
    return press(page, '#i-l1_1 li:first-child button[name="take"]')


def say_too_much(page: Page, walk: Walk) -> int:
    go(page, f"/answer/{walk.agreeing.response_id}/apart/sections/legal")
    page.fill("#w-l1_2", "Too long. " * 300)
    return press(page, '#i-l1_2 li:first-child button[name="take"]')


def agree_too_late(page: Page, walk: Walk) -> int:
    go(page, f"/answer/{walk.agreeing.response_id}/apart/sections/legal")
    store, at = walk.site.store, utc_now()
    stored = load_answers(store, walk.agreeing.response_id)
    seen = {key: one.revision for key, one in stored.items()}
    kept = stored.get("l1_3")
    unknown = kept is not None and kept.answer is Missing.DONT_KNOW
    other = Missing.NOT_APPLICABLE if unknown else Missing.DONT_KNOW
    save_answers(store, walk.agreeing.response_id, {"l1_3": other}, seen, "Bea", at)
    return press(page, '#i-l1_3 li:last-child button[name="take"]')


STOPS = (
    Stop("apart", "respondent", to("/answer/{walk.agreeing.response_id}/")),
    Stop("own answers", "respondent", to("/answer/{walk.own_collecting}/")),
    Stop(
        "own section", "respondent", to("/answer/{walk.own_collecting}/sections/legal")
    ),
    Stop("own check", "respondent", to("/answer/{walk.own_collecting}/check")),
    Stop("own answers handed in", "respondent", to("/answer/{walk.own}/")),
    Stop("colleagues apart", "respondent", to(f"{AGREEING}/colleagues")),
    Stop("still collecting", "respondent", see_who_is_done),
    Stop("how far they agree", "respondent", see_agreement),
    Stop("side by side", "respondent", to(f"{AGREEING}/apart/sections/legal")),
    Stop("agreed", "respondent", take_an_answer),
    Stop("why to shorten", "respondent", say_too_much, 422),
    Stop("agreed meanwhile", "respondent", agree_too_late, 409),
    Stop("apart invitation", "stranger", to("{walk.agreeing_link}")),
    Stop("round apart", "organiser", to("/organise/{walk.apart.key}/")),
)
