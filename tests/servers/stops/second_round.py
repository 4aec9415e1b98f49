"""What a city sees of a second round: what changed, and what it plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stops.stop import Stop, mistake, to
from walk import Walk, go, press

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEEP = '.card details form[action*="/plan/"]:has([name="words"]) button >> nth=0'


def empty_a_step(page: Page, walk: Walk) -> int:
    """Change a step into one that says nothing."""
    go(page, f"{walk.again}/plan")
    page.locator(".card details").first.evaluate("one => { one.open = true; }")
    page.locator('.card [name="words"]').first.fill("")
    return press(page, KEEP)


def change_a_step_too_late(page: Page, walk: Walk) -> int:
    """Change a step that was read before somebody else changed it."""
    go(page, f"{walk.again}/plan")
    seen = page.locator('.card [name="seen"]').first
    seen.evaluate("one => { one.value = '0'; }")
    return press(page, KEEP)


STOPS = (
    Stop("second hub", "respondent", to("{walk.again}/")),
    Stop("second result", "respondent", to("{walk.again}/result")),
    Stop("changes", "respondent", to("{walk.again}/changes")),
    Stop("nothing to set beside", "respondent", to("{walk.half_way}/changes")),
    Stop("work plan", "respondent", to("{walk.again}/plan")),
    Stop("plan yet empty", "respondent", to("{walk.half_way}/plan")),
    Stop(
        "plan to correct",
        "respondent",
        mistake(
            "{walk.again}/plan",
            {"words": "", "due_on": "2001-01-01"},
            'form[action$="/plan"] button',
        ),
        422,
    ),
    Stop("step to correct", "respondent", empty_a_step, 422),
    Stop("step changed meanwhile", "respondent", change_a_step_too_late, 409),
)
