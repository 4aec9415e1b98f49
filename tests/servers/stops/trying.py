"""What a stranger sees: the front, trials, invitations, sign-in."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from stops.stop import Stop, to
from walk import Walk, go, press


def sign_in_wrongly(page: Page, walk: Walk) -> int:
    go(page, "/staff/sign-in")
    page.fill("#email", f"nobody.{walk.language}@city.example")
    page.fill("#password", "a long enough guess")
    return press(page, "main form button")


def try_out(page: Page, _: Walk) -> int:
    """Choose one of the upper levels for nearly all that is asked."""
    go(page, "/try/meter/")
    levels = page.locator(".item:nth-of-type(-n+20) .levels label:nth-child(4) input")
    levels.evaluate_all("(all) => { for (const one of all) one.checked = true; }")
    status = press(page, "#answers button")
    expect(page.locator(".headline .figure-large")).to_be_visible()
    return status


def try_nonsense(page: Page, _: Walk) -> int:
    go(page, "/try/ecities/")
    page.fill('[name="q-invite"]', "a few")
    return press(page, "#answers button")


def see_trial_numbers(page: Page, walk: Walk) -> int:
    try_out(page, walk)
    return press(page, "main form button[formaction]")


def send_without_a_token(page: Page, walk: Walk) -> int:
    go(page, walk.fresh)
    page.locator('main [name="csrf_token"]').evaluate("one => { one.value = 'x'; }")
    return press(page, "main form button")


STOPS = (
    Stop("home", "stranger", to("/")),
    Stop("trial", "stranger", to("/try/ecities/")),
    Stop("trial to correct", "stranger", try_nonsense, 422),
    Stop("trial result", "stranger", try_out),
    Stop("trial numbers", "stranger", see_trial_numbers),
    Stop("invitation", "stranger", to("{walk.fresh}")),
    Stop("early invitation", "stranger", to("{walk.early}")),
    Stop("late invitation", "stranger", to("{walk.late}")),
    Stop("invitation in the grace", "stranger", to("{walk.tardy}")),
    Stop("sign-in", "stranger", to("/organise/")),
    Stop("sign-in to correct", "stranger", sign_in_wrongly),
    Stop("no page", "stranger", to("/nowhere"), 404),
    Stop("no instrument", "stranger", to("/try/nothing/"), 404),
    Stop("unknown link", "stranger", to("/join/unknown"), 404),
    Stop("withdrawn link", "stranger", to("{walk.withdrawn}"), 410),
    Stop("expired link", "stranger", to("{walk.expired}"), 410),
    Stop("refused form", "stranger", send_without_a_token, 400),
)
