"""Tokens and webhooks of an organiser's programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stops.stop import Stop, mistake, to
from walk import Walk, go, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOKEN, HOOK = 'form[action$="/tokens"] .btn', 'form[action$="/webhooks"] .btn'


def make_a_token(page: Page, walk: Walk) -> int:
    go(page, "/programs")
    page.fill("#name", f"Notebook of {walk.language}")
    page.locator('[name="scope"]').first.check()
    return press(page, TOKEN)


STOPS = (
    Stop("programs", "organiser", to("/programs")),
    Stop("token without a right", "organiser", mistake("/programs", {}, TOKEN), 422),
    Stop("fresh token", "organiser", make_a_token),
    Stop(
        "webhook to nowhere",
        "organiser",
        mistake("/programs", {"url": "http://127.0.0.1/"}, HOOK),
        422,
    ),
)
